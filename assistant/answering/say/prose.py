"""Says what running text holds: the sentence itself."""

import re
from collections.abc import Sequence

from assistant.answering.evidence.kinds import holds, pattern_of
from assistant.answering.findings import DocumentFound, ProseFound, Quote, SummaryFound, TargetFound
from assistant.answering.say.cite import BETWEEN_CELLS
from assistant.answering.say.phrases import phrase
from assistant.answering.say.teller import Teller
from assistant.answering.say.wording import mark, unnumbered
from assistant.answering.understand.meanings import Attribute, Kind
from assistant.domain.document import Document, Passage, PassageKind, RelationKind, Target
from assistant.domain.labels import short
from assistant.domain.task import Field
from assistant.vietnamese.changes import LIMIT_FIRST
from assistant.vietnamese.field_names import name_of

SENTENCE_LENGTH, TOTAL_LENGTH = 600, 820
HEADING_LENGTH = 80
AIM_LENGTH, AIMS_LENGTH = 220, 1800
MOST_AIMS, MOST_FIGURES = 12, 3
# So few tasks are told one by one.
FEW_TASKS, TASK_LENGTH = 16, 160
MOST_LEADS = 8
ARTICLE = re.compile(r"\W*(?:Điều|\d{1,2}[.)]|[a-zđ]\))\s*\w", re.IGNORECASE)
UNIT_IN_HEADER = re.compile(r"\(([^()]*)\)")  # "Số tiền (triệu đồng)"
NUMBERED = re.compile(r"^\W*(?:TT|STT|Số TT)\s*:[^;]*;\s*", re.IGNORECASE)
EMPHASISED = (Kind.PERCENT, Kind.MONEY)


def say_prose(found: ProseFound, teller: Teller) -> str:
    """The sentences that answer, each with its source."""
    several = len({q.passage.document_id for q in found.quotes}) > 1
    lines: list[str] = []
    length = 0
    for quote in found.quotes:
        said = sentence(quote, found)
        if several:
            said = f"{teller.plan(quote.passage.document_id)}: {said}"
        if lines and length + len(said) > TOTAL_LENGTH:
            break
        length += len(said)
        lines.append(f"{said} {teller.cite.quote(quote)}")
    if not several:
        lines.append(where(found.quotes[0], teller))
    return "\n\n".join(lines)


def sentence(quote: Quote, found: ProseFound) -> str:
    """A sentence with what was asked for made to stand out, under the words that govern it."""
    text = unnumbered(quote.sentence).strip()
    text = short(text[:1].upper() + text[1:], most=SENTENCE_LENGTH)
    if found.value and found.value.kind in EMPHASISED:
        text = pattern_of(found.value.kind).sub(emphasised, text)
    if quote.change is not None:
        return phrase("changed_to", now=quote.change.new, was=quote.change.old, by=text)
    lead_in = unnumbered(quote.passage.lead_in).strip().rstrip(":")
    if not lead_in and any(ask.field is Field.LEAD for ask in found.asks):
        lead_in = unit_above(quote)
    if lead_in and len(lead_in) + len(text) < SENTENCE_LENGTH:
        return f"{lead_in}: {text}"
    return text


def emphasised(match: re.Match[str]) -> str:
    """A value in bold, and not the white around it."""
    told = match.group()
    return told.replace(told.strip(), f"**{told.strip()}**")


def unit_above(quote: Quote) -> str:
    """ "2. Văn phòng": the unit in the heading over a sentence is who has to do it."""
    heading = unnumbered(("", *quote.passage.section_path)[-1])
    is_short = len(heading) <= HEADING_LENGTH
    return f"**{heading.strip(' :')}**" if is_short and holds(heading, Kind.UNIT) else ""


def where(quote: Quote, teller: Teller) -> str:
    """The plan and the headings under which a sentence stands."""
    path = " › ".join(short(part, most=60) for part in quote.passage.section_path[-2:])
    plan = teller.plan(quote.passage.document_id)
    return f"{plan}, {path}." if path else f"{plan}."


def say_document(found: DocumentFound, teller: Teller) -> str:
    """What documents say of themselves."""
    if found.quotes:
        return say_bases(found, teller)
    if Attribute.CHANGED_BY in found.attributes:
        return say_changing(found, teller)
    if len(found.documents) == 1:
        document = found.documents[0]
        said = "; ".join(attribute(document, a) for a in found.attributes)
        cited = teller.cite.document(document.id, quote=document_quote(document, found.attributes))
        return f"{said}. {cited}\n\n{teller.label(document)}."
    lines = [phrase("count_of_documents", count=len(found.documents)), ""]
    for document in found.documents:
        said = "; ".join(attribute(document, a) for a in found.attributes)
        cited = teller.cite.document(document.id, quote=document_quote(document, found.attributes))
        lines.append(f"- {teller.label(document)}: {said} {cited}")
    return "\n".join(lines)


