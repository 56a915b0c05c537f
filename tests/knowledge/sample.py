"""A small ``guidelines/`` folder with one of everything, and folders with something wrong in it."""

from __future__ import annotations

import copy
from collections.abc import Iterator
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any, get_args

import yaml

from checker.errors import KnowledgeError
from checker.knowledge.language import CaseWords, ItemWords
from checker.knowledge.letter_forms import (
    CitationForm,
    FigureForm,
    Identifying,
    RequestForm,
    SentenceForm,
    Words,
)
from checker.knowledge.loading import load_knowledge
from checker.knowledge.marks import MarkName
from checker.knowledge.strict import Strict
from checker.knowledge.strict_yaml import Document, Key, parse
from checker.knowledge.tying import Feature
from tests.problems import uncoded

GRADE = {"grade": "A", "sources": ["a book"], "letters": ["CM99-0000001"], "uncertainty": "none"}


def word_list(name: str) -> dict[str, Any]:
    return {"as": f"{name}: {{}}", "words": [name, f"the {name}"], "near": [f"no {name}", "no"]}


def word_lists(model: type[Strict], **valued: dict[str, Any]) -> dict[str, Any]:
    """A file of words with two in each of its lists; ``valued`` are the values of those that have some."""
    data: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        if name in valued:
            data[name] = [word_list(name) | valued[name], word_list(f"{name} too") | valued[name]]
        elif field.annotation is Words:
            data[name] = word_list(name)
        else:
            assert isinstance(field.annotation, type)
            data[name] = word_lists(field.annotation)
    return data


def _criterion(name: str) -> dict[str, Any]:
    """A criterion with what each must have."""
    return {
        "id": name,
        "kind": "info",
        "text": "what it is",
        "provenance": {"grade": "A", "sources": ["a book"]},
        "examples": [f"{name} is said in {way}." for way in ("one way", "a second", "a third", "a fourth")],
        "near": [f"{name} is not said."],
    }


def _whole_criterion(name: str) -> dict[str, Any]:
    """A criterion with all that one can have."""
    limit = {
        "bound": "at_most",
        "unit": "visit",
        "low": 8,
        "high": 10,
        "over": {"unit": "week", "low": 4, "high": 4},
    }
    return _criterion(name) | {
        "kind": "visit_cap",
        "text": "at most ten visits",
        "treatments": ["therapy"],
        "body_parts": ["knee"],
        "recommendation": "option",
        "limits": [limit | {"applies_to": ["gout"]}, limit | {"applies_to": [], "note": "of them"}],
        "requires": ["gout"],
        "needs": {
            "all": [
                {"condition": "gout", "shown_by": ["a test", "an x-ray"]},
                {"not": {"any": [{"tried": "a pill", "result": "failed"}, {"plan": "surgery"}]}},
                {
                    "at_least_of": 1,
                    "of": [
                        {"symptom": "pain", "more_than": {"unit": "day", "low": 2, "high": 2}},
                        {"age": "of the patient", "at_least": {"unit": "year_of_age", "low": 60, "high": 60}},
                        {"status": "at work", "such_as": ["on light duty", "part of the day"]},
                    ],
                },
            ]
        },
        "then": "continue",
        "otherwise": "not_recommended",
        "held": True,
        "period": "since 2009",
        "pages": [2, 3],
        "not_in": ["BOOK-2"],
        "provenance": GRADE,
    }


def _section(name: str, *criteria: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": name,
        "title": f"Section {name}",
        "aliases": [f"the {name}"],
        "general": True,
        "pages": [1, 4],
        "pages_grade": "B",
        "recommendation": "recommended",
        "from_day": 1,
        "to_day": 90,
        "covers": {
            "treatments": ["therapy"],
            "body_parts": ["knee"],
            "phase": "acute",
            "excludes": ["pill"],
        },
        "provenance": GRADE,
        "criteria": list(criteria),
    }


