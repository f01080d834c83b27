"""The assistant as a whole: built from settings, used by every interface."""

import logging
import threading
import time
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Any, Self
from zoneinfo import ZoneInfo

from sqlalchemy import Connection

from assistant.answering.answerer import Answerer, Trace
from assistant.answering.model.llm import Writer
from assistant.answering.understand.conversation import Conversation
from assistant.domain.answer import Answer, Question
from assistant.domain.document import Document
from assistant.domain.errors import AssistantError, NotHeld
from assistant.domain.place import Box
from assistant.domain.query import TaskQuery, TaskResult
from assistant.domain.scope import Scope
from assistant.domain.task import Task
from assistant.ingest.limits import Limits
from assistant.retrieval.embedder import Embedder, open_embedder
from assistant.retrieval.embedding import embed_missing
from assistant.retrieval.search import Search
from assistant.service import backup, corrections, ingestion
from assistant.service.filters import TaskFilter, to_query
from assistant.service.ingestion import IngestReport, Progress
from assistant.service.library import LoadedNames, LoadedTasks, StoreLibrary
from assistant.service.originals import Originals
from assistant.service.pictures import Pictures
from assistant.service.schemas import AnswerOut
from assistant.service.wording import OnText, Wording
from assistant.settings import Settings
from assistant.store import (
    actors,
    amendments,
    conversations,
    documents,
    outbox,
    tasks,
    units,
    vectors,
)
from assistant.store.outbox import Letter
from assistant.store.store import Store

log = logging.getLogger(__name__)
HERE = ZoneInfo("Asia/Ho_Chi_Minh")
ID_LENGTH = 16
# A question that goes through rows, prose and the refusal.
WARMING = "Phòng nào chủ trì việc chuyển đổi số, phạt chậm bao nhiêu tiền?"

Clock = Callable[[], datetime]


def now_utc() -> datetime:
    """The present moment; the one clock of the program."""
    return datetime.now(UTC)


