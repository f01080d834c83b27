"""Small numbers as documents write them: digits, words, Roman numerals."""

import re
from functools import cache

from assistant.vietnamese.wordlist import read_table

ROMAN = {"i": 1, "v": 5, "x": 10, "l": 50, "c": 100}
# OCR reads a capital I as "l", "1" or "|": "Quý lll", "Quý 1V".
OCR_ONES = str.maketrans({"l": "i", "1": "i", "|": "i"})
_ROMAN_FORM = re.compile(r"c{0,3}(?:xc|xl|l?x{0,3})(?:ix|iv|v?i{0,3})")


@cache
def number_words() -> dict[str, int]:
    """Numbers in words ("mười hai") with their values."""
    return {word: int(value) for word, value, *_ in read_table("numbers")}


@cache
def number_words_pattern() -> str:
    """A pattern for every number in words, the longest first; spaces between syllables may vary."""
    words = sorted(number_words(), key=len, reverse=True)
    return "|".join(r"\s+".join(word.split()) for word in words)


def read_number(words: str) -> int | None:
    """The value of "12", "mười hai" or "XII"; None for anything else."""
    words = " ".join(words.lower().split())
    if words.isdecimal():
        return int(words)
    return number_words().get(words) or read_roman(words)


def read_roman(words: str) -> int | None:
    """The value of a well-formed Roman numeral up to 399: "IV" is 4."""
    words = words.lower()
    if not words or not _ROMAN_FORM.fullmatch(words):
        return None
    values = [ROMAN[letter] for letter in words]
    following = [*values[1:], 0]
    return sum(v if v >= after else -v for v, after in zip(values, following, strict=True))


def write_roman(number: int) -> str:
    """A number up to 399 as a Roman numeral."""
    letters = ""
    for value, words in _ROMAN_STEPS:
        count, number = divmod(number, value)
        letters += words * count
    return letters


_ROMAN_STEPS = (
    *((100, "C"), (90, "XC"), (50, "L"), (40, "XL")),
    *((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")),
)


def read_quarter(words: str) -> int | None:
    """A quarter's number: "3", "III", "ba", also as OCR misreads it ("lll", "1V")."""
    number = read_number(words)
    if number is None or number > 4:
        number = read_roman(words.lower().translate(OCR_ONES))
    return number if number is not None and 1 <= number <= 4 else None
