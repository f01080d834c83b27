"""Damaged files are refused by a sentence or read; nothing else ever comes out of a reader."""

import io
import random
import zipfile
from pathlib import Path

import pytest

from assistant.domain.errors import BadInput
from assistant.ingest.limits import Limits
from assistant.ingest.reading import read

DOCUMENTS = Path(__file__).resolve().parent.parent / "documents"
FILES = [
    "so-tu-phap-can-tho-2025-pho-bien-phap-luat.pdf",
    "so-noi-vu-lao-cai-2025-cai-cach-hanh-chinh.docx",
    "so-tai-chinh-dong-nai-2026-giai-ngan.xlsx",
]
QUICK = Limits(render_seconds=0, recognise=False, seconds=20)


@pytest.mark.parametrize("name", FILES)
@pytest.mark.parametrize("seed", range(12))
def test_damage(name: str, seed: int, tmp_path: Path) -> None:
    chance = random.Random(seed)
    path = tmp_path / name
    whole = (DOCUMENTS / name).read_bytes()
    is_package = not name.endswith(".pdf") and seed % 4
    path.write_bytes(spoil_part(whole, chance) if is_package else spoil(whole, chance))
    said = ""
    try:
        said = f"{name}: {len(read(path, limits=QUICK).pages)} pages"
    except BadInput as error:
        said = error.staff_message
    assert name in said


def spoil(content: bytes, chance: random.Random) -> bytes:
    """Cut the content off, or change some of its bytes."""
    if not content or chance.random() < 0.4:
        return content[: chance.randrange(len(content) + 1)]
    spoiled = bytearray(content)
    for _ in range(chance.choice((3, 30, 300))):
        spoiled[chance.randrange(len(spoiled))] = chance.randrange(256)
    return bytes(spoiled)


def spoil_part(content: bytes, chance: random.Random) -> bytes:
    """Spoil or leave out one part of a package."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        victim = chance.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            if name != victim:
                new.writestr(name, part)
            elif chance.random() < 0.7:
                new.writestr(name, spoil(part, chance))
    return buffer.getvalue()
