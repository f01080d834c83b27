"""Answers as Telegram messages: HTML that holds nothing but our own markup, below the limit."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from html import escape
from itertools import groupby

from assistant.domain.answer import Answer, Citation
from assistant.domain.document import Document

LIMIT = 4000  # Telegram takes 4096; a few are left for what a message is begun with
LONGEST_LABEL = 60
MOST_PAGE_BUTTONS = 60  # with the others below the hundred that Telegram takes
PAGES_IN_A_ROW = 3

TABLE_RULE = re.compile(r"\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)*\|?\s*")
ITEM = re.compile(r"(?P<indent>\s*)(?:[-*•]|(?P<number>\d+)[.)])\s+(?P<words>.*)")
HEADING = re.compile(r"#{1,6}\s+(?P<words>.*)")
BAR = re.compile(r"(?<!\\)\|")
INLINE = re.compile(
    r"""
    \\(?P<escaped>[\\`*_\[\]()|\#>.+-])                 # a sign that is none of Markdown's
    | \[(?P<words>[^\]\n]+)\]\((?P<address>[^)\s]+)\)   # a link: only its words are kept
    | \*\*(?P<bold>.+?)\*\*
    | \*(?P<italic>[^*\s](?:[^*]*[^*\s])?)\*
    | `(?P<code>[^`]+)`
    """,
    re.VERBOSE,
)
# Telegram makes links of such words by itself; inside <code> it does not.
LIKE_A_LINK = re.compile(
    r"""
    (?: https?:// | www\. | tg:// ) \S+           # an address
    | [\w.+-]+ @ [\w-]+ (?: \. [\w-]+ )+          # a mailbox
    | \b (?: [\w-]+ \. )+ [a-z]{2,12} \b (?: /\S* )?   # a bare domain: "nq57.vn"
    | (?<!\S) [@/#$] \w+ \S*                      # a name, a command ("/KH-UBND"), a tag
    """,
    re.VERBOSE | re.IGNORECASE | re.ASCII,
)
PART = re.compile(r"<[^>]+>|&\w+;|&#\d+;|\s+|[^<&\s]+|&")


@dataclass(frozen=True, slots=True)
class Button:
    """A button under a message; what it does stands in `action`, 64 bytes at most."""

    label: str
    action: str


Keyboard = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True)
class Message:
    """One message: HTML, and buttons under it."""

    html: str
    keyboard: Keyboard = ()


def messages(answer: Answer, *, question: str = "") -> tuple[Message, ...]:
    """An answer as messages; the buttons stand under the last.

    `question` is repeated above the answer where nobody wrote it, but pressed a button.
    """
    blocks = [f"<i>{text_html(question)}</i>"] if question else []
    blocks += blocks_of(answer.text)
    blocks += _sources(answer.citations)
    texts = joined(blocks)
    return (
        *(Message(text) for text in texts[:-1]),
        Message(texts[-1], keyboard_of(answer)),
    )


def plain(text: str) -> Message:
    """A short message without markup; it may name what somebody else wrote."""
    return Message(text_html(text))


def own_words(text: str) -> Message:
    """A message of our own words alone: commands in it can be tapped."""
    return Message(escape(text, quote=False))


def keyboard_of(answer: Answer) -> Keyboard:
    """Follow-ups, pages and thumbs. Actions name the answer, which the store keeps."""
    follow_ups = [
        (Button(_label(words), f"f:{answer.id}:{i}"),) for i, words in enumerate(answer.follow_ups)
    ]
    shown = [c for c in answer.citations if c.page][:MOST_PAGE_BUTTONS]
    word = "Xem trang" if len(shown) <= PAGES_IN_A_ROW else "Trang"
    pages = [Button(f"[{c.n}] {word} {c.page}", f"p:{answer.id}:{c.n}") for c in shown]
    thumbs = (Button("👍", f"g:{answer.id}:1"), Button("👎", f"g:{answer.id}:0"))
    return (*follow_ups, *_rows(pages, PAGES_IN_A_ROW), thumbs)


def document_list(held: Sequence[Document]) -> tuple[Message, ...]:
    """The documents, each with what is worth knowing of it."""
    if not held:
        return (plain("Chưa có văn bản nào trong kho."),)
    blocks = [f"<b>Đang có {len(held)} văn bản</b>"]
    for document in held:
        issued = f"ngày {document.issued_on:%d/%m/%Y}" if document.issued_on else ""
        facts = (
            document.organization.name or document.issuer,
            issued,
            f"{document.tasks} nhiệm vụ" if document.tasks else "",
        )
        title = "" if document.title in document.label else f"\n{text_html(document.title)}"
        told = text_html(" · ".join(fact for fact in facts if fact))
        blocks.append(f"<b>{text_html(document.label)}</b>{title}\n{told}")
    return tuple(Message(text) for text in joined(blocks))


def caption(citation_n: int, *, document: str, section: str, page: int, quote: str) -> str:
    """What stands under a page's picture."""
    head = " · ".join(part for part in (document, section, f"trang {page}") if part)
    html = f"<b>[{citation_n}] {text_html(head)}</b>"
    words = quote if len(quote) <= 500 else f"{quote[:500].rsplit(' ', 1)[0]} …"
    return f"{html}\n{text_html(words)}" if words else html


# Markdown to HTML


def blocks_of(text: str) -> list[str]:
    """The paragraphs, items and rows of a Markdown text, each as HTML."""
    lines = text.replace("\r", "").split("\n")
    blocks: list[str] = []
    held: list[str] = []

    def close() -> None:
        if held:
            blocks.append("\n".join(held))
            held.clear()

    position = 0
    while position < len(lines):
        line = lines[position]
        if "|" in line and position + 1 < len(lines) and TABLE_RULE.fullmatch(lines[position + 1]):
            close()
            end = _table_end(lines, position + 2)
            blocks.extend(_cards(_cells(line), map(_cells, lines[position + 2 : end])))
            position = end
            continue
        if not line.strip():
            close()
        else:
            held.append(_line(line))
        position += 1
    close()
    return blocks


def _line(line: str) -> str:
    if heading := HEADING.fullmatch(line):
        return f"<b>{inline(heading['words'])}</b>"
    if item := ITEM.fullmatch(line):
        mark = f"{item['number']}." if item["number"] else "•"
        return f"{'   ' * (len(item['indent']) // 2)}{mark} {inline(item['words'])}"
    return inline(line.removeprefix(">").strip())


def _table_end(lines: Sequence[str], start: int) -> int:
    end = start
    while end < len(lines) and "|" in lines[end]:
        end += 1
    return end


def _cells(line: str) -> list[str]:
    inner = line.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip() for cell in BAR.split(inner)]


def _cards(headers: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A row on a narrow screen: its first cell on top, the others below under their headers."""
    for row in rows:
        named = [(h, c) for h, c in zip(headers, row, strict=False) if c]
        if not named:
            continue
        (_, top), *rest = named
        lines = [f"▪ <b>{inline(top.replace('**', ''))}</b>"]
        lines += [f"   {inline(header)}: {inline(cell)}" for header, cell in rest]
        yield "\n".join(lines)


def inline(text: str) -> str:
    """A line's Markdown as HTML; what is no Markdown of ours is text."""
    out: list[str] = []
    last = 0
    for found in INLINE.finditer(text):
        out.append(text_html(text[last : found.start()]))
        last = found.end()
        if found["bold"]:
            out.append(f"<b>{inline(found['bold'])}</b>")
        elif found["italic"]:
            out.append(f"<i>{inline(found['italic'])}</i>")
        elif found["code"]:
            out.append(f"<code>{escape(found['code'], quote=False)}</code>")
        else:
            out.append(text_html(found["escaped"] or found["words"]))
    out.append(text_html(text[last:]))
    return "".join(out)


def text_html(text: str) -> str:
    """Text that Telegram shows as it is: no markup, and nothing that it would make a link of."""
    out: list[str] = []
    last = 0
    for found in LIKE_A_LINK.finditer(text):
        out.append(escape(text[last : found.start()], quote=False))
        out.append(f"<code>{escape(found.group(), quote=False)}</code>")
        last = found.end()
    out.append(escape(text[last:], quote=False))
    return "".join(out)


# Cutting


def length(text: str) -> int:
    """How long Telegram finds a text: it counts in UTF-16."""
    return len(text.encode("utf-16-le")) // 2


def joined(blocks: Iterable[str], *, limit: int = LIMIT) -> list[str]:
    """Blocks put together into as few texts as the limit allows; one that fits is never cut.

    A block that does not fit is cut between its lines, and a line that does not between words.
    """
    texts: list[str] = []
    for block in blocks:
        border = "\n\n"
        for piece in [block] if length(block) <= limit else _lines(block, limit=limit):
            if texts and length(texts[-1]) + length(border) + length(piece) <= limit:
                texts[-1] += f"{border}{piece}"
            else:
                texts.append(piece)
            border = "\n"
    return texts or [""]


def _lines(block: str, *, limit: int) -> Iterator[str]:
    for line in block.split("\n"):
        yield from cut(line, limit=limit)


def cut(block: str, *, limit: int) -> Iterator[str]:
    """A line that is too long, cut between words; markup is closed and opened again."""
    if length(block) <= limit:
        yield block
        return
    opened: list[str] = []
    held = ""
    for part in _short_parts(block, limit=limit // 2):
        closing = "".join(f"</{tag}>" for tag in reversed(opened))
        if length(held) + length(part) + length(closing) + len("</code>") > limit:
            yield held.rstrip() + closing
            held = "".join(f"<{tag}>" for tag in opened) + part.lstrip()
        else:
            held += part
        if part.startswith("</"):
            opened.pop()
        elif part.startswith("<"):
            opened.append(part[1:-1])
    if held.strip():
        yield held.rstrip()


def _short_parts(block: str, *, limit: int) -> Iterator[str]:
    for part in PART.findall(block):
        yield from (part[i : i + limit] for i in range(0, len(part), limit))


def _sources(citations: Sequence[Citation]) -> Iterator[str]:
    """One line a document: its name, and the pages of its numbers."""
    by_document = sorted(citations, key=lambda c: (_first(citations, c.document), c.n))
    lines = []
    for _, group in groupby(by_document, key=lambda c: c.document.id):
        found = list(group)
        places = ", ".join(
            f"[{c.n}] trang {c.page}" if c.page else f"[{c.n}] {c.section}".strip() for c in found
        )
        lines.append(f"<i>{text_html(found[0].document.label)}</i>: {text_html(places)}")
    if lines:
        yield "<b>Nguồn</b>\n" + "\n".join(lines)


def _first(citations: Sequence[Citation], document: Document) -> int:
    return min(c.n for c in citations if c.document.id == document.id)


def _label(words: str) -> str:
    if len(words) <= LONGEST_LABEL:
        return words
    return f"{words[:LONGEST_LABEL].rsplit(' ', 1)[0]} …"


def _rows(buttons: Sequence[Button], width: int) -> Keyboard:
    return tuple(tuple(buttons[i : i + width]) for i in range(0, len(buttons), width))
