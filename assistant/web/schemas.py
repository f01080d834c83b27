"""What requests may say. What answers look like is in `assistant.service.schemas`."""

from datetime import date
from typing import Annotated, Any

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from assistant.domain.answer import Question

LONGEST_QUESTION = 4000  # characters; far beyond any question, short of a pasted document
LONGEST_COMMENT = 4000
MOST_DOCUMENTS = 1000


def _without_surrounding_space(value: Any) -> Any:
    return value.strip() if isinstance(value, str) else value


QuestionText = Annotated[
    str,
    BeforeValidator(_without_surrounding_space),
    Field(min_length=1, max_length=LONGEST_QUESTION),
]


class AskIn(BaseModel):
    """A question."""

    question: QuestionText = Field(examples=["phòng nào chủ trì nhiệm vụ số hóa, hạn khi nào?"])
    conversation_id: str | None = Field(
        None, min_length=1, max_length=64, description="Của câu trả lời trước, để hỏi tiếp"
    )
    as_of: date | None = Field(
        None, description="Ngày để tính «tháng này», «quá hạn»; để trống: hôm nay"
    )
    documents: list[str] | None = Field(
        None, max_length=MOST_DOCUMENTS, description="Chỉ tìm trong các văn bản này (mã)"
    )

    def to_question(self, *, today: date, actor: str) -> Question:
        """The question as the service takes it."""
        return Question(
            text=self.question,
            as_of=self.as_of or today,
            conversation_id=self.conversation_id,
            documents=None if self.documents is None else frozenset(self.documents),
            actor=actor,
        )


class FeedbackIn(BaseModel):
    """What somebody thinks of an answer."""

    answer_id: str = Field(min_length=1, max_length=64)
    helpful: bool
    comment: str = Field("", max_length=LONGEST_COMMENT)


class CorrectionIn(BaseModel):
    """Cells of a task, corrected; a field that is not named stays as it is."""

    model_config = ConfigDict(extra="forbid")

    title: str | None = None
    lead: list[str] | str | None = None
    support: list[str] | str | None = None
    due: str | None = None
    deliverable: str | None = None

    def changes(self) -> dict[str, object]:
        """The fields that were named; null empties a cell."""
        named = self.model_dump(exclude_unset=True)
        return {name: "" if value is None else value for name, value in named.items()}


class SessionIn(BaseModel):
    """An access key, given once in a browser."""

    key: str = Field(min_length=1, max_length=512)
