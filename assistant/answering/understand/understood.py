"""A question as it was understood."""

import re
from dataclasses import dataclass
from typing import Any, Generic

from typing_extensions import TypeVar

from assistant.answering.understand.meanings import (
    Alteration,
    Asks,
    AsksValue,
    AsksWho,
    Attribute,
    HasStatus,
    InSection,
    InWindow,
    IsEmpty,
    IsRow,
    Meaning,
    Measures,
    NamesAbsent,
    NamesPerson,
    NamesPlan,
    NamesUnit,
    NamesUnknownUnit,
    OfDueKind,
    OfSum,
    Reading,
    Reference,
    SaysWords,
    Talk,
)
from assistant.answering.understand.resolver import Resolved
from assistant.answering.words.tokens import Token, Tokens
from assistant.domain.task import Field

NOTHING = Resolved((), ())
# A question of several things at once, though no word compares them.
EACH = re.compile(
    r"\b(?:mỗi|từng) (?:bên|nơi|cái|kế hoạch|sở|phòng|đơn vị|cơ quan|xã|ban)\b|\blần lượt\b"
    r"|\b(?:bên|nơi) nào (?:là )?bao nhiêu\b"
)
EACH_YEAR = re.compile(r"\b(?:mỗi|từng) năm\b")
NAMING = NamesUnit | NamesUnknownUnit | NamesPerson | NamesAbsent | NamesPlan


@dataclass(frozen=True, slots=True)
class UnitClause:
    """A unit with the role in which it is meant; None: either."""

    unit: NamesUnit
    role: Field | None = None
    negated: bool = False


Condition = InWindow | OfDueKind | OfSum | InSection | HasStatus | SaysWords | NamesPlan | IsEmpty
C = TypeVar("C", bound=Condition)
C_co = TypeVar("C_co", bound=Condition, covariant=True, default=Condition)


@dataclass(frozen=True, slots=True)
class Clause(Generic[C_co]):
    """Another condition that may be negated."""

    meaning: C_co
    negated: bool = False


