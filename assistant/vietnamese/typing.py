"""Keys as they were typed, where the keyboard did not turn them into letters: Telex and VNI."""

import re
import unicodedata

TONE_KEYS = {
    "s": "\u0301", "1": "\u0301",  # sắc
    "f": "\u0300", "2": "\u0300",  # huyền
    "r": "\u0309", "3": "\u0309",  # hỏi
    "x": "\u0303", "4": "\u0303",  # ngã
    "j": "\u0323", "5": "\u0323",  # nặng
}  # fmt: skip
CIRCUMFLEX = {"a": "â", "e": "ê", "o": "ô"}
HORN = {"o": "ơ", "u": "ư"}
BREVE = {"a": "ă"}
VNI_MARKS = {"6": CIRCUMFLEX, "7": HORN, "8": BREVE}
VOWELS = "aăâeêioôơuưy"
# A VNI word has its digits after letters; a number with letters after it is something else.
VNI_WORD = re.compile(r"[^\W\d_]+\d[^\W_]*")


def from_telex(word: str) -> str | None:
    """The word that these Telex keys mean: "soos" is "số"; None where they are no Telex."""
    letters: list[str] = []
    tone = ""
    changed = False
    for key in word.lower():
        if key in "sfrxj" and not tone and _has_vowel(letters):
            tone = TONE_KEYS[key]
        elif key == "w" and (_mark(letters, HORN | BREVE) or not _has_vowel(letters)):
            changed = True
            if not _has_vowel(letters):
                letters.append("ư")
        elif (key in CIRCUMFLEX and _mark(letters, {key: CIRCUMFLEX[key]})) or (
            key == "d" and _bar(letters)
        ):
            changed = True
        else:
            letters.append(key)
    return _with_tone(letters, tone) if changed or tone else None


def from_vni(word: str) -> str | None:
    """The word that these VNI keys mean: "so61" is "số"; None where they are no VNI."""
    if not VNI_WORD.fullmatch(word):
        return None
    letters: list[str] = []
    tone = ""
    for key in word.lower():
        if key in "12345" and _has_vowel(letters):
            tone = TONE_KEYS[key]
        elif (key == "9" and _bar(letters)) or (
            key in VNI_MARKS and _mark(letters, VNI_MARKS[key])
        ):
            continue
        elif key.isdigit():
            return None
        else:
            letters.append(key)
    return _with_tone(letters, tone)


def _has_vowel(letters: list[str]) -> bool:
    return any(letter in VOWELS for letter in letters)


def _mark(letters: list[str], marks: dict[str, str]) -> bool:
    """Put the mark on the last vowel that bears it; on both of "uo", which becomes "ươ"."""
    for at in range(len(letters) - 1, -1, -1):
        if letters[at] in marks:
            letters[at] = marks[letters[at]]
            if letters[at] == "ơ" and at and letters[at - 1] == "u" and letters[:1] != ["q"]:
                letters[at - 1] = "ư"
            return True
        if letters[at] in "ăâêôơư" and letters[at] not in marks.values():
            return False
    return False


def _bar(letters: list[str]) -> bool:
    """Put the bar on a "d" that begins the syllable, or that has just been typed."""
    for at in (-1, 0):
        if letters[at : at + 1 or None] == ["d"]:
            letters[at] = "đ"
            return True
    return False


def _with_tone(letters: list[str], tone: str) -> str:
    word = "".join(letters)
    if not tone:
        return word
    at = _tone_position(word)
    if at is None:
        return word
    return unicodedata.normalize("NFC", word[: at + 1] + tone + word[at + 1 :])


def _tone_position(word: str) -> int | None:
    """Which letter bears the tone."""
    start = 2 if word[:2] in ("qu", "gi") and any(c in VOWELS for c in word[2:]) else 0
    vowels = [i for i, c in enumerate(word) if c in VOWELS and i >= start]
    if not vowels:
        return None
    marked = [i for i in vowels if word[i] in "ăâêôơư"]
    if marked:
        return marked[-1]
    last = vowels[-1]
    if last < len(word) - 1 or len(vowels) == 1:
        return last  # a consonant closes the syllable: "toán"
    if len(vowels) == 2 and word[vowels[0] : last + 1] in ("oa", "oe", "uy"):
        return last
    return vowels[-2]
