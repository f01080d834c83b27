"""A question with everything that is needed to look for its answer."""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass, field
from datetime import date

from assistant.answering.question.library import Library
from assistant.answering.question.ranking import Topic, topic_of
from assistant.answering.question.scope import Choice, changing, choose, in_year_of_plans
from assistant.answering.understand.understood import Understood
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.telling import written_out
from assistant.answering.words.tokens import Token
from assistant.domain.document import Document
from assistant.domain.query import Predicate, TaskQuery, TaskResult
from assistant.domain.scope import Scope
from assistant.vietnamese.text import fold, syllables

MOST_MEANT = 3
LIGHTEST = 4.5
# What a word must tell to make another thing of it.
DIFFERING = 5.0


@dataclass(frozen=True, slots=True)
class Desk:
    """What every reading of a question shares: of what it is asked, by whom, on which day."""

    names: Names
    library: Library
    as_of: date
    scope: Scope
    home: str | None = None
    notes: list[str] = field(default_factory=list)  # what was weighed, for the trace


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with everything that is needed to look for its answer."""

    understood: Understood
    desk: Desk
    choice: Choice
    topic: Topic

    @property
    def names(self) -> Names:
        return self.desk.names

    @property
    def library(self) -> Library:
        return self.desk.library

    @property
    def as_of(self) -> date:
        return self.desk.as_of

    @property
    def scope(self) -> Scope:
        return self.desk.scope

    @property
    def notes(self) -> list[str]:
        return self.desk.notes

    @property
    def documents(self) -> frozenset[str] | None:
        return self.choice.documents

    def document(self, document_id: str) -> Document | None:
        """A document that is held."""
        return next((d for d in self.names.vocabulary.documents if d.id == document_id), None)

    def title_of(self, document_id: str) -> str:
        """A document's title: what all its rows and sentences are about."""
        document = self.document(document_id)
        return document.title if document else ""

    def nouns_of_tasks(self, ids: Iterable[str]) -> frozenset[str]:
        """What plans call their tasks, folded words: "lớp" of a column "Tên lớp, nội dung"."""
        held = self.names.vocabulary.task_headers
        headers = (header for document_id in ids for header in held.get(document_id, ()))
        return frozenset(fold(word) for header in headers for word in syllables(header))

    def documents_in(self, ids: Container[str]) -> tuple[Document, ...]:
        """The documents with these ids, in the order of the store."""
        return tuple(d for d in self.names.vocabulary.documents if d.id in ids)

    def tasks(
        self, where: tuple[Predicate, ...] = (), *, topic: str = "", limit: int | None = None
    ) -> TaskResult:
        """The rows of the library that the conditions leave, within what may be seen."""
        query = TaskQuery(as_of=self.as_of, where=where, topic=topic, limit=limit, scope=self.scope)
        return self.library.run(query)

    @property
    def passage_scope(self) -> Scope:
        """Where sentences are looked for: the documents meant and those that change them, of those
        that may be seen.
        """
        meant = self.documents
        if meant is not None:
            meant |= changing(meant, self.names)
        return self.scope.narrowed(meant)

    @property
    def differing(self) -> tuple[Token, ...]:
        """The words by which this question differs from the one before it, where they tell much:
        "taxi" does, "cử" does not.
        """
        tells = self.topic.syllables
        return tuple(t for t in self.understood.needed if tells.get(t.spelled, 0.0) >= DIFFERING)

    @property
    def is_light(self) -> bool:
        """Whether the topic says too little to look for anywhere: "kết quả", "diễn"."""
        return self.topic.mass < LIGHTEST

    def again(self, understood: Understood) -> Asked:
        """The question read otherwise, or another one, at the same desk."""
        return ask(understood, self.desk)

    @property
    def topic_words(self) -> str:
        tokens = self.understood.topic or self.understood.soft
        return " ".join(token.text for token in tokens)

    @property
    def looked_for(self) -> str:
        """The topic as the store is searched for it: abbreviations stand there written out too."""
        words = syllables(self.topic_words)
        out = (word for word in written_out(words) if word not in words)
        return " ".join((self.topic_words, *out))


def ask(understood: Understood, desk: Desk) -> Asked:
    """Chooses the documents meant and weighs the topic."""
    names = desk.names
    choice = choose(understood, names)
    understood = in_year_of_plans(understood, choice, names, as_of=desk.as_of)
    tokens = understood.topic or understood.soft
    titles = titles_of(choice, names)
    topic = topic_of(tokens, names, is_bare=understood.tokens.is_bare, titles=titles)
    return Asked(understood, desk, choice, topic)


def titles_of(choice: Choice, names: Names) -> tuple[str, ...]:
    """The titles of the plans meant: their words tell little within them."""
    documents = choice.documents or frozenset()
    if not choice.is_sure and len(documents) > MOST_MEANT:
        # A year or a kind alone means no plan: words of all their titles tell a lot.
        return ()
    return tuple(d.title for d in names.vocabulary.documents if d.id in documents)
