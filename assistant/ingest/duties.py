"""One clause that gives somebody work: who leads, who supports, what is to be done.

"Giao Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở tham mưu …" is read from left to right: a word
of assigning, units, words of duty, supporting units, the work. The words are data
(assignment_words.tsv, unit_heads.tsv, work_verbs.tsv).
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from assistant.ingest.assigning_words import (
    after_word_of,
    begins_with_verb,
    role_pattern,
    skip,
    skip_words,
    unit_head,
)
from assistant.ingest.unit_lists import LEVELS, LONGEST_NAME, clean_units, end_of_units
from assistant.vietnamese.text import CAPITALS, normalise, spell
from assistant.vietnamese.wordlist import read_words


@dataclass(frozen=True, slots=True)
class Duty:
    """What one clause says: units as printed, and the work in the clause's own words."""

    lead: str = ""
    support: str = ""
    work: str = ""
    assigned: bool = False  # a word of assigning or of duty stands there, not a mere verb
    colon: bool = False  # the units are followed by a colon, so that what comes below is theirs
    opening: str = ""  # what stands before the units: "Trước ngày 15/12, Phòng X …"


def read_duty(clause: str, *, known: Iterable[str] = ()) -> Duty | None:
    """The duty that a clause states from its first word on, or None."""
    clause = normalise(clause)
    names = tuple(known)
    position, assigned = after_word_of(clause, 0, role="assign")
    units_end = end_of_units(clause, position, known=names)
    if units_end is None:
        return None
    lead = clean_units(clause[position:units_end])
    duty = _read_work(clause, units_end, known=names)
    if duty is None or not lead or OPEN_QUESTION.match(duty.work) or OPEN_WHO.search(lead):
        return None
    if SOMEBODY.match(lead) or CONSEQUENCE.match(duty.work) or STANDING.match(duty.work):
        return None
    if is_position(duty.work):
        return None
    if duty.colon and (listed := _read_listed(clause, known=names)):
        return listed
    if not (assigned or duty.assigned or duty.colon) and not begins_with_verb(duty.work):
        return None
    support = duty.support or _support_alone(duty.work, known=names)
    return Duty(lead, support, duty.work, assigned or duty.assigned, duty.colon)


# "Các phòng: Quản lý nhà, Thanh tra Sở có trách nhiệm …": the colon begins a list of names
_LISTED_UNITS = re.compile(
    rf"^((?:\w+\s+)?các\s+[\w,\s]{{2,40}}):\s+(?=(?-i:[{CAPITALS}]))", re.IGNORECASE
)


def _read_listed(clause: str, *, known: tuple[str, ...]) -> Duty | None:
    """The duty of a group whose members follow behind a colon."""
    listed = _LISTED_UNITS.match(clause)
    if not listed:
        return None
    colon = listed.end(1)
    duty = read_duty(f"{clause[:colon]},{clause[colon + 1 :]}", known=known)
    if duty is None or not duty.assigned or len(duty.lead) <= colon:
        return None
    begin = clause.find(duty.lead[:colon])
    return replace(duty, lead=clause[begin : begin + len(duty.lead)])


OPENED = re.compile(r"[,:]\s+")  # "Hằng năm, các phòng …", "Về giải ngân: Ban Quản lý …"


def read_opened(clause: str, *, known: Iterable[str] = ()) -> Duty | None:
    """The duty of a clause that a time or another circumstance opens: "Hằng năm, các phòng …"."""
    clause, names = normalise(clause), tuple(known)
    if not role_pattern("opening").match(clause):
        return None
    for mark in OPENED.finditer(clause):
        if not unit_head().match(clause, mark.end()):
            continue
        duty = read_duty(clause[mark.end() :], known=names)
        if duty is not None and duty.work and not duty.colon:
            return replace(duty, opening=clause[: mark.start()])
    return None


def read_inherited(clause: str, *, known: Iterable[str] = ()) -> Duty:
    """The duty of a clause whose lead stands above it: "Chủ trì, phối hợp với X tham mưu …"."""
    clause, names = normalise(clause), tuple(known)
    duty = _read_work(clause, 0, known=names)
    if duty is None or not duty.work:
        return Duty(work=clause)
    if duty.support:
        return duty
    support = _support_within(re.split(r"[;.]\s", clause)[0], known=names)
    return replace(duty, support=support or _support_alone(clause, known=names))


def _support_within(clause: str, *, known: tuple[str, ...]) -> str:
    """Supporting units named after the first words: "Căn cứ …, chủ trì, phối hợp với X …"."""
    for match in role_pattern("support").finditer(clause):
        end = end_of_units(clause, match.end(), known=known)
        if end is not None:
            return clean_units(clause[match.end() : end])
    return ""


