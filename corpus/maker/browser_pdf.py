"""A source as a web page printed to PDF, as from a document system in the browser."""

import subprocess
import tempfile
from html import escape
from pathlib import Path

from corpus.maker.markup import plain, spans
from corpus.maker.office import undated
from corpus.maker.source import MERGED, Appendix, Block, Row, Source, SourceError, Table

STATE = "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"
MOTTO = "Độc lập - Tự do - Hạnh phúc"
SECONDS = 120
CSS = """
@page {{ size: A4; margin: 18mm 14mm 18mm 22mm; }}
@page annex {{ size: A4 {annex}; margin: 14mm; }}
body {{ font: {size}pt/1.35 "{font}"; margin: 0; text-align: justify; }}
.annex {{ page: annex; break-before: page; }}
.head {{ width: 100%; border: 0; margin-bottom: 10pt; }}
.head td {{ border: 0; text-align: center; vertical-align: top; padding: 0 4pt; }}
.rule {{ width: 90pt; border-top: 1px solid #000; margin: 2pt auto; }}
p {{ margin: 4pt 0; text-indent: 1cm; }}
.c {{ text-align: center; text-indent: 0; font-weight: bold; margin: 2pt 0; }}
h2, h3 {{ font-size: 1em; margin: 6pt 0 2pt; text-indent: 1cm; break-after: avoid; }}
table.t {{ width: 100%; border-collapse: collapse; font-size: {table_size}pt; text-align: left; }}
table.t td, table.t th {{ border: {border}; padding: 3pt 4pt; vertical-align: top; }}
table.t th {{ background: {fill}; text-align: center; vertical-align: middle; }}
table.t tr {{ break-inside: {inside}; }}
.m {{ text-align: center; }}
.s td {{ font-weight: bold; background: {fill}; }}
"""
BORDERS = {"none": "0", "dashed": "1px dashed #333", "double": "3px double #000"}


