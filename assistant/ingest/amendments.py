"""What an amending document asks to be changed in another document's tasks.

A task is named by its marks ("nhiệm vụ số 5 mục II") or its title in quotes; what becomes of it is
said in the same clause, in a quoted new row, or in a table below. Words: amendment_words.tsv.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache

from assistant.domain.amendment import Amendment, AmendmentAction
from assistant.domain.document import Document, RelationKind
from assistant.domain.task import Field, Task
from assistant.ingest.amended_parts import (
    amending_words,
    begins_with_field,
    field_named,
    limit_said_first,
    parts_changed,
    put_off,
    supporters_changed,
)
from assistant.ingest.columns import Columns
from assistant.ingest.duties import read_duty
from assistant.ingest.labelled import labelled_row, labels_of
from assistant.ingest.layout import Grid
from assistant.ingest.references import NUMBER, find_references
from assistant.ingest.relations import is_amending
from assistant.ingest.structure import Element, ElementKind, Structure
from assistant.ingest.tasks import tasks_from_grid
from assistant.ingest.units import assignees
from assistant.vietnamese.due import read_due
from assistant.vietnamese.outline_marks import read_mark
from assistant.vietnamese.text import normalise, spell
from assistant.vietnamese.wordlist import read_table

MARK = r"\d{1,3}(?:\.\d{1,2})*[a-zđ]?"
SECTION = r"[IVXLC]{1,7}|[A-HĐ]|\d{1,2}"
TASK = re.compile(
    rf"""
    (?: nhiệm\s+vụ | nội\s+dung | chỉ\s+tiêu | dòng | điểm )? \s*
    (?: (?: có\s+ | tại\s+ | ở\s+ )? (?: số\s+thứ\s+tự | số\s+TT | STT | TT | số | thứ ) \s+
      | (?<=vụ\s) | (?<=điểm\s) | (?<=khoản\s) | (?<=dòng\s) )
    (?P<stts>
        {MARK} (?: \s*(?:,|;|và|hoặc)\s* (?:(?:nhiệm\s+vụ\s+)?số\s+)? {MARK} (?!\s*/) )*
    ) (?! [\d/] )
    (?: [\s,]* (?: thuộc | tại | của | ở | vào | , )? \s* (?: mục | phần | nhóm | chương ) \s+
        (?: nhiệm\s+vụ\s+ )? (?: số\s+ )? (?P<section> {SECTION} ) \b )?
    """,
    re.VERBOSE | re.IGNORECASE,
)
SECTION_ONLY = re.compile(
    rf"(?:vào|tại|thuộc|của)?\s*(?:mục|phần|nhóm)\s+(?:số\s+)?(?P<section>{SECTION})\b",
    re.IGNORECASE,
)
QUOTED = re.compile(r"[“\"‘'](?P<words>[^“”\"]+)[”\"’']")
TITLED = re.compile(r"nhiệm\s+vụ\s*:?\s*[“\"](?P<title>[^“”\"]+)[”\"]", re.IGNORECASE)
PHRASE = re.compile(
    r"""
    \b (?: thay (?:\s+thế)? | sửa (?:\s+đổi)? | đổi | điều\s+chỉnh ) \b [^“”"]{0,30}?
    [“"](?P<old>[^“”"]+)[”"]
    .*? (?:bằng|thành) \s+ (?:cụm\s+từ|nội\s+dung|từ)? \s* [“"](?P<new>[^“”"]+)[”"]
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
# "cụm từ “A” được thay bằng cụm từ “B”", "“A” sửa thành “B”"
REPLACED = re.compile(
    r"""
    [“"](?P<old>[^“”"]+)[”"]
    \s* (?: nay\s+ | được\s+ )* (?: thay | sửa | đổi ) (?: \s+ (?:thế|lại) )?
    \s+ (?:bằng|thành) \s+ (?:cụm\s+từ|nội\s+dung|từ)? \s* [“"](?P<new>[^“”"]+)[”"]
    """,
    re.VERBOSE | re.IGNORECASE,
)
# "cột “Thời gian hoàn thành”": the name of a column is no words that are replaced
COLUMN_QUOTED = re.compile(r"(?<=\bcột\s)[“\"](?P<column>[^“”\"]+)[”\"]", re.IGNORECASE)
# "… Lý do: nhận thêm 11.200 hồ sơ. …": a sentence that does nothing with a task
REASON_TOLD = re.compile(
    r"\b(?:lý\s+do|nguyên\s+nhân)\s*(?::|là\b)(?:[^.;]|\.(?=\d))*[.;]?", re.IGNORECASE
)
# What may stand between two tasks of which the same is said: "nhiệm vụ 5 mục I (a) và nhiệm vụ 8"
AND_TASK = re.compile(r"[\s,]*(?:\([^()]*\)[\s,]*)?(?:(?:và|cùng|với|các)\s*)*")
TITLE_OF = re.compile(r"\b(?:tên|nội\s+dung)\s+$", re.IGNORECASE)
GIVES_TASKS = "tasks"
# "bãi bỏ dòng số 13 vì trùng với nhiệm vụ số 8, và dòng số 20": why, which names others
REASONED = re.compile(r"\b(?:vì|do|bởi)\s[^,;]*", re.IGNORECASE)
# "Thêm vào mục C Chủ trì: …": what is done with a row stands before its labels
LEADING = re.compile(r"^[^:]*?(?=\b[A-ZĐ][^:\n]{2,40}:)", re.DOTALL)
CLAUSE = re.compile(r";\s+(?=[^“”\"]*(?:[“\"][^“”\"]*[”\"][^“”\"]*)*$)")


@dataclass(frozen=True, slots=True)
class _Act:
    action: AmendmentAction | None
    number: str


def find_amendments(
    structure: Structure, *, document: Document, tables: Mapping[Grid, Columns]
) -> tuple[Amendment, ...]:
    """The changes that a document asks for, in its order."""
    amended = [r.number for r in document.relations if r.kind is RelationKind.AMENDS]
    if not amended:
        return ()
    found: list[Amendment] = []
    act = above = _Act(None, amended[0])
    for element in structure.elements:
        if element.grid is not None:
            found += _of_grid(element, element.grid, tables=tables, act=act, year=document.year)
        elif element.kind is not ElementKind.FOOTNOTE:
            # What an item does to its task says nothing of the items behind it.
            act = _act(element.text, before=above, numbers=amended)
            found += _of_text(element, act=act)
            if element.kind is ElementKind.HEADING or element.text.rstrip().endswith(":"):
                above = act
    return tuple(_dated(amendment, year=document.year) for amendment in found)


def _dated(amendment: Amendment, *, year: int | None) -> Amendment:
    """A new row's time limit without a year is of the amending document's year."""
    if amendment.task is None:
        return amendment
    due = read_due(amendment.task.due.words, year=year)
    return replace(amendment, task=replace(amendment.task, due=due))


@cache
def gives_tasks(kind: str) -> bool:
    """Whether documents of a kind have tasks of their own, unless their title says that they amend
    others: a plan, and no decision.
    """
    kinds = read_table("document_kinds")
    return spell(kind) in {spell(name) for name, _, _, gives in kinds if gives == GIVES_TASKS}


def amending_grids(structure: Structure, *, document: Document) -> frozenset[Grid]:
    """Tables of an amending document that give it no tasks of its own: they hold old beside new
    words, or rows of the amended document anew. A plan that changes another beside has its own.
    """
    if not any(r.kind is RelationKind.AMENDS for r in document.relations):
        return frozenset()
    grids = frozenset(e.grid for e in structure.elements if e.grid is not None)
    if is_amending(document.title) or not gives_tasks(document.kind):
        return grids
    return frozenset(grid for grid in grids if _compared(grid) is not None)


def _act(text: str, *, before: _Act, numbers: list[str]) -> _Act:
    """What the text is about: what is done, and to which document."""
    action = _action(spell(REASON_TOLD.sub(" ", text))) or before.action
    number = next((r.number for r in find_references(text) if r.number in numbers), before.number)
    return _Act(action, number)


# Prose


def _of_text(element: Element, *, act: _Act) -> Iterator[Amendment]:
    field: Field | None = None
    until, text = _limit_first(element)
    text = REASON_TOLD.sub(" ", COLUMN_QUOTED.sub(r"\g<column>", text))
    for clause in _clauses(text):
        action = _action_of(clause) or act.action
        if action is AmendmentAction.REPEAL:
            clause = REASONED.sub(" ", clause)
        if action is None or _keeps(clause):
            continue
        found = _put_off(clause, until=until) if until else _of_clause(clause, action=action)
        for amendment in found:
            # "… thời hạn nhiệm vụ 1 thành …; nhiệm vụ 2 thành …": the field is said once.
            if amendment.field is None and amendment.new_words and not _phrase(clause):
                amendment = replace(amendment, field=field)
            field = amendment.field or field
            yield replace(
                amendment, target_number=act.number, quote=element.text, place=element.place
            )


def _limit_first(element: Element) -> tuple[str, str]:
    """The new limit said before the tasks it is of, in the text or in the item above; the rest."""
    text = normalise(element.body)
    if own := limit_said_first(text):
        return own
    above = limit_said_first(normalise(element.above[-1].body)) if element.above else None
    return (above[0], text) if above and not above[1] else ("", text)


def _put_off(clause: str, *, until: str) -> Iterator[Amendment]:
    """The tasks of a clause, each with the limit said before it."""
    part = put_off(clause, until=until)
    for name in _named_tasks(clause, every=True):
        yield replace(name, field=part.field, old_words=part.old, new_words=part.new)


def _clauses(text: str) -> tuple[str, ...]:
    """A text cut at each ";" behind which another task is named; labels stay with their task."""
    pieces = CLAUSE.split(text)
    clauses = pieces[:1]
    for piece in pieces[1:]:
        if any(True for _ in _named_tasks(piece)) or _phrase(piece):
            clauses.append(piece)
        else:
            clauses[-1] += f"; {piece}"
    return tuple(clauses)


def _of_clause(clause: str, *, action: AmendmentAction) -> Iterator[Amendment]:
    named = tuple(_named_tasks(clause, every=action is AmendmentAction.REPEAL))
    if action is AmendmentAction.ADD and (row := _new_row(clause)) is not None:
        section = next((n.section for n in named if n.section), "") or _section(clause)
        stt = row.stt or next((n.stt for n in named), "")
        task = replace(row, stt=stt, section=section)
        yield Amendment(
            action,
            section=section,
            stt=stt,
            title_hint=row.title,
            new_words=row.title,
            task=task,
        )
        return
    if not named and _phrase(clause):
        named = (Amendment(action),)
    for name in named:
        if action is AmendmentAction.REPEAL:
            yield replace(name, action=action)
        else:
            yield from _changes(clause, name=name)


def _named_tasks(clause: str, *, every: bool = False) -> Iterator[Amendment]:
    """The tasks that a clause names first, or all of them, each as a change still empty."""
    named = False
    bare = re.sub(
        NUMBER.pattern, lambda m: " " * len(m.group()), QUOTED.sub(_blank, clause), flags=re.X
    )
    end = 0
    for match in TASK.finditer(bare):
        if named and not every and not AND_TASK.fullmatch(bare, end, match.start()):
            return
        for stt in re.findall(MARK, match["stts"]):
            yield Amendment(
                AmendmentAction.CHANGE, section=match["section"] or _section(bare), stt=stt
            )
        named, end = True, match.end()
    if named:
        return
    if titled := TITLED.search(clause):
        section = _section(clause)
        yield Amendment(AmendmentAction.CHANGE, section=section, title_hint=titled["title"])


def _changes(clause: str, *, name: Amendment) -> Iterator[Amendment]:
    """What becomes of the task that the clause names."""
    if phrase := _phrase(clause):
        field = field_named(spell(QUOTED.sub("", clause)))
        yield replace(name, field=field, old_words=phrase["old"], new_words=phrase["new"])
        return
    bare = TASK.sub(_without_marks, clause) if name.stt else TITLED.sub(" ", clause, count=1)
    if parts := tuple(parts_changed(bare)):
        for part in parts:
            yield replace(name, field=part.field, old_words=part.old, new_words=part.new,
                          manner=part.manner)  # fmt: skip
        return
    row = _quoted_row(clause)
    if row is not None and (row.lead or row.due.words):
        yield replace(name, title_hint=row.title, task=replace(row, section=name.section))


def _without_marks(task: re.Match[str]) -> str:
    """What is left where a task is named: of "tên nhiệm vụ số 8" what it is that changes."""
    is_its_name = TITLE_OF.search(task.string[: task.start()])
    return " nhiệm vụ " if is_its_name else " "


def _phrase(clause: str) -> re.Match[str] | None:
    """Words in quotes that others take the place of."""
    return PHRASE.search(clause) or REPLACED.search(clause)


def _quoted_row(clause: str) -> Task | None:
    """A whole task in quotes or behind a colon: its mark, its title, labelled parts."""
    quoted = re.search(r"(?:như\s+sau|:)\s*:?\s*[“\"](?P<words>[^“”\"]+)[”\"]", clause)
    behind = re.search(r"(?:như\s+sau\s*:|vụ\s*:|:)\s*(?P<words>[^“\"].{15,})$", clause, re.DOTALL)
    found = quoted or behind
    if not found:
        return None
    labels = clause[found.end() :] if quoted else ""
    mark, body = read_mark(found["words"].strip(" .;/"))
    row = labelled_row(f"{body}{labels}")
    if row is None and (duty := read_duty(body)) is not None:
        row = Task(title=duty.work, lead=assignees(duty.lead), support=assignees(duty.support))
    row = row or Task(title=body)
    return replace(row, stt=mark.words if mark else "")


def _new_row(clause: str) -> Task | None:
    """A task that is added: in quotes, or with a unit or a time limit of its own."""
    row = _quoted_row(clause)
    is_row = row is not None and bool(QUOTED.search(clause) or row.lead or row.due.words)
    return row if is_row else None


def _section(clause: str) -> str:
    match = SECTION_ONLY.search(clause)
    return match["section"] if match else ""


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())


