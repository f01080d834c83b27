"""What the pages promise is there: settings, commands, links; and every letter is whole."""

import re
import subprocess
import unicodedata
from pathlib import Path

import pytest

from assistant.settings import Settings

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAGES = sorted(
    path
    for path in (*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md"), *ROOT.glob("eval/*.md"))
    if path.is_file()
)
LINK = re.compile(r"\]\((?!https?:|#|mailto:)([^)#]+)")
TEXTS = (".py", ".md", ".tsv", ".yaml", ".js", ".css", ".html", ".toml")


def tracked() -> list[Path]:
    done = subprocess.run(
        ["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    return [ROOT / name for name in done.stdout.split("\0") if name]


@pytest.mark.parametrize("name", [field.alias for field in Settings.model_fields.values()])
def test_every_setting_is_in_the_readme(name: str) -> None:
    assert name in README


@pytest.mark.parametrize(
    "command",
    [
        "ingest",
        "ask",
        "tasks",
        "correct",
        "documents",
        "remove",
        "serve",
        "telegram",
        "backup",
        "restore",
        "doctor",
    ],
)
def test_every_command_is_in_the_readme(command: str) -> None:
    assert f"assistant {command}" in README


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.relative_to(ROOT)))
def test_links_lead_somewhere(page: Path) -> None:
    broken = [
        link
        for link in LINK.findall(page.read_text(encoding="utf-8"))
        if not (page.parent / link).exists()
    ]
    assert broken == []


def test_vietnamese_is_written_with_whole_letters() -> None:
    """NFC everywhere, and no Icelandic eth (U+00D0) for the Vietnamese letter."""
    wrong = []
    for path in tracked():
        if path.suffix in TEXTS and path.is_file():
            text = path.read_text(encoding="utf-8")
            if not unicodedata.is_normalized("NFC", text) or "\u00d0" in text:
                wrong.append(str(path.relative_to(ROOT)))
    assert wrong == []