def say_bases(found: DocumentFound, teller: Teller) -> str:
    """The sentences in which a document says on what it rests."""
    most = TOTAL_LENGTH // len(found.quotes)
    said = [
        f"{short(unnumbered(quote.sentence).rstrip(';'), most=most)} {teller.cite.quote(quote)}"
        for quote in found.quotes
    ]
    return said[0] if len(said) == 1 else "\n".join(f"- {line}" for line in said)


def say_changing(found: DocumentFound, teller: Teller) -> str:
    """The documents that change another, with their days and titles."""
    lines = []
    for document in found.documents:
        day = f" ngày {document.issued_on:%d/%m/%Y}" if document.issued_on else ""
        words = next((r.words for r in document.relations if r.words), document.title)
        cited = teller.cite.document(document.id, quote=words)
        lines.append(f"**{teller.label(document)}**{day}: {document.title}. {cited}")
    return "\n\n".join(lines)


def attribute(document: Document, asked: Attribute) -> str:
    """One thing that a document says of itself; what print leaves blank is said to be blank."""
    match asked:
        case Attribute.SIGNER:
            position = f" ({document.signer_position})" if document.signer_position else ""
            key = "signed_by" if document.signer else "no_signer"
            return phrase(key, signer=document.signer, position=position)
        case Attribute.NUMBER:
            blank = not document.number or document.number.startswith("/")
            return phrase("no_number" if blank else "number", number=document.number)
        case Attribute.ISSUED_ON:
            if document.issued_on:
                return phrase("issued_on", day=f"{document.issued_on:%d/%m/%Y}")
            words = document.issued_words
            return phrase("issued_in" if words else "no_day_of_issue", words=words)
        case Attribute.ISSUER:
            return phrase("issued_by", issuer=document.organization.name or document.issuer)
        case Attribute.RECIPIENTS:
            return phrase("recipients", names="; ".join(document.recipients))
        case Attribute.REPLACES | Attribute.AMENDS:
            return relation_words(document, asked)
        case Attribute.PAGES:
            return phrase("pages", count=document.pages)
        case _:
            return f"**{document.title}**"


def relation_words(document: Document, asked: Attribute) -> str:
    """The documents that one replaces or amends, by their numbers and days."""
    wanted = RelationKind(asked.value)
    key = "replaces" if wanted is RelationKind.REPLACES else "amends"
    named = [
        f"**{r.number}**" + (f" ngày {r.issued_on:%d/%m/%Y}" if r.issued_on else "")
        for r in document.relations
        if r.kind is wanted
    ]
    return phrase(key, documents="; ".join(named))


def document_quote(document: Document, attributes: Sequence[Attribute]) -> str:
    for relation in document.relations:
        if relation.kind.value in attributes and relation.words:
            return relation.words
    if Attribute.SIGNER in attributes and document.signer:
        return document.signer
    if Attribute.NUMBER in attributes and document.number:
        return document.number
    return document.title


def say_targets(found: TargetFound, teller: Teller) -> str:
    """Cells of a table of targets, each with the names of its row and column."""
    first = found.targets[0]
    subjects = {target.subject for target in found.targets}
    if len(found.targets) > 1 and len(subjects) == 1:
        cells = [
            f"{column_of(target, found.targets)} {figure_of(target)} {cite(target, teller)}".strip()
            for target in found.targets
        ]
        lines = [f"{first.subject}: {'; '.join(cells)}."]
    else:
        lines = [
            f"{figure_of(target)} ({of_what(target)}). {cite(target, teller)}"
            for target in found.targets
        ]
    lines.append(f"{teller.plan(first.document_id)}.")
    return "\n\n".join(lines)


def figure_of(target: Target) -> str:
    """A figure with what it is measured in."""
    unit = target.measure or next(iter(UNIT_IN_HEADER.findall(target.name)), "")
    return (
        f"**{target.value if unit in target.value else f'{target.value} {unit.lower()}'.strip()}**"
    )


def cite(target: Target, teller: Teller) -> str:
    words = BETWEEN_CELLS.join(part for part in (target.subject, target.value) if part)
    return teller.cite.target(target, quote=words)


