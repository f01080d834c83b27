"""`python -m corpus.maker`: build what changed, or write the expected rows."""

import argparse
import json
import sys
import time
from pathlib import Path

from corpus.collections import COLLECTIONS, Collection
from corpus.maker.build import (
    build,
    expected_text,
    read_built,
    source_hash,
    write_built,
)
from corpus.maker.expected import in_force
from corpus.maker.source import SourceError


def main() -> int:
    """Read the arguments and do what they ask; 1 where a source could not be made."""
    parser = argparse.ArgumentParser(prog="python -m corpus.maker", description=__doc__)
    parser.add_argument("--only", metavar="STEM", action="append", help="only this source")
    parser.add_argument("--out", metavar="DIR", type=Path, help="write the files here instead")
    parser.add_argument("--expected", action="store_true", help="write the expected rows alone")
    parser.add_argument("--force", action="store_true", help="build unchanged sources too")
    args = parser.parse_args()
    failed = 0
    for collection in COLLECTIONS:
        paths = [p for p in collection.paths() if not args.only or p.stem in args.only]
        failed += write_expected(collection, paths, out=args.out)
        if not args.expected:
            failed += build_all(collection, paths, out=args.out, force=args.force)
    return 1 if failed else 0


def write_expected(collection: Collection, paths: list[Path], *, out: Path | None) -> int:
    """One JSON a source, and all rows of the collection in the scorer's form."""
    folder = out / "expected" if out else collection.expected
    failed, gold, changes = 0, {}, []
    for path in paths:
        try:
            text = expected_text(path)
        except SourceError as error:
            print(error, file=sys.stderr)
            failed += 1
            continue
        folder.mkdir(parents=True, exist_ok=True)
        (folder / f"{path.stem}.json").write_text(text, encoding="utf-8")
        told = json.loads(text)
        gold[told["file"]] = told["tasks"]
        changes += [entry | {"by": told["file"]} for entry in told["changes"]]
    if gold and len(paths) == len(collection.paths()):
        for name, rows in (("gold-tasks", gold), ("gold-in-force", in_force(gold, changes))):
            everything = json.dumps(rows, ensure_ascii=False, indent=1) + "\n"
            (folder / f"{name}.json").write_text(everything, encoding="utf-8")
    return failed


def build_all(collection: Collection, paths: list[Path], *, out: Path | None, force: bool) -> int:
    """Build the sources that changed since they were last built."""
    folder = out or collection.files
    built, failed = read_built(folder), 0
    for path in paths:
        own = source_hash(path)
        known = built.get(path.stem, {})
        names = known.get("files", {})
        whole = isinstance(names, dict) and all((folder / name).exists() for name in names)
        if not force and known.get("source") == own and whole:
            continue
        began = time.monotonic()
        try:
            files = build(path, folder=folder)
        except SourceError as error:
            print(error, file=sys.stderr)
            failed += 1
            continue
        built[path.stem] = {"source": own, "files": files}
        write_built(folder, built)
        print(f"{path.stem}: {', '.join(files)} ({time.monotonic() - began:.1f} s)")
    return failed


if __name__ == "__main__":
    sys.exit(main())
