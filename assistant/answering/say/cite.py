"""Numbered sources, each once, with the document's own words."""

from collections.abc import Iterable

from assistant.answering.findings import Quote
from assistant.domain.answer import Citation
from assistant.domain.document import Document, Passage, Target
from assistant.domain.place import NOWHERE, Place
from assistant.domain.task import Field, Task

# Cells side by side in a row are one quote; a reader sees them as columns.
BETWEEN_CELLS = " | "


class Citer:
    """Collects the sources of one answer in the order in which they are first named."""

    def __init__(self, documents: Iterable[Document]) -> None:
        self._documents = {document.id: document for document in documents}
        self._found: dict[tuple[str, str, str, Place], Citation] = {}

    @property
    def citations(self) -> tuple[Citation, ...]:
        return tuple(self._found.values())

    def row(self, task: Task, *, fields: Iterable[Field] = ()) -> str:
        """The mark of a row: its title and the cells that the answer speaks of."""
        wanted = dict.fromkeys((Field.TITLE, *fields))
        words = [cell_words(task, field) for field in wanted]
        quote = BETWEEN_CELLS.join(w for w in words if w) or task.sentence
        return self._mark(
            self._where_printed(task),
            task.sentence or quote,
            section=section_of(task.section_path) or task.section,
            place=task.place,
        )

    def _where_printed(self, task: Task) -> str:
        """The document on whose page the row stands: of an added row the one that adds it.

        A question kept to the plan alone knows no other document that could be cited.
        """
        return task.added_by if task.added_by in self._documents else task.document_id

    def quote(self, quote: Quote) -> str:
        """The mark of a sentence in running text."""
        return self.passage(quote.passage, words=quote.sentence)

    def passage(self, passage: Passage, *, words: str = "") -> str:
        """The mark of a passage, whole or by some of its words."""
        return self._mark(
            passage.document_id,
            words or passage.text,
            section=section_of(passage.section_path),
            place=passage.place,
        )

    def target(self, target: Target, *, quote: str) -> str:
        """The mark of a cell of a table of targets."""
        return self._mark(target.document_id, quote, section="", place=target.place)

    def document(self, document_id: str, *, quote: str) -> str:
        """The mark of something that a document says of itself."""
        return self._mark(document_id, quote, section="", place=NOWHERE)

    def _mark(self, document_id: str, quote: str, *, section: str, place: Place) -> str:
        document = self._documents.get(document_id)
        if document is None:
            return ""
        # "Tổng kết, khen thưởng" may stand in each section: the same words, and not one source.
        key = (document_id, quote, section, place)
        if key not in self._found:
            number = len(self._found) + 1
            self._found[key] = Citation(
                number, document, quote, section=section, page=place.page, place=place
            )
        return f"[{self._found[key].n}]"


def cell_words(task: Task, field: Field) -> str:
    """A field's words as they stand in the document."""
    read = [cell.words for cell in task.cells if cell.field is field and cell.words]
    return read[0] if len(read) == 1 else task.words(field)


def section_of(path: tuple[str, ...]) -> str:
    return " › ".join(path)
