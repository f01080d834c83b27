"""Courtesies and circumstances around a question change nothing of its answer."""

from collections.abc import Iterator
from datetime import date

import pytest

from assistant.answering.understand.reading import understand
from assistant.answering.understand.vocabulary.names import Names
from assistant.domain.answer import Question
from assistant.service.assistant import Assistant
from assistant.vietnamese.spelling import bare_words
from tests.support.stored_texts import assistant_over

PLAN = """UBND TỈNH HÒA BÌNH
SỞ VĂN HÓA, THỂ THAO VÀ DU LỊCH
Số: 61/KH-SVHTTDL

KẾ HOẠCH
Giữ gìn mo Mường và cồng chiêng năm 2026

I. QUY ĐỊNH
Đội văn nghệ nghỉ tập quá ba buổi liền thì bị thu lại nhạc cụ đã cấp.

PHỤ LỤC

| STT | Nhiệm vụ | Chủ trì | Phối hợp | Thời hạn | Sản phẩm |
| --- | --- | --- | --- | --- | --- |
| 1 | Mở lớp dạy cồng chiêng cho thiếu niên | Phòng Văn hóa | Sở Giáo dục | 30/6/2026 | 12 lớp |
| 2 | Quay phim tư liệu về thầy mo cao tuổi | Bảo tàng tỉnh | Phòng Văn hóa | 15/9/2026 | 05 phim |
| 3 | Liên hoan cồng chiêng các xã | Trung tâm Văn hóa | Công an tỉnh | 20/11/2026 | |

Hòa Bình, ngày 12 tháng 01 năm 2026
"""

AROUND = (
    "Dạ anh chị cho em hỏi chút ạ, {} Em cảm ơn nhiều ạ.",
    "Xin chào, nhờ trợ lý tra giúp tôi với: {} Cảm ơn!",
    "Ad ơi cho mình hỏi {} với nhé, mình đang cần gấp",
    "Tôi muốn hỏi là {}",
)
ASKED = (
    "Lớp dạy cồng chiêng phòng nào chủ trì, hạn khi nào?",
    "Quay phim thầy mo với liên hoan cồng chiêng việc nào xong trước?",
    "Bảo tàng tỉnh chủ trì mấy việc?",
    "Việc nào còn bỏ trống sản phẩm?",
    "Nghỉ tập quá ba buổi liền thì bị gì",
    "Quay phim về thầy mo làm mấy phim",
    # typed without diacritics, between courtesies that have theirs
    "lop day danh cong chieng phong nao chu tri, han khi nao",
    "quay phim tu lieu ve cac thay mo xong truoc ngay nao",
    "doi van nghe nghi tap qua ba buoi lien thi bi gi",
)
SMALL_TALK = (
    "Dạ em cảm ơn nhiều ạ",
    "Chào em, chúc một ngày vui vẻ nhé",
    "ok cảm ơn bạn nhé, vậy là đủ rồi",
)


@pytest.fixture(scope="module")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Assistant]:
    with assistant_over(tmp_path_factory.mktemp("courtesies"), {"mo-muong.md": PLAN}) as held:
        yield held


def said(assistant: Assistant, *turns: str) -> tuple[bool, str]:
    """Whether the last of these turns is answered, and what is said."""
    conversation_id = None
    for turn in turns:
        answer = assistant.ask(
            Question(turn, conversation_id=conversation_id, as_of=date(2026, 3, 2))
        )
        conversation_id = answer.conversation_id
    return answer.answered, answer.text.casefold()  # sides are called as they were typed


@pytest.mark.parametrize("around", AROUND)
@pytest.mark.parametrize("question", ASKED)
def test_courtesies_around_a_question_change_nothing(
    assistant: Assistant, question: str, around: str
) -> None:
    plain = said(assistant, question)

    assert plain[0]
    assert said(assistant, around.format(question[0].lower() + question[1:])) == plain


@pytest.mark.parametrize("around", AROUND)
def test_courtesies_around_a_follow_up_change_nothing(assistant: Assistant, around: str) -> None:
    first, then = "Quay phim tư liệu về thầy mo ai chủ trì?", "thế hạn bao giờ?"

    assert said(assistant, first, around.format(then)) == said(assistant, first, then)


@pytest.mark.parametrize(
    ("keys", "question"),
    [
        ("Mays phim tuw lieeuj veef thaayf mo ai quay?", "Mấy phim tư liệu về thầy mo ai quay?"),
        ("Lie6n hoan co62ng chie6ng ha5n ba6y gio72?", "Liên hoan cồng chiêng hạn bây giờ?"),
        ("Nghir taapj quas ba buooir lieenf thif bij gif", "Nghỉ tập quá ba buổi liền thì bị gì"),
    ],
)
def test_raw_keys_are_the_letters_that_they_mean(
    assistant: Assistant, keys: str, question: str
) -> None:
    assert said(assistant, keys) == said(assistant, question)


def test_raw_keys_leave_no_diacritics_out(names: Names) -> None:
    keys, plain = "Mays giowf truwowngf ddongs coongr", "May gio truong dong cong"
    day = date(2026, 3, 2)

    assert not understand(keys, names, as_of=day).tokens.is_bare
    assert understand(plain, names, as_of=day).tokens.is_bare


@pytest.mark.parametrize(
    ("question", "alike"),
    [
        (
            "Tôi đang làm báo cáo tuần. Tính cả việc chung thì Bảo tàng tỉnh chủ trì mấy việc?",
            "Tính cả việc chung thì Bảo tàng tỉnh chủ trì mấy việc?",
        ),
        (
            "Quay phim thầy mo còn mấy này nữa hết hạn?",
            "Quay phim thầy mo còn mấy ngày nữa hết hạn?",
        ),
    ],
)
def test_said_otherwise_alike(assistant: Assistant, question: str, alike: str) -> None:
    plain = said(assistant, alike)

    assert plain[0]
    assert said(assistant, question) == plain


@pytest.mark.parametrize("words", SMALL_TALK)
def test_a_greeting_without_a_question_is_answered_as_one(assistant: Assistant, words: str) -> None:
    text = said(assistant, words)[1]

    assert text.startswith(("không có gì", "chào bạn"))


@pytest.mark.parametrize(
    ("text", "bare"),
    [
        ("phong nao chu tri", "phong nao chu tri"),
        ("Phòng nào chủ trì lớp dạy cồng chiêng", ""),
        ("Dạ cho em hỏi ạ ai lo lop day danh cong", "ai lo lop day danh cong"),
        ("Em mới về ạ han nop bao cao quy 2 la ngay nao", "han nop bao cao quy 2 la ngay nao"),
        ("Sở Giáo dục giao ai theo dõi", ""),  # "giao ai theo" is right so
        ("", ""),
    ],
)
def test_a_run_of_words_may_be_typed_without_diacritics(text: str, bare: str) -> None:
    words = text.split()

    found = bare_words(words)

    assert " ".join(w for w, is_bare in zip(words, found, strict=True) if is_bare) == bare
