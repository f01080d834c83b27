"""Vietnamese as it was typed before Unicode: TCVN3 (ABC) and VNI, told as fonts and characters.

Word keeps such text as Latin-1 characters in a font that draws them as Vietnamese letters.
"""

from collections.abc import Callable
from dataclasses import dataclass

# Tones in the order of each letter's group: none, huyền, hỏi, ngã, sắc, nặng.
LETTERS = {
    "a": "aàảãáạ", "ă": "ăằẳẵắặ", "â": "âầẩẫấậ", "e": "eèẻẽéẹ", "ê": "êềểễếệ", "i": "iìỉĩíị",
    "o": "oòỏõóọ", "ô": "ôồổỗốộ", "ơ": "ơờởỡớợ", "u": "uùủũúụ", "ư": "ưừửữứự", "y": "yỳỷỹýỵ",
}  # fmt: skip

# TCVN 5712:1993 VN3: one byte a small letter, hexadecimal, in the order of LETTERS.
TCVN3_BYTES = {
    "a": "61 B5 B6 B7 B8 B9", "ă": "A8 BB BC BD BE C6", "â": "A9 C7 C8 C9 CA CB",
    "e": "65 CC CE CF D0 D1", "ê": "AA D2 D3 D4 D5 D6", "i": "69 D7 D8 DC DD DE",
    "o": "6F DF E1 E2 E3 E4", "ô": "AB E5 E6 E7 E8 E9", "ơ": "AC EA EB EC ED EE",
    "u": "75 EF F1 F2 F3 F4", "ư": "AD F5 F6 F7 F8 F9", "y": "79 FA FB FC FD FE",
}  # fmt: skip
TCVN3_CAPITALS = {
    "Ă": "\xa1", "Â": "\xa2", "Ê": "\xa3", "Ô": "\xa4", "Ơ": "\xa5", "Ư": "\xa6", "Đ": "\xa7",
}  # fmt: skip

# VNI: the letter, then a second character for hat and tone; i and y have letters of their own.
VNI_TONES = {
    "plain": ("", "ø", "û", "õ", "ù", "ï"),
    "breve": ("ê", "è", "ú", "ü", "é", "ë"),
    "hat": ("â", "à", "å", "ã", "á", "ä"),
}
VNI_SHAPES = {
    "a": ("a", "plain"), "ă": ("a", "breve"), "â": ("a", "hat"), "e": ("e", "plain"),
    "ê": ("e", "hat"), "o": ("o", "plain"), "ô": ("o", "hat"), "ơ": ("ô", "plain"),
    "u": ("u", "plain"), "ư": ("ö", "plain"), "y": ("y", "plain"),
}  # fmt: skip
VNI_OWN = {"ì": "ì", "ỉ": "æ", "ĩ": "ó", "í": "í", "ị": "ò", "ỵ": "î", "đ": "ñ"}


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
    return "".join(VNI.get(char, char) for char in text)


def _words(text: str) -> list[str]:
    words = text.split(" ")
    return [word + " " for word in words[:-1]] + words[-1:]


def _needs_capital_font(text: str) -> bool:
    return any(c != c.lower() and c.lower() in TCVN3 and c not in TCVN3_CAPITALS for c in text)


def _tcvn3_table() -> dict[str, str]:
    table = {"đ": "\xae", **TCVN3_CAPITALS}
    for base, row in TCVN3_BYTES.items():
        for letter, code in zip(LETTERS[base], row.split(), strict=True):
            if ord(letter) > 127:
                table[letter] = chr(int(code, 16))
    return table


def _vni_table() -> dict[str, str]:
    table = dict(VNI_OWN)
    for base, (letter, shape) in VNI_SHAPES.items():
        for whole, tone in zip(LETTERS[base], VNI_TONES[shape], strict=True):
            if ord(whole) > 127 and whole not in table:
                table[whole] = letter + tone
    return table | {whole.upper(): code.upper() for whole, code in table.items()}


TCVN3 = _tcvn3_table()
VNI = _vni_table()
