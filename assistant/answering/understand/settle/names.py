"""Settles names: which units, issuers and plans the words of a question mean together."""

from dataclasses import replace
from functools import lru_cache
from itertools import pairwise

from assistant.answering.understand.given_back import give_back
from assistant.answering.understand.meanings import (
    Acts,
    AsksComparison,
    AsksWho,
    Filler,
    InSection,
    InWindow,
    IsRow,
    Meaning,
    NamedBy,
    NamesPerson,
    NamesPlan,
    NamesUnit,
    NamesUnknownUnit,
    Negates,
    Reading,
    Talk,
    Talks,
)
from assistant.answering.understand.settle.step import is_explicit
from assistant.answering.understand.understood import Understood
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.understand.vocabulary.unit_names import (
    CALLED_SHORTLY,
    EACH,
    WITHOUT_HEAD,
    split_head,
)
from assistant.answering.words.telling import folded_words, word_set
from assistant.answering.words.tokens import Tokens
from assistant.domain.task import Field
from assistant.vietnamese.abbreviations import expand
from assistant.vietnamese.text import fold, syllables
from assistant.vietnamese.wordlist import read_words

# What says whose plan is meant.
OWNERS = tuple(by for by in NamedBy if by.is_sure or by is NamedBy.ISSUER)
OF_A_BODY = (NamedBy.KNOWN, NamedBy.NUMBER, NamedBy.PROVINCE, NamedBy.ISSUER)
# Words after which a name is a unit's even without "phòng", "chi cục".
BEFORE_UNITS = word_set("bên của do cho giao với phía thuộc")
# What stands between a person and where that person belongs: "chị Xuyến bên văn hóa".
BELONGING = word_set("bên ở của thuộc")
HEADING = word_set("chánh trưởng")  # "Chánh Văn phòng", "trưởng phòng Quản lý nhà"
LONGEST_OFFICE = 3  # "phó trưởng phòng" before the unit's own name
# "theo hướng dẫn Sở X", "với Bộ Y": who is named after these is not asked to do anything.
BEFORE_COMPLEMENTS = word_set("với dẫn gửi đến tới cùng")
AFTER_UNITS = word_set("có làm phải được chủ phối lo tham đảm phụ cần hỗ")


def kinds_for_words(understood: Understood) -> Understood:
    """ "nghị quyết thí điểm" where the plans meant are no resolutions: one that they speak of."""
    places = [p.documents for p in understood.plans if p.by in OF_A_BODY]
    if not places or not understood.topic or understood.attributes:
        return understood
    meant = frozenset().union(*places)
    spans = [
        (r.start, r.end)
        for r in understood.resolved.of(NamesPlan)
        if r.meaning.by is NamedBy.KIND and not r.meaning.documents & meant
    ]
    tokens = {t for start, end in spans for t in understood.tokens.items[start:end]}
    topic = sorted({*understood.topic, *tokens}, key=lambda token: token.start)
    return replace(understood, topic=tuple(topic))


def kinds_of_products(understood: Understood, names: Names) -> Understood:
    """ "quyết định kiện toàn phải có trước ngày nào": what a task is to bring, and no document
    held, where the words after it stand in no title of such documents.
    """
    if any(plan.by is not NamedBy.KIND for plan in understood.plans) or not understood.asks:
        return understood
    titles = {d.id: folded_words(d.title) for d in names.vocabulary.documents}
    kept, topic = list(understood.plans), list(understood.topic)
    for reading in understood.resolved.of(NamesPlan):
        meaning = reading.meaning
        if meaning not in kept:
            continue
        following = understood.tokens.items[reading.end : reading.end + 1]
        is_described = [t for t in following if t in understood.topic and not t.after_break]
        said = any(t.folded in titles.get(d, ()) for t in is_described for d in meaning.documents)
        if is_described and not said:
            kept.remove(meaning)
            topic += understood.tokens.items[reading.start : reading.end]
    if len(kept) == len(understood.plans):
        return understood
    placed = tuple(sorted(topic, key=lambda token: token.start))
    return replace(understood, plans=tuple(kept), topic=placed)


