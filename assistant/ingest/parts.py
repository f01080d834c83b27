"""The parts of an administrative document: head, title, body, closing, appendices."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from assistant.domain.place import NOWHERE
from assistant.ingest.layout import Align, Block, BlockKind, Grid, Layout, TextBlock
from assistant.vietnamese.outline_marks import Rank, read_mark
from assistant.vietnamese.text import CAPITALS, letters, normalise
from assistant.vietnamese.wordlist import read_words

# The head of a document is its first lines; a kind's name further down is running text.
HEAD_BLOCKS = 30
TABLE_COLUMNS = 3  # a grid with fewer columns may be a frame for heads and signatures

MOTTO = re.compile(
    r"""
    cộng \s* h(?:òa|oà) \s* xã \s* hội \s* chủ \s* nghĩa \s* việt \s* nam   # the state's name
    | độc \s* lập \s* [-–—\s] \s* tự \s* do \s* [-–—\s] \s* hạnh \s* phúc   # its motto
    | đảng \s* cộng \s* sản \s* việt \s* nam                                # the party's name
    """,
    re.VERBOSE | re.IGNORECASE,
)
RULE = re.compile(r"^[\s\-–—_*=~.]*$")
SUBJECT = re.compile(r"^\W*V\s*/\s*v\b\s*:?\s*", re.IGNORECASE)  # "V/v": về việc, on the matter of
ADDRESSEES = re.compile(r"^\W*Kính\s+gửi\b", re.IGNORECASE)
RECIPIENTS = re.compile(r"^\W*Nơi\s+nhận\b", re.IGNORECASE)
APPENDIX = re.compile(
    r"""
    ^ (?: PHỤ\s+(?:LỤC|BIỂU) | Phụ\s+(?:lục|biểu) | BIỂU\s+(?:SỐ|MẪU) | Biểu\s+(?:số|mẫu) )
    \s* (?: (?:SỐ|số) \s* )? (?: [IVX]+ | \d+ [a-z]? | [A-Z] )? \b
    (?P<rest> .* ) $
    """,
    re.VERBOSE,
)
ATTACHED = re.compile(r"^\W*(?:Ban\s+hành\s+)?[Kk]èm\s+theo\b", re.IGNORECASE)
DRAFT = re.compile(r"^\W*dự\s+thảo\b", re.IGNORECASE)  # a stamp on drafts
BASIS = re.compile(r"^\W*Căn\s+cứ\b")
NUMBER_LINE = re.compile(
    r"^\W*Số\s*:\s*\d*\s*/\s*[A-ZĐ]"
)  # "Số: 12/KH-SNV", the digits may be blank
NUMBER_BLOCKS = 8  # a head names its number this early
AUTHORITY = re.compile(rf"^(?:KT|TL|TM|TUQ|T/M|K/T|T/L|Q)(?:\s*\.\s*|\s+)(?=[{CAPITALS}])")
# "Tây Ninh, ngày 21 tháng 7 năm 2026"; "V/v sửa Kế hoạch số 12/KH-SXD ngày …" is no such line.
DATED = re.compile(r"[^,/]{2,40},\s*ngày\b.*\btháng\b", re.IGNORECASE)
# With these a body begins; a title may begin so too, but not its second line.
OPENER = re.compile(
    r"""^(?: Căn\s+cứ | Thực\s+hiện | Thi\s+hành | Xét | Theo | Để | Nhằm | Trên\s+cơ\s+sở | Ngày
    | Triển\s+khai | Tiếp\s+tục | Sau\s+khi | Phúc\s+đáp | Tại | Năm | Qua | Hiện\s+nay
    | Sở | Ủy\s+ban | UBND | Bộ | Ban )\b""",
    re.VERBOSE,
)
# Between the kind and the title of decisions and resolutions stands who makes them.
MAKER = re.compile(
    r"""^(?: HỘI\s+ĐỒNG | ỦY\s+BAN | UỶ\s+BAN | UBND | HĐND | KHÓA | KHOÁ | KỲ\s+HỌP | QUỐC\s+HỘI
    | CHÍNH\s+PHỦ | BAN\s+CHẤP\s+HÀNH | SỞ | BỘ )\b""",
    re.VERBOSE,
)
PERSON = re.compile(
    rf"""^ (?: (?: GS | PGS | TS | ThS | BS | BS\.?CKI{{1,2}} | DS | KS | KTS | CN | LS )\.? \s* )*
    (?: (?: Đại | Thượng | Trung | Thiếu ) \s+ (?: tướng | tá | úy ) \s+ )?       # a rank
    (?P<name> [{CAPITALS}][^\W\d_]* (?: \s+ [{CAPITALS}][^\W\d_]* ){{1,5}} ) $""",
    re.VERBOSE,
)
UNFINISHED = re.compile(r"[^\s.;:!?…/”\"»)\]]$|[-,]$")


@dataclass(frozen=True, slots=True)
class Parts:
    """A document's blocks by part. Frames around heads and signatures are taken off."""

    head: tuple[TextBlock, ...] = ()  # issuer, number, place and date
    kind: str = ""  # the heading that names the kind, as in the table of kinds
    title: tuple[TextBlock, ...] = ()
    addressees: tuple[TextBlock, ...] = ()
    body: tuple[Block, ...] = ()
    closing: tuple[TextBlock, ...] = ()
    appendices: tuple[tuple[Block, ...], ...] = ()


