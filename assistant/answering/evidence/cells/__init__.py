"""The cells of rows: what they say, and which of them hold what is asked."""
