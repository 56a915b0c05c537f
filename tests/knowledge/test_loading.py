"""Loading ``guidelines/``: a bad datum anywhere fails, at its place, with all others."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any, get_args

import pytest

from checker.knowledge.files import digest
from checker.knowledge.guidelines import CriterionKind
from checker.knowledge.loading import load_knowledge
from checker.knowledge.needs import Outcome, Subject
from checker.knowledge.plain_words import OF_KEY
from checker.knowledge.strict_yaml import Key
from checker.knowledge.tying import Feature

from .sample import as_yaml, changed, folder, have, place_of, places, problems, write

FILES = folder()
ONE, TWO = "editions/one/edition.yaml", "editions/two/edition.yaml"
SECTIONS, MORE = "editions/two/01-all.yaml", "editions/two/02-more.yaml"
TIES = "ties.yaml"
# The first edition has the shape of the second.
OTHERS = {name: data for name, data in FILES.items() if name != ONE}
KINDS = ", ".join(get_args(CriterionKind))
TWINS, NEW_IDS = "twins.yaml", "aliases_of_ids.yaml"
SENTENCES = "language/sentence_form.yaml"
MARKS = "language/marks/all.yaml"


def everywhere() -> Iterator[tuple[str, Key, Any]]:
    """File, key and value of all there is; of what is alike in a list, the last."""
    kinds = {
        (name, *("in a list" if isinstance(part, int) else part for part in key)): (name, key, value)
        for name, data in OTHERS.items()
        for key, value in places(data)
        if key
    }
    yield from kinds.values()


EVERYWHERE = [(name, key) for name, key, _ in everywhere()]
MAPPINGS = [  # that have keys of their own
    (name, key)
    for name, key, value in everywhere()
    if isinstance(value, dict) and name != NEW_IDS and (name, key) != (TIES, ("weights",))
]


def as_json(data: Any) -> Any:
    return json.loads(json.dumps(data, default=str))


def line_of(data: Any, key: Key) -> int:
    return int(place_of(data, key).split(":")[0])


def test_a_valid_folder_loads_as_written(base: Path) -> None:
    loaded = load_knowledge(have(base, FILES))
    first, second = FILES[SECTIONS]["sections"]
    added = FILES[MORE]["continued"][0]["criteria"]
    whole = [{**first, "criteria": [*first["criteria"], *added]}, second]
    assert [
        edition.model_dump(mode="json", by_alias=True, exclude_unset=True) for edition in loaded.editions
    ] == [
        as_json(FILES[ONE]),
        as_json({**FILES[TWO], "sections": whole}),
    ]
    assert [concept.model_dump(mode="json", exclude_unset=True) for concept in loaded.concepts] == FILES[
        "vocabulary/all.yaml"
    ]["concepts"]
    (family,) = loaded.marks
    assert family.model_dump(mode="json", exclude_unset=True) == FILES[MARKS]
    assert loaded.form.model_dump(mode="json", by_alias=True) == FILES["language/letter_form.yaml"]
    assert loaded.words.model_dump(mode="json", by_alias=True) == {
        "citations": FILES["language/citation_form.yaml"],
        "figures": FILES["language/figures.yaml"],
        "identifying": FILES["language/identifying.yaml"],
        "requests": FILES["language/request_form.yaml"],
        "sentences": FILES[SENTENCES],
    }
    assert [group.model_dump(mode="json") for group in loaded.twins] == FILES[TWINS]["twins"]
    assert {old: list(new) for old, new in loaded.new_ids.items()} == FILES[NEW_IDS]
    assert loaded.tying.model_dump(mode="json") == FILES[TIES]
    assert loaded.ordinary_words == ("ordinary", "another")
    assert loaded.sha256 == digest(base)


@pytest.mark.parametrize(
    ("key", "value", "wrong"),
    [
        (("openers", "as"), "no place", "a frame has one {} where the words stand"),
        (("openers", "as"), "{} and {}", "a frame has one {} where the words stand"),
        (("openers", "words"), ["twice", "twice"], "'twice' is there twice"),
    ],
)
def test_words_have_a_frame_and_stand_there_once(base: Path, key: Key, value: object, wrong: str) -> None:
    bad = changed(FILES[SENTENCES], key, value)
    (problem,) = problems(base, {**FILES, SENTENCES: bad})
    assert problem.startswith(f"{SENTENCES}:{line_of(bad, key)}:")
    assert problem.endswith(f"{key[-1]}: {wrong}")


@pytest.mark.parametrize(("name", "key"), EVERYWHERE, ids=str)
def test_a_value_of_another_type_fails_wherever_it_stands(base: Path, name: str, key: Key) -> None:
    bad = changed(FILES[name], key, {"unheard": {"of": 1}})
    found = problems(base, {**FILES, name: bad})
    line = line_of(bad, key)
    assert [problem for problem in found if problem.startswith((f"{name}:{line}:", f"{name}:{line + 1}:"))], (
        found
    )


@pytest.mark.parametrize(("name", "key"), MAPPINGS, ids=str)
@pytest.mark.parametrize("value", [1, {"a": {"block": 1}}], ids=["a number", "a block"])
def test_an_unknown_key_fails_wherever_it_stands(base: Path, name: str, key: Key, value: Any) -> None:
    bad = changed(FILES[name], (*key, "unheard_of"), value)
    (line,) = (number for number, text in enumerate(as_yaml(bad).split("\n"), 1) if "unheard_of:" in text)
    problem, *_ = problems(base, {**FILES, name: bad})
    assert problem.startswith(f"{name}:{line}:")
    assert ": unheard_of: no such key (keys: " in problem


def test_sections_are_joined_in_the_order_of_file_names(base: Path) -> None:
    one, two = FILES[ONE], FILES[SECTIONS]
    loaded = load_knowledge(
        have(
            base,
            {
                **{name: data for name, data in FILES.items() if name not in (ONE, SECTIONS, MORE)},
                ONE: {**one, "sections": one["sections"][1:]},
                "editions/one/02-last.yaml": {"sections": two["sections"][:1]},
                "editions/one/03-more.yaml": FILES[MORE],
                "editions/one/01-first.yaml": {"sections": one["sections"][:1]},
                SECTIONS: {"sections": two["sections"][1:]},
            },
        )
    )
    assert [[section.id for section in edition.sections] for edition in loaded.editions] == [
        ["BOOK-1.b", "BOOK-1.a", "BOOK-2.a"],
        ["BOOK-2.b"],
    ]
    continued = loaded.editions[0].sections[2]
    assert [criterion.id for criterion in continued.criteria] == ["BOOK-2.a.1", "BOOK-2.a.2", "BOOK-2.a.3"]


@pytest.mark.parametrize(
    ("name", "section", "meant"),
    [
        ("editions/two/02-more.yaml", "BOOK-2.c", " (did you mean BOOK-2.a?)"),
        ("editions/two/02-more.yaml", "BOOK-1.a", " (did you mean BOOK-2.a?)"),  # of another edition
        ("editions/two/02-more.yaml", "elsewhere", ""),
        ("editions/two/00-more.yaml", "BOOK-2.a", ""),  # it begins in 01-all.yaml
    ],
)
def test_a_section_is_continued_that_began_before(base: Path, name: str, section: str, meant: str) -> None:
    more = changed(FILES[MORE], ("continued", 0, "section"), section)
    files = {**{other: data for other, data in FILES.items() if other != MORE}, name: more}
    place = place_of(more, ("continued", 0, "section"))
    assert problems(base, files) == [f"{name}:{place}: no section {section} begins in a file before{meant}"]


@pytest.mark.parametrize("empty", [{}, {"sections": []}, {"continued": []}])
def test_a_file_of_sections_has_some(base: Path, empty: dict[str, Any]) -> None:
    found = problems(base, {**FILES, MORE: empty})
    assert found == [f"{MORE}:1:1: it has neither sections nor what continues one"]


THREE = {name: value for name, value in FILES[ONE].items() if name != "sections"} | {
    "id": "BOOK-3",
    "topic": "BOOK-3",
}
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
    ({"editions/three/edition.yaml": THREE}, []),  # known by its name and dates alone
]


@pytest.mark.parametrize(("files", "expected"), LAYOUTS, ids=lambda part: str(part)[:40])
def test_editions_stand_in_folders(base: Path, files: dict[str, Any], expected: list[str]) -> None:
    found = problems(base, {**FILES, **files})
    assert [problem[: len(start)] for problem, start in zip(found, expected, strict=True)] == expected


CRITERION: Key = ("sections", 1, "criteria", 1)
TWIN: Key = ("twins", 0, "ids")
DANGLING: list[tuple[str, Key, Any, str]] = [
    (TWO, ("superseded_by", 0), "BOOK-9", "there is no edition BOOK-9 (did you mean BOOK-1?)"),
    (TWO, ("based_on", 0), "BOOK-1.a", "there is no edition BOOK-1.a (did you mean BOOK-1?)"),
    (TWO, ("superseded_by", 0), "BOOK-2", "an edition isn't superseded by itself"),
    (TWO, ("body_parts", 0), "toe", "there is no concept toe"),
    (
        SECTIONS,
        ("sections", 1, "covers", "treatments", 0),
        "therpy",
        "there is no concept therpy (did you mean therapy?)",
    ),
    (SECTIONS, ("sections", 1, "covers", "excludes", 0), "toe", "there is no concept toe"),
    (SECTIONS, (*CRITERION, "treatments", 0), "toe", "there is no concept toe"),
    (SECTIONS, (*CRITERION, "body_parts", 0), "toe", "there is no concept toe"),
    (SECTIONS, (*CRITERION, "requires", 0), "toe", "there is no concept toe"),
    (SECTIONS, (*CRITERION, "limits", 0, "applies_to", 0), "toe", "there is no concept toe"),
    (SECTIONS, (*CRITERION, "not_in", 0), "WORK", "there is no edition or section WORK"),
    (SECTIONS, (*CRITERION, "id"), "BOOK-1.a.1", "the id BOOK-1.a.1 is taken: editions/one/edition.yaml:75"),
    (SECTIONS, ("sections", 1, "id"), "BOOK-2", "the id BOOK-2 is taken: editions/two/edition.yaml:1"),
    (TWO, ("aliases", 0, "examples", 0), "a thing", "this must match, and does not: a thing"),
    (TWO, ("aliases", 0, "not", 0), "book-2", "this must not match, and does: book-2"),
    (
        TWINS,
        ("twins", 0, "ids", 1),
        "BOOK-2.a.4",
        "there is no criterion BOOK-2.a.4 (did you mean BOOK-2.a.1?)",
    ),
    (TWINS, ("twins", 0, "ids", 1), "BOOK-1.a.1", "BOOK-1.a.1 is there twice"),
    (NEW_IDS, ("BOOK-1.a.0", 1), "BOOK-9", "there is no criterion BOOK-9"),
    (NEW_IDS, ("BOOK-2.a.1",), ["BOOK-2.a.2"], "a criterion is called BOOK-2.a.1 still"),
    ("vocabulary/all.yaml", ("concepts", 3, "id"), "knee", "the id knee is taken: vocabulary/all.yaml:24"),
    ("vocabulary/all.yaml", ("concepts", 0, "is_a", 0), "toe", "there is no concept toe"),
    ("vocabulary/all.yaml", ("concepts", 0, "ingredients", 0), "toe", "there is no concept toe"),
    ("vocabulary/all.yaml", ("concepts", 2, "part_of", 0), "toe", "there is no concept toe"),
    ("vocabulary/all.yaml", ("concepts", 2, "limb"), "toe", "there is no concept toe"),
    ("vocabulary/all.yaml", ("concepts", 2, "radiates_to", 0), "toe", "there is no concept toe"),
    ("vocabulary/all.yaml", ("concepts", 3, "implies", 0), "toe", "there is no concept toe"),
    ("language/request_form.yaml", ("extremities", 1, "part"), "toe", "there is no concept toe"),
    (
        "language/request_form.yaml",
        ("extremities", 1, "part"),
        "gout",
        "gout is a condition, not a body part",
    ),
    (MARKS, ("marks", 0, "patterns"), ["@toe"], "there are no words and no concept toe"),
    (MARKS, ("marks", 0, "patterns"), ["<toe>"], "there are no words and no concept toe"),
    ("language/ordinary_words.yaml", ("words", 1), "ordinary", "'ordinary' is there twice"),
    ("language/ordinary_words.yaml", ("words", 1), "pillule", "'pillule' is a term of the vocabulary"),
]


@pytest.mark.parametrize(("name", "key", "value", "expected"), DANGLING, ids=lambda part: str(part)[:40])
def test_what_does_not_fit_together_is_named(
    base: Path, name: str, key: Key, value: Any, expected: str
) -> None:
    bad = changed(FILES[name], key, value)
    problem, *_ = problems(base, {**FILES, name: bad})
    assert problem.split(" (the nearest: ")[0] == f"{name}:{place_of(bad, key)}: {expected}"


@pytest.mark.parametrize(
    ("name", "key", "value", "reason"),
    [
        (TWO, ("aliases", 0, "pattern"), "(unclosed", "missing ): (unclosed"),
        (MARKS, ("marks", 0, "patterns"), ["(unclosed"], "missing ): (?:(unclosed)"),
    ],
)
def test_patterns_are_re2(base: Path, name: str, key: Key, value: Any, reason: str) -> None:
    bad = changed(FILES[name], key, value)
    (problem,) = problems(base, {**FILES, name: bad})
    assert problem == f"{name}:{place_of(bad, key)}: not RE2 syntax: {reason}"


@pytest.mark.parametrize("pattern", [".*", "x*", "[a-z]", r"\d", r"\w+ \w+", "^", "the|guidelines?", "(?i)A"])
def test_an_alias_names_something(base: Path, pattern: str) -> None:
    bad = changed(FILES[TWO], ("aliases", 0, "pattern"), pattern)
    problem, *_ = problems(base, {**FILES, TWO: bad})
    place = place_of(bad, ("aliases", 0, "pattern"))
    assert (
        problem == f"{TWO}:{place}: this is found in what names no guideline too: it needs words of the title"
    )


LIMIT: Key = (*CRITERION, "limits", 0)
RANGE = "must be keys with values (unit, low, high)"
AS_IN = ", as in {unit: week, low: 6, high: 8}"
NEEDED = ", as in {all: [{condition: radiculopathy}, {tried: NSAID, result: failed}]}"
NOT_ATTESTED = "grade A needs a public source, 3 letters that restate it alike, or a reading: grade it B or C"
WRONG: list[tuple[Key, Any, str]] = [
    ((*CRITERION, "needs"), "gout", f"needs: must be keys with values, not 'gout'{NEEDED}"),
    ((*LIMIT, "low"), "3", "low: must be a number, not '3': take it out of its quotes"),
    ((*LIMIT, "low"), True, "low: must be a number, not true"),
    ((*LIMIT, "low"), None, "low: must be a number, not null"),
    ((*LIMIT, "low"), [3], "low: must be a number, not a list"),
    ((*LIMIT, "high"), float("inf"), "high: must be a finite number"),
    ((*LIMIT, "high"), float("nan"), "high: must be a finite number"),
    ((*LIMIT, "low"), -1, "low: must be at least 0, not -1"),
    ((*LIMIT, "applies_to"), "gout", "applies_to: must be a list, not 'gout': write [gout]"),
    (
        (*LIMIT, "applies_to"),
        "-gout",
        "applies_to: must be a list, not '-gout': each '-' has a space behind it",
    ),
    (
        (*LIMIT, "applies_to"),
        "• gout",
        "applies_to: must be a list, not '• gout': each of it begins with '- '",
    ),
    ((*LIMIT, "over"), 4, f"over: {RANGE}, not 4{AS_IN}"),
    ((*CRITERION, "kind"), "visit_cup", f"kind: 'visit_cup' is none of {KINDS} (did you mean visit_cap?)"),
    ((*CRITERION, "provenance", "grade"), "D", "grade: 'D' is none of A, B, C"),
    ((*CRITERION, "text"), "", "text: must not be empty"),
    ((*CRITERION, "text"), 5, "text: must be text, not 5: put it in quotes, '5'"),
    ((*CRITERION, "text"), "x" * 601, "text: must have at most 600 characters"),
    ((*CRITERION, "examples"), ["a", "b", "c"], "examples: must have at least 4 in the list, not 3"),
    ((*CRITERION, "near"), [], "near: must have at least 1 in the list, not 0"),
    ((*CRITERION, "near", 0), "", "near: must not be empty"),
    (
        (*CRITERION, "id"),
        "a b",
        "id: must be letters and digits, with . _ + - between them, not 'a b'",
    ),
    ((*CRITERION, "pages"), [3], "pages: must have more in the list"),
    ((*CRITERION, "pages"), [1, 2, 3], "pages: must have at most 2 in the list, not 3"),
    ((*CRITERION, "pages", 0), True, "pages: must be a whole number, not true"),
    ((*CRITERION, "pages", 0), 2.0, "pages: must be a whole number, not 2.0"),
    ((*CRITERION, "pages"), [3, 2], "pages: first and last page, counted from 1, not 3 to 2"),
    ((*CRITERION, "pages"), [0, 2], "pages: first and last page, counted from 1, not 0 to 2"),
    (("sections", 1, "pages"), [4, 1], "pages: first and last page, counted from 1, not 4 to 1"),
    (
        (*CRITERION, "provenance"),
        {"grade": "C", "sources": ["x"]},
        "provenance: grade C needs uncertainty: say what is uncertain",
    ),
    (
        (*CRITERION, "provenance"),
        {"grade": "A"},
        "provenance: grade A needs sources: say where it was seen, or grade it C",
    ),
    *(
        ((*CRITERION, "provenance"), {"grade": "A", **given}, f"provenance: {NOT_ATTESTED}")
        for given in (
            {"sources": ["own knowledge, not re-read"]},
            {"sources": ["restated in letter 001", "own knowledge, not re-read"], "letters": ["001"]},
            {"sources": ["letter 003"]},
            {"sources": ["citation line of CM16-1"]},
            {"letters": ["001", "002"]},
        )
    ),
]


@pytest.mark.parametrize(("key", "value", "message"), WRONG, ids=lambda part: str(part)[:60])
def test_a_wrong_value_is_told_in_plain_words(base: Path, key: Key, value: Any, message: str) -> None:
    bad = changed(FILES[SECTIONS], key, value)
    (problem,) = problems(base, {**FILES, SECTIONS: bad})
    at = (*key, "grade") if " needs " in message else key
    assert problem == f"{SECTIONS}:{place_of(bad, at)}: {message}"


NEEDS: Key = (*CRITERION, "needs")
THEN: Key = (*CRITERION, "then")
ALL: Key = (*NEEDS, "all", 0)
SUBJECTS = ", ".join(get_args(Subject))
ONE_OF = f"one of all, any, not, at_least_of, {SUBJECTS}"
TRIED = "result is of what was tried, not of condition: write {tried: …, result: failed}"
UNDER_ANY = "stand in one statement: put not under any, as '- not: …'"
APART = "stand in one statement: each is one of its own"
TREES: list[tuple[Key, Any, Key, str]] = [
    (ALL, {}, ALL, f"all: it asks for nothing: {ONE_OF}"),
    (ALL, {"shown_by": ["a test"]}, ALL, f"all: it asks for nothing: {ONE_OF}"),
    (ALL, {"condition": "gout", "plan": "x"}, (*ALL, "plan"), f"plan: it and condition {APART}"),
    (ALL, {"condition": "gout", "result": "failed"}, (*ALL, "result"), f"all: {TRIED}"),
    (ALL, {"tried": "ice", "detail": "at first"}, (*ALL, "detail"), "all: detail is of a result"),
    (
        ALL,
        {"any": [{"plan": "x"}], "shown_by": ["y"]},
        (*ALL, "shown_by"),
        "all: shown_by can't stand beside any",
    ),
    (ALL, {"any": [{"plan": "x"}], "not": {"plan": "y"}}, (*ALL, "not"), f"not: it and any {UNDER_ANY}"),
    (
        ALL,
        {"not": {"plan": "x"}, "age": "y"},
        (*ALL, "age"),
        f"age: it and not {APART}",
    ),
    (
        ALL,
        {"at_least_of": 1, "of": [{"plan": "x"}], "age": "y"},
        (*ALL, "age"),
        "age: it and at_least_of stand in one statement: put age under of, as '- age: …'",
    ),
    (
        ALL,
        {"at_least_of": 2, "of": [{"plan": "x"}]},
        (*ALL, "at_least_of"),
        "all: at_least_of is 2, and the list under of has 1",
    ),
    (
        ALL,
        {"plan": "x", "of": [{"plan": "x"}]},
        (*ALL, "of"),
        "all: of is a list, and at_least_of says how many of it: that is missing",
    ),
    (ALL, {"at_least_of": 0, "of": []}, (*ALL, "at_least_of"), "at_least_of: must be at least 1, not 0"),
    (
        ALL,
        {"plan": "x", "at_most": 2},
        (*ALL, "at_most"),
        f"at_most: {RANGE}, not 2{AS_IN}",
    ),
    (
        (*CRITERION, "then"),
        "go",
        (*CRITERION, "then"),
        f"then: 'go' is none of {', '.join(get_args(Outcome))}",
    ),
]


@pytest.mark.parametrize(("key", "value", "at", "message"), TREES, ids=lambda part: str(part)[:60])
def test_a_tree_of_needs_says_one_thing_at_each_place(
    base: Path, key: Key, value: Any, at: Key, message: str
) -> None:
    bad = changed(FILES[SECTIONS], key, value)
    assert problems(base, {**FILES, SECTIONS: bad}) == [f"{SECTIONS}:{place_of(bad, at)}: {message}"]


def test_what_needs_nothing_has_no_other_outcome(base: Path) -> None:
    bad = changed(FILES[SECTIONS], NEEDS, None)
    place = place_of(bad, (*CRITERION, "otherwise"))
    message = "otherwise: it says what holds where needs are not met, and needs is missing"
    assert problems(base, {**FILES, SECTIONS: bad}) == [f"{SECTIONS}:{place}: {message}"]


@pytest.mark.parametrize(
    ("key", "low", "message"),
    [
        (LIMIT, 10.5, "limits: low 10.5 is above high 10"),
        ((*LIMIT, "over"), 4.5, "over: low 4.5 is above high 4"),
    ],
)
def test_a_range_runs_upward(base: Path, key: Key, low: float, message: str) -> None:
    bad = changed(FILES[SECTIONS], (*key, "low"), low)
    assert problems(base, {**FILES, SECTIONS: bad}) == [
        f"{SECTIONS}:{place_of(bad, (*key, 'low'))}: {message}"
    ]


FEATURES = get_args(Feature)
TYING: list[tuple[Key, Any, str]] = [
    (("weights", "hearsay", OF_KEY), 1.0, f"hearsay: 'hearsay' is none of {', '.join(FEATURES)}"),
    (
        ("weights", "nearr", OF_KEY),
        1.0,
        f"nearr: 'nearr' is none of {', '.join(FEATURES)} (did you mean near?)",
    ),
    (("weights",), dict.fromkeys(FEATURES[1:], 1.0), "weights: without likeness: each feature has one"),
    (("weights",), dict.fromkeys(FEATURES[2:], 1.0), "weights: without likeness, text: each feature has one"),
    (("weights", "text"), "1", "text: must be a number, not '1': take it out of its quotes"),
    (("weights", "text"), float("nan"), "text: must be a finite number"),
    (("slope",), float("inf"), "slope: must be a finite number"),
    (("offset",), float("nan"), "offset: must be a finite number"),
    (("least",), 1.0, "least: must be below 1, not 1.0"),
]


@pytest.mark.parametrize(("key", "value", "message"), TYING, ids=lambda part: str(part)[:60])
def test_each_feature_has_its_weight(base: Path, key: Key, value: Any, message: str) -> None:
    bad = changed(FILES[TIES], tuple(name for name in key if name != OF_KEY), value)
    assert problems(base, {**FILES, TIES: bad}) == [f"{TIES}:{place_of(bad, key)}: {message}"]


@pytest.mark.parametrize(("least", "fits"), [(0.0, False), (0.001, True), (0.999, True), (1.0, False)])
def test_the_least_chance_lies_between_none_and_certain(base: Path, least: float, fits: bool) -> None:
    bad = changed(FILES[TIES], ("least",), least)
    found = problems(base, {**FILES, TIES: bad})
    places_found = [problem.split(" ")[0] for problem in found]
    assert places_found == ([] if fits else [f"{TIES}:{place_of(bad, ('least',))}:"])


HEADS: list[tuple[Key, Any, str]] = [
    (("rank",), 7, "rank: must be at most 6, not 7"),
    (("rank",), 0, "rank: must be at least 1, not 0"),
    (("rank",), "1", "rank: must be a whole number from 1 to 6, not '1': take it out of its quotes"),
    (("dated",), "no", "dated: must be true or false, not 'no'"),
    (("dated",), 1, "dated: must be true or false, not 1"),
    (("aliases",), [], "aliases: must have at least 1 in the list, not 0"),
    (("edition",), 2009, "edition: must be text, not 2009: put it in quotes, '2009'"),
    (("in_force", "since"), "2009-01-01", "since: must be a date such as 2009-07-18, not '2009-01-01'"),
    (("in_force", "since"), 2009, "since: must be a date such as 2009-07-18, not 2009"),
    (("in_force", "until"), date(2008, 12, 31), "in_force: until 2008-12-31 is before since 2009-01-01"),
    (("in_force", "since"), date(2009, 6, 1), "since 2009-06-01 is in the future, seen from 2009-05-31"),
]


@pytest.mark.parametrize(("key", "value", "message"), HEADS, ids=lambda part: str(part)[:60])
def test_a_wrong_value_of_an_edition_is_told_in_plain_words(
    base: Path, key: Key, value: Any, message: str
) -> None:
    bad = changed(FILES[TWO], key, value)
    (problem,) = problems(base, {**FILES, TWO: bad}, date(2009, 5, 31))
    assert problem == f"{TWO}:{place_of(bad, key)}: {message}"


@pytest.mark.parametrize(
    ("key", "value"),
    [
        (("in_force", "until"), date(2009, 1, 1)),
        (("in_force", "since"), date(2009, 5, 31)),
        (("pages",), None),
        (("rank",), 6),
    ],
    ids=str,
)
def test_the_last_value_that_is_allowed(base: Path, key: Key, value: Any) -> None:
    files = {**FILES, TWO: changed(FILES[TWO], key, value)}
    assert problems(base, files, date(2009, 5, 31)) == []


PAGES: list[tuple[str, Key, list[int], list[str]]] = [
    (SECTIONS, (*CRITERION, "pages"), [1, 4], []),
    (SECTIONS, (*CRITERION, "pages"), [1, 5], ["pages 1 to 5 are outside its section's 1 to 4"]),
    (SECTIONS, (*CRITERION, "pages"), [7, 7], ["pages 7 to 7 are outside its section's 1 to 4"]),
    (SECTIONS, ("sections", 1, "pages"), [2, 3], []),
    (SECTIONS, ("sections", 1, "pages"), [2, 5], ["pages 2 to 5 are outside its edition's 1 to 4"]),
]


@pytest.mark.parametrize(("name", "key", "value", "expected"), PAGES, ids=str)
def test_pages_lie_inside_of_the_whole(
    base: Path, name: str, key: Key, value: list[int], expected: list[str]
) -> None:
    bad = changed(FILES[name], key, value)
    assert problems(base, {**FILES, name: bad}) == [
        f"{name}:{place_of(bad, key)}: {message}" for message in expected
    ]


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ((*CRITERION, "exmples"), "exmples: no such key (did you mean examples?)"),
        ((*CRITERION, "provenance", "source"), "source: no such key (did you mean sources?)"),
        ((*CRITERION, "limits", 1, "over", "hi"), "hi: no such key (keys: unit, low, high)"),
        (("sections", 0, "covers", "treatment"), "treatment: no such key (did you mean treatments?)"),
    ],
)
def test_a_misspelt_key_is_told_what_was_meant(base: Path, key: Key, expected: str) -> None:
    bad = changed(FILES[SECTIONS], key, [])
    place = place_of(bad, (*key, OF_KEY))
    assert problems(base, {**FILES, SECTIONS: bad}) == [f"{SECTIONS}:{place}: {expected}"]


def test_what_is_missing_is_named(base: Path) -> None:
    kept = {name: value for name, value in FILES[SECTIONS]["sections"][0].items() if name != "title"}
    bad = changed(FILES[SECTIONS], ("sections", 0), kept)
    place = place_of(bad, ("sections", 0))
    assert problems(base, {**FILES, SECTIONS: bad}) == [f"{SECTIONS}:{place}: title: is missing"]


def test_low_may_be_high(base: Path) -> None:
    files = {**FILES, SECTIONS: changed(FILES[SECTIONS], (*CRITERION, "limits", 0, "low"), 10)}
    assert problems(base, files) == []


def test_all_problems_of_all_files_come_together(base: Path) -> None:
    files = {
        **FILES,
        ONE: changed(FILES[ONE], ("rank",), 9),
        "editions/three/edition.yaml": b"\xff",
        "vocabulary/more.yaml": "concepts: [{id: x, id: y}]\n",
        MORE: {"continued": []},
        TIES: changed(FILES[TIES], ("slope",), "steep"),
        "language/marks/all.yaml": "marks: []\nwords: &x {}\n",
        "language/ordinary_words.yaml": "words: [Short]\n",
    }
    found = problems(base, files)
    assert [problem.split(" ")[0] for problem in found] == [
        "editions/one/edition.yaml:19:7:",
        "editions/three/edition.yaml:1:1:",
        f"{MORE}:1:1:",
        "vocabulary/more.yaml:1:20:",
        f"{TIES}:14:8:",
        "language/marks/all.yaml:2:8:",
        "language/ordinary_words.yaml:1:9:",
    ]


@pytest.mark.parametrize(
    "gone", ["editions", "twins.yaml", TIES, "vocabulary", "language/marks", "language/letter_form.yaml"]
)
def test_a_part_that_is_missing_is_named(base: Path, gone: str) -> None:
    kept = {name: data for name, data in FILES.items() if not name.startswith(gone)}
    assert problems(base, kept) == [f"{gone}:0:0: no YAML files"]


def test_the_digest_is_of_names_and_contents(tmp_path: Path) -> None:
    first = digest(write(tmp_path / "a", FILES))
    assert digest(write(tmp_path / "b", FILES)) == first
    assert digest(write(tmp_path / "b", {"language/more.yaml": "a: 1\n"})) != first
    renamed = {name.replace("one/", "uno/"): data for name, data in FILES.items()}
    assert digest(write(tmp_path / "c", renamed)) != first


@pytest.mark.parametrize(
    ("key", "value", "message"),
    [
        (("marks", 0, "examples"), ["Nothing of it."], "this must match, and does not: Nothing of it."),
        (("marks", 0, "near"), ["He has gout."], "this must not match, and does: He has gout."),
        (("marks", 0, "name"), "guideline", "the mark guideline is there twice"),
        (("marks", 0, "asserts"), "negated", "a mark that asserts has the direction forward or backward"),
        (("marks", 0, "direction"), "forward", "a mark that asserts has the direction forward or backward"),
    ],
)
def test_marks_are_as_they_say(base: Path, key: Key, value: Any, message: str) -> None:
    found = problems(base, {**FILES, MARKS: changed(FILES[MARKS], key, value)})
    assert message in found[0]


def test_no_mark_may_be_missing(base: Path) -> None:
    fewer = {**FILES[MARKS], "marks": FILES[MARKS]["marks"][1:]}
    (problem,) = problems(base, {**FILES, MARKS: fewer})
    assert "no family has the mark guideline_name" in problem


def test_words_stand_for_each_other(base: Path) -> None:
    family = changed(FILES[MARKS], ("marks", 0, "patterns", 0), r"\b<joint> sleeve\b")
    family = {**changed(family, ("marks", 0, "examples"), ["An elbow sleeve."]), "words": {"joint": ["knee"]}}
    (problem,) = problems(base, {**FILES, MARKS: family})
    assert problem.endswith(": this must match, and does not: An elbow sleeve.")
    both = changed(family, ("words", "joint"), ["knee", "elbow"])
    assert problems(base, {**FILES, MARKS: both}) == []
