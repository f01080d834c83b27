"""Assignments in running text become task rows of their own, each with the sentence that makes it.

Three forms: a sentence that names who does what ("Giao Phòng X chủ trì …"); items below a heading
or lead-in that names who ("2. Văn phòng Sở:"); a task with labelled lines below it ("Cơ quan chủ
trì: …").
"""

import itertools
import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache, cached_property

from assistant.domain.task import Task
from assistant.ingest.assigning_words import begins_with_verb, verb_start, words_of_role
from assistant.ingest.assignment_rows import labelled_task, task_of_duty, task_told_in_one
from assistant.ingest.clauses import (
    bracketed_duty,
    done_by,
    enumerated_duties,
    is_closing,
    is_general,
    split_clauses,
)
from assistant.ingest.duties import (
    OPEN_QUESTION,
    Duty,
    find_assignments,
    is_bare_name,
    only_support,
    read_duty,
    read_heading,
    read_inherited,
    read_opened,
    read_units,
)
from assistant.ingest.labelled import find_labelled, labelled_row
from assistant.ingest.structure import TEXTS, Element, ElementKind, Structure
from assistant.ingest.work_due import time_limit
from assistant.vietnamese.due import find_dues
from assistant.vietnamese.outline_marks import Rank
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.text import CAPITALS, normalise, spell
from assistant.vietnamese.units import is_group

# What is left of a sentence that only says who and until when.
WORKLESS = re.compile(
    r"^(?:(?:thực hiện|hoàn thành|triển khai)\b)?[\s,]*"
    r"(?:(?:xong|trước|trong|đến|chậm nhất|vào|quý|tháng|năm)\b.{0,60})?\W*$",
    re.IGNORECASE,
)
# What begins no duty of its own: "…; báo cáo kết quả trước ngày 22/4", "…; đưa vào dùng"
GOES_ON = re.compile(
    r"(?:báo cáo|gửi|trình)(?: kết quả\b| nhanh\b| (?=[A-ZĐ]|trước\b))"
    r"|(?:định kỳ|đưa (?:vào|ra)|khi|nếu|nơi|sau)\b"
)
# "UBND tỉnh giao Sở X": the first of the two is who gives
ASSIGNED_ON = re.compile(r"\b(?:giao|đề\ nghị|yêu\ cầu|phân\ công)\s+(?=[A-ZĐ]|các\b)", re.VERBOSE)
ABOUT = re.compile(r"^\W*(?:đối\ với|riêng|về)\s+", re.VERBOSE | re.IGNORECASE)
MUST = re.compile(r"phải\s+", re.VERBOSE)
# What only leads in the sections below it: "… thực hiện những việc sau:"
LEADING_IN = re.compile(r"\bsau(?: đây)?\s*:\s*$")
ENDED = re.compile(r"[.;]\W*$")

# "Phòng Quản lý nhà", "Văn phòng Sở"; and not "Đơn vị để chậm …"
NAMED = re.compile(rf"(?:[^\W\d]+\s+){{1,5}}[{CAPITALS}]")
THEN = re.compile(r"\bthì\b")
# So many headings that name units, and half of them, make the others names too.
LEAST_BESIDE = 2
NUMBERED = "numbered"  # an item of a list under a heading that tells nothing of what it is


@dataclass(frozen=True)
class _Context:
    year: int | None
    known: tuple[str, ...]
    orders: bool = False  # the whole document gives out work, as its opening says

    @cached_property
    def known_spelled(self) -> frozenset[str]:
        return frozenset(map(spell, self.known))


def find_tasks(
    structure: Structure,
    *,
    year: int | None,
    known: Iterable[str] = (),
    start: int = 1,
    but: Collection[str] = (),
) -> tuple[Task, ...]:
    """The tasks that running text assigns.

    `known` are unit names learned from tables; texts in `but` change tasks of other documents.
    """
    names = (*known, *_named_beside(structure.elements, known=tuple(known)))
    context = _Context(year, tuple(dict.fromkeys(names)), _gives_orders(structure.elements))
    elements = tuple(element for element in structure.elements if element.text not in but)
    labelled = find_labelled(elements)
    found: list[Task] = []
    for index, element in enumerate(elements):
        if index in labelled.lines:
            continue
        if index in labelled.tasks:
            found.append(labelled_task(element, labelled.tasks[index], year=context.year))
        elif element.kind is ElementKind.FOOTNOTE:
            duties = enumerated_duties(
                normalise(element.text.replace("\n", " ")), known=context.known
            )
            found += (
                task_of_duty(element, sentence=element.text, duty=duty, year=context.year)
                for duty in duties
            )
        elif element.kind in TEXTS:
            found += _tasks_of(element, elements=elements, index=index, context=context)
    return tuple(replace(task, ordinal=start + n) for n, task in enumerate(found))