@dataclass(frozen=True, slots=True)
class Understood:
    """What is asked, of what, under which conditions; and what no reading covers."""

    tokens: Tokens
    resolved: Resolved = NOTHING
    asks: tuple[Asks, ...] = ()
    who: AsksWho | None = None
    values: tuple[AsksValue, ...] = ()
    attributes: tuple[Attribute, ...] = ()
    measure: Measures | None = None
    wants_list: bool = False
    wants_summary: bool = False
    compares: bool = False
    defines: bool = False  # what a thing is, as a sentence says it
    units: tuple[UnitClause, ...] = ()
    unknown_units: tuple[NamesUnknownUnit, ...] = ()
    people: tuple[NamesPerson, ...] = ()
    plans: tuple[NamesPlan, ...] = ()
    absent: tuple[NamesAbsent, ...] = ()
    clauses: tuple[Clause, ...] = ()
    rows: tuple[IsRow, ...] = ()
    overdue: bool = False
    amended: bool | None = None  # True: the state before the change
    alteration: Alteration | None = None
    refers: frozenset[Reference] = frozenset()
    talk: frozenset[Talk] = frozenset()
    topic: tuple[Token, ...] = ()
    soft: tuple[Token, ...] = ()  # title words that may be a part of the topic
    needed: tuple[Token, ...] = ()  # words of it by which it differs from what was asked before
    within: tuple[str, ...] = ()  # ids of rows: a follow-up asks of these alone
    beyond: tuple[str, ...] = ()  # ids of rows: a follow-up asks of others than these
    preferred: frozenset[str] = frozenset()  # documents of the conversation, where several match
    chain: tuple[str, ...] = ()  # the questions that it was put together from

    @property
    def fields(self) -> tuple[Field, ...]:
        """The fields asked for, each once, in the order of the question."""
        return tuple(dict.fromkeys(ask.field for ask in self.asks))

    @property
    def names_anything(self) -> bool:
        """Whether it says of whom, of which plan or of which row it asks."""
        return bool(self.plans or self.absent or self.units or self.people or self.rows)

    @property
    def windows(self) -> tuple[Clause[InWindow], ...]:
        """The conditions that are times: "trong quý II", "không phải năm 2026"."""
        return self._clauses_of(InWindow)

    @property
    def kinds_of_due(self) -> tuple[Clause[OfDueKind], ...]:
        """Those of what sort a due is: "thường xuyên", "trừ việc định kỳ"."""
        return self._clauses_of(OfDueKind)

    @property
    def statuses(self) -> tuple[Clause[HasStatus], ...]:
        """Those of how far a task is: "đã xong", "chưa đến kỳ"."""
        return self._clauses_of(HasStatus)

    @property
    def sections(self) -> tuple[Clause[InSection], ...]:
        """Those of a part of a plan: "mục III", "ngoài nhóm A"."""
        return self._clauses_of(InSection)

    @property
    def sums(self) -> tuple[Clause[OfSum], ...]:
        """Those of an amount of money: "trên 500 triệu"."""
        return self._clauses_of(OfSum)

    @property
    def blanks(self) -> tuple[Clause[IsEmpty], ...]:
        """Those of a cell that says nothing: "chưa ghi sản phẩm"."""
        return self._clauses_of(IsEmpty)

    def _clauses_of(self, kind: type[C]) -> tuple[Clause[C], ...]:
        clauses: tuple[Clause[Any], ...] = self.clauses
        return tuple(c for c in clauses if isinstance(c.meaning, kind))

    @property
    def clauses_beside_year(self) -> tuple[Clause, ...]:
        """The conditions, without a bare year, which may as well name the plan."""
        return tuple(c for c in self.clauses if not is_year(c.meaning))

    @property
    def years_named(self) -> frozenset[str]:
        """The years that the question names: "năm 2027", "tới 2030"."""
        return frozenset(year_of(said) for said in self.times_named)

    @property
    def years_said(self) -> frozenset[str]:
        """Those of them that the words say: "quý III" is of the year of the plans, whichever."""
        return frozenset(year_of(said) for said in self.times_named if not said.without_year)

    @property
    def times_named(self) -> tuple[InWindow, ...]:
        """The times that the question names, but for those that only measure a figure."""
        measures = [r.meaning for r in self.resolved.chosen if self.is_compared_with(r)]
        said = (c.meaning for c in self.windows)
        return tuple(m for m in said if m not in measures and (m.window.end or m.window.start))

    @property
    def asks_of_each(self) -> bool:
        """ "2026 làm được bao nhiêu, 2027 đặt bao nhiêu", "mỗi cái ai ký": the same of each."""
        figures = len(self.resolved.of(AsksValue, Measures))
        if figures == 1 and EACH_YEAR.search(self.tokens.spelled):
            return True
        return figures > 1 or self.says_each

    @property
    def says_each(self) -> bool:
        """ "…, mỗi nơi bao nhiêu", "mỗi cái ai ký": the words themselves ask of each."""
        asks = self.resolved.of(AsksValue, Measures) or self.asks or self.attributes
        return bool(asks) and EACH.search(self.tokens.spelled) is not None

    def is_compared_with(self, reading: Reading) -> bool:
        """ "giảm mấy phần trăm so với năm ngoái": that year only measures the figure."""
        before = self.tokens.items[max(0, reading.start - 2) : reading.start]
        return [token.spelled for token in before] == ["so", "với"]

    @property
    def common_words(self) -> tuple[Token, ...]:
        """The tokens that are a part of nobody's name: "Tiền Giang" speaks of no money."""
        named = {
            at
            for r in self.resolved.chosen
            if isinstance(r.meaning, NAMING)
            for at in range(r.start, r.end)
        }
        return tuple(token for at, token in enumerate(self.tokens.items) if at not in named)

    @property
    def topic_words(self) -> str:
        return " ".join(token.text for token in self.topic)


def is_year(meaning: Meaning) -> bool:
    """Whether a time is a bare year, which may as well name the plan: "năm 2026"."""
    return isinstance(meaning, InWindow) and meaning.is_year


def year_of(said: InWindow) -> str:
    """The year in which a time ends."""
    day = said.window.end or said.window.start
    assert day is not None
    return str(day.year)
