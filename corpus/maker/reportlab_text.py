"""What ReportLab's pages are made of: fonts with Vietnamese letters, paragraphs, short rules."""

from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.platypus import Flowable, Paragraph

from corpus.maker.markup import spans
from corpus.maker.source import MissingFont

NO_BREAK = "\u00a0"
# Liberation before version 2 lacks most Vietnamese letters.
FONT_FOLDERS = ("liberation2", "dejavu")
FONT_ROOT = Path("/usr/share/fonts/truetype")
FACES = {"": "Regular", "-Bold": "Bold", "-Italic": "Italic", "-BoldItalic": "BoldItalic"}
ALIGNS = {"left": TA_LEFT, "center": TA_CENTER, "right": TA_RIGHT, "both": TA_JUSTIFY}


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
    raise MissingFont(f"font {compact} {face} is not installed")


class Rule(Flowable):  # type: ignore[misc]  # ReportLab is untyped
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


def set_paragraph(text: str, align: str, *, font: str, size: float, **look: Any) -> Paragraph:
    """A paragraph; `look` holds bold, italic and whatever ReportLab's own style knows."""
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
        fontName=font,
        fontSize=size,
        leading=size * 1.2,
        alignment=ALIGNS[align],
        **look,
    )
    return Paragraph(inner.replace("\n", "<br/>"), style)