def without_outer_units(understood: Understood) -> Understood:
    """ "Tổ X của Phòng Y", "Phòng Y Sở Z": the second says where the first belongs."""
    named = understood.resolved.of(NamesUnit)
    outer = {
        second.meaning
        for first, second in pairwise(named)
        if (
            second.start - first.end == 1
            and understood.tokens[first.end].spelled in ("của", "thuộc")
        )
        or (second.start == first.end and is_body_of(second.meaning, first.meaning))
    }
    role = next((c.role for c in understood.units if c.unit in outer and c.role), None)
    kept = tuple(replace(c, role=c.role or role) for c in understood.units if c.unit not in outer)
    return replace(understood, units=kept) if kept else understood


def is_body_of(outer: NamesUnit, inner: NamesUnit) -> bool:
    """Whether a name is that of the body whose plan gives a unit work."""
    return any(fold(body).startswith(fold(outer.words)) for body in inner.organizations)


def without_appositions(understood: Understood) -> Understood:
    """ "phần A (cuối năm 2025)": what stands in brackets after a name only explains it."""
    chosen = sorted(understood.resolved.chosen, key=lambda r: r.start)
    text = understood.tokens.text
    explained = {
        second.meaning
        for first, second in pairwise(chosen)
        if isinstance(first.meaning, InSection)
        and isinstance(second.meaning, InWindow)
        and first.end == second.start
        and "(" in text[understood.tokens[first.end - 1].end : understood.tokens[first.end].start]
    }
    kept = tuple(c for c in understood.clauses if c.meaning not in explained)
    return replace(understood, clauses=kept)


def post_in_a_rule(understood: Understood) -> Understood:
    """ "chánh văn phòng đi vắng thì ai trả lời": who heads a unit is a word of the rule, and the
    unit nobody whose tasks are meant.
    """
    items = understood.tokens.items
    if understood.wants_list or understood.measure or not understood.topic:
        return understood
    headed = {
        reading.meaning
        for reading in understood.resolved.of(NamesUnit)
        if reading.start and items[reading.start - 1].spelled in HEADING
        if not items[reading.start].after_break
    }
    return give_back(understood, NamesUnit, only=headed.__contains__) if headed else understood


def office_of_person(understood: Understood) -> Understood:
    """ "ông Dực trưởng công an phường", "chị Xuyến bên văn hóa": the unit or the words behind a
    person only say who that is.
    """
    items = understood.tokens.items
    chosen = understood.resolved.chosen
    offices: set[Meaning] = set()
    said: set[int] = set()
    for person in understood.resolved.of(NamesPerson):
        behind = sorted((r for r in chosen if r.start >= person.end), key=lambda r: r.start)
        following = next((r for r in behind if not isinstance(r.meaning, Filler)), None)
        end = following.start if following else len(items)
        between = items[person.end : end]
        if any(token.after_break for token in items[person.end : end + 1]):
            continue
        is_office = len(between) <= LONGEST_OFFICE and all(
            t.folded in office_words() or t.spelled in BELONGING for t in between
        )
        if following and isinstance(following.meaning, NamesUnit) and is_office:
            offices.add(following.meaning)
        elif not between or between[0].spelled not in BELONGING:
            continue
        said |= {token.start for token in between}
    return replace(
        understood,
        units=tuple(clause for clause in understood.units if clause.unit not in offices),
        topic=tuple(token for token in understood.topic if token.start not in said),
    )


@lru_cache(maxsize=1)
def office_words() -> frozenset[str]:
    """The words of the offices that people hold, without diacritics."""
    return frozenset(word for name in read_words("positions") for word in syllables(fold(name)))


def subject_not_off_topic(understood: Understood, names: Names) -> Understood:
    """ "lãi suất", "quán ăn" beside a plan or a unit asked for, "đoàn phim" where titles of tasks
    speak of films: a subject of the documents.
    """
    if Talk.OFF_TOPIC not in understood.talk:
        return understood
    named = any(p.by in OWNERS for p in understood.plans) or bool(understood.units)
    is_asked = any(is_explicit(a) for a in understood.asks) or understood.values
    is_subject = named and (is_asked or understood.wants_list or understood.measure)
    if not is_subject and not is_held(understood, names):
        return understood
    return give_back(
        understood, Talks, only=lambda m: isinstance(m, Talks) and m.talk is Talk.OFF_TOPIC
    )


def is_held(understood: Understood, names: Names) -> bool:
    """Whether titles of tasks have every word that seems to be off the topic."""
    talk = (r for r in understood.resolved.of(Talks) if r.meaning.talk is Talk.OFF_TOPIC)
    said = {token.folded for r in talk for token in understood.tokens.items[r.start : r.end]}
    return any(said <= {*run} for run in names.vocabulary.title_runs)


