"""What a clause of an amending document says becomes of the parts of a task.

"thời hạn từ ngày 30/6 thành ngày 30/9", "giao Phòng A chủ trì thay cho Phòng B", "bổ sung Phòng C
vào đơn vị phối hợp". Words: amendment_words.tsv; cases: tests/cases/amendments.md.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from assistant.domain.amendment import Manner
from assistant.domain.due import DueKind
from assistant.domain.task import Field
from assistant.vietnamese.changes import FROM_TO, LIMIT_FIRST
from assistant.vietnamese.date_lookalikes import spelled
from assistant.vietnamese.dates import find_stretches
from assistant.vietnamese.due import find_dues, read_due
from assistant.vietnamese.text import normalise, spell
from assistant.vietnamese.units import looks_like_units
from assistant.vietnamese.wordlist import read_table

FIELDS = (Field.DUE, Field.LEAD, Field.SUPPORT, Field.DELIVERABLE, Field.TITLE)

# "về", "lên" and the like also begin other things ("về việc …"): they lead to a day alone.
TO = re.compile(
    r"""
    \b (?: (?<!hoàn\s) thành | sang | đến | xuống | tới | là | như\s+sau\s*: | :
      | (?:về|lên|vào|hạn) (?=\s+(?:ngày|tháng|quý|trước|cuối|hết|\d)) )
    \s+ (?:ngày\s+)? (?P<new> .+ ) $
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# Of "… (trước đây là 30/9/2026)", "… thay vì trước ngày 30/6/2026", "… thay cho Phòng B".
BEFORE = re.compile(
    r"""
    [\s,(]* \b
    (?: thay\s+(?:vì|cho|thế) | thay (?=\s+(?-i:[A-ZĐ])) | không\s+(?:còn|phải)\s+là
      | (?:trước\s+(?:đây|đó)|cũ)\s*(?:là|:)? )
    \s+ (?:ngày\s+)? (?P<old> [^;()]+ ) \)? $
    """,
    re.VERBOSE | re.IGNORECASE,
)
IN_LEAD = r"""
    \s+ (?: làm\s+ | là\s+ )? (?: đơn\s+vị\s+ | cơ\s+quan\s+ )?
    (?: chủ\s+trì | đầu\s+mối | phụ\s+trách | chịu\s+trách\s+nhiệm\s+chính ) \b
"""
GIVEN = re.compile(
    rf"""
    \b (?: do\s+ | (?<!không\s) (?<!thôi\s) giao\s+ (?:lại\s+)? (?:cho\s+)?
      | chuyển\s+ (?:cho|về|sang)\s+ )
    (?P<new> [^;,]+? ) {IN_LEAD}
    """,
    re.VERBOSE | re.IGNORECASE,
)
TAKES = re.compile(rf"^\W* (?P<new> [^;,]+? ) {IN_LEAD}", re.VERBOSE | re.IGNORECASE)
MADE = re.compile(
    r"""
    (?: ^ | [,;:]\s+ ) (?P<new> (?-i:[A-ZĐ]) [^;,:]+? ) \s+ (?:là|làm) \s+ (?:đơn\s+vị|cơ\s+quan)
    \s+ (?: chủ\s+trì | đầu\s+mối | tham\s+mưu | thực\s+hiện | chịu\s+trách\s+nhiệm )
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "Chuyển nhiệm vụ số 4 cho Sở Tài chính": what a unit is given without a role, it leads
PASSED_ON = re.compile(
    r"^\W*(?:chuyển|giao)\b[^;,]*?\b(?:cho|về|sang)\s+(?P<new>(?-i:[A-ZĐ])[^;,]+)$",
    re.IGNORECASE,
)
SWAPPED = re.compile(
    r"\bthay\s+(?:thế\s+)?(?P<old>(?-i:[A-ZĐ])[^;,]+?)\s+bằng\s+"
    r"(?P<new>(?-i:[A-ZĐ])[^;,]+?)(?=\s+(?:ở|tại|trong|làm|là)\b|$)",
    re.IGNORECASE,
)
# "…; Phòng B chuyển sang phối hợp": who led goes on as one of those that support
STEPS_ASIDE = re.compile(
    r"(?:^|[,;]\s+)(?P<units>(?-i:[A-ZĐ])[^;,]+?)\s+(?:chuyển|trở|lui)\s+(?:sang|thành|về|làm)\s+"
    r"(?:(?:đơn\s+vị|cơ\s+quan|vai|vai\s+trò)\s+)?phối\s+hợp\b",
    re.IGNORECASE,
)
# "…, xong trước 15/8/2026", "hoàn thành trong Quý III/2026": a new limit, if nothing else is said
DONE_BY = re.compile(
    r"\b(?:xong|hoàn\s+thành)\s+(?P<new>(?:trước|trong|vào|chậm\s+nhất|cuối)\s.+)$",
    re.IGNORECASE | re.DOTALL,
)
# "…, vì phải chờ quy hoạch", "… cho kịp gửi số liệu", "… cho nhiệm vụ 5": why, or for what, behind
# the new day or unit
REASON = re.compile(
    r"[\s,]+(?:vì|do|để|nhằm|bởi|cho|đối với|theo đề nghị"
    r"|(?:áp dụng|thực hiện|kể) từ)\b.*$",
    re.DOTALL,
)
# "…, do phải chờ kết quả điều chỉnh": the words of a reason name no part of the task; "…, do Phòng
# A chủ trì" says who leads.
BECAUSE = re.compile(
    r",\s+(?:vì|do|bởi|lý do là)\s+(?!.*\b(?:chủ trì|phối hợp|phụ trách|đầu mối)\b)[^;]*", re.DOTALL
)
# "…; lý do: 1.300 hồ sơ bị ẩm mốc": a piece that only says why.
WHY = re.compile(r"\W*(?:lý do|nguyên nhân)\b", re.IGNORECASE)
# A full stop ends a sentence, and that of "TP. Huế" ends none.
SENTENCE_END = re.compile(r"(?<=[^\W_])(?<![A-ZĐ])\.\s+(?=[A-ZĐ])")
TAKING_PART = re.compile(r"\b(?:tham\s+gia|phối\s+hợp|thành\s+phần)\b", re.IGNORECASE)
UNITS = (Field.LEAD, Field.SUPPORT)
# "… sang Phòng Kế hoạch chủ trì": what the unit is to do is no part of its name.
IN_ROLE = re.compile(r"\s+(?:chủ trì|phối hợp|phụ trách|đầu mối)(?:\s+thực hiện)?\W*$")
# The words before a day that belong to the limit, and those between two days of one.
RULING = re.compile(
    r"(?:(?:đến|trước|hết|chậm\s+nhất|trong|vào|cuối|đầu|giữa|sau|ngày|tháng|quý)\s+)+$",
    re.IGNORECASE,
)
JOINING = ("", "và", "đến", "đến hết", "đến ngày", "tới")
# Of "… (thời gian cũ: Quý III/2027)", behind a task whose new limit stands before it
OLD_ASIDE = re.compile(
    r"\([^():]*?\b(?:cũ|trước\s+đây|trước\s+đó)\s*(?:là|:)?\s+(?:ngày\s+)?(?P<old>[^()]+)\)",
    re.IGNORECASE,
)
REASONED = (Field.DUE, Field.LEAD, Field.SUPPORT)
ASIDE = re.compile(r"\((?!\s*(?:trước đây|trước đó|cũ|thay)\b)[^()]*\)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PartChanged:
    """A part of a task, what it was where that is said, and what it becomes."""

    field: Field | None  # None where only the clauses before can tell
    old: str
    new: str
    manner: Manner = Manner.REPLACES


def parts_changed(clause: str) -> Iterator[PartChanged]:
    """What becomes of a task's parts; the clause without the words that name the task."""
    told = BECAUSE.sub("", ASIDE.sub(" ", clause))
    for piece in (p for sentence in _sentences(told) for p in _piece_ends().split(sentence)):
        if WHY.match(piece):
            continue
        told = normalise(piece).rstrip(" .;/")
        if aside := STEPS_ASIDE.search(told):
            yield PartChanged(Field.SUPPORT, "", clean(aside["units"]), Manner.JOINS)
            told = told[: aside.start()]
        if members := tuple(supporters_changed(told)):
            yield from members
        elif part := _part(told):
            yield part


def limit_said_first(text: str) -> tuple[str, str] | None:
    """The new limit that a text begins with, and the tasks it names behind; "" where the tasks are
    the items below it.
    """
    if not (found := LIMIT_FIRST.match(text)):
        return None
    new = clean(found["new"])
    time = _time_in(new)
    is_time = new.removesuffix(time) == "" and any(find_stretches(spelled(new)))
    return (time, found["tasks"]) if is_time else None


def supporters_changed(piece: str) -> Iterator[PartChanged]:
    """The units that are to support as well, and those that are to no longer."""
    if not TAKING_PART.search(piece):
        return
    told = [
        (manner, match["units"])
        for manner in (Manner.LEAVES, Manner.JOINS)
        for match in _membership(manner).finditer(piece)
    ]
    if field_named(spell(piece)) is Field.SUPPORT and (swapped := SWAPPED.search(piece)):
        told += [(Manner.LEAVES, swapped["old"]), (Manner.JOINS, swapped["new"])]
    for manner, words in told:
        if looks_like_units(units := clean(words)):
            yield PartChanged(Field.SUPPORT, "", units, manner)


def put_off(clause: str, *, until: str) -> PartChanged:
    """What becomes of a task whose new limit is said above it: "(thời gian cũ: 30/6/2027)"."""
    before = OLD_ASIDE.search(clause)
    return PartChanged(Field.DUE, clean(before["old"]) if before else "", until)


def _part(piece: str) -> PartChanged | None:
    swapped = SWAPPED.search(piece)
    before = None if swapped else BEFORE.search(piece)
    old = before["old"] if before else ""
    told = piece[: before.start()] if before else piece
    field = field_named(spell(told))
    if swapped:
        old, new = swapped["old"], swapped["new"]
    elif made := MADE.search(told):
        field, new = Field.LEAD, made["new"]
    elif moved := FROM_TO.search(told):
        old, new = moved["old"], moved["new"]
    elif given := GIVEN.search(told) or (TAKES.search(told) if old else None):
        field, new = Field.LEAD, given["new"]
    elif moved := TO.search(told):
        new = moved["new"]
    elif field is None and (given := PASSED_ON.search(told)):
        field, new = Field.LEAD, given["new"]
    elif old and (dues := find_dues(told, year=None)):
        new = told[slice(*dues[0].span)]
    elif done := DONE_BY.search(told):
        field, new = Field.DUE, done["new"]
    else:
        return None
    if field is None and is_limit(REASON.sub("", new)):
        field = Field.DUE
    if field in REASONED:
        old, new = REASON.sub("", old), REASON.sub("", new)
    if field in UNITS:
        new = IN_ROLE.sub("", new)
    if field in UNITS and not looks_like_units(clean(new)):
        return None
    if field in (None, Field.DUE):
        new = _time_in(new)
    return PartChanged(field, clean(old), clean(new))


def is_limit(words: str) -> bool:
    """Whether words say a time that some calendar holds."""
    return read_due(words, year=None).kind not in (DueKind.UNSPECIFIED, DueKind.EVENT)


def _time_in(words: str) -> str:
    """The time that words end with, where others lead to it: "… ấn định lại là ngày 28/02/2027"."""
    stretches = tuple(find_stretches(spelled(words)))
    if not stretches:
        return words
    first, last = stretches[0].span, stretches[-1].span
    is_one = words[first[1] : last[0]].strip(" ,-–") in JOINING
    begin = first[0] if is_one else last[0]
    before = RULING.search(words[:begin])
    return words[before.start() if before else begin :]


def field_named(spelled: str) -> Field | None:
    """The part of a task that words are about: the one whose name stands first."""
    found = _names().search(spelled)
    if found is not None:
        return next(field for field in FIELDS if found[0] in part_names(field))
    return Field.DUE if re.search(r"gia hạn|lùi|kéo dài|hoãn|dời", spelled) else None


def begins_with_field(spelled: str) -> bool:
    """Whether words begin with the name of a part of a task."""
    return spelled.lstrip().startswith(
        tuple(w for field in FIELDS for w in amending_words(field.value))
    )


def clean(told: str) -> str:
    """What is told, without the punctuation around it."""
    return normalise(told).strip(" .;,“”\"'")


@cache
def amending_words(role: str) -> tuple[str, ...]:
    """The words of one role in amendment_words.tsv, spelled."""
    return tuple(spell(word) for word, given, *_ in read_table("amendment_words") if given == role)


@cache
def _membership(manner: Manner) -> re.Pattern[str]:
    """Of "bổ sung Sở A vào đơn vị phối hợp", "bỏ Phòng B khỏi thành phần phối hợp" the units."""
    verbs, others = ("|".join(map(_spaced, amending_words(m.value))) for m in _ways(manner))
    return re.compile(
        rf"""
        (?<!\w) (?:{verbs}) \s+ (?: [^,;:“”"]*? : \s* )? (?P<units> (?-i:[A-ZĐ]) [^;:]*? )
        (?= \s+ (?:vào|là|làm|cùng|để|tham\s+gia|phối\s+hợp|ra\s+khỏi|khỏi|nữa|ở|tại)\b
          | ,?\s+ (?:và\s+)? (?:{verbs}|{others}) \s | \s*$ )
        """,
        re.VERBOSE | re.IGNORECASE,
    )


def _ways(manner: Manner) -> tuple[Manner, Manner]:
    return (manner, Manner.LEAVES if manner is Manner.JOINS else Manner.JOINS)


def _spaced(words: str) -> str:
    return r"\s+".join(map(re.escape, words.split()))


@cache
def part_names(field: Field) -> tuple[str, ...]:
    """What a part of a task is called, in amending documents and in the headers of tables."""
    columns = (
        spell(phrase)
        for phrase, role, *_ in read_table("headers")
        if role == field.value and " " in phrase and phrase[0].isalpha()
        if field is not Field.TITLE
    )
    return tuple(dict.fromkeys((*amending_words(field.value), *columns)))


@cache
def _names() -> re.Pattern[str]:
    names = sorted({name for field in FIELDS for name in part_names(field)}, key=len, reverse=True)
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, names))})(?!\w)")


@cache
def _part_begins() -> str:
    """A pattern of the words that a part of a task begins with: "chủ trì", "đơn vị phối hợp"."""
    names = "|".join(re.escape(word) for field in FIELDS for word in amending_words(field.value))
    return rf"(?:(?:đơn\s+vị\s+|cơ\s+quan\s+)?(?:{names})|xong|hoàn\s+thành)\b"


@cache
def _piece_ends() -> re.Pattern[str]:
    """Where the next part begins: "…; chủ trì từ …", "…, đơn vị phối hợp là …"."""
    return re.compile(rf";\s+|,\s+(?={_part_begins()})", re.IGNORECASE)


def _sentences(told: str) -> Iterator[str]:
    """The first sentence, and those behind it that begin with a part of the same task."""
    first, *others = SENTENCE_END.split(told)
    yield first
    begins = re.compile(_part_begins(), re.IGNORECASE)
    yield from (other for other in others if begins.match(other))
