"""A source as a PDF set by ReportLab: lines and fonts of another making than the Word printer's."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib import colors
from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
    Paragraph,
    Spacer,
)
from reportlab.platypus import Table as SetTable

from corpus.maker.markup import spans
from corpus.maker.source import MERGED, Appendix, Block, Row, Source, SourceError, Style, Table

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
HEAD_SHARE = 0.4
NO_BREAK = "\u00a0"
# Liberation before version 2 lacks most Vietnamese letters.
FONT_FOLDERS = ("liberation2", "dejavu")
FONT_ROOT = Path("/usr/share/fonts/truetype")
FACES = {"": "Regular", "-Bold": "Bold", "-Italic": "Italic", "-BoldItalic": "BoldItalic"}
ALIGNS = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "both": TA_JUSTIFY}


def build_reportlab(source: Source) -> bytes:
    """The PDF file; the same source always gives the same bytes."""
    register_font(source.style.font)
    setter = _Setter(source)
    out = io.BytesIO()
    document = BaseDocTemplate(out, invariant=1, title=source.title, author="Văn thư", lang="vi")
    document.addPageTemplates([setter.template(turned=turned) for turned in (False, True)])
    document.build(setter.story())
    return out.getvalue()


def register_font(family: str) -> None:
    """Make the four faces of a family known to ReportLab."""
    if family in pdfmetrics.getRegisteredFontNames():
        return
    compact = family.replace(" ", "")
    for suffix, face in FACES.items():
        name = family + suffix
        pdfmetrics.registerFont(TTFont(name, str(_font_file(compact, face))))
    pdfmetrics.registerFontFamily(
        family,
        normal=family,
        bold=family + "-Bold",
        italic=family + "-Italic",
        boldItalic=family + "-BoldItalic",
    )


def _font_file(compact: str, face: str) -> Path:
    # DejaVu names its faces otherwise than Liberation does.
    dejavu = {"Regular": "", "Bold": "-Bold", "Italic": "-Italic", "BoldItalic": "-BoldItalic"}
    oblique = {"Italic": "-Oblique", "BoldItalic": "-BoldOblique"}
    names = [f"{compact}-{face}.ttf", f"{compact}{dejavu[face]}.ttf"]
    names += [f"{compact}{oblique[face]}.ttf"] if face in oblique else []
    for folder in FONT_FOLDERS:
        for name in names:
            if (path := FONT_ROOT / folder / name).exists():
                return path
    raise SourceError(f"font {compact} {face} is not installed")


class _Rule(Flowable):  # type: ignore[misc]  # ReportLab is untyped
    """A short line in the middle of the width, as under the issuer's name."""

    def __init__(self, length: float) -> None:
        super().__init__()
        self.length = length
        self.room = length

    def wrap(self, width: float, _height: float) -> tuple[float, float]:
        self.room = width
        return width, 6

    def draw(self) -> None:
        start = (self.room - self.length) / 2
        self.canv.line(start, 3, start + self.length, 3)


