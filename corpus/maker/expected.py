"""The rows that a made document holds, told from its source alone."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Any

from corpus.maker.markup import plain
from corpus.maker.source import FORMATS, Column, Row, Source, SourceError, Table

QUARTERS = {"I": 1, "II": 2, "III": 3, "IV": 4, "1": 1, "2": 2, "3": 3, "4": 4}
UNSPECIFIED = {"kind": "unspecified", "start": None, "end": None, "recurrence": None}
PROVINCE = re.compile(r"(?:TỈNH|THÀNH PHỐ|TP\.?)\s+(?P<name>.+)$", re.IGNORECASE)

# Only the plainest ways of writing a time, which two people could not read differently;
# for every other the source itself says what is meant (`expected.due_words`, `expected.dues`).
DATE = re.compile(
    r"^(?P<before>(?:trước )(?:ngày )?)?(?P<d>\d\d?)/(?P<m>\d\d?)/(?P<y>\d{4})$", re.I
)
MONTH = re.compile(r"^(?:tháng )?(?P<m>\d\d?)/(?P<y>\d{4})$", re.I)
QUARTER = re.compile(r"^quý (?P<q>I{1,3}|IV|[1-4])(?:/| năm )(?P<y>\d{4})$", re.I)
YEAR = re.compile(r"^(?:năm )?(?P<y>\d{4})$", re.I)


def expected(source: Source) -> dict[str, Any]:
    """Everything that a reader should find in the made document."""
    told = source.expected
    unknown = set(told) - {"dues", "due_words", "prose", "facts", "changes", "document", "note"}
    if unknown:
        raise SourceError(f"unknown keys under expected: {sorted(unknown)}")
    rows = [*table_rows(source), *(prose_row(raw) for raw in told.get("prose") or ())]
    return {
        "file": source.stem,
        "files": [source.stem + FORMATS[name] for name in source.formats],
        "document": document(source) | dict(told.get("document") or {}),
        "tasks": rows,
        "changes": [change(raw) for raw in told.get("changes") or ()],
        "facts": list(told.get("facts") or ()),
    }


def document(source: Source) -> dict[str, Any]:
    """What the first and the last page say of the document itself."""
    head = source.head
    # A number left blank for the clerk ("Số:      /KH-SXD") is none.
    number = "" if head.number.startswith("/") else head.number
    return {
        "number": number,
        "printed_number": head.number,
        "issuer": head.issuer,
        "parent": head.parent,
        "organization": head.organization or organization(source),
        "province": head.province or province(source),
        "place": head.place,
        "date": head.date.isoformat() if head.date else None,
        "kind": sentence_case(source.kind) if source.kind else "Công văn",
        "title": plain(source.title or source.subject),
        "signer": source.signature.name,
        "authority": source.signature.authority,
        "position": source.signature.position,
        "legal_bases": [
            plain(b.text).rstrip(";,. ") for b in source.blocks if b.text.startswith("Căn cứ ")
        ],
        "relations": [dict(relation) for relation in source.relations],
    }


def organization(source: Source) -> str:
    """ "SỞ Y TẾ" under "UBND TỈNH CÀ MAU": "Sở Y tế tỉnh Cà Mau"."""
    issuer = " ".join(source.head.issuer.split())
    name = sentence_case(issuer)
    if found := PROVINCE.search(issuer):
        at = found.start()
        return f"{sentence_case(issuer[:at].strip())} {place_case(issuer[at:])}"
    found = PROVINCE.search(" ".join((source.head.parent or "").split()))
    return f"{name} {place_case(found.group())}" if found else name


def province(source: Source) -> str:
    """The province that the heading names, without "tỉnh"."""
    for text in (source.head.parent or "", source.head.issuer):
        if found := PROVINCE.search(" ".join(text.split())):
            return found["name"].title()
    return source.head.place


def sentence_case(text: str) -> str:
    """ "SỞ TÀI CHÍNH" as it stands in running text."""
    text = " ".join(text.split())
    return text[:1].upper() + text[1:].lower() if text.isupper() else text


def place_case(text: str) -> str:
    """ "TỈNH CÀ MAU" as "tỉnh Cà Mau"."""
    for kind in ("TỈNH", "THÀNH PHỐ", "TP."):
        if text.upper().startswith(kind + " "):
            return f"{kind.lower()} {text[len(kind) + 1 :].title()}"
    return text


def table_rows(source: Source) -> Iterator[dict[str, Any]]:
    """The task rows of every task table, in reading order."""
    for table in source.tables():
        if table.is_tasks:
            yield from _rows(table, source=source)


def _rows(table: Table, *, source: Source) -> Iterator[dict[str, Any]]:
    mark = title = ""
    for index, row in enumerate(table.rows):
        if row.kind == "section":
            mark, title = row.mark.rstrip(".)"), plain(row.title)
        elif row.kind == "task" and not row.hidden:
            head = {"section": mark, "section_title": title}
            yield head | _task(table, index, source=source, section=mark)


def _task(table: Table, index: int, *, source: Source, section: str) -> dict[str, Any]:
    cells = {"stt": "", "title": "", "lead": "", "support": "", "due": "", "deliverable": ""}
    status, other = None, {}
    for column, value in zip(table.columns, table.values(index), strict=True):
        text = plain(value)
        if column.hidden:
            continue
        if column.field == "other":
            other[other_name(column)] = text
        elif column.field == "status":
            status = text
        else:
            cells[column.field] = text
    stt = cells["stt"].rstrip(".)")
    row = {name: cells[name] for name in ("title", "lead", "support")}
    row |= {"due_text": cells["due"], "deliverable": cells["deliverable"]}
    due = _due(cells["due"], row=table.rows[index], key=f"{section}/{stt}", source=source)
    return {"stt": stt} | row | {"status": status, "other": other, "due": due}


def other_name(column: Column) -> str:
    """A column of another kind is known by its header, the group's line first."""
    header = " ".join(column.header.split())
    return f"{' '.join(column.group.split())} {header}" if column.group else header


