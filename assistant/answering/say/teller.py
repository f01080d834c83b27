"""What every answer is told with: the documents and what they are called, the sources, the day."""

from collections.abc import Iterable
from datetime import date

from assistant.answering.say.cite import Citer
from assistant.answering.say.wording import day_words, marked, place_in_plan
from assistant.domain.document import Document
from assistant.domain.labels import plan_label
from assistant.domain.task import Field, Task


class Teller:
    """Made anew for each answer, whose sources it collects."""

    def __init__(self, documents: Iterable[Document], *, as_of: date) -> None:
        self.documents = {document.id: document for document in documents}
        self.cite = Citer(self.documents.values())
        self.as_of = as_of

    def label(self, document: Document | None) -> str:
        """What a plan is called, told apart from others held that are called alike."""
        return plan_label(document, among=self.documents.values())

    def plan(self, document_id: str) -> str:
        """What the plan of that id is called."""
        return self.label(self.documents.get(document_id))

    def where(self, task: Task) -> str:
        """ "Kế hoạch 03/KH-SXD (Sở Xây dựng), mục III, nhiệm vụ 12"."""
        parts = (self.plan(task.document_id), place_in_plan(task))
        return ", ".join(part for part in parts if part)

    def line(self, task: Task, *, most: int) -> str:
        """A row in a list: "III.12: title – lead; due [3]"."""
        title = marked(task, most=most, joint=": ")
        facts = "; ".join(w for w in (task.words(Field.LEAD), day_words(task.due)) if w)
        cited = self.cite.row(task, fields=(Field.LEAD, Field.DUE))
        return f"{title} – {facts} {cited}" if facts else f"{title} {cited}"
