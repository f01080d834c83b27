"""Every sentence of phrases.tsv is said somewhere, and what it leaves open is filled in there."""

import ast
from collections.abc import Iterator
from importlib.resources import files
from string import Formatter

import pytest

from assistant.answering.findings import Reason
from assistant.answering.say.phrases import phrases
from assistant.answering.understand.meanings import Talk
from assistant.answering.words.lexicon import rows

MODULES = [
    ast.parse(module.read_text(encoding="utf-8"))
    for module in files("assistant.answering.say").iterdir()
    if module.name.endswith(".py")
]
NAMED_BY_FINDINGS = {value.value for kind in (Reason, Talk) for value in kind}


def texts(tree: ast.AST) -> Iterator[str]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            yield node.value


def said_with() -> Iterator[tuple[str, set[str | None]]]:
    """The keys that are said by their names, each with the facts that it is given."""
    for module in MODULES:
        for node in ast.walk(module):
            if isinstance(node, ast.Call) and ast.unparse(node.func) == "phrase":
                for key in texts(node.args[0]):
                    yield key, {keyword.arg for keyword in node.keywords}


def test_no_key_stands_there_twice() -> None:
    assert len(rows("phrases.tsv")) == len(phrases())


def test_every_sentence_is_said_somewhere() -> None:
    named = {text for module in MODULES for text in texts(module)} | NAMED_BY_FINDINGS
    assert phrases().keys() - named == set()


@pytest.mark.parametrize("reason", Reason)
def test_every_refusal_has_a_sentence(reason: Reason) -> None:
    assert reason.value in phrases()


@pytest.mark.parametrize(("key", "facts"), tuple(said_with()))
def test_what_a_sentence_leaves_open_is_filled_in(key: str, facts: set[str | None]) -> None:
    left_open = {name for _, name, _, _ in Formatter().parse(phrases()[key]) if name}
    assert left_open <= facts