def _named_beside(elements: Iterable[Element], *, known: tuple[str, ...]) -> Iterator[str]:
    """Headings among headings that mostly name units: "2. Hải quan cửa khẩu Móng Cái" between
    "1. Sở Công Thương" and "3. Công an tỉnh".
    """
    beside: dict[tuple[tuple[Element, ...], Rank], list[str]] = {}
    for element in elements:
        if element.kind is ElementKind.HEADING and element.mark:
            body = normalise(element.body).rstrip(" :.")
            beside.setdefault((element.above, element.rank), []).append(body)
    for bodies in beside.values():
        others = [body for body in bodies if not read_heading(body, known=known)]
        if len(bodies) - len(others) >= max(LEAST_BESIDE, len(others)):
            yield from filter(is_bare_name, others)


# Sentences and items


def _tasks_of(
    element: Element, *, elements: tuple[Element, ...], index: int, context: _Context
) -> Iterator[Task]:
    below = (later for later in elements[index + 1 :] if later.kind is not ElementKind.FOOTNOTE)
    following = next(below, None)
    text = normalise(element.body.replace("\n", " "))
    if following is not None and element in following.above and not ENDED.search(element.text):
        # The last sentence only leads in what stands below it: "… Lượng dự trữ như sau:"
        text = " ".join(sentences(text)[:-1])
        if not text:
            return
    if LEADING_IN.search(spell(text)):
        return
    if is_closing(text) or is_general(text, element=element, before=elements[:index]):
        return
    row = labelled_row(text, year=context.year)
    if row is not None and row.lead:
        yield task_told_in_one(element, row)
        return
    above = _governing(element, context=context)
    parted = tuple(enumerated_duties(text, known=context.known))
    behind = bracketed_duty(text, known=context.known) or done_by(text, known=context.known)
    if not parted and behind:
        parted = (behind,)
    if parted:
        yield from (
            task_of_duty(element, sentence=text, duty=duty, year=context.year) for duty in parted
        )
        return
    named = tuple(_named(text, element=element, above=above, context=context))
    if named:
        for sentence, duty in named:
            for part in _parted_by_limits(duty, context=context):
                yield task_of_duty(element, sentence=sentence, duty=part, year=context.year)
    elif above is not None:
        duty = read_inherited(text, known=context.known)
        duty = replace(duty, lead=above.lead, support=duty.support or above.support)
        for part in _parted_by_limits(duty, context=context):
            yield task_of_duty(element, sentence=element.text, duty=part, year=context.year)


def _parted_by_limits(duty: Duty, *, context: _Context) -> Iterator[Duty]:
    """ "ban hành kế hoạch trước 15/3; gửi báo cáo trước 15/6": with its limit a duty ends, and the
    limit of one is none of another's.
    """
    held = ""
    for piece in re.split(r"(?<=;)\s+", duty.work):
        if held and duty.support and only_support(sentences(piece)[0], known=context.known):
            continue
        begins = verb_start().match(spell(piece)) is not None and not GOES_ON.match(piece)
        has_limit = time_limit(held, year=context.year) or find_dues(piece, year=context.year)
        if held and begins and has_limit and not WORKLESS.match(piece):
            yield replace(duty, work=held.rstrip(" ;"))
            held = ""
        held = f"{held} {piece}".strip()
    if held:
        yield replace(duty, work=held)


def _named(
    text: str, *, element: Element, above: Duty | None, context: _Context
) -> Iterator[tuple[str, Duty]]:
    """The duties that the sentences of a block name for themselves."""
    section = _section_role(element, orders=context.orders)
    if not section and element.mark and element.rank <= Rank.SMALL:
        section = NUMBERED
    first = True
    held: tuple[str, Duty] | None = None
    before = ""
    for sentence in sentences(text):
        duties = tuple(_duties(sentence, context=context, section=section, above=above))
        if len(duties) == 1 and before and WORKLESS.match(duties[0].work):
            # "Số hóa sổ bộ. Sở A chủ trì, hoàn thành trước 30/6.": the work stands before.
            duties = (replace(duties[0], work=before),)
            sentence = f"{before} {sentence}"
        before = sentence
        if not duties and held is not None and not is_closing(sentence) and not first:
            # "… có trách nhiệm X. Định kỳ báo cáo Y." goes on with the same unit.
            carried = _carried_on(sentence, held=held, context=context)
            held = carried or held
            continue
        if held is not None and duties:
            yield held
            held = None
        for duty in duties[:-1]:
            yield sentence, duty
        if duties:
            held = sentence, duties[-1]
        first = False
    if held is not None:
        yield held


def _carried_on(
    sentence: str, *, held: tuple[str, Duty], context: _Context
) -> tuple[str, Duty] | None:
    verbs = verb_start()
    if not verbs.match(spell(sentence)) or read_duty(sentence, known=context.known):
        return None
    before, duty = held
    return f"{before} {sentence}", replace(duty, work=f"{duty.work}. {sentence}".strip(" ."))


