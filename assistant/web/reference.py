"""The reference of the HTTP interface as a plain page, without scripts or the internet."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

METHODS = ("get", "post", "patch", "put", "delete")


@dataclass(frozen=True, slots=True)
class Operation:
    """One path and method, as people read of it."""

    group: str
    method: str
    path: str
    summary: str
    parameters: tuple[tuple[str, str], ...]  # (name, what it is)
    body: str  # the name of the schema
    answer: str


def operations(openapi: Mapping[str, Any]) -> tuple[Operation, ...]:
    """What the interface offers, in the order of the code."""
    return tuple(
        _operation(path, method, item[method])
        for path, item in openapi["paths"].items()
        for method in METHODS
        if method in item
    )


def render_reference(openapi: Mapping[str, Any]) -> str:
    """The page."""
    groups: dict[str, list[Operation]] = {}
    for operation in operations(openapi):
        groups.setdefault(operation.group, []).append(operation)
    parts = [
        "<!doctype html>",
        '<html lang="vi"><head><meta charset="utf-8">',
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        "<title>Giao diện HTTP</title>",
        '<link rel="stylesheet" href="/static/reference.css"></head><body><main>',
        "<h1>Giao diện HTTP</h1>",
        f"<p>{escape(openapi['info'].get('description', ''))}</p>",
        '<p>Bản cho máy đọc: <a href="/openapi.json">/openapi.json</a></p>',
        *(_group(name, found) for name, found in groups.items()),
        "<h2>Kiểu dữ liệu</h2>",
        *(_schema(name, schema) for name, schema in _schemas(openapi)),
        "</main></body></html>",
    ]
    return "\n".join(parts)


def markdown_table(openapi: Mapping[str, Any]) -> str:
    """The same in short, for docs/api.md."""
    rows = ["| phương thức | đường dẫn | việc |", "| --- | --- | --- |"]
    rows += [f"| {o.method} | `{o.path}` | {o.summary} |" for o in operations(openapi)]
    return "\n".join(rows)


def _operation(path: str, method: str, item: Mapping[str, Any]) -> Operation:
    parameters = tuple(
        (parameter["name"], parameter.get("description", ""))
        for parameter in item.get("parameters", ())
    )
    return Operation(
        group=next(iter(item.get("tags", ())), "Trang"),
        method=method.upper(),
        path=path,
        summary=item.get("summary", ""),
        parameters=parameters,
        body=_content(item.get("requestBody", {})),
        answer=_answer(item["responses"]),
    )


def _answer(responses: Mapping[str, Any]) -> str:
    return next((_content(responses[s]) for s in ("200", "201") if s in responses), "")


def _content(holder: Mapping[str, Any]) -> str:
    kinds: list[str] = []
    for media, content in holder.get("content", {}).items():
        named = _type(content.get("schema", {}))
        kinds.append(named if media == "application/json" and named else media)
    return ", ".join(kinds)


def _type(schema: Mapping[str, Any]) -> str:
    """A schema in a few words: "TaskOut", "danh sách TaskOut", "string"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rpartition("/")[2]
    if "anyOf" in schema:
        return " | ".join(_type(part) for part in schema["anyOf"])
    if schema.get("type") == "array":
        return f"{_type(schema.get('items', {}))}[]"
    return str(schema.get("format") or schema.get("type") or "")


def _schemas(openapi: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for name, schema in openapi.get("components", {}).get("schemas", {}).items():
        if "properties" in schema and "ValidationError" not in name:
            yield name, schema


def _group(name: str, found: Sequence[Operation]) -> str:
    return f"<h2>{escape(name)}</h2>\n" + "\n".join(map(_section, found))


def _section(operation: Operation) -> str:
    facts = [
        ("Nhận", operation.body),
        ("Trả", operation.answer),
        *((f"{name}", words) for name, words in operation.parameters),
    ]
    rows = "".join(
        f"<tr><th>{escape(name)}</th><td>{escape(words)}</td></tr>"
        for name, words in facts
        if words or name not in ("Nhận", "Trả")
    )
    return (
        f"<section><h3><code>{operation.method} {escape(operation.path)}</code></h3>"
        f"<p>{escape(operation.summary)}</p><table>{rows}</table></section>"
    )


def _schema(name: str, schema: Mapping[str, Any]) -> str:
    required = schema.get("required", ())
    rows = "".join(
        f"<tr><th>{escape(field)}{'' if field in required else ' ?'}</th>"
        f"<td>{escape(_type(held))}</td><td>{escape(held.get('description', ''))}</td></tr>"
        for field, held in schema["properties"].items()
    )
    return f'<section id="{escape(name)}"><h3>{escape(name)}</h3><table>{rows}</table></section>'
