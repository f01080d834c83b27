"""Turns the readings chosen into what is asked: who does what, which conditions, what is left."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

from assistant.answering.understand.meanings import (
    Acts,
    Alteration,
    Amended,
    Asks,
    AsksAttribute,
    AsksComparison,
    AsksDefinition,
    AsksList,
    AsksSummary,
    AsksValue,
    AsksWho,
    Attribute,
    Filler,
    HasStatus,
    InSection,
    InWindow,
    IsEmpty,
    IsOverdue,
    IsRow,
    Measures,
    NamedBy,
    NamesAbsent,
    NamesPerson,
    NamesPlan,
    NamesUnit,
    NamesUnknownUnit,
    Negates,
    OfDueKind,
    OfSum,
    Reading,
    Reference,
    Refers,
    SaysWords,
    Talks,
)
from assistant.answering.understand.resolver import Resolved
from assistant.answering.understand.sentences import spoken
from assistant.answering.understand.topic import soft_words, uncovered
from assistant.answering.understand.understood import Clause, Understood, UnitClause
from assistant.answering.words.telling import stopwords
from assistant.answering.words.tokens import Tokens
from assistant.domain.task import Field

# A role binds to a unit or a question word at most so many tokens away.
REACH = 4
NEGATION_REACH = 2
# "ngoài Phú Quý": where it is, but for what is left beside it
OUT, LEFT_OUT = "ngoài", frozenset(("còn", "ra", "khác", "nữa"))
PLACES = (NamedBy.PROVINCE, NamedBy.ISSUER)
SURE = 0.6  # a field reading under this is a mere noun
WITH = ("với", "cùng")
PURPOSE = ("để", "nhằm")
JOINING = ("và", "với", "cùng", "hoặc", "hay", "rồi")
NO_UNITS = ("place",)  # "đô thị nào" asks for no unit
CONDITIONS = (InWindow, OfDueKind, OfSum, InSection, HasStatus, SaysWords, IsEmpty)


@dataclass(frozen=True, slots=True)
class Bound:
    """A role's verb with the unit or question word that it belongs to."""

    acts: Reading[Acts]
    to: Reading | None
    negated: bool

    @property
    def is_asked(self) -> bool:
        """Whether who has the role is asked: "ai chủ trì"."""
        return self.to is not None and isinstance(self.to.meaning, AsksWho)


def frame(tokens: Tokens, resolved: Resolved) -> Understood:
    """What the chosen readings say together."""
    spoken_of, mute = spoken(tokens, resolved)
    heard = without_out_there(tokens, spoken_of)
    bounds = bind_roles(tokens, heard)
    return Understood(
        tokens=tokens,
        resolved=resolved,
        asks=asked(tokens, heard, bounds),
        who=next(iter(heard.meanings(AsksWho)), None),
        values=heard.meanings(AsksValue),
        attributes=tuple(m.attribute for m in heard.meanings(AsksAttribute)),
        measure=measure_of(heard),
        wants_list=bool(heard.of(AsksList)),
        wants_summary=bool(heard.of(AsksSummary)),
        compares=bool(heard.of(AsksComparison)),
        defines=bool(heard.of(AsksDefinition)),
        units=tuple(unit_clauses(tokens, heard, bounds)),
        unknown_units=heard.meanings(NamesUnknownUnit),
        people=heard.meanings(NamesPerson),
        plans=heard.meanings(NamesPlan),
        absent=heard.meanings(NamesAbsent),
        clauses=tuple(conditions(tokens, heard)),
        rows=heard.meanings(IsRow),
        overdue=bool(heard.of(IsOverdue)),
        amended=amended(heard),
        alteration=alteration(heard),
        refers=frozenset(m.to for m in heard.meanings(Refers)),
        talk=frozenset(m.talk for m in heard.meanings(Talks)),
        topic=tuple(uncovered(tokens, heard, mute=mute)),
        soft=tuple(soft_words(tokens, heard)),
    )


def bind_roles(tokens: Tokens, heard: Resolved) -> tuple[Bound, ...]:
    """Each role's verb bound to the nearest free unit or question word, leftwards first."""
    targets = [r for r in heard.chosen if is_target(r)]
    # "làm gì để hỗ trợ doanh nghiệp": what for, and no role
    verbs = [r for r in heard.of(Acts) if not (r.start and tokens[r.start - 1].spelled in PURPOSE)]
    # "Phòng A của Sở GD Quảng Trị chủ trì": whose it is stands between, and parts nothing.
    plans = frozenset(i for r in heard.of(NamesPlan) for i in range(r.start, r.end))
    bounds: list[Bound] = []
    taken: set[int] = set()
    for verb in sorted(verbs, key=lambda r: -r.weight):
        negated = is_negated(tokens, verb, heard)
        to = nearest(
            verb, targets, tokens=tokens, verbs=verbs, taken=taken, negated=negated, plans=plans
        )
        if to is not None and not negated:
            taken.add(to.start)
        bounds.append(Bound(verb, to, negated))
    return tuple(sorted(bounds, key=lambda b: b.acts.start))


