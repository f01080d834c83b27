"""The last question with what the new one says in its place."""

from dataclasses import replace
from datetime import date

from assistant.answering.understand.conversation import Conversation
from assistant.answering.understand.following.kinds import (
    asks_last_day,
    asks_what,
    asks_who_alone,
    is_follow_up,
    is_only_asking,
)
from assistant.answering.understand.meanings import (
    Asks,
    AsksValue,
    Attribute,
    InSection,
    Kind,
    Reference,
)
from assistant.answering.understand.reading import understand
from assistant.answering.understand.understood import (
    Clause,
    Understood,
    UnitClause,
    is_year,
)
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.tokens import Token
from assistant.domain.task import Field

ANY_FIGURE = (Kind.AMOUNT, Kind.COUNT)
NARROWING = frozenset(("thang", "quy", "nam", "dot", "ky", "lan"))


def rebuild(conversation: Conversation, names: Names, *, as_of: date) -> Understood:
    """The last question as it was understood, follow-ups and all."""
    first, *rest = conversation.questions
    old = understand(first, names, as_of=as_of)
    for text in rest:
        new = understand(text, names, as_of=as_of)
        old = merge(old, new, Conversation()) if is_follow_up(new) else new
    return old


def changes_condition(old: Understood, new: Understood) -> bool:
    """ "còn những việc hằng tháng?" after "những việc thường xuyên": no row shown is both."""
    return bool({sort_of(c) for c in old.clauses} & {sort_of(c) for c in new.clauses})


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
