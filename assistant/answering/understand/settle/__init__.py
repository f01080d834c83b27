"""Settles what only the whole question decides, in steps of a stated order."""
