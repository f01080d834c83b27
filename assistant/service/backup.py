"""The whole state in one file: written while running, restored and checked."""

import json
import os
import shutil
import tempfile
import zipfile
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.domain.errors import BadInput, UnreadableFile
from assistant.ingest.parsing import sha256_of
from assistant.store.engine import copy_database
from assistant.store.store import Store, check_integrity

if TYPE_CHECKING:
    from assistant.service.assistant import Assistant

DATABASE, MANIFEST, ORIGINALS = "assistant.db", "manifest.json", "originals"


def write(assistant: "Assistant", target: Path) -> None:
    """Database and originals into a zip file; the index is derived and stays out."""
    home = assistant.settings.home
    target.parent.mkdir(parents=True, exist_ok=True)
    part = target.with_name(f".{target.name}.{os.getpid()}")
    with tempfile.TemporaryDirectory(dir=target.parent) as folder:
        copy = Path(folder) / DATABASE
        assistant.is_empty()  # opens the store, so that there is one to copy
        copy_database(assistant.settings.database, copy)
        hashes = {DATABASE: sha256_of(copy)}
        with zipfile.ZipFile(part, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.write(copy, DATABASE)
            for path in sorted((home / ORIGINALS).glob("??/*")):
                name = path.relative_to(home).as_posix()
                hashes[name] = sha256_of(path)
                archive.write(path, name)
            archive.writestr(MANIFEST, json.dumps(hashes, indent=1))
    part.replace(target)


def restore(source: Path, *, home: Path, database: Path) -> int:
    """Put a backup in the place of the present state; how many originals it brought.

    Everything is unpacked and checked beside the present state first, which is swapped out only
    then and kept under `before-restore`.
    """
    with tempfile.TemporaryDirectory(dir=_made(home)) as folder:
        unpacked = Path(folder)
        _unpack(source, unpacked)
        with Store(unpacked / DATABASE) as store, store.reading() as connection:
            state = check_integrity(connection)
        if state != "ok":
            raise UnreadableFile(f"backup: {state}", file=source.name, reason="bản sao bị hỏng")
        kept = home / "before-restore"
        shutil.rmtree(kept, ignore_errors=True)
        kept.mkdir()
        for path in (database, *(database.with_name(database.name + s) for s in ("-wal", "-shm"))):
            if path.exists():
                path.replace(kept / path.name)
        if (home / ORIGINALS).exists():
            (home / ORIGINALS).replace(kept / ORIGINALS)
        copy_database(unpacked / DATABASE, database)
        if (unpacked / ORIGINALS).exists():
            (unpacked / ORIGINALS).replace(home / ORIGINALS)
        (home / "index.faiss").unlink(missing_ok=True)
    return sum(1 for _ in (home / ORIGINALS).glob("??/*"))


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    return folder


def _unpack(source: Path, folder: Path) -> None:
    try:
        with zipfile.ZipFile(source) as archive:
            hashes: dict[str, str] = json.loads(archive.read(MANIFEST))
            for name in hashes:
                archive.extract(name, folder)
    except FileNotFoundError as error:
        raise UnreadableFile(str(error), file=source.name, reason="không có tệp này") from error
    except (zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise UnreadableFile(
            str(error), file=source.name, reason="không phải bản sao lưu của chương trình"
        ) from error
    wrong = [name for name, digest in hashes.items() if sha256_of(folder / name) != digest]
    if wrong:
        raise BadInput(f"backup differs: {wrong}", reason=f"bản sao lưu bị sửa đổi ({wrong[0]})")
