"""WordprocessingML as text: the few elements that an administrative document is made of."""

from dataclasses import dataclass
from typing import Literal
from xml.sax.saxutils import escape

from corpus.maker.legacy import Typeface
from corpus.maker.markup import Span, spans

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
TWIPS_PER_CM = 567
EMU_PER_CM = 360_000
REVISION = 'w:author="Văn thư" w:date="2026-01-05T08:00:00Z"'

Align = Literal["left", "center", "right", "both"]


def twips(cm: float) -> int:
    """Centimetres in Word's unit of length."""
    return round(cm * TWIPS_PER_CM)


@dataclass(frozen=True, slots=True)
class Look:
    """How a paragraph looks."""

    size: float = 14
    align: Align = "both"
    bold: bool = False
    italic: bool = False
    underline: bool = False
    first: float = 0.0  # cm, first line
    left: float = 0.0
    right: float = 0.0
    before: float = 0.0  # pt
    after: float = 0.0
    line: float = 1.0
    keep_next: bool = False
    rule: bool = False  # a line under the paragraph
    numbering: int = 0  # id of an automatic numbering, 0 for none
    outline: int = -1  # heading level for Word's navigation pane


def paragraph(text: str, look: Look, *, face: Typeface, extra: str = "") -> str:
    """One paragraph; `extra` holds runs that follow the text (a footnote's mark, a text box)."""
    inner = "".join(_span(span, look, face) for span in spans(text)) if text else ""
    return f"<w:p>{_paragraph_properties(look)}{inner}{extra}</w:p>"


def run(
    text: str, look: Look, *, face: Typeface, deleted: bool = False, raised: bool = False
) -> str:
    """A run, or several where the encoding changes fonts; tabs and line breaks as such."""
    tag = "w:delText" if deleted else "w:t"
    made = []
    for font, piece in face.pieces(text):
        properties = _run_properties(look, font, raised=raised)
        for n, part in enumerate(piece.split("\t")):
            tab = "<w:tab/>" if n else ""
            body = f'<{tag} xml:space="preserve">{escape(part)}</{tag}>' if part else ""
            made.append(f"<w:r>{properties}{tab}{body}</w:r>")
    return "".join(made)


def cell(
    paragraphs: str,
    *,
    width: int,
    span: int = 1,
    merge: Literal["", "start", "go on"] = "",
    fill: str = "",
    borders: str = "",
    align: str = "center",
) -> str:
    """One cell of a table."""
    spanned = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
    merged = {"": "", "start": '<w:vMerge w:val="restart"/>', "go on": "<w:vMerge/>"}[merge]
    shade = f'<w:shd w:val="clear" w:color="auto" w:fill="{fill}"/>' if fill else ""
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{spanned}{merged}{borders}{shade}'
        f'<w:vAlign w:val="{align}"/></w:tcPr>{paragraphs}</w:tc>'
    )


def row(cells: str, *, header: bool = False, whole: bool = False, height: int = 0) -> str:
    """One row; `whole` rows are not parted by a page's end."""
    properties = "<w:cantSplit/>" * whole
    properties += f'<w:trHeight w:val="{height}"/>' if height else ""
    properties += "<w:tblHeader/>" * header
    return f"<w:tr><w:trPr>{properties}</w:trPr>{cells}</w:tr>"


def table(rows: str, *, widths: tuple[int, ...], border: str = "single") -> str:
    """A table of fixed column widths; `border` is Word's name of a line, or nothing."""
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/><w:jc w:val="center"/>'
        f'{table_borders(border)}<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        '<w:left w:w="70" w:type="dxa"/><w:right w:w="70" w:type="dxa"/></w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>"
    )


def table_borders(border: str) -> str:
    """Lines around every cell; "horizontal" has those between rows only."""
    sides = ("top", "left", "bottom", "right", "insideH", "insideV")
    drawn: tuple[str, ...]
    if border == "horizontal":
        drawn, border = ("top", "bottom", "insideH"), "single"
    else:
        drawn = sides if border else ()
    lines = (
        f'<w:{s} w:val="{border if s in drawn else "nil"}" w:sz="4" w:space="0" w:color="000000"/>'
        for s in sides
    )
    return f"<w:tblBorders>{''.join(lines)}</w:tblBorders>"


def cell_borders(*sides: str) -> str:
    """A cell's own lines: the named sides are missing."""
    gone = "".join(
        f'<w:{side} w:val="nil"/>' for side in ("top", "left", "bottom", "right") if side in sides
    )
    return f"<w:tcBorders>{gone}</w:tcBorders>" if gone else ""


