"""Normalising, folding and cutting Vietnamese text."""

import re
import unicodedata
from functools import lru_cache

# Letters that look right and are other code points: the Icelandic eth, African D, and their kin.
LOOKALIKES = str.maketrans({"\u00d0": "Đ", "\u0189": "Đ", "\u0256": "đ", "\u00f0": "đ"})
INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
SPACES = re.compile(r"[^\S\n]+")
NEWLINES = re.compile(r" ?\n ?")
WORD = re.compile(r"[^\W_]+")

# One syllable may be written with the tone on either vowel of oa, oe, uy: "hoà" and "hòa".
# The older placement is made the newer in open syllables, which is what most documents use.
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_OLD_PLACEMENT = re.compile(
    rf"(?<![qQ])([oOuU])([{_TONES}])([aeyAEY])(?![\w{_TONES}\u0302\u0306\u031b])"
)
# The other way round after u, ư and i: "cuả" is "của". But "quả" and "già" are right.
# Nor is the dot under "â" of "luật", which NFD writes before the circumflex.
_LATE_TONE = re.compile(rf"(?<![qg])([uiUI]\u031b?)([aA])([{_TONES}])(?![\w{_TONES}\u0302\u0306])")

# Capital letters as a class of a pattern: the range "À-Ỹ" has small ones among them.
CAPITALS = "A-Z" + "".join(
    letter for letter in map(chr, (*range(0xC0, 0x1B1), *range(0x1EA0, 0x1EFA))) if letter.isupper()
)


def normalise(text: str) -> str:
    """NFC, look-alike letters mended, invisible characters dropped, white space made one."""
    text = unicodedata.normalize("NFC", text).translate(LOOKALIKES).translate(INVISIBLE)
    return NEWLINES.sub("\n", SPACES.sub(" ", text)).strip()


@lru_cache(maxsize=65536)
def without_tone(word: str) -> str:
    """A word without its tone mark, its other diacritics kept: "mây" of "mấy"."""
    parts = unicodedata.normalize("NFD", word)
    return unicodedata.normalize("NFC", "".join(c for c in parts if c not in _TONES))


def _bare(letter: str) -> str:
    """A letter without what Unicode writes over and under it."""
    parts = unicodedata.normalize("NFD", letter.translate(LOOKALIKES).lower()).replace("đ", "d")
    return "".join(part for part in parts if not unicodedata.combining(part))


# Every Latin letter with diacritics, and the marks by themselves: a question folds thousands of
# words, and one look-up a letter is several times quicker than taking each apart.
_BARE = {
    code: _bare(chr(code))
    for code in (
        *range(0xC0, 0x257),
        *range(0x300, 0x370),
        *range(0x1E00, 0x1F00),
    )
}


def fold(text: str) -> str:
    """Lower case without diacritics: "Đắk Lắk" is "dak lak"."""
    return text.translate(_BARE).lower()


@lru_cache(maxsize=65536)
def spell(text: str) -> str:
    """Lower case NFC with one tone placement: "Hoà", "hòa" and "HÒA" are one spelling."""
    text = unicodedata.normalize("NFD", text.translate(LOOKALIKES).lower())
    # The tone goes to the second vowel: "o + tone + a" becomes "o + a + tone".
    text = _LATE_TONE.sub(r"\1\3\2", _OLD_PLACEMENT.sub(r"\1\3\2", text))
    return unicodedata.normalize("NFC", text)


def syllables(text: str) -> tuple[str, ...]:
    """The syllables and numbers of a text, in one spelling: what search is made of."""
    return tuple(WORD.findall(spell(text)))


def letters(text: str) -> str:
    """Letters and digits alone, folded by nothing but case: for comparing words across layouts."""
    return "".join(WORD.findall(spell(text)))


def fold_in_place(text: str) -> str:
    """Folded, every letter in its place, so that matches tell where they stand."""
    folded = "".join(f if len(f := fold(c)) == 1 else " " for c in text)
    return folded.replace("\n", " ")
