"""The facts that rules may ask for, in lines."""

from __future__ import annotations

from collections.abc import Iterator

from checker.cli.output import fail
from checker.engine.domains import in_words
from checker.engine.facts import FactKind
from checker.facts.kinds import CATALOGUE
from checker.knowledge.plain_words import did_you_mean


def listed(name: str | None) -> Iterator[str]:
    """All kinds of facts, a line each; or the fields of one, with what they can hold."""
    if name is None:
        width = max(map(len, CATALOGUE))
        yield from (f"{kind.name:<{width}}  {_first_sentence(kind)}" for kind in CATALOGUE.values())
        return
    meant = did_you_mean(name, CATALOGUE) or " (see imr-check rule facts)"
    kind = CATALOGUE.get(name) or fail(f"there is no fact {name}{meant}")
    yield f"{kind.name}: {' '.join(kind.doc.split())}"
    yield f"  in rules of scope {' or '.join(kind.scopes)}"
    if kind.refers:
        yield "  carries a reference to a guideline: a rule's guideline may name it"
    width = max(map(len, kind.fields), default=0)
    for field, holds in kind.fields.items():
        yield f"  {field:<{width}}  {in_words(holds)}"


def _first_sentence(kind: FactKind) -> str:
    return " ".join(kind.doc.split(".", 1)[0].split())