def _edition(name: str, other: str) -> dict[str, Any]:
    return {
        "id": name,
        "source": "OTHER",
        "title": f"The {name}",
        "topic": name,
        "edition": "2009",
        "also_dated": ["2010"],
        "publisher": "a publisher",
        "regulation": "a regulation",
        "in_force": {
            "since": date(2009, 1, 1),
            "until": date(2010, 1, 1),
            "requests_since": date(2009, 1, 2),
            "requests_until": date(2010, 1, 2),
        },
        "superseded_by": [other],
        "based_on": [other],
        "rank": 1,
        "dated": True,
        "complete": True,
        "paged": True,
        "pages": [1, 4],
        "body_parts": ["knee"],
        "phase": "any",
        "from_day": 90,
        "named_as": ["ACOEM"],
        "family": "BOOK",
        "aliases": [{"pattern": rf"\b{name.lower()}\b", "examples": [f"the {name}"], "not": ["a book"]}],
        "provenance": GRADE,
        "sections": [
            _section(f"{name}.a", _criterion(f"{name}.a.1"), _criterion(f"{name}.a.2")),
            _section(f"{name}.b", _criterion(f"{name}.b.1"), _whole_criterion(f"{name}.b.2")),
        ],
    }


def folder() -> dict[str, Any]:
    """A valid folder: data by file name. Nothing in it is shared, which YAML would write as an alias."""
    one, two = _edition("BOOK-1", "BOOK-2"), _edition("BOOK-2", "BOOK-1")
    files: dict[str, Any] = {
        # One edition in a single file, one in three.
        "editions/one/edition.yaml": one,
        "editions/two/edition.yaml": {name: value for name, value in two.items() if name != "sections"},
        "editions/two/01-all.yaml": {"sections": two["sections"]},
        "editions/two/02-more.yaml": {
            "continued": [{"section": "BOOK-2.a", "criteria": [_criterion("BOOK-2.a.3")]}]
        },
        "twins.yaml": {"twins": [{"claim": "ten visits", "ids": ["BOOK-1.a.1", "BOOK-2.a.1"]}]},
        "aliases_of_ids.yaml": {"BOOK-1.a.0": ["BOOK-1.a.1", "BOOK-1.a.2"], "BOOK-2.a.1": ["BOOK-2.a.1"]},
        "ties.yaml": {
            "weights": dict.fromkeys(get_args(Feature), 1.5),
            "slope": 0.5,
            "offset": -4.0,
            "leading": {"slope": 0.5, "lead": 1.0, "most": 4.0, "offset": -6.0},
            "least": 0.75,
        },
        "vocabulary/all.yaml": {
            "concepts": [
                {
                    "id": "pill",
                    "kind": "drug",
                    "name": "pill",
                    "is_a": ["medicine"],
                    "terms": ["pill", "pillule"],
                    "misspellings": ["pil"],
                    "brands": ["Pillo"],
                    "release": "ER",
                    "route": "oral",
                    "ingredients": ["powder"],
                },
                {
                    "id": "therapy",
                    "kind": "treatment",
                    "name": "therapy",
                    "category": "other",
                    "terms": ["therapy"],
                },
                {
                    "id": "knee",
                    "kind": "body_part",
                    "name": "knee",
                    "part_of": ["leg"],
                    "limb": "leg",
                    "radiates_to": ["leg"],
                    "terms": ["knee"],
                },
                {
                    "id": "gout",
                    "kind": "condition",
                    "name": "gout",
                    "implies": ["pain"],
                    "radiates": True,
                    "terms": ["gout"],
                    "provenance": GRADE,
                },
                {"id": "medicine", "kind": "drug_class", "name": "medicine"},
                {"id": "powder", "kind": "drug", "name": "powder"},
                {"id": "leg", "kind": "body_part", "name": "leg"},
                {"id": "pain", "kind": "condition", "name": "pain"},
            ]
        },
        "language/marks/all.yaml": {
            "marks": [
                {"name": name, "about": name, "patterns": [rf"\b{name}\b", "@gout"]}
                for name in get_args(MarkName)
            ],
        },
        "language/kinds/one.yaml": {
            "sentences": {"case": ["He has gout.", "Powder failed."], "other": ["A heading."]},
            "passages": [[{"guideline": "Powder is tried first."}, {"conclusion": "It is necessary."}]],
        },
        "language/citation_form.yaml": word_lists(CitationForm),
        "language/figures.yaml": word_lists(
            FigureForm, numbers={"value": 1}, adverbs={"value": 2}, spans={"value": 3, "unit": "week"}
        ),
        "language/request_form.yaml": word_lists(
            RequestForm,
            extremities={"part": "knee", "side": "left"},
            abbreviations={"stands_for": "a treatment"},
            strengths={"unit": "mg"},
            dose_rates={"times": 1},
        ),
        "language/identifying.yaml": word_lists(Identifying),
        "language/sentence_form.yaml": word_lists(SentenceForm),
        "language/ordinary_words.yaml": {"words": ["ordinary", "another"]},
        "language/letter_form.yaml": {
            "header": ["letter", "dated:"],
            "headings": {name: [name, f"the {name}"] for name in ("credentials", "summary", "issues")},
            "labels": {name: [name, f"the {name}"] for name in ("claims_line", "reviewer_line", "rationale")},
            "opening": ["letter", "form"],
            "issues_intro": ["intro", "other intro"],
            "items": word_lists(ItemWords),
            "case": word_lists(CaseWords),
            "decisions": {name: [name, f"is {name}"] for name in ("upheld", "overturned", "modified")},
            "fields": {
                name: [name, f"the {name}"]
                for name in (
                    "case_number",
                    "decision_date",
                    "date_of_injury",
                    "ur_denial_date",
                    "states",
                    "specialties",
                )
            },
        },
    }
    unshared: dict[str, Any] = _unshared(files)
    return unshared


