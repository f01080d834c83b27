"""What a question leaves out: whether it goes on with the one before it, and how much it says."""

from assistant.answering.understand.meanings import (
    Acts,
    Asks,
    Reference,
    Talk,
)
from assistant.answering.understand.understood import (
    Understood,
)
from assistant.domain.query import Measure
from assistant.domain.task import Field

SHORT = 3
WHAT = ("có gì", "có những gì", "gì")
COURTESY = frozenset((Talk.GREETING, Talk.THANKS))


def is_bare_count(new: Understood) -> bool:
    """ "tới 2030 thì bao nhiêu?": a figure of what was asked before."""
    named = new.topic or new.names_anything
    bare = new.measure is not None and new.measure.is_bare
    return (bare or bool(new.values)) and not named and not new.asks and not new.wants_list


def is_narrowing(new: Understood) -> bool:
    """ "việc nào hạn tháng 12?": after a list, one more condition and nothing else."""
    named = new.names_anything or new.topic or new.overdue
    return new.wants_list and bool(new.clauses) and not named


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


def is_only_asking(new: Understood) -> bool:
    """ "còn hạn?", "ai phối hợp?": fields and nothing else, of the rows shown."""
    return bool(new.asks or new.values) and not (
        new.names_anything or new.clauses or new.measure or new.topic
    )
