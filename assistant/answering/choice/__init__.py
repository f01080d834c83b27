"""Which way a question goes, and which of what was found answers it."""
