"""One source in, its files out; and what was built from which source is kept in `built.json`."""

import hashlib
import json
from collections.abc import Callable
from pathlib import Path

from corpus.maker.browser_pdf import build_browser
from corpus.maker.expected import expected
from corpus.maker.loading import load_source
from corpus.maker.office import docx_to_pdf, undated
from corpus.maker.picture import scanned, turned
from corpus.maker.reportlab_pdf import build_reportlab
from corpus.maker.source import FORMATS, Source
from corpus.maker.text import build_text
from corpus.maker.word import build_docx
from corpus.maker.workbook import build_workbook


def render(source: Source, name: str) -> bytes:
    """The file in the named format."""
    return RENDERERS[name](source)


def _pdf(source: Source) -> bytes:
    pdf = docx_to_pdf(build_docx(source))
    return undated(turned(pdf)) if source.style.rotate else pdf


def _scan(source: Source) -> bytes:
    return scanned(_pdf(source), skew=source.style.skew, seed=source.style.seed)


RENDERERS: dict[str, Callable[[Source], bytes]] = {
    "docx": build_docx,
    "pdf": _pdf,
    "pdf-reportlab": build_reportlab,
    "pdf-browser": build_browser,
    "scan": _scan,
    "xlsx": build_workbook,
    "txt": build_text,
    "tcvn3": lambda source: build_docx(source, encoding="tcvn3"),
    "vni": lambda source: build_docx(source, encoding="vni"),
}


def build(path: Path, *, folder: Path) -> dict[str, str]:
    """Make every file of a source; returns their hashes by name."""
    source = load_source(path)
    folder.mkdir(parents=True, exist_ok=True)
    made = {}
    for name in source.formats:
        content = render(source, name)
        target = folder / (source.stem + FORMATS[name])
        target.write_bytes(content)
        made[target.name] = hashlib.sha256(content).hexdigest()
    return made


def expected_text(path: Path) -> str:
    """The expected rows of a source as the text of their JSON file."""
    return json.dumps(expected(load_source(path)), ensure_ascii=False, indent=1) + "\n"


def source_hash(path: Path) -> str:
    """What tells one state of a source from another."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def read_built(folder: Path) -> dict[str, dict[str, object]]:
    """What was built last: by source name, the source's hash and those of its files."""
    path = folder / "built.json"
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else {}


def write_built(folder: Path, built: dict[str, dict[str, object]]) -> None:
    """Keep what was built."""
    text = json.dumps(dict(sorted(built.items())), ensure_ascii=False, indent=1)
    (folder / "built.json").write_text(text + "\n", encoding="utf-8")
