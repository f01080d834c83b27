"""Time limits as plans write them: every row of tests/cases/due.md, and laws that hold for all."""

import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain.due import NO_DUE, Due, DueKind
from assistant.vietnamese.due import find_dues, read_due
from tests.support.cases import Case, each_case, load_cases

CASES = load_cases("due")
SPACES = st.sampled_from([" ", "  ", "\n", " \t ", "\u00a0"])


def read(case: Case) -> Due:
    year = case["năm của kế hoạch"]
    return read_due(case["viết trong kế hoạch"], year=int(year) if year else None)


def day(words: str) -> date | None:
    return date.fromisoformat(words) if words else None


@each_case("due")
def test_reads_what_the_plan_writes(case: Case) -> None:
    due = read(case)
    assert (due.kind, due.start, due.end, due.recurrence) == (
        DueKind(case["loại"]),
        day(case["từ"]),
        day(case["đến"]),
        case["lặp lại"] or None,
    ), case["vì sao"]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_typing_makes_no_difference(case: Case) -> None:
    words, year = case["viết trong kế hoạch"], case["năm của kế hoạch"]
    expected = read(case)
    for variant in (
        unicodedata.normalize("NFD", words),
        words.upper(),
        words.lower(),
        f"  {words} ",
        words.replace(" ", "  "),
    ):
        due = read_due(variant, year=int(year) if year else None)
        assert (due.kind, due.start, due.end, due.recurrence) == (
            expected.kind,
            expected.start,
            expected.end,
            expected.recurrence,
        ), variant


@given(st.sampled_from(CASES), st.lists(SPACES, min_size=12, max_size=12))
@settings(max_examples=300, deadline=None)
def test_spaces_make_no_difference(case: Case, spaces: list[str]) -> None:
    words = case["viết trong kế hoạch"]
    if "\n" in words:
        return  # its line breaks divide items of a list
    pieces = words.split(" ")
    spaced = "".join(
        piece + (spaces[n % len(spaces)] if n < len(pieces) - 1 else "")
        for n, piece in enumerate(pieces)
    )
    year = case["năm của kế hoạch"]
    due, expected = read_due(spaced, year=int(year) if year else None), read(case)
    assert (due.kind, due.start, due.end) == (expected.kind, expected.start, expected.end)


FRAGMENTS = st.sampled_from(
    [
        *(
            "quý",
            "tháng",
            "năm",
            "ngày",
            "III",
            "IV",
            "2025",
            "2026",
            "12",
            "31",
            "6/2025",
            "15/11",
        ),
        *("trước", "từ", "đến", "đến hết", "và", ",", "-", "/", "(", ")", ";", "hằng", "cuối"),
        *("đầu", "giữa", "sau khi", "thường xuyên", "định kỳ", "6 tháng", "một lần", "trở đi"),
        *("kể từ", "trong", "làm việc", "\n- "),
    ]
)


@given(st.lists(FRAGMENTS, max_size=9), st.sampled_from([None, 2025, 2026]))
@settings(max_examples=500, deadline=None)
def test_reads_anything_without_contradiction(pieces: list[str], year: int | None) -> None:
    words = " ".join(pieces)
    due = read_due(words, year=year)
    assert due.start is None or due.end is None or due.start <= due.end
    assert due.recurrence is None or due.kind is DueKind.RECURRING
    if due.kind in (DueKind.RECURRING, DueKind.EVENT, DueKind.ONGOING, DueKind.UNSPECIFIED):
        assert (due.start, due.end) == (None, None)
    for found in find_dues(words, year=year):
        assert 0 <= found.span[0] < found.span[1] <= len(words)


@given(st.dates(date(2000, 1, 1), date(2099, 12, 31)))
@settings(deadline=None)  # the first call reads word lists
def test_a_written_day_is_that_day(when: date) -> None:
    for form in (f"{when:%d/%m/%Y}", f"{when.day}-{when.month}-{when.year}", f"{when:%Y-%m-%d}"):
        due = read_due(form, year=None)
        assert (due.kind, due.start, due.end) == (DueKind.DATE, when, when)


def test_an_empty_cell_says_nothing() -> None:
    assert read_due(" \n ", year=2026) == NO_DUE


def test_keeps_the_words_as_printed() -> None:
    assert read_due("Trong  Quý\nII/2025", year=2025).words == "Trong Quý\nII/2025"


@each_case("due-in-text")
def test_finds_time_limits_in_running_text(case: Case) -> None:
    text = case["câu"]
    found = find_dues(text, year=2025)
    said = [words for words in case["thời hạn"].split(" / ") if words]
    assert len(found) == len(said), [text[slice(*one.span)] for one in found]
    for one, words in zip(found, said, strict=True):
        assert words in text[slice(*one.span)]
        assert one.due.kind == case["loại"]
        assert one.due.end == day(case["đến"])
        assert one.due.words == text[slice(*one.span)]