def is_target(reading: Reading) -> bool:
    """What may have a role: a unit, a person, "ai", "họ"."""
    if isinstance(reading.meaning, Refers):
        return reading.meaning.to is Reference.UNIT
    return isinstance(reading.meaning, NamesUnit | AsksWho | NamesUnknownUnit | NamesPerson)


def nearest(
    verb: Reading[Acts],
    targets: list[Reading],
    *,
    tokens: Tokens,
    verbs: list[Reading[Acts]],
    taken: set[int],
    negated: bool,
    plans: frozenset[int],
) -> Reading | None:
    """The unit or question word that a verb belongs to."""
    before = [t for t in targets if t.end <= verb.start]
    if negated and before:
        return before[-1]
    free = [t for t in before if t.start not in taken]
    whom = next((t for t in targets if t.start == verb.end), None)
    if whom and isinstance(whom.meaning, AsksWho):
        is_joining = free and verb.meaning.field is Field.SUPPORT
        is_alone = not any(v.start == whom.end for v in verbs)
        if tokens[verb.end - 1].spelled in WITH or (is_joining and is_alone):
            return whom  # "Sở X phối hợp (với) ai": the one asked for has the role
    if free:
        last = free[-1]
        between = [v for v in verbs if last.end <= v.start < verb.start and v.start not in taken]
        gap = sum(i not in plans for i in range(last.end, verb.start))
        close = gap <= REACH and not cut(tokens, last.end, verb.start)
        if close and not between:
            return last
    after = [t for t in targets if t.start >= verb.end and t.start not in taken]
    if (
        after
        and after[0].start - verb.end <= REACH - 1
        and not cut(tokens, verb.end, after[0].start)
    ):
        return after[0]
    if free and not cut(tokens, free[-1].end, verb.start) and verb.weight >= SURE:
        return free[-1]
    return None


def cut(tokens: Tokens, start: int, end: int) -> bool:
    """Whether punctuation stands between two readings."""
    return any(t.after_break for t in tokens.items[start : end + 1])


def is_negated(tokens: Tokens, reading: Reading, heard: Resolved) -> bool:
    """Whether "trừ", "chứ không" or the like stands just before; "ở tỉnh khác, Sóc Trăng …"
    leaves nothing out.
    """
    reach = 0 if isinstance(reading.meaning, NamesPlan) else NEGATION_REACH
    if isinstance(reading.meaning, OfDueKind):
        # "bỏ mấy việc hằng tháng với thường xuyên": both
        beside = (r for r in heard.of(OfDueKind) if r.end + 1 == reading.start)
        first = next((r for r in beside if tokens[r.end].spelled in JOINING), None)
        if first is not None and is_negated(tokens, first, heard):
            return True
    return any(
        0 <= reading.start - r.end <= reach and not cut(tokens, r.end, reading.start)
        for r in heard.of(Negates)
    )


def without_out_there(tokens: Tokens, heard: Resolved) -> Resolved:
    """ "ngoài Phú Quý mất điện …": of an island or another region, and none is left out; "ngoài
    Sóc Trăng còn tỉnh nào" leaves it out.
    """
    if LEFT_OUT & {token.spelled for token in tokens.items}:
        return heard
    places = {r.start for r in heard.of(NamesPlan) if r.meaning.by in PLACES}
    told = {r for r in heard.of(Negates) if r.end in places and tokens[r.start].spelled == OUT}
    return replace(heard, chosen=tuple(r for r in heard.chosen if r not in told))


def with_verb(reading: Reading, heard: Resolved) -> Reading:
    """A time with what leads to it: "rơi vào hạn 31/12", "ghi hạn là năm 2026"."""
    if not isinstance(reading.meaning, InWindow):
        return reading
    leads = {r.end: r.start for r in heard.of(Asks, Acts, Filler)}
    start = reading.start
    while start in leads:
        start = leads[start]
    return replace(reading, start=start)


def ends_clause(tokens: Tokens, end: int) -> bool:
    """Whether nothing but small words follows a verb before the next mark or joining word."""
    for token in tokens.items[end:]:
        if token.after_break or token.spelled in JOINING:
            return True
        if token.spelled not in stopwords():
            return False
    return True


def begins_title(tokens: Tokens, acts: Reading) -> bool:
    """ "Hỗ trợ 10 doanh nghiệp …": a verb with a number after it that opens the question."""
    following = tokens.items[acts.end : acts.end + 1]
    return not acts.start and any(t.is_number and not t.after_break for t in following)


