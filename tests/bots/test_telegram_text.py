"""Answers as Telegram messages."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.bots.telegram_text import (
    LIMIT,
    blocks_of,
    caption,
    document_list,
    inline,
    joined,
    keyboard_of,
    length,
    messages,
    text_html,
)
from assistant.domain.answer import Answer, Citation
from assistant.domain.document import Document
from assistant.domain.place import Box, Place
from tests.support.bot_api import Shown

PLAN = Document(title="Chuyển đổi số", kind="Kế hoạch", number="03/KH-SXD", id="abc")
LETTER = Document(title="Về số hóa", kind="Công văn", number="9/UBND", id="def")


def cite(n: int, document: Document = PLAN, page: int = 1) -> Citation:
    return Citation(n, document, "trích", "PHỤ LỤC", page, Place((Box(page, 1, 2, 3, 4),)))


@pytest.mark.parametrize(
    ("markdown", "html"),
    [
        pytest.param("**Phòng A** chủ trì. [1]", "<b>Phòng A</b> chủ trì. [1]", id="đậm"),
        pytest.param("a *b* c", "a <i>b</i> c", id="nghiêng"),
        pytest.param("<b>&amp;", "&lt;b&gt;&amp;amp;", id="dấu của HTML là chữ"),
        pytest.param("**a < b**", "<b>a &lt; b</b>", id="dấu trong chữ đậm"),
        pytest.param("[xem](https://x.vn/a)", "xem", id="liên kết chỉ còn chữ"),
        pytest.param("nq57.vn", "<code>nq57.vn</code>", id="tên miền không thành liên kết"),
        pytest.param(
            "Gửi a.b@c.gov.vn", "Gửi <code>a.b@c.gov.vn</code>", id="hộp thư không thành liên kết"
        ),
        pytest.param("/KH-UBND", "<code>/KH-UBND</code>", id="số trống không thành lệnh"),
        pytest.param("@ai_do #viec", "<code>@ai_do</code> <code>#viec</code>", id="tên và nhãn"),
        pytest.param("03/KH-SXD, 31/12/2025", "03/KH-SXD, 31/12/2025", id="số hiệu và ngày"),
        pytest.param("a \\* b", "a * b", id="dấu được thoát"),
        pytest.param("2 * 3 * 4", "2 * 3 * 4", id="dấu nhân"),
        pytest.param("`x<y`", "<code>x&lt;y</code>", id="mã"),
    ],
)
def test_a_line_of_markdown(markdown: str, html: str) -> None:
    assert inline(markdown) == html


def test_blocks() -> None:
    text = "# Đầu\n\nCó 2 việc:\n\n- a [1]\n  - b\n2. c\n\n> trích"

    assert blocks_of(text) == [
        "<b>Đầu</b>",
        "Có 2 việc:",
        "• a [1]\n   • b\n2. c",
        "trích",
    ]


def test_a_table_becomes_cards() -> None:
    table = (
        "| Kế hoạch | Nhiệm vụ | Hạn |\n| --- | --- | --- |\n| CCHC | **16.** Số hóa | 2026 [1] |\n"
        "| | a \\| b | |\nsau bảng"
    )

    assert blocks_of(table) == [
        "▪ <b>CCHC</b>\n   Nhiệm vụ: <b>16.</b> Số hóa\n   Hạn: 2026 [1]",
        "▪ <b>a | b</b>",
        "sau bảng",
    ]


def test_an_answer_is_one_message_with_its_sources() -> None:
    answer = Answer(
        "**A** [1]\n\nB [2] [3]",
        answered=True,
        citations=(cite(1, page=2), cite(2, LETTER), cite(3, page=5)),
        follow_ups=("Ai phối hợp?",),
        id="0123456789abcdef",
    )
    (message,) = messages(answer)

    assert message.html == (
        "<b>A</b> [1]\n\nB [2] [3]\n\n<b>Nguồn</b>\n"
        "<i>Kế hoạch 03/KH-SXD</i>: [1] trang 2, [3] trang 5\n"
        "<i>Công văn 9/UBND</i>: [2] trang 1"
    )
    labels = [[button.label for button in row] for row in message.keyboard]
    assert labels == [
        ["Ai phối hợp?"],
        ["[1] Xem trang 2", "[2] Xem trang 1", "[3] Xem trang 5"],
        ["👍", "👎"],
    ]


def test_a_pressed_question_is_repeated_above() -> None:
    (message,) = messages(Answer("Có.", answered=True), question="Ai <b>?")

    assert message.html == "<i>Ai &lt;b&gt;?</i>\n\nCó."


def test_buttons_stay_within_what_telegram_takes() -> None:
    answer = Answer(
        "x",
        answered=True,
        citations=tuple(cite(n) for n in range(1, 300)),
        follow_ups=("một câu hỏi rất dài " * 20,) * 3,
        id="0123456789abcdef",
    )
    buttons = [button for row in keyboard_of(answer) for button in row]

    assert len(buttons) <= 100
    assert all(len(button.action.encode()) <= 64 for button in buttons)
    assert all(len(button.label) <= 64 for button in buttons)


def test_a_long_list_is_cut_between_its_rows() -> None:
    rows = [f"- {n}: **nhiệm vụ** số {n} của kế hoạch chuyển đổi số [{n}]" for n in range(1, 301)]
    found = messages(Answer("\n".join(rows), answered=True))

    assert len(found) > 3
    assert all(not message.keyboard for message in found[:-1])
    lines = [line for message in found for line in message.html.splitlines() if line]
    assert len(lines) == 300
    assert all(re.fullmatch(r"• (\d+): <b>.*</b>.*\[\1\]", line) for line in lines)


@given(st.lists(st.text(st.sampled_from("ab đ<&*[]()|`\\-1.\n👍"), max_size=60), max_size=30))
def test_whatever_stands_in_an_answer_telegram_takes_it(paragraphs: list[str]) -> None:
    found = messages(Answer("\n\n".join([*paragraphs, "."]), answered=True))

    for message in found:
        assert Shown(message.html).is_sound
        assert length(message.html) <= LIMIT


@given(st.text(st.sampled_from("ab <>&x👍"), min_size=1), st.integers(60, 200))
def test_cutting_loses_no_word(text: str, limit: int) -> None:
    html = f"<b>{inline(text * 9)}</b> <i>{text_html(text)}</i>"
    pieces = joined([html], limit=limit)

    assert all(length(piece) <= limit for piece in pieces)
    shown = [Shown(piece) for piece in pieces]
    assert all(each.is_sound for each in shown)
    bare = "".join("".join(each.text.split()) for each in shown)
    assert bare == "".join(Shown(html).text.split())


def test_a_long_quote_is_cut_in_a_caption() -> None:
    html = caption(1, document="03/KH-SXD", section="V", page=2, quote="từ " * 900)

    assert length(html) < 1024
    assert html.startswith("<b>[1] 03/KH-SXD · V · trang 2</b>\n")


def test_the_list_of_documents() -> None:
    (message,) = document_list([replace(PLAN, tasks=4, issuer="Sở <X>"), LETTER])

    assert "<b>Đang có 2 văn bản</b>" in message.html
    assert "Sở &lt;X&gt; · 4 nhiệm vụ" in message.html
    assert "Chưa có" in document_list([])[0].html