def _duties(
    sentence: str, *, context: _Context, section: str, above: Duty | None
) -> Iterator[Duty]:
    """The duties of one sentence, clause by clause where a later clause names other units."""
    for clause in split_clauses(sentence, known=context.known):
        duty = read_duty(clause, known=context.known)
        if duty is None or ASSIGNED_ON.search(duty.lead):
            duty = _within(clause, context=context) or _opened(clause, context=context)
        if duty is not None and not duty.assigned:
            duty = _ordered(duty, context=context)
        if duty is None or (duty.colon and (above is not None or not duty.work)):
            continue
        if above is not None and not duty.assigned:
            continue  # below a unit's heading the whole text is that unit's
        is_given = duty.assigned or _is_timed(duty, context=context, section=section)
        if section == "organising" or (is_given and (section != "purpose" or _is_explicit(clause))):
            yield duty


def _is_timed(duty: Duty, *, context: _Context, section: str) -> bool:
    """ "Phòng X thẩm định dự toán trước ngày 10/5": a unit of the tables with a day to keep, or
    any in a numbered list, as notices of what a meeting concluded give out work.
    """
    is_known = spell(duty.lead) in context.known_spelled or is_group(duty.lead)
    if not is_known and section == NUMBERED and not THEN.search(duty.work):
        is_named = NAMED.match(duty.lead) is not None and begins_with_verb(duty.work)
        return is_named and bool(find_dues(duty.work, year=context.year))
    return is_known and bool(duty.work) and bool(time_limit(duty.work, year=context.year))


def _within(clause: str, *, context: _Context) -> Duty | None:
    """The duty that an assignment within a clause gives: "Về X, UBND tỉnh giao Sở Y …"."""
    for start in find_assignments(clause, known=context.known):
        duty = read_duty(clause[start:], known=context.known)
        if duty is None or not duty.assigned:
            continue
        before = ABOUT.sub("", clause[:start]).strip(" ,;")
        if WORKLESS.match(duty.work) and before and not read_units(before, known=context.known):
            # "Đối với việc số hóa hộ tịch, giao Sở Tư pháp hoàn thành trước 30/9."
            return replace(duty, work=f"{before}, {duty.work}")
        if duty.work:
            return duty
    return None


def _opened(clause: str, *, context: _Context) -> Duty | None:
    """The duty behind a time or a circumstance."""
    return read_opened(clause, known=context.known)


def _ordered(duty: Duty, *, context: _Context) -> Duty:
    """With a time limit, "phải" orders as "giao" does: "Phòng X phải … trước ngày 15/12"."""
    must = MUST.match(duty.work)
    limit = must and (
        time_limit(duty.opening, year=context.year) or time_limit(duty.work, year=context.year)
    )
    if not must or not limit or OPEN_QUESTION.match(duty.work, must.end()):
        return duty
    return replace(duty, assigned=True, work=duty.work[must.end() :])


def _is_explicit(clause: str) -> bool:
    return bool(find_assignments(clause)) or "chủ trì" in spell(clause)


def _gives_orders(elements: Iterable[Element]) -> bool:
    """Whether a document opens with "… yêu cầu các đơn vị thực hiện các việc sau:"."""
    opening = itertools.takewhile(lambda e: e.kind is not ElementKind.HEADING, elements)
    return any(_ordering().search(spell(normalise(e.text.replace("\n", " ")))) for e in opening)


@cache
def _ordering() -> re.Pattern[str]:
    """What opens a letter of orders: "… yêu cầu các phòng thực hiện những việc sau:"."""
    orders = "|".join(map(re.escape, words_of_role("order")))
    return re.compile(
        rf"\b(?:{orders})\b[^.]*\bsau(?: đây)?\s*:\s*$"
        r"|\b(?:kết luận|có ý kiến chỉ đạo)\s*:\s*$"
    )


def _section_role(element: Element, *, orders: bool) -> str:
    """Whether a block stands where work is given out, or where purposes are told.

    Numbered items of a document without headings are orders: official letters and conclusions.
    """
    for heading in reversed(element.headings):
        spelled = spell(heading.body)
        for role in ("organising", "purpose"):
            if any(spell(word) in spelled for word in words_of_role(role)):
                return role
    if element.mark and element.rank <= Rank.SMALL and (orders or not element.headings):
        return "organising"
    return ""


def _governing(element: Element, *, context: _Context) -> Duty | None:
    """Who is given what stands below the nearest heading or lead-in that names units."""
    for above in reversed(element.above):
        if above.kind is ElementKind.HEADING:
            units = read_heading(above.body, known=context.known)
            return Duty(lead=units) if units else None
        duty = _lead_in(above.body, context=context)
        if duty is not None:
            return duty
    return None


def _lead_in(text: str, *, context: _Context) -> Duty | None:
    """The duty of a line that leads items in: "Giao Sở X chủ trì, phối hợp với Y:"."""
    text = normalise(text)
    if not text.endswith(":"):
        units = read_units(text, known=context.known)
        return Duty(lead=units) if units else None
    last = sentences(text)[-1]
    starts = (0, *find_assignments(last, known=context.known))
    for start in starts:
        duty = read_duty(last[start:], known=context.known)
        if duty is not None:
            return replace(duty, work="")
    return None


# Task rows
