"""Turns the spreadsheet form that staff fill in into a batch of questions.

python -m eval.questions.from_sheet CAU-HOI.xlsx eval/questions/open-2.jsonl
python -m eval.questions.from_sheet --form eval/questions/mau-cau-hoi.xlsx
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.worksheet.datavalidation import DataValidation
from openpyxl.worksheet.worksheet import Worksheet

from eval.questions.question import CATEGORIES, Question, RowKey, write_questions
from eval.questions.spellings import spellings

FORM = Path(__file__).parent / "mau-cau-hoi.xlsx"
YES = ("có", "x", "đúng")
NO = ("không", "0", "sai")

# Header, width in characters, and what the second sheet says about the column.
COLUMNS = (
    ("mã", 14, "Bỏ trống cũng được: lấy theo loại và số thứ tự."),
    ("loại", 15, "Chọn trong danh sách; nghĩa của từng loại ở trang README."),
    ("hỏi trước", 32, "Các câu đã hỏi trước đó trong cùng cuộc trò chuyện, mỗi câu một dòng."),
    ("câu hỏi", 52, "Viết đúng như người ta gõ, kể cả không dấu hay viết tắt."),
    ("hỏi ngày", 12, "Ngày hỏi, khi câu trả lời phụ thuộc vào hôm nay. Ví dụ 05/09/2025."),
    ("văn bản", 30, "Tên tệp không có đuôi; mỗi văn bản một dòng."),
    ("phải dẫn đủ", 12, "«có» nếu mọi văn bản ở cột trước đều phải được dẫn."),
    ("phải có", 40, "Mỗi dữ kiện một dòng; các cách viết cách nhau bằng dấu |."),
    ("không được có", 28, "Chữ không được có trong câu trả lời, mỗi chữ một dòng."),
    ("không ở dòng đầu", 28, "Ô khác của cùng nhiệm vụ, không được lẫn vào dòng đầu."),
    (
        "nhiệm vụ",
        22,
        "Mục/số thứ tự, mỗi nhiệm vụ một dòng: III/12, hoặc 29 nếu bảng không có mục.",
    ),
    ("nhiệm vụ cũng được", 22, "Nhiệm vụ có cũng được, không có cũng được."),
    ("có trong văn bản", 16, "«không» nếu văn bản không có câu trả lời."),
)
HEADERS = tuple(name for name, _, _ in COLUMNS)
EXAMPLES = (
    {
        "loại": "deadline",
        "câu hỏi": "chừng nào phải xong đề án IoT giao thông bên Sóc Trăng",
        "văn bản": "soc-trang-2025-dot-pha-mau",
        "phải có": "12/2025",
        "không ở dòng đầu": "Phòng Quản lý vận tải",
        "nhiệm vụ": "III/13",
    },
    {
        "loại": "unanswerable",
        "câu hỏi": "Sở Xây dựng Lâm Đồng giao ai làm đô thị thông minh?",
        "có trong văn bản": "không",
    },
)


class SheetError(ValueError):
    """The sheet cannot be read as questions; the message is for the person who filled it in."""


def question_from_cells(cells: Mapping[str, str], *, number: int = 1) -> Question:
    """One filled-in line of the form as a question."""
    category = cells.get("loại", "").strip()
    if category not in CATEGORIES:
        raise SheetError(f"dòng {number}: không có loại «{category}»")
    if not cells.get("câu hỏi", "").strip():
        raise SheetError(f"dòng {number}: chưa có câu hỏi")
    docs = _lines(cells, "văn bản")
    return Question(
        id=cells.get("mã", "").strip() or f"{category}-{number:03}",
        category=category,
        question=cells["câu hỏi"].strip(),
        answerable=cells.get("có trong văn bản", "").strip().lower() not in NO,
        history=_lines(cells, "hỏi trước"),
        as_of=_day(cells.get("hỏi ngày", "").strip(), number=number),
        docs=docs,
        all_docs=cells.get("phải dẫn đủ", "").strip().lower() in YES,
        must=tuple(spellings(fact, category=category) for fact in _lines(cells, "phải có")),
        must_not=_lines(cells, "không được có"),
        not_first=_lines(cells, "không ở dòng đầu"),
        tasks=tuple(_keys(cells, "nhiệm vụ", docs=docs, number=number)),
        tasks_ok=tuple(_keys(cells, "nhiệm vụ cũng được", docs=docs, number=number)),
    )


def read_sheet(path: Path) -> tuple[Question, ...]:
    """All filled-in lines of a workbook's first sheet."""
    workbook = openpyxl.load_workbook(path, data_only=True)
    rows = workbook.worksheets[0].iter_rows(values_only=True)
    headers = [_text(value).strip().lower() for value in next(rows, ())]
    if missing := {"loại", "câu hỏi"} - set(headers):
        raise SheetError(f"trang đầu thiếu cột {', '.join(sorted(missing))}")
    questions = []
    for number, row in enumerate(rows, start=2):
        cells = {header: _text(value) for header, value in zip(headers, row, strict=False)}
        if any(cell.strip() for cell in cells.values()):
            questions.append(question_from_cells(cells, number=number))
    return tuple(questions)


