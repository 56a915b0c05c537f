"""Loading ``guidelines/``: a bad datum anywhere fails, at its place, with all others."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.knowledge.files import digest
from checker.knowledge.loading import load_knowledge
from checker.knowledge.strict_yaml import Document, Key, parse

from .sample import changed, folder, places, problems, write

FILES = folder()
ONE, TWO, SECTIONS = "editions/one/edition.yaml", "editions/two/edition.yaml", "editions/two/01-all.yaml"
# The first edition has the shape of the second.
OTHERS = {name: data for name, data in FILES.items() if name != ONE}
EVERYWHERE = [(name, key) for name, data in OTHERS.items() for key, _ in places(data) if key]
MAPPINGS = [
    (name, key) for name, data in OTHERS.items() for key, value in places(data) if isinstance(value, dict)
]

MARKS = "language/marks/all.yaml"


def line_of(data: Any, key: Key) -> int:
    document = parse("f", yaml.safe_dump(data, sort_keys=False).encode())
    assert isinstance(document, Document)
    return document.problem(key, "").line


def test_a_valid_folder_loads_as_written(tmp_path: Path) -> None:
    loaded = load_knowledge(write(tmp_path, FILES))
    assert [edition.model_dump(mode="json", by_alias=True) for edition in loaded.editions] == [
        FILES[ONE],
        FILES[TWO] | FILES[SECTIONS],
    ]
    assert [concept.model_dump(mode="json", exclude_unset=True) for concept in loaded.concepts] == FILES[
        "vocabulary/all.yaml"
    ]["concepts"]
    (family,) = loaded.marks
    assert family.model_dump(mode="json", exclude_unset=True) == FILES[MARKS]
    assert loaded.form.model_dump(mode="json") == FILES["language/letter_form.yaml"]
    assert loaded.ordinary_words == ("ordinary", "another")
    assert loaded.sha256 == digest(tmp_path)


@pytest.mark.parametrize(("name", "key"), EVERYWHERE, ids=str)
def test_a_value_of_another_type_fails_wherever_it_stands(tmp_path: Path, name: str, key: Key) -> None:
    bad = changed(FILES[name], key, {"unheard": {"of": 1}})
    found = problems(tmp_path, {**FILES, name: bad})
    line = line_of(bad, key)
    assert [problem for problem in found if problem.startswith((f"{name}:{line}:", f"{name}:{line + 1}:"))], (
        found
    )


@pytest.mark.parametrize(("name", "key"), MAPPINGS, ids=str)
def test_an_unknown_key_fails_wherever_it_stands(tmp_path: Path, name: str, key: Key) -> None:
    bad = changed(FILES[name], (*key, "unheard_of"), 1)
    line = line_of(bad, (*key, "unheard_of"))
    where = ".".join(str(part) for part in (*key, "unheard_of"))
    problem, *_ = problems(tmp_path, {**FILES, name: bad})
    assert problem.startswith(f"{name}:{line}:")
    assert problem.endswith(f": {where}: Extra inputs are not permitted")


def test_sections_are_joined_in_the_order_of_file_names(tmp_path: Path) -> None:
    one, two = FILES[ONE], FILES[SECTIONS]
    loaded = load_knowledge(
        write(
            tmp_path,
            {
                **{name: data for name, data in FILES.items() if name not in (ONE, SECTIONS)},
                ONE: {**one, "sections": one["sections"][1:]},
                "editions/one/02-last.yaml": {"sections": two["sections"][:1]},
                "editions/one/01-first.yaml": {"sections": one["sections"][:1]},
                SECTIONS: {"sections": two["sections"][1:]},
            },
        )
    )
    assert [[section.id for section in edition.sections] for edition in loaded.editions] == [
        ["BOOK-1.b", "BOOK-1.a", "BOOK-2.a"],
        ["BOOK-2.b"],
    ]


LAYOUTS: list[tuple[dict[str, Any], list[str]]] = [
    (
        {"editions/two.yaml": FILES[TWO]},
        ["editions/two.yaml:0:0: an edition is a folder with edition.yaml in it, which editions/ has not"],
    ),
    (
        {"editions/two/more/01-deep.yaml": FILES[SECTIONS]},
        [
            "editions/two/more/01-deep.yaml:0:0: an edition is a folder with edition.yaml in it,"
            " which more/ has not"
        ],
    ),
    ({SECTIONS: {"sections": []}}, [f"{SECTIONS}:1:11: sections: "]),
    ({ONE: {**FILES[ONE], "sections": []}}, [f"{ONE}:1:1: the edition has no sections"]),
]


@pytest.mark.parametrize(("files", "expected"), LAYOUTS, ids=lambda part: str(part)[:40])
def test_editions_stand_in_folders(tmp_path: Path, files: dict[str, Any], expected: list[str]) -> None:
    found = problems(tmp_path, {**FILES, **files})
    assert [problem[: len(start)] for problem, start in zip(found, expected, strict=True)] == expected


CRITERION: Key = ("sections", 1, "criteria", 1)
DANGLING: list[tuple[str, Key, Any, list[str]]] = [
    (TWO, ("superseded_by", 0), "BOOK-9", ["unknown edition 'BOOK-9'"]),
    (TWO, ("based_on", 0), "BOOK-9", ["unknown edition 'BOOK-9'"]),
    (TWO, ("body_parts", 0), "toe", ["unknown concept 'toe'"]),
    (SECTIONS, ("sections", 1, "covers", "treatments", 0), "toe", ["unknown concept 'toe'"]),
    (SECTIONS, ("sections", 1, "covers", "excludes", 0), "toe", ["unknown concept 'toe'"]),
    (SECTIONS, (*CRITERION, "treatments", 0), "toe", ["unknown concept 'toe'"]),
    (SECTIONS, (*CRITERION, "body_parts", 0), "toe", ["unknown concept 'toe'"]),
    (SECTIONS, (*CRITERION, "requires", 0), "toe", ["unknown concept 'toe'"]),
    (SECTIONS, (*CRITERION, "limits", 0, "applies_to", 0), "toe", ["unknown concept 'toe'"]),
    (SECTIONS, (*CRITERION, "not_in", 0), "BOOK-9", ["unknown edition or section 'BOOK-9'"]),
    (SECTIONS, (*CRITERION, "id"), "BOOK-1.a.1", ["duplicate id 'BOOK-1.a.1'"]),
    (SECTIONS, (*CRITERION, "said_as", 0, "all", 0), "@toe", ["unknown concept @toe"]),
    (SECTIONS, (*CRITERION, "said_as", 0, "none", 0), "@toe", ["unknown concept @toe"]),
    (SECTIONS, (*CRITERION, "said_as", 0, "examples", 0), "of it", ["must match 'of it'"]),
    (
        SECTIONS,
        (*CRITERION, "said_as", 0, "not", 0),
        "therapy visits",
        ["must not match 'therapy visits'"],
    ),
    (TWO, ("aliases", 0, "examples", 0), "a thing", ["must match 'a thing'"]),
    (TWO, ("aliases", 0, "not", 0), "book-2", ["must not match 'book-2'"]),
    ("vocabulary/all.yaml", ("concepts", 3, "id"), "knee", ["duplicate concept 'knee'"]),
    ("vocabulary/all.yaml", ("concepts", 0, "is_a", 0), "toe", ["unknown concept 'toe'"]),
    ("vocabulary/all.yaml", ("concepts", 0, "ingredients", 0), "toe", ["unknown concept 'toe'"]),
    ("vocabulary/all.yaml", ("concepts", 2, "part_of", 0), "toe", ["unknown concept 'toe'"]),
    ("vocabulary/all.yaml", ("concepts", 2, "limb"), "toe", ["unknown concept 'toe'"]),
    ("vocabulary/all.yaml", ("concepts", 3, "implies", 0), "toe", ["unknown concept 'toe'"]),
    (MARKS, ("marks", 0, "patterns", 1), "@toe", ["there are no words and no concept 'toe'"]),
    (MARKS, ("marks", 0, "patterns", 1), "<toe>", ["there are no words and no concept 'toe'"]),
    ("language/ordinary_words.yaml", ("words", 1), "ordinary", ["'ordinary' is there twice"]),
    ("language/ordinary_words.yaml", ("words", 1), "pillule", ["'pillule' is a term of the vocabulary"]),
]


@pytest.mark.parametrize(("name", "key", "value", "expected"), DANGLING, ids=lambda part: str(part)[:40])
def test_what_does_not_fit_together_is_named(
    tmp_path: Path, name: str, key: Key, value: Any, expected: list[str]
) -> None:
    found = problems(tmp_path, {**FILES, name: changed(FILES[name], key, value)})
    assert [problem.split(": ", 1)[1] for problem in found if problem.startswith(name)][
        : len(expected)
    ] == expected


@pytest.mark.parametrize(
    ("name", "key", "value"),
    [
        (TWO, ("aliases", 0, "pattern"), "(unclosed"),
        (SECTIONS, (*CRITERION, "said_as", 0, "all", 1), "(?=ahead)"),
        (SECTIONS, (*CRITERION, "said_as", 0, "none", 0), "[b-a]"),
        (MARKS, ("marks", 0, "patterns", 0), "(unclosed"),
    ],
)
def test_patterns_are_re2(tmp_path: Path, name: str, key: Key, value: str) -> None:
    (problem,) = problems(tmp_path, {**FILES, name: changed(FILES[name], key, value)})
    assert problem.startswith(f"{name}:")
    assert "not RE2 syntax" in problem


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (("sections", 0, "criteria", 0, "limits", 0, "low"), 10.5, "low 10.5 is above high 10.0"),
        (("sections", 0, "criteria", 0, "kind"), "rumour", "Input should be 'duration_limit'"),
        (("sections", 0, "criteria", 0, "provenance", "grade"), "D", "Input should be 'A', 'B' or 'C'"),
        (("sections", 0, "criteria", 0, "said_as", 0, "examples"), [], "at least 1 item"),
        (("sections", 0, "criteria", 0, "id"), "a b", "String should match pattern"),
        (("rank",), 7, "less than or equal to 6"),
        (("rank",), 0, "greater than or equal to 1"),
        (("aliases",), [], "at least 1 item"),
    ],
)
def test_values_outside_what_is_allowed(tmp_path: Path, key: Key, value: Any, message: str) -> None:
    name = ONE
    bad = changed(FILES[name], key, value)
    (problem,) = problems(tmp_path, {**FILES, name: bad})
    assert message in problem


def test_low_may_be_high(tmp_path: Path) -> None:
    name = ONE
    assert (
        problems(tmp_path, {**FILES, name: changed(FILES[name], (*CRITERION, "limits", 0, "low"), 10)}) == []
    )


def test_all_problems_of_all_files_come_together(tmp_path: Path) -> None:
    files = {
        **FILES,
        ONE: changed(FILES[ONE], ("rank",), 9),
        "editions/three/edition.yaml": b"\xff",
        "vocabulary/all.yaml": "concepts: [{id: x, id: y}]\n",
        "language/marks/all.yaml": "marks: []\nwords: &x {}\n",
        "language/ordinary_words.yaml": "words: [Short]\n",
    }
    found = problems(tmp_path, files)
    assert [problem.split(" ")[0] for problem in found] == [
        "editions/one/edition.yaml:15:7:",
        "editions/three/edition.yaml:0:0:",
        "vocabulary/all.yaml:1:20:",
        "language/marks/all.yaml:2:8:",
        "language/ordinary_words.yaml:1:9:",
    ]


@pytest.mark.parametrize("gone", ["editions", "vocabulary", "language/marks", "language/letter_form.yaml"])
def test_a_part_that_is_missing_is_named(tmp_path: Path, gone: str) -> None:
    kept = {name: data for name, data in FILES.items() if not name.startswith(gone)}
    assert problems(tmp_path, kept) == [f"{gone}:0:0: no YAML files"]


def test_the_digest_is_of_names_and_contents(tmp_path: Path) -> None:
    first = digest(write(tmp_path / "a", FILES))
    assert digest(write(tmp_path / "b", FILES)) == first
    assert digest(write(tmp_path / "b", {"language/more.yaml": "a: 1\n"})) != first
    renamed = {name.replace("one/", "uno/"): data for name, data in FILES.items()}
    assert digest(write(tmp_path / "c", renamed)) != first


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (("marks", 0, "examples"), ["Nothing of it."], "must have the mark guideline_name: 'Nothing of it.'"),
        (("marks", 0, "near"), ["He has gout."], "must not have the mark guideline_name: 'He has gout.'"),
        (("marks", 0, "name"), "guideline", "mark 'guideline' is there twice"),
        (("marks", 0, "asserts"), "negated", "a mark that asserts has the direction forward or backward"),
        (("marks", 0, "direction"), "forward", "a mark that asserts has the direction forward or backward"),
    ],
)
def test_marks_are_as_they_say(tmp_path: Path, key: Key, value: Any, message: str) -> None:
    found = problems(tmp_path, {**FILES, MARKS: changed(FILES[MARKS], key, value)})
    assert message in found[0]


def test_no_mark_may_be_missing(tmp_path: Path) -> None:
    fewer = {**FILES[MARKS], "marks": FILES[MARKS]["marks"][1:]}
    (problem,) = problems(tmp_path, {**FILES, MARKS: fewer})
    assert "no family has the mark 'guideline_name'" in problem


def test_words_stand_for_each_other(tmp_path: Path) -> None:
    family = changed(FILES[MARKS], ("marks", 0, "patterns", 0), r"\b<joint> sleeve\b")
    family = {**changed(family, ("marks", 0, "examples"), ["An elbow sleeve."]), "words": {"joint": ["knee"]}}
    (problem,) = problems(tmp_path, {**FILES, MARKS: family})
    assert "must have the mark" in problem
    family["words"]["joint"].append("elbow")
    assert problems(tmp_path, {**FILES, MARKS: family}) == []