NAME_ALONE = re.compile(rf"[{CAPITALS}]\w*(?:\s\w+)?\s[{CAPITALS}][\w\s–-]*")
# "Hải quan cửa khẩu Móng Cái"; and no "Nguồn vốn của Hà Nội"
BARE_NAME = re.compile(
    rf"[{CAPITALS}]\w*(?:\s(?!(?:của|về|cho|với|theo|tại|ở|từ|do)\b)[^\W\d{CAPITALS}]\w*){{0,4}}"
    rf"\s(?P<own>[{CAPITALS}]\w*(?:\s[{CAPITALS}]\w*)*)"
)
# "Ủy ban nhân dân các xã, phường ven sông"
GROUP_ALONE = re.compile(rf"[{CAPITALS}]\w*(?:\s\w+){{0,3}}\scác\s[\w\s,–-]*")
# A heading that is a name alone may be longer than a name that a sentence begins with.
LONGEST_HEADING = LONGEST_NAME + 4
PARTS = re.compile(r"[;.(]\s*(?:(?:các\s+)?(?:đơn vị|cơ quan)\s+(?=phối hợp))?", re.IGNORECASE)


def _support_alone(clause: str, *, known: tuple[str, ...]) -> str:
    """Supporting units named by a part that says nothing more: "…; phối hợp với Sở Tư pháp."."""
    parts = (piece.split(")")[0] for piece in PARTS.split(clause)[1:])
    return next(filter(None, (only_support(part, known=known) for part in parts)), "")


def only_support(part: str, *, known: Iterable[str] = ()) -> str:
    """The supporting units that make up a part of a clause together with the word for it."""
    part, names = part.rstrip(" ;./"), tuple(known)
    begin, named = after_word_of(part, 0, role="support")
    units = part[begin:].lstrip(" :")
    end = end_of_units(units, 0, known=names) if named else None
    if end is not None and end >= len(units):
        return clean_units(units)
    helped = _helped_by(part, 0, known=names)
    return helped[0] if helped is not None and helped[1] >= len(part) else ""


def read_units(words: str, *, known: Iterable[str] = ()) -> str:
    """The units that a heading is made of, if it is made of nothing else: "2. Giao Văn phòng"."""
    words = _heading_frame(normalise(words).rstrip(" :."))
    position, _ = after_word_of(words, 0, role="assign")
    end = end_of_units(words, position, known=tuple(known))
    return clean_units(words[position:end]) if end is not None and end >= len(words) else ""


def read_heading(words: str, *, known: Iterable[str] = ()) -> str:
    """The units that a heading names, or one with a verb in its name: "Trung tâm Đấu giá …"."""
    body = normalise(words).rstrip(" :.")
    is_duty = any(role_pattern(role).search(body) for role in ("lead", "duty", "support"))
    is_name = NAME_ALONE.fullmatch(body) and unit_head().match(body) and not is_duty
    if GROUP_ALONE.fullmatch(body) and unit_head().match(body) and not is_duty:
        is_name = is_name or not any(map(begins_with_verb, ends_of(body)))
    # "Ban Quản lý dự án đầu tư xây dựng tỉnh": whose it is ends a name, however long it is.
    is_ended = any(spell(body).split()[-len(level) :] == level for level in LEVELS)
    alone = body if is_name and (len(body.split()) <= LONGEST_HEADING or is_ended) else ""
    return read_units(words, known=known) or alone


def is_bare_name(words: str) -> bool:
    """Whether words look like a name and nothing more, whatever noun they begin with."""
    name = BARE_NAME.fullmatch(words)
    return (
        name is not None
        and not begins_with_verb(words)
        and not unit_head().match(words, name.start("own"))
    )


def ends_of(words: str) -> Iterator[str]:
    """What is left of the words from each of them on: "các xã rà soát", "xã rà soát", …"""
    said = words.split()
    return (" ".join(said[at:]) for at in range(1, len(said)))


def find_assignments(sentence: str, *, known: Iterable[str] = ()) -> tuple[int, ...]:
    """Where words of assigning with a unit after them stand: "Ngoài ra, giao Phòng X …"."""
    names = tuple(known)
    return tuple(
        match.start()
        for match in role_pattern("assign").finditer(sentence)
        if unit_head().match(sentence, match.end())
        and _assigns_here(sentence[: match.start()].rstrip(), known=names)
    )


def _assigns_here(before: str, *, known: tuple[str, ...]) -> bool:
    """Whether an assignment can begin behind these words.

    It does after a mark or after who assigns ("UBND tỉnh giao Sở X"); "ngân sách Nhà nước giao cho
    Sở" and "nhiệm vụ được giao" tell of what was given elsewhere.
    """
    if not before or before[-1] in ",;:.)”" or AGREED.search(before):
        return True
    return bool(read_units(before.rsplit(", ", 1)[-1], known=known))


