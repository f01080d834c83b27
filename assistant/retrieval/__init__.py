"""Search beneath the answers: lexical and dense, blended, over task rows and passages.

The store is the truth; whatever is kept here is derived from it and can be thrown away.
"""
