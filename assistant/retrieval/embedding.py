"""Giving the store's passages and rows their vectors, never while it is locked for writing."""

import logging
from collections.abc import Callable, Iterable, Mapping, Sequence

from sqlalchemy import Connection

from assistant.domain.document import ParsedDocument
from assistant.retrieval.embedder import Embedder
from assistant.store import vectors
from assistant.store.store import Store, generation

log = logging.getLogger(__name__)
BATCH = 512
Embedded = Mapping[str, bytes]  # by text


def embed_parsed(embedder: Embedder, parsed: ParsedDocument) -> Embedded:
    """The vectors of a document that is about to be saved: a slow model must not lock the store."""
    return _embed(embedder, vectors.texts_of(parsed))


def write_embedded(
    connection: Connection, embedder: Embedder, embedded: Embedded, *, document_id: str
) -> None:
    """Vectors of a saved document in its own transaction; what has other words waits."""
    wanting = vectors.wanting(connection, model=embedder.name, document_id=document_id)
    _write(connection, embedder, [w for w in wanting if w.text in embedded], embedded)


def embed_missing(
    store: Store, embedder: Embedder, *, go_on: Callable[[], bool] = lambda: True
) -> int:
    """Give a vector of this model to whatever has none yet; how many there were."""
    done = 0
    while go_on():
        with store.reading() as connection:
            before = generation(connection)
            wanting = vectors.wanting(connection, model=embedder.name, limit=BATCH)
        if not wanting:
            break
        embedded = _embed(embedder, [w.text for w in wanting])
        with store.writing() as connection:
            # Whoever wrote in between may have given one of these owners other words.
            if generation(connection) == before:
                _write(connection, embedder, wanting, embedded)
                done += len(wanting)
        if done > BATCH:
            log.info("embedded %d texts with %s", done, embedder.name)
    return done


def _embed(embedder: Embedder, texts: Iterable[str]) -> Embedded:
    wanted = list(dict.fromkeys(texts))
    matrix = embedder.embed_passages(wanted)
    return {text: row.astype("<f4").tobytes() for text, row in zip(wanted, matrix, strict=True)}


def _write(
    connection: Connection,
    embedder: Embedder,
    wanting: Sequence[vectors.Wanting],
    embedded: Embedded,
) -> None:
    vectors.write(
        connection,
        [
            vectors.Vector(w.owner_kind, w.owner_id, w.document_id, embedded[w.text])
            for w in wanting
        ],
        model=embedder.name,
        dimension=embedder.dimension,
    )