def cut_parts(layout: Layout) -> Parts:
    """Say which part of a document each block belongs to."""
    blocks = tuple(running_text(layout))
    start = _find_start(blocks)
    parts = _read_head(blocks[: start.head], blocks[start.head : start.body], kind=start.kind)
    rest = blocks[start.body :]
    closing = _find_closing(rest)
    after = _find_appendix(rest, start=closing)
    return replace(
        parts,
        body=rest[:closing],
        closing=tuple(_unframed(rest[closing:after])),
        appendices=tuple(_appendices(rest[after:])),
    )


def block_lines(block: TextBlock) -> tuple[str, ...]:
    """The lines of a block as printed, without rules and blank ones."""
    lines = block.lines or tuple(block.text.split("\n"))
    return tuple(line for line in map(normalise, lines) if not RULE.match(line))


def is_capitals(text: str) -> bool:
    """Whether a text is in capitals, as headings are; a few small letters are slips."""
    found = [letter for letter in text if letter.isalpha()]
    return len(found) > 2 and sum(letter.isupper() for letter in found) >= 0.9 * len(found)


def position_of(line: str) -> str:
    """The position that a line of a signature names in capitals, or ""."""
    bare = AUTHORITY.sub("", line).strip(" ./")
    if not is_capitals(bare) or len(bare) > 60:
        return ""
    key = letters(bare)
    fits = (name for name in read_words("positions") if key.startswith(letters(name)))
    return bare if max(fits, key=len, default="") or AUTHORITY.match(line) else ""


def is_signature_line(line: str) -> bool:
    """Whether a line belongs to a signature: authority, position or a person's name."""
    return bool(position_of(line) or PERSON.match(line) or is_capitals(line))


# The flow of text


def running_text(layout: Layout) -> Iterator[Block]:
    """Blocks in reading order without furniture; a paragraph cut by a page border is one again."""
    held: TextBlock | None = None
    notes: list[TextBlock] = []
    for block in layout.blocks:
        if isinstance(block, TextBlock):
            if block.kind is BlockKind.FURNITURE or not normalise(block.text):
                continue
            if block.kind is BlockKind.FOOTNOTE:
                notes.append(block)
                continue
            if held is not None and _goes_on(held, block):
                held = _joined(held, block)
                continue
        if held is not None:
            yield held
        yield from notes
        notes, held = [], None
        if isinstance(block, TextBlock):
            held = block
        else:
            yield block
    if held is not None:
        yield held
    yield from notes


def _goes_on(first: TextBlock, second: TextBlock) -> bool:
    """Whether the second block is the rest of the first one's paragraph."""
    if first.align is Align.CENTER or second.align is not Align.LEFT or second.bold != first.bold:
        return False
    text, following = normalise(first.text), normalise(second.text)
    if is_capitals(text) or is_capitals(following) or not UNFINISHED.search(text):
        return False
    if second.kind is BlockKind.HEADING or first.kind is BlockKind.HEADING:
        return False
    if read_mark(following)[0] or RECIPIENTS.match(following) or ADDRESSEES.match(following):
        return False
    if following[0].islower():
        return True
    new_page = first.place.page is not None and first.place.page != second.place.page
    return text.endswith((",", "-")) or new_page


def _joined(first: TextBlock, second: TextBlock) -> TextBlock:
    text, following = normalise(first.text), normalise(second.text)
    space = "" if re.search(r"\w[-/]$", text) else " "
    return replace(
        first,
        text=f"{text}{space}{following}",
        place=first.place + second.place,
        lines=(*first.lines, *second.lines),
    )


