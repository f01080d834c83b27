"""The one query object, predicate by predicate, on a real database."""

from datetime import date

import pytest

from assistant.domain.due import Window
from assistant.domain.query import Aspect, Predicate, TaskQuery, Test
from assistant.domain.scope import Scope
from assistant.store import documents, task_query
from assistant.store.store import Store
from assistant.store.units import units
from tests.conftest import NOON
from tests.support.parsed import a_document, a_task

AS_OF = date(2025, 7, 10)
ROWS = (
    a_task(
        "1", "Giám sát ca bệnh", lead="Phòng Nghiệp vụ Y", due="30/6/2025", deliverable="Báo cáo"
    ),
    a_task("2", "Phun hóa chất diệt muỗi", lead="Trung tâm Kiểm soát bệnh tật", due="Quý III/2025"),
    a_task(
        "3",
        "Tập huấn cho y tế xã",
        lead="Phòng Nghiệp vụ Y",
        support="Trung tâm Kiểm soát bệnh tật; Văn phòng Sở",
        due="Thường xuyên",
        section="II",
        section_title="Nâng cao năng lực",
        under="Đ. NHIỆM VỤ › II. Nâng cao năng lực",
    ),
    a_task("4", "Mua vật tư", lead="Phòng Tài chính", due="15/5/2025", status="Đã hoàn thành"),
    a_task(
        "5",
        "Sửa kho lạnh",
        lead="Phòng Tài chính",
        due="20/5/2025",
        status="Chưa hoàn thành",
        section="Đ",
    ),
)


def is_in(aspect: Aspect, *values: str, negated: bool = False) -> Predicate:
    return Predicate(aspect, Test.IS, values, negated=negated)


CASES = {
    "no predicate gives every row": ((), "12345"),
    "words of the title, without diacritics": (
        (Predicate(Aspect.TITLE, Test.HAS, ("diet muoi",)),),
        "2",
    ),
    "whole words only": ((Predicate(Aspect.TITLE, Test.HAS, ("vat t",)),), ""),
    "a lead by its words": ((Predicate(Aspect.LEAD, Test.HAS, ("tài chính",)),), "45"),
    "a unit in either role": ((Predicate(Aspect.UNIT, Test.HAS, ("kiểm soát bệnh tật",)),), "23"),
    "not the lead": (
        (Predicate(Aspect.LEAD, Test.HAS, ("tài chính",), negated=True),),
        "123",
    ),
    "last day in a window": (
        (Predicate(Aspect.DUE, Test.WITHIN, window=Window(date(2025, 6, 1), date(2025, 9, 30))),),
        "12",
    ),
    "an open window": (
        (Predicate(Aspect.DUE, Test.WITHIN, window=Window(None, date(2025, 5, 31))),),
        "45",
    ),
    "overdue, and not done": ((Predicate(Aspect.DUE, Test.OVERDUE),), "15"),
    "a blank deliverable": ((Predicate(Aspect.DELIVERABLE, Test.EMPTY),), "2345"),
    "a filled deliverable": ((Predicate(Aspect.DELIVERABLE, Test.EMPTY, negated=True),), "1"),
    "kind of due": ((is_in(Aspect.DUE_KIND, "ongoing"),), "3"),
    "all but what goes on": ((is_in(Aspect.DUE_KIND, "ongoing", negated=True),), "1245"),
    "a section by its mark": ((is_in(Aspect.SECTION, "ii"),), "3"),
    "a mark that is no letter of ASCII": ((is_in(Aspect.SECTION, "Đ"),), "5"),
    "a section over others": ((Predicate(Aspect.SECTION, Test.HAS, ("đ",)),), "3"),
    "a mark is no part of another": ((Predicate(Aspect.SECTION, Test.HAS, ("i",)),), ""),
    "a section by words of its title": (
        (Predicate(Aspect.SECTION_TITLE, Test.HAS, ("nang luc",)),),
        "3",
    ),
    "a row's mark": ((is_in(Aspect.STT, "4"),), "4"),
    "two predicates are both to hold": (
        (Predicate(Aspect.LEAD, Test.HAS, ("nghiệp vụ y",)), is_in(Aspect.DUE_KIND, "date")),
        "1",
    ),
    "nothing is not in force": ((is_in(Aspect.IN_FORCE, "false"),), ""),
}


@pytest.fixture
def filled(store: Store) -> Store:
    with store.writing() as connection:
        documents.save(connection, a_document(*ROWS), now=NOON)
    return store


def marks(store: Store, query: TaskQuery) -> str:
    with store.reading() as connection:
        return "".join(task.stt for task in task_query.run(connection, query).tasks)


@pytest.mark.parametrize(("where", "expected"), CASES.values(), ids=CASES)
def test_predicates(filled: Store, where: tuple[Predicate, ...], expected: str) -> None:
    assert marks(filled, TaskQuery(AS_OF, where=where)) == expected


def test_a_unit_is_found_by_its_id_in_the_role_asked_for(filled: Store) -> None:
    with filled.reading() as connection:
        held = units(connection, scope=Scope.all())
    unit = next(u for u in held if u.name == "Trung tâm Kiểm soát bệnh tật")
    assert marks(filled, TaskQuery(AS_OF, where=(is_in(Aspect.LEAD, unit.id),))) == "2"
    assert marks(filled, TaskQuery(AS_OF, where=(is_in(Aspect.SUPPORT, unit.id),))) == "3"


def test_a_page_is_cut_after_counting(filled: Store) -> None:
    query = TaskQuery(AS_OF, limit=2, offset=1)
    with filled.reading() as connection:
        result = task_query.run(connection, query)
    assert (result.total, [task.stt for task in result.tasks]) == (5, ["2", "3"])


def test_scores_rank_and_restrict(filled: Store) -> None:
    with filled.reading() as connection:
        by_mark = {t.stt: t.id for t in task_query.run(connection, TaskQuery(AS_OF)).tasks}
        scores = {by_mark["4"]: 0.5, by_mark["2"]: 0.9}
        result = task_query.run(connection, TaskQuery(AS_OF, topic="…"), rank=lambda _: scores)
    assert [(hit.task.stt, hit.score) for hit in result.hits] == [("2", 0.9), ("4", 0.5)]


def test_a_scope_hides_documents(filled: Store) -> None:
    hidden = Scope(documents=frozenset({"another"}))
    assert marks(filled, TaskQuery(AS_OF, scope=hidden)) == ""
