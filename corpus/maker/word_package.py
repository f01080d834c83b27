"""The parts of a Word package beside its text: fonts, numberings, footnotes, properties."""

import io
import zipfile
from datetime import UTC, datetime
from typing import Any

from docx.opc.constants import CONTENT_TYPE, RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml

from corpus.maker import word_xml as wx
from corpus.maker.legacy import Typeface
from corpus.maker.source import Source
from corpus.maker.word_table import BULLET_NUMBERING, STT_NUMBERING
from corpus.maker.word_xml import Look, paragraph

EPOCH = (2026, 1, 1, 0, 0, 0)  # every made file is as old as every other: builds can be compared
LONGEST_PROPERTY = 255  # characters, by the Open Packaging Conventions
EMU_PER_POINT = 12_700


def set_fonts(document: Any, *, font: str, size: float) -> None:
    """The font of whatever has none of its own."""
    normal = document.styles["Normal"]
    normal.font.name = font
    normal.font.size = int(size * EMU_PER_POINT)


def add_numbering(document: Any, *, font: str, size: float) -> None:
    """Two numberings of Word's own: 1. 2. 3. for stt cells, a dash for lists."""
    root = document.part.numbering_part.element
    for child in list(root):
        root.remove(child)
    fonts = f'<w:rFonts w:ascii="{font}" w:hAnsi="{font}"/><w:sz w:val="{round(size * 2)}"/>'
    levels = (
        (STT_NUMBERING, "decimal", "%1.", "nothing", 0),
        (BULLET_NUMBERING, "bullet", "-", "space", 200),
    )
    for number, form, text, gap, indent in levels:
        root.append(
            parse_xml(
                f'<w:abstractNum {wx.NAMESPACES} w:abstractNumId="{number}">'
                '<w:multiLevelType w:val="singleLevel"/><w:lvl w:ilvl="0"><w:start w:val="1"/>'
                f'<w:numFmt w:val="{form}"/><w:suff w:val="{gap}"/><w:lvlText w:val="{text}"/>'
                f'<w:lvlJc w:val="left"/><w:pPr><w:ind w:left="{indent}" w:hanging="{indent}"/>'
                f"</w:pPr><w:rPr>{fonts}</w:rPr></w:lvl></w:abstractNum>"
            )
        )
    for number, *_ in levels:
        used = f'<w:abstractNumId w:val="{number}"/>'
        root.append(parse_xml(f'<w:num {wx.NAMESPACES} w:numId="{number}">{used}</w:num>'))


def add_footnotes(document: Any, texts: tuple[str, ...], *, face: Typeface) -> None:
    """The footnotes' part, with the two separators that Word asks for."""
    look = Look(size=10, align="both")
    notes = "".join(
        f'<w:footnote w:type="{kind}" w:id="{n}"><w:p><w:r><w:{kind}/></w:r></w:p></w:footnote>'
        for kind, n in (("separator", -1), ("continuationSeparator", 0))
    )
    mark = (
        '<w:r><w:rPr><w:sz w:val="20"/><w:vertAlign w:val="superscript"/></w:rPr>'
        "<w:footnoteRef/></w:r>"
    )
    for n, text in enumerate(texts, start=1):
        body = paragraph(" " + text, look, face=face).replace("</w:pPr>", "</w:pPr>" + mark, 1)
        notes += f'<w:footnote w:id="{n}">{body}</w:footnote>'
    declaration = "<?xml version='1.0' encoding='UTF-8'?>"
    blob = f"{declaration}<w:footnotes {wx.NAMESPACES}>{notes}</w:footnotes>".encode()
    name = PackURI("/word/footnotes.xml")
    part = Part(name, CONTENT_TYPE.WML_FOOTNOTES, blob, document.part.package)
    document.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)


def set_properties(document: Any, source: Source) -> None:
    """Title, author and the one date that all made files bear."""
    properties = document.core_properties
    properties.title = (source.title or source.subject)[:LONGEST_PROPERTY]
    properties.author = properties.last_modified_by = "Văn thư"
    properties.comments = ""
    properties.created = properties.modified = datetime(*EPOCH, tzinfo=UTC)


def packed(document: Any) -> bytes:
    """The package with every member dated the same, so that equal sources give equal files."""
    loose, tight = io.BytesIO(), io.BytesIO()
    document.save(loose)
    with zipfile.ZipFile(loose) as old, zipfile.ZipFile(tight, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            info = zipfile.ZipInfo(name, date_time=EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            new.writestr(info, old.read(name))
    return tight.getvalue()
