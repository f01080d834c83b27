"""A later document changes an earlier one's tasks, in whatever order they come in."""

from dataclasses import replace
from datetime import date
from itertools import permutations

import pytest

from assistant.domain.amendment import Amendment, AmendmentAction, Manner
from assistant.domain.document import ParsedDocument
from assistant.domain.query import Aspect, Predicate, TaskQuery, Test
from assistant.domain.task import Field, Task
from assistant.service import corrections
from assistant.store import amendments, documents, task_query
from assistant.store.store import Store
from tests.conftest import NOON
from tests.support.parsed import a_document, a_task

PLAN = a_document(
    a_task("1", "Giám sát ca bệnh", section="I", lead="Phòng Nghiệp vụ Y", due="30/6/2025"),
    a_task("1", "Tập huấn cho y tế xã", section="II", lead="Văn phòng Sở", due="Quý III"),
    a_task("2", "Mua vật tư", section="II", lead="Phòng Tài chính", due="15/5/2025"),
)
NUMBER = "12/KH-SYT"


def amending(number: str, day: date, *asked: Amendment) -> ParsedDocument:
    parsed = a_document(number=number, issued_on=day, name=f"{number[:2]}.pdf", title=number)
    return replace(parsed, amendments=asked)


LATER = amending(
    "20/KH-SYT",
    date(2025, 5, 6),
    Amendment(AmendmentAction.CHANGE, NUMBER, "I", "1", field=Field.DUE, new_words="31/8/2025"),
    Amendment(AmendmentAction.REPEAL, NUMBER, "II", "2"),
    Amendment(
        AmendmentAction.ADD,
        NUMBER,
        task=a_task("3", "Lập kho dự phòng", section="II", lead="Văn phòng Sở"),
    ),
)
LAST = amending(
    "31/KH-SYT",
    date(2025, 8, 1),
    Amendment(
        AmendmentAction.CHANGE,
        NUMBER,
        title_hint="giám sát ca bệnh",
        field=Field.DUE,
        new_words="31/10/2025",
    ),
)


def bring_in(store: Store, *parsed: ParsedDocument) -> None:
    for one in parsed:
        with store.writing() as connection:
            saved = documents.save(connection, one, now=NOON)
            amendments.write_amendments(connection, saved.document_id, one.amendments)
            amendments.apply_all(connection, now=NOON)


def tasks(store: Store, *where: Predicate) -> dict[str, Task]:
    with store.reading() as connection:
        found = task_query.run(connection, TaskQuery(date(2025, 7, 10), where=where)).tasks
    return {f"{task.section}/{task.stt}": task for task in found}


@pytest.mark.parametrize("order", list(permutations([PLAN, LATER, LAST])))
def test_the_state_in_force_does_not_depend_on_the_order(
    store: Store, order: tuple[ParsedDocument, ...]
) -> None:
    bring_in(store, *order)
    held = tasks(store)
    assert list(held) == ["I/1", "II/1", "II/3"]
    assert held["I/1"].due.end == date(2025, 10, 31)
    assert [(c.field, c.old, c.new) for c in held["I/1"].changes] == [
        (Field.DUE, "30/6/2025", "31/8/2025"),
        (Field.DUE, "31/8/2025", "31/10/2025"),
    ]
    assert held["II/3"].file == "20.pdf"


def test_a_repealed_row_shows_only_when_asked_for(store: Store) -> None:
    bring_in(store, PLAN, LATER)
    repealed = tasks(store, Predicate(Aspect.IN_FORCE, Test.IS, ("false",)))
    assert [task.title for task in repealed.values()] == ["Mua vật tư"]


def test_taking_the_amendment_out_brings_the_old_state_back(store: Store) -> None:
    bring_in(store, PLAN)
    before = tasks(store)
    bring_in(store, LATER)
    with store.writing() as connection:
        held = documents.candidates(
            connection, documents.owner_of(connection, before["I/1"].document_id)
        )
        later = next(document.id for document in held if document.number == "20/KH-SYT")
        documents.remove(connection, later)
        amendments.apply_all(connection, now=NOON)
    assert tasks(store) == before