# Tables


def _of_grid(
    element: Element,
    grid: Grid,
    *,
    tables: Mapping[Grid, Columns],
    act: _Act,
    year: int | None,
) -> Iterator[Amendment]:
    compared = _compared(grid)
    if compared is not None:
        changes = _compared_rows(grid, *compared)
        yield from (replace(c, target_number=act.number, place=element.place) for c in changes)
    elif grid in tables:
        for task in tasks_from_grid(grid, columns=tables[grid], year=year):
            action = _action(spell(task.section_title)) or act.action or AmendmentAction.CHANGE
            yield Amendment(
                action,
                target_number=act.number,
                section=task.section,
                stt=task.stt,
                title_hint=task.title,
                task=task,
                quote=task.title,
                place=task.place,
            )


def _compared(grid: Grid) -> tuple[int, int] | None:
    """The columns of old and of new words, where a table sets them side by side."""
    headers = [spell(cell.text) if (cell := grid.at(0, c)) else "" for c in range(grid.columns)]
    new = _column(headers, role="new", but=_column(headers, role="old", but=None))
    old = _column(headers, role="old", but=new)
    return (old, new) if old is not None and new is not None else None


def _column(headers: list[str], *, role: str, but: int | None) -> int | None:
    told = amending_words(role)
    fits = (n for n, h in enumerate(headers) if n != but and any(word in h for word in told))
    return next(fits, None)


