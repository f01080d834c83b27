"""Trains the static embedding model that ships in `assistant/retrieval/model`.

Nothing here is needed to run the program; it needs the extra `models`, and reads the public texts
that lie beside the repository.
"""
