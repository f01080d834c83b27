"""Says fields of rows: what was asked stands in the first line, under its own name."""

from collections.abc import Sequence

from assistant.answering.findings import FieldsFound, Row
from assistant.answering.say.phrases import phrase
from assistant.answering.say.teller import Teller
from assistant.answering.say.wording import day_words, is_open, marked
from assistant.answering.understand.meanings import Asks, Detail
from assistant.domain.labels import plan_label, short
from assistant.domain.task import Change, Field, Task
from assistant.vietnamese.field_names import name_of
from assistant.vietnamese.sentences import sentences
from assistant.vietnamese.text import fold

TITLE_LENGTH, CELL_LENGTH, FIRST_LINE = 160, 200, 270
MOST_IN_LINE = 3
WHOLE = (Field.TITLE, Field.LEAD, Field.DUE)


def say_fields(found: FieldsFound, teller: Teller) -> str:
    """The answer about one or several rows."""
    if len(found.rows) == 1:
        return one_row(found.rows[0], found, teller)
    lines = [first_line(found, teller), ""]
    by_plan: dict[str, list[Row]] = {}
    for row in found.rows:
        by_plan.setdefault(row.task.document_id, []).append(row)
    if len(found.rows) > MOST_IN_LINE:
        lines += table(found, by_plan, teller)
        return "\n".join(lines)
    for document_id, rows in by_plan.items():
        lines.append(f"{teller.plan(document_id)}:")
        for row in rows:
            said = facts(row.task, found.asks, teller)
            name = marked(row.task, most=TITLE_LENGTH if said else FIRST_LINE)
            cited = teller.cite.row(row.task, fields=found.fields)
            lines.append(f"- {beside(name, said)} {cited}")
    return "\n".join(lines)


def one_row(row: Row, found: FieldsFound, teller: Teller) -> str:
    """One row: the first line says what was asked, the second where it stands."""
    task, fields = row.task, found.fields
    cited = teller.cite.row(task, fields=fields)
    where = teller.where(task)
    if fields == WHOLE:
        head = f"**{short(sentence_about(task.title, found.topic), most=FIRST_LINE)}** {cited}"
        rest = "; ".join(
            f"{name_of(f).label.lower()}: {field_words(task, f)}"
            for f in (Field.LEAD, Field.SUPPORT, Field.DUE, Field.DELIVERABLE)
            if field_words(task, f)
        )
        return f"{head}\n\n{where}: {rest}."
    head = say_row(task, found.asks, teller, cited=cited)
    now = in_force(row, fields, teller)
    head = phrase("before_change", said=head) if now else head
    changed = changes(task, fields, teller) or now
    title = short(task.title, most=TITLE_LENGTH)
    tail = f"{where}." if Field.TITLE in fields else f"{where}: {title}."
    return "\n\n".join(part for part in (head, changed, tail) if part)


def sentence_about(title: str, topic: str) -> str:
    """Of a title too long for a line, the sentence that says most of what was asked about."""
    if len(title) <= FIRST_LINE:
        return title
    wanted = {*fold(topic).split()}
    return max(sentences(title), key=lambda said: len(wanted & {*fold(said).split()}))


def changes(task: Task, fields: Sequence[Field], teller: Teller) -> str:
    """What a later document has changed of the fields asked for."""
    said = [
        phrase(
            "was_before",
            field=name_of(change.field).label,
            was=change.old or phrase("not_given"),
            by=changing_document(change, teller),
        )
        for change in task.changes
        if change.field in fields
    ]
    return " ".join(said)


def in_force(row: Row, fields: Sequence[Field], teller: Teller) -> str:
    """What holds today, beside what was asked of the time before: nobody should keep to that."""
    if row.now is None:
        return ""
    newest = {change.field: change for change in row.now.changes if change.field in fields}
    said = [
        phrase(
            "is_now",
            field=name_of(field).label,
            now=field_words(row.now, field) or phrase("not_given"),
            by=changing_document(change, teller),
        )
        for field, change in newest.items()
    ]
    return " ".join(said)


def changing_document(change: Change, teller: Teller) -> str:
    """What the document is called that makes a change; its title would lengthen the line."""
    return plan_label(teller.documents.get(change.document_id))


def say_row(task: Task, asks: Sequence[Asks], teller: Teller, *, cited: str) -> str:
    """The first line about one row."""
    if len(asks) == 1:
        return single(task, asks[0], teller, cited=cited)
    return "; ".join(labelled(task, ask, teller) for ask in asks) + f". {cited}"


