"""A follow-up changes the last question: what it says is replaced, the rest stays."""

import re
from dataclasses import replace
from datetime import date

from assistant.answering.understand.conversation import Conversation
from assistant.answering.understand.meanings import (
    Acts,
    Asks,
    AsksList,
    AsksValue,
    Attribute,
    InSection,
    IsRow,
    Kind,
    Measures,
    NamedBy,
    NamesPlan,
    NamesUnit,
    Negates,
    Reference,
    Refers,
    Talk,
)
from assistant.answering.understand.reading import understand
from assistant.answering.understand.sentences import sentences
from assistant.answering.understand.settle.figures import figure_kind
from assistant.answering.understand.understood import (
    NAMING,
    Clause,
    Understood,
    UnitClause,
    is_year,
)
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.notions import single_words
from assistant.answering.words.tokens import Token
from assistant.domain.query import Measure
from assistant.domain.relations import changers
from assistant.domain.task import Field
from assistant.vietnamese.text import fold, spell

# A chain longer than this begins anew: nobody remembers what it began with.
LONGEST_CHAIN = 6
SHORT = 3
ANY_FIGURE = (Kind.AMOUNT, Kind.COUNT)
COUNTED = (AsksValue(Kind.COUNT),)
THING = "cai"
# "Số 29 thì ai chủ trì", "còn số 30?"
BARE_NUMBER = re.compile(
    r"\W*(?:(?:the|vay|con|roi|the con) )?so (?P<stt>\d{1,3})"
    r"(?= (?:thi|ai|phong|don vi|ben|noi|han|la|bao gio|khi nao)\b|\W*$)"
)
WHAT = ("có gì", "có những gì", "gì")
THAT_PERSON = re.compile(r"\b(?:ông|bà|vị|đồng chí|sếp) (?:ấy|đó|này|ta)\b")
EARLIER, LATER = ("som", "truoc", "gap"), ("muon", "sau", "tre")
COURTESY = frozenset((Talk.GREETING, Talk.THANKS))
NARROWING = frozenset(("thang", "quy", "nam", "dot", "ky", "lan"))


def continue_from(
    conversation: Conversation, new: Understood, names: Names, *, as_of: date
) -> Understood:
    """The question with what the conversation fills in."""
    text = new.tokens.text
    if not conversation.shown or new.plans:
        new = replace(new, rows=tuple(replace(r, is_ordinal=False) for r in new.rows))
    if not conversation.questions:
        return replace(new, chain=(text,))
    chain = (*conversation.questions, text)[-LONGEST_CHAIN:]
    new = without_counted_nouns(without_circumstance(new, names, as_of=as_of), conversation)
    if is_narrowing(new) and conversation.shown:
        old = rebuild(conversation, names, as_of=as_of)
        if changes_condition(old, new):
            return replace(merge(old, new, conversation), chain=chain)
    pointed = point_back(conversation, new, names)
    if pointed is not None:
        # "trong đó việc nào hạn 15/11": of the year of the plans whose rows were shown
        told = frozenset(conversation.documents) if pointed.within else pointed.preferred
        return replace(pointed, chain=chain, preferred=told)
    new = unit_of_plan_told(new, conversation, names)
    new = row_of_plan_told(new, conversation, names, as_of=as_of)
    if not is_follow_up(new):
        preferred = frozenset(conversation.documents) if not new.plans else frozenset[str]()
        return replace(new, chain=(text,), preferred=preferred)
    old = rebuild(conversation, names, as_of=as_of)
    merged = merge(old, new, conversation)
    told = frozenset() if merged.plans else frozenset(conversation.documents)
    return replace(merged, chain=chain, preferred=merged.preferred or told)


def unit_of_plan_told(new: Understood, conversation: Conversation, names: Names) -> Understood:
    """ "thế còn Sở Giáo dục?" of a plan that gives it work: no plan that it has issued itself."""
    told = [d for d in names.vocabulary.documents if d.id in conversation.documents]
    issuers = {plan.words for plan in new.plans if plan.by is NamedBy.ISSUER}
    if not told or not issuers or len(issuers) < len(new.plans):
        return new
    if any(plan.documents & {*conversation.documents} for plan in new.plans):
        return new
    owners = {d.organization.name for d in told}
    meant = next(
        (
            r.meaning
            for r in new.resolved.lost
            if isinstance(r.meaning, NamesUnit)
            and r.meaning.words in issuers
            and owners & {*r.meaning.organizations}
        ),
        None,
    )
    return replace(new, plans=(), units=(UnitClause(meant),)) if meant else new


