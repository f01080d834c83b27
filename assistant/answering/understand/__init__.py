"""Reads a question: recognisers propose readings, the resolver picks a set of them, and the
frame turns that set into what is asked.

Names of units, sections and documents come from the store's vocabulary; what every office in
the country knows stands in the tables under `answering/data/`.
"""
