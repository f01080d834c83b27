"""One clause that gives somebody work: who leads, who supports, what is to be done.

"Giao Văn phòng Sở chủ trì, phối hợp với Thanh tra Sở tham mưu …" is read from left to right: a word
of assigning, units, words of duty, supporting units, the work. The words are data
(assignment_words.tsv, unit_heads.tsv, work_verbs.tsv).
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from assistant.vietnamese.text import CAPITALS, normalise, spell
from assistant.vietnamese.wordlist import read_table, read_words

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
    position, assigned = _after(clause, 0, role="assign")
    units_end = _units_end(clause, position, known=names)
    if units_end is None:
        return None
    lead = _clean_units(clause[position:units_end])
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
    if not _role_pattern("opening").match(clause):
        return None
    for mark in OPENED.finditer(clause):
        if not _unit_head().match(clause, mark.end()):
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
    for match in _role_pattern("support").finditer(clause):
        end = _units_end(clause, match.end(), known=known)
        if end is not None:
            return _clean_units(clause[match.end() : end])
    return ""


NAME_ALONE = re.compile(rf"[{CAPITALS}]\w*(?:\s\w+)?\s[{CAPITALS}][\w\s–-]*")
PARTS = re.compile(r"[;.(]\s*(?:(?:các\s+)?(?:đơn vị|cơ quan)\s+(?=phối hợp))?", re.IGNORECASE)


def _support_alone(clause: str, *, known: tuple[str, ...]) -> str:
    """Supporting units named by a part that says nothing more: "…; phối hợp với Sở Tư pháp."."""
    parts = (piece.split(")")[0] for piece in PARTS.split(clause)[1:])
    return next(filter(None, (only_support(part, known=known) for part in parts)), "")


def only_support(part: str, *, known: Iterable[str] = ()) -> str:
    """The supporting units that make up a part of a clause together with the word for it."""
    part, names = part.rstrip(" ;./"), tuple(known)
    begin, named = _after(part, 0, role="support")
    units = part[begin:].lstrip(" :")
    end = _units_end(units, 0, known=names) if named else None
    if end is not None and end >= len(units):
        return _clean_units(units)
    helped = _helped_by(part, 0, known=names)
    return helped[0] if helped is not None and helped[1] >= len(part) else ""


def read_units(words: str, *, known: Iterable[str] = ()) -> str:
    """The units that a heading is made of, if it is made of nothing else: "2. Giao Văn phòng"."""
    words = _heading_frame(normalise(words).rstrip(" :."))
    position, _ = _after(words, 0, role="assign")
    end = _units_end(words, position, known=tuple(known))
    return _clean_units(words[position:end]) if end is not None and end >= len(words) else ""


def read_heading(words: str, *, known: Iterable[str] = ()) -> str:
    """The units that a heading names, or one with a verb in its name: "Trung tâm Đấu giá …"."""
    body = normalise(words).rstrip(" :.")
    is_duty = any(_role_pattern(role).search(body) for role in ("lead", "duty", "support"))
    is_name = NAME_ALONE.fullmatch(body) and _unit_head().match(body) and not is_duty
    alone = body if is_name and len(body.split()) <= LONGEST_NAME else ""
    return read_units(words, known=known) or alone


def find_assignments(sentence: str, *, known: Iterable[str] = ()) -> tuple[int, ...]:
    """Where words of assigning with a unit after them stand: "Ngoài ra, giao Phòng X …"."""
    names = tuple(known)
    return tuple(
        match.start()
        for match in _role_pattern("assign").finditer(sentence)
        if _unit_head().match(sentence, match.end())
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
# "Sở Du lịch (cơ quan thường trực)": its part in the work, not in its name
ROLE_BEHIND = re.compile(
    r"\s*\((?:là\s+)?(?:cơ\s+quan|đơn\s+vị)\s+(?:thường\s+trực|chủ\s+trì|đầu\s+mối|chủ\s+quản)\)$"
)
# "…; phân công cán bộ trực": nobody in particular
SOMEBODY = re.compile(
    r"(?:[Cc]án\ bộ|[Cc]ông\ chức|[Vv]iên\ chức|[Nn]hân\ viên)(?!.*[A-ZĐ])", re.VERBOSE
)
# "bà Vi Thị Nuôn là Chánh Văn phòng": who somebody is, and no work
IS = "là "
# "Trưởng đơn vị để việc chậm quá 30 ngày thì không được xếp loại …": what follows if somebody does
STANDING = re.compile(
    r"^là\s+(?:cơ\s+quan|đơn\s+vị)\s+thường\s+trực\b[^,;]*;?$"
)  # no work of its own
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
        position = _skip(text, position)
        if text[position : position + 1] == ":":
            colon, position, start = True, position + 1, position + 1
            continue
        after, found = _after(text, position, role="lead")
        if found and not _is_work_of_leading(text, after):
            helped = _helped_by(text, after, known=known)
            position = start = helped[1] if helped else after
            support = ", ".join(filter(None, (support, helped[0]))) if helped else support
            assigned = True
            if not helped and _after(text, after, role="object")[1]:
                start = position - len(text[:position].split()[-1]) - len("chủ ")
                break
            continue
        after, found = _after(text, position, role="support")
        if not found and (position == 0 or assigned):
            after, found = _after(text, position, role="together")
        end = _units_end(text, after, known=known, any_name=True) if found else None
        if end is not None:
            support = ", ".join(filter(None, (support, _clean_units(text[after:end]))))
            position = start = _skip_words(text, end, ("để", "trong việc", "nhằm"))
            assigned = True
            continue
        break
    _, is_duty = _after(text, position, role="duty")
    if _after(text, position, role="idle")[1]:
        return None
    work = text[start:].strip(" ,;.–-") if colon or start else text[start:].strip(" ;.")
    return Duty(support=support, work=work, assigned=assigned or is_duty, colon=colon)


def _helped_by(text: str, position: int, *, known: tuple[str, ...]) -> tuple[str, int] | None:
    """Supporting units before the word that says so: "… chủ trì, Sở Y tế phối hợp thực hiện"."""
    end = _units_end(text, position, known=known)
    if end is None:
        return None
    after, found = _after(text, end, role="helping")
    if not found or _after(text, end, role="support")[0] > after:
        return None  # "…, Sở Y tế phối hợp với Sở B …" is a duty of its own
    return _clean_units(text[_skip(text, position) : end]), after


def _is_work_of_leading(text: str, after: int) -> bool:
    """Whether "chủ trì" has an object: "chủ trì cuộc họp" is no duty to lead a task."""
    return bool(re.match(r"\s+(?:cuộc|buổi|hội nghị|phiên|tại)\b", text[after:]))


def begins_with_verb(work: str) -> bool:
    """Whether the words begin with what is to be done."""
    return bool(_work_beginning().match(spell(work)))


@cache
def _work_beginning() -> re.Pattern[str]:
    verbs = (verb for verb, *_ in read_table("work_verbs"))
    words = (word for word, role, *_ in _words() if role in ("duty", "manner"))
    return _any_of(map(spell, (*verbs, *words)))


# Units


def _units_end(
    text: str, start: int, *, known: tuple[str, ...], any_name: bool = False
) -> int | None:
    """Where the list of units that begins here ends; None where none begins."""
    start = _skip(text, start)
    known_end = _known_end(text, start, known=known)
    is_name = any_name and text[start : start + 1].isupper()
    if known_end is None and not is_name and not _unit_head().match(text, start):
        return None
    stop = STOPS.search(text, start)
    limit = stop.start() if stop else len(text)
    unsure: int | None = None
    head = _unit_head().match(text, start)
    position = known_end or (head.end() if head else start)
    if known_end is not None and begins_with_verb(text[_skip(text, known_end) : limit]):
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
    duty = any(_role_pattern(r).match(text, boundary) for r in ("lead", "duty", "support"))
    # "Ban Quản lý dự án đầu tư xây dựng tỉnh | hoàn thành …": verbs of names, then whose it is
    words = _name_verb_pattern().sub("", between).split()
    if [spell(word) for word in words] in LEVELS:
        return True
    return duty or ("," not in between and len(between.split()) <= SHORT_NAME_TAIL)


def _group_end(text: str, start: int, *, limit: int) -> int | None:
    """Where a long list without any word of work ends: behind "phường", "đơn vị", "liên quan"."""
    words = list(SYLLABLE.finditer(text, start, limit))
    if len(words) <= LONGEST_NAME:
        return None
    names = [name.span() for name in _whole_name().finditer(text, start, limit)]
    for word, after in pairwise(words[1:]):
        ends = spell(word.group()) in _spelled("group_end")
        is_within = any(begin <= word.start() and after.end() <= end for begin, end in names)
        goes_on = is_within or after.group() in JOINTS or _listed().match(text, after.start())
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
        plain = _boundary_pattern().match(text, begin)
        if plain and not _is_part_of_word(head, plain.group()):
            return begin, True
        verb = _name_verb_pattern().match(text, begin)
        if verb and _is_part_of_word(head, verb.group()):
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
    return any(_after(text, position, role=r)[1] for r in roles) and text[position] == " "


def _complete(head: str) -> bool:
    """Whether the words so far can be a whole list of units."""
    head = head.strip()
    if re.search(r"(?:;|\bvà|\bcùng|\bvới|\bcủa|\bcác|[-–/])$", head):
        return False
    matched = _unit_head().match(head)
    if not matched:
        return True
    name = spell(matched.group())
    if len(spell(head)) > len(name):
        return spell(" ".join(head.split()[-2:])) not in _spelled("needs_object")
    return name in _complete_heads() or bool(_group_head().match(head))


def _ends_name(head: str) -> bool:
    """Whether a name may end here though a verb that names use as well comes next."""
    words = [match.group() for match in SYLLABLE.finditer(head)]
    if spell(" ".join(words[-2:])) in _spelled("needs_object"):
        return False
    if spell(words[-1]) in _spelled("group_end"):
        return True
    return any(word[0].isupper() for word in words[-NEAR_CAPITAL:])


def _clean_units(words: str) -> str:
    words = re.sub(r"^cho\s+", "", words.strip(" ,;:–-"))
    words = ROLE_BEHIND.sub("", words)
    return re.sub(r"[\s,;]+(?:và|cùng)?$", "", words).strip(" ,;")


# Words


def _skip(text: str, position: int) -> int:
    while position < len(text) and text[position] in " ,\n":
        position += 1
    return position


def _skip_words(text: str, position: int, words: tuple[str, ...]) -> int:
    position = _skip(text, position)
    for word in words:
        if re.match(rf"{word}\b", text[position:], re.IGNORECASE):
            return _skip(text, position + len(word))
    return position


def _after(text: str, position: int, *, role: str) -> tuple[int, bool]:
    """The position after a word of this role, and whether one stands here."""
    position = _skip(text, position)
    match = _role_pattern(role).match(text, position)
    return (match.end(), True) if match else (position, False)


@cache
def _words() -> tuple[tuple[str, ...], ...]:
    return read_table("assignment_words")


def words_of_role(role: str) -> tuple[str, ...]:
    """The words of one role, the longest first."""
    return tuple(sorted((w for w, r, *_ in _words() if r == role), key=len, reverse=True))


@cache
def _spelled(role: str) -> frozenset[str]:
    """The words of one role, to be compared whole."""
    return frozenset(map(spell, words_of_role(role)))


@cache
def _role_pattern(role: str) -> re.Pattern[str]:
    return _any_of(words_of_role(role), flags=re.IGNORECASE)


@cache
def _boundary_pattern() -> re.Pattern[str]:
    """What can follow a list of units and stands in no name: duty, manner, plain verbs."""
    words = [w for w, role, *_ in _words() if role in ("lead", "duty", "support", "manner", "idle")]
    return _any_of((*words, *_verbs_with(name="0")))


@cache
def _name_verb_pattern() -> re.Pattern[str]:
    return _any_of(_verbs_with(name="1"))


def _verbs_with(*, name: str) -> tuple[str, ...]:
    return tuple(verb for verb, in_name, *_ in read_table("work_verbs") if (in_name or "0") == name)


def _is_part_of_word(head: str, verb: str) -> bool:
    """Whether the syllable before makes another word of it: "công trình", "chương trình"."""
    before = spell(head).split()[-1:]
    return any(before == [syllable] for syllable in _not_after().get(spell(verb), ()))


@cache
def _not_after() -> dict[str, tuple[str, ...]]:
    rows = ((verb, not_after) for verb, _, not_after, *_ in read_table("work_verbs") if not_after)
    return {spell(verb): tuple(re.split(r",\s*", spell(words))) for verb, words in rows}


@cache
def _unit_head() -> re.Pattern[str]:
    """A unit's first words: "Phòng K…", "Văn phòng", "các đơn vị", "thủ trưởng"."""
    return re.compile(
        rf"""
        \s* (?: cho\s+ )?
        (?: {_group_head().pattern}                          # "các phòng, ban", "từng đơn vị"
          | (?: {_either("whole")} )                         # "Văn phòng", "UBND"
          | (?i: {_either("any")} )                          # "thủ trưởng", "đơn vị"
          | (?: {_either("name")} | (?i: đồng\s+chí | ông | bà ) ) (?= \s+ [{CAPITALS}\d] )
          | Phòng (?= \s+ chuyên )                           # "Phòng chuyên môn"
        ) (?!\w)
        """,
        re.VERBOSE,
    )


