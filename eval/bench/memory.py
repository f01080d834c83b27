"""How much memory a process has taken."""

import re
from pathlib import Path


def peak(process: int | str = "self") -> float:
    """The most resident megabytes so far; not a number where the system does not tell.

    `getrusage` would count what the parent held when it started the process.
    """
    status = Path(f"/proc/{process}/status")
    told = re.search(r"VmHWM:\s+(\d+)", status.read_text()) if status.exists() else None
    return int(told[1]) / 1024 if told else float("nan")
