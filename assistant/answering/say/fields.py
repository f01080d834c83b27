"""Says fields of rows: what was asked stands in the first line, under its own name."""

from collections.abc import Sequence
from datetime import date

from assistant.answering.findings import FieldsFound, Row
from assistant.answering.labels import plan_label, short
from assistant.answering.say.cite import Citer
from assistant.answering.say.phrases import phrase
from assistant.answering.say.wording import LABELS, day_words, is_open, marked, place_in_plan
from assistant.answering.understand.meanings import Asks, Detail
from assistant.domain.document import Document
from assistant.domain.task import Field, Task

TITLE_LENGTH, CELL_LENGTH, FIRST_LINE = 160, 200, 270
MOST_IN_LINE = 3
WHOLE = (Field.TITLE, Field.LEAD, Field.DUE)


def say_fields(
    found: FieldsFound, *, citer: Citer, documents: Sequence[Document], as_of: date
) -> str:
    """The answer about one or several rows."""
    fields = tuple(ask.field for ask in found.asks)
    if len(found.rows) == 1:
        return one_row(found.rows[0], found, citer=citer, documents=documents, as_of=as_of)
    same = {tuple(words(row.task, ask, as_of=as_of) for ask in found.asks) for row in found.rows}
    lines = [first_line(found, citer=citer, as_of=as_of, is_same=len(same) == 1), ""]
    by_plan: dict[str, list[Row]] = {}
    for row in found.rows:
        by_plan.setdefault(row.task.document_id, []).append(row)
    held = {d.id: d for d in documents}
    if len(found.rows) > MOST_IN_LINE:
        lines += table(found, by_plan, citer=citer, held=held, as_of=as_of)
        return "\n".join(lines)
    for document_id, rows in by_plan.items():
        lines.append(f"{plan_label(held.get(document_id), among=documents)}:")
        for row in rows:
            said = "; ".join(labelled(row.task, ask, as_of=as_of) for ask in found.asks)
            name = marked(row.task, most=TITLE_LENGTH)
            lines.append(f"- {name} – {said} {citer.row(row.task, fields=fields)}")
    return "\n".join(lines)


def one_row(
    row: Row, found: FieldsFound, *, citer: Citer, documents: Sequence[Document], as_of: date
) -> str:
    """One row: the first line says what was asked, the second where it stands."""
    task, fields = row.task, tuple(ask.field for ask in found.asks)
    cited = citer.row(task, fields=fields)
    held = {d.id: d for d in documents}
    plan = plan_label(held.get(task.document_id), among=documents)
    where = ", ".join(part for part in (plan, place_in_plan(task)) if part)
    title = short(task.title, most=TITLE_LENGTH)
    if fields == WHOLE:
        head = f"**{short(task.title, most=FIRST_LINE)}** {cited}"
        rest = "; ".join(
            f"{LABELS[f].lower()}: {field_words(task, f)}"
            for f in (Field.LEAD, Field.SUPPORT, Field.DUE, Field.DELIVERABLE)
            if field_words(task, f)
        )
        return f"{head}\n\n{where}: {rest}."
    head = say_row(task, found.asks, as_of=as_of, cited=cited)
    now = in_force(row, fields, held=held)
    head = f"Trước điều chỉnh – {head}" if now else head
    changed = changes(task, fields, held=held) or now
    tail = f"{where}." if Field.TITLE in fields else f"{where}: {title}."
    return "\n\n".join(part for part in (head, changed, tail) if part)


def changes(task: Task, fields: Sequence[Field], *, held: dict[str, Document]) -> str:
    """What a later document has changed of the fields asked for."""
    said = [
        f"{LABELS[change.field]} trước đây: {change.old or 'không ghi'}, "
        f"được điều chỉnh bởi {plan_label(held.get(change.document_id))}."
        for change in task.changes
        if change.field in fields
    ]
    return " ".join(said)


def in_force(row: Row, fields: Sequence[Field], *, held: dict[str, Document]) -> str:
    """What holds today, beside what was asked of the time before: nobody should keep to that."""
    if row.now is None:
        return ""
    newest = {change.field: change for change in row.now.changes if change.field in fields}
    said = [
        f"{LABELS[field]} hiện nay: {field_words(row.now, field) or 'không ghi'}, "
        f"theo {plan_label(held.get(change.document_id))}."
        for field, change in newest.items()
    ]
    return " ".join(said)


def say_row(task: Task, asks: Sequence[Asks], *, as_of: date, cited: str) -> str:
    """The first line about one row."""
    if len(asks) == 1:
        return single(task, asks[0], as_of=as_of, cited=cited)
    return "; ".join(labelled(task, ask, as_of=as_of) for ask in asks) + f". {cited}"