def work_not_order(understood: Understood) -> Understood:
    """ "cập nhật cơ sở dữ liệu nhà ở xong phải nộp gì": work that is asked about, no order."""
    items = understood.tokens.items
    is_asked = any(is_explicit(a) for a in understood.asks) or understood.values
    described = {
        r.meaning
        for r in understood.resolved.of(Talks)
        if r.meaning.talk is Talk.ORDER
        for following in items[r.end : r.end + 1]
        if following in understood.topic and not following.after_break
    }
    if not is_asked or not described:
        return understood
    return give_back(understood, Talks, only=described.__contains__)


def documents_named(understood: Understood) -> frozenset[str]:
    """The documents whose owner or name the question says, the surest first; none where none is."""
    meant = frozenset[str]()
    for by in OWNERS:
        said = frozenset[str]().union(*(p.documents for p in understood.plans if p.by == by))
        meant = (meant & said or meant) if meant else said
    return meant


def issuers_for_units(understood: Understood, names: Names) -> Understood:
    """ "Sở Nội vụ Lào Cai" is the issuer of plans there and no unit in them."""
    meant = documents_named(understood)
    if not meant or not understood.units:
        return understood
    within = units_within(understood)
    issuers = [
        c for c in understood.units if c.unit not in within and issued_by(c.unit, names) & meant
    ]
    units = [c for c in understood.units if c not in issuers]
    # "Thanh tra Sở Nội vụ chủ trì": the role is that of the unit within.
    role = next((c.role for c in issuers if c.role), None)
    plans = [
        NamesPlan(issued_by(c.unit, names) & meant, c.unit.words, NamedBy.ISSUER) for c in issuers
    ]
    return replace(
        understood,
        units=tuple(replace(c, role=c.role or role) for c in units),
        plans=(*understood.plans, *plans),
    )


def units_within(understood: Understood) -> frozenset[Meaning]:
    """ "Văn phòng Sở Xây dựng": a unit that its body's name follows is issuer of nothing."""
    units = sorted(understood.resolved.of(NamesUnit), key=lambda r: r.start)
    return frozenset(
        inner.meaning
        for inner, outer in pairwise(units)
        if inner.end == outer.start and is_body_of(outer.meaning, inner.meaning)
    )


def without_foreign_names(understood: Understood, names: Names) -> Understood:
    """ "chuyển đổi số giáo dục Quảng Trị": words that elsewhere shorten "Phòng Chuyển đổi số".

    A name without its head noun is a unit where it has a role or follows "của" and the like, and
    where the organizations meant have it; a title before a person's name is none.
    """
    meant = documents_named(understood)
    own = {d.organization.name for d in names.vocabulary.documents if d.id in meant}
    roles = {clause.unit for clause in understood.units if clause.role}
    people = {r.start for r in understood.resolved.of(NamesPerson)}

    def is_foreign(reading: Reading[NamesUnit]) -> bool:
        unit = reading.meaning
        if reading.end in people:
            return True
        tokens = understood.tokens
        before = tokens[reading.start - 1].spelled if reading.start else ""
        after = tokens[reading.end].spelled if reading.end < len(tokens) else ""
        if is_common_noun(unit.words, tokens):
            return unit not in roles and before not in BEFORE_UNITS and after not in AFTER_UNITS
        if reading.weight > WITHOUT_HEAD:
            return False
        is_elsewhere = bool(own) and not own & {*unit.organizations}
        return is_elsewhere or (unit not in roles and before not in BEFORE_UNITS)

    foreign = {r.meaning for r in understood.resolved.of(NamesUnit) if is_foreign(r)}
    if not foreign:
        return understood
    return give_back(understood, NamesUnit, only=lambda meaning: meaning in foreign)


def groups_in_a_role(understood: Understood, names: Names) -> Understood:
    """ "các việc phòng chuyên môn chủ trì" is of "Các phòng chuyên môn"; elsewhere a noun."""
    groups = {n.unit.id for n in names.units if syllables(n.unit.name)[:1] == (EACH,)}
    roles = {clause.unit for clause in understood.units if clause.role}
    lists = understood.wants_list or understood.measure

    def is_noun(meaning: Meaning) -> bool:
        if not isinstance(meaning, NamesUnit) or (lists and meaning in roles):
            return False
        return groups.issuperset(meaning.units) and syllables(meaning.words)[:1] != (EACH,)

    if not any(is_noun(r.meaning) for r in understood.resolved.chosen):
        return understood
    return give_back(understood, NamesUnit, only=is_noun)


