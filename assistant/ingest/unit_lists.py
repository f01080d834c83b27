"""Where a list of units ends and the work begins: "Phòng Tài chính, Sở Y tế | tham mưu …"."""

import re
from itertools import pairwise

from assistant.ingest.assigning_words import (
    after_word_of,
    begins_with_verb,
    boundary_pattern,
    complete_heads,
    group_head,
    is_part_of_word,
    listed_group,
    name_verb_pattern,
    role_pattern,
    skip,
    spelled_of_role,
    unit_head,
    whole_name,
)
from assistant.vietnamese.text import spell

SYLLABLE = re.compile(r"[^\W_]+")
# A list of units longer than this is running text that begins like one.
LONGEST_UNITS = 60
# A verb that also stands in names ends a name only so near to the name's last capital:
# "Phòng Tài chính | xây dựng …", but "Ban Quản lý dự án đầu tư xây dựng".
NEAR_CAPITAL = 2
# Between a verb within a name and the verb that begins the work stand no more words than these.
SHORT_NAME_TAIL = 3
LONGEST_NAME = 8  # syllables of a list of units in which no end was found
# With these a list of units ends: whatever follows in small letters is the work.
LISTED = re.compile(r"(?:liên quan|thuộc (?:Sở|UBND tỉnh|tỉnh)|trực thuộc)$")
LEVELS = (["tỉnh"], ["thành", "phố"], ["huyện"], ["xã"], ["phường"], ["khu", "vực"])
JOINTS = frozenset(("và", "cùng", "đến", "tới", "thuộc", "trực", "trên", "của", "có"))
STOPS = re.compile(r"[:;.!?](?=\s|$)|[“”\"]|\((?![^()]{0,60}\))")
# "Sở Du lịch (cơ quan thường trực)": its part in the work, not in its name
ROLE_BEHIND = re.compile(
    r"\s*\((?:là\s+)?(?:cơ\s+quan|đơn\s+vị)\s+(?:thường\s+trực|chủ\s+trì|đầu\s+mối|chủ\s+quản)\)$"
)


def end_of_units(
    text: str, start: int, *, known: tuple[str, ...], any_name: bool = False
) -> int | None:
    """Where the list of units that begins here ends; None where none begins."""
    start = skip(text, start)
    known_end = _known_end(text, start, known=known)
    is_name = any_name and text[start : start + 1].isupper()
    if known_end is None and not is_name and not unit_head().match(text, start):
        return None
    stop = STOPS.search(text, start)
    limit = stop.start() if stop else len(text)
    unsure: int | None = None
    head = unit_head().match(text, start)
    position = known_end or (head.end() if head else start)
    if known_end is not None and begins_with_verb(text[skip(text, known_end) : limit]):
        return _checked(text, start, known_end)
    while True:
        boundary, is_sure = _next_boundary(text, position, limit=limit, start=start)
        if boundary is None:
            break
        if is_sure:
            within = unsure is not None and not _outweighs(text, boundary, unsure=unsure)
            return _checked(text, start, unsure if within and unsure is not None else boundary)
        unsure = unsure if unsure is not None else boundary
        position = boundary + 1
    if unsure is None and text[limit : limit + 1] != ":":
        unsure = _group_end(text, start, limit=limit)
    return _checked(text, start, limit if unsure is None else unsure)


def _outweighs(text: str, boundary: int, *, unsure: int) -> bool:
    """Whether a sure boundary shows that a verb before it belongs to a name.

    "Phòng Quản lý đầu tư xây dựng | theo dõi …", but "Văn phòng Đăng ký đất đai | giải quyết …
    trước ngày": there the first verb is the work.
    """
    between = text[unsure:boundary]
    if spell(between.strip()) == "tổ chức":
        return False  # "… rừng phòng hộ | tổ chức tuần tra": with a verb it is the work
    duty = any(role_pattern(r).match(text, boundary) for r in ("lead", "duty", "support"))
    # "Ban Quản lý dự án đầu tư xây dựng tỉnh | hoàn thành …": verbs of names, then whose it is
    words = name_verb_pattern().sub("", between).split()
    if [spell(word) for word in words] in LEVELS:
        return True
    return duty or ("," not in between and len(between.split()) <= SHORT_NAME_TAIL)


