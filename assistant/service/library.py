"""What answering reads, from the store and the index: one unchanging state for one question."""

import threading
from collections.abc import Mapping, Sequence

from sqlalchemy import Connection

from assistant.answering.question.library import PassageHit
from assistant.answering.understand.vocabulary.names import Names, names_of
from assistant.domain.document import Document, Passage, Target
from assistant.domain.query import TaskQuery, TaskResult
from assistant.domain.scope import Scope
from assistant.domain.task import Task
from assistant.retrieval.search import Search
from assistant.store import documents, task_query, tasks
from assistant.store.store import generation
from assistant.store.vocabulary import read_vocabulary

MOST_TASKS = 20_000  # some 5 kB each
MOST_SCOPES = 4  # some megabytes each


class LoadedNames:
    """The names of the scopes that were asked in last, until the store's content changes.

    Arranging them takes a fifth of a second. A question may be kept to any set of documents, so
    names of scopes that nobody has asked in for a while are let go.
    """

    def __init__(self) -> None:
        self._held: dict[frozenset[str] | None, Names] = {}  # by documents, the latest last
        self._lock = threading.Lock()

    def load(self, connection: Connection, *, scope: Scope) -> Names:
        """The names in the documents that the asker may see, whoever it is."""
        with self._lock:
            names = self._held.pop(scope.documents, None)
            if names is None or names.vocabulary.generation != generation(connection):
                names = names_of(read_vocabulary(connection, scope=scope))
            self._held[scope.documents] = names
            if len(self._held) > MOST_SCOPES:
                del self._held[next(iter(self._held))]
            return names


class LoadedTasks:
    """Tasks as they were put together for earlier questions, until the store's content changes.

    Putting one together from its cells takes half a millisecond, and a question looks at dozens.
    """

    def __init__(self) -> None:
        self._generation = 0
        self._held: dict[str, Task] = {}
        self._lock = threading.Lock()

    def load(self, connection: Connection, ids: Sequence[str]) -> tuple[Task, ...]:
        """The tasks of these ids, in their order; ids that are not held are left out."""
        now = generation(connection)
        with self._lock:
            if self._generation != now or len(self._held) > MOST_TASKS:
                self._generation, self._held = now, {}
            held = self._held
        missing = [task_id for task_id in ids if task_id not in held]
        # Into the dictionary of this generation: another thread may have begun a later one.
        held |= {task.id: task for task in tasks.load(connection, missing)}
        return tuple(held[task_id] for task_id in ids if task_id in held)


class StoreLibrary:
    """The Library that answering is given, over one reading connection."""

    def __init__(
        self,
        connection: Connection,
        *,
        search: Search,
        loaded_names: LoadedNames,
        loaded_tasks: LoadedTasks,
    ) -> None:
        self._connection = connection
        self._search = search
        self._loaded_names = loaded_names
        self._loaded_tasks = loaded_tasks

    def names(self, *, scope: Scope) -> Names:
        return self._loaded_names.load(self._connection, scope=scope)

    def run(self, query: TaskQuery) -> TaskResult:
        def rank(ids: Sequence[str]) -> Mapping[str, float]:
            return self._search.tasks(self._connection, query.topic, scope=query.scope, among=ids)

        return task_query.run(
            self._connection,
            query,
            rank=rank if query.topic else None,
            load=self._loaded_tasks.load,
        )

    def search_passages(self, text: str, *, limit: int, scope: Scope) -> tuple[PassageHit, ...]:
        scores = self._search.passages(self._connection, text, scope=scope)
        best = sorted(scores, key=lambda found: (-scores[found], found))[:limit]
        held = documents.passages_by_id(self._connection, best, scope=scope)
        return tuple(PassageHit(held[found], scores[found]) for found in best if found in held)

    def likeness(self, text: str, others: Sequence[str]) -> tuple[float, ...]:
        return self._search.likeness(self._connection, text, others)

    def passages(self, document_id: str, *, scope: Scope) -> tuple[Passage, ...]:
        return documents.passages(self._connection, document_id, scope=scope)

    def targets(self, *, scope: Scope) -> tuple[Target, ...]:
        return documents.targets(self._connection, scope=scope)

    def document(self, document_id: str, *, scope: Scope) -> Document:
        held = self.names(scope=scope).vocabulary.documents
        known = next((document for document in held if document.id == document_id), None)
        return known or documents.document(self._connection, document_id, scope=scope)
