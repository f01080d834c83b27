"""Search over task rows and passages: lexical and dense scores, blended."""

import logging
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sqlalchemy import Connection

from assistant.domain.errors import AssistantError
from assistant.domain.scope import Scope
from assistant.retrieval import lexical
from assistant.retrieval.embedder import Embedder, Vectors, open_embedder
from assistant.retrieval.fusion import DENSE_WEIGHT, blend
from assistant.retrieval.index import LiveIndex
from assistant.store import vectors
from assistant.store.search import PASSAGE, TASK

log = logging.getLogger(__name__)
# Deep enough that what a filter leaves is found even where it ranks low among everything.
CANDIDATES = 400


# Sentences whose vectors are kept for the next question; one takes a kilobyte.
MOST_SENTENCES = 8192


class SentenceVectors:
    """Vectors of parts of what is stored: questions look at the same sentences again and again."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._held: dict[str, Vectors] = {}

    def of(self, texts: Sequence[str]) -> Vectors:
        """A row for each text."""
        if len(self._held) > MOST_SENTENCES:
            self._held = {}
        held = self._held  # another thread may have begun anew
        missing = tuple({text for text in texts if text not in held})
        if missing:
            held.update(zip(missing, self._embedder.embed_passages(missing), strict=True))
        return np.stack([held[text] for text in texts])


@dataclass(frozen=True, slots=True)
class Model:
    """An embedder with the index of its vectors."""

    embedder: Embedder
    index: LiveIndex
    sentences: SentenceVectors


class Search:
    """Ranks what the store holds by a text.

    Where another model has been set, the one whose vectors are there answers until the new one's
    are complete.
    """

    def __init__(
        self,
        path: Path,
        *,
        embedder: Embedder,
        open_other: Callable[[str], Embedder] = open_embedder,
    ) -> None:
        self._path = path
        self._open_other = open_other
        self.wanted = self._model_of(embedder)
        self._former: Model | None = None
        self._chosen_at: vectors.Revision | None = None
        self._is_settled = False
        self._lock = threading.Lock()

    def tasks(
        self,
        connection: Connection,
        text: str,
        *,
        scope: Scope,
        among: Sequence[str] | None = None,
    ) -> dict[str, float]:
        """Scores of the tasks that the text may be about; of `among` none is cut off."""
        return self._rank(connection, text, kind=TASK, scope=scope, among=among)

    def passages(self, connection: Connection, text: str, *, scope: Scope) -> dict[str, float]:
        """Scores of the passages that the text may be about."""
        return self._rank(connection, text, kind=PASSAGE, scope=scope)

    def likeness(
        self, connection: Connection, text: str, others: Sequence[str]
    ) -> tuple[float, ...]:
        """The cosine of a query with each of some texts, whether or not they are stored."""
        if not others:
            return ()
        model = self.model(connection)
        (query,) = model.embedder.embed_queries([text])
        return tuple(map(float, model.sentences.of(others) @ query))

    def model(self, connection: Connection) -> Model:
        """The model that answers at present: the wanted one, or the one before it."""
        with self._lock:
            if not self._is_settled and self._chosen_at != vectors.revision(connection):
                self._choose(connection)
            return self._former or self.wanted

    def _choose(self, connection: Connection) -> None:
        held = dict(vectors.models(connection))
        own = held.pop(self.wanted.embedder.name, 0)
        self._chosen_at = vectors.revision(connection)
        self._is_settled = bool(own) and not held
        most = max(held, key=lambda name: held[name], default="")
        if own >= held.get(most, 0):
            self._former = None
        elif self._former is None or self._former.embedder.name != most:
            self._former = self._opened(most)

    def _opened(self, name: str) -> Model | None:
        try:
            embedder = self._open_other(name)
        except AssistantError as error:
            log.warning("cannot answer with the former model: %s", error)
            return None
        return self._model_of(embedder)

    def _model_of(self, embedder: Embedder) -> Model:
        index = LiveIndex(self._path, model=embedder.name, dimension=embedder.dimension)
        return Model(embedder, index, SentenceVectors(embedder))

    def _rank(
        self,
        connection: Connection,
        text: str,
        *,
        kind: str,
        scope: Scope,
        among: Sequence[str] | None = None,
    ) -> dict[str, float]:
        found = lexical.rank(
            connection, text, kind=kind, scope=scope, limit=CANDIDATES, among=among
        )
        if not found:
            return {}
        model = self.model(connection)
        (query,) = model.embedder.embed_queries([text])
        dense = model.index.current(connection).scores(query, among=tuple(found))
        weights = {"lexical": 1 - DENSE_WEIGHT, "dense": DENSE_WEIGHT}
        return blend({"lexical": found, "dense": dense}, weights)
