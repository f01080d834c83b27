"""The assistant in messengers: updates are parsed, the service called, answers rendered.

What an answer is and how it comes about is none of this package's business.
"""