def row_of_plan_told(
    new: Understood, conversation: Conversation, names: Names, *, as_of: date
) -> Understood:
    """ "việc số 4 bao giờ xong" after the tasks of a section: of that plan, and of that section."""
    new = with_bare_number(new, conversation)
    if not new.rows or new.plans or new.topic or not conversation.documents:
        return new
    before = () if new.sections else rebuild(conversation, names, as_of=as_of).sections
    told = NamesPlan.known(frozenset(conversation.documents))
    return replace(new, plans=(told,), clauses=(*new.clauses, *before))


def with_bare_number(new: Understood, conversation: Conversation) -> Understood:
    """ "Số 29 thì ai chủ trì?" after "nhiệm vụ số 25 là gì?": a row by its number alone."""
    number = BARE_NUMBER.match(fold(new.tokens.text))
    if number is None or new.rows or not conversation.shown:
        return new
    stt = number["stt"].lstrip("0")
    topic = tuple(t for t in new.topic if t.text != number["stt"] and t.folded != "so")
    return replace(new, rows=(IsRow(stt, f"số {stt}"),), topic=topic, values=(), measure=None)


def without_circumstance(new: Understood, names: Names, *, as_of: date) -> Understood:
    """ "Tôi đang làm báo cáo. Hạn bao giờ?": only the last sentence, where that goes on."""
    parts = sentences(new.tokens)
    if len(parts) < 2 or is_follow_up(new):
        return new
    opening = [new.tokens[part.start].spelled for part in parts[:-1]]
    named = any(
        r.meaning.by is not NamedBy.KIND and r.start < parts[-1].start
        for r in new.resolved.of(NamesPlan)
    )
    if named or not all(word in single_words("circumstance") for word in opening):
        return new
    last = understand(new.tokens.text[new.tokens[parts[-1].start].start :], names, as_of=as_of)
    return last if is_follow_up(last) else new


def rebuild(conversation: Conversation, names: Names, *, as_of: date) -> Understood:
    """The last question as it was understood, follow-ups and all."""
    first, *rest = conversation.questions
    old = understand(first, names, as_of=as_of)
    for text in rest:
        new = understand(text, names, as_of=as_of)
        old = merge(old, new, Conversation()) if is_follow_up(new) else new
    return old


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


def without_counted_nouns(new: Understood, conversation: Conversation) -> Understood:
    """ "tổng cộng mấy lớp?": what is counted is no topic of its own after a row was shown."""
    nouns = {value.noun for value in new.values if value.noun}
    if len(conversation.shown) != 1 or not nouns or {t.spelled for t in new.topic} != nouns:
        return new
    return replace(new, topic=())


def is_bare_count(new: Understood) -> bool:
    """ "tới 2030 thì bao nhiêu?": a figure of what was asked before."""
    named = new.topic or new.names_anything
    bare = new.measure is not None and new.measure.is_bare
    return (bare or bool(new.values)) and not named and not new.asks and not new.wants_list


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


def is_narrowing(new: Understood) -> bool:
    """ "việc nào hạn tháng 12?": after a list, one more condition and nothing else."""
    named = new.names_anything or new.topic or new.overdue
    return new.wants_list and bool(new.clauses) and not named


def changes_condition(old: Understood, new: Understood) -> bool:
    """ "còn những việc hằng tháng?" after "những việc thường xuyên": no row shown is both."""
    return bool({sort_of(c) for c in old.clauses} & {sort_of(c) for c in new.clauses})


def of_shown_rows(new: Understood, conversation: Conversation) -> Understood | None:
    """A short question that names nothing, asked of the rows shown before it."""
    is_naming = any(isinstance(r.meaning, NAMING | IsRow) for r in new.resolved.chosen)
    named = is_naming or new.within or new.talk - COURTESY
    is_asking = new.asks or new.values
    if named or not is_asking or not conversation.shown or len(new.topic) > SHORT:
        return None
    goes_on = len(new.chain) > 1
    if new.wants_list or new.measure or (goes_on and Reference.LIKEWISE not in new.refers):
        return None
    chain = new.chain if goes_on else (*conversation.questions, *new.chain)[-LONGEST_CHAIN:]
    return replace(
        new, within=conversation.shown, topic=(), plans=(), units=(), people=(), chain=chain
    )