def build_browser(source: Source) -> bytes:
    """The PDF that Chromium prints of the page."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "page.html").write_text(page(source), encoding="utf-8")
        subprocess.run(
            [
                "chromium",
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                f"--user-data-dir={folder}/profile",
                "--no-pdf-header-footer",
                f"--print-to-pdf={folder}/page.pdf",
                (folder / "page.html").as_uri(),
            ],
            check=True,
            capture_output=True,
            timeout=SECONDS,
        )
        made = folder / "page.pdf"
        if not made.exists():
            raise SourceError("the browser made no PDF")
        return undated(made.read_bytes())


def page(source: Source) -> str:
    """The page as HTML."""
    style = source.style
    wide = any(appendix.landscape for appendix in source.appendices)
    css = CSS.format(
        annex="landscape" if wide else "portrait",
        size=style.size,
        font=style.font,
        table_size=style.table_size,
        border=BORDERS.get(style.borders, "1px solid #000"),
        fill=f"#{style.header_fill}" if style.header_fill else "none",
        inside="auto" if style.split_rows else "avoid",
    )
    body = _head(source) + "".join(_block(block) for block in source.blocks) + _end(source)
    body += "".join(_appendix(appendix) for appendix in source.appendices)
    title = escape(plain(source.title or source.subject))
    return (
        f'<!doctype html><html lang="vi"><meta charset="utf-8"><title>{title}</title>'
        f"<style>{css}</style><body>{body}</body></html>"
    )


def _head(source: Source) -> str:
    head = source.head
    left = f"{escape(head.parent)}<br>" if head.parent else ""
    left += f'<b>{_text(head.issuer)}</b><div class="rule"></div>Số: {escape(head.number)}'
    left += f"<br>{_text(source.subject)}" if source.subject else ""
    right = f'<b>{STATE}<br>{MOTTO}</b><div class="rule"></div>'
    right += f"<i>{escape(head.place)}, {escape(head.date_text)}</i>"
    made = f'<table class="head"><tr><td width="40%">{left}</td><td>{right}</td></tr></table>'
    for text in (source.kind or "", source.title, *source.addressees):
        made += f'<p class="c">{_text(text)}</p>' if text else ""
    return made


def _block(block: Block) -> str:
    if block.table is not None:
        caption = f'<p class="c">{_text(block.table.caption)}</p>' if block.table.caption else ""
        return caption + _table(block.table)
    if block.kind == "textbox" or block.footnote:
        raise SourceError("the browser sets neither text boxes nor footnotes")
    if block.kind == "heading":
        level = min(block.level, 2) + 1
        return f"<h{level}>{_text(block.text)}</h{level}>"
    if block.kind == "center":
        return f'<p class="c">{_text(block.text)}</p>'
    lines = (*block.text.split("\n"), *(f"{label}: {value}" for label, value in block.lines))
    return "".join(f"<p>{_text(line)}</p>" for line in lines)


def _end(source: Source) -> str:
    signature = source.signature
    left = "<b><i>Nơi nhận:</i></b><br>" + "<br>".join(map(escape, source.recipients))
    posts = [line for line in (signature.authority, signature.position) if line]
    right = "<b>" + "<br>".join(map(_text, posts)) + "</b><br><br><br><br>"
    right += f"<b>{escape(signature.name)}</b>"
    return (
        '<table class="head"><tr><td width="50%" style="text-align:left;font-size:.85em">'
        f"{left}</td><td>{right}</td></tr></table>"
    )


def _appendix(appendix: Appendix) -> str:
    heads = "".join(
        f'<p class="c">{_text(text)}</p>' for text in (appendix.heading, appendix.title) if text
    )
    note = f'<p class="c" style="font-weight:normal"><i>{_text(appendix.note)}</i></p>'
    blocks = "".join(_block(block) for block in appendix.blocks)
    return f'<div class="annex">{heads}{note if appendix.note else ""}{blocks}</div>'


def _table(table: Table) -> str:
    total = sum(column.width for column in table.columns)
    widths = "".join(f'<col style="width:{100 * c.width / total:.1f}%">' for c in table.columns)
    rows = "".join(_row(table, index) for index in range(len(table.rows)))
    head = _header(table)
    # A header outside <thead> is printed once; one inside is repeated on each page.
    head = f"<thead>{head}</thead>" if table.style.repeat_header else head
    return f'<table class="t"><colgroup>{widths}</colgroup>{head}<tbody>{rows}</tbody></table>'


def _header(table: Table) -> str:
    grouped = any(column.group for column in table.columns)
    upper, lower = "", ""
    for n, column in enumerate(table.columns):
        if not column.group:
            upper += f"<th{' rowspan=2' if grouped else ''}>{_text(column.header)}</th>"
            continue
        lower += f"<th>{_text(column.header)}</th>"
        if n == 0 or table.columns[n - 1].group != column.group:
            members = sum(c.group == column.group for c in table.columns)
            upper += f"<th colspan={members}>{_text(column.group)}</th>"
    return f"<tr>{upper}</tr>" + (f"<tr>{lower}</tr>" if lower else "")


def _row(table: Table, index: int) -> str:
    row = table.rows[index]
    if row.kind == "section":
        return _section(row, table)
    cells = ""
    for n, (column, text) in enumerate(zip(table.columns, row.cells, strict=True)):
        if text == MERGED:
            continue
        height = 1
        while _is_merged(table, index + height, n):
            height += 1
        tall = f" rowspan={height}" if height > 1 else ""
        centred = "" if column.field in ("title", "deliverable", "other") else ' class="m"'
        inner = f"<b>{_text(text)}</b>" if row.kind == "heading" else _text(text)
        cells += f"<td{tall}{centred}>{inner}</td>"
    return f"<tr>{cells}</tr>"


def _is_merged(table: Table, index: int, column: int) -> bool:
    cells = table.rows[index].cells if index < len(table.rows) else ()
    return bool(cells) and cells[column] == MERGED


def _section(row: Row, table: Table) -> str:
    wide = len(table.columns)
    if table.style.section_span == "all":
        return (
            f'<tr class="s"><td colspan={wide}>{_text(f"{row.mark} {row.title}".strip())}</td></tr>'
        )
    return (
        f'<tr class="s"><td class="m">{escape(row.mark)}</td>'
        f"<td colspan={wide - 1}>{_text(row.title)}</td></tr>"
    )


def _text(text: str) -> str:
    made = "".join(
        f"<b>{escape(span.text)}</b>" if span.bold else escape(span.text)
        for span in spans(text)
        if span.change != "deleted"
    )
    return made.replace("\n", "<br>")