def _unframed(blocks: Iterable[Block]) -> Iterator[TextBlock]:
    """Text blocks as they are; the cells of a grid as text blocks."""
    for block in blocks:
        if isinstance(block, TextBlock):
            yield block
            continue
        for cell in sorted(block.cells, key=lambda cell: (cell.column, cell.row)):
            if normalise(cell.text):
                place = cell.place if cell.place != NOWHERE else block.place
                yield TextBlock(cell.text, place=place, lines=tuple(cell.text.split("\n")))


# The head


@dataclass(frozen=True, slots=True)
class _Start:
    head: int  # where the head ends and kind, title or addressees begin
    body: int
    kind: str = ""


def _find_start(blocks: tuple[Block, ...]) -> _Start:
    """Where head and title end, by the heading that names the kind, or by "Kính gửi"."""
    for index, block in enumerate(blocks[:HEAD_BLOCKS]):
        if isinstance(block, Grid):
            if block.columns >= TABLE_COLUMNS and block.rows >= TABLE_COLUMNS:
                break
            continue
        lines = block_lines(block)
        if index and _is_appendix_heading(block):
            return _Start(index, index)  # an annex in a file of its own, under the plan's head
        if any(map(ADDRESSEES.match, lines)):
            return _Start(index, _end_of_addressees(blocks, start=index))
        if kind := next(filter(None, map(_kind_heading, lines)), ""):
            return _Start(index, _end_of_title(blocks, start=index), kind)
        mark, _ = read_mark(block.text)
        if mark and mark.rank <= Rank.ROMAN:
            break
    return _below_number(blocks)


def _below_number(blocks: tuple[Block, ...]) -> _Start:
    """Below the number, where no kind is named: a sheet of tasks under its office's head."""
    for index, block in enumerate(blocks[:NUMBER_BLOCKS]):
        if isinstance(block, Grid):
            break
        if any(map(NUMBER_LINE.match, block_lines(block))):
            return _Start(index + 1, index + 1)
    return _Start(0, 0)


def _kind_heading(line: str) -> str:
    """The kind that a line names in capitals and alone: "KẾ HOẠCH", "K Ế  H O Ạ C H"."""
    if not is_capitals(line):
        return ""
    key = letters(line)
    return next((kind for kind in read_words("document_kinds") if letters(kind) == key), "")


def _end_of_addressees(blocks: tuple[Block, ...], *, start: int) -> int:
    """The addressees are the line "Kính gửi" and the list after it."""
    for index in range(start + 1, len(blocks)):
        block = blocks[index]
        if isinstance(block, Grid):
            return index
        mark, _ = read_mark(block.text)
        if not mark or mark.rank is not Rank.DASH:
            return index
    return len(blocks)


def _end_of_title(blocks: tuple[Block, ...], *, start: int) -> int:
    held = len(_title_lines(blocks[start]))
    for index in range(start + 1, len(blocks)):
        block = blocks[index]
        if isinstance(block, Grid) or (held and not _is_title_line(block)):
            return index
        mark, _ = read_mark(block.text)
        if mark or ADDRESSEES.match(block.text):
            return index
        held += not (RULE.match(block.text) or _names_maker(block.text))
    return len(blocks)


def _is_title_line(block: TextBlock) -> bool:
    """Whether a block after the title's first line still belongs to it."""
    text = normalise(block.text)
    if DRAFT.match(text):
        return False
    if RULE.match(text):
        return True
    if BASIS.match(text):
        return False
    if block.align is Align.CENTER or ATTACHED.match(text):
        return True
    if OPENER.match(text) or len(text) > 300:
        return False
    return block.bold or text[0].islower()


def _names_maker(text: str) -> bool:
    text = normalise(text)
    return is_capitals(text) and bool(MAKER.match(text) or position_of(text))


def _title_lines(block: Block) -> tuple[str, ...]:
    """The lines of a block after the heading that names the kind."""
    if isinstance(block, Grid):
        return ()
    lines = block_lines(block)
    at = next((index for index, line in enumerate(lines) if _kind_heading(line)), -1)
    return lines[at + 1 :]