def test_a_supporting_unit_may_come_beside_those_that_stand_there(store: Store) -> None:
    plan = a_document(a_task("1", "Giám sát ca bệnh", section="I", support="Phòng Tài chính"))
    joining = Amendment(
        AmendmentAction.CHANGE,
        NUMBER,
        "I",
        "1",
        field=Field.SUPPORT,
        new_words="Văn phòng Sở",
        manner=Manner.JOINS,
    )
    bring_in(store, plan, amending("20/KH-SYT", date(2025, 5, 6), joining))

    bring_in(store, a_document(number="99/KH-SYT", name="khac.pdf"))  # all is worked out anew

    units = [assignee.unit for assignee in tasks(store)["I/1"].support]
    assert units == ["Phòng Tài chính", "Văn phòng Sở"]


def test_a_supporting_unit_may_leave_those_that_stand_there(store: Store) -> None:
    held = "Phòng KHTC, Thanh tra Sở; Văn phòng"
    plan = a_document(a_task("1", "Giám sát ca bệnh", section="I", support=held))
    leaving = Amendment(
        AmendmentAction.CHANGE,
        NUMBER,
        "I",
        "1",
        field=Field.SUPPORT,
        new_words="Phòng Kế hoạch - Tài chính",
        manner=Manner.LEAVES,
    )
    bring_in(store, plan, amending("20/KH-SYT", date(2025, 5, 6), leaving))

    units = [assignee.unit for assignee in tasks(store)["I/1"].support]
    assert units == ["Thanh tra Sở", "Văn phòng"]


GIVEN_ANEW = amending(
    "20/KH-SYT",
    date(2025, 5, 6),
    Amendment(
        AmendmentAction.CHANGE,
        NUMBER,
        "II",
        "2",
        title_hint="Mua vật tư",
        task=a_task("2", "Mua vật tư", section="II", lead="Văn phòng Sở", due="20/6/2025"),
    ),
)


def test_a_row_given_anew_changes_what_differs(store: Store) -> None:
    bring_in(store, PLAN, GIVEN_ANEW)
    changed = tasks(store)["II/2"]
    assert (changed.lead[0].words, changed.due.end) == ("Văn phòng Sở", date(2025, 6, 20))
    assert {change.field for change in changed.changes} == {Field.LEAD, Field.DUE}


def test_another_row_under_the_same_mark_is_a_new_one(store: Store) -> None:
    other = a_task("2", "Xây kho lạnh giữ vắc xin", section="II", lead="Văn phòng Sở")
    given = Amendment(AmendmentAction.CHANGE, NUMBER, "II", "2", task=other)
    bring_in(store, PLAN, amending("20/KH-SYT", date(2025, 5, 6), given))
    with store.reading() as connection:
        found = task_query.run(connection, TaskQuery(date(2025, 7, 10))).tasks
    assert [t.title for t in found if t.stt == "2"] == ["Mua vật tư", "Xây kho lạnh giữ vắc xin"]
    assert all(not task.changes for task in found)


def test_a_row_given_anew_is_not_lost_before_the_amended_document_comes(store: Store) -> None:
    bring_in(store, GIVEN_ANEW)
    assert [task.title for task in tasks(store).values()] == ["Mua vật tư"]
    bring_in(store, PLAN)
    assert list(tasks(store)) == ["I/1", "II/1", "II/2"]


def test_words_may_take_the_place_of_others_in_whatever_cell(store: Store) -> None:
    phrase = Amendment(
        AmendmentAction.CHANGE, NUMBER, "II", "2", old_words="15/5/2025", new_words="20/6/2025"
    )
    bring_in(store, PLAN, amending("20/KH-SYT", date(2025, 5, 6), phrase))

    assert tasks(store)["II/2"].due.end == date(2025, 6, 20)
    bring_in(store, a_document(number="99/KH-SYT", name="khac.pdf"))  # all is worked out anew
    assert tasks(store)["II/2"].due.end == date(2025, 6, 20)


def test_a_correction_by_hand_stands_above_an_amendment(store: Store) -> None:
    bring_in(store, PLAN, LATER)
    task = tasks(store)["I/1"]
    with store.writing() as connection:
        corrections.correct(connection, task.id, {"due": "1/9/2025"}, by="Lan", now=NOON)
    bring_in(store, LAST)
    assert tasks(store)["I/1"].due.end == date(2025, 9, 1)


def test_an_amendment_that_could_mean_several_rows_changes_none(store: Store) -> None:
    vague = Amendment(
        AmendmentAction.CHANGE, NUMBER, "", "1", field=Field.DUE, new_words="1/1/2026"
    )
    bring_in(store, PLAN, amending("40/KH-SYT", date(2025, 9, 1), vague))
    assert all(not task.changes for task in tasks(store).values())
