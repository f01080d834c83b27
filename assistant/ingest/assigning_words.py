"""The words by which work is given, and those with which a unit begins, as patterns.

The words are data: assignment_words.tsv, unit_heads.tsv, work_verbs.tsv.
"""

import re
from collections.abc import Iterable
from functools import cache

from assistant.vietnamese.text import CAPITALS, spell
from assistant.vietnamese.wordlist import read_table


def begins_with_verb(work: str) -> bool:
    """Whether the words begin with what is to be done."""
    return bool(_work_beginning().match(spell(work)))


@cache
def _work_beginning() -> re.Pattern[str]:
    verbs = (verb for verb, *_ in read_table("work_verbs"))
    words = (word for word, role, *_ in _words() if role in ("duty", "manner"))
    return _any_of(map(spell, (*verbs, *words)))


@cache
def verb_start() -> re.Pattern[str]:
    """A verb of work or a word of manner at the beginning, of spelled words."""
    verbs = [spell(verb) for verb, *_ in read_table("work_verbs")]
    verbs += [spell(word) for word in words_of_role("manner")]
    either = "|".join(map(re.escape, sorted(verbs, key=len, reverse=True)))
    return re.compile(rf"(?:{either})\b")


def skip(text: str, position: int) -> int:
    """The position behind spaces and commas."""
    while position < len(text) and text[position] in " ,\n":
        position += 1
    return position


def skip_words(text: str, position: int, words: tuple[str, ...]) -> int:
    """The position behind one of these words, if one stands here: "để", "nhằm"."""
    position = skip(text, position)
    for word in words:
        if re.match(rf"{word}\b", text[position:], re.IGNORECASE):
            return skip(text, position + len(word))
    return position


def after_word_of(text: str, position: int, *, role: str) -> tuple[int, bool]:
    """The position after a word of this role, and whether one stands here."""
    position = skip(text, position)
    match = role_pattern(role).match(text, position)
    return (match.end(), True) if match else (position, False)


@cache
def _words() -> tuple[tuple[str, ...], ...]:
    return read_table("assignment_words")


def words_of_role(role: str) -> tuple[str, ...]:
    """The words of one role, the longest first."""
    return tuple(sorted((w for w, r, *_ in _words() if r == role), key=len, reverse=True))


@cache
def spelled_of_role(role: str) -> frozenset[str]:
    """The words of one role, to be compared whole."""
    return frozenset(map(spell, words_of_role(role)))


@cache
def role_pattern(role: str) -> re.Pattern[str]:
    """Any word of one role."""
    return _any_of(words_of_role(role), flags=re.IGNORECASE)


@cache
def boundary_pattern() -> re.Pattern[str]:
    """What can follow a list of units and stands in no name: duty, manner, plain verbs."""
    words = [w for w, role, *_ in _words() if role in ("lead", "duty", "support", "manner", "idle")]
    return _any_of((*words, *_verbs_with(name="0")))


@cache
def name_verb_pattern() -> re.Pattern[str]:
    """Verbs that also stand in names of units: "Phòng Quản lý xây dựng"."""
    return _any_of(_verbs_with(name="1"))


def _verbs_with(*, name: str) -> tuple[str, ...]:
    return tuple(verb for verb, in_name, *_ in read_table("work_verbs") if (in_name or "0") == name)


def is_part_of_word(head: str, verb: str) -> bool:
    """Whether the syllable before makes another word of it: "công trình", "chương trình"."""
    before = spell(head).split()[-1:]
    return any(before == [syllable] for syllable in _not_after().get(spell(verb), ()))


@cache
def _not_after() -> dict[str, tuple[str, ...]]:
    rows = ((verb, not_after) for verb, _, not_after, *_ in read_table("work_verbs") if not_after)
    return {spell(verb): tuple(re.split(r",\s*", spell(words))) for verb, words in rows}


@cache
def unit_head() -> re.Pattern[str]:
    """A unit's first words: "Phòng K…", "Văn phòng", "các đơn vị", "thủ trưởng"."""
    return re.compile(
        rf"""
        \s* (?: cho\s+ )?
        (?: {group_head().pattern}                          # "các phòng, ban", "từng đơn vị"
          | (?: {_either("whole")} )                         # "Văn phòng", "UBND"
          | (?i: {_either("any")} )                          # "thủ trưởng", "đơn vị"
          | (?: {_either("name")} | (?i: đồng\s+chí | ông | bà ) ) (?= \s+ [{CAPITALS}\d] )
          | Phòng (?= \s+ chuyên )                           # "Phòng chuyên môn"
        ) (?!\w)
        """,
        re.VERBOSE,
    )


@cache
def whole_name() -> re.Pattern[str]:
    """A name that is whole by itself: "Ủy ban nhân dân"."""
    return re.compile(rf"(?:{_either('whole')})(?!\w)")


@cache
def listed_group() -> re.Pattern[str]:
    """What a list of groups goes on with: "các xã, phường, đặc khu"."""
    return re.compile(rf"(?i:{_either('noun', 'whole')})(?!\w)")


@cache
def group_head() -> re.Pattern[str]:
    nouns = _either("noun", "any", "whole")
    return re.compile(rf"(?: (?i: {_either('group')} ) \s+ (?i: {nouns} ) ) (?!\w)", re.VERBOSE)


def _either(*follows: str) -> str:
    heads = (head for head, follow, *_ in read_table("unit_heads") if follow in follows)
    longest = sorted(heads, key=len, reverse=True)
    return "|".join(re.escape(head).replace(r"\ ", r"\s+") for head in longest)


@cache
def complete_heads() -> frozenset[str]:
    whole = (head for head, follow, *_ in read_table("unit_heads") if follow == "whole")
    return frozenset(spell(head) for head in whole)


def _any_of(words: Iterable[str], *, flags: int = 0) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", flags)
