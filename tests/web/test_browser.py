"""The chat as a person uses it, in a real browser."""

import json
import re
from collections.abc import Iterator

import pytest

from assistant.service.assistant import Assistant
from tests.support.browser import CHROMIUM, Browser, open_browser
from tests.support.held import LEAD, LIST_QUESTION, NOT_HELD, NUMBER, QUESTION, reopen
from tests.support.web_server import running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(not CHROMIUM, reason="không có trình duyệt: apt-get install chromium"),
]
PHONE, DESK = (360, 740), (1280, 800)
ANSWERED = "document.querySelector('.turn:last-child .after')?.hidden === false"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with open_browser() as opened:
        yield opened


@pytest.fixture
def address(held: Assistant) -> Iterator[str]:
    with running(held) as served:
        yield served


@pytest.fixture
def page(browser: Browser, address: str) -> Browser:
    """The chat, just opened, with nothing asked yet."""
    browser.size(*DESK)
    browser.open(address)
    browser.run("sessionStorage.clear()")
    browser.faults.clear()
    browser.requested.clear()
    browser.open(address)
    browser.wait("document.querySelectorAll('.examples .chip').length > 0")
    return browser


def ask(page: Browser, question: str) -> str:
    """Ask by the keyboard; what the page answers."""
    before = page.run("document.querySelectorAll('.turn').length")
    page.run("document.getElementById('question').focus()")
    page.type(question)
    page.press("Enter")
    page.wait(f"document.querySelectorAll('.turn').length === {before + 1}")
    page.wait(ANSWERED)
    return page.text(".turn:last-child .text")


def test_a_question_its_source_and_the_page(page: Browser, address: str) -> None:
    assert LEAD in ask(page, QUESTION).splitlines()[0]

    page.run("document.querySelector('.text button.mark').focus()")
    page.press("Enter")
    page.wait("document.querySelector('.picture img')?.naturalWidth > 0")
    assert "Kết nối cơ sở dữ liệu" in page.text(".panel .quote")
    assert NUMBER in page.text(".panel .source-name")
    picture = page.run("document.querySelector('.picture img').src")
    assert re.search(r"/documents/\w+/pages/\d+\.png\?highlight=[\d.]+%2C", picture)

    page.press("Escape")
    assert page.run("document.getElementById('panel').hidden")
    assert page.run("document.activeElement.className") == "mark"  # back where it was opened
    assert page.faults == []
    assert [url for url in page.requested if not url.startswith(address)] == []


def test_what_is_not_held_has_no_sources(page: Browser) -> None:
    assert ask(page, NOT_HELD)
    assert page.run("document.querySelector('.turn:last-child .sources').hidden")


def test_a_follow_up_by_its_button(page: Browser) -> None:
    ask(page, QUESTION)
    words = page.text(".follow-ups .chip")

    page.click(".follow-ups .chip")
    page.wait("document.querySelectorAll('.turn').length === 2")
    page.wait(ANSWERED)
    assert page.text(".turn:last-child .question") == words


def test_a_reload_brings_the_talk_back_and_a_new_one_ends_it(page: Browser, address: str) -> None:
    ask(page, QUESTION)
    page.open(address)
    assert LEAD in page.text(".turn .text")
    assert "Sau khi Cục An toàn thực phẩm" in ask(page, "còn hạn?")

    page.click("#new-conversation")
    page.wait("document.querySelectorAll('.examples .chip').length > 0")
    assert page.run("document.querySelectorAll('.turn').length") == 0


def test_an_opinion_is_kept(page: Browser, held: Assistant) -> None:
    ask(page, QUESTION)
    page.click(".turn:last-child .unhelpful")
    page.wait("document.querySelector('.unhelpful').getAttribute('aria-pressed') === 'true'")
    page.wait(
        "fetch('/metrics').then(r => r.text())"
        ".then(t => t.includes('assistant_feedback_total{helpful=\"false\"} 1.0'))"
    )


def test_the_documents_held(page: Browser) -> None:
    page.click("#show-documents")
    page.wait("document.querySelector('.documents li')")
    assert NUMBER in page.text(".documents")

    page.click(".documents .link")
    assert NUMBER in page.run("document.getElementById('question').value")


