"""Knowledge files that don't fit together: concepts of the wrong kind, circles, terms of two concepts."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import pytest

from checker.knowledge.strict_yaml import Key

from .sample import changed, folder, place_of, problems

FILES = folder()
TWO, VOCABULARY = "editions/two/edition.yaml", "vocabulary/all.yaml"
SECTIONS, MORE = "editions/two/01-all.yaml", "editions/two/02-more.yaml"
CRITERION: Key = ("sections", 1, "criteria", 1)
PILL, THERAPY, KNEE, GOUT, MEDICINE, POWDER, LEG, PAIN = (("concepts", index) for index in range(8))
TREATMENTS = "treatment, drug class or drug"


def found(path: Path, name: str, *changes: tuple[Key, Any]) -> list[str]:
    """What is wrong with the files after changes in one of them, places without the folder."""
    bad = FILES[name]
    for key, value in changes:
        bad = changed(bad, key, value)
    return problems(path, {**FILES, name: bad})


KINDS: list[tuple[str, Key, list[str], str]] = [
    (TWO, ("body_parts",), ["gout"], "gout is a condition, not a body part"),
    (SECTIONS, ("sections", 0, "covers", "treatments"), ["gout"], f"gout is a condition, not a {TREATMENTS}"),
    (SECTIONS, ("sections", 0, "covers", "excludes"), ["knee"], f"knee is a body part, not a {TREATMENTS}"),
    (SECTIONS, (*CRITERION, "treatments"), ["knee"], f"knee is a body part, not a {TREATMENTS}"),
    (SECTIONS, (*CRITERION, "body_parts"), ["pill"], "pill is a drug, not a body part"),
    (SECTIONS, (*CRITERION, "requires"), ["medicine"], "medicine is a drug class, not a condition"),
    (VOCABULARY, (*PILL, "is_a"), ["knee"], "knee is a body part, not a drug class"),
    (VOCABULARY, (*PILL, "is_a"), ["powder"], "powder is a drug, not a drug class"),
    (VOCABULARY, (*MEDICINE, "is_a"), ["powder"], "powder is a drug, not a drug class"),
    (VOCABULARY, (*THERAPY, "is_a"), ["medicine"], "medicine is a drug class, not a treatment"),
    (VOCABULARY, (*KNEE, "is_a"), ["gout"], "gout is a condition, not a body part"),
    (VOCABULARY, (*GOUT, "is_a"), ["knee"], "knee is a body part, not a condition"),
    (VOCABULARY, (*KNEE, "part_of"), ["gout"], "gout is a condition, not a body part"),
    (VOCABULARY, (*KNEE, "radiates_to"), ["pain"], "pain is a condition, not a body part"),
    (VOCABULARY, (*GOUT, "implies"), ["knee"], "knee is a body part, not a condition"),
    (VOCABULARY, (*GOUT, "belies"), ["knee"], "knee is a body part, not a condition"),
    (VOCABULARY, (*GOUT, "rules_out"), ["knee"], "knee is a body part, not a condition"),
    (VOCABULARY, (*PILL, "ingredients"), ["medicine"], "medicine is a drug class, not a drug"),
]


@pytest.mark.parametrize(("name", "key", "value", "expected"), KINDS, ids=str)
def test_a_reference_is_to_a_concept_of_a_kind_that_fits(
    base: Path, name: str, key: Key, value: list[str], expected: str
) -> None:
    place = place_of(changed(FILES[name], key, value), (*key, 0))
    assert found(base, name, (key, value)) == [f"{name}:{place}: {expected}"]


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Pillo", "Pillo is a brand of pill: write pill"),
        ("pillule", "pillule is a term of pill: write pill"),
        ("Pil", "Pil is a misspelling of pill: write pill"),
        ("Thurapy", "there is no concept Thurapy (did you mean therapy?)"),
    ],
)
def test_a_brand_in_the_place_of_a_concept_is_told_as_what_it_is(
    base: Path, name: str, expected: str
) -> None:
    key: Key = ("sections", 0, "covers", "treatments")
    place = place_of(changed(FILES[SECTIONS], key, [name]), (*key, 0))
    assert found(base, SECTIONS, (key, [name])) == [f"{SECTIONS}:{place}: {expected}"]


FITTING: list[tuple[str, Key, list[str]]] = [
    (SECTIONS, ("sections", 0, "covers", "treatments"), ["therapy", "medicine", "pill"]),
    (SECTIONS, (*CRITERION, "treatments"), ["therapy", "medicine", "pill"]),
    (SECTIONS, (*CRITERION, "limits", 0, "applies_to"), ["gout", "therapy", "medicine", "pill", "leg"]),
    (VOCABULARY, (*KNEE, "is_a"), ["leg"]),
    (VOCABULARY, (*GOUT, "is_a"), ["pain"]),
    (VOCABULARY, (*PILL, "is_a"), ["medicine"]),
]


@pytest.mark.parametrize(("name", "key", "value"), FITTING, ids=str)
def test_concepts_of_a_kind_that_fits(base: Path, name: str, key: Key, value: list[str]) -> None:
    assert found(base, name, (key, value)) == []


@pytest.mark.parametrize(
    ("concept", "field", "value", "expected"),
    [
        (KNEE, "limb", "pain", "pain is a condition, not a body part"),
        (PILL, "limb", "leg", "limb: only a body part has it, and pill is a drug"),
        (PILL, "part_of", ["leg"], "part_of: only a body part has it, and pill is a drug"),
        (THERAPY, "ingredients", ["pill"], "ingredients: only a drug has it, and therapy is a treatment"),
        (KNEE, "implies", ["pain"], "implies: only a condition has it, and knee is a body part"),
    ],
)
def test_a_concept_has_the_references_of_its_kind(
    base: Path, concept: Key, field: str, value: Any, expected: str
) -> None:
    place = place_of(changed(FILES[VOCABULARY], (*concept, field), value), (*concept, field))
    assert found(base, VOCABULARY, ((*concept, field), value)) == [f"{VOCABULARY}:{place}: {expected}"]


CIRCLES: list[tuple[Key, list[tuple[Key, Any]], str]] = [
    ((*MEDICINE, "is_a", 0), [((*MEDICINE, "is_a"), ["medicine"])], "is_a: medicine > medicine"),
    ((*KNEE, "part_of", 1), [((*KNEE, "part_of"), ["leg", "knee"])], "part_of: knee > knee"),
    ((*KNEE, "part_of", 0), [((*LEG, "part_of"), ["knee"])], "part_of: knee > leg > knee"),
    ((*GOUT, "implies", 0), [((*PAIN, "implies"), ["gout"])], "implies: gout > pain > gout"),
    ((*GOUT, "implies", 0), [((*GOUT, "implies"), ["gout"])], "implies: gout > gout"),
    ((*PILL, "ingredients", 0), [((*POWDER, "ingredients"), ["pill"])], "ingredients: pill > powder > pill"),
]


@pytest.mark.parametrize(("key", "changes", "expected"), CIRCLES, ids=str)
def test_no_concept_is_above_itself(
    base: Path, key: Key, changes: list[tuple[Key, Any]], expected: str
) -> None:
    bad = FILES[VOCABULARY]
    for place, value in changes:
        bad = changed(bad, place, value)
    field, circle = expected.split(": ")
    assert found(base, VOCABULARY, *changes) == [
        f"{VOCABULARY}:{place_of(bad, key)}: {field} runs in a circle: {circle}"
    ]


def test_a_circle_that_others_lead_to_is_told_once(base: Path) -> None:
    bodies = [
        {"id": "a", "kind": "body_part", "name": "a", "part_of": ["b"]},
        {"id": "b", "kind": "body_part", "name": "b", "part_of": ["e", "c"]},
        {"id": "c", "kind": "body_part", "name": "c", "part_of": ["d"]},
        {"id": "d", "kind": "body_part", "name": "d", "part_of": ["b"]},
        {"id": "e", "kind": "body_part", "name": "e"},
    ]
    concepts = [*FILES[VOCABULARY]["concepts"], *bodies]
    place = place_of({"concepts": concepts}, ("concepts", 9, "part_of", 1))
    assert found(base, VOCABULARY, (("concepts",), concepts)) == [
        f"{VOCABULARY}:{place}: part_of runs in a circle: b > c > d > b"
    ]


def test_two_ways_to_one_concept_are_no_circle(base: Path) -> None:
    above = [((*KNEE, "is_a"), ["leg"]), ((*LEG, "part_of"), []), ((*KNEE, "part_of"), ["leg", "leg"])]
    assert found(base, VOCABULARY, *above) == []


TERMS: list[tuple[Key, list[str], str | None]] = [
    ((*LEG, "terms"), ["leg", "knee"], "'knee' is a term of knee too: vocabulary/all.yaml:33"),
    ((*LEG, "terms"), ["leg", "Pillo"], "'Pillo' is a term of pill too: vocabulary/all.yaml:13"),
    ((*POWDER, "misspellings"), ["powda", "PIL"], "'PIL' is a term of pill too: vocabulary/all.yaml:11"),
    ((*PILL, "misspellings"), ["pil", "pillule"], "'pillule' is in terms too"),
    ((*PILL, "brands"), ["Pillo", "Pill"], "'Pill' is in terms too"),
    ((*LEG, "terms"), ["leg", "Leg"], "'Leg' is there twice"),
    ((*LEG, "terms"), ["lower leg", "lower-leg"], None),
    ((*LEG, "terms"), ["leg", "a"], "'a' is an article: no term"),
    ((*LEG, "terms"), ["leg", "An"], "'An' is an article: no term"),
    ((*LEG, "terms"), ["leg", "the"], "'the' is an article: no term"),
    ((*LEG, "terms"), ["leg", "l"], "'l' is less than two letters or digits: no term"),
    ((*LEG, "terms"), ["leg", "(("], "'((' is less than two letters or digits: no term"),
    ((*LEG, "terms"), ["leg", "le"], None),
    ((*LEG, "terms"), ["leg", "5/5"], None),
]


@pytest.mark.parametrize(("key", "value", "expected"), TERMS, ids=str)
def test_a_term_names_one_concept(base: Path, key: Key, value: list[str], expected: str | None) -> None:
    place = place_of(changed(FILES[VOCABULARY], key, value), (*key, 1))
    assert found(base, VOCABULARY, (key, value)) == (
        [f"{VOCABULARY}:{place}: {expected}"] if expected else []
    )


LIMIT: Key = (*CRITERION, "limits", 0)
DURATIONS = "hour, day, week, month, year"
CAPPED = f"visit, per_day, per_week, per_month, per_year, {DURATIONS}, injection, block, level"
LIMITS: list[tuple[str, str, str, float, str | None]] = [
    ("visit_cap", "unit", "visit", 10, None),
    ("visit_cap", "unit", "per_week", 10, None),
    (
        "visit_cap",
        "unit",
        "mg",
        10,
        f"unit: the kind visit_cap has no figure in mg: one of {CAPPED}; the kind dose_limit has",
    ),
    ("duration_limit", "unit", "week", 10, None),
    (
        "duration_limit",
        "unit",
        "visit",
        10,
        f"unit: the kind duration_limit has no figure in visit: one of {DURATIONS}; "
        "the kind visit_cap or frequency has",
    ),
    ("age", "unit", "year_of_age", 10, None),
    (
        "age",
        "unit",
        "year",
        10,
        "unit: the kind age has no figure in year: one of year_of_age; "
        "the kind visit_cap or duration_limit or dose_limit or frequency has",
    ),
    ("info", "unit", "percent", 100, None),
    ("info", "", "percent", 100.5, "limits: 100.5 percent is more than the whole, 100"),
    ("info", "unit", "mg", 1_000_000, None),
    ("info", "high", "mg", 1_000_001, "high: must be at most 1,000,000, not 1000001"),
]


@pytest.mark.parametrize(("kind", "field", "unit", "high", "expected"), LIMITS, ids=str)
def test_a_limit_is_one_that_there_can_be(
    base: Path, kind: str, field: str, unit: str, high: float, expected: str | None
) -> None:
    limit = {"bound": "at_most", "unit": unit, "low": 1, "high": high}
    changes = [((*CRITERION, "kind"), kind), ((*CRITERION, "limits"), [limit])]
    bad = changed(changed(FILES[SECTIONS], *changes[0]), *changes[1])
    place = place_of(bad, (*LIMIT, field) if field else LIMIT)
    assert found(base, SECTIONS, *changes) == ([f"{SECTIONS}:{place}: {expected}"] if expected else [])


@pytest.mark.parametrize(
    ("units", "counted"),
    [
        (["week"], False),
        (["month", "year"], False),
        (["month", "visit"], True),
        (["day"], True),
        (["hour"], True),
        ([], True),
    ],
    ids=str,
)
def test_a_cap_on_visits_counts_some(base: Path, units: list[str], counted: bool) -> None:
    """Be it full days or hours of them; a cap without figures says where these stand."""
    limits = [{"bound": "at_most", "unit": unit, "low": 1, "high": 2} for unit in units]
    wrong = found(base, SECTIONS, ((*CRITERION, "limits"), limits))
    assert [
        ": limits: the kind visit_cap counts visits, and none of these does: " in one for one in wrong
    ] == ([] if counted else [True])


def test_each_row_of_a_table_counts_visits(base: Path) -> None:
    """A row on the same diagnosis may have the time alone where another has the visits."""
    visits = {"bound": "at_most", "unit": "visit", "low": 1, "high": 2}
    weeks = {"bound": "at_most", "unit": "week", "low": 8, "high": 8}
    row = {"applies_to": ["lumbar_strain"]}
    limits = (*CRITERION, "limits")
    bad = changed(FILES[SECTIONS], limits, [visits, weeks | row])
    place = place_of(bad, (*limits, 1))
    said = ": limits: the kind visit_cap counts visits, and this row does not: give their number in visit "
    told = [one for one in found(base, SECTIONS, (limits, [visits, weeks | row])) if said in one]
    assert [one.startswith(f"{SECTIONS}:{place}") for one in told] == [True]
    for several in ([visits, weeks], [visits | row, weeks | row]):
        assert not any(": the kind visit_cap" in one for one in found(base, SECTIONS, (limits, several)))


@pytest.mark.parametrize("unit", ["visit", "percent", "per_week", "level"])
def test_visits_are_spread_over_a_time(base: Path, unit: str) -> None:
    key = (*LIMIT, "over", "unit")
    place = place_of(changed(FILES[SECTIONS], key, unit), key)
    assert found(base, SECTIONS, (key, unit)) == [
        f"{SECTIONS}:{place}: unit: '{unit}' is none of {DURATIONS}"
    ]
    assert [found(base, SECTIONS, (key, fits)) for fits in DURATIONS.split(", ")] == [[]] * 5


@pytest.mark.parametrize(
    ("field", "expected"),
    [
        ("superseded_by", "an edition isn't superseded by itself"),
        ("based_on", "an edition isn't based on itself"),
    ],
)
def test_an_edition_comes_from_another(base: Path, field: str, expected: str) -> None:
    place = place_of(changed(FILES[TWO], (field,), ["BOOK-2"]), (field, 0))
    assert found(base, TWO, ((field,), ["BOOK-2"])) == [f"{TWO}:{place}: {expected}"]


@pytest.mark.parametrize(
    ("source", "since", "until", "day"),
    [
        ("OTHER", date(2010, 1, 1), None, "2010-01-01"),
        ("OTHER", date(2008, 1, 1), date(2009, 1, 1), "2009-01-01"),
        ("OTHER", date(2009, 6, 1), date(2009, 7, 1), "2009-06-01"),
        ("OTHER", date(2010, 1, 2), None, None),
        ("OTHER", date(2008, 1, 1), date(2008, 12, 31), None),
        ("OTHER", None, None, None),
        ("MTUS", date(2010, 1, 1), None, None),
    ],
)
def test_of_a_topic_one_edition_is_in_force(
    base: Path, source: str, since: date | None, until: date | None, day: str | None
) -> None:
    changes: list[tuple[Key, Any]] = [
        (("source",), source),
        (("topic",), "BOOK-1"),
        (("in_force",), {"since": since, "until": until}),
    ]
    bad = FILES[TWO]
    for change in changes:
        bad = changed(bad, *change)
    place = place_of(bad, ("in_force",))
    message = (
        f"BOOK-1 is in force on {day} too: of a topic one edition is, on a day; "
        "give one of the two an end (until, or of one that isn't yours ends in pack.yaml)"
    )
    assert found(base, TWO, *changes) == ([f"{TWO}:{place}: {message}"] if day else [])


def criterion(section: int, number: int) -> Key:
    return ("sections", section, "criteria", number)


# BOOK-2.a.1 has the twin BOOK-1.a.1, whose file is read before.
EXAMPLES: list[tuple[Key, str, str | None]] = [
    ((*CRITERION, "examples", 2), "BOOK-1.b.2 is said in a second.", "the example is also BOOK-1.b.2's"),
    ((*CRITERION, "examples", 2), "book-1.b.2 is  said in a second", "the example is also BOOK-1.b.2's"),
    ((*CRITERION, "examples", 2), "BOOK-2.b.1 is said in a second.", "the example is also BOOK-2.b.1's"),
    ((*criterion(0, 1), "examples", 2), "BOOK-1.a.1 is said in one way.", "the example is also BOOK-1.a.1's"),
    ((*criterion(0, 0), "examples", 2), "BOOK-1.a.1 is said in one way.", None),
    ((*CRITERION, "examples", 2), "BOOK-1.b.2 is not said.", None),
    ((*CRITERION, "examples", 2), "BOOK-2.b.2 is said in a second.", "the example is there twice"),
    ((*CRITERION, "near", 0), "BOOK-2.b.2 is said in a third", "the near miss is also an example"),
    ((*CRITERION, "near", 0), "BOOK-2.b.1 is said in a third.", None),
]


@pytest.mark.parametrize(("key", "value", "expected"), EXAMPLES, ids=str)
def test_a_sentence_states_one_criterion_or_twins(
    base: Path, key: Key, value: str, expected: str | None
) -> None:
    place = place_of(changed(FILES[SECTIONS], key, value), key)
    told = [f"{SECTIONS}:{place}: {expected}"] if expected else []
    assert found(base, SECTIONS, (key, value)) == told


def test_twins_share_a_sentence_each_with_each(base: Path) -> None:
    """BOOK-2.b.2 is a twin of one of the two that have its sentence before it, and not of the other."""
    twins = [
        {"claim": "x", "ids": ["BOOK-1.a.1", "BOOK-2.a.1"]},
        {"claim": "y", "ids": ["BOOK-2.a.1", "BOOK-2.b.2"]},
    ]
    key: Key = (*CRITERION, "examples", 2)
    bad = FILES[SECTIONS]
    for place in (key, (*criterion(0, 0), "examples", 2)):
        bad = changed(bad, place, "BOOK-1.a.1 is said in one way.")
    files = {**FILES, "twins.yaml": {"twins": twins}, SECTIONS: bad}
    assert problems(base, files) == [f"{SECTIONS}:{place_of(bad, key)}: the example is also BOOK-1.a.1's"]


CONTINUED: list[tuple[Key, Any, str]] = [
    (("examples", 3), "BOOK-2.a.1 is said in one way.", "the example is also BOOK-2.a.1's"),
    (("id",), "BOOK-2.a.2", "the id BOOK-2.a.2 is taken: editions/two/01-all.yaml:44"),
    (("treatments",), ["knee"], f"knee is a body part, not a {TREATMENTS}"),
    (("pages",), [1, 5], "pages 1 to 5 are outside its section's 1 to 4"),
]


@pytest.mark.parametrize(("field", "value", "expected"), CONTINUED, ids=str)
def test_a_criterion_that_continues_a_section_is_told_where_it_stands(
    base: Path, field: Key, value: Any, expected: str
) -> None:
    key: Key = ("continued", 0, "criteria", 0, *field)
    bad = changed(FILES[MORE], key, value)
    place = place_of(bad, (*key, 0) if field == ("treatments",) else key)
    assert found(base, MORE, (key, value)) == [f"{MORE}:{place}: {expected}"]


NEEDS: Key = (*CRITERION, "needs")
STATEMENTS: list[tuple[str, str, str | None]] = [
    ("age", "year_of_age", None),
    ("age", "year", None),
    ("age", "week", "year_of_age, year"),
    ("duration", "week", None),
    ("duration", "visit", DURATIONS),
    ("timing", "percent", DURATIONS),
    ("tried", "visit", None),
    ("tried", "percent", f"{DURATIONS}, visit, injection, block"),
    ("response", "percent", None),
    ("response", "visit", f"percent, {DURATIONS}"),
    ("dose", "mg_per_day", None),
    ("dose", "day", "mg, g, mg_per_day, g_per_day"),
    ("visits", "visit", None),
    ("visits", "week", "visit, injection, block, per_day, per_week, per_month, per_year"),
    ("levels", "level", None),
    ("levels", "week", "level, count"),
    ("finding", "degree", None),
]


@pytest.mark.parametrize(("subject", "unit", "allowed"), STATEMENTS, ids=str)
def test_a_statement_has_figures_in_the_units_of_its_subject(
    base: Path, subject: str, unit: str, allowed: str | None
) -> None:
    value = {
        "all": [{subject: "knee", "at_least": {"unit": unit, "low": 6, "high": 6}}, {"condition": "gout"}]
    }
    place = place_of(changed(FILES[SECTIONS], NEEDS, value), (*NEEDS, "all", 0, "at_least", "unit"))
    message = f"{SECTIONS}:{place}: unit: {subject} has no figure in {unit}: one of {allowed}"
    assert found(base, SECTIONS, (NEEDS, value)) == ([message] if allowed else [])


@pytest.mark.parametrize(
    ("told", "answer", "days", "expected"),
    [
        ("she has gout", "met", None, "the case is there twice"),
        ("She has gout.", "unmet", None, "the case is there twice, with the answer met"),
        ("She has gout.", "unmet", 30, None),
        ("She has no gout.", "unmet", None, None),
    ],
)
def test_a_case_tells_what_no_other_does(
    base: Path, told: str, answer: str, days: int | None, expected: str | None
) -> None:
    second = {"told": told, "answer": answer} | ({} if days is None else {"days_since_injury": days})
    changes = [
        (NEEDS, {"condition": "gout"}),
        ((*CRITERION, "cases"), [{"told": "She has gout.", "answer": "met"}, second]),
    ]
    bad = changed(changed(FILES[SECTIONS], *changes[0]), *changes[1])
    place = place_of(bad, (*CRITERION, "cases", 1, "told"))
    assert found(base, SECTIONS, *changes) == ([f"{SECTIONS}:{place}: {expected}"] if expected else [])


def test_a_limit_is_there_once(base: Path) -> None:
    rows = [
        {"bound": "at_most", "unit": "visit", "low": 9, "high": 10, "applies_to": [name]}
        for name in ("gout", "pain", "gout")
    ]
    key: Key = (*CRITERION, "limits")
    place = place_of(changed(FILES[SECTIONS], key, rows), (*key, 2))
    assert found(base, SECTIONS, (key, rows)) == [f"{SECTIONS}:{place}: the same limit is there twice"]
    assert found(base, SECTIONS, (key, rows[:2])) == []
