"""A question that the whole store refuses, asked of what the conversation has just shown."""

from dataclasses import replace
from datetime import date

from assistant.answering.understand.conversation import Conversation
from assistant.answering.understand.following.follow_up import LONGEST_CHAIN
from assistant.answering.understand.following.kinds import COURTESY, SHORT
from assistant.answering.understand.following.merging import merge, rebuild
from assistant.answering.understand.meanings import (
    IsRow,
    Kind,
    NamesPlan,
    Reference,
)
from assistant.answering.understand.understood import (
    NAMING,
    Understood,
)
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.notions import single_words


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
