"""What a question's words were meant to be: diacritics left out, raw Telex or VNI keys, slips.

Each word may mean several; the likeliest sequence is chosen by how syllables follow one another in
the store's own documents, in questions and in general Vietnamese (Viterbi over pairs). A word that
bears diacritics, or that stands among words that do, is believed; one that nobody knows is mended.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import groupby, pairwise, starmap
from math import log

from assistant.vietnamese.statistics import (
    BEGINNING,
    ENDING,
    Statistics,
    group_by_fold,
    question_statistics,
    statistics,
)
from assistant.vietnamese.text import fold, normalise, spell, syllables, without_tone
from assistant.vietnamese.typing import from_telex, from_vni
from assistant.vietnamese.wordlist import read_table, read_words

# A word, or a code with signs inside ("nq57.vn", "03/KH-SXD"), which is never mended.
WORD = re.compile(r"[^\W_]+(?:[./&@-][^\W_]+)*")
# "mục VII" is no slip of "mục III", whatever the plan holds; "vi" and "xi" may be words.
NUMERAL = re.compile(r"X{0,2}(?:I[VX]|VI{0,3}|I{2,3})|X{1,2}|x{0,2}(?:i[vx]|vi{2,3}|i{2,3})")
LETTERS = re.compile(r"[^\W\d_]+")

# Weights of the language model: the store's pairs say most, since people ask about its documents.
STORE_PAIRS, ASKED_PAIRS, PAIRS = 0.4, 0.2, 0.25
STORE_SINGLE, ASKED_SINGLE, SINGLE = 0.06, 0.04, 0.05
# How much a reading must gain elsewhere to be believed, in natural logarithms.
AS_TYPED = 0.0
DIACRITICS_LEFT_OUT = 0.0  # in a question without diacritics; elsewhere:
PLAIN_AMONG_MARKED = 6.0
OTHER_DIACRITICS = 5.0  # "lăk" for "lắk": what was typed is no word
TONE_LEFT_OUT = 8.5  # "tháng mây" for "tháng mấy": what was typed is a word, its other marks stand
WRONG_WORD = 13.0  # what was typed is a word with other diacritics
RAW_KEYS = 2.0  # "gif" for "gì": what was typed may be a foreign word
SLIP = 6.0
SLIP_OF_A_WORD = 9.5  # what was typed is a word itself
BLEND = 2.0  # "ctrì" for "chủ trì"
RARE = 1e-8
OWN_WORDS = 50  # a word of the store's documents is as usual as one seen so often elsewhere
BARE_SHARE = 0.12  # under this share of words with diacritics the writer leaves them out
# So many words in a row without any: a bare question between courtesies that have theirs.
BARE_RUN = 6
SHORTEST_SLIP = 3  # letters; of shorter words everything is one slip away
SOUNDS = {"f": ("ph",), "j": ("gi",), "z": ("d", "gi"), "w": ("qu",)}
ALPHABET = "abcdeghiklmnopqrstuvxy"
MOST_READINGS = 10  # of one folded form; the rest are too rare to be meant
ONSETS = frozenset(("ch", "gh", "gi", "kh", "ng", "nh", "ph", "qu", "th", "tr"))
VOWELS = frozenset("aeiouy")
# How often two syllables were seen together, and what share of the second, before one is cut short.
LEAST_PAIR, LEAST_SHARE = 5, 0.02
# "gq hs" for "giải quyết hồ sơ": two letters stand for one of so many pairs of the store's words
# that begin so, each seen so often there.
INITIALS, MOST_PAIRS, LEAST_SEEN = 4.0, 6, 4


@dataclass(frozen=True, slots=True)
class Mended:
    """A question as it was meant, and the words that were read otherwise than typed."""

    text: str
    changes: tuple[tuple[str, str], ...] = ()
    letters: str = ""  # as typed, the raw keys of Telex and VNI turned into letters


@dataclass(frozen=True, slots=True)
class Reading:
    """What a word may mean, one syllable or two run together, and what believing it costs."""

    word: str
    cost: float

    @property
    def syllables(self) -> list[str]:
        """The syllables, in order."""
        return self.word.split()


class Speller:
    """Mends questions by the words of one store."""

    def __init__(
        self,
        counts: Mapping[str, int],
        pairs: Mapping[tuple[str, str], int],
        *,
        known: Iterable[str] = (),
    ) -> None:
        """`known` words, abbreviations above all, are never mended; nor is what people say and no
        document writes.
        """
        self._general = statistics()
        self._asked = question_statistics()
        self._counts = dict(counts)
        self._pairs = dict(pairs)
        self._learn_phrases()
        self._total = max(1, sum(self._counts.values()))
        self._by_fold = _merged(self._general, self._counts)
        self._by_initial = _by_initial({*self._counts, *self._asked.counts})
        self._by_initials = _by_initials(pairs)
        self._known = frozenset(map(spell, (*known, *read_words("spoken_words"))))
        self.mend = lru_cache(maxsize=2048)(self._mend)

    def _learn_phrases(self) -> None:
        """Turns of phrase of questions, which neither plans nor laws hold."""
        for words, weight in question_phrases():
            for word in words:
                self._counts[word] = self._counts.get(word, 0) + weight
            for pair in pairwise(words):
                self._pairs[pair] = self._pairs.get(pair, 0) + weight

    def _mend(self, question: str) -> Mended:
        """The question in the spelling that was meant; words that are right stay as typed."""
        text = normalise(question)
        matches = list(WORD.finditer(text))
        typed = [match.group() for match in matches]
        meant = [self._decoded(word) or word for word in typed]
        raw = not any(spell(word) != fold(word) for word in typed)
        lattice = [
            self._readings(word, bare=bare, raw=raw)
            for word, bare in zip(typed, bare_words(meant), strict=True)
        ]
        letters = _rebuilt(text, matches, [spell(word) for word in meant]).text
        return replace(_rebuilt(text, matches, self._likeliest(lattice)), letters=letters)

    def _decoded(self, word: str) -> str | None:
        """The word that raw keys mean, where they mean one."""
        lower = word.lower()
        meant = from_vni(lower) or from_telex(lower)
        spelled = spell(meant) if meant else ""
        return spelled if self._is_word(spelled) or spelled in self._known else None

    def _is_word(self, spelled: str) -> bool:
        return spelled in self._counts or self._general.count(spelled) > 0

    def _readings(self, word: str, *, bare: bool, raw: bool) -> tuple[Reading, ...]:
        spelled = spell(word)
        decoded = self._decoded(word)
        if decoded and raw and not self._is_word(spelled):
            # Among words with diacritics a doubled letter may be a slip: "quaan" for "quan".
            return (Reading(decoded, AS_TYPED),)
        is_short = spelled in chat_words() and word.islower()
        if not is_short and not self._may_be_mended(word, spelled, bare=bare):
            return (Reading(spelled, AS_TYPED),)
        found = [Reading(spelled, AS_TYPED), *self._same_letters(spelled, bare=bare)]
        found += self._by_sound(spelled, bare=bare)
        if self._counts.get(spelled, 0) < LEAST_SEEN:
            found += [Reading(meant, RAW_KEYS) for meant in chat_words().get(spelled, ())]
        if decoded:
            found.append(Reading(decoded, RAW_KEYS))
        # A word of the documents is never taken for a slip: people ask about what stands there.
        explained = spelled in self._counts or (bare and len(found) > 1)
        if len(word) >= SHORTEST_SLIP and not explained:
            cost = SLIP_OF_A_WORD if self._is_word(spelled) else SLIP
            found += self._slips(spelled, cost=cost, bare=bare)
        if len(word) >= SHORTEST_SLIP and fold(spelled) not in self._by_fold:
            found += self._blends(spelled)
        if spelled not in self._counts:
            found += self._initials(spelled)
        # Of two ways to one word the cheaper counts.
        by_word = {r.word: r for r in sorted(found, key=lambda r: -r.cost)}
        return tuple(by_word.values())

    def _may_be_mended(self, word: str, spelled: str, *, bare: bool) -> bool:
        """Codes, numbers and abbreviations mean what they are: "nq57.vn", "VII", "KHTC", "cđs"."""
        # "chu" of "chu kỳ" is known, but who leaves diacritics out may mean "chủ".
        usual = self._by_fold.get(fold(spelled), ())
        may_be_other = self._general.count(spelled) > 0 or usual[:1] != (spelled,)
        is_known = spelled in self._known and not (bare and usual and may_be_other)
        return (
            LETTERS.fullmatch(word) is not None
            and not is_known
            and NUMERAL.fullmatch(word) is None
            and (not word.isupper() or bool(usual))
        )

    def _same_letters(self, spelled: str, *, bare: bool) -> Iterator[Reading]:
        """Words that differ in diacritics alone."""
        folded = fold(spelled)
        if spelled == folded:
            cost = toneless = DIACRITICS_LEFT_OUT if bare else PLAIN_AMONG_MARKED
        elif self._is_word(spelled):
            cost, toneless = WRONG_WORD, TONE_LEFT_OUT
        else:
            cost = toneless = OTHER_DIACRITICS
        words = self._by_fold.get(folded, ())[:MOST_READINGS]
        for word in words:
            if word != spelled:
                yield Reading(word, toneless if without_tone(word) == spelled else cost)

    def _by_sound(self, spelled: str, *, bare: bool) -> Iterator[Reading]:
        """ "fiên" for "phiên": a letter that begins no Vietnamese word, by its sound."""
        for sound in SOUNDS.get(spelled[:1], ()):
            word = spell(sound + spelled[1:])
            if self._is_word(word):
                yield Reading(word, RAW_KEYS)
            else:
                for reading in self._same_letters(word, bare=bare):
                    yield Reading(reading.word, RAW_KEYS + reading.cost)

    def _slips(self, spelled: str, *, cost: float, bare: bool) -> Iterator[Reading]:
        """Words one slip away; one whose diacritics differ too must fit its neighbours better."""
        for folded in one_slip_away(fold(spelled)):
            for word in self._by_fold.get(folded, ()):
                differs = not bare and not _marks_agree(spelled, word)
                yield Reading(word, cost + (2.0 if differs else 0.0))

    def _blends(self, spelled: str) -> Iterator[Reading]:
        """ "ctrì" for "chủ trì", "tgian" for "thời gian": of the first syllable how it begins."""
        for cut in (1, 2):
            head, tail = spelled[:cut], spelled[cut:]
            begins = cut == 1 and head not in VOWELS - {"y"}
            if not (begins or head in ONSETS) or not VOWELS & set(fold(tail)):
                continue
            for second in self._by_fold.get(fold(tail), ()):
                if tail not in (second, fold(tail)):
                    continue  # the diacritics typed are others
                for first in self._by_initial.get(head[0], ()):
                    if fold(first).startswith(fold(head)) and self._seen(first, second):
                        yield Reading(f"{first} {second}", BLEND)

    def _initials(self, spelled: str) -> Iterator[Reading]:
        """ "bc" for "báo cáo": the first letters of two words that stand together in documents."""
        pairs = () if VOWELS & set(fold(spelled)) else self._by_initials.get(fold(spelled), ())
        return (Reading(" ".join(pair), INITIALS) for pair in pairs)

    def _seen(self, first: str, second: str) -> bool:
        """Whether two syllables often stand together, as those of one word do."""
        together = self._general.pair_count(first, second) + self._pairs.get((first, second), 0)
        alone = self._general.count(second) + self._counts.get(second, 0)
        return together >= max(LEAST_PAIR, LEAST_SHARE * alone)

    def _likeliest(self, lattice: Sequence[tuple[Reading, ...]]) -> list[str]:
        """The sequence of readings with the best likelihood less the costs."""
        best: dict[str, tuple[float, tuple[str, ...]]] = {BEGINNING: (0.0, ())}
        for readings in lattice:
            following: dict[str, tuple[float, tuple[str, ...]]] = {}
            for reading in readings:
                first, *others = reading.syllables
                score, path = max(
                    (s + self._log_likelihood(before, first), path)
                    for before, (s, path) in best.items()
                )
                inside = sum(starmap(self._log_likelihood, pairwise(reading.syllables)))
                last = others[-1] if others else first
                reached = (score + inside - reading.cost, (*path, reading.word))
                following[last] = max(reached, following.get(last, reached))
            best = following
        ended = (
            (score + self._log_likelihood(last, ENDING), path)
            for last, (score, path) in best.items()
        )
        return list(max(ended)[1])

    def _log_likelihood(self, before: str, word: str) -> float:
        general, asked = self._general, self._asked
        single = (
            STORE_SINGLE * self._counts.get(word, 0) / self._total
            + ASKED_SINGLE * asked.count(word) / asked.total
            + SINGLE * general.count(word) / general.total
        )
        pair = (
            STORE_PAIRS * _share(self._pairs.get((before, word), 0), self._counts.get(before, 0))
            + ASKED_PAIRS * _share(asked.pair_count(before, word), asked.count(before))
            + PAIRS * _share(general.pair_count(before, word), general.count(before))
        )
        return log(single + pair + RARE)


def bare_words(words: Sequence[str]) -> tuple[bool, ...]:
    """Of each word, whether its writer leaves diacritics out there; numbers say nothing."""
    marked = [spell(word) != fold(word) for word in words]
    letters = [LETTERS.fullmatch(word) is not None for word in words]
    if sum(marked) <= BARE_SHARE * sum(letters) and any(letters):
        return (True,) * len(words)
    bare = [False] * len(words)
    for is_marked, run in groupby(range(len(words)), key=marked.__getitem__):
        places = list(run)
        if not is_marked and sum(letters[i] for i in places) >= BARE_RUN:
            bare[places[0] : places[-1] + 1] = [True] * len(places)
    return tuple(bare)


def one_slip_away(word: str) -> set[str]:
    """Words that a missing, doubled, swapped or wrong letter makes of this one, or it of them."""
    cuts = [(word[:i], word[i:]) for i in range(len(word) + 1)]
    swapped = {a + b[1] + b[0] + b[2:] for a, b in cuts if len(b) > 1}
    shorter = {a + b[1:] for a, b in cuts if b}
    replaced = {a + c + b[1:] for a, b in cuts if b for c in ALPHABET}
    longer = {a + c + b for a, b in cuts for c in ALPHABET}
    return (swapped | shorter | replaced | longer) - {word}


def _marks_agree(typed: str, word: str) -> bool:
    """Whether the letters with diacritics that were typed are those of the word."""
    marks = {letter for letter in typed if fold(letter) != letter}
    return marks == {letter for letter in word if fold(letter) != letter}


def _share(part: int, whole: int) -> float:
    # Pairs of a word that was hardly ever seen say little, so the whole never counts under five.
    return part / max(whole, 5)


def _merged(general: Statistics, counts: Mapping[str, int]) -> dict[str, tuple[str, ...]]:
    """The words of each folded form, the usual ones first."""
    own = group_by_fold(dict(counts))
    merged = dict(general.by_fold)
    for folded, words in own.items():
        every = dict.fromkeys((*words, *merged.get(folded, ())))
        usual = sorted(every, key=lambda w: -(counts.get(w, 0) * OWN_WORDS + general.count(w)))
        merged[folded] = tuple(usual)
    return merged


def _by_initial(words: Iterable[str]) -> dict[str, list[str]]:
    """Words by the letter that they begin with, as typed and without its stroke."""
    groups: dict[str, list[str]] = {}
    for word in words:
        for letter in {word[:1], fold(word[:1])}:
            groups.setdefault(letter, []).append(word)
    return groups


def _by_initials(pairs: Mapping[tuple[str, str], int]) -> dict[str, tuple[tuple[str, str], ...]]:
    """The commonest pairs of words by their first letters, without diacritics."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for pair in sorted(pairs, key=lambda p: -pairs[p]):
        letters = fold(pair[0][:1] + pair[1][:1])
        if pairs[pair] >= LEAST_SEEN and letters.isalpha():
            groups.setdefault(letters, []).append(pair)
    return {letters: tuple(held[:MOST_PAIRS]) for letters, held in groups.items()}


@lru_cache(maxsize=1)
def question_phrases() -> tuple[tuple[tuple[str, ...], int], ...]:
    """Turns of phrase with their weights."""
    return tuple((syllables(row[0]), int(row[1])) for row in read_table("question_phrases"))


@lru_cache(maxsize=1)
def chat_words() -> Mapping[str, tuple[str, ...]]:
    """What is typed short in a message, and the words that it may stand for."""
    return {typed: tuple(meant.split(";")) for typed, meant, *_ in read_table("chat_words")}


def _rebuilt(text: str, matches: Sequence[re.Match[str]], chosen: Sequence[str]) -> Mended:
    parts: list[str] = []
    changes: list[tuple[str, str]] = []
    end = 0
    for match, word in zip(matches, chosen, strict=True):
        parts.append(text[end : match.start()])
        typed = match.group()
        if spell(typed) == word:
            parts.append(typed)
        else:
            parts.append(_cased_as(word, typed))
            changes.append((typed, word))
        end = match.end()
    parts.append(text[end:])
    return Mended("".join(parts), tuple(changes))


def _cased_as(word: str, typed: str) -> str:
    if len(typed) > 1 and typed.isupper():
        return word.upper()
    return word.capitalize() if typed[:1].isupper() else word