def of_a_case(
    new: Understood, conversation: Conversation, names: Names, *, as_of: date
) -> Understood | None:
    """ "nếu cụ sống một mình thì được thêm bao nhiêu?": a case beside what was asked before, in the
    documents that were told of.
    """
    opening = new.tokens[0].spelled if len(new.tokens) else ""
    is_open = len(new.chain) == 1 and conversation.questions and conversation.documents
    if not is_open or opening not in single_words("case_opening") or new.plans or new.wants_list:
        return None
    old = rebuild(conversation, names, as_of=as_of)
    if all(value.kind is Kind.CONSEQUENCE for value in new.values):
        new = replace(new, values=())  # "thì sao" asks for what was asked before
    merged = merge(old, new, Conversation())
    # As if it were one question: the words of the case stand before those of the rule.
    behind = len(new.tokens.text) + 1
    carried = (replace(t, start=t.start + behind, end=t.end + behind) for t in old.topic)
    topic = (*new.topic, *carried)
    told = NamesPlan.known(frozenset(conversation.documents))
    chain = (*conversation.questions, *new.chain)[-LONGEST_CHAIN:]
    return replace(merged, topic=topic, plans=(told,), chain=chain)


def of_shown_plan(new: Understood, conversation: Conversation) -> Understood | None:
    """ "thế năm 2026 đạt bao nhiêu?": a figure of another year in the plan told of before."""
    years = any(c.meaning.is_year for c in new.windows)
    is_figure = bool(new.values) and not new.asks and not new.wants_list
    names_plan = bool(new.resolved.of(NamesPlan))
    if not years or not is_figure or names_plan:
        return None
    if len(new.chain) < 2 or len(conversation.documents) != 1:
        return None
    told = NamesPlan.known(frozenset(conversation.documents))
    return replace(new, plans=(*new.plans, told))


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


def is_follow_up(new: Understood) -> bool:
    """Whether a question leaves out what only the one before it says."""
    if new.talk - COURTESY and not (new.asks or new.names_anything or new.clauses):
        return False
    if new.talk and not asks_or_names(new):
        return False
    likewise = Reference.LIKEWISE in new.refers
    has_request = bool(
        new.asks
        or new.values
        or new.measure
        or new.wants_list
        or new.attributes
        or new.wants_summary
        or new.overdue
    )
    has_subject = bool(new.names_anything or new.clauses)
    # "giờ còn phải làm việc đó nữa không": what was asked of, and no row was shown of it
    if is_bare_count(new) or (Reference.TASK in new.refers and not new.topic and not has_subject):
        return True
    if Reference.CORRECTION in new.refers and not (new.asks or new.attributes or new.plans):
        return True
    if new.topic:
        return likewise and (not has_request or len(new.topic) <= SHORT) and not new.plans
    if has_request and has_subject:
        return likewise or bool(
            new.asks and not new.wants_list and not new.measure and not new.rows
        )
    return has_request or has_subject or likewise


def asks_or_names(new: Understood) -> bool:
    """Whether anything but courtesies is said."""
    named = new.names_anything or new.clauses or new.topic
    return bool(named or new.asks or new.values or new.measure or new.wants_list or new.overdue)


def merge(old: Understood, new: Understood, conversation: Conversation) -> Understood:
    """The old question with everything that the new one says put in its place."""
    if is_only_asking(new) and conversation.shown:
        return replace(new, within=conversation.shown, plans=())
    if asks_last_day(old, new):
        # "phải dời bao nhiêu hộ? – chậm nhất ngày nào phải xong?": of that, and of no list
        new = replace(new, measure=None, asks=(Asks(Field.DUE),))
    if old.wants_list and new.clauses and asks_what(new):
        # "việc nào phải xong năm 2027? – năm 2028 thì có gì?"
        new = replace(new, asks=(), wants_list=True)
    if asks_who_alone(new) and Attribute.SIGNER in old.attributes:
        # "ai ký kế hoạch X? – kế hoạch Y thì ai?"
        new = replace(new, asks=(), who=None)
    return replace(
        old,
        tokens=new.tokens,
        resolved=new.resolved,
        asks=new.asks or old.asks,
        who=new.who or old.who,
        values=merged_values(old, new),
        attributes=new.attributes
        or (() if new.asks or new.values or new.measure else old.attributes),
        measure=new.measure or (None if new.asks or new.wants_list else old.measure),
        wants_list=new.wants_list or (old.wants_list and not new.asks),
        wants_summary=new.wants_summary or old.wants_summary,
        units=merged_units(old, new),
        unknown_units=new.unknown_units or (() if new.units else old.unknown_units),
        people=new.people or (() if new.units else old.people),
        # "còn bên Tiền Giang?": of that province nothing is held, whatever was told before
        plans=new.plans or (() if new.absent else old.plans),
        absent=new.absent or (() if new.plans else old.absent),
        clauses=merged_clauses(old, new),
        rows=new.rows or (() if new.topic else old.rows),
        overdue=new.overdue or old.overdue,
        amended=new.amended if new.amended is not None else old.amended,
        alteration=new.alteration or old.alteration,
        defines=new.defines,
        topic=merged_topic(old, new),
        needed=words_of_difference(old, new),
        soft=new.soft or old.soft,
        refers=new.refers,
        talk=new.talk,
    )


