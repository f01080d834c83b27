"""Ways of asking, filled with rows of the documents: questions whose answers are known.

    python -m eval.questions.framed frames.tsv OUT.jsonl [--folder tests/documents] [--seed 1]

A frame is a line `kind<TAB>words`, its words with slots: `{việc}`, `{kế hoạch}`, `{đơn vị}`,
`{tháng}`, `{quý}`. The words of the row are used as the plan has them, so that what is measured is
whether the way of asking is understood, and not whether the row is found.
"""

from __future__ import annotations

import argparse
import json
import random
import re
import sys
import unicodedata
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from eval.questions.question import Question, RowKey, write_questions
from eval.questions.spellings import date_spellings, spellings

Raw = Mapping[str, Any]
SLOT = re.compile(r"\{[^{}]+\}")
LONGEST_TITLE = 16
SHORTEST_TITLE = 4
MOST_OF_A_UNIT = 9
GROUP = re.compile(r"^(?:các|mọi|toàn thể|tất cả|những|ubnd các|phòng, ban)\b", re.IGNORECASE)
SCAN = re.compile(r"^format: scan\b", re.MULTILINE)
SEVERAL = re.compile(r"[;,\n]| và ")
NAMES = {"lead": "lead", "support": "support", "due": "due_text", "deliverable": "deliverable"}
CATEGORY = {"lead": "lead", "support": "support", "due": "deadline", "deliverable": "deliverable"}


@dataclass(frozen=True, slots=True)
class Frame:
    """One way of asking."""

    kind: str
    words: str

    @property
    def slots(self) -> frozenset[str]:
        return frozenset(slot.strip("{}") for slot in SLOT.findall(self.words))


@dataclass(frozen=True, slots=True)
class Row:
    """A row of a plan as it should be read."""

    key: RowKey
    cells: Raw

    def cell(self, name: str) -> str:
        return str(self.cells.get(name) or "").strip()

    @property
    def end(self) -> date | None:
        end = (self.cells.get("due") or {}).get("end")
        return date.fromisoformat(end) if end else None

    @property
    def due_kind(self) -> str:
        return str((self.cells.get("due") or {}).get("kind") or "unspecified")


@dataclass(frozen=True, slots=True)
class Plan:
    """A document with a table of tasks."""

    stem: str
    about: Raw
    rows: tuple[Row, ...]

    @property
    def year(self) -> int | None:
        found = re.search(r"\b20\d\d\b", str(self.about.get("title"))) or re.search(
            r"20\d\d", str(self.about.get("date"))
        )
        return int(found.group()) if found else None

    def names(self) -> tuple[str, ...]:
        """How people may call it, each name by itself enough."""
        kind = str(self.about.get("kind") or "văn bản").lower()
        organization = str(self.about.get("organization") or "").replace(" tỉnh ", " ")
        found = [f"{kind} năm {self.year} của {organization}"] if self.year else []
        number = self.about.get("printed_number")
        if number and str(number)[0].isdigit():
            found.append(f"{kind} {number}")
        return tuple(found)


def read_frames(path: Path) -> tuple[Frame, ...]:
    """The frames of a file, without its header."""
    lines = path.read_text(encoding="utf-8").splitlines()[1:]
    cut = (unicodedata.normalize("NFC", line).split("\t") for line in lines if "\t" in line)
    return tuple(Frame(kind.strip(), words.strip()) for kind, words in cut)


def read_plans(folder: Path) -> tuple[Plan, ...]:
    """The plans with a table; without amended ones, whose answers say more than the row, and
    without scans, which are not read letter by letter.
    """
    sources = sorted((folder / "sources").glob("*.yaml"))
    without = [p.stem for p in sources if SCAN.search(p.read_text(encoding="utf-8"))]
    paths = [p for p in sorted((folder / "expected").glob("*.json")) if "gold" not in p.name]
    read = [json.loads(path.read_text(encoding="utf-8")) for path in paths]
    changed = {change["document"] for told in read for change in told["changes"]}
    return tuple(
        Plan(told["file"], told["document"], rows)
        for told in read
        if told["file"] not in (*changed, *without) and not told["changes"]
        if (rows := tuple(rows_of(told)))
    )