def complements_for_topic(understood: Understood) -> Understood:
    """ "làm việc với Bộ Công an …: ai lo": an unknown unit only describes what others do."""
    if understood.compares and all(u.words.islower() for u in understood.unknown_units):
        # "thanh tra bệnh viện với thanh tra trường học, cái nào sớm hơn": two tasks
        return give_back(understood, NamesUnknownUnit)
    if not understood.unknown_units or not (understood.asks or understood.values):
        return understood
    tokens = understood.tokens
    described = {
        r.meaning
        for r in understood.resolved.of(NamesUnknownUnit)
        if r.start > 0 and tokens[r.start - 1].spelled in BEFORE_COMPLEMENTS
    }
    if not described:
        return understood
    return give_back(understood, NamesUnknownUnit, only=lambda meaning: meaning in described)


def stranger_for_topic(understood: Understood) -> Understood:
    """ "Trạm Hiệp Mỹ hạn nào": what looks like a unit is the thing that is asked about, where
    nothing else is and no unit's work is asked for.
    """
    is_of_thing = any(ask.field in (Field.DUE, Field.DELIVERABLE) for ask in understood.asks)
    others = understood.topic or understood.units or understood.wants_list or understood.measure
    if not understood.unknown_units or others or not is_of_thing:
        return understood
    return give_back(understood, NamesUnknownUnit)


def thing_not_unit(understood: Understood) -> Understood:
    """ "tiền cho cấp nước an toàn là bao nhiêu": what a company may be called shortly is the thing
    itself where a figure is asked for, and nobody's part in a task.
    """
    if not understood.values or understood.wants_list or understood.measure or understood.asks:
        return understood
    if understood.resolved.of(Acts, AsksWho, AsksComparison) or not understood.topic:
        return understood
    shortly = {
        r.meaning
        for r in understood.resolved.of(NamesUnit)
        if r.weight <= CALLED_SHORTLY and r.meaning.words.islower()
    }
    return give_back(understood, NamesUnit, only=lambda meaning: meaning in shortly)


def not_all_but_one(understood: Understood) -> Understood:
    """ "phòng X làm chính, không phải làm phụ": X is meant, not all others."""
    if not understood.units or understood.plans or not all(c.negated for c in understood.units):
        return understood
    left_out = {r.end for r in understood.resolved.of(Negates)}
    if any(r.start in left_out for r in understood.resolved.of(NamesUnit)):
        return understood  # "việc nào không phải Văn phòng chủ trì"
    kept = tuple(replace(c, role=None, negated=False) for c in understood.units[:1])
    return replace(understood, units=kept)


def is_common_noun(words: str, tokens: Tokens) -> bool:
    """ "doanh nghiệp", "chủ đầu tư" among words with capitals: a noun, unless it has a role."""
    cut = syllables(words)
    has_capitals = any(token.is_capital for token in tokens.items)
    return has_capitals and words == words.lower() and len(cut) > 1 and not split_head(cut)[0]


def issued_by(unit: NamesUnit, names: Names) -> frozenset[str]:
    """The documents whose issuer is called so."""
    called = {tuple(map(fold, syllables(words))) for words in (unit.words, expand(unit.words))}
    return frozenset(
        plan.document.id
        for plan in names.plans
        if any(tuple(map(fold, issuer)) in called for issuer in plan.issuer)
    )


def rows_for_sections(understood: Understood, names: Names) -> Understood:
    """ "mục 12" of a plan whose sections have other marks is its row 12."""
    meant = frozenset().union(*(p.documents for p in understood.plans)) or None
    marks = {s.mark.rstrip(".") for s in names.sections if meant is None or s.document_id in meant}
    for clause in understood.sections:
        meaning = clause.meaning
        if meaning.by_title:
            continue
        mark = meaning.marks[0]
        if mark.isdigit() and mark not in marks:
            clauses = tuple(c for c in understood.clauses if c is not clause)
            return replace(
                understood, clauses=clauses, rows=(*understood.rows, IsRow(mark, meaning.words))
            )
    return understood
