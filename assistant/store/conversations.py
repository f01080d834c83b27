"""Conversations, answers given and what people thought of them; kept for a set number of days."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, delete, insert, select

from assistant.domain.errors import NotHeld
from assistant.store.tables import AnswerRow, ConversationRow, FeedbackRow


def conversation(connection: Connection, conversation_id: str) -> Mapping[str, Any] | None:
    """What is kept of a conversation, or None where there is none of this id."""
    query = select(ConversationRow.content).where(ConversationRow.id == conversation_id)
    return connection.execute(query).scalar()


def latest_conversation(connection: Connection, actor: str) -> str | None:
    """The conversation that this person had last."""
    query = select(ConversationRow.id).where(ConversationRow.actor == actor)
    return connection.execute(query.order_by(ConversationRow.at.desc()).limit(1)).scalar()


def keep_conversation(
    connection: Connection,
    conversation_id: str,
    content: Mapping[str, Any],
    *,
    actor: str,
    at: datetime,
) -> None:
    """Keep a conversation as it now stands."""
    connection.execute(delete(ConversationRow).where(ConversationRow.id == conversation_id))
    connection.execute(
        insert(ConversationRow).values(
            id=conversation_id, actor=actor, content=dict(content), at=at
        )
    )


def keep_answer(
    connection: Connection,
    answer_id: str,
    *,
    conversation_id: str,
    question: str,
    answered: bool,
    content: Mapping[str, Any],
    actor: str,
    at: datetime,
) -> None:
    """Keep an answer as it was given."""
    connection.execute(
        insert(AnswerRow).values(
            id=answer_id,
            conversation_id=conversation_id,
            question=question,
            answered=answered,
            content=dict(content),
            actor=actor,
            at=at,
        )
    )


def answer(connection: Connection, answer_id: str) -> Mapping[str, Any]:
    """An answer given earlier, as it was given."""
    query = select(AnswerRow.content).where(AnswerRow.id == answer_id)
    content: Mapping[str, Any] | None = connection.execute(query).scalar()
    if content is None:
        raise NotHeld(f"no answer {answer_id}", what="câu trả lời", name=answer_id)
    return content


def keep_feedback(
    connection: Connection,
    answer_id: str,
    *,
    helpful: bool,
    comment: str,
    actor: str,
    at: datetime,
) -> None:
    """Keep what somebody thought of an answer; a second opinion replaces their first."""
    answer(connection, answer_id)
    connection.execute(
        delete(FeedbackRow).where(FeedbackRow.answer_id == answer_id, FeedbackRow.actor == actor)
    )
    connection.execute(
        insert(FeedbackRow).values(
            answer_id=answer_id, helpful=helpful, comment=comment, actor=actor, at=at
        )
    )


def forget_before(connection: Connection, moment: datetime) -> int:
    """Delete what is older; how many answers went."""
    connection.execute(delete(ConversationRow).where(ConversationRow.at < moment))
    return connection.execute(delete(AnswerRow).where(AnswerRow.at < moment)).rowcount