def _due(words: str, *, row: Row, key: str, source: Source) -> dict[str, Any] | None:
    told = source.expected
    for value in (row.due, (told.get("dues") or {}).get(key.removeprefix("/"))):
        if value is not None:
            return read_due(value)
    if (value := (told.get("dues") or {}).get(key)) is not None:
        return read_due(value)
    if (value := (told.get("due_words") or {}).get(words)) is not None:
        return read_due(value)
    return plain_due(words)


def read_due(value: str | Mapping[str, Any]) -> dict[str, Any]:
    """A due as the source tells it: a mapping, or "quarter 2026-07-01 2026-09-30"."""
    if isinstance(value, Mapping):
        days = {k: _iso(value.get(k)) for k in ("start", "end")}
        rest = {k: v for k, v in value.items() if k.endswith("_alt")}
        return {"kind": value["kind"], **days, "recurrence": value.get("recurrence")} | rest
    kind, *rest_words = value.split()
    rule = next((word for word in rest_words if word.startswith("FREQ=")), None)
    dates = [None if word == "-" else word for word in rest_words if not word.startswith("FREQ=")]
    start, end = (*dates, None, None)[:2] if len(dates) != 1 else (dates[0], dates[0])
    return {"kind": kind, "start": start, "end": end, "recurrence": rule}


def _iso(value: object) -> str | None:
    return value.isoformat() if isinstance(value, date) else (str(value) if value else None)


def plain_due(words: str) -> dict[str, Any] | None:
    """The plainest times; None where the source has to say what its words mean."""
    if not words:
        return dict(UNSPECIFIED)
    if words.lower() == "thường xuyên":
        return UNSPECIFIED | {"kind": "ongoing"}
    if found := DATE.match(words):
        day = date(int(found["y"]), int(found["m"]), int(found["d"])).isoformat()
        return _span("date", None if found["before"] else day, day)
    if found := MONTH.match(words):
        return _months("month", int(found["y"]), int(found["m"]), 1)
    if found := QUARTER.match(words):
        return _months("quarter", int(found["y"]), 3 * QUARTERS[found["q"].upper()] - 2, 3)
    if found := YEAR.match(words):
        return _months("year", int(found["y"]), 1, 12)
    return None


def _months(kind: str, year: int, month: int, count: int) -> dict[str, Any]:
    after = date(year + (month + count - 1) // 12, (month + count - 1) % 12 + 1, 1)
    last = after - timedelta(days=1)
    return _span(kind, date(year, month, 1).isoformat(), last.isoformat())


def _span(kind: str, start: str | None, end: str | None) -> dict[str, Any]:
    return {"kind": kind, "start": start, "end": end, "recurrence": None}


def change(raw: Mapping[str, Any]) -> dict[str, Any]:
    """What an amendment does to a task of another document; an added row is told whole."""
    if "added" not in raw:
        return dict(raw)
    row = prose_row(raw["added"])
    del row["source"]
    return dict(raw) | {"added": row}


def in_force(
    gold: Mapping[str, list[dict[str, Any]]], changes: Iterable[Mapping[str, Any]]
) -> dict[str, list[dict[str, Any]]]:
    """The rows of all documents once their amendments are known too."""
    rows = {stem: [dict(row) for row in own] for stem, own in gold.items()}
    for entry in changes:
        own = rows.get(entry["document"], [])
        if "added" in entry:
            # By the contract an added row bears the amending file.
            rows[entry["by"]].append(dict(entry["added"]))
            continue
        row = next(r for r in own if f"{r.get('section')}/{r['stt']}".lstrip("/") == entry["task"])
        if entry.get("repealed"):
            own.remove(row)
        elif entry["field"] == "due":
            told = entry.get("due")
            row |= {"due_text": entry["to"]}
            row |= {"due": read_due(told) if told else plain_due(entry["to"])}
        else:
            row[entry["field"]] = entry["to"]
    return rows


def prose_row(raw: Mapping[str, Any]) -> dict[str, Any]:
    """An assignment in running text, as the source tells it."""
    text = {k: plain(str(raw.get(k) or "")) for k in ("section", "section_title", "stt", "title")}
    text |= {k: plain(str(raw.get(k) or "")) for k in ("lead", "support", "due_text")}
    due = read_due(raw["due"]) if "due" in raw else plain_due(text["due_text"])
    deliverable = plain(str(raw.get("deliverable") or ""))
    return text | {"deliverable": deliverable, "due": due, "source": "prose"}