def rows_of(told: Raw) -> Iterator[Row]:
    """The table rows of a document."""
    for cells in told["tasks"]:
        if cells.get("source", "table") == "table":
            yield Row(RowKey.of(told["file"], cells["section"], cells["stt"]), cells)


class Filling:
    """Draws rows, plans and units for frames."""

    def __init__(self, plans: Sequence[Plan], *, texts: Mapping[str, str], seed: int) -> None:
        self._random = random.Random(seed)
        self._texts = {stem: text.lower() for stem, text in texts.items()}
        self._plans = tuple(plan for plan in plans if len(plan.rows) > 3)
        names = Counter(name for plan in plans for name in plan.names())
        self.shared = frozenset(name for name, times in names.items() if times > 1)
        titles = Counter(row.cell("title") for plan in plans for row in plan.rows)
        self._rows = [
            (plan, row)
            for plan in self._plans
            for row in plan.rows
            if titles[row.cell("title")] == 1
            and SHORTEST_TITLE <= len(row.cell("title").split()) <= LONGEST_TITLE
        ]

    def _homes(self, unit: str) -> set[str]:
        """The documents that speak of a unit."""
        return {stem for stem, text in self._texts.items() if unit.lower() in text}

    def names(self, plan: Plan) -> tuple[str, ...]:
        """What a plan and no other is called."""
        return tuple(name for name in plan.names() if name not in self.shared)

    def draw(self, found: Sequence[Any]) -> Any:
        return self._random.choice(found)

    def row(self, *, needs: Sequence[str]) -> tuple[Plan, Row]:
        """A row whose cells are filled."""
        return self.draw(  # type: ignore[no-any-return]  # what is drawn from
            [(plan, row) for plan, row in self._rows if all(row.cell(NAMES[n]) for n in needs)]
        )

    def plan(self, fits: Callable[[Plan], bool] = lambda _: True) -> Plan:
        """A plan that can be named."""
        return self.draw(  # type: ignore[no-any-return]
            [plan for plan in self._plans if self.names(plan) and fits(plan)]
        )

    def unit(self, role: str, fits: Callable[[Row], bool] = lambda _: True) -> tuple[str, Plan]:
        """A unit of one plan alone that has some such rows, but not too many."""
        counts = Counter(
            (unit, plan.stem)
            for plan in self._plans
            for row in plan.rows
            for unit in in_role(row, role)
            if fits(row)
        )
        found = [
            key
            for key, count in counts.items()
            if 1 <= count <= MOST_OF_A_UNIT and self._homes(key[0]) == {key[1]}
        ]
        name, stem = self.draw(sorted(found))
        return name, next(plan for plan in self._plans if plan.stem == stem)


def units(cell: str) -> tuple[str, ...]:
    """A cell that names one unit; several, and groups, are left to other tests."""
    name = cell.strip()
    if not name or SEVERAL.search(name) or GROUP.match(name) or len(name.split()) < 2:
        return ()
    return (name,)


def in_role(row: Row, role: str) -> tuple[str, ...]:
    names = ("lead", "support") if role == "any" else (role,)
    return tuple(unit for name in names for unit in units(row.cell(name)))


def holds_unit(row: Row, unit: str, role: str) -> bool:
    """Whether a row's cell names the unit, alone or among others."""
    names = ("lead", "support") if role == "any" else (role,)
    return any(unit.lower() in row.cell(name).lower() for name in names)


def fill(frame: Frame, filling: Filling, *, name: str) -> Question | None:
    """The question that a frame makes; None where the frame's kind is not known."""
    kind = frame.kind
    if set(kind.split("+")) <= set(NAMES) or kind == "all":
        return of_fields(frame, filling, name=name)
    if kind in ("days_left", "past"):
        return of_day(frame, filling, name=name)
    if kind.startswith(("list_", "count_", "overdue", "ongoing", "no_", "earliest", "latest")):
        if not frame.slots & {"kế hoạch", "đơn vị"}:
            return None  # of all plans at once: what a right answer is depends on all that is held
        return of_set(frame, filling, name=name)
    if kind in ("signer", "number", "issued_on"):
        return of_document(frame, filling, name=name)
    return None


