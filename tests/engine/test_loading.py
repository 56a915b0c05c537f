"""What a rule author sees: path:line:column of everything wrong, all at once."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from checker.engine import (
    FactField,
    FactKind,
    RuleBase,
    compile_rules,
    load_checks,
    load_rules,
    restore_rules,
)
from checker.engine.wire import collisions, fnv1a
from checker.errors import KnowledgeError
from checker.knowledge.files import data_folder
from tests.problems import uncoded

from .sample import CATALOGUE, CHECKS, COUNT, TEXT, WHOLE, conjunction, rule, rule_data

GOOD = """\
code: IMR301
name: visit-cap-misstated
check: limit-misstated
severity: error
appeal: quality
scope: rationale
summary: The rationale states another visit cap than the guideline.
source: {cite: "MTUS Chronic Pain 2009 p. 98-99", kind: criterion}
when:
  - {fact: claim, as: c, where: {relation: conflicting, explicit: true, margin: {ge: 1}}}
  - {fact: criterion, as: k, where: {id: {eq: $c.criterion}, grade: {ne: C}}}
unless:
  - {fact: claim, as: o, where: {sentence: $c.sentence, relation: agreeing}}
message: "The rationale states {c.stated}; the guideline gives {k.expected}."
evidence: [c]
guideline: k
resolve: "State {k.expected}."
tests:
  - name: fires
    facts: [{claim: {explicit: true, relation: conflicting, margin: 1.5}}, {criterion: {grade: A}}]
    fires: 1
  - name: silent below the margin
    facts: [{claim: {relation: conflicting}}, {criterion: {grade: B}}]
    fires: 0
  - {name: silent without information, facts: [{criterion: {grade: A}}], fires: 0}
