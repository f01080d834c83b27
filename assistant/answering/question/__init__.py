"""A question as it is looked for: its documents, its topic, and how near a text is to that."""
