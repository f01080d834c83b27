"""A source as a plain text file, its tables in aligned columns as when a PDF is saved as text."""

import textwrap
from collections.abc import Iterator, Sequence

from corpus.maker.markup import plain
from corpus.maker.source import Block, Row, Source, Table

LINE = 100  # characters
TABLE_LINE = 150
GAP = "  "
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"


def build_text(source: Source) -> bytes:
    """The text file, in UTF-8."""
    return ("\n".join(line.rstrip() for line in _lines(source)) + "\n").encode()


def _lines(source: Source) -> Iterator[str]:
    head = source.head
    issuers = [*([head.parent] if head.parent else []), *head.issuer.split("\n")]
    yield from _columns(
        [*issuers, f"Số: {head.number}"], [STATE, MOTTO, f"{head.place}, {head.date_text}"]
    )
    yield ""
    for text in (source.kind or "", *source.title.split("\n"), *source.addressees):
        yield plain(text).center(LINE)
    yield ""
    for block in source.blocks:
        yield from _block(block)
    signature = source.signature
    yield from _columns(
        ["Nơi nhận:", *source.recipients],
        [signature.authority, signature.position, "", "", signature.name],
    )
    for appendix in source.appendices:
        yield "\f" + appendix.heading.center(LINE).lstrip("\f")
        yield from (line.center(LINE) for line in (*appendix.title.split("\n"), appendix.note))
        yield ""
        for block in appendix.blocks:
            yield from _block(block)


def _columns(left: Sequence[str], right: Sequence[str]) -> Iterator[str]:
    for n in range(max(len(left), len(right))):
        first = left[n] if n < len(left) else ""
        second = right[n] if n < len(right) else ""
        yield first.center(LINE // 2 - 5) + second.center(LINE // 2 + 5)


def _block(block: Block) -> Iterator[str]:
    if block.table is not None:
        yield from _table(block.table)
        return
    for line in (*block.text.split("\n"), *(f"{label}: {value}" for label, value in block.lines)):
        yield from textwrap.wrap(plain(line), LINE, initial_indent="      ") or [""]


def _table(table: Table) -> Iterator[str]:
    total = sum(column.width for column in table.columns)
    room = TABLE_LINE - len(GAP) * len(table.columns)
    widths = [max(4, round(room * column.width / total)) for column in table.columns]
    yield from _row([column.header.replace("\n", " ") for column in table.columns], widths)
    yield ""
    for index, row in enumerate(table.rows):
        if row.kind == "section":
            yield from _section(row, widths)
        else:
            yield from _row([plain(value) for value in table.values(index)], widths)
        yield ""


def _section(row: Row, widths: Sequence[int]) -> Iterator[str]:
    mark = row.mark.ljust(widths[0]) + GAP if row.mark else ""
    yield from textwrap.wrap(mark + row.title, LINE)


def _row(cells: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    wrapped = [textwrap.wrap(cell, width) for cell, width in zip(cells, widths, strict=True)]
    for n in range(max(1, *(len(lines) for lines in wrapped))):
        parts = (
            (lines[n] if n < len(lines) else "").ljust(width)
            for lines, width in zip(wrapped, widths, strict=True)
        )
        yield GAP.join(parts)