# "Đơn vị nào để chậm …": a condition for whoever it may be.
OPEN_QUESTION = re.compile(r"(?:nào|gì|có thể|đã|được|chậm|bị|không)\b|phụ trách gì", re.IGNORECASE)
AGREED = re.compile(r"\b(?:thống nhất|đồng ý|quyết định|nay|và)$", re.IGNORECASE)
OPEN_WHO = re.compile(
    r"\b(?:nào|ai|gì|muốn|cần|vắng mặt)$|\b(?:muốn|xin|không thể|chưa thể)\b", re.IGNORECASE
)
# "…; phân công cán bộ trực": nobody in particular
SOMEBODY = re.compile(
    r"(?:[Cc]án\ bộ|[Cc]ông\ chức|[Vv]iên\ chức|[Nn]hân\ viên)(?!.*[A-ZĐ])", re.VERBOSE
)
# "bà Vi Thị Nuôn là Chánh Văn phòng": who somebody is, and no work
IS = "là "
# "là cơ quan thường trực": no work of its own
STANDING = re.compile(r"^là\s+(?:cơ\s+quan|đơn\s+vị)\s+thường\s+trực\b[^,;]*;?$")
# "Trưởng đơn vị để việc chậm quá 30 ngày thì không được xếp loại …": what follows if somebody does
CONSEQUENCE = re.compile(r"(?:để|có|bị|vi\ phạm|chậm|không)\b[^;.]*\bthì\b", re.VERBOSE)
FRAME = re.compile(r"^(?:trách nhiệm (?:của|thực hiện của)|đối với|nhiệm vụ của)\s+", re.IGNORECASE)


def is_position(work: str) -> bool:
    """Whether words only say what office somebody holds."""
    held = work.removeprefix(IS)
    return held != work and _positions().match(held) is not None


@cache
def _positions() -> re.Pattern[str]:
    names = "|".join(re.escape(name) for name in read_words("positions"))
    return re.compile(rf"(?:{names})\b(?!.*,)", re.IGNORECASE)


def _heading_frame(words: str) -> str:
    return FRAME.sub("", words)


def _read_work(text: str, position: int, *, known: tuple[str, ...]) -> Duty | None:
    """What follows the units: words of duty, supporting units, then the work itself."""
    support, assigned, colon = "", False, False
    start = position
    while True:
        position = skip(text, position)
        if text[position : position + 1] == ":":
            colon, position, start = True, position + 1, position + 1
            continue
        after, found = after_word_of(text, position, role="lead")
        if found and not _is_work_of_leading(text, after):
            helped = _helped_by(text, after, known=known)
            position = start = helped[1] if helped else after
            support = ", ".join(filter(None, (support, helped[0]))) if helped else support
            assigned = True
            if not helped and after_word_of(text, after, role="object")[1]:
                start = position - len(text[:position].split()[-1]) - len("chủ ")
                break
            continue
        after, found = after_word_of(text, position, role="support")
        if not found and (position == 0 or assigned):
            after, found = after_word_of(text, position, role="together")
        end = end_of_units(text, after, known=known, any_name=True) if found else None
        if end is not None:
            support = ", ".join(filter(None, (support, clean_units(text[after:end]))))
            position = start = skip_words(text, end, ("để", "trong việc", "nhằm"))
            assigned = True
            continue
        break
    _, is_duty = after_word_of(text, position, role="duty")
    if after_word_of(text, position, role="idle")[1]:
        return None
    work = text[start:].strip(" ,;.–-") if colon or start else text[start:].strip(" ;.")
    return Duty(support=support, work=work, assigned=assigned or is_duty, colon=colon)


def _helped_by(text: str, position: int, *, known: tuple[str, ...]) -> tuple[str, int] | None:
    """Supporting units before the word that says so: "… chủ trì, Sở Y tế phối hợp thực hiện"."""
    end = end_of_units(text, position, known=known)
    if end is None:
        return None
    after, found = after_word_of(text, end, role="helping")
    if not found or after_word_of(text, end, role="support")[0] > after:
        return None  # "…, Sở Y tế phối hợp với Sở B …" is a duty of its own
    return clean_units(text[skip(text, position) : end]), after


def _is_work_of_leading(text: str, after: int) -> bool:
    """Whether "chủ trì" has an object: "chủ trì cuộc họp" is no duty to lead a task."""
    return bool(re.match(r"\s+(?:cuộc|buổi|hội nghị|phiên|tại)\b", text[after:]))
