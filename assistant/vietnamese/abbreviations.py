"""Abbreviations that every office knows, written out (data/abbreviations.tsv)."""

import re
from functools import cache
from typing import NamedTuple

from assistant.vietnamese.text import spell
from assistant.vietnamese.wordlist import read_table

# "KH-TC", "KH&TC", "CCHC&VTLT", "P.KHTC": letters with marks between them
_TOKEN = re.compile(r"\w+(?:[&.\-\u2013]\w+)*\.?")
_JOINTS = re.compile(r"[&.\-\u2013]")


class Abbreviation(NamedTuple):
    """What an abbreviation stands for, and whether it may stand in a unit's name."""

    short: str
    expansion: str
    in_units: bool


@cache
def abbreviations() -> dict[str, Abbreviation]:
    """Every known abbreviation by its letters in lower case: "khtc"."""
    return {
        _letters(short): Abbreviation(short, expansion, flag == "1")
        for short, expansion, _english, flag, *_ in read_table("abbreviations")
    }


def expand(words: str) -> str:
    """The words in lower case with the abbreviations of unit names written out."""
    return _TOKEN.sub(lambda match: _expanded(match[0]), words)


def _expanded(token: str) -> str:
    found = abbreviations().get(_letters(token))
    if found and found.in_units and _looks_short(token, found):
        return found.expansion
    parts = [part for part in _JOINTS.split(token) if part]
    if len(parts) < 2:
        return spell(token)
    return " ".join(_expanded(part) for part in parts)


def _looks_short(token: str, found: Abbreviation) -> bool:
    """One or two letters stand for something only in capitals: "P." but not "p"."""
    return len(_letters(token)) > 2 or token.rstrip(".") == found.short or token.isupper()


def _letters(token: str) -> str:
    return _JOINTS.sub("", spell(token))
