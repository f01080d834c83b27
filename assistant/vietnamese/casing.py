"""Gives words printed in capitals the case that running text would give them."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator
from functools import lru_cache

from assistant.vietnamese.text import spell
from assistant.vietnamese.wordlist import read_words

WORD = re.compile(r"[^\W_]+")
# In a name a capital follows these: "Khoa học và Công nghệ", "Kế hoạch - Tài chính".
JOINTS = ("và", ",", "-", "–")
# In a name these stay small: "Ban Quản lý các khu công nghiệp".
SMALL = frozenset(("các", "của", "về", "cho", "tại", "thực"))
# "Trường THCS Nguyễn Trãi": behind a school's level each syllable of its name has a capital,
LEVELS = frozenset(("thcs", "thpt", "ptdtnt", "ptdtbt", "thpts"))
# and "Trường Đại học Hạ Long", unless running text writes it small.
HIGHER_LEVELS = frozenset((("đại", "học"), ("cao", "đẳng"), ("trung", "cấp"), ("mầm", "non")))
ONE_HEADS = frozenset(("sở", "phòng", "ban", "bộ", "cục", "hội", "đoàn"))
NO_VOWEL = re.compile(r"[^AEIOUYÀ-ÝĂĨŨƠƯẠ-Ỹ\W\d]{2,}")  # an abbreviation: "THCS", "CNTT"
# After these a name of a place begins, each syllable with a capital: "xã Ea Kar".
PLACES = re.compile(r"^(?:tỉnh|phố|huyện|quận|xã|phường|thành phố|thị xã|đặc khu|vực)$")

Casings = dict[tuple[str, str], Counter[str]]


def running_case(words: str, *, text: str) -> str:
    """Words in capitals as the document's own running text writes them, small where it is silent.

    "PHÁT TRIỂN ĐÔ THỊ TỈNH AN GIANG" becomes "Phát triển đô thị tỉnh An Giang".
    """
    cased = _recased(words, casings=_casings(text), is_name=False)
    return cased[:1].upper() + cased[1:]


def name_case(words: str, *, text: str) -> str:
    """The same for the name of an organization: "SỞ XÂY DỰNG" becomes "Sở Xây dựng"."""
    return _recased(words, casings=_casings(text), is_name=True)


def _recased(words: str, *, casings: Casings, is_name: bool) -> str:
    tokens = tuple((match.start(), match.end()) for match in WORD.finditer(words))
    keys = ("", *(spell(words[start:stop]) for start, stop in tokens), "")
    known = dict(_known_names(words, is_name=is_name))
    pieces, end = [], 0
    capital, in_place, in_school = is_name, False, False
    for (start, stop), before, key, after in zip(tokens, keys, keys[1:], keys[2:], strict=False):
        printed, between = words[start:stop], words[end:start]
        capital = capital or (is_name and (before == "và" or between.strip() in JOINTS[1:]))
        if start in known:
            word, capital = known[start]
        elif is_name and start and (PLACES.match(key) or PLACES.match(f"{key} {after}")):
            word, capital, in_place = printed.lower(), True, True
        elif is_name and NO_VOWEL.fullmatch(printed):
            word, in_place = printed, key in LEVELS
            capital = in_place
        elif is_name and key in SMALL:
            word, capital = printed.lower(), False
        else:
            seen = _seen(casings, key=key, before=before, after=after)
            if (capital and not seen[:1].isupper()) or (in_school and not seen):
                seen = printed.capitalize()
            word = seen or printed.lower()
            capital = in_place or (capital and key in ONE_HEADS)
        in_school = in_school or (is_name and (before, key) in HIGHER_LEVELS)
        pieces += [between, word]
        end = stop
    return "".join(pieces) + words[end:]


def _seen(casings: Casings, *, key: str, before: str, after: str) -> str:
    """How running text writes a word beside these neighbours, or anywhere if always in capitals."""
    counts = Counter(casings.get((f"<{before}", key), {}))
    counts.update(casings.get((key, f"{after}>"), {}))
    if counts:
        return counts.most_common(1)[0][0]
    alone = casings.get(("", key), Counter())
    if alone and len(key) > 1 and all(form.isupper() for form in alone):
        return alone.most_common(1)[0][0]
    return ""


@lru_cache(maxsize=8)
def _casings(text: str) -> Casings:
    """How the running lines of a text write each word, by the word before and after it."""
    casings: Casings = defaultdict(Counter)
    for line in text.split("\n"):
        letters = [letter for letter in line if letter.isalpha()]
        if sum(letter.isupper() for letter in letters) > len(letters) / 2:
            continue
        found = WORD.findall(line)
        keys = ["", *(spell(word) for word in found), ""]
        for index, word in enumerate(found):
            # The first word of a sentence has a capital for no reason of its own.
            if index:
                casings[f"<{keys[index]}", keys[index + 1]][word] += 1
                casings["", keys[index + 1]][word] += 1
                casings[keys[index + 1], f"{keys[index + 2]}>"][word] += 1
    return casings


def _known_names(words: str, *, is_name: bool) -> Iterator[tuple[int, tuple[str, bool]]]:
    """Where names that every office knows stand: each syllable, and whether a capital follows."""
    heads = sorted(read_words("organization_heads"), key=len)
    for name in heads:
        found = _find_words(name, words)
        # "sở", "bộ", "ban" are ordinary words too: only at the head of a name are they bodies.
        if found is not None and (name.isupper() or (is_name and found == 0)):
            syllables = tuple(WORD.finditer(name))
            for syllable in syllables:
                last = syllable is syllables[-1]
                yield found + syllable.start(), (syllable.group(), is_name and last)
    for name in read_words("document_kinds") if is_name else ():
        if (found := _find_words(name, words)) is not None and found:
            first, *rest = WORD.finditer(name)
            yield found, (first.group(), False)
            yield from ((found + word.start(), (word.group(), False)) for word in rest)
    for name in read_words("provinces"):
        if (found := _find_words(name, words)) is not None:
            for syllable in WORD.finditer(name):
                yield found + syllable.start(), (syllable.group(), False)


def _find_words(name: str, words: str) -> int | None:
    match = re.search(rf"(?<!\w){re.escape(name.lower())}(?!\w)", words.lower())
    return match.start() if match else None