def _compared_rows(grid: Grid, old: int, new: int) -> Iterator[Amendment]:
    section = ""
    headers = [normalise(cell.text) if (cell := grid.at(0, c)) else "" for c in range(grid.columns)]
    field = field_named(spell(headers[new])) or field_named(spell(headers[old]))
    others = [c for c in range(grid.columns) if c not in (old, new)]
    for row in range(1, grid.rows):
        words = [normalise(cell.text) if (cell := grid.at(row, c)) else "" for c in others]
        before, after = (normalise(c.text) if (c := grid.at(row, n)) else "" for n in (old, new))
        stt = words[0].rstrip(".") if words else ""
        if re.fullmatch(r"[IVXLC]+|[A-H]", stt) and (not after or after == before):
            section = stt
            continue
        if not after:
            continue
        hint = max(words[1:] or words, key=len, default="")
        named = next(_named_tasks(hint), None)
        of_task = Amendment(
            AmendmentAction.CHANGE,
            section=named.section if named else section,
            stt=named.stt if named else stt,
            title_hint="" if named else hint,
            quote=after,
        )
        yield from _of_cells(before, after, of_task=of_task, field=field)


def _of_cells(
    before: str, after: str, *, of_task: Amendment, field: Field | None
) -> Iterator[Amendment]:
    """What a row that sets old beside new words does to its task."""
    action = _action(spell(after))
    labelled = tuple(labels_of(LEADING.sub("", after)))
    if action is AmendmentAction.REPEAL:
        yield replace(of_task, action=action, old_words=_unlabelled(before))
    elif action is AmendmentAction.ADD and (row := labelled_row(_whole(of_task, after))):
        section = _section(after) or of_task.section
        task = replace(row, stt=of_task.stt, section=section)
        yield replace(of_task, action=action, section=section, new_words=row.title, task=task)
    elif labelled:
        was = {name: words for name, words, _ in labels_of(before)}
        for name, words, _ in labelled:
            old = was.get(name, "" if was else before)
            yield replace(of_task, field=Field(name), old_words=old, new_words=words)
    else:
        yield replace(of_task, field=field, old_words=_unlabelled(before), new_words=after)