def single(task: Task, ask: Asks, teller: Teller, *, cited: str) -> str:
    """One field alone, as a colleague would say it."""
    if ask.detail is not Detail.VALUE:
        return f"{reckoned(task, ask, teller)} {cited}"
    said = words(task, ask, teller)
    if ask.field in (Field.LEAD, Field.SUPPORT):
        return f"**{said}** {name_of(ask.field).verb}. {cited}"
    if ask.field is Field.DELIVERABLE:
        return f"**{said}** {cited}"
    if ask.field is Field.TITLE:
        return f"**{short(said, most=FIRST_LINE)}** {cited}"
    return f"{label(ask)}: **{said}**. {cited}"


def label(ask: Asks) -> str:
    return ask.header or name_of(ask.field).label


def labelled(task: Task, ask: Asks, teller: Teller) -> str:
    """A field under its own name; a blank one is said to be blank."""
    if ask.detail is not Detail.VALUE:
        return reckoned(task, ask, teller)
    said = words(task, ask, teller)
    if not said:
        return f"{label(ask)}: {phrase('plan_gives_none')}"
    return f"{label(ask)}: **{short(said, most=CELL_LENGTH)}**"


def name_and_facts(task: Task, asks: Sequence[Asks], teller: Teller, *, most: int) -> str:
    """A row in a comparison: what it is, and the fields asked for."""
    return beside(short(task.title, most=most), facts(task, asks, teller))


def beside(name: str, said: str) -> str:
    """ "Lập dự toán – Chủ trì: Văn phòng Sở"."""
    return " – ".join(part for part in (name, said) if part)


def facts(task: Task, asks: Sequence[Asks], teller: Teller) -> str:
    """The fields asked for, behind the title, which is told whether it is asked for or not."""
    return "; ".join(labelled(task, ask, teller) for ask in asks if ask.field is not Field.TITLE)


def words(task: Task, ask: Asks, teller: Teller) -> str:
    """What is said of a field."""
    if ask.detail is not Detail.VALUE:
        return reckoned(task, ask, teller)
    return told_in(task, ask)


def told_in(task: Task, ask: Asks) -> str:
    """The cell that is asked for."""
    if ask.header:
        return "; ".join(w for header, w in task.other if header == ask.header)
    return field_words(task, ask.field)


def field_words(task: Task, field: Field) -> str:
    return day_words(task.due) if field is Field.DUE else task.words(field)


def reckoned(task: Task, ask: Asks, teller: Teller) -> str:
    """Days left, whether the day has passed, how often."""
    due = task.due
    left = due.days_left(teller.as_of)
    if ask.detail is Detail.OFTEN or left is None:
        key = "time" if is_open(due) or ask.detail is Detail.OFTEN else "time_without_day"
        return phrase(key, due=due.words or phrase("plan_gives_none"))
    if left < 0:
        return phrase("past", days=-left, due=day_words(due), unknown=phrase("past_unknown"))
    key = "not_past" if ask.detail is Detail.PAST else "days_left"
    return phrase(key, days=left, due=day_words(due))


def first_line(found: FieldsFound, teller: Teller) -> str:
    """What several rows say, in one line where it fits."""
    fields = found.fields
    same = {tuple(words(row.task, ask, teller) for ask in found.asks) for row in found.rows}
    is_same = len(same) == 1
    rows = found.rows[:1] if is_same else found.rows
    count = phrase("count_of_rows", count=len(found.rows))
    if len(rows) <= MOST_IN_LINE and fields != WHOLE and Field.TITLE not in fields:
        each = [
            say_row(r.task, found.asks, teller, cited="").strip().rstrip(".")
            + f" {teller.cite.row(r.task, fields=fields)}"
            for r in rows
        ]
        if len(found.asks) > 1 and len(rows) > 1:
            # Several facts of each: where one row ends and the next begins has to be seen.
            each = [f"({number}) {words}" for number, words in enumerate(each, start=1)]
        said = "; ".join(each)
        if len(said) <= FIRST_LINE:
            return f"{said}." if is_same else f"{count} {said}."
    return count


def table(found: FieldsFound, by_plan: dict[str, list[Row]], teller: Teller) -> list[str]:
    """More than three rows as a table, plan by plan."""
    asks = [a for a in found.asks if a.field is not Field.TITLE]
    columns = ["Kế hoạch", name_of(Field.TITLE).column, *(label(ask) for ask in asks)]
    lines = [f"| {' | '.join(columns)} |", "|" + " --- |" * len(columns)]
    for document_id, rows in by_plan.items():
        plan = teller.plan(document_id)
        for row in rows:
            cells = [short(words(row.task, a, teller) or "–", most=CELL_LENGTH) for a in asks]
            name = marked(row.task, most=TITLE_LENGTH)
            cited = teller.cite.row(row.task, fields=found.fields)
            lines.append(f"| {' | '.join([plan, name, *cells])} {cited} |".replace("\n", " "))
            plan = ""
    return lines
