"""Measures the assistant: questions in, tables out. A client of the service like any other."""