class Assistant:
    """The use cases. Made by `open_assistant`; a context manager that closes what it opened."""

    def __init__(self, settings: Settings, *, clock: Clock, limits: Limits) -> None:
        self.settings = settings
        self.clock = clock
        self.limits = limits
        self.originals = Originals(settings.home / "originals")
        self._loaded_names = LoadedNames()
        self._loaded_tasks = LoadedTasks()
        self._embedding: threading.Thread | None = None
        self._is_closing = threading.Event()
        self.pictures = Pictures(
            settings.home / "pictures", originals=self.originals, limits=limits
        )

    @cached_property
    def store(self) -> Store:
        return Store(self.settings.database)

    @cached_property
    def embedder(self) -> Embedder:
        return open_embedder(self.settings.embedder or None)

    @cached_property
    def search(self) -> Search:
        return Search(self.settings.home / "index.faiss", embedder=self.embedder)

    @cached_property
    def wording(self) -> Wording | None:
        """The language model, where one is set."""
        return Wording(Writer(self.settings.llm)) if self.settings.llm else None

    def today(self) -> date:
        """The date in Vietnam."""
        return self.clock().astimezone(HERE).date()

    # Asking

    def ask(self, question: Question, *, on_text: OnText | None = None) -> Answer:
        """An answer with its sources, or the statement that the documents do not hold one."""
        answer, _ = self.ask_traced(question, on_text=on_text)
        return answer

    def ask_traced(
        self, question: Question, *, on_text: OnText | None = None
    ) -> tuple[Answer, Trace]:
        """The answer, and how it came about; `on_text` hears a language model's sentences."""
        started = time.perf_counter()
        with self.store.reading() as connection:
            conversation_id, conversation = self._conversation(connection, question)
            answer, conversation, trace = self._answerer(connection).answer(question, conversation)
            vocabulary = self._loaded_names.load(connection, scope=Scope.all()).vocabulary
        if self.wording:
            answer = self.wording.word(
                question.text, answer, units=vocabulary.units, on_text=on_text
            )
        held = _by_id(vocabulary.documents)
        answer = replace(
            answer,
            id=uuid.uuid4().hex[:ID_LENGTH],
            conversation_id=conversation_id,
            elapsed_ms=round((time.perf_counter() - started) * 1000),
        )
        self._keep(question, answer, conversation, held)
        return answer, trace

    def _answerer(self, connection: Connection) -> Answerer:
        return Answerer(
            self._library(connection), home_organization=self.settings.organization or None
        )

    def _library(self, connection: Connection) -> StoreLibrary:
        return StoreLibrary(
            connection,
            search=self.search,
            loaded_names=self._loaded_names,
            loaded_tasks=self._loaded_tasks,
        )

    def _conversation(self, connection: Connection, question: Question) -> tuple[str, Conversation]:
        if question.conversation_id:
            kept = conversations.conversation(connection, question.conversation_id)
            conversation = Conversation.from_json(kept) if kept else Conversation()
            return question.conversation_id, conversation
        return uuid.uuid4().hex[:ID_LENGTH], Conversation()

    def _keep(
        self,
        question: Question,
        answer: Answer,
        conversation: Conversation,
        held: Mapping[str, Document],
    ) -> None:
        now = self.clock()
        with self.store.writing() as connection:
            conversations.forget_before(connection, now - self.settings.keep_answers)
            conversations.keep_conversation(
                connection,
                answer.conversation_id,
                conversation.to_json(),
                actor=question.actor,
                at=now,
            )
            conversations.keep_answer(
                connection,
                answer.id,
                conversation_id=answer.conversation_id,
                question=question.text,
                answered=answer.answered,
                content=AnswerOut.of(answer, documents=held).model_dump(mode="json", by_alias=True),
                actor=question.actor,
                at=now,
            )

    def answer(self, answer_id: str) -> Mapping[str, Any]:
        """An answer given earlier, as it was given."""
        with self.store.reading() as connection:
            return conversations.answer(connection, answer_id)

    def latest_conversation(self, actor: str) -> str | None:
        """The conversation that this person had last."""
        with self.store.reading() as connection:
            return conversations.latest_conversation(connection, actor)

    def new_conversation(self, actor: str) -> str:
        """An empty conversation, which is then the one that this person had last."""
        conversation_id = uuid.uuid4().hex[:ID_LENGTH]
        with self.store.writing() as connection:
            conversations.keep_conversation(
                connection, conversation_id, {}, actor=actor, at=self.clock()
            )
        return conversation_id

    def feedback(
        self, answer_id: str, *, helpful: bool, comment: str = "", actor: str = ""
    ) -> None:
        """Keep what somebody thought of an answer."""
        with self.store.writing() as connection:
            conversations.keep_feedback(
                connection,
                answer_id,
                helpful=helpful,
                comment=comment,
                actor=actor,
                at=self.clock(),
            )

    # The task table

    def tasks(self, wanted: TaskFilter, *, scope: Scope | None = None) -> TaskResult:
        """The rows that a filter leaves."""
        scope = scope or Scope.all()
        with self.store.reading() as connection:
            query = to_query(
                wanted,
                documents=documents.documents(connection, scope=scope),
                units=units.units(connection, scope=scope),
                as_of=self.today(),
                scope=scope,
            )
            return self._library(connection).run(query)

    def run(self, query: TaskQuery) -> TaskResult:
        """The rows that a query leaves."""
        with self.store.reading() as connection:
            return self._library(connection).run(query)

    def task(self, task_id: str) -> Task:
        """One task by its id."""
        with self.store.reading() as connection:
            found = tasks.load(connection, [task_id])
        if not found:
            raise NotHeld(f"no task {task_id}", what="nhiệm vụ", name=task_id)
        return found[0]

    def correct(self, task_id: str, changes: Mapping[str, object], *, by: str) -> Task:
        """Correct cells of a task by hand; it outlives ingesting the file again."""
        self.task(task_id)
        with self.store.writing() as connection:
            corrections.correct(connection, task_id, changes, by=by, now=self.clock())
        self.complete_vectors()
        return self.task(task_id)

    def undo_corrections(self, task_id: str, fields: Sequence[str]) -> Task:
        """Take corrections back; no field named: all of the task's."""
        self.task(task_id)
        with self.store.writing() as connection:
            corrections.undo(connection, task_id, fields)
        self.complete_vectors()
        return self.task(task_id)

    # Documents

    def ingest(
        self, paths: Iterable[Path], *, progress: Progress | None = None
    ) -> Iterator[IngestReport]:
        """Read files and folders into the store; a report for each file as it is done."""
        return ingestion.ingest(self, paths, progress=progress)

    def explain(self, paths: Iterable[Path], folder: Path) -> None:
        """Page pictures with what was understood of each file drawn on them."""
        # It draws with what readers are made of, which no question should wait for.
        from assistant.service import explaining

        files, _ = ingestion.find_files(paths)
        for path in files:
            explaining.draw(path, folder, limits=self.limits)

    def documents(self, *, scope: Scope | None = None) -> tuple[Document, ...]:
        """All documents, the newest first."""
        with self.store.reading() as connection:
            return documents.documents(connection, scope=scope or Scope.all())

    def document(self, name: str, *, scope: Scope | None = None) -> Document:
        """The document of this id, number or file stem."""
        with self.store.reading() as connection:
            return documents.document(connection, name, scope=scope or Scope.all())

    def remove(self, name: str) -> Document:
        """Take a document out of the store."""
        removed = self.document(name)
        with self.store.writing() as connection:
            hashes = documents.remove(connection, removed.id)
            amendments.apply_all(connection, now=self.clock())
        self.complete_vectors()
        self.originals.forget(hashes)
        self.pictures.forget(hashes)
        return removed

    def page_picture(
        self, name: str, page: int, *, highlight: Sequence[Box] = (), scope: Scope | None = None
    ) -> bytes:
        """A page of a document as a PNG, with places marked."""
        document = self.document(name, scope=scope)
        return self.pictures.page(document, page, highlight=highlight)

    def original(self, name: str, *, scope: Scope | None = None) -> tuple[Path, str]:
        """The original file of a document, and the name under which it came."""
        file = self.document(name, scope=scope).file
        if file is None:
            raise NotHeld(f"no file of {name}", what="bản gốc", name=name)
        return self.originals.find(file), file.name

    # Who was let in, and what must be handled or sent once

    def admit(self, actor: str, *, kind: str, name: str) -> None:
        """Let somebody in for good."""
        with self.store.writing() as connection:
            actors.admit(connection, actor, kind=kind, name=name, at=self.clock())

    def is_admitted(self, actor: str) -> bool:
        """Whether somebody was let in."""
        with self.store.reading() as connection:
            return actors.is_admitted(connection, actor)

    def post(self, letters: Iterable[Letter], *, done: str | None = None) -> tuple[Letter, ...]:
        """Keep letters until they are settled; those not known yet come back.

        `done` is the letter that these answer: both are kept, or neither is.
        """
        now = self.clock()
        with self.store.writing() as connection:
            outbox.forget_done_before(connection, now - self.settings.keep_answers)
            if done:
                outbox.settle(connection, done, at=now)
            return outbox.put(connection, letters, at=now)

    def waiting(self, channel: str) -> tuple[Letter, ...]:
        """The letters of a channel that are not settled, the oldest first."""
        with self.store.reading() as connection:
            return outbox.waiting(connection, channel)

    def settle(self, key: str, *, done: bool) -> None:
        """Say that a letter has been dealt with, or that it is to be dealt with again."""
        with self.store.writing() as connection:
            outbox.settle(connection, key, at=self.clock() if done else None)

    # Keeping it running

    def is_empty(self) -> bool:
        """Whether no document has been ingested yet."""
        return not self.documents()

    def prepare(self) -> None:
        """Load what the first question needs: vocabulary, model, index.

        Where another model has been set, its vectors are made in the background.
        """
        with self.store.reading() as connection:
            serving = self.search.model(connection)
        if serving.embedder is self.embedder:
            self.complete_vectors()
        elif self._embedding is None:
            self._embedding = threading.Thread(target=self._change_model, name="embedding")
            self._embedding.start()
        with self.store.reading() as connection:
            serving.index.current(connection)
            # Asked and forgotten: what is read or reckoned at first need is then there.
            self._answerer(connection).answer(Question(WARMING, self.today()), Conversation())

    def complete_vectors(self) -> None:
        """Vectors for whatever has none, and the index brought up to them.

        While the vectors of another model are being made, that work covers it.
        """
        with self.store.reading() as connection:
            serving = self.search.model(connection)
        if serving.embedder is not self.embedder:
            return
        embed_missing(self.store, self.embedder)
        with self.store.reading() as connection:
            serving.index.seal(connection)

    def join_embedding(self) -> None:
        """Wait until the vectors of another model are there, where they are being made."""
        if self._embedding:
            self._embedding.join()

    def _change_model(self) -> None:
        """Runs in a thread of its own; what a halt leaves undone, the next start takes up."""
        name = self.embedder.name
        try:
            count = embed_missing(
                self.store, self.embedder, go_on=lambda: not self._is_closing.is_set()
            )
            if self._is_closing.is_set():
                return
            with self.store.writing() as connection:
                vectors.drop_other_models(connection, model=name)
            self.complete_vectors()
        except AssistantError:
            log.exception("cannot embed with %s", name)
        else:
            log.info("%s answers now; %d texts embedded", name, count)

    def backup(self, target: Path) -> None:
        """The whole state in one file, while running."""
        backup.write(self, target)

    def close(self) -> None:
        self._is_closing.set()
        self.join_embedding()
        if "store" in self.__dict__:
            self.store.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()


def open_assistant(
    settings: Settings, *, clock: Clock = now_utc, limits: Limits | None = None
) -> Assistant:
    """Everything built from settings. Parts that are dear to open wait until they are needed."""
    return Assistant(settings, clock=clock, limits=limits or Limits())


def _by_id(held: Iterable[Document]) -> dict[str, Document]:
    return {document.id: document for document in held}
