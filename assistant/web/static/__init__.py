"""The files of the web chat, as browsers get them: no build step, nothing from elsewhere."""

from pathlib import Path

STATIC = Path(__file__).parent