def asks_last_day(old: Understood, new: Understood) -> bool:
    """Whether the last day of one thing is asked for, which is when it is due."""
    measure = new.measure
    is_last = measure is not None and measure.measure is Measure.LATEST
    of_list = old.wants_list or old.measure or new.wants_list
    return is_last and not of_list and not new.topic and not new.names_anything


def asks_what(new: Understood) -> bool:
    """Whether a mere "có gì" asks."""
    said = [ask for ask in new.asks if ask.field is Field.DELIVERABLE and ask.words in WHAT]
    return bool(said) and len(said) == len(new.asks) and not new.topic


def asks_who_alone(new: Understood) -> bool:
    """Whether a mere "ai" asks, and no verb says what of."""
    return new.who is not None and not new.resolved.of(Asks, Acts) and not new.topic


def merged_values(old: Understood, new: Understood) -> tuple[AsksValue, ...]:
    """ "sau điều chỉnh là bao nhiêu?": a figure of the sort that was asked for before."""
    is_any = bool(new.values) and all(value.kind in ANY_FIGURE for value in new.values)
    if is_any and old.values and not new.topic:
        return old.values
    return new.values or (() if new.asks else old.values)


def merged_topic(old: Understood, new: Understood) -> tuple[Token, ...]:
    """Another topic takes the old one's place; a figure or a single word narrows it.

    "Thế ông Lộc hạn khi nào?" after a task of somebody else's asks of his own.
    """
    if new.people and new.asks and not new.topic:
        return ()
    if not new.topic:
        return old.topic
    if other := other_occasion(old.topic, new.topic):
        return other
    if Reference.LIKEWISE in new.refers and (other := other_of_sort(old.topic, new.topic)):
        return other
    if len(new.topic) == 1 or all(t.is_number or t.folded in NARROWING for t in new.topic):
        return (*old.topic, *new.topic)
    return new.topic


def words_of_difference(old: Understood, new: Understood) -> tuple[Token, ...]:
    """ "taxi thì sao?" after "bao nhiêu % xe buýt chạy điện": what answers must speak of taxis."""
    is_other = Reference.LIKEWISE in new.refers and len(new.topic) == 1 and bool(old.topic)
    asks_anew = new.asks or new.values or new.measure or new.attributes
    return new.topic if is_other and not asks_anew else ()


def other_occasion(old: tuple[Token, ...], new: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "thế còn lần hai?" after "khảo sát lần một", "thế còn ĐT.454?" after "mặt đường ĐT.376": the
    same with another number; () else.
    """
    noun = new[0].folded
    at = next((i for i, token in enumerate(old) if token.folded == noun), len(old))
    is_numbered = at + 1 < len(old) and old[at + 1].is_number and new[-1].is_number
    if len(new) != 2 or at + 1 >= len(old) or not (noun in NARROWING or is_numbered):
        return ()
    return (*old[:at], *new, *old[at + 2 :])


def other_of_sort(old: tuple[Token, ...], new: tuple[Token, ...]) -> tuple[Token, ...]:
    """ "còn ngành Thủy sản thì khoa nào?" after "viết báo cáo ngành Tiếng Trung …": what stood
    before the noun that both begin with is still asked of; () else.
    """
    at = next((i for i, token in enumerate(old) if token.folded == new[0].folded), 0)
    is_other = at > 0 and len(new) > 1 and len(old) > at + 1
    if not is_other or old[at + 1].folded == new[1].folded:
        return ()
    return (*old[:at], *new)


def is_only_asking(new: Understood) -> bool:
    """ "còn hạn?", "ai phối hợp?": fields and nothing else, of the rows shown."""
    return bool(new.asks or new.values) and not (
        new.names_anything or new.clauses or new.measure or new.topic
    )


def merged_units(old: Understood, new: Understood) -> tuple[UnitClause, ...]:
    """Another unit in the old one's role; a person in the place of either."""
    if not new.units:
        return () if new.unknown_units or new.people else old.units
    role = old.units[0].role if old.units else None
    return tuple(replace(u, role=u.role or role) for u in new.units)


def merged_clauses(old: Understood, new: Understood) -> tuple[Clause, ...]:
    """New conditions beside the old ones; one of the same sort takes the other's place."""
    sorts = {sort_of(clause) for clause in new.clauses}
    kept = [c for c in old.clauses if sort_of(c) not in sorts]
    if new.plans:
        kept = [c for c in kept if not is_year(c.meaning)]
        kept = [c for c in kept if not isinstance(c.meaning, InSection)]
    return (*kept, *new.clauses)


def sort_of(clause: Clause) -> str:
    return f"{type(clause.meaning).__name__}{clause.negated}"
