"""The page of all keys of guideline and pack files, from the schema that editors check them with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from checker.cli.commands import SchemaOf, schema_of
from checker.knowledge.packs import PACK_FILE
from docs.generate.markdown import code, docstring, heading, plain, table

# In the order in which an author meets them; those of files first.
_PARTS = {
    "Edition": "A new edition",
    "Addition": "More of an edition",
    "SectionFile": "A file beside edition.yaml",
    "InForce": "in_force",
    "Alias": "aliases",
    "Section": "sections",
    "Coverage": "covers",
    "Continued": "continued",
    "Criterion": "criteria",
    "Limit": "limits",
    "Period": "over",
    "Need": "needs",
    "Range": "at_least, more_than, at_most, less_than",
    "NeedCase": "cases",
    "Provenance": "provenance",
    "Reading": "readings",
}


def key_pages() -> Iterator[tuple[str, list[str]]]:
    """Path and lines of the page of all keys."""
    parts = schema_of(SchemaOf.guideline)["$defs"]
    lines = [
        *heading(1, "Keys of guideline files"),
        "What `imr-check schema guideline` and `imr-check schema pack` say to an editor. The guide to "
        "writing them is [Write rules and guidelines](../authors.md).",
        "",
    ]
    for name in (*_PARTS, *sorted(set(parts) - set(_PARTS))):
        lines += _part(_PARTS.get(name, name), parts[name])
    lines += _part(PACK_FILE, schema_of(SchemaOf.pack))
    yield "keys.md", lines


def _part(title: str, schema: Mapping[str, Any]) -> list[str]:
    needed = set(schema.get("required", ()))
    rows = [
        (code(key), "yes" if key in needed else "", _value(value))
        for key, value in schema.get("properties", {}).items()
    ]
    return [
        *heading(2, title),
        docstring(schema.get("description", "")),
        "",
        *table(("Key", "Needed", "Value"), rows),
    ]


def _value(schema: Mapping[str, Any]) -> str:
    """What stands behind a key."""
    if several := schema.get("anyOf"):
        return " or ".join(_value(one) for one in several if one.get("type") != "null")
    if "$ref" in schema:
        return "keys of its own"
    if allowed := schema.get("enum"):
        return ", ".join(map(code, allowed))
    if "const" in schema:
        return code(schema["const"])
    if schema.get("type") == "array":
        return f"a list: {_value(schema.get('items') or schema['prefixItems'][0])}"
    if schema.get("type") == "object":
        return f"keys with values: {_value(schema.get('additionalProperties') or {})}"
    kind = schema.get("format") or schema.get("type", "anything")
    return {
        "string": "a text",
        "integer": "a whole number",
        "number": "a number",
        "boolean": "true or false",
    }.get(kind, plain(kind))