def of_fields(frame: Frame, filling: Filling, *, name: str) -> Question:
    """Fields of one row."""
    fields = list(NAMES) if frame.kind == "all" else frame.kind.split("+")
    needs = [*fields, "lead"] if "đơn vị" in frame.slots else fields
    plan, row = filling.row(needs=needs)
    if "kế hoạch" in frame.slots:
        while not filling.names(plan):
            plan, row = filling.row(needs=needs)
    category = CATEGORY[fields[0]] if len(fields) == 1 else "combo"
    shown = category if frame.kind != "all" else "summary"
    return Question(
        id=name,
        category=shown,
        question=filled(frame, plan, filling, task=row, unit=row.cell("lead")),
        answerable=True,
        docs=(plan.stem,),
        must=tuple(fact(row, field) for field in fields),
        tasks=(row.key,),
    )


def fact(row: Row, field: str) -> tuple[str, ...]:
    """The spellings of a cell."""
    words = row.cell(NAMES[field]).replace("\n", " ")
    found = [words, *spellings(words, category=CATEGORY[field])]
    if field == "due" and row.end:
        found += date_spellings(row.end.day, row.end.month, row.end.year)
    if field in ("lead", "support"):
        # A cell with several units may be set in several lines.
        found += [words.replace(";", ","), re.split(r"[;,]", words)[0]]
    return tuple(dict.fromkeys(found))


def of_day(frame: Frame, filling: Filling, *, name: str) -> Question:
    """How many days are left, or whether the day has passed."""
    plan, row = filling.row(needs=["due"])
    while row.end is None or ("kế hoạch" in frame.slots and not filling.names(plan)):
        plan, row = filling.row(needs=["due"])
    left = filling.draw(range(3, 60))
    is_past = frame.kind == "past" and filling.draw((True, False))
    as_of = date.fromordinal(row.end.toordinal() - (-left if is_past else left))
    wanted: tuple[str, ...] = (f"{left} ngày",)
    if frame.kind == "past":
        wanted = ("đã qua", "quá hạn", "rồi") if is_past else ("chưa", "còn")
    return Question(
        id=name,
        category="relative-date",
        question=filled(frame, plan, filling, task=row),
        answerable=True,
        as_of=as_of.isoformat(),
        docs=(plan.stem,),
        must=(wanted,),
        tasks=(row.key,),
    )


def of_set(frame: Frame, filling: Filling, *, name: str) -> Question | None:
    """A list or a count of rows."""
    kind, as_of, day = frame.kind, None, None
    role = next((r for r in ("lead", "support") if r in kind and not kind.startswith("no_")), "any")
    dated = "due" in kind or kind in ("earliest", "latest") or kind.startswith("overdue")
    is_blank = {"no_deliverable": "deliverable", "no_support": "support"}.get(kind)

    def fits(row: Row) -> bool:
        if is_blank:
            return not row.cell(is_blank)
        return row.due_kind == "ongoing" if kind == "ongoing" else not dated or row.end is not None

    if "đơn vị" in frame.slots:
        unit, plan = filling.unit(role, fits)
        rows = [row for row in plan.rows if holds_unit(row, unit, role)]
    else:
        unit, plan = "", filling.plan(lambda plan: any(map(fits, plan.rows)))
        rows = list(plan.rows)
    held = [row for row in rows if fits(row)]
    if dated:
        ends = [row.end for row in held if row.end]
        day = min(ends) if kind == "earliest" else max(ends) if kind == "latest" else None
        day = day or filling.draw(ends)
        if kind.startswith("overdue"):
            as_of = date.fromordinal(day.toordinal() + filling.draw(range(1, 20)))
            held = [row for row in held if row.end and row.end < as_of]
        elif kind in ("earliest", "latest"):
            held = [row for row in held if row.end == day]
        else:
            held = [row for row in held if row.end and in_window(row.end, day, kind)]
    counted = kind.startswith("count")
    count = len(held)
    must = ((f"{count} nhiệm vụ", f"{count} việc"),) if counted else ()
    return Question(
        id=name,
        category="count" if counted else "relative-date" if as_of else "list",
        question=filled(frame, plan, filling, unit=unit, day=day),
        answerable=True,
        as_of=as_of.isoformat() if as_of else None,
        docs=(plan.stem,),
        must=must,
        tasks=tuple(row.key for row in held),
    )


