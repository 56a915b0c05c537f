"""Fifteen ways to break a file, each caught at its line; and how little it takes to write a limit."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path

import pytest

from checker.knowledge.strict_yaml import remembering
from tests.cli.conftest import Cli
from tests.cli.packs import ADDITION, DENIED, GUIDELINE, rule, write


@pytest.fixture(scope="module", autouse=True)
def _files_parsed_once() -> Iterator[None]:
    """The shipped files are the same for all tests here."""
    with remembering({}):
        yield


DAYS = "MTUS-CP-2009 is in force 2009-07-18 to "
TWO = GUIDELINE + GUIDELINE[GUIDELINE.index("  - id: HOUSE.zolpidem.days") :].replace(".days", ".days_2")
FIFTEEN = {
    "tab": ("  title: Zolpidem", "\ttitle: Zolpidem", "sleep.yaml:10:1: V105", "use spaces"),
    "indentation": ("  title: Zolpidem", "   title: Zolpidem", "sleep.yaml:10:9: V105", "wrong indentation"),
    "duplicate key": ("rank: 5\n", "rank: 5\nrank: 4\n", "sleep.yaml:7:1: V106", "rank is there twice"),
    "misspelt key": ("topic: ", "topics: ", "sleep.yaml:4:1: V202", "did you mean topic?"),
    "wrong unit": (
        "unit: day",
        "unit: visit",
        "sleep.yaml:17:37: V401",
        "one of hour, day, week, ",
    ),
    "unknown concept": ("[zolpidem]", "[zolpidme]", "sleep.yaml:12:25: V301", "did you mean zolpidem?"),
    "wrong date": (
        "sections:\n",
        "in_force: {since: 2017-13-02}\nsections:\n",
        "sleep.yaml:8:19: V109",
        "2017-13-02 is no date",
    ),
    "limit reversed": ("low: 7, high: 10", "low: 17, high: 10", "sleep.yaml:17:47: V207", "low 17 is above"),
    "missing provenance": (
        "provenance: {grade: B, sources: [an invented table]}\n",
        "",
        "sleep.yaml:1:1: V201",
        "provenance: is missing",
    ),
    "duplicate id": ("- id: HOUSE.zolpidem\n", "- id: ODG.pain.tpi\n", "sleep.yaml:9:7: V303", "is taken: "),
    "misspelt word of needs": (
        "    limits:",
        "    needs: {tried: NSIAD}\n    limits:",
        "sleep.yaml:17:20: V504",
        "did you mean nsaid?",
    ),
    "needs against themselves": (
        "    limits:",
        "    needs: {all: [{condition: insomnia}, {not: {condition: insomnia}}]}\n    limits:",
        "sleep.yaml:17:42: V603",
        "never met",
    ),
}


@pytest.mark.parametrize("kind", FIFTEEN)
def test_fifteen_breakages_of_a_guideline(cli: Cli, here: Path, kind: str) -> None:
    old, new, place, said = FIFTEEN[kind]
    assert old in GUIDELINE
    write(here / "sleep.yaml", GUIDELINE.replace(old, new, 1))
    result = cli("guideline", "validate", "sleep.yaml")
    assert result.code == 2
    assert any(
        line.startswith(f"imr-check: {place} ") and said in line for line in result.err.splitlines()
    ), result.err


def test_the_thirteenth_an_edition_that_is_not_there(cli: Cli, here: Path) -> None:
    write(here / "more.yaml", ADDITION.replace("ODG-PAIN", "ODG-PIAN"))
    said = cli("guideline", "validate", "more.yaml").err
    assert said.startswith("imr-check: more.yaml:1:10: V301 there is no edition ODG-PIAN (did you mean ")


def test_the_fourteenth_examples_that_can_not_be_told_apart(cli: Cli, here: Path) -> None:
    """They load: it is a warning, at each of the two, and says what helps."""
    start = TWO.rindex("    examples:")
    write(
        here / "sleep.yaml",
        TWO[:start] + TWO[start:].replace(" is ", " was ").replace("at most", "no more than"),
    )
    result = cli("guideline", "validate", "sleep.yaml")
    assert (result.code, result.text) == (0, "1 file, no problems, 2 warnings\n")
    first, second = result.err.splitlines()
    assert first.startswith(
        "imr-check: sleep.yaml:18:5: W701 its examples are too like those of HOUSE.zolpidem.days_2 ("
    )
    assert second.startswith(
        "imr-check: sleep.yaml:28:5: W701 its examples are too like those of HOUSE.zolpidem.days ("
    )


@pytest.mark.parametrize(
    ("source", "place", "said"),
    [
        ("edition: MTUS-CP-2009, since: 2009-07-18, until: 2016-07-27", "", ""),
        (
            "edition: MTUS-CP-2009, since: 2008-01-01",
            "8:",
            f"V404 since: {DAYS}",
        ),
        (
            "edition: MTUS-CP-2009, until: 2020-01-01",
            "8:",
            f"V404 until: {DAYS}",
        ),
        ("edition: MTUS-CP-209", "8:", "V301 there is no edition MTUS-CP-209 (did you mean MTUS-CP-2009?)"),
        ("since: 2008-01-01", "8:", "V207 source: since and until are days of an edition: name it"),
    ],
)
def test_the_fifteenth_a_source_not_in_force(
    cli: Cli, here: Path, source: str, place: str, said: str
) -> None:
    write(here / "IMR390.yaml", re.sub(r"source: \{(.*)\}", rf"source: {{\1, {source}}}", rule()))
    result = cli("rule", "validate", "IMR390.yaml")
    assert result.code == (2 if said else 0), result.err
    assert said in result.err
    assert result.err.startswith(f"imr-check: IMR390.yaml:{place}" if said else "")


def test_an_operator_that_there_is_not(cli: Cli, here: Path) -> None:
    wrong = rule().replace("where: {decision: upheld}", "where: {visits: {above: 5}}", 1)
    write(here / "IMR390.yaml", wrong)
    said = cli("rule", "validate", "IMR390.yaml").err
    assert said.startswith("imr-check: IMR390.yaml:10:47: V204"), said
    assert "none of eq, ne, lt, le, gt, ge" in said


def test_a_test_of_a_rule_that_comes_out_otherwise(cli: Cli, here: Path) -> None:
    """It loads: each is a warning, where it says how often the rule fires."""
    write(here / "IMR390.yaml", rule())
    assert cli("rule", "validate", "IMR390.yaml").text == "1 file, no problems\n"
    write(here / "IMR390.yaml", rule().replace("where: {decision: upheld}", "where: {decision: modified}", 1))
    result = cli("rule", "validate", "IMR390.yaml")
    assert (result.code, result.text) == (0, "1 file, no problems, 2 warnings\n")
    told = re.findall(r"IMR390.yaml:\d+:\d+: W716 .*: expected to fire (\d) times, fired (\d)", result.err)
    assert told == [("1", "0"), ("0", "1")], result.err


def test_unless_of_the_only_fact_of_its_kind(cli: Cli, here: Path) -> None:
    wrong = rule().replace("message: ", "unless: [{fact: item, as: u, where: {drug: true}}]\nmessage: ", 1)
    write(here / "IMR390.yaml", wrong)
    said = cli("rule", "validate", "IMR390.yaml").err
    assert re.match(
        r"imr-check: IMR390.yaml:\d+:10: V603 never met: \w+ is the only item: say in its own where", said
    ), said


def test_a_need_that_nothing_answers_is_worth_a_look(cli: Cli, here: Path) -> None:
    needs = "    needs: {any: [{finding: abracadabra}, {condition: insomnia}]}\n    limits:"
    write(here / "sleep.yaml", GUIDELINE.replace("    limits:", needs, 1))
    result = cli("guideline", "validate", "sleep.yaml")
    assert (result.code, result.text) == (0, "1 file, no problems, 1 warning\n")
    said = "sleep.yaml:17:29: W702 finding: 'abracadabra' names nothing of the vocabulary: "
    assert result.err.startswith(f"imr-check: {said}")
    assert "did you mean" not in result.err


def test_a_body_part_that_is_needed_is_answered(cli: Cli, here: Path) -> None:
    needs = "    needs: {any: [{body_part: low back}, {condition: insomnia}]}\n    limits:"
    write(here / "sleep.yaml", GUIDELINE.replace("    limits:", needs, 1))
    result = cli("guideline", "validate", "sleep.yaml")
    assert (result.code, result.text, result.err) == (0, "1 file, no problems\n", "")


def test_a_need_that_is_all_but_a_term_is_told_the_term(cli: Cli, here: Path) -> None:
    needs = "    needs: {condition: adhesive capsulits}\n    limits:"
    write(here / "sleep.yaml", GUIDELINE.replace("    limits:", needs, 1))
    said = cli("guideline", "validate", "sleep.yaml").err
    assert said.startswith("imr-check: sleep.yaml:17:24: W702 condition: 'adhesive capsulits' names nothing")
    assert said.endswith("(did you mean adhesive capsulitis?)\n")


def test_a_misspelling_of_letters_in_a_need_is_told_its_name(cli: Cli, here: Path) -> None:
    asked = "{all: [{condition: radiculopahty}, {tried: rest, shown_by: [radiculopahty]}]}"
    needs = f"    needs: {asked}\n    limits:"
    write(here / "sleep.yaml", GUIDELINE.replace("    limits:", needs, 1))
    said = cli("guideline", "validate", "sleep.yaml").err
    assert "W702 a misspelling, as letters have it, of radiculopathy: write that" in said
    assert said.count("a misspelling") == 2


def test_a_kind_that_no_limit_has_the_unit_of_is_told_once(cli: Cli, here: Path) -> None:
    row = "{bound: at_most, unit: visit, low: 6, high: 6, applies_to: [insomnia]}"
    limits = f"    limits: [{row}, {row.replace('6', '8').replace('insomnia', 'crps')}]"
    wrong = re.sub(r"    limits: .*", limits, GUIDELINE)
    write(here / "sleep.yaml", wrong)
    (said,) = (line for line in cli("guideline", "validate", "sleep.yaml").err.splitlines() if "V401" in line)
    line = wrong[: wrong.index("kind: duration_limit")].count("\n") + 1
    assert said.startswith(
        f"imr-check: sleep.yaml:{line}:11: V401 kind: the kind duration_limit has no figure"
    )
    assert said.endswith("; the kind visit_cap or frequency has")


def with_needs(needs: str, told: Iterable[tuple[str, str]]) -> str:
    """The file with needs, and a case for each condition that the patient has."""
    cases = "".join(f"    - {{told: He has {one}., answer: {answer}}}\n" for one, answer in told)
    return GUIDELINE.replace("    limits:", f"{needs}    cases:\n{cases}    limits:", 1)


def test_cases_that_mostly_fail_are_told_at_the_needs(cli: Cli, here: Path) -> None:
    told = (("insomnia", "unmet"), ("crps", "unmet"), ("gout", "not_documented"))
    needs = "    needs: {any: [{condition: insomnia}, {condition: crps}]}\n"
    write(here / "sleep.yaml", with_needs(needs, told))
    said = cli("guideline", "validate", "sleep.yaml").err
    assert (
        "sleep.yaml:17:12: W716 2 of 3 cases come out otherwise; of the first of them, it says unmet" in said
    )
    assert "true, any of (true, condition: insomnia; unknown, condition: crps)" in said


def test_a_group_that_is_joined_the_other_way_is_told_where_it_is(cli: Cli, here: Path) -> None:
    told = (("insomnia and CRPS", "met"), ("insomnia", "not_documented"), ("CRPS", "not_documented"))
    needs = "    needs:\n      any: [{condition: insomnia}, {condition: crps}]\n"
    write(here / "sleep.yaml", with_needs(needs, told))
    said = cli("guideline", "validate", "sleep.yaml").err
    assert "sleep.yaml:18:12: W716 2 of 3 cases come out otherwise; with all in place of any all come" in said


def test_a_misspelt_name_of_several_words_is_told_whole_and_without_its_cases(cli: Cli, here: Path) -> None:
    cases = "    cases: [{told: He has carpal tunnel syndrome., answer: met}]\n"
    needs = f"    needs: {{condition: carpel tunel syndrome}}\n{cases}    limits:"
    write(here / "sleep.yaml", GUIDELINE.replace("    limits:", needs, 1))
    (said,) = cli("guideline", "validate", "sleep.yaml").err.splitlines()
    assert "sleep.yaml:17:24: V504 'carpel tunel syndrome' names nothing that is known" in said
    assert said.endswith("(did you mean carpal tunnel syndrome?)")


def test_a_list_of_keys_without_its_dash_is_told_so(cli: Cli, here: Path) -> None:
    write(
        here / "sleep.yaml",
        GUIDELINE.replace("  - id: HOUSE.zolpidem.days", "    id: HOUSE.zolpidem.days", 1),
    )
    said = cli("guideline", "validate", "sleep.yaml").err
    assert "must be a list, not keys with values: each of it begins with '- ', as in '- id: …'" in said


def test_wrong_provenance_of_an_edition_hides_no_warning_of_what_is_in_it(cli: Cli, here: Path) -> None:
    wrong = GUIDELINE.replace("grade: B", "grade: D").replace("low: 7, high: 10", "low: 7, high: 12")
    write(here / "sleep.yaml", wrong)
    result = cli("guideline", "validate", "sleep.yaml")
    assert result.code == 2
    assert [line.split()[1:3] for line in result.err.splitlines()] == [
        ["sleep.yaml:7:21:", "V204"],
        ["sleep.yaml:17:14:", "W703"],
    ]


LIMIT = """    kind: duration_limit
    text: zolpidem for at most 7 to 10 days
    limits: [{bound: at_most, unit: day, low: 7, high: 10}]"""
COURSE = """    kind: frequency
    text: a few visits
    limits: [{bound: at_most, unit: visit, low: 3, high: 3, over: {unit: week, low: 3, high: 3}}]"""
TABLE = """limits:
    - {bound: at_most, unit: day, low: 7, high: 10, applies_to: [insomnia]}
    - {bound: at_most, unit: day, low: 7, high: 7}"""
ROWS = """    kind: visit_cap
    text: insomnia 3 visits over 3 weeks, CRPS 8 visits over 4 weeks
    limits:
    - {bound: at_most, unit: visit, low: 3, high: 3, over: *3, applies_to: [insomnia]}
    - {bound: at_least, unit: visit, low: 8, high: 8, over: *4, applies_to: [crps]}""".replace(
    "*3", "{unit: week, low: 3, high: 3}"
).replace("*4", "{unit: week, low: 4, high: 4}")
WORTH_A_LOOK = {
    "a limit that its text has otherwise": (
        "low: 7, high: 10",
        "low: 7, high: 12",
        "17:14: W703 at most 7-12 days here, and its text says 7 to 10 days: write the same figure in both",
    ),
    "a cap on visits in days": (
        "kind: duration_limit",
        "kind: visit_cap",
        "17:13: W706 limits: the kind visit_cap counts visits, and neither these nor the text do",
    ),
    "a cap that its examples have the other way round": (
        "bound: at_most",
        "bound: at_least",
        "17:13: W707 at_least here, and its examples say the other bound, as in: ",
    ),
    "a row of a table that names nothing": (
        "limits: [{bound: at_most, unit: day, low: 7, high: 10}]",
        TABLE,
        "19:7: W708 it holds in any case, also in those that the other limits are for: name what it is of",
    ),
    "a near miss that states the limit": (
        "[The patient has slept badly for 10 days.]",
        "[Ambien is limited to 10 days.]",
        "23:12: W723 it states the criterion: it belongs under examples, or tells what a patient had",
    ),
    "a diagnosis that has another row too": (
        "limits: [{bound: at_most, unit: day, low: 7, high: 10}]",
        TABLE.replace("low: 7, high: 7}", "low: 10, high: 10, applies_to: [crps, insomnia]}"),
        "19:7: W711 a second figure for insomnia: say in a note what sets it apart, or name what it is of",
    ),
    "two rows for the same": (
        "limits: [{bound: at_most, unit: day, low: 7, high: 10}]",
        TABLE.replace("low: 7, high: 7}", "low: 10, high: 10, applies_to: [insomnia]}"),
        "19:7: W711 a second figure for insomnia: say in a note what sets it apart, or name what it is of",
    ),
    "a course that is called a frequency": (LIMIT, COURSE, "17:14: W712 frequency says how often, and no "),
    "a limit that is called information": (
        "kind: duration_limit",
        "kind: info",
        "17:14: W712 info is what else is quoted, and no letter is held against this: make it a ",
    ),
    "a limit that is called a frequency": (
        "kind: duration_limit",
        "kind: frequency",
        "17:14: W712 frequency says how often, and no letter is held against this: make it a duration_limit",
    ),
    "a rank that is not its source's": ("rank: 5", "rank: 1", "6:7: W713 rank 1 and source OTHER: "),
    "an edition that its title does not lead to": (
        "topic: House guideline on sleep",
        "topic: Rest at night",
        "4:8: W717 cited as 'House guideline on sleep' it leads to nothing (",
    ),
    "a row of another diagnosis": (
        LIMIT,
        LIMIT.replace("zolpidem for", "insomnia,").replace("high: 10", "high: 10, applies_to: [crps]"),
        "17:14: W714 at most 7-10 days: here of crps, and the text has it beside insomnia",
    ),
    "an indication that asks for nothing": (
        LIMIT,
        "    kind: indication\n    text: zolpidem for insomnia",
        "15:11: W715 needs: there are none, though the kind is indication: nothing of a case is put against",
    ),
    "a case that comes out otherwise": (
        "    limits:",
        "    needs: {condition: insomnia}\n"
        "    cases: [{told: He has pain., answer: not_documented}, {told: He has insomnia., answer: unmet}]\n"
        "    limits:",
        "18:59: W716 it says unmet, and makes the needs met: true, condition: insomnia",
    ),
    "a row that is missing": (
        LIMIT,
        ROWS.rsplit("\n", 1)[0],
        "17:5: W703 its text says 8 visits over 4 weeks, and none of these is that: one is missing",
    ),
    "a row that is turned round": (
        LIMIT,
        ROWS,
        "19:15: W707 at_least here, and at_most in another row of the same table",
    ),
    "a dose that is a time": (
        "kind: duration_limit",
        "kind: dose_limit",
        "17:14: W712 dose_limit says how much",
    ),
    "another drug than what is covered": (
        "{treatments: [zolpidem]}",
        "{treatments: [zaleplon]}",
        "12:24: W710 zaleplon here, and the title, the text and the examples name zolpidem",
    ),
    "limits that are left out": (
        "    limits: [{bound: at_most, unit: day, low: 7, high: 10}]\n",
        "",
        "15:11: W709 limits: there are none, though the kind is duration_limit and the text has 7 to 10 days",
    ),
    "an example on another drug": (
        "    near:",
        "    - Trazodone is for at most 10 days.\n    near:",
        "23:7: W710 it names trazodone, and the criterion is on zolpidem",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), WORTH_A_LOOK.values(), ids=WORTH_A_LOOK)
def test_what_is_worth_a_look(cli: Cli, here: Path, old: str, new: str, said: str) -> None:
    assert old in GUIDELINE
    write(here / "sleep.yaml", GUIDELINE.replace(old, new))
    result = cli("guideline", "validate", "sleep.yaml")
    assert (result.code, result.text) == (0, "1 file, no problems, 1 warning\n"), result.err
    assert result.err.startswith(f"imr-check: sleep.yaml:{said}")


@pytest.mark.parametrize("interval", ["every", "each", "per"])
def test_visits_at_an_interval_are_a_frequency(cli: Cli, here: Path, interval: str) -> None:
    assert LIMIT in GUIDELINE
    named = COURSE.replace("a few visits", f"3 visits {interval} 3 weeks")
    write(here / "sleep.yaml", GUIDELINE.replace(LIMIT, named))
    assert "W712" not in cli("guideline", "validate", "sleep.yaml").err


def test_a_second_edition_that_citations_can_not_tell_from_the_first(cli: Cli, here: Path) -> None:
    second = GUIDELINE.replace("HOUSE", "HOME").replace("Zolpidem", "At home zolpidem")
    second = re.sub(r"    - (The|Sleep|Use)", r"    - At home \1", second)
    write(here / "ours/1.yaml", GUIDELINE)
    write(here / "ours/2.yaml", second)
    result = cli("guideline", "validate", "ours/2.yaml")
    assert (result.code, result.text) == (0, "1 file, no problems, 1 warning\n")
    start = "imr-check: ours/2.yaml:4:8: W704 HOME-SLEEP and HOUSE-SLEEP are cited by the same words, and "
    assert result.err.startswith(start)


def test_a_limit_takes_one_file_of_25_lines_and_no_python(cli: Cli, here: Path) -> None:
    """From nothing to an error on a letter: the file is all that is written."""
    write(here / "ours/sleep.yaml", GUIDELINE)
    write(here / "letter.txt", DENIED)
    assert len(GUIDELINE.splitlines()) <= 25
    found = json.loads(cli("letter.txt", "--guidelines", "ours", "--format", "json").out)
    (finding,) = [one for one in found["letters"][0]["items"][0]["findings"] if one["rule"] == "IMR301"]
    assert "at most 7-10 days" in finding["message"]