def _whole(of_task: Amendment, after: str) -> str:
    """A new row as one text: its title, and the labels that stand in the cell of what is new."""
    first = LEADING.match(after)
    return f"{of_task.title_hint}; {after[first.end() :] if first else after}"


def _unlabelled(words: str) -> str:
    """A cell without the label that may say which field it is: "Thời hạn: Tháng 8/2026"."""
    return next((told for _, told, _ in labels_of(words)), words)


# Words


def _action(spelled: str) -> AmendmentAction | None:
    """What is to be done, by the word that stands first, the longest of those at one place."""
    said = [
        (at.start(), -at.end(), action, at.end())
        for action in AmendmentAction
        for word in amending_words(action.value)
        if (at := re.search(rf"(?<!\w){_with_gaps(word)}(?!\w)", spelled))
    ]
    if not said:
        return None
    *_, action, end = min(said)
    # "Rút thời gian hoàn thành …" withdraws a part of the task, not the task
    repeals_part = action is AmendmentAction.REPEAL and begins_with_field(spelled[end:])
    return AmendmentAction.CHANGE if repeals_part else action


def _action_of(clause: str) -> AmendmentAction | None:
    """What a clause does with its task: a unit that joins or leaves only changes it."""
    if any(supporters_changed(clause)):
        return AmendmentAction.CHANGE
    return _action(spell(QUOTED.sub("", clause)))


def _keeps(clause: str) -> bool:
    """ "Không chấp thuận lùi thời hạn …", "giữ nguyên thời hạn nhiệm vụ số 2": nothing changes."""
    return spell(clause).lstrip().startswith(amending_words("kept"))


def _with_gaps(word: str) -> str:
    """A pattern for words with others between them: "đưa … ra khỏi"."""
    return r"\b.{1,80}?\b".join(re.escape(part) for part in word.split("…"))