@cache
def _whole_name() -> re.Pattern[str]:
    """A name that is whole by itself: "Ủy ban nhân dân"."""
    return re.compile(rf"(?:{_either('whole')})(?!\w)")


@cache
def _listed() -> re.Pattern[str]:
    """What a list of groups goes on with: "các xã, phường, đặc khu"."""
    return re.compile(rf"(?i:{_either('noun', 'whole')})(?!\w)")


@cache
def _group_head() -> re.Pattern[str]:
    nouns = _either("noun", "any", "whole")
    return re.compile(rf"(?: (?i: {_either('group')} ) \s+ (?i: {nouns} ) ) (?!\w)", re.VERBOSE)


def _either(*follows: str) -> str:
    heads = (head for head, follow, *_ in read_table("unit_heads") if follow in follows)
    longest = sorted(heads, key=len, reverse=True)
    return "|".join(re.escape(head).replace(r"\ ", r"\s+") for head in longest)


@cache
def _complete_heads() -> frozenset[str]:
    whole = (head for head, follow, *_ in read_table("unit_heads") if follow == "whole")
    return frozenset(spell(head) for head in whole)


def _any_of(words: Iterable[str], *, flags: int = 0) -> re.Pattern[str]:
    longest = sorted(words, key=len, reverse=True)
    either = "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest)
    return re.compile(rf"(?<!\w)(?:{either})(?!\w)", flags)