def _read_head(head: tuple[Block, ...], title: tuple[Block, ...], *, kind: str) -> Parts:
    above = tuple(_unframed(head))
    if not kind:
        subject = tuple(block for block in map(_subject, above) if block)
        return Parts(head=above, title=subject, addressees=tuple(_unframed(title)))
    titled, makers = [], []
    for index, block in enumerate(_unframed(title)):
        lines = _title_lines(block) if index == 0 else block_lines(block)
        kept = tuple(line for line in lines if not _names_maker(line) and not ATTACHED.match(line))
        made = tuple(line for line in lines if line not in kept)
        if kept:
            titled.append(replace(block, text=" ".join(kept), lines=kept))
        if made:
            makers.append(replace(block, text=" ".join(made), lines=made))
        if index == 0 and (before := block_lines(block)[: -len(lines) - 1 or None]):
            above = (*above, replace(block, text="\n".join(before), lines=before))
    return Parts(head=(*above, *makers), kind=kind, title=tuple(titled))


def _subject(block: TextBlock) -> TextBlock | None:
    """The matter of an official letter: the lines from "V/v" on."""
    lines = tuple(MOTTO.sub("", line).strip() for line in block_lines(block))
    at = next((index for index, line in enumerate(lines) if SUBJECT.match(line)), None)
    if at is None:
        return None
    kept = tuple(line for line in lines[at:] if line and not DATED.match(line))
    text = SUBJECT.sub("", " ".join(kept))
    return replace(block, text=text, lines=kept) if text else None


# The closing and what comes after


def _find_closing(blocks: tuple[Block, ...]) -> int:
    """Where the list of recipients or the signature begins, whichever comes first."""
    for index, block in enumerate(blocks):
        if isinstance(block, TextBlock) and _is_appendix_heading(block):
            return index
        if any(RECIPIENTS.match(line) or _is_authority(line) for line in _lines(block)):
            return index
    return len(blocks)


def _lines(block: Block) -> tuple[str, ...]:
    if isinstance(block, Grid) and block.columns >= TABLE_COLUMNS and block.rows >= TABLE_COLUMNS:
        return ()
    return tuple(line for text in _unframed((block,)) for line in block_lines(text))


def _is_authority(line: str) -> bool:
    return is_capitals(line) and bool(position_of(line)) and not line.endswith((":", ";"))


def _find_appendix(blocks: tuple[Block, ...], *, start: int) -> int:
    """Where the closing ends: at an appendix, a real table, or text on a new page."""
    for index in range(start, len(blocks)):
        block = blocks[index]
        if isinstance(block, Grid):
            if block.columns >= TABLE_COLUMNS and block.rows >= TABLE_COLUMNS:
                return _above(blocks, index=index, start=start)
        elif _is_appendix_heading(block) or _is_attached(blocks, index=index, start=start):
            return index
    return len(blocks)


def _is_attached(blocks: tuple[Block, ...], *, index: int, start: int) -> bool:
    """Whether an attached document begins here: a kind's heading, "(Kèm theo …)" soon after."""
    block = blocks[index]
    if not isinstance(block, TextBlock) or index == start:
        return False
    lines = block_lines(block)
    if not lines or not is_capitals(lines[0]) or position_of(lines[0]):
        return False
    following = (line for near in blocks[index : index + 5] for line in _lines(near))
    return any(map(_kind_heading, lines)) or any(ATTACHED.match(line) for line in following)


def _above(blocks: tuple[Block, ...], *, index: int, start: int) -> int:
    """A table without "PHỤ LỤC" above it takes the headings on its own page with it."""
    page = blocks[index].place.page
    while index - 1 > start and page is not None:
        before = blocks[index - 1]
        if not isinstance(before, TextBlock) or before.place.page != page:
            break
        if not is_capitals(before.text) and not ATTACHED.match(before.text):
            break
        index -= 1
    return index


def _is_appendix_heading(block: TextBlock) -> bool:
    lines = block_lines(block)
    match = APPENDIX.match(lines[0]) if lines else None
    if not match:
        return False
    rest = match["rest"].strip(" .:–-")
    return not rest or is_capitals(lines[0]) or block.align is Align.CENTER or block.bold


def _appendices(blocks: tuple[Block, ...]) -> Iterator[tuple[Block, ...]]:
    """Blocks after the closing, cut before each heading of an appendix."""
    held: list[Block] = []
    for block in blocks:
        if held and isinstance(block, TextBlock) and _is_appendix_heading(block):
            yield tuple(held)
            held = []
        held.append(block)
    if held:
        yield tuple(held)
