"""What points back at rows, units and plans just shown: "trong đó", "việc thứ hai", "họ"."""

import re
from dataclasses import replace

from assistant.answering.understand.conversation import Conversation
from assistant.answering.understand.following.kinds import SHORT, is_narrowing
from assistant.answering.understand.meanings import (
    Acts,
    AsksList,
    AsksValue,
    Kind,
    Measures,
    NamedBy,
    NamesPlan,
    NamesUnit,
    Negates,
    Reference,
    Refers,
)
from assistant.answering.understand.settle.figures import figure_kind
from assistant.answering.understand.understood import (
    Understood,
    UnitClause,
)
from assistant.answering.understand.vocabulary.names import Names
from assistant.domain.query import Measure
from assistant.domain.relations import changers
from assistant.domain.task import Field
from assistant.vietnamese.text import fold, spell

COUNTED = (AsksValue(Kind.COUNT),)
THING = "cai"
THAT_PERSON = re.compile(r"\b(?:(?:ông|bà|vị|đồng chí|sếp) (?:ấy|đó|này|ta)|ổng|bả)\b")
EARLIER, LATER = ("som", "truoc", "gap"), ("muon", "sau", "tre")


def point_back(conversation: Conversation, new: Understood, names: Names) -> Understood | None:
    """ "trong đó", "việc thứ hai", "việc đó", "họ", "kế hoạch đó": what was shown is meant."""
    shown = conversation.shown
    ordinal = next((row for row in new.rows if row.is_ordinal), None)
    if ordinal is not None and shown and not new.plans:
        place = int(ordinal.stt)
        index = place - 1 if place > 0 else len(shown) + place
        if 0 <= index < len(shown):
            return replace(new, rows=(), within=(shown[index],), topic=(), wants_list=False)
    if {Reference.NEXT, Reference.PREVIOUS} & new.refers and shown:
        return replace(new, within=shown[-1:], wants_list=False, topic=())
    if sets_against_each_other(new) and len(shown) > 1:
        return replace(new, within=shown, compares=False, measure=first_or_last(new), asks=())
    if Reference.TASKS in new.refers and shown:
        return replace(new, within=shown, wants_list=True)
    if Reference.TASKS in new.refers and conversation.documents and not new.plans:
        # "trong đó trung ương cho bao nhiêu?": of the plans whose sentences were just told
        told = frozenset(conversation.documents)
        return replace(new, plans=(NamesPlan.known(told),))
    if {Reference.TASK, Reference.UNIT} <= new.refers and asks_for_others(new, conversation):
        return replace(with_unit(conversation, new, names), beyond=shown, alteration=None)
    if Reference.TASK in new.refers and shown and len(new.topic) <= SHORT:
        new = figure_not_count(new)
        return replace(new, within=shown[:1], wants_list=False, topic=(), measure=None)
    if counts_within(new) and len(shown) == 1:
        return replace(new, within=shown, values=COUNTED, measure=None, topic=())
    if (begins_with_thing(new) or is_narrowing(new)) and len(shown) > 1:
        return replace(new, within=shown, wants_list=True)
    is_of_person = new.attributes and THAT_PERSON.search(spell(new.tokens.text))
    if is_of_person and conversation.documents and not shown:
        # "ông ấy giữ chức gì?" after "ai ký": of the document just told
        return replace(new, plans=(NamesPlan.known(frozenset(conversation.documents)),), topic=())
    if Reference.UNIT in new.refers and len(shown) == 1 and new.asks and not new.wants_list:
        # "ai phối hợp với họ?": of the one task just told, and not of all that the unit does
        return replace(new, within=shown, topic=())
    if Reference.UNIT in new.refers and conversation.units:
        return with_unit(conversation, new, names)
    kinds = frozenset[str]().union(*(p.documents for p in new.plans))
    is_open = all(plan.by is NamedBy.KIND for plan in new.plans)
    if Reference.PLAN in new.refers and conversation.documents and is_open:
        # "ai ký quyết định đó": of what was shown, the one of that kind
        meant = told_of_kind(conversation, new, names, kinds)
        return replace(new, plans=(NamesPlan.known(frozenset(meant[:1])),))
    return None


def told_of_kind(
    conversation: Conversation, new: Understood, names: Names, kinds: frozenset[str]
) -> tuple[str, ...]:
    """Of the documents told of, and those that change them, the ones called so: "quyết định đó"."""
    held, told = names.vocabulary.documents, conversation.documents
    pointing = (r for r in new.resolved.of(Refers) if r.meaning.to is Reference.PLAN)
    called = {fold(new.tokens.words(r.start, r.end - 1)) for r in pointing}
    of_kind = kinds | {d.id for d in held if fold(d.kind) in called}
    changing = (change.id for document in told for change in changers(document, held))
    return tuple(d for d in (*told, *changing) if d in of_kind) or told


def asks_for_others(new: Understood, conversation: Conversation) -> bool:
    """ "ngoài việc đó sở này còn phải làm gì nữa": of a unit all but what was told."""
    return bool(new.wants_list and conversation.units and new.resolved.of(Negates))


def figure_not_count(new: Understood) -> Understood:
    """ "vốn của nó bao nhiêu": of one task a bare "bao nhiêu" asks for a figure."""
    is_figure = new.measure is not None and new.measure.is_bare
    return replace(new, values=(AsksValue(figure_kind(new)), *new.values)) if is_figure else new


def sets_against_each_other(new: Understood) -> bool:
    """ "cái nào hạn sớm hơn?" of the tasks just told."""
    words = {token.folded for token in new.tokens.items}
    named = new.topic or new.names_anything or new.values
    return new.compares and not named and bool(words & {*EARLIER, *LATER})


def first_or_last(new: Understood) -> Measures:
    """Which of the tasks told is meant: the one due first, or last."""
    is_last = any(token.folded in LATER for token in new.tokens.items)
    return Measures(Measure.LATEST if is_last else Measure.EARLIEST)


def counts_within(new: Understood) -> bool:
    """ "xây mấy cái?": after a single row, a figure of it and not how many tasks there are."""
    named = new.names_anything or new.clauses or new.asks
    counts = new.measure is not None and new.measure.measure is Measure.COUNT
    return counts and not named and not new.wants_list and len(new.topic) <= SHORT


def begins_with_thing(new: Understood) -> bool:
    """ "cái nào thuộc phòng X?": of the things just listed."""
    lists = new.resolved.of(AsksList)
    named = new.plans or new.absent or new.topic
    return bool(lists) and not named and new.tokens[lists[0].start].folded == THING


def with_unit(conversation: Conversation, new: Understood, names: Names) -> Understood:
    """The unit that was last spoken of, in the role that the new question gives it."""
    unit = next((u.unit for u in names.units if u.unit.id == conversation.units[0]), None)
    if unit is None:
        return new
    asked = [ask.field for ask in new.asks if ask.field in (Field.LEAD, Field.SUPPORT)]
    acting = [r.meaning.field for r in new.resolved.chosen if isinstance(r.meaning, Acts)]
    role = next(iter((*asked, *acting)), None)
    meaning = NamesUnit((unit.id,), unit.name, (unit.organization,))
    asks = tuple(ask for ask in new.asks if ask.field is not role)
    documents = frozenset(conversation.documents[:1])
    plans = new.plans or ((NamesPlan.known(documents),) if documents else ())
    return replace(new, units=(UnitClause(meaning, role),), asks=asks, plans=plans, wants_list=True)
