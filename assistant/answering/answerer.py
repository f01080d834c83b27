"""From a question to an answer, without a language model."""

from dataclasses import dataclass, field, replace

from assistant.answering.choice.find import find
from assistant.answering.documents.funding import asks_only_money
from assistant.answering.findings import FieldsFound, Finding, ProseFound, Refused
from assistant.answering.question.asked import Asked, Desk, ask
from assistant.answering.question.library import Library
from assistant.answering.say.compose import compose
from assistant.answering.trace import Trace, trace_of
from assistant.answering.understand.conversation import MOST_ROWS, Conversation
from assistant.answering.understand.following.beside_the_shown import (
    of_a_case,
    of_shown_plan,
    of_shown_rows,
)
from assistant.answering.understand.following.follow_up import continue_from
from assistant.answering.understand.reading import understand
from assistant.answering.understand.settle.steps import settle
from assistant.answering.understand.vocabulary.names import Names
from assistant.domain.answer import Answer, Question
from assistant.domain.scope import Scope
from assistant.vietnamese.text import syllables


@dataclass(frozen=True, slots=True)
class Answerer:
    """Answers questions from a library."""

    library: Library
    home_organization: str | None = field(default=None, kw_only=True)

    def answer(
        self, question: Question, conversation: Conversation
    ) -> tuple[Answer, Conversation, Trace]:
        """The answer, the conversation as it goes on, and how the answer came about."""
        scope = Scope(question.actor).narrowed(question.documents)
        names = self.library.names(scope=scope)
        asked = self.asked(question, conversation, names=names, scope=scope)
        asked, found = self.found(asked, conversation)
        found = of_documents_named(asked, found)
        documents = names.vocabulary.documents
        answer = compose(found, documents=documents, as_of=question.as_of)
        # A sentence was shown, and no row of a list that a follow-up could count or narrow.
        shown = () if isinstance(found, ProseFound) else tuple(t.id for t in answer.tasks)
        following = go_on(conversation, asked, answer, shown=shown)
        return answer, following, trace_of(asked, found, answer)

    def found(self, asked: Asked, conversation: Conversation) -> tuple[Asked, Finding]:
        """What is held of the question; where nothing is, of the rows that were shown before it.

        "Diễn ra ngày nào?" after an answer has a word of its own and still goes on with it.
        """
        in_plan = of_shown_plan(asked.understood, conversation)
        if in_plan is not None:
            again = asked.again(in_plan)
            held = find(again)
            if not isinstance(held, Refused):
                return again, held
        found = find(asked)
        going_on = of_shown_rows(asked.understood, conversation)
        if going_on is None:
            return as_a_case(asked, found, conversation)
        is_open = isinstance(found, Refused) or asked.is_light or asks_only_money(asked)
        # "thế tổ chức hôm nào": put together with the question before, its words must be the row's
        is_open = is_open and len(asked.understood.chain) == 1
        again = asked.again(going_on)
        held = find(again)
        if isinstance(held, Refused) or not (is_open or is_titled(held, asked)):
            return asked, found
        return again, held

    def asked(
        self, question: Question, conversation: Conversation, *, names: Names, scope: Scope
    ) -> Asked:
        """The question as understood, beside what the conversation holds."""
        understood = understand(question.text, names, as_of=question.as_of)
        understood = continue_from(conversation, understood, names, as_of=question.as_of)
        understood = settle(understood, names)
        desk = Desk(names, self.library, question.as_of, scope, home=self.home_organization)
        return ask(understood, desk)


def of_documents_named(asked: Asked, found: Finding) -> Finding:
    """A refusal with the documents that were looked through, where the question names some: what
    others hold, it does not deny.
    """
    if not isinstance(found, Refused) or asked.documents is None:
        return found
    return replace(found, within=asked.documents_in(asked.documents))


def as_a_case(asked: Asked, found: Finding, conversation: Conversation) -> tuple[Asked, Finding]:
    """The same; where nothing is held, what a rule told before says of the case."""
    if not isinstance(found, Refused):
        return asked, found
    merged = of_a_case(asked.understood, conversation, asked.names, as_of=asked.as_of)
    if merged is None:
        return asked, found
    again = asked.again(settle(merged, asked.names))
    held = find(again)
    return (again, held) if isinstance(held, ProseFound) else (asked, found)


def is_titled(found: Finding, asked: Asked) -> bool:
    """ "kiểm tra từ hôm nào?" after "Kiểm tra an toàn cần trục tháp": words of the row shown."""
    if not isinstance(found, FieldsFound) or len(found.rows) != 1:
        return False
    task = found.rows[0].task
    columns = " ".join(header for header, _ in task.other)
    said = {*syllables(f"{task.title} {task.deliverable} {columns}")}
    return all(token.spelled in said for token in asked.understood.topic)


def go_on(
    conversation: Conversation, asked: Asked, answer: Answer, *, shown: tuple[str, ...]
) -> Conversation:
    """What is kept for the next question."""
    if asked.understood.talk and not answer.citations:
        return conversation
    units = dict.fromkeys(
        [u for c in asked.understood.units for u in c.unit.units]
        + [a.unit_id for t in answer.tasks[:3] for a in t.lead if a.unit_id]
    )
    documents = tuple(dict.fromkeys(c.document.id for c in answer.citations))
    return replace(
        conversation,
        questions=asked.understood.chain,
        shown=shown[:MOST_ROWS],
        units=tuple(units) or conversation.units,
        documents=documents or conversation.documents,
    )


__all__ = ["Answerer", "Trace"]
