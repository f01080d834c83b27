"""What a piece of a question may mean: the vocabulary that recognisers and frame share."""

import dataclasses
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, Self

from typing_extensions import TypeVar

from assistant.domain.due import DueKind, Window
from assistant.domain.query import Aspect, Measure
from assistant.domain.task import Field
from assistant.vietnamese.sums import SumBound


class Detail(StrEnum):
    """What of a field is asked."""

    VALUE = "value"
    DAYS_LEFT = "days_left"  # còn mấy ngày
    PAST = "past"  # đã quá hạn chưa
    OFTEN = "often"  # bao lâu một lần


class Kind(StrEnum):
    """What sort of thing an answer must hold."""

    DAY = "day"
    DATE = "date"  # a day of the calendar: "ngày mấy"
    UNIT = "unit"
    RECIPIENT = "recipient"  # to whom something goes: "báo cho ai", "gửi về đâu"
    PERSON = "person"
    PERCENT = "percent"
    MONEY = "money"
    COUNT = "count"
    AMOUNT = "amount"  # any figure: "đạt bao nhiêu"
    NUMBER = "number"  # of a document
    PHONE = "phone"
    MAIL = "mail"
    HOUR = "hour"  # of the day: "mấy giờ"
    WEEKDAY = "weekday"  # "hôm nào trong tuần"
    MONTHDAY = "monthday"  # "ngày nào trong tháng"
    SPAN = "span"  # a length of time: "trước mấy ngày", "trong bao lâu"
    CONSEQUENCE = "consequence"  # what follows in a case: "chậm thì bị gì"
    CONDITION = "condition"  # what must be so before: "khi nào mới được nhân rộng"
    REASON = "reason"  # "vì sao", "lý do gì"
    PLACE = "place"  # "ở đâu", "chỗ nào làm thí điểm"
    LISTING = "listing"  # several things side by side: "phải ghi rõ những gì"


class Manner(StrEnum):
    """How a figure has to be told to answer."""

    BOUND = "bound"  # "tối đa bao nhiêu": what must not be exceeded, or has to be reached
    EACH = "each"  # "bao nhiêu một hộ": what holds for one


class Attribute(StrEnum):
    """What may be asked of a document as a whole."""

    SIGNER = "signer"
    NUMBER = "number"
    ISSUED_ON = "issued_on"
    ISSUER = "issuer"
    LEGAL_BASES = "legal_bases"
    RECIPIENTS = "recipients"
    TITLE = "title"
    PAGES = "pages"
    REPLACES = "replaces"
    AMENDS = "amends"
    CHANGED_BY = "changed_by"  # which document amends or replaces it


class Reference(StrEnum):
    """How a follow-up points back."""

    TASKS = "tasks"  # trong đó
    TASK = "task"  # việc đó
    UNIT = "unit"  # họ, phòng đó
    PLAN = "plan"  # kế hoạch đó
    NEXT = "next"  # việc tiếp theo
    PREVIOUS = "previous"
    LIKEWISE = "likewise"  # thế còn … thì sao
    CORRECTION = "correction"  # à nhầm, ý mình hỏi …


class Talk(StrEnum):
    """What is said beside any question."""

    GREETING = "greeting"
    THANKS = "thanks"
    ABILITY = "ability"
    BYE = "bye"
    INSULT = "insult"
    ORDER = "order"
    OFF_TOPIC = "off_topic"


@dataclass(frozen=True, slots=True)
class Asks:
    """A field of a task."""

    field: Field
    detail: Detail = Detail.VALUE
    header: str = ""  # which of the columns of other kinds
    words: str = dataclasses.field(default="", compare=False)


@dataclass(frozen=True, slots=True)
class AsksWho:
    """ "ai", "phòng nào": what noun it is said with tells what the answer must be."""

    noun: str = ""


@dataclass(frozen=True, slots=True)
class Acts:
    """A verb that says a role: chủ trì, phối hợp."""

    field: Field


@dataclass(frozen=True, slots=True)
class AsksValue:
    """A value of a sort that stands somewhere in a row or a sentence."""

    kind: Kind
    noun: str = ""
    in_prose: bool = False  # what a rule says, or why: a sentence tells it, and no task
    manner: frozenset[Manner] = frozenset()


@dataclass(frozen=True, slots=True)
class AsksAttribute:
    attribute: Attribute


@dataclass(frozen=True, slots=True)
class Measures:
    measure: Measure
    by: Aspect | None = None
    least: bool = False  # the smallest group is asked for
    is_bare: bool = False  # "bao nhiêu" alone: it may as well ask for a figure


@dataclass(frozen=True, slots=True)
class AsksList:
    """ "những việc nào", "liệt kê"."""


@dataclass(frozen=True, slots=True)
class AsksSummary:
    pass


@dataclass(frozen=True, slots=True)
class AsksComparison:
    pass


@dataclass(frozen=True, slots=True)
class AsksDefinition:
    pass


@dataclass(frozen=True, slots=True)
class NamesUnit:
    """A unit that documents name; several where organizations share the name."""

    units: tuple[str, ...]  # ids
    words: str
    organizations: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamesUnknownUnit:
    words: str


@dataclass(frozen=True, slots=True)
class NamesPerson:
    words: str


