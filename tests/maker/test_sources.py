"""The sources of made documents are in form, and what was made of them is up to date."""

import hashlib
import json
import re
import unicodedata
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import openpyxl
import pypdfium2
import pytest
from docx import Document

from corpus.collections import COLLECTIONS, INVENTED, TEST_DOCUMENTS, Collection
from corpus.maker.build import (
    expected_text,
    read_built,
    render,
    source_hash,
)
from corpus.maker.expected import expected
from corpus.maker.loading import load_source, read_source
from corpus.maker.source import FORMATS, MissingFont, SourceError

WRITTEN = re.compile(r"word/(document|footnotes)\.xml|xl/worksheets/.+\.xml")
LIMIT = 8 * 1024 * 1024  # bytes of a collection's documents together
SOURCES = [(c, path) for c in COLLECTIONS for path in c.paths()]
INVENTED_SOURCES = [path for c in INVENTED for path in c.paths()]
BY_NAME = pytest.mark.parametrize(("collection", "path"), SOURCES, ids=[p.stem for _, p in SOURCES])
MADE = [
    (c.files / (load_source(path).stem + FORMATS[name]), path, name)
    for c in COLLECTIONS
    for path in c.paths()
    for name in load_source(path).formats
]
READABLE = [made for made in MADE if made[2] not in ("scan", "tcvn3", "vni")]
QUICK = [made for made in MADE if made[2] in ("docx", "xlsx", "txt", "tcvn3", "vni")]
SLOW = [made for made in MADE if made not in QUICK]
MISSING = "apt-get install libreoffice-writer chromium fonts-liberation2"


def each(made: list[tuple[Path, Path, str]]) -> pytest.MarkDecorator:
    """One test a made file."""
    ids = [file.name for file, _, _ in made]
    return pytest.mark.parametrize(("file", "path", "name"), made, ids=ids)


def fold(text: str) -> str:
    """Letters and digits alone: a file breaks lines and hyphenates where it likes."""
    return re.sub(r"[\W_]+", "", unicodedata.normalize("NFC", text).lower())


@BY_NAME
def test_expected_rows_are_those_of_the_source(collection: Any, path: Path) -> None:
    kept = (collection.expected / f"{path.stem}.json").read_text(encoding="utf-8")
    assert kept == expected_text(path), "chạy: python -m corpus.maker --expected"


@BY_NAME
def test_files_are_those_built_from_the_source(collection: Any, path: Path) -> None:
    built = read_built(collection.files)[path.stem]
    assert built["source"] == source_hash(path), "chạy: python -m corpus.maker"
    files = built["files"]
    assert isinstance(files, dict)
    assert len(files) == len(load_source(path).formats)
    for name, digest in files.items():
        assert hashlib.sha256((collection.files / name).read_bytes()).hexdigest() == digest


@pytest.mark.parametrize("path", INVENTED_SOURCES, ids=lambda path: path.stem)
def test_every_row_says_what_its_time_means(path: Path) -> None:
    rows = expected(load_source(path))["tasks"]
    assert [row["due_text"] for row in rows if row["due"] is None] == []
    for row in rows:
        start, end = row["due"]["start"], row["due"]["end"]
        assert start is None or end is None or start <= end


@pytest.mark.parametrize("path", INVENTED_SOURCES, ids=lambda path: path.stem)
def test_no_meaning_is_told_for_words_that_stand_nowhere(path: Path) -> None:
    source = load_source(path)
    printed = {row["due_text"] for row in expected(source)["tasks"]}
    assert set(source.expected.get("due_words") or {}) <= printed


@each(READABLE)
def test_file_holds_every_row_of_the_source(file: Path, path: Path, name: str) -> None:
    text = fold(read(file))
    for row in expected(load_source(path))["tasks"]:
        # The first words, because the rest of a long cell may stand on the next page.
        if row.get("source") != "prose":
            assert fold(row["title"])[:12] in text
        assert fold(row["lead"])[:8] in text


def read(file: Path) -> str:
    """The text of a made file, by the plainest means."""
    if file.suffix == ".pdf":
        with pypdfium2.PdfDocument(file) as pdf:
            return "".join(page.get_textpage().get_text_bounded() for page in pdf)
    if file.suffix == ".docx":
        document = Document(str(file))
        return "".join(
            node.text or "" for node in document.element.iter() if node.tag.endswith("}t")
        )
    if file.suffix == ".xlsx":
        book = openpyxl.load_workbook(file)
        return " ".join(str(c.value) for s in book for r in s.iter_rows() for c in r if c.value)
    return file.read_text(encoding="utf-8")


