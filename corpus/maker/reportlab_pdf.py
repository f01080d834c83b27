"""A source as a PDF set by ReportLab: lines and fonts of another making than the Word printer's."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.units import cm
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

from corpus.maker.reportlab_table import set_table
from corpus.maker.reportlab_text import Rule, register_font, set_paragraph
from corpus.maker.source import Appendix, Block, Source, SourceError, Style

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
HEAD_SHARE = 0.4


def build_reportlab(source: Source) -> bytes:
    """The PDF file; the same source always gives the same bytes."""
    register_font(source.style.font)
    setter = _Setter(source)
    out = io.BytesIO()
    document = BaseDocTemplate(out, invariant=1, title=source.title, author="Văn thư", lang="vi")
    document.addPageTemplates([setter.template(turned=turned) for turned in (False, True)])
    document.build(setter.story())
    return out.getvalue()


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
        return set_paragraph(text, align, font=self.style.font, size=size, **look)

    def _head(self) -> list[Flowable]:
        head, width, small = self.source.head, self._width(turned=False), self.style.size - 1
        left = [self._p(head.parent, "center", size=small)] if head.parent else []
        left += [self._p(head.issuer, "center", size=small, bold=True), Rule(1.8 * cm)]
        number = head.number if not head.number.startswith("/") else f"……{head.number}"
        left.append(self._p(f"Số: {number}", "center", size=small, spaceBefore=4))
        if self.source.subject:
            left.append(self._p(self.source.subject, "center", size=small - 1))
        right = [
            self._p(STATE, "center", size=small - 0.5, bold=True),
            self._p(MOTTO, "center", size=small, bold=True),
            Rule(5.2 * cm),
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
            made += [self._p(self.source.title, "center", bold=True), Rule(3.4 * cm)]
        made += [self._p(line, "center", spaceBefore=4) for line in self.source.addressees]
        return [*made, Spacer(1, 6)]

    def _block(self, block: Block, *, width: float) -> list[Flowable]:
        if block.kind == "table":
            assert block.table is not None
            caption = (
                [self._p(block.table.caption, "center", italic=True)] if block.table.caption else []
            )
            return [*caption, set_table(block.table, width=width), Spacer(1, 6)]
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