@dataclass(frozen=True, slots=True)
class _Setter:
    source: Source

    @property
    def style(self) -> Style:
        return self.source.style

    def template(self, *, turned: bool) -> PageTemplate:
        """A page with its number, upright or landscape."""
        top, right, bottom, left = (side * cm for side in self.style.margins)
        width, height = landscape(A4) if turned else A4
        if turned:
            top, right, bottom, left = 2 * cm, top, right, bottom
        frame = Frame(left, bottom, width - left - right, height - top - bottom, 0, 0, 0, 0)
        name = "landscape" if turned else "portrait"
        return PageTemplate(
            name, [frame], onPage=self._page_head(width, height), pagesize=(width, height)
        )

    def _page_head(self, width: float, height: float) -> Callable[[Any, Any], None]:
        def draw(canvas: Any, document: Any) -> None:
            style = self.style
            canvas.setFont(style.font, 12)
            if style.gazette:
                canvas.drawCentredString(width / 2, height - 1.2 * cm, style.gazette)
                canvas.drawRightString(width - 1.5 * cm, height - 1.2 * cm, str(document.page))
                canvas.line(1.5 * cm, height - 1.35 * cm, width - 1.5 * cm, height - 1.35 * cm)
            elif style.page_numbers != "none" and document.page > 1:
                y = height - 1.3 * cm if style.page_numbers == "top" else 1.1 * cm
                canvas.drawCentredString(width / 2, y, str(document.page))
            if style.overlay and document.page == 1:
                canvas.setFont(style.font, 7)
                for n, line in enumerate(style.overlay):
                    canvas.drawString(width - 6.5 * cm, height - (0.6 + 0.3 * n) * cm, line)

        return draw

    def story(self) -> list[Flowable]:
        """Everything in reading order."""
        made = [*(self._head() if self.style.head else ()), *self._title()]
        width = self._width(turned=False)
        for block in self.source.blocks:
            made += self._block(block, width=width)
        made += self._end()
        for appendix in self.source.appendices:
            made += self._appendix(appendix)
        return made

    def _width(self, *, turned: bool) -> float:
        top, right, bottom, left = self.style.margins
        return float(A4[1] - (top + bottom) * cm if turned else A4[0] - (left + right) * cm)

    def _p(self, text: str, /, align: str = "both", **look: Any) -> Paragraph:
        size = float(look.pop("size", self.style.size))
        bold, italic = look.pop("bold", False), look.pop("italic", False)
        inner = "".join(
            f"<b>{escape(s.text)}</b>" if s.bold else escape(s.text)
            for s in spans(text)
            if s.change != "deleted"
        )
        inner = f"<b>{inner}</b>" if bold else inner
        inner = f"<i>{inner}</i>" if italic else inner
        inner = inner.replace("  ", NO_BREAK * 2)  # blanks left for the clerk to fill in
        style = ParagraphStyle(
            "",
            fontName=self.style.font,
            fontSize=size,
            leading=size * 1.2,
            alignment=ALIGNS[align],
            **look,
        )
        return Paragraph(inner.replace("\n", "<br/>"), style)

    def _head(self) -> list[Flowable]:
        head, width, small = self.source.head, self._width(turned=False), self.style.size - 1
        left = [self._p(head.parent, "center", size=small)] if head.parent else []
        left += [self._p(head.issuer, "center", size=small, bold=True), _Rule(1.8 * cm)]
        number = head.number if not head.number.startswith("/") else f"……{head.number}"
        left.append(self._p(f"Số: {number}", "center", size=small, spaceBefore=4))
        if self.source.subject:
            left.append(self._p(self.source.subject, "center", size=small - 1))
        right = [
            self._p(STATE, "center", size=small - 0.5, bold=True),
            self._p(MOTTO, "center", size=small, bold=True),
            _Rule(5.2 * cm),
            self._p(
                f"{head.place}, {head.date_text}", "center", size=small, italic=True, spaceBefore=4
            ),
        ]
        widths = [width * HEAD_SHARE, width * (1 - HEAD_SHARE)]
        bare = [("VALIGN", (0, 0), (-1, -1), "TOP"), ("LEFTPADDING", (0, 0), (-1, -1), 0)]
        bare.append(("RIGHTPADDING", (0, 0), (-1, -1), 0))
        return [SetTable([[left, right]], colWidths=widths, style=bare), Spacer(1, 8)]

    def _title(self) -> list[Flowable]:
        made: list[Flowable] = []
        if self.source.kind:
            made = [self._p(self.source.kind, "center", bold=True)]
            made += [self._p(self.source.title, "center", bold=True), _Rule(3.4 * cm)]
        made += [self._p(line, "center", spaceBefore=4) for line in self.source.addressees]
        return [*made, Spacer(1, 6)]

    def _block(self, block: Block, *, width: float) -> list[Flowable]:
        if block.kind == "table":
            assert block.table is not None
            caption = (
                [self._p(block.table.caption, "center", italic=True)] if block.table.caption else []
            )
            return [*caption, self._table(block.table, width=width), Spacer(1, 6)]
        if block.kind == "textbox" or block.footnote:
            raise SourceError("ReportLab sets neither text boxes nor footnotes")
        if block.kind == "page_break":
            return [PageBreak()]
        if block.kind == "center":
            return [self._p(block.text, "center", bold=block.text.isupper(), spaceBefore=6)]
        lines = [*block.text.split("\n"), *(f"{label}: {value}" for label, value in block.lines)]
        heading = block.kind == "heading"
        basis = self.style.italic_bases
        room: list[Flowable] = [CondPageBreak(3 * cm)] if heading else []
        return room + [
            self._p(
                line,
                firstLineIndent=1.27 * cm,
                spaceBefore=4,
                bold=heading,
                italic=(heading and block.level > 2) or (basis and line.startswith("Căn cứ ")),
            )
            for line in lines
        ]

    def _end(self) -> list[Flowable]:
        signature, width = self.source.signature, self._width(turned=False)
        left = [self._p("Nơi nhận:", "left", size=12, bold=True, italic=True)]
        left += [self._p(line, "left", size=11) for line in self.source.recipients]
        right: list[Flowable] = [
            self._p(line, "center", bold=True)
            for line in (signature.authority, signature.position)
            if line
        ]
        right.append(
            self._p(signature.note, "center", size=11, italic=True)
            if signature.note
            else Spacer(1, 1)
        )
        right += [Spacer(1, 1.9 * cm), self._p(signature.name, "center", bold=True)]
        bare = [("VALIGN", (0, 0), (-1, -1), "TOP")]
        return [Spacer(1, 10), SetTable([[left, right]], colWidths=[width / 2] * 2, style=bare)]

    def _appendix(self, appendix: Appendix) -> list[Flowable]:
        made: list[Flowable] = [NextPageTemplate("landscape" if appendix.landscape else "portrait")]
        made.append(PageBreak())
        for text in (appendix.heading, appendix.title):
            made += [self._p(text, "center", bold=True)] if text else []
        made += (
            [self._p(appendix.note, "center", italic=True), Spacer(1, 6)] if appendix.note else []
        )
        width = self._width(turned=appendix.landscape)
        for block in appendix.blocks:
            made += self._block(block, width=width)
        return made

    def _table(self, table: Table, *, width: float) -> SetTable:
        total = sum(column.width for column in table.columns)
        widths = [width * column.width / total for column in table.columns]
        grid, looks = self._header(table)
        head = len(grid)
        for index, row in enumerate(table.rows):
            grid.append(self._cells(table, row))
            looks += self._row_looks(table, index, at=head + index)
        looks += [
            *_lines(table.style, rows=len(grid), columns=len(widths)),
            ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ]
        looks += [("TOPPADDING", (0, 0), (-1, -1), 2), ("BOTTOMPADDING", (0, 0), (-1, -1), 3)]
        looks += [("LEFTPADDING", (0, 0), (-1, -1), 3), ("RIGHTPADDING", (0, 0), (-1, -1), 3)]
        return SetTable(
            grid,
            colWidths=widths,
            style=looks,
            repeatRows=head if table.style.repeat_header else 0,
            splitInRow=1 if table.style.split_rows and not _has_merges(table) else 0,
        )

    def _header(self, table: Table) -> tuple[list[list[Any]], list[Any]]:
        size = table.style.table_size
        grouped = any(column.group for column in table.columns)
        upper: list[Any] = []
        lower: list[Any] = []
        looks: list[Any] = []
        for n, column in enumerate(table.columns):
            first = n == 0 or table.columns[n - 1].group != column.group
            own = self._p(column.header, "center", size=size, bold=True)
            if not grouped:
                upper.append(own)
            elif not column.group:
                upper.append(own)
                lower.append("")
                looks.append(("SPAN", (n, 0), (n, 1)))
            else:
                members = sum(c.group == column.group for c in table.columns)
                upper.append(self._p(column.group, "center", size=size, bold=True) if first else "")
                lower.append(own)
                looks += [("SPAN", (n, 0), (n + members - 1, 0))] if first else []
        grid = [upper, lower] if grouped else [upper]
        if table.style.number_row:
            grid.append(
                [
                    self._p(f"({n})", "center", size=size, italic=True)
                    for n in range(1, len(upper) + 1)
                ]
            )
        if table.style.header_fill:
            fill = colors.HexColor("#" + table.style.header_fill)
            looks.append(("BACKGROUND", (0, 0), (-1, len(grid) - 1), fill))
        return grid, looks

    def _cells(self, table: Table, row: Row) -> list[Any]:
        size, bold = table.style.table_size, table.style.section_bold
        if row.kind == "section":
            blank = [""] * (len(table.columns) - 1)
            if table.style.section_span == "all":
                return [
                    self._p(f"{row.mark} {row.title}".strip(), "left", size=size, bold=bold),
                    *blank,
                ]
            mark = self._p(row.mark, "center", size=size, bold=bold)
            return [mark, self._p(row.title, "left", size=size, bold=bold), *blank[1:]]
        return [
            ""
            if text == MERGED
            else [
                self._p(
                    line,
                    "left" if column.field in ("title", "deliverable") else "center",
                    size=size,
                    bold=row.kind == "heading",
                )
                for line in text.split("\n")
            ]
            for column, text in zip(table.columns, row.cells, strict=True)
        ]

    def _row_looks(self, table: Table, index: int, *, at: int) -> list[Any]:
        row = table.rows[index]
        if row.kind == "section":
            start = {"all": 0, "rest": 1}.get(table.style.section_span)
            return [("SPAN", (start, at), (-1, at))] if start is not None else []
        looks = []
        for n, text in enumerate(row.cells):
            height = 0
            while index + height + 1 < len(table.rows) and _merged(
                table.rows[index + height + 1], n
            ):
                height += 1
            if height and text != MERGED:
                looks.append(("SPAN", (n, at), (n, at + height)))
        return looks


def _merged(row: Row, column: int) -> bool:
    return bool(row.cells) and row.cells[column] == MERGED


def _has_merges(table: Table) -> bool:
    return any(MERGED in row.cells for row in table.rows)


def _lines(style: Style, *, rows: int, columns: int) -> list[Any]:
    """The lines of a table; "missing" forgets some, "double" draws them twice."""
    black, whole = colors.black, ((0, 0), (-1, -1))
    if style.borders == "none":
        return []
    if style.borders == "horizontal":
        return [("LINEBELOW", *whole, 0.5, black), ("LINEABOVE", (0, 0), (-1, 0), 0.5, black)]
    if style.borders == "dashed":
        return [("GRID", *whole, 0.5, black, None, (3, 2))]
    if style.borders == "double":
        return [("GRID", *whole, 0.4, black, None, None, None, 2, 1.2)]
    if style.borders == "missing":
        made = [("LINEBELOW", *whole, 0.5, black), ("BOX", *whole, 0.5, black)]
        made += [
            ("LINEBEFORE", (n, row), (n, row), 0.5, black)
            for row in range(rows)
            for n in range(1, columns)
            if (row + n) % 5
        ]
        return made
    return [("GRID", *whole, 0.5, black)]