def _unshared(data: Any) -> Any:
    if isinstance(data, dict):
        return {name: _unshared(value) for name, value in data.items()}
    return [_unshared(value) for value in data] if isinstance(data, list) else data


def as_yaml(data: Any) -> str:
    return yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False)


def write(path: Path, files: dict[str, Any]) -> Path:
    """Write the files below a folder: text and bytes as they are, other data as YAML."""
    for name, data in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(_source(data))
    return path


def _source(data: Any) -> bytes:
    if isinstance(data, bytes):
        return data
    return (data if isinstance(data, str) else as_yaml(data)).encode("utf-8")


class _Same:
    """Data, the same as itself alone."""

    def __init__(self, data: Any) -> None:
        self.data = data

    def __hash__(self) -> int:
        return id(self.data)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and self.data is other.data


@lru_cache(maxsize=100)
def _kept(same: _Same) -> bytes:
    return _source(same.data)


def have(path: Path, files: dict[str, Any]) -> Path:
    """Have a folder hold these files and no others; those that are there already are left as they are."""
    wanted = {path / name: _kept(_Same(data)) for name, data in files.items()}
    there = {file: file.read_bytes() for file in path.rglob("*") if file.is_file()}
    for file in there.keys() - wanted.keys():
        file.unlink()
    for file, source in wanted.items():
        if there.get(file) != source:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(source)
    return path


def problems(path: Path, files: dict[str, Any], today: date = date(2026, 1, 1)) -> list[str]:
    """The errors of loading the files on a day, paths without the folder."""
    try:
        load_knowledge(have(path, files), today)
    except KnowledgeError as error:
        errors = (problem for problem in error.problems if not problem.code.warns)
        return [uncoded(problem).replace(f"{path}/", "") for problem in errors]
    return []


def places(data: Any, key: Key = ()) -> Iterator[tuple[Key, Any]]:
    """Every value of some data with its key, leaves and branches."""
    yield key, data
    if isinstance(data, dict):
        for name, value in data.items():
            yield from places(value, (*key, name))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from places(value, (*key, index))


def place_of(data: Any, key: Key) -> str:
    """Line and column of what stands under a key of data that is written as YAML."""
    document = parse("f", as_yaml(data).encode())
    assert isinstance(document, Document)
    line, column = document.place(key)
    return f"{line}:{column}"


def changed(data: Any, key: Key, value: Any) -> Any:
    """A copy of the data with another value at a key."""
    if not key:
        return value
    data = copy.deepcopy(data)
    inner = data
    for part in key[:-1]:
        inner = inner[part]
    inner[key[-1]] = value
    return data