def of_what(target: Target) -> str:
    """What a figure is of: its row and its column, as far as one does not say the other."""
    is_told = target.subject in target.name
    column = target.column
    parts = (target.subject, "" if is_told else column, target.period)
    return ", ".join(dict.fromkeys(part for part in parts if part))


def column_of(target: Target, among: Sequence[Target]) -> str:
    """What tells a cell's column from those beside it: its year, or the part of its name."""
    if target.period and len({other.period for other in among}) > 1:
        return target.period
    others = [set(other.name.split(" – ")) for other in among if other is not target]
    own = [part for part in target.name.split(" – ") if not all(part in o for o in others)]
    return " – ".join(own)


def say_summary(found: SummaryFound, teller: Teller) -> str:
    """A plan in short: what it is, its aims, how many tasks each section and unit has."""
    document = found.document
    title = teller.cite.document(document.id, quote=document.title)
    lines = [f"**{teller.label(document)}**: {document.title}. {title}", ""]
    length = 0
    for aim in found.aims[:MOST_AIMS] or told(found):
        text = short(aim_words(aim), most=AIM_LENGTH)
        length += len(text)
        if length > AIMS_LENGTH:
            break
        lines.append(f"- {text} {teller.cite.passage(aim)}")
    if found.money and not any(found.money.sentence in aim.text for aim in found.aims[:MOST_AIMS]):
        said = short(unnumbered(found.money.sentence), most=AIM_LENGTH)
        lines.append(f"- {said} {teller.cite.quote(found.money)}")
    lines += ["", *say_tasks_shortly(found, teller)]
    return "\n".join(lines)


def aim_words(aim: Passage) -> str:
    """An aim as a line: of a row of a table what it is of, and then its cells by their headers;
    below a lead-in that begins with a limit ("Đến ngày 31/10/2027:") that limit too.
    """
    if aim.kind is not PassageKind.TABLE:
        text, above = unnumbered(aim.text), unnumbered(aim.lead_in)
        limit = LIMIT_FIRST.match(above)
        return f"{above} {text}" if limit and holds(limit["new"], Kind.DAY) else text
    named, *cells = NUMBERED.sub("", aim.text).split("; ")
    _, _, name = named.partition(": ")
    return f"{name or named}: {'; '.join(cells)}" if cells else named


def told(found: SummaryFound) -> list[Passage]:
    """What a document without aims says first: how things stand, in figures, where it gives
    tasks; what it orders, article by article, where it gives none.
    """
    kinds = (PassageKind.ITEM, PassageKind.PARAGRAPH)
    ordered = [p for p in found.passages if p.kind in kinds]
    if found.tasks:
        return [p for p in ordered if holds(p.text, Kind.PERCENT)][:MOST_FIGURES]
    under = [p for p in ordered if p.section_path or p.lead_in or ARTICLE.match(p.text)]
    return under or ordered


def say_tasks_shortly(found: SummaryFound, teller: Teller) -> list[str]:
    """The tasks where they are few; else how many there are, by section and by unit."""
    if not found.tasks:
        return []
    gives = phrase("gives_tasks", count=len(found.tasks))
    if len(found.tasks) <= FEW_TASKS:
        each = (f"- {teller.line(task, most=TASK_LENGTH)}" for task in found.tasks)
        return [f"{gives}:", *each]
    leads: dict[str, int] = {}
    sections: dict[str, int] = {}
    # A row that was added later has a section's mark without its title.
    titles = {t.section: t.section_title for t in reversed(found.tasks) if t.section_title}
    for task in found.tasks:
        for assignee in task.lead:
            leads[assignee.words] = leads.get(assignee.words, 0) + 1
        if task.section:
            title = short(task.section_title or titles.get(task.section, ""), most=90)
            key = f"{task.section}. {title}" if title else f"Mục {task.section}"
            sections[key] = sections.get(key, 0) + 1
    most = sorted(leads.items(), key=lambda item: -item[1])
    first = found.tasks[0]
    cited = teller.cite.row(first, fields=(Field.LEAD,))
    begins = f" (từ {mark(first)})" if mark(first) else ""
    lines = [f"{gives}{begins}. {cited}"]
    lines += [f"- {phrase('group', name=name, count=count)}" for name, count in sections.items()]
    busiest = "; ".join(f"{name} {count}" for name, count in most[:MOST_LEADS])
    lines.append(f"{name_of(Field.LEAD).label}: {busiest}.")
    return lines
