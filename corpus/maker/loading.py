"""Reads the YAML of a source; every key is checked, so that no misspelt one is lost in silence."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import fields
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from corpus.maker.source import (
    BLOCKS,
    FIELDS,
    FORMATS,
    MERGED,
    Appendix,
    Block,
    Column,
    Head,
    Row,
    Signature,
    Source,
    SourceError,
    Style,
    Table,
)


def load_source(path: Path) -> Source:
    """Read one YAML source; raise SourceError with the file's name where it is not in form."""
    text = unicodedata.normalize("NFC", path.read_text(encoding="utf-8"))
    try:
        return read_source(yaml.safe_load(text), stem=path.stem)
    except (SourceError, KeyError, TypeError, ValueError, yaml.YAMLError) as error:
        raise SourceError(f"{path.name}: {error!r}") from error


def read_source(raw: Mapping[str, Any], *, stem: str) -> Source:
    """Make a source of the parsed YAML."""
    _check_keys(
        raw,
        "file format style head kind subject title addressees body signature recipients "
        "appendices relations expected",
    )
    style = read_style(raw.get("style") or {}, base=Style())
    formats = raw.get("format", "pdf")
    formats = (formats,) if isinstance(formats, str) else tuple(formats)
    if unknown := set(formats) - set(FORMATS):
        raise SourceError(f"unknown format {sorted(unknown)}")
    return Source(
        stem=str(raw.get("file", stem)),
        formats=formats,
        style=style,
        head=read_head(raw["head"]),
        kind=raw.get("kind"),
        subject=_text(raw.get("subject")),
        title=_text(raw.get("title")),
        addressees=_texts(raw.get("addressees")),
        blocks=read_blocks(raw.get("body") or (), style=style),
        signature=Signature(**{k: _text(v) for k, v in (raw.get("signature") or {}).items()}),
        recipients=_texts(raw.get("recipients")),
        appendices=tuple(read_appendix(a, style=style) for a in raw.get("appendices") or ()),
        relations=tuple(raw.get("relations") or ()),
        expected=raw.get("expected") or {},
    )


def read_style(raw: Mapping[str, Any], *, base: Style) -> Style:
    """A style that differs from `base` in the given keys."""
    names = [f.name for f in fields(Style)]
    _check_keys(raw, " ".join(names))
    values = {name: getattr(base, name) for name in names} | dict(raw)
    values["margins"] = tuple(values["margins"])
    values["overlay"] = tuple(values["overlay"])
    return Style(**values)


def read_head(raw: Mapping[str, Any]) -> Head:
    """The heading; the organisation's full name is derived where the source gives none."""
    _check_keys(raw, "parent issuer number place date date_text organization province")
    issued = raw.get("date")
    if issued is not None and not isinstance(issued, date):
        raise SourceError(f"date: {issued!r} is no date")
    text = _text(raw.get("date_text"))
    if not text and issued is not None:
        text = f"ngày {issued.day:02d} tháng {_month(issued.month)} năm {issued.year}"
    return Head(
        parent=raw.get("parent"),
        issuer=_text(raw["issuer"]),
        number=_text(raw.get("number")),
        place=_text(raw.get("place")),
        date=issued,
        date_text=text,
        organization=_text(raw.get("organization")),
        province=_text(raw.get("province")),
    )


def read_blocks(raw: Sequence[Mapping[str, Any]], *, style: Style) -> tuple[Block, ...]:
    """The body's blocks."""
    return tuple(_block(entry, style=style) for entry in raw)


def _block(raw: Mapping[str, Any], *, style: Style) -> Block:
    _check_keys(raw, " ".join((*BLOCKS, "level", "footnote", "lines")))
    kinds = [kind for kind in BLOCKS if kind in raw]
    if len(kinds) != 1:
        raise SourceError(f"a block needs exactly one of {BLOCKS}: {raw!r}")
    kind = kinds[0]
    is_table = kind == "table"
    return Block(
        kind=kind,
        text="" if is_table else _text(raw[kind]),
        level=int(raw.get("level", 1)),
        footnote=_text(raw.get("footnote")),
        table=read_table(raw["table"], style=style) if is_table else None,
        lines=tuple((str(label), _text(value)) for label, value in raw.get("lines") or ()),
    )


def read_appendix(raw: Mapping[str, Any], *, style: Style) -> Appendix:
    """An annex: its table, what stands under it (`after`), or blocks of its own (`body`)."""
    _check_keys(raw, "heading title note orientation table after body sheet")
    blocks = list(raw.get("body") or ())
    if "table" in raw:
        blocks.append({"table": raw["table"]})
    blocks.extend(raw.get("after") or ())
    return Appendix(
        heading=_text(raw.get("heading")),
        title=_text(raw.get("title")),
        note=_text(raw.get("note")),
        landscape=raw.get("orientation", "landscape") == "landscape",
        blocks=read_blocks(blocks, style=style),
        sheet=_text(raw.get("sheet")),
    )