def text_box(
    paragraphs: str, *, x: float, y: float, width: float, height: float, lined: bool, number: int
) -> str:
    """A box over the page, placed from the page's corner (cm)."""
    w, h = round(width * EMU_PER_CM), round(height * EMU_PER_CM)
    line = (
        '<a:ln w="6350"><a:solidFill><a:srgbClr val="000000"/></a:solidFill></a:ln>'
        if lined
        else "<a:ln><a:noFill/></a:ln>"
    )
    return (
        '<w:r><w:drawing><wp:anchor distT="0" distB="0" distL="0" distR="0" simplePos="0" '
        f'relativeHeight="{number}" behindDoc="0" locked="0" layoutInCell="1" allowOverlap="1">'
        '<wp:simplePos x="0" y="0"/><wp:positionH relativeFrom="page">'
        f"<wp:posOffset>{round(x * EMU_PER_CM)}</wp:posOffset></wp:positionH>"
        '<wp:positionV relativeFrom="page">'
        f"<wp:posOffset>{round(y * EMU_PER_CM)}</wp:posOffset></wp:positionV>"
        f'<wp:extent cx="{w}" cy="{h}"/><wp:wrapNone/><wp:docPr id="{number}" name="Box {number}"/>'
        "<wp:cNvGraphicFramePr/><a:graphic><a:graphicData "
        'uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>'
        f'<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{w}" cy="{h}"/>'
        f'</a:xfrm><a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/>{line}</wps:spPr>'
        f"<wps:txbx><w:txbxContent>{paragraphs}</w:txbxContent></wps:txbx>"
        '<wps:bodyPr lIns="36000" tIns="18000" rIns="36000" bIns="18000"/></wps:wsp>'
        "</a:graphicData></a:graphic></wp:anchor></w:drawing></w:r>"
    )


def field(code: str, look: Look, *, face: Typeface) -> str:
    """A field that Word fills in, such as PAGE."""
    properties = _run_properties(look, face.font)
    return (
        f'<w:r>{properties}<w:fldChar w:fldCharType="begin"/></w:r>'
        f'<w:r>{properties}<w:instrText xml:space="preserve"> {code} </w:instrText></w:r>'
        f'<w:r>{properties}<w:fldChar w:fldCharType="separate"/></w:r>'
        f"<w:r>{properties}<w:t>1</w:t></w:r>"
        f'<w:r>{properties}<w:fldChar w:fldCharType="end"/></w:r>'
    )


def footnote_mark(number: int, look: Look, *, face: Typeface) -> str:
    """The raised number that stands for a footnote in the text."""
    properties = _run_properties(look, face.font, raised=True)
    return f'<w:r>{properties}<w:footnoteReference w:id="{number}"/></w:r>'


def _span(span: Span, look: Look, face: Typeface) -> str:
    shown = Look(
        size=look.size, bold=look.bold or span.bold, italic=look.italic, underline=look.underline
    )
    if span.change == "inserted":
        return f'<w:ins w:id="1" {REVISION}>{run(span.text, shown, face=face)}</w:ins>'
    if span.change == "deleted":
        return (
            f'<w:del w:id="2" {REVISION}>{run(span.text, shown, face=face, deleted=True)}</w:del>'
        )
    return run(span.text, shown, face=face)


def _run_properties(look: Look, font: str, *, raised: bool = False) -> str:
    half_points = round(look.size * 2)
    name = escape(font, {'"': "&quot;"})
    return (
        f'<w:rPr><w:rFonts w:ascii="{name}" w:hAnsi="{name}" w:cs="{name}" w:eastAsia="{name}"/>'
        + "<w:b/>" * look.bold
        + "<w:i/>" * look.italic
        + f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
        + '<w:u w:val="single"/>' * look.underline
        + '<w:vertAlign w:val="superscript"/>' * raised
        + '<w:lang w:val="vi-VN"/></w:rPr>'
    )


def _paragraph_properties(look: Look) -> str:
    numbered = (
        f'<w:numPr><w:ilvl w:val="0"/><w:numId w:val="{look.numbering}"/></w:numPr>'
        if look.numbering
        else ""
    )
    rule = (
        '<w:pBdr><w:bottom w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        if look.rule
        else ""
    )
    outline = f'<w:outlineLvl w:val="{look.outline}"/>' if look.outline >= 0 else ""
    left, right, first = (twips(length) for length in (look.left, look.right, look.first))
    indent = f'<w:ind w:left="{left}" w:right="{right}" w:firstLine="{first}"/>'
    indent = "" if look.numbering else indent
    # An empty paragraph is as high as its mark, which has a size of its own.
    mark = f'<w:rPr><w:sz w:val="{round(look.size * 2)}"/></w:rPr>'
    return (
        "<w:pPr>"
        + "<w:keepNext/>" * look.keep_next
        + numbered
        + rule
        + f'<w:spacing w:before="{round(look.before * 20)}" w:after="{round(look.after * 20)}" '
        f'w:line="{round(look.line * 240)}" w:lineRule="auto"/>'
        + indent
        + f'<w:jc w:val="{look.align}"/>{outline}{mark}</w:pPr>'
    )
