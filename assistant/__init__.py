"""Answers the questions of government staff from the plans that their department works by."""
