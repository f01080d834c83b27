"""Vietnamese as it was typed before Unicode: TCVN3 (ABC, fonts ".Vn…") and VNI (fonts "VNI-…").

Such text is stored as Latin-1 characters in a font that draws them as Vietnamese letters: TCVN3 has
one byte a small letter, VNI the letter and a second character for hat and tone. A font's name tells
the encoding where the name is kept; where it is not, the text is read both ways, and the way in
which it holds known syllables is the right one.
"""

import re
import string
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cache

from assistant.vietnamese.statistics import statistics
from assistant.vietnamese.text import spell

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

# Fonts: ".VnTime", ".VnArialH" (H: small letters' bytes draw capitals), "VNI-Times", "VNI Helve".
TCVN3_FONT = re.compile(r"\.Vn\w+", re.IGNORECASE)
TCVN3_CAPITAL_FONT = re.compile(r"\.Vn\w*[a-z]H\b.*")
VNI_FONT = re.compile(r"VNI[-_ ]?\w+", re.IGNORECASE)
SUBSET = re.compile(r"[A-Z]{6}\+")  # what PDF files set before a font's name

# What a text without a telling font must show: so many words with odd letters, so large a part of
# them known once decoded, and so much more than before. Measured on prose of all kinds, Unicode
# text decodes to under 0.2 of known words, and legacy text holds under 0.3 as it stands.
FEWEST_WORDS = 4
KNOWN_DECODED = 0.75
KNOWN_MORE = 0.4
# Letters that only Unicode text holds, and those that both encodings are stored in.
UNICODE_ONLY = re.compile(
    "[\u0102\u0103\u0128\u0129\u0168\u0169\u01a0\u01a1\u01af\u01b0\u1ea0-\u1ef9]"
)
STORED = re.compile("[\u00a1-\u00ff\u0110\u0111\u03bc]")
EDGES = string.punctuation + "“”‘’–…\u00b0"
HYPHENATED = re.compile(r"\S*[^\W\d_]-\S*|\S*-[^\W\d_]\S*")


class Encoding(StrEnum):
    """How Vietnamese letters were stored before Unicode."""

    TCVN3 = "tcvn3"
    VNI = "vni"


@dataclass(frozen=True, slots=True)
class Fonts:
    """The fonts of one document, with the encoding of those whose text is no Unicode."""

    encodings: Mapping[str, Encoding] = field(default_factory=dict)

    def read(self, text: str, *, font: str, mend: bool = False) -> str:
        """A run's text as the letters that its font draws; `mend` where soft hyphens were lost."""
        encoding = self.encodings.get(font)
        if encoding is None or UNICODE_ONLY.search(text):
            return text
        read = decode(text, encoding=encoding, capitals=draws_capitals(font))
        return mend_soft_hyphens(read) if mend and encoding is Encoding.TCVN3 else read


NO_OLD_FONTS = Fonts()


def encoding_by_name(font: str) -> Encoding | None:
    """The encoding that a font's name tells."""
    name = SUBSET.sub("", font)
    if TCVN3_FONT.match(name):
        return Encoding.TCVN3
    return Encoding.VNI if VNI_FONT.match(name) else None


def draws_capitals(font: str) -> bool:
    """Whether a font draws small letters as capitals: ".VnTimeH"."""
    return TCVN3_CAPITAL_FONT.match(SUBSET.sub("", font)) is not None


def encoding_by_reading(text: str) -> Encoding | None:
    """The encoding in which a text reads as Vietnamese, where it does not as it stands."""
    words = _odd_words(text)
    if len(words) < FEWEST_WORDS or UNICODE_ONLY.search(text):
        return None
    plain = _known(words)
    shares = {encoding: _known(_decoded(words, encoding)) for encoding in Encoding}
    best = max(shares, key=lambda encoding: shares[encoding])
    reads = shares[best] >= KNOWN_DECODED and shares[best] - plain >= KNOWN_MORE
    return best if reads else None


def fonts_of(runs: Iterable[tuple[str, str]]) -> Fonts:
    """What the fonts of a document are, from its runs: (font, text).

    Word keeps the name of an old font over text that was converted since; then the text as it
    stands holds more known words than decoded, and stays.
    """
    texts: dict[str, list[str]] = {}
    for font, text in runs:
        if STORED.search(text):
            texts.setdefault(font, []).append(text)
    found = {}
    for font, pieces in texts.items():
        encoding = _encoding(font, pieces)
        if encoding is not None:
            found[font] = encoding
    return Fonts(found)


def _encoding(font: str, pieces: list[str]) -> Encoding | None:
    named = encoding_by_name(font)
    if named is None:
        # One letter that only Unicode has is enough, and the common case.
        if any(UNICODE_ONLY.search(piece) for piece in pieces):
            return None
        return encoding_by_reading(" ".join(pieces))
    words = _odd_words(" ".join(piece for piece in pieces if not UNICODE_ONLY.search(piece)))
    return named if words and _known(_decoded(words, named)) >= _known(words) else None


def decode(text: str, *, encoding: Encoding, capitals: bool = False) -> str:
    """The Vietnamese letters of a text; with `capitals`, as a font of capitals draws it."""
    codes, pattern = _decoding(encoding)
    read = pattern.sub(lambda match: codes[match[0]], text)
    return read.upper() if capitals else read


def mend_soft_hyphens(text: str) -> str:
    """Decoded TCVN3 whose "ư" was taken for a hyphen: it is stored as the soft hyphen, and PDF
    files and the breaking of lines take that for a hard one ("đầu t-" is "đầu tư").
    """
    return HYPHENATED.sub(lambda match: _with_soft_hyphens(match[0]), text)


def encode(text: str, *, encoding: Encoding) -> str:
    """A text as it was stored. TCVN3 has no byte for most capitals: those stay as they are."""
    table = TCVN3 if encoding is Encoding.TCVN3 else VNI
    return "".join(table.get(letter, letter) for letter in unicodedata.normalize("NFC", text))


def _with_soft_hyphens(word: str) -> str:
    candidate = word.replace("-", "ư")
    bare = candidate.strip(EDGES)
    return candidate if "ư" in bare and _is_known(bare) else word


def _odd_words(text: str) -> list[str]:
    """The words with letters that some encoding may have stored."""
    return [word for word in text.split() if STORED.search(word)]


def _decoded(words: Iterable[str], encoding: Encoding) -> list[str]:
    return [decode(word, encoding=encoding) for word in words]


def _known(words: list[str]) -> float:
    """The share of words that are known syllables; what is no word at all counts as unknown."""
    return sum(_is_known(word.strip(EDGES)) for word in words) / max(len(words), 1)


def _is_known(word: str) -> bool:
    return statistics().count(spell(word)) > 1


@cache
def _decoding(encoding: Encoding) -> tuple[dict[str, str], re.Pattern[str]]:
    """What each code means, and the pattern that finds codes, the longer ones first."""
    if encoding is Encoding.TCVN3:
        codes = {code: letter for letter, code in TCVN3.items()}
        # Readers before us may have mended look-alikes: eth to Đ, the micro sign to Greek mu.
        codes |= {"\u0110": codes["\u00d0"], "\u03bc": codes["\u00b5"]}
    else:
        codes = {code: letter for letter, code in VNI.items()}
        # Typed by hand, a capital's tone is often the small one: "Aùnh".
        codes |= {
            code[0] + code[1:].lower(): letter
            for code, letter in codes.items()
            if len(code) > 1 and letter.isupper()
        }
    longest_first = sorted(codes, key=len, reverse=True)
    return codes, re.compile("|".join(map(re.escape, longest_first)))


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
