"""Follow-ups: what a question takes over from the conversation before it."""