"""


BRACE = "a brace outside of {alias.field}, such as {c.relation}, {c.explicit}, {c.margin}, {k.id}, {k.grade}"
LISTED = """\
families:
- name: criterion
  digit: '3'
  checks:
  - {name: limit-misstated, compares: a figure with the guideline's}
  - {name: borrowed-criterion, compares: a criterion with the guideline that holds it}
- name: application
  digit: '4'
  checks: [{name: arithmetic, compares: sums}]
"""


def load(folder: Path, files: dict[str, str]) -> RuleBase:
    for name, text in ({"checks.yaml": LISTED} | files).items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return load_rules(folder, CATALOGUE)


def problems(folder: Path, files: dict[str, str]) -> list[str]:
    with pytest.raises(KnowledgeError) as caught:
        load(folder, files)
    return [uncoded(problem).replace(f"{folder}/", "") for problem in caught.value.problems]


def test_a_rule_file_loads_as_written(tmp_path: Path) -> None:
    base = load(tmp_path, {"criterion/IMR301.yaml": GOOD})
    (one,) = base.rules
    assert one.model_dump(by_alias=True, mode="json", exclude_unset=True) == yaml.safe_load(GOOD)
    assert base.family_of(one) == "criterion"


def test_cached_rules_are_the_rules(tmp_path: Path) -> None:
    base = load(tmp_path, {"criterion/IMR301.yaml": GOOD})
    assert restore_rules(base.to_json(), CATALOGUE) == base


def test_the_checks_of_a_folder_are_those_of_its_list(tmp_path: Path) -> None:
    assert load(tmp_path, {"criterion/IMR301.yaml": GOOD}).checks == CHECKS


def test_without_a_list_the_checks_are_those_that_come_along(tmp_path: Path) -> None:
    (tmp_path / "criterion").mkdir()
    (tmp_path / "criterion" / "IMR301.yaml").write_text(GOOD, encoding="utf-8")
    base = load_rules(tmp_path, CATALOGUE)
    assert [rule.code for rule in base.rules] == ["IMR301"]
    assert base.checks == load_checks(data_folder("rules"))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("name: application", "name: ¦criterion", "family criterion is there twice"),
        ("digit: '4'", "digit: ¦'3'", "digit 3 is there twice"),
        ("name: arithmetic", "name: ¦limit-misstated", "check limit-misstated is there twice"),
        ("digit: '4'", "digit: ¦4", "digit: must be text, not 4: put it in quotes, '4'"),
        ("compares: sums", "compares: sums, ¦compare: sums", "compare: no such key (did you mean compares?)"),
        ("[{name: arithmetic, compares: sums}]", "¦[]", "checks: must have at least 1 in the list, not 0"),
    ],
)
def test_a_problem_of_the_list_of_checks_is_named_where_it_is(
    tmp_path: Path, old: str, new: str, expected: str
) -> None:
    marked = LISTED.replace(old, new)
    before = marked[: marked.index("¦")].split("\n")
    found = problems(tmp_path, {"checks.yaml": marked.replace("¦", ""), "criterion/IMR301.yaml": GOOD})
    assert found[0] == f"checks.yaml:{len(before)}:{len(before[-1]) + 1}: {expected}"


KINDS = "unknown fact 'criteria': one of claim, criterion, finding (did you mean criterion?)"


def _tests(fact: dict[str, Any]) -> list[dict[str, Any]]:
    """Tests on this fact, twice and once."""
    return [
        {"name": "fires", "facts": [fact, fact], "fires": 1},
        {"name": "silent", "facts": [fact], "fires": 0},
    ]


RULE_KEYS = (
    "code, name, check, severity, appeal, scope, summary, source, when, unless, message, evidence, guideline,"
    " resolve, statement, sets, leaves_open, instead_of, tests, cases"
)
CLAIM_FIELDS = "sentence, criterion, relation, dimension, margin, stated, explicit"


# In ``new``, ¦ marks where the problem is.
@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        # The shape of the file.
        (
            "code: IMR301",
            "code: ¦IMR1",
            "code: must be capital letters and three digits, such as IMR301, not 'IMR1'",
        ),
        ("severity: error", "severity: ¦fatal", "severity: 'fatal' is none of error, warning, note"),
        ("code: IMR301\n", "¦", "code: is missing"),
        ("evidence: [c]", "evidence: [c]\n¦motto: x", f"motto: no such key (keys: {RULE_KEYS})"),
        (
            "margin: {ge: 1}",
            "margin: {gte: ¦1}",
            "gte: 'gte' is none of eq, ne, lt, le, gt, ge (did you mean ge?)",
        ),
        (
            "explicit: true, m",
            "explicit: ¦null, m",
            "explicit: expected a text, a number, true or false, or $alias.field",
        ),
        (
            "explicit: true, m",
            "explicit: ¦2001-01-01, m",
            "explicit: expected a text, a number, true or false, or $alias.field",
        ),
        (
            "{ge: 1}",
            "{ge: ¦[1]}",
            "ge: expected a text, a number, true or false, or $alias.field, not a list: write {ne: …} of what"
            " it may not be, or a rule for each",
        ),
        ("{ge: 1}", "¦{}", "margin: must have at least 1 key, not 0"),
        ("    fires: 1", "    fires: ¦true", "fires: must be a whole number, not true"),
        ("severity: error", "severity: error\n¦severity: error", "the key severity is there twice"),
        ("evidence: [c]", "evidence: ¦!x [c]", "tags are not allowed: put text that begins with ! in quotes"),
        ("evidence: [c]", "evidence: ¦&a [c]", "anchors and aliases are not allowed"),
        ("evidence: [c]", "¦evidenc: [c]", "evidenc: no such key (did you mean evidence?)"),
        ("evidence: [c]", "evidence: ¦c", "evidence: must be a list, not 'c': write [c]"),
        ("as: o", "as: o, ¦alias: o", "alias: no such key (keys: fact, as, where)"),
        (
            "name: visit-cap-misstated",
            "name: ¦Visit cap",
            "name: must be words in small letters with hyphens between them, not 'Visit cap'",
        ),
        (
            "fact: criterion",
            "fact: ¦Criterion",
            "fact: must be a name in small letters, digits and _, not 'Criterion'",
        ),
        ("guideline: k", "guideline: ¦[k]", "guideline: must be text, not a list"),
        (
            "{claim: {explicit: true, relation: conflicting, margin: 1.5}}",
            "¦{claim: {relation: conflicting}, finding: {}}",
            "facts: must have at most 1 key, not 2",
        ),
        # Facts and fields.
        ("fact: criterion", "fact: ¦criteria", KINDS),
        (
            "{relation: conflicting, e",
            "{relatoin: ¦conflicting, e",
            f"fact claim has no field 'relatoin': one of {CLAIM_FIELDS} (did you mean relation?)",
        ),
        # Values that can't occur.
        (
            "{relation: conflicting, e",
            "{relation: ¦conflictnig, e",
            "relation: 'conflictnig' is none of agreeing, conflicting (did you mean conflicting?)",
        ),
        ("{relation: conflicting, e", "{relation: ¦'', e", "relation: '' is none of agreeing, conflicting"),
        ("grade: {ne: C}", "grade: {ne: ¦D}", "grade: 'D' is none of A, B, C"),
        ("sentence: $c.sentence", "sentence: ¦-1", "sentence: expected at least 0, found -1"),
        ("grade: {ne: C}", "page: {lt: ¦901}", "page: expected at most 900, found 901"),
        # Tests that decide nothing.
        (
            "sentence: $c.sentence",
            "sentence: {ge: ¦0}",
            "sentence ≥ 0 is always true: sentence is at least 0",
        ),
        ("sentence: $c.sentence", "sentence: {lt: ¦0}", "sentence < 0 is never true: sentence is at least 0"),
        (
            "grade: {ne: C}",
            "page: {gt: ¦900}",
            "page > 900 is never true: page is at least 0 and at most 900",
        ),
        (
            "margin: {ge: 1}",
            "margin: {lt: 3, gt: ¦5}",
            "margin > 5 is never true together with the tests before it",
        ),
        (
            "margin: {ge: 1}",
            "margin: {eq: 5, ne: ¦5}",
            "margin ≠ 5 is never true together with the tests before it",
        ),
        ("margin: {ge: 1}", "margin: {ge: ¦1, eq: 5}", "margin ≥ 1 is true wherever the other tests are"),
        (
            "margin: {ge: 1}",
            "margin: {ge: 1, gt: ¦0.9999}",
            "margin > 0.9999 is true wherever the other tests are",
        ),
        (
            "explicit: true, m",
            "explicit: {eq: true, ne: ¦true}, m",
            "explicit ≠ true is never true together with the tests before it",
        ),
        (
            "sentence: $c.sentence",
            "sentence: {lt: $c.sentence, ge: ¦$c.sentence}",
            "sentence ≥ c.sentence is never true together with the tests before it",
        ),
        (
            "sentence: $c.sentence",
            "sentence: {lt: $c.sentence, ne: ¦$c.sentence}",
            "sentence ≠ c.sentence is true wherever the other tests are",
        ),
        (
            "grade: {ne: C}",
            "grade: ¦$c.relation",
            "grade = c.relation is never true: they have no value in common",
        ),
        (
            "grade: {ne: C}",
            "grade: {ne: ¦$c.relation}",
            "grade ≠ c.relation is always true: they have no value in common",
        ),
        (
            "  - {fact: claim, as: o, where: {sentence: $c.sentence, relation: agreeing}}",
            "  - {fact: criterion, as: o, where: {id: $c.criterion, grade: A}}\n"
            "  - ¦{fact: criterion, as: p, where: {id: $c.criterion, grade: A}}",
            "the same condition twice: criterion p: id = c.criterion, grade = A",
        ),
        # Types.
        (
            "margin: {ge: 1}",
            "margin: {ge: ¦'1'}",
            "margin: expected a number, found text '1': take it out of its quotes",
        ),
        ("margin: {ge: 1}", "margin: {ge: ¦true}", "margin: expected a number, found true"),
        ("margin: {ge: 1}", "margin: {ge: ¦1.0e+12}", "margin: number out of range"),
        ("margin: {ge: 1}", "margin: {ge: ¦.nan}", "margin: number out of range"),
        ("explicit: true, m", "explicit: ¦2, m", "explicit: expected true or false, found 2"),
        ("sentence: $c.sentence", "sentence: ¦1.0", "sentence: expected a whole number, found 1.0"),
        ("grade: {ne: C}", "grade: {lt: ¦C}", "grade is a text: one of eq, ne, not lt"),
        (
            "explicit: true, m",
            "explicit: {ge: ¦false}, m",
            "explicit is true or false: one of eq, ne, not ge",
        ),
        ("{eq: $c.criterion}", "{eq: ¦$c.margin}", "id: $c.margin is a number, not a text"),
        # References and aliases.
        ("{eq: $c.criterion}", "{eq: ¦$o.criterion}", "id: no earlier condition is called 'o': one of c"),
        ("{eq: $c.criterion}", "{eq: ¦$k.expected}", "id: no earlier condition is called 'k': one of c"),
        (
            "{eq: $c.criterion}",
            "{eq: ¦$c.criteria}",
            f"id: c is a fact claim, which has no field 'criteria': one of {CLAIM_FIELDS}"
            " (did you mean criterion?)",
        ),
        ("{eq: $c.criterion}", "{eq: ¦$criterion}", "id: '$criterion' is not $alias.field"),
        (
            "relation: conflicting, e",
            "relation: ¦$c.stated, e",
            "relation: no earlier condition is called 'c': there is none",
        ),
        (
            "relation: agreeing}",
            "relation: ¦$o.stated}",
            "relation: no earlier condition is called 'o': one of c, k",
        ),
        ("as: o", "as: ¦c", "alias 'c' is taken"),
        # Messages, evidence, guideline.
        (
            '"The rationale states {c.stated}',
            '¦"The rationale states {c.said}',
            f"{{c.said}}: c is a fact claim, which has no field 'said': one of {CLAIM_FIELDS}",
        ),
        (
            '"The rationale states {c.stated}',
            '¦"The rationale states {o.stated}',
            "{o.stated}: no earlier condition is called 'o': one of c, k",
        ),
        (
            '"The rationale states {c.stated}',
            '¦"The rationale states {c}',
            BRACE,
        ),
        (
            '"The rationale states {c.stated}',
            '¦"The rationale states {c.stated!r}',
            BRACE,
        ),
        ('"State {k.expected}', '¦"State {k.expected', BRACE),
        ("evidence: [c]", "evidence: [c, ¦o]", "no condition of when is called 'o': one of c, k"),
        ("evidence: [c]", "evidence: ¦[]", "an error shows what it rests on: one of c, k"),
        ("guideline: k", "guideline: ¦o", "no condition of when is called 'o': one of c, k"),
        # Tests.
        ("tests:\n  - name: fires\n", "¦tests:\n  - name: fires\n", "no test in which the rule fires"),
        ("name: silent without information", "name: ¦fires", "test 'fires' is there twice"),
        ("margin: 1.5", "margin: ¦high", "margin: expected a number, found text 'high'"),
        (
            "relation: conflicting, margin: 1.5",
            "relation: ¦other, margin: 1.5",
            "relation: 'other' is none of agreeing, conflicting",
        ),
        (
            "{claim: {explicit: true, relation: conflicting, margin: 1.5}}",
            "{claim: ¦{explicit: true, margin: 1.5}}",
            "relation is left out and the rule asks for it: one of agreeing, conflicting",
        ),
        (
            "facts: [{criterion: {grade: A}}], fires: 0",
            "facts: ¦[{claim: {relation: conflicting}}, {criterion: {grade: B}}], fires: 0",
            "the same facts as in test 'silent below the margin'",
        ),
        (
            "1.5}}, {criterion: {grade: A}}]",
            "1.5}}, {criterion: {grade: A, title: ¦x}}]",
            "fact criterion has no field 'title': one of id, grade, expected, low, page",
        ),
        (
            "1.5}}, {criterion: {grade: A}}]",
            "1.5}}, {criteria: ¦{}}]",
            KINDS,
        ),
        # The file's name and folder.
        (
            "check: limit-misstated",
            "check: ¦limit-mistated",
            "there is no check 'limit-mistated' (checks.yaml of a pack lists its own): one of"
            " limit-misstated, borrowed-criterion, arithmetic (did you mean limit-misstated?)",
        ),
        (
            "check: limit-misstated",
            "check: ¦arithmetic",
            "arithmetic belongs to application/, the file is in criterion/",
        ),
        ("code: IMR301", "code: ¦IMR302", "the file is called IMR301.yaml, not IMR302.yaml"),
    ],
)
def test_a_problem_is_named_where_it_is(tmp_path: Path, old: str, new: str, expected: str) -> None:
    assert GOOD.count(old) == 1
    marked = GOOD.replace(old, new)
    if "no test in which" in expected:
        marked = marked.replace("    fires: 1", "    fires: 0")
    before = marked[: marked.index("¦")].split("\n")
    assert problems(tmp_path, {"criterion/IMR301.yaml": marked.replace("¦", "")}) == [
        f"criterion/IMR301.yaml:{len(before)}:{len(before[-1]) + 1}: {expected}"
    ]


def test_all_problems_of_all_files_come_at_once(tmp_path: Path) -> None:
    files = {
        "criterion/IMR301.yaml": GOOD.replace("$c.criterion", "$x.criterion").replace("[c]", "[d]"),
        "criterion/IMR302.yaml": "code: [\n",
        "criterion/IMR303.yaml": GOOD.replace("severity: error", "severity: fatal").replace("appeal", "a"),
        "other/IMR304.yaml": GOOD.replace("IMR301", "IMR304"),
    }
    assert problems(tmp_path, files) == [
        "criterion/IMR301.yaml:11:47: id: no earlier condition is called 'x': one of c",
        "criterion/IMR301.yaml:15:12: no condition of when is called 'd': one of c, k",
        "criterion/IMR302.yaml:2:1: a value is missing here",
        "criterion/IMR303.yaml:4:11: severity: 'fatal' is none of error, warning, note",
        "criterion/IMR303.yaml:1:1: appeal: is missing: one of fact-error, powers, quality",
        f"criterion/IMR303.yaml:5:1: a: no such key (keys: {RULE_KEYS})",
        "other/IMR304.yaml:3:8: limit-misstated belongs to criterion/, the file is in other/ "
        "(folders: criterion, application)",
        "other/IMR304.yaml:2:7: name visit-cap-misstated is taken by IMR301",
    ]


@pytest.mark.parametrize("text", ["", "- a\n", "text", "1: 2\n", "\ufeff{}\n"])
def test_what_is_no_rule_is_a_problem_with_its_path(tmp_path: Path, text: str) -> None:
    found = problems(tmp_path, {"criterion/IMR301.yaml": text})
    assert found
    assert all(line.startswith("criterion/IMR301.yaml:") for line in found)


@pytest.mark.parametrize("count", [8, 9])
def test_when_has_at_most_eight_conditions(count: int) -> None:
    one = conjunction(1, [{"fact": "claim", "as": f"c{index}"} for index in range(count)])
    assert compiles(one) == ([] if count == 8 else ["IMR001:0:0: when: 9 conditions, at most 8"])


@pytest.mark.parametrize("count", [8, 9])
def test_unless_has_at_most_eight_conditions(count: int) -> None:
    blocks = [{"fact": "claim", "as": f"u{index}", "where": {"sentence": index}} for index in range(count)]
    one = conjunction(1, [{"fact": "claim", "as": "c"}], blocks)
    assert compiles(one) == ([] if count == 8 else ["IMR001:0:0: unless: 9 conditions, at most 8"])


@pytest.mark.parametrize("tests", [{"ge": 0, "lt": 9}, {"ge": 0, "lt": 9, "ne": 5}])
def test_a_condition_has_at_most_sixteen_tests(tests: dict[str, int]) -> None:
    catalogue = {"wide": FactKind("wide", {f"n{index}": WHOLE for index in range(8)}, "Wide.")}
    where = {f"n{index}": tests for index in range(8)}
    one = conjunction(1, [{"fact": "wide", "as": "w", "where": where}])
    expected = ["IMR001:0:0: when.0.where: 24 tests, at most 16"] if len(tests) == 3 else []
    assert compiles(one, catalogue=catalogue) == expected


SCOPED = {
    "part": FactKind(
        "part",
        {"name": FactField("string", ("issues", "claims_line"))},
        "A part.",
        {"letter": {"name": ("issues",)}, "rationale": {"name": ("claims_line",)}},
    ),
    "item": FactKind("item", {"visits": COUNT}, "An item.", {"rationale": {}}),
}
NO_VERDICT = (
    "severity: an error turns the verdict on a rationale, and scope letter has none: one of warning, note"
)
PLACES = ("0.facts.0", "0.facts.1", "1.facts.0")
LINE = [{"fact": "part", "as": "p", "where": {"name": {"ne": "claims_line"}}}]


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"scope": "letter", "severity": "warning"}, []),
        (
            {"scope": "letter"},
            [NO_VERDICT],
        ),
        (
            {"scope": "letter", "severity": "note", "leaves_open": "criteria"},
            ["leaves_open: scope letter leaves no aspect open: that is for scope rationale"],
        ),
        (
            {"scope": "letter", "severity": "note", "when": [{"fact": "item", "as": "p"}]},
            ["scope: scope letter has none of item, which when asks for: that is of scope rationale"],
        ),
        (
            {
                "scope": "letter",
                "severity": "note",
                "when": LINE,
                "tests": _tests({"part": {"name": "issues"}}),
            },
            ["when.0.where.name.ne: name: 'claims_line' is none of issues"],
        ),
        (
            {
                "when": [{"fact": "part", "as": "p", "where": {"name": "claims_line"}}],
                "tests": _tests({"part": {"name": "claims_line"}}),
            },
            ["when.0.where.name.eq: name = claims_line is always true: name is one of claims_line"],
        ),
        (
            {"when": [{"fact": "item", "as": "p"}], "tests": _tests({"part": {"name": "issues"}})},
            [f"tests.{place}.part.name: name: 'issues' is none of claims_line" for place in PLACES],
        ),
        (
            {"scope": "letter", "severity": "note", "tests": _tests({"item": {}})},
            [f"tests.{place}.item: scope letter has no fact item: one of part" for place in PLACES],
        ),
    ],
)
def test_a_rule_asks_for_what_its_scope_can_hold(changes: dict[str, Any], expected: list[str]) -> None:
    one = rule(
        **{
            "when": [{"fact": "part", "as": "p"}],
            "unless": [],
            "message": "A message.",
            "resolve": "A remedy.",
            "evidence": ["p"],
            "guideline": None,
            "tests": _tests({"part": {}}),
            **changes,
        }
    )
    assert compiles(one, catalogue=SCOPED) == [f"IMR301:0:0: {message}" for message in expected]


@pytest.mark.parametrize(
    ("alias", "expected"),
    [
        ("c", []),
        (
            "f",
            ["IMR301:0:0: guideline: a finding carries no reference to a guideline: one of claim, criterion"],
        ),
    ],
)
def test_a_guideline_is_what_a_fact_can_refer_to(alias: str, expected: list[str]) -> None:
    found: list[dict[str, Any]] = [
        {"fact": "claim", "as": "c"},
        {"fact": "finding", "as": "f", "where": {"name": "fever"}},
    ]
    one = conjunction(301, found).model_copy(update={"guideline": alias})
    assert compiles(one) == expected


@pytest.mark.parametrize("severity", ["warning", "note"])
def test_what_is_no_error_may_show_nothing(severity: str) -> None:
    assert compiles(rule(severity=severity, evidence=[])) == []


def compiles(*rules: Any, catalogue: Any = CATALOGUE) -> list[str]:
    try:
        compile_rules(rules, catalogue, CHECKS)
    except KnowledgeError as error:
        return [uncoded(problem) for problem in error.problems]
    return []


def test_rules_that_come_from_no_file_are_named_by_their_code() -> None:
    other = rule_data(evidence=["x"], guideline="y", name="other")
    assert compiles(rule(), rule(**other)) == [
        "IMR301:0:0: evidence.0: no condition of when is called 'x': one of c, k",
        "IMR301:0:0: guideline: no condition of when is called 'y': one of c, k",
        "IMR301:0:0: code IMR301 is taken by IMR301",
    ]


def test_hashes_are_those_of_durable_rules() -> None:
    """The constants of its sources, rete.c and state.h."""
    assert {name: fnv1a(name) for name in ("id", "sid", "$lt", "$and", "$forward")} == {
        "id": 926444256,
        "sid": 3593476751,
        "$lt": 542787579,
        "$and": 3746487396,
        "$forward": 739185624,
    }


COLLIDING = ("limit_claim_unit_dose", "unit_page_topic_high")


def test_fields_of_one_hash_are_refused() -> None:
    one, other = COLLIDING
    assert fnv1a(f"_{one}") == fnv1a(f"_{other}")
    assert collisions(["a", one, other]) == [COLLIDING]
    catalogue = {
        "p": FactKind("p", {one: TEXT, "a": TEXT}, "One field."),
        "q": FactKind("q", {other: TEXT}, "And the other."),
    }
    assert compiles(catalogue=catalogue) == [
        f"fact catalogue:0:0: fields {one!r} and {other!r} have the same 32-bit hash: rename one"
    ]


def test_fact_ids_have_different_hashes() -> None:
    """Durable-rules takes a second fact of the same hash for the first and drops it."""
    ids = [*map(str, range(20_000)), "canary", "sid-0"]
    assert len({fnv1a(one) for one in ids}) == len(ids)


@pytest.mark.parametrize(
    ("kind", "expected"),
    [
        (FactKind("q", {"a": TEXT}, ""), "fact q is listed as p"),
        (FactKind("p", {"a b": TEXT}, ""), "fact p: 'a b' is no field name"),
        (FactKind("p", {"é": TEXT}, ""), "fact p: 'é' is no field name"),
        (FactKind("p", {f"f{n}": TEXT for n in range(201)}, ""), "fact p: 201 fields, at most 200"),
    ],
)
def test_the_catalogue_is_checked(kind: FactKind, expected: str) -> None:
    assert compiles(catalogue={"p": kind}) == [f"fact catalogue:0:0: {expected}"]