@pytest.mark.parametrize("collection", INVENTED, ids=lambda collection: collection.files.name)
def test_an_amendment_names_tasks_that_the_amended_plan_holds(collection: Collection) -> None:
    for path in collection.paths():
        for change in expected(load_source(path))["changes"]:
            amended = collection.expected / f"{change['document']}.json"
            rows = json.loads(amended.read_text(encoding="utf-8"))["tasks"]
            marks = {f"{row['section']}/{row['stt']}".lstrip("/"): row for row in rows}
            if "task" in change:
                row = marks[change["task"]]
                field = {"due": "due_text"}.get(change.get("field", ""), change.get("field"))
                assert "field" not in change or row[field] == change["from"]
            else:
                added = f"{change['added']['section']}/{change['added']['stt']}"
                assert added.lstrip("/") not in marks


def test_rows_in_force_are_those_after_all_amendments() -> None:
    told = (TEST_DOCUMENTS.expected / "gold-in-force.json").read_text(encoding="utf-8")
    gold = json.loads(told)
    rows = gold["so-khcn-da-nang-2026-doi-moi-sang-tao"]
    marks = {f"{row['section']}/{row['stt']}": row for row in rows}
    assert marks["I/1"]["due"]["end"] == "2026-11-30"
    assert marks["II/4"]["lead"] == "Phòng Quản lý Khoa học"
    assert "III/7" not in marks
    (added,) = gold["so-khcn-da-nang-2026-doi-moi-sang-tao-sua-doi"]
    assert (added["stt"], added["lead"]) == ("9", "Phòng Chuyển đổi số")


@pytest.mark.parametrize("collection", INVENTED, ids=lambda collection: collection.files.name)
def test_invented_documents_stay_small(collection: Collection) -> None:
    files = [path for path in collection.files.rglob("*") if path.is_file()]
    assert sum(path.stat().st_size for path in files) < LIMIT


def test_an_unknown_key_is_refused() -> None:
    head = {"issuer": "SỞ Y TẾ", "numbr": "1/KH"}
    with pytest.raises(SourceError, match="numbr"):
        read_source({"head": head}, stem="x")


def test_a_merged_cell_counts_for_every_row() -> None:
    columns = [{"header": name, "field": name} for name in ("stt", "title", "lead")]
    body = [{"table": {"columns": columns, "lines": "1 | A | Văn phòng\n2 | B | ^\n3 | C | ^"}}]
    source = read_source({"head": {"issuer": "SỞ"}, "body": body}, stem="x")
    assert [row["lead"] for row in expected(source)["tasks"]] == ["Văn phòng"] * 3


def test_a_tracked_change_counts_as_accepted() -> None:
    columns = [{"header": name, "field": name} for name in ("stt", "title", "due")]
    line = "1 | Nộp {-sớm-}{+đúng hạn+} | {-Quý I/2026-}{+Quý II/2026+}"
    body = [{"table": {"columns": columns, "lines": line}}]
    source = read_source({"head": {"issuer": "SỞ"}, "body": body}, stem="x")
    (row,) = expected(source)["tasks"]
    assert (row["title"], row["due"]["end"]) == ("Nộp đúng hạn", "2026-06-30")


@each(QUICK)
def test_building_again_gives_the_same_file(file: Path, path: Path, name: str) -> None:
    made = render(load_source(path), name)
    if file.suffix == ".txt":
        assert made == file.read_bytes()
    else:
        # Another release of the libraries may pack otherwise; what we wrote stays the same.
        assert members(made) == members(file.read_bytes())


def members(content: bytes) -> dict[str, bytes]:
    """The parts of a zipped file that hold its text."""
    with ZipFile(BytesIO(content)) as package:
        names = (name for name in package.namelist() if WRITTEN.fullmatch(name))
        return {name: package.read(name) for name in names}


@pytest.mark.slow
@each(SLOW)
def test_printing_again_gives_as_many_pages(file: Path, path: Path, name: str) -> None:
    source = load_source(path)
    try:
        made = render(source, name)
    except (FileNotFoundError, MissingFont) as error:
        pytest.skip(f"chưa cài ({error}): {MISSING}")
    with pypdfium2.PdfDocument(made) as again, pypdfium2.PdfDocument(file) as kept:
        assert len(again) == len(kept)
