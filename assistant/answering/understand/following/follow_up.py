"""A follow-up changes the last question: what it says is replaced, the rest stays."""

import re
from dataclasses import replace
from datetime import date

from assistant.answering.understand.conversation import Conversation
from assistant.answering.understand.following.kinds import is_follow_up, is_narrowing
from assistant.answering.understand.following.merging import changes_condition, merge, rebuild
from assistant.answering.understand.following.pointing_back import point_back
from assistant.answering.understand.meanings import (
    IsRow,
    NamedBy,
    NamesPlan,
    NamesUnit,
)
from assistant.answering.understand.reading import understand
from assistant.answering.understand.sentences import sentences
from assistant.answering.understand.understood import (
    Understood,
    UnitClause,
)
from assistant.answering.understand.vocabulary.names import Names
from assistant.answering.words.notions import single_words
from assistant.vietnamese.text import fold

# A chain longer than this begins anew: nobody remembers what it began with.
LONGEST_CHAIN = 6
# "Số 29 thì ai chủ trì", "còn số 30?"
BARE_NUMBER = re.compile(
    r"\W*(?:(?:the|vay|con|roi|the con) )?so (?P<stt>\d{1,3})"
    r"(?= (?:thi|ai|phong|don vi|ben|noi|han|la|bao gio|khi nao)\b|\W*$)"
)


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


def without_counted_nouns(new: Understood, conversation: Conversation) -> Understood:
    """ "tổng cộng mấy lớp?": what is counted is no topic of its own after a row was shown."""
    nouns = {value.noun for value in new.values if value.noun}
    if len(conversation.shown) != 1 or not nouns or {t.spelled for t in new.topic} != nouns:
        return new
    return replace(new, topic=())
