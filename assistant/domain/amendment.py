"""What an amending document (văn bản sửa đổi, bổ sung) asks to be changed in another's tasks."""

from dataclasses import dataclass
from enum import StrEnum

from assistant.domain.place import NOWHERE, Place
from assistant.domain.task import Field, Task


class AmendmentAction(StrEnum):
    """What is to be done to a task."""

    CHANGE = "change"  # điều chỉnh, sửa đổi, thay cụm từ
    REPEAL = "repeal"  # bãi bỏ
    ADD = "add"  # bổ sung


class Manner(StrEnum):
    """How the new words of a cell stand to those that it holds."""

    REPLACES = "replaces"
    JOINS = "joins"  # they come beside them: a unit that is to support as well
    LEAVES = "leaves"  # they go out of them: a unit that no longer supports


@dataclass(frozen=True, slots=True)
class Amendment:
    """One change asked for. The task is named by its marks, its title's words, or both."""

    action: AmendmentAction
    target_number: str = ""  # of the document that is changed
    section: str = ""  # the mark of the task's section
    stt: str = ""  # the task's own mark
    title_hint: str = ""  # words of the task's title, where they are given
    field: Field | None = None  # what is changed; None where it is the whole task
    old_words: str = ""  # what stood there before, where it is said
    new_words: str = ""
    manner: Manner = Manner.REPLACES
    task: Task | None = None  # the whole new row of ADD, or of a row that is given anew
    quote: str = ""  # the sentence that says so
    place: Place = NOWHERE
