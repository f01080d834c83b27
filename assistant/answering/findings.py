"""What was found for a question: the sorts of answer that there are."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.answering.understand.meanings import Asks, AsksValue, Attribute, Measures, Talk
from assistant.domain.document import Document, Passage, Target
from assistant.domain.task import Field, Task
from assistant.vietnamese.changes import Change


@dataclass(frozen=True, slots=True)
class Row:
    """A task that speaks of the topic, and how well."""

    task: Task
    score: float
    now: Task | None = None  # as it stands today, where the row tells how it was


@dataclass(frozen=True, slots=True)
class Quote:
    """A sentence that speaks of the topic, and how well."""

    passage: Passage
    sentence: str
    score: float
    fits: bool = True  # it holds the sort of thing that is asked for
    is_of_case: bool = False  # a rule within whose bounds the case asked for lies
    likeness: float = 0.0  # how near it is in meaning to the whole question
    change: Change | None = None  # what it makes of a figure or a day of an earlier document


class Reason(StrEnum):
    """Why there is no answer."""

    ABSENT_PLACE = "absent_place"
    ABSENT_PLAN = "absent_plan"
    ABSENT_NUMBER = "absent_number"
    ABSENT_UNIT = "absent_unit"
    ABSENT_SECTION = "absent_section"
    ABSENT_ROW = "absent_row"
    ABSENT_COLUMN = "absent_column"
    EMPTY_CELL = "empty_cell"
    BLANK_ATTRIBUTE = "blank_attribute"
    NO_VALUE = "no_value"
    NO_STATUS = "no_status"
    NO_SUMS = "no_sums"
    NOTHING_NEAR = "nothing_near"
    HALF_HELD = "half_held"  # of one of two things compared
    OFF_TOPIC = "off_topic"
    ORDER = "order"
    INSULT = "insult"
    NO_DOCUMENTS = "no_documents"


@dataclass(frozen=True, slots=True)
class Refused:
    """The documents do not hold the answer."""

    reason: Reason
    what: str = ""
    near: tuple[Document, ...] = ()
    rows: tuple[Task, ...] = ()  # whose cell is empty
    fields: tuple[Field, ...] = ()
    note: str = ""
    within: tuple[Document, ...] = ()  # where alone was looked, because the question names it


@dataclass(frozen=True, slots=True)
class Talked:
    talk: Talk


@dataclass(frozen=True, slots=True)
class FieldsFound:
    """One or several fields of one or several rows."""

    rows: tuple[Row, ...]
    asks: tuple[Asks, ...]
    topic: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        return tuple(ask.field for ask in self.asks)


@dataclass(frozen=True, slots=True)
class SetFound:
    """A set of rows by conditions: listed, counted, grouped."""

    tasks: tuple[Task, ...]
    measure: Measures | None = None
    groups: tuple[tuple[str, int], ...] = ()
    given_to_groups: tuple[Task, ...] = ()  # to "Các phòng …", told apart
    in_prose: tuple[Task, ...] = ()
    without_day: tuple[Task, ...] = ()  # recurring and ongoing, told apart
    documents: tuple[str, ...] = ()  # searched
    unit: str = ""
    role: Field | None = None
    overdue: bool = False
    conditions: tuple[str, ...] = ()  # in words
    reasons: tuple[Quote, ...] = ()  # of a later document, for what it altered


@dataclass(frozen=True, slots=True)
class ProseFound:
    """Sentences that hold the answer."""

    quotes: tuple[Quote, ...]
    value: AsksValue | None = None
    asks: tuple[Asks, ...] = ()
    tasks: tuple[Task, ...] = ()  # that the sentences give


@dataclass(frozen=True, slots=True)
class RepealedFound:
    """A row that a later document has taken out of its plan."""

    task: Task
    documents: tuple[Document, ...]  # that took it out
    reasons: tuple[Quote, ...] = ()  # their sentences about it


@dataclass(frozen=True, slots=True)
class TargetFound:
    """Figures that tables give."""

    targets: tuple[Target, ...]


@dataclass(frozen=True, slots=True)
class DocumentFound:
    """Something that a document says of itself."""

    attributes: tuple[Attribute, ...]
    documents: tuple[Document, ...]
    quotes: tuple[Quote, ...] = ()


@dataclass(frozen=True, slots=True)
class SummaryFound:
    document: Document
    tasks: tuple[Task, ...]
    passages: tuple[Passage, ...]
    aims: tuple[Passage, ...] = ()  # those of the passages that say what it sets itself
    money: Quote | None = None  # what all of it costs


@dataclass(frozen=True, slots=True)
class Side:
    """What one of the things compared says."""

    name: str
    found: "FieldsFound | ProseFound | SetFound | DocumentFound | TargetFound | Refused"


@dataclass(frozen=True, slots=True)
class ComparisonFound:
    sides: tuple[Side, ...]
    same: str = ""  # in what they may be alike, where that is asked: "quy", of a quarter


@dataclass(frozen=True, slots=True)
class ChoiceFound:
    """More than five plans match: which is meant?"""

    documents: tuple[Document, ...]
    rows: tuple[Row, ...] = ()
    quotes: tuple[Quote, ...] = ()  # where sentences match, and no rows


Finding = (
    Refused
    | Talked
    | FieldsFound
    | SetFound
    | ProseFound
    | RepealedFound
    | TargetFound
    | DocumentFound
    | SummaryFound
    | ComparisonFound
    | ChoiceFound
)
