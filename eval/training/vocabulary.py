"""The tokens of the static model: words of several syllables, syllables, pieces; and their file.

Vietnamese parts syllables, not words, so the words ("nhiệm vụ", "ủy ban nhân dân") are found by
how much more often their syllables stand together than chance would have it. Each token stands
there as written and folded, so that a question without diacritics finds words too.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tokenizers import Regex, Tokenizer
from tokenizers.models import WordPiece
from tokenizers.normalizers import NFC, Lowercase, Replace
from tokenizers.normalizers import Sequence as Steps
from tokenizers.pre_tokenizers import Split

from assistant.retrieval.static_model import ALPHABET, END, RUN, TONE_PLACEMENTS
from eval.training.texts import fold

SYLLABLES = 11_000
WORDS = 12_000
PIECES = 1500
PIECE_LETTERS = 5
WORD_SYLLABLES = 3
# Fewer sightings or a weaker bond (normalised pointwise mutual information) is chance.
SIGHTINGS = 20
BOND = 0.3
UNKNOWN = "[UNK]"

Runs = list[list[str]]


def build_vocabulary(texts: Iterable[str]) -> Vocabulary:
    """The tokens, as written and folded, the unknown first; every letter is one of them."""
    runs: Runs = [run.split(" ") for text in texts for run in RUN.findall(text)]
    syllables = Counter(word for run in runs for word in run)
    words = _words(runs)
    whole = [*words, *(word for word, _ in syllables.most_common(SYLLABLES))]
    tokens = [token + END for token in whole] + _pieces(syllables)
    return share_rows(list(dict.fromkeys([UNKNOWN, *ALPHABET, END, *tokens, *map(fold, tokens)])))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The tokens; those that have a vector of their own; and whose vector each token has."""

    tokens: tuple[str, ...]
    rows: tuple[str, ...]
    row_of: tuple[int, ...]


def share_rows(tokens: Sequence[str]) -> Vocabulary:
    """Gives a folded word the vector of the only written word that it can stand for.

    It halves the table's cost of folded words, and a question without diacritics then has
    the very vectors of one with them. Single syllables mostly stand for several; they keep theirs.
    """
    written: dict[str, list[str]] = {}
    for token in tokens:
        if token.count(END) > 1 and fold(token) != token:
            written.setdefault(fold(token), []).append(token)
    stands_for = {plain: found[0] for plain, found in written.items() if len(found) == 1}
    rows = tuple(token for token in tokens if token not in stands_for)
    place = {token: row for row, token in enumerate(rows)}
    row_of = tuple(place[stands_for.get(token, token)] for token in tokens)
    return Vocabulary(tokens=tuple(tokens), rows=rows, row_of=row_of)


def _words(runs: Runs) -> list[str]:
    """Bound neighbours first, then what these are bound to: two rounds give three syllables."""
    first = _bound(runs, WORDS * 2 // 3)
    bound = set(first)
    merged = [_merge(run, bound) for run in runs]
    second = _bound(merged, WORDS - len(first))
    return [" ".join(pair) for pair in (*first, *second)]


def _bound(runs: Runs, wanted: int) -> list[tuple[str, str]]:
    single = Counter(word for run in runs for word in run)
    pairs = Counter(pair for run in runs for pair in itertools.pairwise(run))
    total = single.total()
    weighed: dict[tuple[str, str], float] = {}
    for (a, b), seen in pairs.items():
        if seen < SIGHTINGS or (a + b).isdigit() or _width(a) + _width(b) > WORD_SYLLABLES:
            continue
        bond = math.log(seen * total / (single[a] * single[b])) / -math.log(seen / total)
        if bond > BOND:
            weighed[a, b] = seen * bond
    return sorted(weighed, key=lambda pair: (-weighed[pair], pair))[:wanted]


def _width(word: str) -> int:
    return word.count(" ") + 1


def _merge(run: Sequence[str], bound: set[tuple[str, str]]) -> list[str]:
    merged: list[str] = []
    place = 0
    while place < len(run):
        pair = tuple(run[place : place + 2])
        merged.append(" ".join(pair) if pair in bound else run[place])
        place += 2 if pair in bound else 1
    return merged


def _pieces(syllables: Counter[str]) -> list[str]:
    """The commonest parts of syllables, for what is misspelt, foreign or rare."""
    counted: Counter[str] = Counter()
    for word, seen in syllables.items():
        ended = word + END
        for start in range(len(ended)):
            for end in range(start + 2, min(len(ended), start + PIECE_LETTERS) + 1):
                # Longer pieces say more; the root keeps common syllables from filling the list.
                counted[ended[start:end]] += round(math.sqrt(seen) * (end - start))
    return [piece for piece, _ in counted.most_common(PIECES)]


def make_tokenizer(tokens: Sequence[str]) -> Tokenizer:
    """What `assistant.retrieval.static_model.Tokens` does, in terms of the tokenizers library.

    The longest known token wins, from left to right, and it may run over blanks: so the piece that
    WordPiece calls a word is here a whole run of words between punctuation marks.
    """
    tokenizer = Tokenizer(
        WordPiece(
            vocab={token: place for place, token in enumerate(tokens)},
            unk_token=UNKNOWN,
            continuing_subword_prefix="",
            max_input_chars_per_word=1_000_000,
        )
    )
    placements = [
        Replace(Regex(f"(?<!q){old}(?![{ALPHABET}])"), new) for old, new in TONE_PLACEMENTS.items()
    ]
    tokenizer.normalizer = Steps(
        [
            NFC(),
            Lowercase(),
            Replace(Regex(r"[ \t\r\n\x{00a0}]+"), " "),
            *placements,
            Replace(Regex(f"[^{ALPHABET} ]+"), "\n"),
            Replace(Regex(r" *\n[ \n]*"), " \n"),
            Replace(Regex(r"\z"), " "),
        ]
    )
    tokenizer.pre_tokenizer = Split(Regex(r"(?:[^ \n]+ )+"), "removed", invert=True)
    return tokenizer
