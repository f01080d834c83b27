"""Plausible plans by the thousand, each with the rows that it holds, from a seed.

For tests of growth and robustness: `python -m corpus.maker.random_plans 200 --seed 7 --out DIR`.
"""

import argparse
import calendar
import json
import random
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from corpus.maker.build import render
from corpus.maker.expected import expected
from corpus.maker.loading import read_source
from corpus.maker.source import FORMATS, Source

WORDS = Path(__file__).with_suffix(".yaml")
QUICK_FORMATS = ("docx", "pdf-reportlab", "xlsx", "txt")
ROWS = (8, 40)
YEARS = (2023, 2027)
ROMAN = ("I", "II", "III", "IV", "V", "VI")


def random_plans(
    count: int, *, seed: int, formats: tuple[str, ...] = QUICK_FORMATS
) -> Iterator[Source]:
    """`count` plans; the n-th of a seed is always the same, however many are made."""
    words = yaml.safe_load(WORDS.read_text(encoding="utf-8"))
    for number in range(1, count + 1):
        yield random_plan(number, seed=seed, words=words, formats=formats)


def random_plan(
    number: int, *, seed: int, words: Mapping[str, Any], formats: tuple[str, ...] = QUICK_FORMATS
) -> Source:
    """One plan."""
    rng = random.Random(f"{seed}/{number}")
    department = rng.choice(words["departments"])
    province = rng.choice(words["provinces"])
    year = rng.randint(*YEARS)
    subject = rng.choice(department["subjects"])
    issued = date(year, rng.randint(1, 3), rng.randint(1, 28))
    mark = f"{number}/KH-{department['code']}"
    name = f"{department['name']} tỉnh {province}"
    rows, dues = _rows(rng, department, words, year=year)
    raw = {
        "file": f"ke-hoach-{seed}-{number:05d}",
        "format": rng.choice(formats),
        "style": _style(rng),
        "head": {
            "parent": f"UBND TỈNH {province.upper()}",
            "issuer": department["name"].upper(),
            "organization": name,
            "number": mark,
            "place": province,
            "date": issued,
        },
        "kind": "KẾ HOẠCH",
        "title": f"Triển khai công tác {subject} năm {year}",
        "body": [
            {"text": f"{name} ban hành Kế hoạch triển khai công tác {subject} năm {year} như sau:"},
            {"heading": "I. YÊU CẦU"},
            {"text": f"Hoàn thành ít nhất {rng.randint(70, 99)}% nhiệm vụ nêu tại Phụ lục."},
        ],
        "signature": {"position": "GIÁM ĐỐC", "name": rng.choice(words["signers"])},
        "recipients": ["- UBND tỉnh;", "- Các phòng, đơn vị;", "- Lưu: VT."],
        "appendices": [
            {
                "heading": "PHỤ LỤC",
                "title": "PHÂN CÔNG NHIỆM VỤ",
                "note": f"(Kèm theo Kế hoạch số {mark})",
                "orientation": rng.choice(["landscape", "portrait"]),
                "table": {"columns": _columns(rng, words), "rows": rows},
            }
        ],
        "expected": {"due_words": dues},
    }
    return read_source(raw, stem=str(raw["file"]))


def _style(rng: random.Random) -> dict[str, Any]:
    return {
        "size": rng.choice([13, 13.5, 14]),
        "table_size": rng.choice([10.5, 11, 12]),
        "split_rows": rng.random() < 0.7,
        "number_row": rng.random() < 0.2,
        "section_span": rng.choice(["rest", "all"]),
        "header_fill": rng.choice(["", "", "EDEDED"]),
    }


def _columns(rng: random.Random, words: Mapping[str, Any]) -> list[dict[str, Any]]:
    """The usual columns, the last three in any order."""
    header = {field: rng.choice(names) for field, names in words["headers"].items()}
    columns = [{"header": rng.choice(["STT", "TT"]), "field": "stt", "width": 1.2}]
    widths = {"title": 7.5, "lead": 3.2, "support": 3.2, "due": 2.6, "deliverable": 3.4}
    rest = ["support", "due", "deliverable"]
    rng.shuffle(rest)
    columns.extend(
        {"header": header[field], "field": field, "width": widths[field]}
        for field in ("title", "lead", *rest)
    )
    return columns


