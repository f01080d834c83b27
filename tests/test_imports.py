"""Importing any module opens nothing, reads no environment, loads nothing heavy."""

import json
import pkgutil
import subprocess
import sys

import pytest

import assistant

# The one is a script, and the other a subclass of LangChain's that nothing of ours imports.
ALONE = ("assistant.__main__", "assistant.retrieval.langchain")
MODULES = sorted(
    module.name
    for module in pkgutil.walk_packages(assistant.__path__, "assistant.")
    # Alembic runs these as scripts; they act when they are imported, and nothing imports them.
    if ".migrations." not in module.name and module.name not in ALONE
)
# Heavy, and needed by few commands: imported where first needed.
HEAVY = ("torch", "sentence_transformers", "faiss", "pdfplumber", "langchain", "langchain_core")

PROBE = """
import json, os, sys

opened, read = [], []
code = (".py", ".pyc", ".so", ".pth", ".pyi", "py.typed")
own = sys.argv[1]

def hook(event, arguments):
    if event == "open" and isinstance(arguments[0], str):
        path = arguments[0]
        ours = path.startswith(own) or not path.startswith((sys.prefix, sys.base_prefix, "/"))
        if ours and not path.endswith(code) and "__editable__" not in path:
            opened.append(path)
    elif event in ("socket.connect", "sqlite3.connect", "subprocess.Popen"):
        opened.append(event)

class Watched(type(os.environ)):
    def __getitem__(self, key):
        frame = sys._getframe(1)
        while frame and "os.py" in frame.f_code.co_filename:
            frame = frame.f_back
        if frame and frame.f_code.co_filename.startswith(own):
            read.append(key)
        return super().__getitem__(key)

os.environ.__class__ = Watched
sys.addaudithook(hook)
seen = {}
for name in sys.stdin.read().split():
    opened, read, before = [], [], set(sys.modules)
    __import__(name)
    seen[name] = {"opened": opened, "read": read, "loaded": sorted(set(sys.modules) - before)}
print(json.dumps(seen))
"""


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, list[str]]]:
    """What importing each module did that importing the ones before it had not done."""
    script = tmp_path_factory.mktemp("probe") / "probe.py"
    script.write_text(PROBE)
    (root,) = assistant.__path__
    done = subprocess.run(
        [sys.executable, script, root], input=" ".join(MODULES), capture_output=True, text=True
    )
    assert done.returncode == 0, done.stderr[-2000:]
    facts: dict[str, dict[str, list[str]]] = json.loads(done.stdout.splitlines()[-1])
    return facts


@pytest.mark.parametrize("name", MODULES)
def test_importing_a_module_does_nothing(seen: dict[str, dict[str, list[str]]], name: str) -> None:
    assert seen[name]["opened"] == []
    assert seen[name]["read"] == []
    assert [heavy for heavy in HEAVY if heavy in seen[name]["loaded"]] == []
