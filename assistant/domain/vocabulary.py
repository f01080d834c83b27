"""What the store's documents name: by it a question's words are read."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from assistant.domain.document import Document
from assistant.domain.task import Field
from assistant.domain.unit import Unit


@dataclass(frozen=True, slots=True)
class SectionName:
    """A section of a task table by mark and title."""

    document_id: str
    mark: str
    title: str


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """A snapshot of names and words, valid for one generation of the store."""

    generation: int = 0
    documents: tuple[Document, ...] = ()
    units: tuple[Unit, ...] = ()
    sections: tuple[SectionName, ...] = ()
    headers: tuple[str, ...] = ()  # names of columns of other kinds
    columns: tuple[tuple[Field, str], ...] = ()  # what plans call the columns of the usual kinds
    # What each document calls its tasks, over the column of their titles: "Tên lớp", "Dự án".
    task_headers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    statuses: tuple[str, ...] = ()  # what columns of statuses say
    # Posts that columns of other kinds say, behind the column's name: "Người chỉ đạo", "Giám đốc".
    posts: tuple[tuple[str, str], ...] = ()
    syllables: Mapping[str, int] = field(default_factory=dict)  # in one spelling, with counts
    pairs: Mapping[tuple[str, str], int] = field(default_factory=dict)
    # Three syllables, without diacritics, that stand side by side in the title of some task.
    title_runs: frozenset[tuple[str, str, str]] = frozenset()
    # Pairs of syllables that the tasks of some documents say again and again, and hardly others.
    subjects: Mapping[tuple[str, str], frozenset[str]] = field(default_factory=dict)