def in_window(end: date, day: date, kind: str) -> bool:
    if "quarter" in kind:
        return (end.year, (end.month - 1) // 3) == (day.year, (day.month - 1) // 3)
    return (end.year, end.month) == (day.year, day.month)


def of_document(frame: Frame, filling: Filling, *, name: str) -> Question:
    """The signer, number or day of a plan."""
    plan = filling.plan(
        lambda p: (
            len(str(p.about.get("date"))) == 10
            and bool(p.about.get("signer"))
            and str(p.about.get("printed_number") or "")[:1].isdigit()
            and p.names()[0] not in filling.shared
        )
    )
    day = date.fromisoformat(str(plan.about["date"]))
    wanted = {
        "signer": (str(plan.about["signer"]),),
        "number": (str(plan.about["printed_number"]),),
        "issued_on": date_spellings(day.day, day.month, day.year),
    }[frame.kind]
    question = filled(frame, plan, filling, without_number=True)
    docs = (plan.stem,)
    return Question(name, "prose", question, answerable=True, docs=docs, must=(wanted,))


def filled(
    frame: Frame,
    plan: Plan,
    filling: Filling,
    *,
    task: Row | None = None,
    unit: str = "",
    day: date | None = None,
    without_number: bool = False,
) -> str:
    """The words of a frame with its slots filled."""
    names = filling.names(plan)
    title = task.cell("title").rstrip(" .;") if task else ""
    if len(title) > 1 and title[1].islower():
        title = title[0].lower() + title[1:]
    values = {
        "việc": title,
        "kế hoạch": (names[0] if without_number else filling.draw(names)) if names else "",
        "đơn vị": unit,
        "tháng": f"tháng {day.month}/{day.year}" if day else "",
        "quý": f"quý {('I', 'II', 'III', 'IV')[(day.month - 1) // 3]}/{day.year}" if day else "",
        "năm": f"năm {plan.year}",
    }
    text = SLOT.sub(lambda m: values.get(m.group().strip("{}"), ""), frame.words)
    letters = re.sub(r"[^\W\d_]", "", unicodedata.normalize("NFD", SLOT.sub("", frame.words)))
    is_plain = not re.search(r"[\u0300-\u036f]", letters) and "đ" not in SLOT.sub("", frame.words)
    # Who leaves out the diacritics of the frame leaves out those of the task too.
    return plain(text) if is_plain and len(SLOT.sub("", frame.words).split()) > 1 else text


def plain(text: str) -> str:
    text = unicodedata.normalize("NFD", text.replace("đ", "d").replace("Đ", "D"))
    return "".join(c for c in text if not unicodedata.combining(c))


def questions(
    frames: Sequence[Frame],
    plans: Sequence[Plan],
    *,
    texts: Mapping[str, str],
    seed: int,
    name: str = "framed",
) -> list[Question]:
    """One question a frame; `texts` are the documents' sources, by stem."""
    filling = Filling(plans, texts=texts, seed=seed)
    numbers: Counter[str] = Counter()
    found = []
    for frame in frames:
        numbers[frame.kind] += 1
        made = fill(frame, filling, name=f"{name}-{frame.kind}-{numbers[frame.kind]:03}")
        if made is not None:
            found.append(made)
    return found


def make(
    frames: Sequence[Frame], folder: Path, *, seed: int, name: str = "framed"
) -> list[Question]:
    """Questions on the documents of a folder."""
    texts = {
        path.stem: path.read_text(encoding="utf-8")
        for path in sorted((folder / "sources").glob("*.yaml"))
    }
    return questions(frames, read_plans(folder), texts=texts, seed=seed, name=name)


def main(argv: Sequence[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("frames", type=Path)
    parser.add_argument("out", type=Path)
    parser.add_argument("--folder", type=Path, default=Path("tests/documents"))
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args(argv)
    made = make(read_frames(args.frames), args.folder, seed=args.seed, name=args.frames.stem)
    write_questions(args.out, made)
    print(f"{args.out}: {len(made)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
