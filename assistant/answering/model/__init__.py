"""A language model, where one is set: it words an answer; the gate lets nothing false through."""
