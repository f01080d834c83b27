"""Rows that are recognisably the same, whatever moved."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from assistant.domain.task import Task
from assistant.store.matching import likeness, match_tasks

TITLES = st.lists(
    st.text("abcdeghiklmnopqrstuvxyđăâêôơư ", min_size=8, max_size=40), max_size=8, unique=True
)


def held(titles: list[str]) -> list[Task]:
    return [Task(title=t, stt=str(i), ordinal=i, id=f"id{i}") for i, t in enumerate(titles)]


@given(TITLES)
def test_the_same_rows_keep_their_ids(titles: list[str]) -> None:
    rows = held(titles)
    assert match_tasks(rows, rows) == {i: row.id for i, row in enumerate(rows)}


@given(TITLES, TITLES)
def test_no_id_is_given_twice(old: list[str], new: list[str]) -> None:
    matched = match_tasks(held(old), held(new))
    assert len(set(matched.values())) == len(matched)


@given(TITLES, TITLES)
def test_likeness_lies_between_nothing_and_all(old: list[str], new: list[str]) -> None:
    for a in held(old):
        assert likeness(a, a) == 1
        for b in held(new):
            assert 0 <= likeness(a, b) <= 1


def test_a_row_that_moved_is_known_by_its_title() -> None:
    old = held(["Rà soát thủ tục hành chính", "Tập huấn kỹ năng số", "Số hóa hồ sơ lưu trữ"])
    new = [replace(old[2], id="", stt="0"), replace(old[0], id="", stt="1")]
    assert match_tasks(old, new) == {0: "id2", 1: "id0"}


def test_another_task_under_an_old_mark_is_another_task() -> None:
    old = held(["Rà soát thủ tục hành chính"])
    assert match_tasks(old, [Task(title="Mua máy phát điện", stt="0")]) == {}
