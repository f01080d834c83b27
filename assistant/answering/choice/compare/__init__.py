"""Two things set against each other: what they are, and what is compared."""
