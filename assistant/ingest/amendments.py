"""What an amending document asks to be changed in another document's tasks."""

from collections.abc import Mapping

from assistant.domain.amendment import Amendment
from assistant.domain.document import Document
from assistant.ingest.columns import Columns
from assistant.ingest.layout import Grid
from assistant.ingest.structure import Structure


def find_amendments(
    structure: Structure, *, document: Document, tables: Mapping[Grid, Columns]
) -> tuple[Amendment, ...]:
    """The changes that a document asks for, in its order."""
    return ()
