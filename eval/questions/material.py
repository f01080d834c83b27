"""What the made documents hold (see COLLECTIONS for their folders), told from their sources.

The questions are checked against the sources and never against what the assistant reads.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import Any

import yaml

from corpus.collections import COLLECTIONS
from eval.judge import fold
from eval.questions.question import RowKey
from eval.questions.spellings import date_spellings


@dataclass(frozen=True, slots=True)
class Row:
    """A task row as its source tells it."""

    key: RowKey
    title: str
    lead: str
    support: str
    due: str
    due_end: date | None
    deliverable: str
    other: tuple[str, ...] = ()

    @property
    def due_words(self) -> str:
        """The cell's words beside the last day, as a good answer says them."""
        if self.due_end is None:
            return self.due
        end = self.due_end
        return f"{self.due} ({end:%d/%m/%Y})"

    @property
    def due_spellings(self) -> tuple[str, ...]:
        """Everything under which the deadline may be found."""
        end = self.due_end
        return (self.due, *(date_spellings(end.day, end.month, end.year) if end else ()))

    @property
    def cells(self) -> tuple[str, ...]:
        """Every cell of the row."""
        other = (self.lead, self.support, *self.due_spellings, self.deliverable, *self.other)
        return (self.title, *other)


# Not slotted: the folded text is worked out once, when it is first searched.
@dataclass(frozen=True)
class Material:
    """One document: its rows, and every text that its source holds."""

    stem: str
    rows: Mapping[RowKey, Row]
    texts: tuple[str, ...]

    @cached_property
    def folded(self) -> tuple[str, ...]:
        """The texts as facts are looked for in them."""
        return tuple(fold(text) for text in self.texts)


def load_material() -> dict[str, Material]:
    """Every document that a question may be asked about, by its file's stem.

    A source whose rows are not written yet (`python -m corpus.maker --expected`) is not among them.
    """
    found = {}
    for collection in COLLECTIONS:
        in_force = _in_force(collection.expected / "gold-in-force.json")
        for expected in sorted(collection.expected.glob("*.json")):
            source = collection.sources / f"{expected.stem}.yaml"
            if source.exists():
                now = in_force.get(source.stem) or ()
                found[source.stem] = _material(source, expected=expected, in_force=now)
    return found


def _in_force(path: Path) -> dict[str, list[dict[str, Any]]]:
    """Every row as it stands after all amendments; nothing where no plan is amended."""
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def _material(source: Path, *, expected: Path, in_force: Sequence[Mapping[str, Any]]) -> Material:
    told = json.loads(expected.read_text(encoding="utf-8"))
    written = yaml.safe_load(source.read_text(encoding="utf-8"))
    rows = {row.key: row for row in (_row(source.stem, task) for task in told["tasks"])}
    for row in (_row(source.stem, task) for task in in_force):
        rows[row.key] = _amended(row, before=rows.get(row.key, row))
    cells = (cell for row in rows.values() for cell in row.cells)
    texts = (*_strings(written), *_strings(told), *cells)
    return Material(source.stem, rows=rows, texts=texts)


def _amended(row: Row, *, before: Row) -> Row:
    """What an amendment took away stays known: people ask what a row said before."""
    gone = tuple(cell for cell in before.cells if cell not in row.cells)
    return replace(row, other=(*row.other, *gone)) if gone else row


def _row(stem: str, task: Mapping[str, Any]) -> Row:
    end = (task.get("due") or {}).get("end")
    other = task.get("other") or {}
    return Row(
        key=RowKey.of(stem, task.get("section"), task.get("stt")),
        title=task.get("title") or "",
        lead=task.get("lead") or "",
        support=task.get("support") or "",
        due=task.get("due_text") or "",
        due_end=date.fromisoformat(end) if end else None,
        deliverable=task.get("deliverable") or "",
        other=(str(task.get("status") or ""), *(f"{name}: {cell}" for name, cell in other.items())),
    )


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, date):
        yield from date_spellings(value.day, value.month, value.year)
    elif isinstance(value, Mapping):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)