def asked(tokens: Tokens, heard: Resolved, bounds: tuple[Bound, ...]) -> tuple[Asks, ...]:
    """The fields asked for: by noun, by question word and role, by a bare question word."""
    found = [(r.start, r.meaning) for r in heard.of(Asks)]
    used = {b.to.start for b in bounds if b.to and b.is_asked}
    has_unit = bool(heard.of(NamesUnit, NamesUnknownUnit, NamesPerson))
    # "hỗ trợ bao nhiêu một tàu": beside a figure the verb gives no role.
    has_value = bool(heard.of(AsksValue))
    figures = {r.start for r in heard.of(Measures) if r.meaning.is_bare}
    for bound in bounds:
        role = bound.acts.meaning
        if bound.is_asked or (
            bound.to is None
            and bound.acts.weight >= SURE
            and not has_value
            and bound.acts.end not in figures
            and (not has_unit or found)
            # "hỗ trợ doanh nghiệp thì phòng nào gánh": the verb with the question word asks
            and (not used or ends_clause(tokens, bound.acts.end))
            and not (found and begins_title(tokens, bound.acts))
        ):
            found.append((bound.acts.start, Asks(role.field)))
    # "người phụ trách là ai": the question word belongs to the column that was named.
    columns = [r.end for r in heard.of(Asks) if r.meaning.header]
    bare = [
        r
        for r in heard.of(AsksWho)
        if r.start not in used and r.meaning.noun not in NO_UNITS
        if not any(0 <= r.start - end <= 1 for end in columns)
    ]
    roles = {ask.field: at for at, ask in found if ask.field in (Field.LEAD, Field.SUPPORT)}
    # "phòng nào mở, ai phối hợp": the one without a verb that is known leads.
    beside = bare and set(roles) == {Field.SUPPORT} and bare[0].start < roles[Field.SUPPORT]
    if (
        bare
        and (not roles or beside)
        and not any(
            not (r.meaning.attribute is Attribute.RECIPIENTS and cut(tokens, bare[0].end, r.start))
            for r in heard.of(AsksAttribute)
        )
    ):
        found.append((bare[0].start, Asks(Field.LEAD)))
    return tuple(dict.fromkeys(ask for _, ask in sorted(found, key=lambda f: f[0])))


def unit_clauses(
    tokens: Tokens, heard: Resolved, bounds: tuple[Bound, ...]
) -> Iterator[UnitClause]:
    """Units with the roles that their verbs give them."""
    asks_support = any(b.is_asked and b.acts.meaning.field is Field.SUPPORT for b in bounds)
    for reading in heard.of(NamesUnit):
        own = [b for b in bounds if b.to is not None and b.to.start == reading.start]
        negated = is_negated(tokens, reading, heard)
        own = own or [b for b in bounds if b.to and isinstance(b.to.meaning, Refers)]
        if not own:
            # "ai phối hợp với Văn phòng Sở": the one named leads.
            role = Field.LEAD if asks_support else None
            yield UnitClause(reading.meaning, role, negated)
        for bound in own:
            yield UnitClause(reading.meaning, bound.acts.meaning.field, bound.negated or negated)


def conditions(tokens: Tokens, heard: Resolved) -> Iterator[Clause]:
    """Conditions on tasks, each negated or not."""
    denials = {r.end: r for r in heard.of(IsEmpty) if is_denied_due(r, heard)}
    all_but = asks_all_but_which(tokens, heard.chosen)
    for reading in heard.chosen:
        if isinstance(reading.meaning, CONDITIONS):
            if reading not in denials.values():
                led = with_verb(reading, heard)
                is_denied = led.start in denials or led.start - 1 in denials
                negated = is_denied or is_negated(tokens, led, heard)
                if isinstance(reading.meaning, IsEmpty) and reading.meaning.is_filled:
                    negated = not negated
                yield Clause(reading.meaning, negated != all_but)
        elif isinstance(reading.meaning, NamesPlan) and is_negated(tokens, reading, heard):
            yield Clause(reading.meaning, negated=True)


def asks_all_but_which(tokens: Tokens, chosen: tuple[Reading, ...]) -> bool:
    """ "việc nào cũng 31/12, trừ những việc nào?": those that the conditions do not hold for."""
    return any(
        isinstance(r.meaning, Negates) and isinstance(following.meaning, AsksList)
        for r, following in pairwise(chosen)
        if following is chosen[-1] and not cut(tokens, r.end, following.start)
    )


def is_denied_due(reading: Reading[IsEmpty], heard: Resolved) -> bool:
    """ "không ghi hạn là năm 2026": another day than that, and not an empty cell."""
    if reading.meaning.field is not Field.DUE:
        return False
    return any(0 <= r.start - reading.end <= 1 for r in heard.of(InWindow))


def amended(heard: Resolved) -> bool | None:
    """Whether the state before a change is meant; None where no change is spoken of."""
    surest = surest_change(heard)
    return surest.was if surest else None


def alteration(heard: Resolved) -> Alteration | None:
    """What a later document did to the rows asked for."""
    surest = surest_change(heard)
    return surest.how if surest and not surest.was else None


def surest_change(heard: Resolved) -> Amended | None:
    """What is said of changes, the surest of it."""
    surest = max(heard.of(Amended), key=lambda r: r.weight, default=None)
    return surest.meaning if surest else None


def measure_of(heard: Resolved) -> Measures | None:
    """The surest measure."""
    surest = max(heard.of(Measures), key=lambda r: r.weight, default=None)
    return surest.meaning if surest else None