def make_form(path: Path = FORM) -> None:
    """Writes the form: a sheet to fill in with two examples, and one that explains the columns."""
    workbook = openpyxl.Workbook()
    sheet = workbook.worksheets[0]
    sheet.title = "Câu hỏi"
    _write_heading(sheet, HEADERS)
    for example in EXAMPLES:
        sheet.append([example.get(name, "") for name in HEADERS])
    for column, (_, width, _) in zip(sheet.columns, COLUMNS, strict=True):
        sheet.column_dimensions[column[0].column_letter].width = width
        for cell in column[1:]:
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    kinds = DataValidation(type="list", formula1=f'"{",".join(CATEGORIES)}"', allow_blank=True)
    sheet.add_data_validation(kinds)
    kinds.add("B2:B500")
    sheet.freeze_panes = "A2"
    _write_guide(workbook.create_sheet("Cách điền"))
    workbook.save(path)


def _write_heading(sheet: Worksheet, names: Sequence[str]) -> None:
    sheet.append(list(names))
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.fill = PatternFill("solid", fgColor="DDE8F3")


def _write_guide(sheet: Worksheet) -> None:
    _write_heading(sheet, ("cột", "cách điền"))
    for name, _, guide in COLUMNS:
        sheet.append([name, guide])
    sheet.column_dimensions["A"].width = 22
    sheet.column_dimensions["B"].width = 90


def _text(value: object) -> str:
    if isinstance(value, datetime | date):
        return value.strftime("%d/%m/%Y")
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return "" if value is None else str(value)


def _lines(cells: Mapping[str, str], name: str) -> tuple[str, ...]:
    lines = (line.strip() for line in cells.get(name, "").split("\n"))
    return tuple(line for line in lines if line)


def _day(text: str, *, number: int) -> str | None:
    if not text:
        return None
    for form in ("%d/%m/%Y", "%Y-%m-%d"):
        try:
            return datetime.strptime(text, form).date().isoformat()  # noqa: DTZ007 — a day, no instant
        except ValueError:
            continue
    raise SheetError(f"dòng {number}: không hiểu ngày «{text}», hãy viết như 05/09/2025")


def _keys(
    cells: Mapping[str, str], name: str, *, docs: Sequence[str], number: int
) -> Iterator[RowKey]:
    """ "III/12" stands in the first document; "other-stem:III/12" names its own."""
    for line in _lines(cells, name):
        file, _, mark = line.rpartition(":")
        if not file and not docs:
            raise SheetError(f"dòng {number}: nhiệm vụ {line} thuộc văn bản nào?")
        section, _, stt = mark.rpartition("/")
        yield RowKey.of(file or docs[0], section, stt)


def main(argv: Sequence[str] | None = None) -> int:
    """Reads the arguments; 1 where the sheet cannot be turned into questions."""
    parser = argparse.ArgumentParser(prog="python -m eval.questions.from_sheet")
    parser.add_argument("sheet", type=Path, nargs="?", help="bảng đã điền, .xlsx")
    parser.add_argument("out", type=Path, nargs="?", help="tệp câu hỏi, .jsonl")
    parser.add_argument("--form", type=Path, metavar="FILE.xlsx", help="ghi mẫu trống ra đây")
    args = parser.parse_args(argv)
    if args.form:
        make_form(args.form)
        return 0
    if not args.sheet or not args.out:
        parser.error("cần bảng đã điền và tên tệp câu hỏi")
    try:
        questions = read_sheet(args.sheet)
    except SheetError as error:
        print(error, file=sys.stderr)
        return 1
    write_questions(args.out, questions)
    print(f"{len(questions)} câu hỏi → {args.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
