"""A source as a Word file, laid out as Nghị định 30/2020/NĐ-CP asks."""

from typing import Any

from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.oxml import parse_xml

from corpus.maker import word_package as package
from corpus.maker import word_xml as wx
from corpus.maker.legacy import Typeface, tcvn3_typeface, unicode_typeface, vni_typeface
from corpus.maker.source import Appendix, Block, Source
from corpus.maker.word_table import tasks_table
from corpus.maker.word_xml import Look, paragraph

A4 = (21.0, 29.7)
STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
INDENT = 1.27
HEAD_SHARE = 0.39  # of the width, for the issuer
ARTICLE_SPACE = 4.0  # pt between paragraphs


def build_docx(source: Source, *, encoding: str = "") -> bytes:
    """The Word file; `encoding` is "tcvn3" or "vni" for one typed before Unicode."""
    faces = {"tcvn3": tcvn3_typeface, "vni": vni_typeface}
    face = faces[encoding]() if encoding else unicode_typeface(source.style.font)
    return _Writer(source, face).build()


class _Writer:
    """Gathers the body's XML and the footnotes, then packs them."""

    def __init__(self, source: Source, face: Typeface) -> None:
        self.source = source
        self.style = source.style
        self.face = face
        self.footnotes: list[str] = []
        self.boxes = 0

    def build(self) -> bytes:
        document = Document()
        body = self._body()
        package.set_fonts(document, font=self.face.font, size=self.style.size)
        package.add_numbering(document, font=self.face.font, size=self.style.table_size)
        header_id = self._add_header(document)
        if self.footnotes:
            package.add_footnotes(document, tuple(self.footnotes), face=self.face)
        sections = self._sections(body, header_id)
        element = document.element.body
        for child in list(element):
            element.remove(child)
        wrapped = parse_xml(f"<w:body {wx.NAMESPACES}>{sections}</w:body>")
        for child in list(wrapped):
            element.append(child)
        package.set_properties(document, self.source)
        return package.packed(document)

    # -- the parts of the text

    def _body(self) -> list[tuple[str, bool]]:
        """The XML of each section with whether it is landscape."""
        main = "".join(
            (
                self._overlay(),
                self._head() if self.style.head else "",
                self._title(),
                "".join(self._block(block, landscape=False) for block in self.source.blocks),
                self._end(),
            )
        )
        return [(main, False), *((self._appendix(a), a.landscape) for a in self.source.appendices)]

    def _p(self, text: str, extra: str = "", /, **look: Any) -> str:
        return paragraph(
            text, Look(**({"size": self.style.size} | look)), face=self.face, extra=extra
        )

    def _head(self) -> str:
        head, width = self.source.head, self._width(landscape=False)
        left_width = wx.twips(width * HEAD_SHARE)
        right_width = wx.twips(width * (1 - HEAD_SHARE))
        small = self.style.size - 1
        left = self._p(head.parent, size=small, align="center") if head.parent else ""
        for line in head.issuer.split("\n"):
            left += self._p(line, size=small, align="center", bold=True)
        left += self._rule(width * HEAD_SHARE, share=0.35)
        # A number left blank is filled in by hand: room is left for it.
        number = head.number if not head.number.startswith("/") else f"         {head.number}"
        left += self._p(f"Số: {number}", size=small, align="center", before=4)
        if self.source.subject:
            left += self._p(self.source.subject, size=small - 1, align="center", before=2)
        right = self._p(STATE, size=small - 0.5, align="center", bold=True)
        underlined = self.style.motto == "underline"
        right += self._p(
            MOTTO, size=self.style.size, align="center", bold=True, underline=underlined
        )
        right += (
            self._p("", size=2) if underlined else self._rule(width * (1 - HEAD_SHARE), share=0.55)
        )
        dated = f"{head.place}, {head.date_text}"
        right += self._p(dated, size=self.style.size, align="center", italic=True, before=4)
        cells = wx.cell(left, width=left_width, align="top") + wx.cell(
            right, width=right_width, align="top"
        )
        return wx.table(wx.row(cells), widths=(left_width, right_width), border="") + self._p(
            "", size=6
        )

    def _rule(self, width: float, *, share: float) -> str:
        side = width * (1 - share) / 2
        return self._p("", size=2, left=side, right=side, rule=True, after=2)

    def _title(self) -> str:
        made = ""
        if self.source.kind:
            made += self._p(self.source.kind, bold=True, align="center", before=6)
            for line in self.source.title.split("\n"):
                made += self._p(line, bold=True, align="center")
            made += self._rule(self._width(landscape=False), share=0.22)
        for n, line in enumerate(self.source.addressees):
            made += self._p(line, align="center", before=8 if n == 0 else 0)
        return made + self._p("", size=6)

    def _block(self, block: Block, *, landscape: bool) -> str:
        if block.kind == "table":
            assert block.table is not None
            caption = self._p(
                block.table.caption, align="center", italic=True, before=4, keep_next=True
            )
            made = tasks_table(block.table, width=self._width(landscape=landscape), face=self.face)
            return (caption if block.table.caption else "") + made + self._p("", size=6)
        if block.kind == "page_break":
            return '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
        if block.kind == "textbox":
            return self._p("", self._box(block.text.split("\n"), y=0.4, lined=True), size=6)
        if block.kind == "labelled":
            lines = [f"{label}: {value}" for label, value in block.lines]
            return self._flowing(block.text, block) + "".join(
                self._flowing(x, block) for x in lines
            )
        return "".join(
            self._flowing(text, block, last=n == len(block.text.split("\n")) - 1)
            for n, text in enumerate(block.text.split("\n"))
        )

    def _flowing(self, text: str, block: Block, *, last: bool = True) -> str:
        if block.kind == "center":
            return self._p(text, align="center", bold=text.isupper(), before=6, after=4)
        common = {"first": INDENT, "before": ARTICLE_SPACE, "line": 1.05}
        if block.kind == "heading":
            italic = block.level >= 3
            return self._p(
                text, bold=True, italic=italic, keep_next=True, outline=block.level - 1, **common
            )
        extra = self._footnote(block.footnote) if block.footnote and last else ""
        is_basis = self.style.italic_bases and text.startswith("Căn cứ ")
        return self._p(text, extra, italic=is_basis, **common)

    def _footnote(self, text: str) -> str:
        self.footnotes.append(text)
        return wx.footnote_mark(len(self.footnotes), Look(size=self.style.size), face=self.face)

    def _end(self) -> str:
        """Who gets it on the left, who signs on the right; the two are never parted."""
        signature, width = self.source.signature, self._width(landscape=False)
        left = self._p("Nơi nhận:", size=12, bold=True, italic=True, align="left")
        left += "".join(self._p(line, size=11, align="left") for line in self.source.recipients)
        right = "".join(
            self._p(line, bold=True, align="center")
            for line in (*signature.authority.split("\n"), *signature.position.split("\n"))
            if line
        )
        right += (
            self._p(signature.note, size=12, italic=True, align="center") if signature.note else ""
        )
        right += self._p("") * 4 + self._p(signature.name, bold=True, align="center")
        half = wx.twips(width / 2)
        cells = wx.cell(left, width=half, align="top") + wx.cell(right, width=half, align="top")
        return self._p("", size=6) + wx.table(
            wx.row(cells, whole=True), widths=(half, half), border=""
        )

    def _appendix(self, appendix: Appendix) -> str:
        made = "".join(
            self._p(line, bold=True, align="center")
            for text in (appendix.heading, appendix.title)
            for line in text.split("\n")
            if line
        )
        made += (
            self._p(appendix.note, italic=True, align="center", after=6) if appendix.note else ""
        )
        return made + "".join(self._block(b, landscape=appendix.landscape) for b in appendix.blocks)

    def _overlay(self) -> str:
        if not self.style.overlay:
            return ""
        return self._p("", self._box(list(self.style.overlay), y=0.5, lined=False), size=1)

    def _box(self, lines: list[str], *, y: float, lined: bool) -> str:
        self.boxes += 1
        size = self.style.size - 3 if lined else 7
        inner = "".join(
            self._p(line, size=size, align="center" if lined else "left") for line in lines
        )
        width, height = (5.2, 0.62 * len(lines) + 0.3) if lined else (6.2, 0.33 * len(lines) + 0.1)
        x = self.style.margins[3] if lined else A4[0] - width - 0.4
        return wx.text_box(
            inner, x=x, y=y, width=width, height=height, lined=lined, number=self.boxes
        )

    # -- the parts of the package

    def _width(self, *, landscape: bool) -> float:
        margins = self.style.margins
        # A landscape page is an upright one turned: its top margin is at its left edge.
        return A4[1] - margins[0] - margins[2] if landscape else A4[0] - margins[1] - margins[3]

    def _sections(self, body: list[tuple[str, bool]], header_id: str) -> str:
        made = []
        for n, (content, landscape) in enumerate(body):
            properties = self._section_properties(landscape, first=n == 0, header_id=header_id)
            if n < len(body) - 1:
                spacing = '<w:spacing w:before="0" w:after="0" w:line="20" w:lineRule="exact"/>'
                content += f"<w:p><w:pPr>{spacing}{properties}</w:pPr></w:p>"
            else:
                content += properties
            made.append(content)
        return "".join(made)

    def _section_properties(self, landscape: bool, *, first: bool, header_id: str) -> str:  # noqa: FBT001 - one of the pair in the body's list
        top, right, bottom, left = (wx.twips(m) for m in self.style.margins)
        width, height = (wx.twips(side) for side in A4)
        orient = ""
        if landscape:
            top, right, bottom, left = left, top, right, bottom
            width, height, orient = height, width, ' w:orient="landscape"'
            top, bottom = min(top, wx.twips(2.0)), bottom
        at = "footer" if self.style.page_numbers == "bottom" else "header"
        reference = f'<w:{at}Reference w:type="default" r:id="{header_id}"/>'
        if self.style.gazette:
            reference += f'<w:{at}Reference w:type="first" r:id="{header_id}"/>'
        title_page = "<w:titlePg/>" if first and not self.style.gazette else ""
        return (
            f'<w:sectPr>{reference}<w:type w:val="nextPage"/>'
            f'<w:pgSz w:w="{width}" w:h="{height}"{orient}/>'
            f'<w:pgMar w:top="{top}" w:right="{right}" '
            f'w:bottom="{bottom}" w:left="{left}" w:header="567" w:footer="567" w:gutter="0"/>'
            f"{title_page}</w:sectPr>"
        )

    def _add_header(self, document: Any) -> str:
        """The page number, or the gazette's running head; returns the part's id."""
        section = document.sections[0]
        part = section.footer if self.style.page_numbers == "bottom" else section.header
        part.is_linked_to_previous = False
        number = wx.field("PAGE", Look(size=13), face=self.face)
        if self.style.gazette:
            text = paragraph(
                self.style.gazette + "\t",
                Look(size=11, align="center", bold=True, rule=True),
                face=self.face,
                extra=number,
            )
        elif self.style.page_numbers == "none":
            text = paragraph("", Look(size=13), face=self.face)
        else:
            text = paragraph("", Look(size=13, align="center"), face=self.face, extra=number)
        element = part._element
        for child in list(element):
            element.remove(child)
        element.append(parse_xml(text.replace("<w:p>", f"<w:p {wx.NAMESPACES}>", 1)))
        kind = (
            RELATIONSHIP_TYPE.FOOTER
            if self.style.page_numbers == "bottom"
            else RELATIONSHIP_TYPE.HEADER
        )
        return next(str(r.rId) for r in document.part.rels.values() if r.reltype == kind)