def _group_end(text: str, start: int, *, limit: int) -> int | None:
    """Where a long list without any word of work ends: behind "phường", "đơn vị", "liên quan"."""
    words = list(SYLLABLE.finditer(text, start, limit))
    if len(words) <= LONGEST_NAME:
        return None
    names = [name.span() for name in whole_name().finditer(text, start, limit)]
    for word, after in pairwise(words[1:]):
        ends = spell(word.group()) in spelled_of_role("group_end")
        is_within = any(begin <= word.start() and after.end() <= end for begin, end in names)
        goes_on = is_within or after.group() in JOINTS or listed_group().match(text, after.start())
        if ends and after.group()[0].islower() and not goes_on:
            return after.start()
    return None


def _checked(text: str, start: int, end: int) -> int | None:
    return end if 0 < len(text[start:end].split()) <= LONGEST_UNITS else None


def _known_end(text: str, start: int, *, known: tuple[str, ...]) -> int | None:
    fits = [
        name
        for name in known
        if len(name) > 3 and spell(text[start : start + len(name)]) == spell(name)
        and not text[start + len(name) : start + len(name) + 1].isalnum()
    ]  # fmt: skip
    return start + max(map(len, fits)) if fits else None


def _next_boundary(text: str, position: int, *, limit: int, start: int) -> tuple[int | None, bool]:
    """The next word that may begin the work, and whether it can belong to no name."""
    for match in SYLLABLE.finditer(text, position, limit):
        begin = match.start()
        if begin == start or not match.group()[0].islower():
            continue
        head = text[start:begin].rstrip()
        if not _complete(head.rstrip(" ,")):
            continue
        if LISTED.search(head) and match.group() not in JOINTS:
            return begin, True
        plain = boundary_pattern().match(text, begin)
        if plain and not is_part_of_word(head, plain.group()):
            return begin, True
        verb = name_verb_pattern().match(text, begin)
        if verb and is_part_of_word(head, verb.group()):
            continue
        if verb and not head.endswith(",") and not _duty_soon(text, verb.end()):
            return begin, _ends_name(head) or _has_object(text, verb.end())
    return None, False


def _has_object(text: str, position: int) -> bool:
    """Whether a verb is followed by what only work has: "giám sát việc …" stands in no name."""
    return bool(
        re.compile(r"\s+(?:việc|tình\s+hình|kết\s+quả|quá\s+trình)\b").match(text, position)
    )


def _duty_soon(text: str, position: int) -> bool:
    """Whether words of duty follow at once: "Trung tâm Công nghệ thông tin chịu trách nhiệm"."""
    roles = ("lead", "duty", "support")
    return any(after_word_of(text, position, role=r)[1] for r in roles) and text[position] == " "


def _complete(head: str) -> bool:
    """Whether the words so far can be a whole list of units."""
    head = head.strip()
    if re.search(r"(?:;|\bvà|\bcùng|\bvới|\bcủa|\bcác|[-–/])$", head):
        return False
    matched = unit_head().match(head)
    if not matched:
        return True
    name = spell(matched.group())
    if len(spell(head)) > len(name):
        return spell(" ".join(head.split()[-2:])) not in spelled_of_role("needs_object")
    return name in complete_heads() or bool(group_head().match(head))


def _ends_name(head: str) -> bool:
    """Whether a name may end here though a verb that names use as well comes next."""
    words = [match.group() for match in SYLLABLE.finditer(head)]
    if spell(" ".join(words[-2:])) in spelled_of_role("needs_object"):
        return False
    if spell(words[-1]) in spelled_of_role("group_end"):
        return True
    return any(word[0].isupper() for word in words[-NEAR_CAPITAL:])


def clean_units(words: str) -> str:
    """A list of units without the marks and words around it: "cho Sở Y tế và"."""
    words = re.sub(r"^cho\s+", "", words.strip(" ,;:–-"))
    words = ROLE_BEHIND.sub("", words)
    return re.sub(r"[\s,;]+(?:và|cùng)?$", "", words).strip(" ,;")
