"""One reader over some files, as a process: `python -m eval.bench.reading NAME FILE…`.

Prints one JSON object: seconds of processor time (so that whatever else the machine does counts for
nobody), pages, peak memory in MB, and for each file what was found.
"""

import json
import logging
import sys
import time
import warnings
from collections.abc import Sequence
from dataclasses import asdict
from pathlib import Path

from eval.bench.memory import peak
from eval.bench.readers import READERS


def main(argv: Sequence[str]) -> None:
    name, *files = argv
    (reader,) = (one for one in READERS if one.name == name)
    logging.disable()
    warnings.simplefilter("ignore")
    if len(files) > 1:  # the first pays for loading the library and is read once more on the clock
        reader.read(Path(files[0]))
    found, seconds = {}, 0.0
    for file in files:
        started = time.process_time()
        result = reader.read(Path(file))
        seconds += time.process_time() - started
        found[Path(file).stem] = asdict(result)
    pages = sum(result["pages"] for result in found.values())
    print(json.dumps({"seconds": seconds, "pages": pages, "peak": peak(), "found": found}))


if __name__ == "__main__":
    main(sys.argv[1:])