@pytest.mark.parametrize("question", [LIST_QUESTION, QUESTION])
def test_nothing_is_wider_than_a_phone(page: Browser, question: str) -> None:
    page.size(*PHONE)
    ask(page, question)

    assert page.run("document.documentElement.scrollWidth") == PHONE[0]
    inside = "n => n.getBoundingClientRect().right <= innerWidth + 1"
    assert page.run(f"[...document.querySelectorAll('.log *')].every({inside})")
    page.click(".turn:last-child .text button.mark")
    box = "document.getElementById('panel').getBoundingClientRect()"
    assert page.run(f"{box}.width") == PHONE[0]


def test_a_failure_is_one_clear_sentence(page: Browser, held: Assistant) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ZeroDivisionError

    held.ask = fail  # type: ignore[method-assign, assignment]  # what cannot fail is made to
    page.run("document.getElementById('question').focus()")
    page.type(QUESTION)
    page.press("Enter")

    page.wait("document.querySelector('.fault')")
    assert page.text(".fault") == "Có lỗi xảy ra. Vui lòng báo người quản trị."


MARKDOWN = r"""
import('/static/markdown.js').then(({ render }) => {
  const holder = document.createElement('div');
  holder.append(render(%s, (n) => n < 3 ? document.createElement('button') : null));
  return holder.innerHTML;
})
"""


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("a **b** *c*", "<p>a <strong>b</strong> <em>c</em></p>"),
        ("<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>"),
        ("[x](javascript:alert(1))", "<p>x (javascript:alert(1))</p>"),
        ("[x](//ngoai.vn)", "<p>x (//ngoai.vn)</p>"),
        ("a [1] [9]", "<p>a&nbsp;<button></button>&nbsp;[9]</p>"),
        ("- a\n  - b\n- c", "<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>"),
        ("3. a\n4. b", '<ol start="3"><li>a</li><li>b</li></ol>'),
        ("a \\* b \\| c", "<p>a * b | c</p>"),
        ("2 * 3 * 4", "<p>2 * 3 * 4</p>"),
        (
            "| a | b |\n| --- | --- |\n| 1 \\| 2 | |",
            '<div class="table-frame" tabindex="0"><table><thead><tr><th scope="col">a</th>'
            '<th scope="col">b</th></tr></thead><tbody><tr><td data-label="a">1 | 2</td>'
            '<td data-label="b" class="blank"></td></tr></tbody></table></div>',
        ),
    ],
)
def test_markdown_becomes_nodes(page: Browser, text: str, html: str) -> None:
    assert page.run(MARKDOWN % json.dumps(text)) == html


def test_a_closed_server_asks_for_its_key(browser: Browser, held: Assistant) -> None:
    with (
        reopen(held.settings.home, ASSISTANT_API_KEYS="mot-khoa") as closed,
        running(closed) as address,
    ):
        browser.size(*DESK)
        browser.open(address)
        browser.wait("document.querySelector('.key-form input')")
        browser.run("document.querySelector('.key-form input').focus()")
        browser.type("sai")
        browser.press("Enter")
        browser.wait("document.querySelector('.key-form .fault').textContent")
        browser.type("mot-khoa")  # the wrong one is selected and gives way
        browser.press("Enter")
        browser.wait("document.querySelectorAll('.examples .chip').length > 0")
        assert LEAD in ask(browser, QUESTION)


def test_a_document_opens_at_the_place(page: Browser, address: str) -> None:
    document = page.run("fetch('/api/documents').then(r => r.json()).then(d => d.documents[0].id)")
    page.open(f"{address}/documents/{document}#page=3&highlight=90,160,785,196")

    page.wait("document.querySelector('#page-3 img')?.naturalWidth > 0")
    assert NUMBER in page.text("#title")
    assert "highlight=90" in page.run("document.querySelector('#page-3 img').src")
    top = "document.querySelector('#page-3').getBoundingClientRect().top"
    page.wait(f"Math.abs({top}) < 200")
    assert page.faults == []
