"""Search over task rows and passages: lexical and dense scores, blended."""

from collections.abc import Sequence

from sqlalchemy import Connection

from assistant.domain.scope import Scope
from assistant.retrieval import lexical
from assistant.retrieval.embedder import Embedder
from assistant.retrieval.fusion import DENSE_WEIGHT, blend
from assistant.retrieval.index import LiveIndex
from assistant.store import vectors
from assistant.store.search import PASSAGE, TASK

# Deep enough that what a filter leaves is found even where it ranks low among everything.
CANDIDATES = 400


class Search:
    """Ranks what the store holds by a text."""

    def __init__(self, *, index: LiveIndex, embedder: Embedder) -> None:
        self._index = index
        self._embedder = embedder

    def tasks(self, connection: Connection, text: str, *, scope: Scope) -> dict[str, float]:
        """Scores of the tasks that the text may be about."""
        return self._rank(connection, text, kind=TASK, scope=scope)

    def passages(self, connection: Connection, text: str, *, scope: Scope) -> dict[str, float]:
        """Scores of the passages that the text may be about."""
        return self._rank(connection, text, kind=PASSAGE, scope=scope)

    def _rank(
        self, connection: Connection, text: str, *, kind: str, scope: Scope
    ) -> dict[str, float]:
        found = lexical.rank(connection, text, kind=kind, scope=scope, limit=CANDIDATES)
        query = self._embedder.embed_queries([text])[0]
        dense = self._index.current(connection).scores(query, among=tuple(found))
        weights = {"lexical": 1 - DENSE_WEIGHT, "dense": DENSE_WEIGHT}
        return blend({"lexical": found, "dense": dense}, weights)


def embed_missing(connection: Connection, embedder: Embedder, *, batch: int = 256) -> int:
    """Give a vector of the model in use to whatever has none yet; how many there were."""
    missing = vectors.wanting(connection, model=embedder.name)
    for start in range(0, len(missing), batch):
        _embed(connection, embedder, missing[start : start + batch])
    return len(missing)


def _embed(connection: Connection, embedder: Embedder, part: Sequence[vectors.Wanting]) -> None:
    matrix = embedder.embed_passages([wanting.text for wanting in part])
    vectors.write(
        connection,
        [
            vectors.Vector(w.owner_kind, w.owner_id, w.document_id, row.astype("<f4").tobytes())
            for w, row in zip(part, matrix, strict=True)
        ],
        model=embedder.name,
        dimension=embedder.dimension,
    )
