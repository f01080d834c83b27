"""The typefaces of made documents: Unicode, and TCVN3 and VNI as they were before it."""

from collections.abc import Callable
from dataclasses import dataclass

from assistant.vietnamese.legacy import TCVN3, TCVN3_CAPITALS, Encoding, encode


@dataclass(frozen=True, slots=True)
class Typeface:
    """How a text is stored: pieces of (font, characters) for a run."""

    font: str
    pieces: Callable[[str], tuple[tuple[str, str], ...]]


def unicode_typeface(font: str) -> Typeface:
    """Text as it is."""
    return Typeface(font=font, pieces=lambda text: ((font, text),))


def tcvn3_typeface() -> Typeface:
    """.VnTime, with .VnTimeH for the capitals that the encoding has no byte for."""
    return Typeface(font=".VnTime", pieces=tcvn3_pieces)


def vni_typeface() -> Typeface:
    """VNI-Times."""
    return Typeface(font="VNI-Times", pieces=lambda text: (("VNI-Times", to_vni(text)),))


def tcvn3_pieces(text: str) -> tuple[tuple[str, str], ...]:
    """Cut a text into pieces in the common and in the capital font."""
    pieces: list[tuple[str, str]] = []
    for word in _words(text):
        font = ".VnTimeH" if _needs_capital_font(word) else ".VnTime"
        for char in word if font == ".VnTimeH" and not word.isupper() else [word]:
            own = ".VnTimeH" if _needs_capital_font(char) else ".VnTime"
            coded = "".join(TCVN3.get(c, c) for c in char)
            if own == ".VnTimeH":
                # In the capital font a small letter's byte draws the capital.
                coded = "".join(TCVN3.get(c.lower(), c) for c in char)
            if pieces and pieces[-1][0] == own:
                coded = pieces.pop()[1] + coded
            pieces.append((own, coded))
    return tuple(pieces)


def to_vni(text: str) -> str:
    """A text in VNI's two-character letters."""
    return encode(text, encoding=Encoding.VNI)


def _words(text: str) -> list[str]:
    words = text.split(" ")
    return [word + " " for word in words[:-1]] + words[-1:]


def _needs_capital_font(text: str) -> bool:
    return any(c != c.lower() and c.lower() in TCVN3 and c not in TCVN3_CAPITALS for c in text)
