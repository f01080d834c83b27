"""The row of a task that running text gives: its title, its limit, the marks it stands under."""

import re
from dataclasses import replace

from assistant.domain.due import NO_DUE
from assistant.domain.task import Cell, Field, Source, Task
from assistant.ingest.assigning_words import verb_start
from assistant.ingest.duties import (
    Duty,
    read_units,
)
from assistant.ingest.labelled import Fact
from assistant.ingest.structure import Element, ElementKind
from assistant.ingest.units import assignees
from assistant.ingest.work_due import time_limit, without_due
from assistant.vietnamese.due import read_due
from assistant.vietnamese.outline_marks import Rank
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.text import normalise, spell

# "a) Nhiệm vụ: Hoàn thiện …" above the lines of its labels
TITLE_LABEL = re.compile(
    r"""
    ^ (?: tên \s+ )? (?: nhiệm \s+ vụ | công \s+ việc
      | nội \s+ dung (?: \s+ (?: nhiệm \s+ vụ | công \s+ việc | thực \s+ hiện ) )? ) \s* : \s*
    """,
    re.VERBOSE | re.IGNORECASE,
)
LONGEST_TITLE = 300  # letters; of a longer sentence its first clause names the task
SHORTEST_TITLE = 6  # words; a shorter first sentence does not say what the task is


def labelled_task(element: Element, facts: tuple[Fact, ...], *, year: int | None) -> Task:
    """A task with labelled lines below it: "Cơ quan chủ trì: Sở Y tế"."""
    worded = {fact.field: fact.words for fact in reversed(facts)}
    title = TITLE_LABEL.sub("", normalise(element.body.replace("\n", " "))).rstrip(" .;:,")
    due = worded.get("due", "")
    cells = [Cell(Field.TITLE, title, element.place)]
    cells += [
        Cell(Field(fact.field), fact.words, fact.line.place, header=fact.label) for fact in facts
    ]
    return replace(
        _row(element),
        title=title,
        lead=assignees(worded.get("lead", "")),
        support=assignees(worded.get("support", "")),
        due=read_due(due, year=year) if due else NO_DUE,
        deliverable=worded.get("deliverable", ""),
        other=tuple((fact.label, fact.words) for fact in facts if fact.field == Field.OTHER),
        sentence=element.text,
        cells=tuple(cells),
    )


def task_told_in_one(element: Element, row: Task) -> Task:
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


def task_of_duty(element: Element, *, sentence: str, duty: Duty, year: int | None) -> Task:
    """The task that a sentence makes by giving somebody a duty."""
    found = time_limit(duty.work, year=year)
    found = found or (time_limit(duty.opening, year=year) if duty.opening else None)
    if found is None and "; " not in sentence:
        found = time_limit(sentence, year=year)
    title = _capital(_first_sentence(without_due(duty.work, found)).rstrip(" .;:,/"))
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
    first = first if len(first.split()) >= SHORTEST_TITLE else work
    if len(first) <= LONGEST_TITLE:
        return first
    clause, _, rest = first.partition("; ")
    is_work = verb_start().match(spell(rest)) and len(clause.split()) >= SHORTEST_TITLE
    return clause if is_work else first


def _row(element: Element) -> Task:
    """A row with the marks of the item and of the section that it stands in."""
    section = next((h for h in reversed(element.headings) if _is_section(h)), None)
    own = element.mark.words if element.mark and element.rank < Rank.DASH else ""
    parent = next(
        (a for a in reversed(element.above) if a.mark and a is not section and a.rank < Rank.DASH),
        None,
    )
    below = parent is not None and (section is None or parent.rank > section.rank)
    over = parent.mark.words if below and parent and parent.mark else ""
    mark = section.mark.words if section and section.mark else _lead_in_mark(element)
    is_told_apart = bool(own) or (parent is not None and parent.kind is ElementKind.HEADING)
    return Task(
        title="",
        source=Source.PROSE,
        stt=own,
        parent_stt=over,
        # What stands under each "1. Giao Sở X:" is told apart by that mark.
        section=over if over and is_told_apart else mark,
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