def _rows(
    rng: random.Random, department: Mapping[str, Any], words: Mapping[str, Any], *, year: int
) -> tuple[list[dict[str, Any]], dict[str, Any]]:
    rows: list[dict[str, Any]] = []
    dues: dict[str, Any] = {}
    sections = rng.sample(words["sections"], rng.randint(1, 4)) if rng.random() < 0.7 else []
    count = rng.randint(*ROWS)
    titles = _titles(rng, department, words, count=count)
    for n, title in enumerate(titles):
        if sections and n % (count // len(sections) + 1) == 0:
            section = n // (count // len(sections) + 1)
            rows.append({"section": {"mark": ROMAN[section], "title": sections[section]}})
        text, meaning = _due(rng, words, year=year)
        dues[text] = meaning
        rows.append(
            {
                "stt": str(n + 1),
                "title": title,
                "lead": rng.choice(department["units"]),
                "support": rng.choice(words["supporters"]),
                "due": text,
                "deliverable": rng.choice(words["deliverables"]),
            }
        )
    return rows, dues


def _titles(
    rng: random.Random, department: Mapping[str, Any], words: Mapping[str, Any], *, count: int
) -> list[str]:
    every = [
        f"{verb} về {subject} {scope}"
        for verb in words["verbs"]
        for subject in department["subjects"]
        for scope in words["scopes"]
    ]
    return rng.sample(every, count)


def _due(rng: random.Random, words: Mapping[str, Any], *, year: int) -> tuple[str, dict[str, Any]]:
    """A time in words and what it means, both from the same numbers."""
    month, day, quarter = rng.randint(4, 12), rng.randint(10, 28), rng.randint(2, 4)
    form = rng.choice(words["dues"])
    text = form.format(y=year, m=f"{month:02d}", d=day, q=ROMAN[quarter - 1])
    return text, _meaning(form, year=year, month=month, day=day, quarter=quarter)


def _meaning(form: str, *, year: int, month: int, day: int, quarter: int) -> dict[str, Any]:
    if "{d}" in form:
        exact = date(year, month, day)
        return {"kind": "date", "start": exact if form.startswith("{d}") else None, "end": exact}
    if "{m}" in form:
        return _months("month", year, first=month, last=month)
    if "{q}" in form:
        return _months("quarter", year, first=3 * quarter - 2, last=3 * quarter)
    if form.startswith("6 tháng"):
        return _months("range", year, first=1, last=6)
    if form.startswith("Năm"):
        return _months("year", year, first=1, last=12)
    rules = {"Hằng tháng": "FREQ=MONTHLY", "Hằng quý": "FREQ=MONTHLY;INTERVAL=3"}
    if form in rules:
        return {"kind": "recurring", "recurrence": rules[form]}
    return {"kind": {"Thường xuyên": "ongoing", "": "unspecified"}.get(form, "event")}


def _months(kind: str, year: int, *, first: int, last: int) -> dict[str, Any]:
    end = date(year, last, calendar.monthrange(year, last)[1])
    return {"kind": kind, "start": date(year, first, 1), "end": end}


def main() -> int:
    """Write plans and their rows into a folder."""
    parser = argparse.ArgumentParser(
        prog="python -m corpus.maker.random_plans", description=__doc__
    )
    parser.add_argument("count", type=int)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--format", action="append", choices=sorted(FORMATS))
    args = parser.parse_args()
    args.out.mkdir(parents=True, exist_ok=True)
    gold = {}
    formats = tuple(args.format) if args.format else QUICK_FORMATS
    for source in random_plans(args.count, seed=args.seed, formats=formats):
        name = source.formats[0]
        (args.out / (source.stem + FORMATS[name])).write_bytes(render(source, name))
        gold[source.stem] = expected(source)["tasks"]
    text = json.dumps(gold, ensure_ascii=False, indent=1) + "\n"
    (args.out / "gold-tasks.json").write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
