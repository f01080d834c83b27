"""All that knows it is dealing with Vietnamese: text, folding, tokens, spelling, dates, numbers.

Tables under data/ hold what every office in the country knows; they are meant to be extended.
"""