class NamedBy(StrEnum):
    """By what documents are called, the surest first."""

    KNOWN = "known"  # the conversation or another step tells which are meant
    NUMBER = "number"
    PROVINCE = "province"
    NICKNAME = "nickname"
    ISSUER = "issuer"
    YEAR = "year"
    KIND = "kind"

    @property
    def is_sure(self) -> bool:
        """Whether a question that calls them so says in so many words which are meant."""
        return self in (NamedBy.KNOWN, NamedBy.NUMBER, NamedBy.PROVINCE, NamedBy.NICKNAME)


@dataclass(frozen=True, slots=True)
class NamesPlan:
    """Documents that the question means, and by what it calls them."""

    documents: frozenset[str]
    words: str
    by: NamedBy
    kind_words: int = 0  # how many of its tokens name the kind: "kế hoạch"

    @classmethod
    def known(cls, documents: frozenset[str], words: str = "") -> Self:
        """Documents that are known to be meant, whatever the question calls them."""
        return cls(documents, words, NamedBy.KNOWN)


@dataclass(frozen=True, slots=True)
class NamesAbsent:
    """A province, number or kind of plan that no document bears."""

    words: str
    by: NamedBy


@dataclass(frozen=True, slots=True)
class InWindow:
    """A stretch of time."""

    window: Window
    words: str
    says: bool = False  # the cell has to say this very period: "ghi hạn 6/2025"
    is_year: bool = False  # a bare year may as well mean the plan
    without_year: bool = False  # "tháng 11": of the year of asking, or of the plan meant


@dataclass(frozen=True, slots=True)
class OfDueKind:
    kinds: tuple[DueKind, ...]
    words: str


@dataclass(frozen=True, slots=True)
class SaysWords:
    """Words in quotation marks: what a cell says, or all that it says."""

    words: str
    field: Field = Field.DUE
    is_whole: bool = False


@dataclass(frozen=True, slots=True)
class OfSum:
    """ "trên 500 triệu": how much money a task takes."""

    bound: SumBound
    words: str


@dataclass(frozen=True, slots=True)
class IsOverdue:
    pass


@dataclass(frozen=True, slots=True)
class IsEmpty:
    field: Field
    header: str = ""  # which of the columns of other kinds
    is_filled: bool = False  # "việc nào có ghi hạn": of those alone whose cell says something


@dataclass(frozen=True, slots=True)
class HasStatus:
    words: str


@dataclass(frozen=True, slots=True)
class InSection:
    marks: tuple[str, ...]
    words: str
    by_title: bool = False
    documents: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class IsRow:
    stt: str
    words: str
    is_ordinal: bool = False  # "việc thứ hai": of a list just shown, or of the plan
    section: str = ""  # "nhiệm vụ IV.2"


@dataclass(frozen=True, slots=True)
class Negates:
    """ "chứ không", "trừ", "khác": what follows is excluded."""


@dataclass(frozen=True, slots=True)
class Only:
    """ "chỉ", "riêng"."""


class Alteration(StrEnum):
    """What a later document did to a row."""

    ANY = "now"
    ADDED = "added"
    REPEALED = "repealed"
    DUE = "due"
    LATER = "later"  # "lùi hạn", "gia hạn"
    EARLIER = "earlier"  # "rút ngắn thời hạn"
    STILL = "still"  # "còn làm nữa không": whether it is in force


OF_DUES = (Alteration.DUE, Alteration.LATER, Alteration.EARLIER)


@dataclass(frozen=True, slots=True)
class Amended:
    """ "trước điều chỉnh", "được gia hạn", "được thêm việc gì"."""

    was: bool  # the state before the change is meant
    how: Alteration = Alteration.ANY


@dataclass(frozen=True, slots=True)
class Mentions:
    """Words that stand so in the title of a task."""


@dataclass(frozen=True, slots=True)
class Refers:
    to: Reference


@dataclass(frozen=True, slots=True)
class Talks:
    talk: Talk


@dataclass(frozen=True, slots=True)
class Filler:
    """Words that ask nothing: courtesies, particles, generic nouns."""

    is_courtesy: bool = False  # said for manners' sake, before a question or after it


Meaning = (
    Asks
    | AsksWho
    | Acts
    | AsksValue
    | AsksAttribute
    | Measures
    | AsksList
    | AsksSummary
    | AsksComparison
    | AsksDefinition
    | NamesUnit
    | NamesUnknownUnit
    | NamesPerson
    | NamesPlan
    | NamesAbsent
    | InWindow
    | OfDueKind
    | OfSum
    | SaysWords
    | IsOverdue
    | IsEmpty
    | HasStatus
    | InSection
    | IsRow
    | Negates
    | Only
    | Amended
    | Mentions
    | Refers
    | Talks
    | Filler
)


# What a reading is known to mean; said without it, a `Reading` may mean anything.
M_co = TypeVar("M_co", bound=Meaning, covariant=True, default=Meaning)


@dataclass(frozen=True, slots=True)
class Reading(Generic[M_co]):
    """A proposal: these tokens mean this, with so much weight a token."""

    start: int
    end: int
    meaning: M_co
    weight: float

    @property
    def length(self) -> int:
        return self.end - self.start
