"""Recognisers: each knows one thing, proposes readings of a question and takes nothing."""
