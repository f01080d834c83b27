"""Questions that call a field as the plan's own column does."""

import pytest

from assistant.answering.lists.topic import says_whole
from assistant.answering.understand.meanings import Acts, Asks
from assistant.answering.understand.recognise.columns import own_names, read_column_names
from assistant.answering.understand.vocabulary.names import names_of
from assistant.answering.words.tokens import tokenise
from assistant.domain.task import Field
from assistant.domain.vocabulary import Vocabulary

COLUMNS = (
    (Field.LEAD, "Phân công - Nơi cử trưởng đoàn"),
    (Field.SUPPORT, "Nơi cử thành viên (2)"),
    (Field.DELIVERABLE, "Văn bản sau kiểm tra"),
    (Field.LEAD, "Đơn vị thực hiện"),
    (Field.LEAD, "Chủ trì"),
    (Field.SUPPORT, "Đơn vị phối hợp"),
)


@pytest.mark.parametrize(
    ("question", "field"),
    [
        ("đoàn gas thì bên nào cử trưởng đoàn", Field.LEAD),
        ("don vi nao cu thanh vien doan kiem tra cho", Field.SUPPORT),
        ("văn bản sau kiểm tra hàng Tết là gì", Field.DELIVERABLE),
        ("ai thực hiện việc trực đường dây nóng", Field.LEAD),
    ],
)
def test_a_columns_name_says_its_field(question: str, field: Field) -> None:
    readings = list(read_column_names(tokenise(question), names_of(Vocabulary(columns=COLUMNS))))
    assert [r.meaning.field for r in readings if isinstance(r.meaning, Acts | Asks)] == [field]


def test_names_that_the_tables_know_are_left_to_them() -> None:
    assert own_names(COLUMNS[4:]) == ()


@pytest.mark.parametrize(
    ("said", "cell", "is_whole"),
    [
        ("von xa hoi hoa", "Xã hội hóa", True),
        ("xa hoi hoa", "Xã hội hóa", True),
        ("nha o xa hoi hoa", "Xã hội hóa", False),  # words that are none of the column's
        ("xa hoi", "Xã hội hóa", False),
        ("von hoa", "Hóa", False),  # one word is said of many things
    ],
)
def test_a_whole_cell_is_called(said: str, cell: str, is_whole: bool) -> None:
    assert says_whole(tuple(said.split()), "Nguồn vốn", cell) is is_whole
