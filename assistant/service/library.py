"""What answering reads, from the store and the index: one unchanging state for one question."""

import threading
from dataclasses import replace

from sqlalchemy import Connection

from assistant.answering.library import PassageHit
from assistant.domain.document import Document, Passage, Target
from assistant.domain.query import TaskQuery, TaskResult
from assistant.domain.scope import Scope
from assistant.domain.vocabulary import Vocabulary
from assistant.retrieval.search import Search
from assistant.store import documents, task_query
from assistant.store.store import generation
from assistant.store.vocabulary import read_vocabulary


class Vocabularies:
    """The vocabulary of each scope, read anew when the store's content has changed."""

    def __init__(self) -> None:
        self._held: dict[Scope, Vocabulary] = {}
        self._lock = threading.Lock()

    def current(self, connection: Connection, *, scope: Scope) -> Vocabulary:
        with self._lock:
            held = self._held.get(scope)
            if held is None or held.generation != generation(connection):
                held = read_vocabulary(connection, scope=scope)
                self._held[scope] = held
            return held


class StoreLibrary:
    """The Library that answering is given, over one reading connection."""

    def __init__(
        self, connection: Connection, *, search: Search, vocabularies: Vocabularies
    ) -> None:
        self._connection = connection
        self._search = search
        self._vocabularies = vocabularies

    def vocabulary(self, *, scope: Scope) -> Vocabulary:
        return self._vocabularies.current(self._connection, scope=replace(scope, actor=""))

    def run(self, query: TaskQuery) -> TaskResult:
        scores = None
        if query.topic:
            scores = self._search.tasks(self._connection, query.topic, scope=query.scope)
        return task_query.run(self._connection, query, scores=scores)

    def search_passages(self, text: str, *, limit: int, scope: Scope) -> tuple[PassageHit, ...]:
        scores = self._search.passages(self._connection, text, scope=scope)
        best = sorted(scores, key=lambda found: (-scores[found], found))[:limit]
        held = documents.passages_by_id(self._connection, best, scope=scope)
        return tuple(PassageHit(held[found], scores[found]) for found in best if found in held)

    def passages(self, document_id: str, *, scope: Scope) -> tuple[Passage, ...]:
        return documents.passages(self._connection, document_id, scope=scope)

    def targets(self, *, scope: Scope) -> tuple[Target, ...]:
        return documents.targets(self._connection, scope=scope)

    def document(self, document_id: str, *, scope: Scope) -> Document:
        return documents.document(self._connection, document_id, scope=scope)