def read_table(raw: Mapping[str, Any], *, style: Style) -> Table:
    """A table from `rows` (mappings or lists) or `lines` (cells parted by bars)."""
    _check_keys(raw, "columns rows lines merges tasks style caption")
    columns = tuple(_column(column) for column in raw["columns"])
    rows = [_row(row, columns=columns) for row in raw.get("rows") or ()]
    rows += [_line(line, columns=columns) for line in _text_lines(raw.get("lines"))]
    for merge in raw.get("merges") or ():
        _merge(rows, merge, columns=columns)
    return Table(
        columns=columns,
        rows=tuple(rows),
        is_tasks=bool(raw.get("tasks", any(column.field == "title" for column in columns))),
        style=read_style(raw.get("style") or {}, base=style),
        caption=_text(raw.get("caption")),
    )


def _column(raw: Mapping[str, Any]) -> Column:
    column = Column(**raw)
    if column.field not in FIELDS:
        raise SourceError(f"unknown field {column.field!r}")
    return column


def _row(raw: Mapping[str, Any] | Sequence[Any], *, columns: Sequence[Column]) -> Row:
    if not isinstance(raw, Mapping):
        return _task_row([_text(cell) for cell in raw], columns=columns)
    if "section" in raw:
        section = raw["section"]
        return Row(kind="section", mark=_text(section.get("mark")), title=_text(section["title"]))
    cells = raw.get("heading", raw)
    row = _task_row([_cell(cells, column) for column in columns], columns=columns)
    return Row(
        kind="heading" if "heading" in raw else "task",
        cells=row.cells,
        hidden=bool(raw.get("hidden", False)),
        due=raw.get("due_is"),
    )


def _cell(raw: Mapping[str, Any], column: Column) -> str:
    for key in (column.key, column.header, column.field):
        if key and key in raw:
            return _text(raw[key])
    return ""


def _line(line: str, *, columns: Sequence[Column]) -> Row:
    """`## I | Tiêu đề` a section, `# 2 | Tiêu đề` a heading row, `~` before a hidden row."""
    marks, _, rest = line.partition(" ") if line[0] in "#~" else ("", "", line)
    cells = [cell.strip().replace(" // ", "\n") for cell in rest.split("|")]
    if marks == "##":
        mark, title = cells if len(cells) == 2 else ("", cells[0])
        return Row(kind="section", mark=mark, title=title)
    row = _task_row(cells + [""] * (len(columns) - len(cells)), columns=columns)
    return Row(kind="heading" if "#" in marks else "task", cells=row.cells, hidden="~" in marks)


def _task_row(cells: Sequence[str], *, columns: Sequence[Column]) -> Row:
    if len(cells) != len(columns):
        raise SourceError(f"{len(cells)} cells for {len(columns)} columns: {' | '.join(cells)}")
    return Row(kind="task", cells=tuple(cells))


def _merge(rows: list[Row], merge: Mapping[str, Any], *, columns: Sequence[Column]) -> None:
    """Put MERGED into the cells under the first; marks are `I/2`, or `2` where that is unique."""
    where = next(n for n, c in enumerate(columns) if merge["field"] in (c.key, c.header, c.field))
    first, last = (_find(rows, str(merge[end]), columns=columns) for end in ("from", "to"))
    for index in range(first + 1, last + 1):
        row = rows[index]
        cells = tuple(MERGED if n == where else cell for n, cell in enumerate(row.cells))
        rows[index] = Row(kind=row.kind, cells=cells, hidden=row.hidden, due=row.due)


def _find(rows: Sequence[Row], mark: str, *, columns: Sequence[Column]) -> int:
    stt = next(n for n, column in enumerate(columns) if column.field == "stt")
    section, found = "", []
    for index, row in enumerate(rows):
        if row.kind == "section":
            section = row.mark.rstrip(".")
        elif mark in (own := row.cells[stt].rstrip("."), f"{section}/{own}"):
            found.append(index)
    if len(found) != 1:
        raise SourceError(f"merge: {len(found)} rows are marked {mark!r}")
    return found[0]


def _month(month: int) -> str:
    """Nghị định 30: months 1 and 2 are written with a nought, the others without."""
    return f"{month:02d}" if month < 3 else str(month)


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value).strip()


def _texts(value: object) -> tuple[str, ...]:
    if value is None:
        return ()
    return (value,) if isinstance(value, str) else tuple(_text(entry) for entry in value)  # type: ignore[attr-defined]  # a YAML list


def _text_lines(value: object) -> tuple[str, ...]:
    return tuple(line.strip() for line in _text(value).splitlines() if line.strip())


def _check_keys(raw: Mapping[str, Any], known: str) -> None:
    if unknown := set(raw) - set(known.split()):
        raise SourceError(f"unknown keys {sorted(unknown)}")