def single(task: Task, ask: Asks, *, as_of: date, cited: str) -> str:
    """One field alone, as a colleague would say it."""
    if ask.detail is not Detail.VALUE:
        return f"{reckoned(task, ask, as_of=as_of)} {cited}"
    said = words(task, ask, as_of=as_of)
    if ask.field is Field.LEAD:
        return f"**{said}** chủ trì. {cited}"
    if ask.field is Field.SUPPORT:
        return f"**{said}** phối hợp. {cited}"
    if ask.field is Field.DELIVERABLE:
        return f"**{said}** {cited}"
    if ask.field is Field.TITLE:
        return f"**{short(said, most=FIRST_LINE)}** {cited}"
    return f"{label(ask)}: **{said}**. {cited}"


def label(ask: Asks) -> str:
    return ask.header or LABELS[ask.field]


def labelled(task: Task, ask: Asks, *, as_of: date) -> str:
    """A field under its own name; a blank one is said to be blank."""
    if ask.detail is not Detail.VALUE:
        return reckoned(task, ask, as_of=as_of)
    said = words(task, ask, as_of=as_of)
    if not said:
        return f"{label(ask)}: kế hoạch không ghi"
    return f"{label(ask)}: **{short(said, most=CELL_LENGTH)}**"


def words(task: Task, ask: Asks, *, as_of: date) -> str:
    """What is said of a field."""
    if ask.detail is not Detail.VALUE:
        return reckoned(task, ask, as_of=as_of)
    if ask.header:
        return "; ".join(w for header, w in task.other if header == ask.header)
    return field_words(task, ask.field)


def field_words(task: Task, field: Field) -> str:
    return day_words(task.due) if field is Field.DUE else task.words(field)


def reckoned(task: Task, ask: Asks, *, as_of: date) -> str:
    """Days left, whether the day has passed, how often."""
    due = task.due
    left = due.days_left(as_of)
    if ask.detail is Detail.OFTEN or left is None:
        kind = "" if is_open(due) or ask.detail is Detail.OFTEN else " (không có ngày cuối cụ thể)"
        return f"Thời gian: **{due.words or 'kế hoạch không ghi'}**{kind}."
    if left < 0:
        return f"**Đã quá {-left} ngày**: hạn {day_words(due)}, {phrase('past_unknown')}."
    if ask.detail is Detail.PAST:
        return f"**Chưa**, còn {left} ngày: hạn {day_words(due)}."
    return f"Còn **{left} ngày**: hạn {day_words(due)}."


def first_line(found: FieldsFound, *, citer: Citer, as_of: date, is_same: bool) -> str:
    """What several rows say, in one line where it fits."""
    fields = tuple(ask.field for ask in found.asks)
    rows = found.rows[:1] if is_same else found.rows
    count = f"Có {len(found.rows)} nhiệm vụ"
    if len(rows) <= MOST_IN_LINE and fields != WHOLE and Field.TITLE not in fields:
        each = [
            say_row(r.task, found.asks, as_of=as_of, cited="").strip().rstrip(".")
            + f" {citer.row(r.task, fields=fields)}"
            for r in rows
        ]
        if len(found.asks) > 1 and len(rows) > 1:
            # Several facts of each: where one row ends and the next begins has to be seen.
            each = [f"({number}) {words}" for number, words in enumerate(each, start=1)]
        said = "; ".join(each)
        if len(said) <= FIRST_LINE:
            return f"{said}." if is_same else f"{count}: {said}."
    return f"{count}:"


def table(
    found: FieldsFound,
    by_plan: dict[str, list[Row]],
    *,
    citer: Citer,
    held: dict[str, Document],
    as_of: date,
) -> list[str]:
    """More than three rows as a table, plan by plan."""
    asks = [a for a in found.asks if a.field is not Field.TITLE]
    columns = ["Kế hoạch", "Nhiệm vụ", *(label(ask) for ask in asks)]
    lines = [f"| {' | '.join(columns)} |", "|" + " --- |" * len(columns)]
    fields = tuple(ask.field for ask in found.asks)
    for document_id, rows in by_plan.items():
        plan = plan_label(held.get(document_id), among=held.values())
        for row in rows:
            cells = [short(words(row.task, a, as_of=as_of) or "–", most=CELL_LENGTH) for a in asks]
            name = marked(row.task, most=TITLE_LENGTH)
            cited = citer.row(row.task, fields=fields)
            lines.append(f"| {' | '.join([plan, name, *cells])} {cited} |".replace("\n", " "))
            plan = ""
    return lines
