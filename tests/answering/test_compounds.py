"""Words of two syllables, of which one alone says nothing or asks for something."""

import pytest

from assistant.answering.understand.meanings import Acts, AsksList, Filler, Meaning
from assistant.answering.understand.vocabulary.names import Names
from tests.answering.test_understand import read


@pytest.mark.parametrize(
    ("question", "words", "unsaid"),
    [
        ("Kiểm kê sách cổ sở nào làm chính?", "kiểm kê", AsksList),
        ("Lớp giao tiếp do phòng nào lo?", "giao tiếp", Acts),
        ("Rà soát lần cuối cùng phải nộp gì?", "cuối cùng", Acts),
        ("Người có bằng sáng chế được thưởng bao nhiêu?", "sáng chế", Filler),
        ("cán bộ coi thi được trả bao nhiêu?", "coi thi", Filler),
    ],
)
def test_a_syllable_within_a_word_means_nothing_of_its_own(
    question: str, words: str, unsaid: type[Meaning], names: Names
) -> None:
    understood = read(question, names)
    first, *others = words.split()
    topic = [token.spelled for token in understood.topic]
    assert {first, *others} <= {*topic}
    inside = [i for i, t in enumerate(understood.tokens.items) if t.spelled in (first, *others)]
    said = [r for r in understood.resolved.chosen if r.length == 1 and r.start in inside]
    assert not any(isinstance(reading.meaning, unsaid) for reading in said)


@pytest.mark.parametrize(
    ("question", "asks"),
    [
        ("Liệt kê việc của Văn phòng Sở", AsksList),
        ("Số hóa hồ sơ giao ai?", None),
    ],
)
def test_the_same_syllable_alone_is_read(
    question: str, asks: type[Meaning] | None, names: Names
) -> None:
    understood = read(question, names)
    if asks is None:
        assert [ask.field for ask in understood.asks]
    else:
        assert understood.resolved.of(asks)


def test_a_word_is_not_torn_from_its_neighbour(names: Names) -> None:
    """ "về | nước sạch" is no "về nước"."""
    understood = read("các nhiệm vụ về nước sạch là gì?", names)
    assert "về" not in {token.spelled for token in understood.topic}
