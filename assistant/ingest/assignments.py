"""Assignments in running text become task rows of their own, each with the sentence that makes it.

Three forms: a sentence that names who does what ("Giao Phòng X chủ trì …"); items below a heading
or lead-in that names who ("2. Văn phòng Sở:"); a task with labelled lines below it ("Cơ quan chủ
trì: …").
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from assistant.domain.due import NO_DUE, Due, DueKind
from assistant.domain.task import Cell, Field, Source, Task
from assistant.ingest.duties import (
    Duty,
    find_assignments,
    read_duty,
    read_inherited,
    read_units,
    words_of_role,
)
from assistant.ingest.outline_marks import Rank
from assistant.ingest.structure import Element, ElementKind, Structure
from assistant.ingest.units import assignees
from assistant.vietnamese.due import FoundDue, find_dues, read_due
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.text import letters, normalise, spell
from assistant.vietnamese.wordlist import read_table

# What leads to a time limit at the end of a sentence and goes with it: "; hoàn thành trước ngày …".
BEFORE_DUE = re.compile(
    r"""
    [\s,;(–-]*
    (?: \b (?: và\s+ )? (?: (?:công\s+)?việc\s+ | nhiệm\s+vụ\s+ )?
        (?: phải\s+ | bảo\s+đảm\s+ | đảm\s+bảo\s+ )?
        (?: hoàn\s+thành | xong | hoàn\s+tất | kết\s+thúc | thời\s+(?:gian|hạn)(?:\s+hoàn\s+thành)?
          | chậm\s+nhất | định\s+kỳ | thực\s+hiện )
        \s* (?: là | vào | xong )? [\s:]*
    )?
    [\s,;(–-]* $
    """,
    re.VERBOSE | re.IGNORECASE,
)
CLAUSE_END = re.compile(r"^\W*$|^\s*\)?[,;.]")
ENDED = re.compile(r"[.;]\W*$")
DONE = re.compile(
    r"(?:báo cáo\s+(?=h[ằà]ng\b)"
    r"|(?:hoàn thành|thời hạn|thời gian|theo)\s+(?:xong\s+|là\s+)?(?=\D))?",
    re.IGNORECASE,
)
DAY_BEFORE = re.compile(
    r"(?:(?:định kỳ\s+)?(?:trước|vào)\s+(?:ngày\s+\d{1,2}|thứ\s+\w+|tuần\s+\w+)\s+(?:của\s+)?)?$",
    re.IGNORECASE,
)
LAST_TIME = re.compile(
    r"(?<!\w)(?=(?P<time>(?:(?:đến|hết|trong|vào|trước|từ|chậm nhất)\s[^,;]{3,60}|thường xuyên)$))",
    re.IGNORECASE,
)
DATED = re.compile(
    r"(?:(?:trước|vào|chậm nhất)\s+)?ngày\s+\d{1,2}[/.]\d{1,2}[/.]20\d\d", re.IGNORECASE
)
EVERY_FIRST = re.compile(
    r"(?P<time>(?:định kỳ\s+)?(?:hằng|hàng)\s+(?:tuần|tháng|quý|năm)"
    r"(?:(?:,|\s+và)\s+(?:(?:hằng|hàng)\s+)?(?:tuần|tháng|quý|6 tháng|năm))*)(?=[,\s])",
    re.IGNORECASE,
)
AFTER_DUE = re.compile(r"^[\s).;,/]*$")
LABEL = re.compile(r"^\W*(?P<label>[^:]{4,40}?)\s*:\s*(?P<words>.*)$", re.DOTALL)
ENUMERATED = re.compile(r"(?:^|(?<=[\s;.]))\(\d{1,2}\)\s*")
UNIT_BEHIND = re.compile(r"\((?P<units>[^()]{3,120})\)\W*$")
# "… triển khai thực hiện Kế hoạch này./.": it gives nobody a task of its own.
GENERAL = re.compile(
    r"(?:Kế hoạch|Công văn|Thông báo|Chỉ thị|Quyết định|Nghị quyết|Chương trình|Kết luận)"
    r"\s+(?:này|trên)\b|nhận được\s+(?:Công văn|Thông báo)|thực hiện nghiêm|thực hiện\W*$"
)
SENTENCE_CUE = re.compile(r"^\W*(?:Ngoài ra|Đồng thời|Bên cạnh đó|Trước mắt|Riêng)\s*,?\s*", re.I)
SHORTEST_TITLE = 6  # words; a shorter first sentence does not say what the task is
RECURRING_GAP = 12  # letters between two reporting dates of one enumeration


@dataclass(frozen=True, slots=True)
class _Context:
    year: int | None
    known: tuple[str, ...]


def find_tasks(
    structure: Structure, *, year: int | None, known: Iterable[str] = (), start: int = 1
) -> tuple[Task, ...]:
    """The tasks that running text assigns; `known` are unit names learned from tables."""
    context = _Context(year, tuple(dict.fromkeys(known)))
    elements = structure.elements
    labelled = _labelled(elements)
    found: list[Task] = []
    for index, element in enumerate(elements):
        if index in labelled.lines:
            continue
        if index in labelled.tasks:
            found.append(_labelled_task(element, labelled.tasks[index], context=context))
        elif element.kind is ElementKind.FOOTNOTE:
            duties = _enumerated(normalise(element.text.replace("\n", " ")), context=context)
            found += (
                _task(element, sentence=element.text, duty=duty, context=context) for duty in duties
            )
        elif element.kind in _TEXTS:
            found += _tasks_of(element, elements=elements, index=index, context=context)
    return tuple(replace(task, ordinal=start + n) for n, task in enumerate(found))


# Sentences and items


def _tasks_of(
    element: Element, *, elements: tuple[Element, ...], index: int, context: _Context
) -> Iterator[Task]:
    below = (later for later in elements[index + 1 :] if later.kind is not ElementKind.FOOTNOTE)
    following = next(below, None)
    if following is not None and element in following.above and not ENDED.search(element.text):
        return  # it only leads in what stands below it
    text = normalise(element.body.replace("\n", " "))
    if _is_closing(text) or _is_general(text, element=element, before=elements[:index]):
        return
    row = labelled_row(text, year=context.year)
    if row is not None and row.lead:
        yield _told_in_one(element, row)
        return
    above = _governing(element, context=context)
    parted = tuple(_enumerated(text, context=context))
    if parted:
        yield from (_task(element, sentence=text, duty=duty, context=context) for duty in parted)
        return
    named = tuple(_named(text, element=element, above=above, context=context))
    if named:
        for sentence, duty in named:
            yield _task(element, sentence=sentence, duty=duty, context=context)
    elif above is not None:
        duty = read_inherited(text, known=context.known)
        duty = replace(duty, lead=above.lead, support=duty.support or above.support)
        yield _task(element, sentence=element.text, duty=duty, context=context)


def _named(
    text: str, *, element: Element, above: Duty | None, context: _Context
) -> Iterator[tuple[str, Duty]]:
    """The duties that the sentences of a block name for themselves."""
    section = _section_role(element)
    first = True
    held: tuple[str, Duty] | None = None
    for sentence in sentences(text):
        duties = tuple(_duties(sentence, context=context, section=section, above=above))
        if not duties and held is not None and not _is_closing(sentence) and not first:
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
    verbs = _verb_start()
    if not verbs.match(spell(sentence)) or read_duty(sentence, known=context.known):
        return None
    before, duty = held
    return f"{before} {sentence}", replace(duty, work=f"{duty.work}. {sentence}".strip(" ."))


def _duties(
    sentence: str, *, context: _Context, section: str, above: Duty | None
) -> Iterator[Duty]:
    """The duties of one sentence, clause by clause where a later clause names other units."""
    for clause in _clauses(sentence, context=context):
        duty = read_duty(clause, known=context.known)
        if duty is None:
            for start in find_assignments(clause, known=context.known):
                duty = read_duty(clause[start:], known=context.known)
                if duty and duty.assigned and duty.work:
                    break
                duty = None
        if duty is None or not duty.work or (duty.colon and above is not None):
            continue
        if above is not None and not duty.assigned:
            continue  # below a unit's heading the whole text is that unit's
        if section == "organising" or (
            duty.assigned and (section != "purpose" or _is_explicit(clause))
        ):
            yield duty


def _clauses(sentence: str, *, context: _Context) -> tuple[str, ...]:
    """A sentence cut at each ";" after which another unit is given its own work."""
    sentence = SENTENCE_CUE.sub("", sentence)
    pieces = re.split(r"(?<=;)\s+", sentence)
    clauses = [pieces[0]]
    for piece in pieces[1:]:
        if _starts_idle(piece):
            continue
        if read_duty(piece, known=context.known) is not None:
            clauses.append(piece)
        else:
            clauses[-1] = f"{clauses[-1]} {piece}"
    return tuple(_without_idle_start(clause) for clause in clauses)


def _enumerated(text: str, *, context: _Context) -> Iterator[Duty]:
    """Duties told one by one: "(1) số hóa hồ sơ (Văn phòng Tỉnh ủy); (2) Sở Tài chính: …"."""
    pieces = [piece.strip(" ;.") for piece in ENUMERATED.split(text)[1:]]
    if len(pieces) < 2:
        return
    for piece in pieces:
        behind = UNIT_BEHIND.search(piece)
        units = read_units(behind["units"], known=context.known) if behind else ""
        if behind and units:
            yield Duty(lead=units, work=piece[: behind.start()].strip(" ,;"), assigned=True)
        elif (duty := read_duty(piece, known=context.known)) and duty.work and duty.colon:
            yield duty


def _is_general(text: str, *, element: Element, before: tuple[Element, ...]) -> bool:
    """Whether a document's last paragraph speaks to all or to whom it may concern."""
    if element.kind is not ElementKind.PARAGRAPH or not text.endswith("./."):
        return False
    after_items = bool(before) and before[-1].kind is ElementKind.ITEM
    return bool(GENERAL.search(text)) or (after_items and bool(element.headings))


def _starts_idle(clause: str) -> bool:
    """Whether a clause is no work: "kinh phí …", "Chủ tịch xã chịu trách nhiệm trước …"."""
    spelled = spell(clause)
    idle = tuple(spell(word) for word in words_of_role("idle"))
    return spelled.startswith(idle) or bool(
        re.match(r"[\w\s,]{3,60} chịu trách nhiệm trước", spelled)
    )


def _without_idle_start(clause: str) -> str:
    """A unit that first answers for something keeps what else it does in the same sentence."""
    match = re.match(
        r"(?P<who>[\w\s,–-]{3,80}?) (?:phải )?chịu trách nhiệm trước [^;]*;\s*(?P<rest>.+)", clause
    )
    return f"{match['who']} {match['rest']}" if match else clause


def _is_explicit(clause: str) -> bool:
    return bool(find_assignments(clause)) or "chủ trì" in spell(clause)


def _is_closing(text: str) -> bool:
    spelled = spell(text).lstrip("“\"' ")
    return spelled.startswith(tuple(spell(word) for word in words_of_role("closing")))


def _section_role(element: Element) -> str:
    """Whether a block stands where work is given out, or where purposes are told.

    Numbered items of a document without headings are orders: official letters and conclusions.
    """
    for heading in reversed(element.headings):
        spelled = spell(heading.body)
        for role in ("organising", "purpose"):
            if any(spell(word) in spelled for word in words_of_role(role)):
                return role
    if not element.headings and element.mark and element.rank <= Rank.SMALL:
        return "organising"
    return ""


def _governing(element: Element, *, context: _Context) -> Duty | None:
    """Who is given what stands below the nearest heading or lead-in that names units."""
    for above in reversed(element.above):
        if above.kind is ElementKind.HEADING:
            units = read_units(above.body, known=context.known)
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


# The labelled form


@dataclass(frozen=True, slots=True)
class _Labelled:
    tasks: dict[int, tuple[tuple[str, str, str, Element], ...]]  # field, words, label, line
    lines: frozenset[int]


def _labelled(elements: tuple[Element, ...]) -> _Labelled:
    """Tasks with labelled lines below them, by the place of the task among the elements."""
    tasks: dict[int, tuple[tuple[str, str, str, Element], ...]] = {}
    lines: set[int] = set()
    owner: int | None = None
    for index, element in enumerate(elements):
        found = tuple(labels_of(element.text)) if element.kind in _TEXTS else ()
        if found and owner is not None:
            facts = tuple((field, words, label, element) for field, words, label in found)
            tasks[owner] = (*tasks.get(owner, ()), *facts)
            lines.add(index)
        elif element.kind in (*_TEXTS, ElementKind.HEADING):
            owner = index
    worded = {index: facts for index, facts in tasks.items() if any(f[0] == "lead" for f in facts)}
    return _Labelled(worded, frozenset(lines))


_TEXTS = (ElementKind.ITEM, ElementKind.PARAGRAPH)


def labels_of(text: str) -> Iterator[tuple[str, str, str]]:
    """Each labelled part of a line: "Chủ trì: A; phối hợp: B; thời gian: Quý III"."""
    match = LABEL.match(normalise(text))
    if not match or letters(match["label"]) not in _known_labels():
        return
    rest = normalise(text)
    spans = tuple(_label_pattern().finditer(rest))
    for at, span in enumerate(spans):
        end = spans[at + 1].start() if at + 1 < len(spans) else len(rest)
        words = rest[span.end() : end].strip(" ;.,–-+\n")
        yield _known_labels()[letters(span["label"])], words, normalise(span["label"])


@cache
def _known_labels() -> dict[str, str]:
    return {letters(label): field for label, field, *_ in read_table("task_labels")}


@cache
def _label_pattern() -> re.Pattern[str]:
    labels = sorted((row[0] for row in read_table("task_labels")), key=len, reverse=True)
    either = "|".join(
        f"[{label[0]}{label[0].lower()}]{re.escape(label[1:])}".replace(r"\ ", r"\s+")
        for label in labels
    )
    # Readers may join lines: a label with a capital begins a new part without a mark before it.
    return re.compile(rf"(?:^|(?<=[;.\n])\s*|\s(?=[A-ZĐ]))\W*(?P<label>{either})\s*:\s*")


def _labelled_task(
    element: Element, facts: tuple[tuple[str, str, str, Element], ...], *, context: _Context
) -> Task:
    worded = {field: words for field, words, _, _ in reversed(facts)}
    title = normalise(element.body.replace("\n", " ")).rstrip(" .;:,")
    due = worded.get("due", "")
    cells = [Cell(Field.TITLE, title, element.place)]
    cells += [
        Cell(Field(field), words, line.place, header=label) for field, words, label, line in facts
    ]
    return replace(
        _row(element),
        title=title,
        lead=assignees(worded.get("lead", "")),
        support=assignees(worded.get("support", "")),
        due=read_due(due, year=context.year) if due else NO_DUE,
        deliverable=worded.get("deliverable", ""),
        other=tuple((label, words) for field, words, label, _ in facts if field == "other"),
        sentence=element.text,
        cells=tuple(cells),
    )


def labelled_row(text: str, *, year: int | None = None) -> Task | None:
    """A task and its labels in one text: "Đánh giá …; chủ trì: A; thời gian hoàn thành: …"."""
    text = normalise(text)
    first = _label_pattern().search(text)
    title = text[: first.start()].strip(" .;:,") if first else ""
    if first is None or not title:
        return None
    facts = {field: words for field, words, _ in labels_of(text[first.start() :].lstrip(" ;.\n"))}
    return Task(
        title=title,
        lead=assignees(facts.get("lead", "")),
        support=assignees(facts.get("support", "")),
        due=read_due(facts["due"], year=year) if facts.get("due") else NO_DUE,
        deliverable=facts.get("deliverable", ""),
    )


def _told_in_one(element: Element, row: Task) -> Task:
    """A task whose labelled lines a reader gave as one block with it."""
    return replace(
        _row(element),
        title=row.title,
        lead=row.lead,
        support=row.support,
        due=row.due,
        deliverable=row.deliverable,
        sentence=element.text,
        cells=tuple(
            Cell(field, words, element.place)
            for field in (Field.TITLE, Field.LEAD, Field.SUPPORT, Field.DUE, Field.DELIVERABLE)
            if (words := row.words(field))
        ),
    )


# Task rows


def _task(element: Element, *, sentence: str, duty: Duty, context: _Context) -> Task:
    found = _time_limit(duty.work, year=context.year)
    if found is None and "; " not in sentence:
        found = _time_limit(sentence, year=context.year)
    title = _capital(_first_sentence(_without_due(duty.work, found)).rstrip(" .;:,/"))
    due = found.due if found else NO_DUE
    words = {Field.TITLE: title, Field.LEAD: duty.lead, Field.SUPPORT: duty.support}
    words[Field.DUE] = due.words
    return replace(
        _row(element),
        title=title,
        lead=assignees(duty.lead),
        support=assignees(duty.support),
        due=due,
        sentence=sentence,
        cells=tuple(Cell(field, w, element.place) for field, w in words.items() if w),
    )


def _first_sentence(work: str) -> str:
    """What names a task in a list; the whole of it stays in its sentence."""
    first = next(iter(sentences(work)), work)
    return first if len(first.split()) >= SHORTEST_TITLE else work


def _row(element: Element) -> Task:
    """A row with the marks of the item and of the section that it stands in."""
    section = next((h for h in reversed(element.headings) if _is_section(h)), None)
    own = element.mark.words if element.mark and element.rank < Rank.DASH else ""
    parent = next(
        (a for a in reversed(element.above) if a.mark and a is not section and a.rank < Rank.DASH),
        None,
    )
    below = parent is not None and (section is None or parent.rank > section.rank)
    return Task(
        title="",
        source=Source.PROSE,
        stt=own,
        parent_stt=parent.mark.words if below and parent and parent.mark else "",
        section=section.mark.words if section and section.mark else _lead_in_mark(element),
        section_title=section.body if section else "",
        section_path=element.section_path,
    )


def _lead_in_mark(element: Element) -> str:
    """In a document without headings the numbered lead-in is the section."""
    marks = (above.mark.words for above in element.above if above.mark and above.mark.words)
    return next(marks, "")


def _is_section(heading: Element) -> bool:
    """Whether a heading is a section, not the name of a unit over its own tasks."""
    return bool(heading.mark and heading.mark.words) and not read_units(heading.body)


def _capital(words: str) -> str:
    return words[:1].upper() + words[1:]


def _time_limit(text: str, *, year: int | None) -> FoundDue | None:
    """The time limit that a text states; several reporting dates in a row are one."""
    found = tuple(_whole(text, due, year=year) for due in find_dues(text, year=year))
    if not found:
        return _first_or_last(text, year=year)
    reports = [due for due in found if due.due.kind is DueKind.RECURRING]
    if len(reports) > 1:
        run = [reports[0]]
        for due in reports[1:]:
            if due.span[0] - run[-1].span[1] <= RECURRING_GAP:
                run.append(due)
        if len(run) > 1:
            span = (run[0].span[0], run[-1].span[1])
            return FoundDue(span, Due(text[slice(*span)], DueKind.RECURRING))
    dated = [due for due in found if due.due.end]
    # The deadline of a sentence mostly ends it; a time in its middle is one of its steps.
    return dated[-1] if dated else found[-1]


def _first_or_last(text: str, *, year: int | None) -> FoundDue | None:
    """A time that opens or ends the text in words that only a whole cell would mostly say."""
    ending = text.rstrip(" .;,/")
    for words in (EVERY_FIRST.match(text), *LAST_TIME.finditer(ending)):
        if words is not None:
            due = read_due(words["time"], year=year)
            if due.kind is not DueKind.UNSPECIFIED:
                return FoundDue(words.span("time"), due)
    return None


def _whole(text: str, found: FoundDue, *, year: int | None) -> FoundDue:
    """A time limit with "trước ngày 20" before "tháng cuối quý", without "hoàn thành"."""
    start, end = found.span
    if found.due.kind is DueKind.RECURRING and (day := DATED.search(text, start, end)):
        # "báo cáo 6 tháng trước ngày 10/6/2026, …": days with their year do not come again.
        return FoundDue(day.span(), read_due(day.group(), year=year))
    start += len(DONE.match(text[start:end]).group())  # type: ignore[union-attr] # it may be empty
    if found.due.kind is DueKind.RECURRING:
        start -= len(DAY_BEFORE.search(text[:start]).group())  # type: ignore[union-attr] # likewise
    if (start, end) == found.span:
        return found
    return FoundDue((start, end), read_due(text[start:end], year=year))


def _without_due(work: str, found: FoundDue | None) -> str:
    """The work without a time limit that ends it or one of its clauses."""
    if found is None or work[slice(*found.span)] != found.due.words:
        return work
    start, end = found.span
    before, after = BEFORE_DUE.sub("", work[:start]), work[end:]
    if len(before.split()) < 2 or not CLAUSE_END.match(after):
        return work
    if AFTER_DUE.match(after):
        return before
    # A time that opens a clause, or comes again and again, belongs to what is done then.
    opens = work[:start].rstrip().endswith((",", ";", "."))
    return work if opens or found.due.kind is DueKind.RECURRING else f"{before}{after}"


@cache
def _verb_start() -> re.Pattern[str]:
    verbs = [spell(verb) for verb, *_ in read_table("work_verbs")]
    verbs += [spell(word) for word in words_of_role("manner")]
    either = "|".join(map(re.escape, sorted(verbs, key=len, reverse=True)))
    return re.compile(rf"(?:{either})\b")
