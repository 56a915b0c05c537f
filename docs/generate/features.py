"""The pages of the features that letters tell, one of each kind."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from pathlib import Path
from types import NoneType
from typing import NamedTuple, get_args, get_type_hints

from checker import check_file
from checker.casefile.features.kinds import Feature, Status
from checker.report.records import FactRecord
from docs.generate.markdown import code, docstring, fence, heading, link, plain, quoted, table

EXAMPLES = Path(__file__).parents[2] / "examples"
_SHOWN = 12  # examples of a feature that holds, and of one that doesn't
# By name: a class with slots is made twice.
_KINDS = {kind.kind: kind for kind in Feature.__subclasses__()}
_HOLDS = ("asserted", "inferred", "reported")


class _Told(NamedTuple):
    letter: str
    record: FactRecord

    def row(self) -> tuple[str, ...]:
        one = self.record
        return quoted(one.words), code(one.concept or ""), one.status, plain(one.amount or ""), self.letter


def feature_pages() -> Iterator[tuple[str, list[str]]]:
    """Path and lines of the page of all features, and of a page each, with what the example letters tell."""
    told = list(_told())
    rows = []
    for name, kind in _KINDS.items():
        own = [one for one in told if one.record.kind == name]
        yield f"features/{name}.md", _feature(kind, own)
        rows.append((link(code(name), f"{name}.md"), docstring(_first_line(kind))))
    yield (
        "features/index.md",
        [
            *heading(1, "Features"),
            "A feature is one thing that a letter says of the patient. The report lists them as a letter's "
            "`facts`, and conditions of criteria are put against them. What a letter doesn't say has no "
            "feature.",
            "",
            *table(("Feature", "Is"), rows),
            "A feature's status is one of " + ", ".join(map(code, get_args(Status))) + ".",
            "",
        ],
    )


def _told() -> Iterator[_Told]:
    for path in sorted(EXAMPLES.glob("*.txt")):
        for letter in check_file(path).letters:
            yield from (_Told(path.name, record) for record in letter.facts)


def _first_line(kind: type[Feature]) -> str:
    return (kind.__doc__ or "").split("\n\n", 1)[0]


def _feature(kind: type[Feature], told: Sequence[_Told]) -> list[str]:
    common = {field.name for field in fields(Feature)}
    own = [field for field in fields(kind) if field.name not in common]
    hints = get_type_hints(kind)
    rows = [(code(field.name), _type(hints[field.name])) for field in own]
    shown = list({one.record.words: one for one in reversed(told)}.values())[::-1]
    holds = [one for one in shown if one.record.status in _HOLDS][:_SHOWN]
    fails = [one for one in shown if one.record.status not in _HOLDS][:_SHOWN]
    return [
        *heading(1, kind.kind),
        docstring(kind.__doc__ or ""),
        "",
        *table(("Field", "Holds"), rows),
        *_examples("Where it holds", holds),
        *_examples("Where it is denied, or left open", fails),
        *heading(2, "Where it comes from"),
        "From the letter's words alone: each is reported with its sentence and the place of that. Read a "
        "letter without judging it, or see what its features answered:",
        "",
        *fence("sh", "imr-check extract LETTER\nimr-check explain LETTER --item 1"),
        "A feature decides nothing by itself. Where one is read wrongly, suppress the finding that rests on "
        f"it: {link('how', '../../ci.md')}.",
        "",
    ]


def _type(hint: object) -> str:
    """The values of a closed field, the type of any other, and whether it may be left out."""
    parts = [one for one in get_args(hint) or (hint,) if one not in (NoneType, ...)]
    names = [value for one in parts for value in get_args(one) or (one,)]
    words = ", ".join(code(getattr(one, "__name__", one)) for one in names)
    return f"{words} or nothing" if NoneType in get_args(hint) else words


def _examples(title: str, told: Sequence[_Told]) -> list[str]:
    rows = [one.row() for one in told]
    none = [] if rows else ["None in the example letters.", ""]
    return [
        *heading(2, title),
        *table(("Words of a letter", "Concept", "Status", "Amount", "In examples/"), rows),
        *none,
    ]
