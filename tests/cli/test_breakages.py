"""A file broken in one way: validate says so at the line, in words for its author."""

from __future__ import annotations

import re
from collections.abc import Iterator
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


LIMIT = "{bound: at_most, unit: day, low: 7, high: 10}"
# What is replaced, by what, the line and column, the code, and what is said. A guideline first, then a rule.
IN_A_GUIDELINE = [
    (
        "  title: Zolpidem",
        "\ttitle: Zolpidem",
        "10:1",
        "V105",
        "a tab can't be used for indentation: use spaces",
    ),
    ("  title: Zolpidem", "   title: Zolpidem", "10:9", "V105", "title begins deeper than what it should"),
    ("rank: 5\n", "rank: 5\nrank: 4\n", "7:1", "V106", "the key rank is there twice"),
    ("topic: ", "topics: ", "4:1", "V202", "topics: no such key (did you mean topic?)"),
    (
        "topic: House guideline on sleep",
        "topic: '...'",
        "4:8",
        "V206",
        "topic: must be words by which letters ",
    ),
    ("topic: House guideline on sleep", "topic: a", "4:8", "V502", "it needs words of the title"),
    ("topic: House guideline on sleep", "topic: 5", "4:8", "V203", "put it in quotes, '5'"),
    ("    kind: duration_limit\n", "", "14:5", "V201", "kind: is missing"),
    (
        "kind: duration_limit",
        "kind: duration",
        "15:11",
        "V204",
        "kind: 'duration' is none of duration_limit, ",
    ),
    (
        "[zolpidem]",
        "[zolpidme]",
        "12:25",
        "V301",
        "there is no concept zolpidme (did you mean zolpidem?)",
    ),
    (
        "unit: day",
        "unit: visit",
        "17:37",
        "V401",
        "unit: the kind duration_limit has no figure in visit: one of ",
    ),
    ("unit: day", "unit: dya", "17:37", "V204", "mm_hg (did you mean day?)"),
    ("unit: day", "unit: wk", "17:37", "V204", "mm_hg (did you mean week?)"),
    ("unit: day, ", "", "17:14", "V201", "unit: is missing: one of visit, minute, hour, day, week, "),
    ("rank: 5", "rank: third", "6:7", "V203", "rank: must be a whole number from 1 to 6, not 'third'"),
    ("low: 7, high: 10", "low: 17, high: 10", "17:47", "V207", "low 17 is above high 10"),
    (
        "[{bound: at_most, unit: day, low: 7, high: 10}]",
        "\n    - bound: at_most\n      unit: day\n      low: 17\n      high: 10",
        "20:12",
        "V207",
        "low 17 is above high 10",
    ),
    (
        "    examples:",
        "    otherwise: refer\n    examples:",
        "18:16",
        "V207",
        "otherwise: it says what holds where needs are not met, and needs is missing",
    ),
    (
        "    examples:",
        "    cases: [{told: No sleep., answer: met}]\n    examples:",
        "18:12",
        "V207",
        "cases: they say whether needs are met, and needs is missing",
    ),
    (
        "    examples:",
        "    needs: {condition: insomnia, result: failed}\n    examples:",
        "18:42",
        "V207",
        "result is of what was tried, not of condition: write {tried: …, result: failed}",
    ),
    (
        "    examples:",
        "    needs:\n      all: [{condition: insomnia}]\n      any: [{tried: NSAID}]\n    examples:",
        "20:12",
        "V207",
        "any: it and all stand in one statement: put any under all, as '- any: …'",
    ),
    ("[{bound: at_most, unit: day, low: 7, high: 10}]", "7-10 days", "17:13", "V203", f"[{LIMIT}]"),
    ("{bound: at_most, unit: day, low: 7, high: 10}", "7-10 days", "17:14", "V203", LIMIT),
    ("high: 10}]", "high: 10, over: 8 weeks}]", "17:66", "V203", "as in {unit: week, low: 6, high: 8}"),
    ("near: [The patient", f"near: [{LIMIT}, The", "23:12", "V203", "it belongs under limits"),
    (
        "near: [The patient",
        "near: [told: No sleep., The",
        "23:12",
        "V203",
        "put text with ': ' in it in quotes",
    ),
    ("bound: at_most", "applies_to: [729.1], bound: at_most", "17:28", "V203", "it names a concept (see"),
    (
        "bound: at_most",
        "applies_to: [M79.1], bound: at_most",
        "17:28",
        "V301",
        "there is no concept M79.1: concepts go by words, not by codes (see imr-check guideline concepts)",
    ),
    *(
        ("unit: day", f"unit: {unit}", "17:37", "V204", f"(did you mean {meant}?)")
        for unit, meant in (
            ("visits per week", "per_week"),
            ("mg per day", "mg_per_day"),
            ("days", "day"),
        )
    ),
    ("low: 7", "low: seven", "17:47", "V203", "low: must be a number, not 'seven'"),
    (
        "    - Use of zolpidem beyond 10 days is not supported.\n",
        "",
        "18:5",
        "V205",
        "at least 4 in the list, not 3",
    ),
    (
        "near: [The patient",
        "near: [Zolpidem is limited to 7 to 10 days., The",
        "23:12",
        "V501",
        "also an example",
    ),
    (
        "grade: B,",
        "grade: C,",
        "7:21",
        "V207",
        "provenance: grade C needs uncertainty: say what is uncertain",
    ),
    (
        "sources: [an invented table]",
        "sources: []",
        "7:21",
        "V207",
        "provenance: grade B needs sources: say where it was seen, or grade it C",
    ),
    (
        "duration_limit\n    text: zolpidem for at most 7 to 10 days\n",
        "visit_cap\n    limits: [{bound: at_most, unit: week, low: 1, high: 2}]\n    text: few visits\n    #",
        "16:13",
        "V401",
        "limits: the kind visit_cap counts visits, and none of these does: give their number in visit ",
    ),
    (
        "text: zolpidem for",
        "text: 'zolpidem for",
        "16:11",
        "V105",
        "the quote that opens here isn't closed",
    ),
    (
        "publisher: An invented clinic\nrank: 5",
        "publisher: 'An invented clinic\nrank: '5'",
        "5:12",
        "V105",
        "the quote that opens here is closed on line 6, and more stands behind it",
    ),
    *(
        (
            "    examples:",
            f"    needs: {{{key}: [{{condition: insomnia}}]}}\n    examples:",
            place,
            "V202",
            meant,
        )
        for key, place, meant in (
            ("or", "18:13", "or: no such key (did you mean any?)"),
            ("either", "18:13", "either: no such key (did you mean any?)"),
            ("and", "18:13", "and: no such key (did you mean all?)"),
            ("both", "18:13", "both: no such key (did you mean all?)"),
        )
    ),
    (
        "    examples:",
        "    needs: {diagnosis: insomnia}\n    examples:",
        "18:13",
        "V202",
        "diagnosis: no such key (did you mean condition?)",
    ),
    ("low: 7, high: 10", "min: 7, high: 10", "17:42", "V202", "min: no such key (did you mean low?)"),
    ("low: 7, high: 10", "low: 7, max: 10", "17:50", "V202", "max: no such key (did you mean high?)"),
    ("bound: at_most", "bound: min", "17:22", "V204", "'min' is none of at_most, at_least, more_than, less_"),
    ("bound: at_most", "bound: max", "17:22", "V204", "value (did you mean at_most?)"),
    ("unit: day", "unit: sessions", "17:37", "V204", "mm_hg (did you mean visit?)"),
    ("rank: 5", "rank: 7", "6:7", "V205", "rank: must be at most 6, not 7"),
    (
        "sections:\n",
        "in_force: {since: 2017-05-02, until: 2016-01-01}\nsections:\n",
        "8:38",
        "V207",
        "is before since",
    ),
    (
        "publisher: An",
        "publisher: an: An",
        "5:14",
        "V105",
        "a second ': ' on the line: put the value in quotes",
    ),
    (
        "    examples:",
        "    needs: {tried: NSIAD}\n    examples:",
        "18:20",
        "V504",
        "'nsiad' is a word of no guideline and no vocabulary (did you mean nsaid?)",
    ),
    (
        "    examples:",
        "    needs: {any: [{tried: NSAID, result: fialed}]}\n    examples:",
        "18:42",
        "V204",
        "result: 'fialed' is none of helped, partly, failed (did you mean failed?)",
    ),
    (
        "  criteria:",
        "criteria:",
        "13:1",
        "V202",
        "criteria: no such key here: it belongs to what stands under sections, indented as that is",
    ),
    (
        "bound: at_most",
        "applies_to: [CRPS], bound: at_most",
        "17:28",
        "V301",
        "CRPS is a term of crps: write crps",
    ),
    (
        "sections:",
        "replaces: [ODG.pain.zolp]\nsections:",
        "8:1",
        "V202",
        "replaces: no such key here: it belongs into pack.yaml",
    ),
    (
        "recommendation: conditional",
        "recommendation: yes",
        "11:19",
        "V204",
        "recommendation: 'yes' is none of recommended, ",
    ),
    *(
        (
            "    examples:",
            f"    needs: {{tried: NSAID, result: {result}}}\n    examples:",
            "18:35",
            "V204",
            f"result: '{result}' is none of helped, partly, failed (did you mean failed?)",
        )
        for result in ("fail", "failure")
    ),
    (
        "    examples:",
        "    needs: {not: {condition: sleep apnea, at_lest: {unit: week, low: 1, high: 1}}}\n    examples:",
        "18:43",
        "V202",
        "at_lest: no such key (did you mean at_least?)",
    ),
    ("[zolpidem]", "[ambien]", "12:25", "V301", "ambien is a brand of zolpidem: write zolpidem"),
    ("[zolpidem]", "[sleeper]", "12:25", "V301", "there is no concept sleeper (the nearest: "),
    ("table]}", "table}", "7:51", "V105", "the list that '[' opens isn't closed"),
    (
        "    examples:\n",
        "    examples: Zolpidem is limited.\n",
        "19:5",
        "V105",
        "an item of a list where a key is due: is there a '- ' before what stands above it?",
    ),
    ("    - Zolpidem", '    - "Zolpidem" and', "19:18", "V105", 'more stands behind what " opens: put text '),
    (
        "    limits: [{bound: at_most, unit: day, low: 7, high: 10}]",
        "    limits:\n    - {unit: day, low: 7, high: 8}\n      {unit: day, low: 7, high: 10}",
        "19:7",
        "V105",
        "more stands behind what { opens: put text that begins so in quotes, all of it; an item of a list",
    ),
    (
        " [{bound: at_most, unit: day, low: 7, high: 10}]",
        "",
        "17:12",
        "V203",
        "limits: must be a list, not null: what belongs to it stands below it, indented, each with its",
    ),
    (
        "    - Zolpidem is",
        "    - Zolpidem: it is",
        "19:7",
        "V203",
        "not keys with values: put text with ': ' ",
    ),
    (
        "[an invented table]",
        "[an invented table, 2025]",
        "7:53",
        "V203",
        "not 2025: put it in quotes, '2025' (of a text with a comma, all of it)",
    ),
    (
        "    examples:",
        "    needs: {condition: insomnia}\n    cases: [{told: Late, no sleep, answer: met}]\n    examples:",
        "19:26",
        "V202",
        "within { } a comma ends a text, so put text with commas in quotes",
    ),
    (
        "kind: duration_limit",
        "kind: indication\n    then: not_recommended",
        "16:11",
        "V207",
        "stands under otherwise",
    ),
    (
        "kind: duration_limit",
        "kind: indication\n    needs: {condition: insomnia}\n    otherwise: recommended",
        "17:16",
        "V207",
        "what holds where it is stands under then",
    ),
]
IN_A_RULE = [
    ("fact: item", "fact: itme", "10:10", "V601", "unknown fact 'itme': one of "),
    ("decision: upheld}", "decison: upheld}", "10:40", "V601", "has no field 'decison': one of "),
    (
        "decision: upheld}}\nmessage",
        "decision: uphold}}\nmessage",
        "10:41",
        "V602",
        "(did you mean upheld?)",
    ),
    (
        "{i.decision}",
        "{j.decision}",
        "11:10",
        "V601",
        "{j.decision}: no earlier condition is called 'j': one of i",
    ),
    (
        "where: {decision: upheld}",
        "where: {visits: '>= 5'}",
        "10:39",
        "V602",
        "expected a whole number, found text '>= 5': write {ge: 5}",
    ),
    ("evidence: [i]", "evidence: [x]", "12:12", "V601", "no condition of when is called 'x': one of i"),
    (
        "where: {decision: upheld}",
        "where: {visits: {gt: 5, lt: 3}}",
        "10:51",
        "V603",
        "never true together with",
    ),
    ("fires: 0}", "fires: none}", "16:84", "V203", "fires: must be a whole number, not 'none'"),
    (
        "where: {decision: upheld}",
        "where: {decision: [upheld, modified]}",
        "10:41",
        "V207",
        "not a list: write {ne: …} of what it may not be, or a rule for each",
    ),
    ("where: {decision: upheld}", "where: {visits: > 5}", "10:39", "V105", "begin with >: write {gt: 5}, or"),
    ("{i.decision}", "{days}", "11:10", "V606", "outside of {alias.field}, such as {i.decision}"),
    (
        "evidence: [i]",
        "guideline: i",
        "12:12",
        "V606",
        "reference to a guideline: one of citation, cited_section, ",
    ),
    (
        "check: limit-misstated",
        "check: own-check",
        "3:8",
        "V301",
        "there is no check 'own-check' (checks.yaml of a pack lists its own): one of missing-section, ",
    ),
    (
        "check: limit-misstated",
        "check: limit-mistated",
        "3:8",
        "V301",
        "(did you mean limit-misstated?)",
    ),
    (
        "where: {decision: upheld}",
        "where: {decision: upheld}}\n- {fact: asked_for, as: a, where: {concept: zolpidm}",
        "11:45",
        "V301",
        "there is no concept zolpidm (did you mean zolpidem?)",
    ),
    (
        "where: {decision: upheld}",
        "where: {decision: upheld}}\n- {fact: stated_limit, as: a, where: {unit: dais}",
        "11:45",
        "V602",
        "unit: 'dais' is none of visit, day",
    ),
    (
        "where: {decision: upheld}",
        "where: {decision: upheld}}\n- {fact: criterion_outcome, as: a, where: {criterion: CP09.mass.visit}",
        "11:55",
        "V301",
        "there is no criterion CP09.mass.visit (did you mean CP09.mass.visits?)",
    ),
    (
        "severity: warning",
        "severity: fatal",
        "4:11",
        "V204",
        "severity: 'fatal' is none of error, warning, note",
    ),
]


def told(errors: str, name: str, place: str, code: str, said: str) -> bool:
    starts = f"imr-check: {name}:{place}: {code} "
    return any(line.startswith(starts) and said in line for line in errors.splitlines())


@pytest.mark.parametrize(("old", "new", "place", "code", "said"), IN_A_GUIDELINE)
def test_a_guideline(cli: Cli, here: Path, old: str, new: str, place: str, code: str, said: str) -> None:
    assert old in GUIDELINE
    path = write(here / "sleep.yaml", GUIDELINE.replace(old, new, 1))
    result = cli("guideline", "validate", path.name)
    assert (result.code, result.out) == (2, b"")
    assert told(result.err, "sleep.yaml", place, code, said), result.err


@pytest.mark.parametrize(
    "topic",
    ["topic: '...'", "topic: a", "topic: 5", "topic: ''", "topic:", "topics: House guideline on sleep"],
)
def test_a_wrong_topic_is_told_once(cli: Cli, here: Path, topic: str) -> None:
    """Not again as what is made of it, nor a misspelt key as one that is missing."""
    write(here / "sleep.yaml", GUIDELINE.replace("topic: House guideline on sleep", topic, 1))
    (said,) = cli("guideline", "validate", "sleep.yaml").err.splitlines()
    assert said.startswith("imr-check: sleep.yaml:4:")


@pytest.mark.parametrize("topic", ["Pain (Chronic)", "(Chronic) Sleep", "Sleep & Pain [2]", "Sleep++"])
def test_a_topic_may_begin_and_end_with_a_bracket(cli: Cli, here: Path, topic: str) -> None:
    write(here / "ours/sleep.yaml", GUIDELINE.replace("House guideline on sleep", topic))
    write(here / "letter.txt", DENIED.replace("House guideline on sleep", topic))
    assert cli("guideline", "validate", "ours/sleep.yaml").text == "1 file, no problems\n"
    assert "at most 7-10 days" in cli("letter.txt", "--guidelines", "ours", "--format", "concise").text


@pytest.mark.parametrize(("old", "new", "place", "code", "said"), IN_A_RULE)
def test_a_rule(cli: Cli, here: Path, old: str, new: str, place: str, code: str, said: str) -> None:
    assert old in rule()
    path = write(here / "IMR390.yaml", rule().replace(old, new, 1))
    result = cli("rule", "validate", path.name)
    assert (result.code, result.out) == (2, b"")
    assert told(result.err, "IMR390.yaml", place, code, said), result.err


def test_good_files(cli: Cli, here: Path) -> None:
    write(here / "sleep.yaml", GUIDELINE)
    write(here / "more.yaml", ADDITION)
    write(here / "IMR390.yaml", rule())
    assert cli("guideline", "validate", "sleep.yaml", "more.yaml").text == "2 files, no problems\n"
    assert cli("rule", "validate", "IMR390.yaml").text == "1 file, no problems\n"


def test_the_opposite_of_a_value_is_not_what_was_meant(cli: Cli, here: Path) -> None:
    needs = "    needs: {tried: NSAID, result: not helped}\n    examples:"
    write(here / "sleep.yaml", GUIDELINE.replace("    examples:", needs, 1))
    said = cli("guideline", "validate", "sleep.yaml").err
    assert said.endswith("V204 result: 'not helped' is none of helped, partly, failed\n")


def test_a_folder_is_looked_at_as_a_pack(cli: Cli, here: Path) -> None:
    write(here / "ours/sleep.yaml", GUIDELINE)
    write(here / "ours/more.yaml", ADDITION.replace("ODG-PAIN", "HOUSE-SLEEP"))
    write(here / "rules/pack.yaml", "prefix: OUR\n")
    write(here / "rules/OUR101.yaml", rule("OUR101"))
    assert cli("guideline", "validate", "ours").text == "2 files, no problems\n"
    assert cli("rule", "validate", "rules").text == "1 file, no problems\n"
    write(here / "ours/more.yaml", ADDITION.replace("ODG-PAIN", "HOUSE-SLEP"))
    write(here / "rules/OUR101.yaml", rule("OUR101").replace("severity: warning", "severity: wrning"))
    for command, said in (
        ("guideline", "ours/more.yaml:1:10: V301 "),
        ("rule", "rules/OUR101.yaml:4:11: V204 "),
    ):
        result = cli(command, "validate", "ours" if command == "guideline" else "rules")
        assert (result.code, result.err.startswith(f"imr-check: {said}")) == (2, True), result.err


@pytest.mark.parametrize("command", ["guideline", "rule"])
def test_a_folder_without_knowledge(cli: Cli, here: Path, command: str) -> None:
    write(here / "letters/notes.txt", "nothing")
    write(here / "packs/pack.yaml", "prefix: OUR\n")
    write(here / "misnamed/sleep.yml", GUIDELINE)
    said = f"V101 no {command} in this folder: one is a file whose name ends in .yaml\n"
    for folder in ("letters", "packs"):
        result = cli(command, "validate", folder)
        assert (result.code, result.err) == (2, f"imr-check: {folder}: {said}")
    misnamed = "misnamed/sleep.yml: V102 not read: its name must end in .yaml, not .yml\n"
    assert cli(command, "validate", "misnamed").err == f"imr-check: {misnamed}"


def test_a_file_of_the_other_kind_is_told_in_one_line(cli: Cli, here: Path) -> None:
    write(here / "sleep.yaml", GUIDELINE)
    write(here / "IMR390.yaml", rule())
    start = "imr-check: {}:1:1: V102 this is a {}: imr-check {} validate looks at it\n"
    said = cli("rule", "validate", "sleep.yaml").err
    assert said == start.format("sleep.yaml", "guideline", "guideline")
    assert cli("guideline", "validate", "IMR390.yaml").err == start.format("IMR390.yaml", "rule", "rule")


def test_all_errors_at_once(cli: Cli, here: Path) -> None:
    text = GUIDELINE.replace("rank: 5", "rank: 7").replace("kind: duration_limit", "kind: days")
    write(here / "sleep.yaml", text)
    assert len(cli("guideline", "validate", "sleep.yaml").err.splitlines()) == 2


def test_what_is_wrong_between_files_is_told_beside_what_is_wrong_in_one(cli: Cli, here: Path) -> None:
    write(here / "ours/1-sleep.yaml", GUIDELINE.replace("rank: 5", "rank: five"))
    write(here / "ours/2-more.yaml", ADDITION.replace("HOUSE.bracelet", "ODG.pain.office"))
    write(here / "ours/3-rest.yaml", ADDITION.replace("[tens]", "[tense]"))
    said = cli("guideline", "validate", "ours").err
    found = re.findall(r"ours/(\S+):\d+: (V\d+)", said)
    assert found == [("1-sleep.yaml:6", "V203"), ("2-more.yaml:3", "V303"), ("3-rest.yaml:6", "V301")]


def test_a_name_is_told_with_what_else_is_wrong_where_it_stands(cli: Cli, here: Path) -> None:
    """Of an edition, a section, a criterion and a limit; an id that is taken too."""
    broken = GUIDELINE.replace("rank: 5", "rank: five\nbased_on: [ODG-PAINS]").replace(
        "[zolpidem]", "[zolpidme]"
    )
    broken = broken.replace("high: 10}]", "high: ten, applies_to: [gouty]}]\n    not_in: [ODG.pain.ofice]")
    broken = broken.replace("id: HOUSE.zolpidem\n", "id: ODG.pain.office\n")
    broken += "    needs: {any: [{condition: radiculopathy}, {tried: splint, shown_by: [tunel view]}]}\n"
    write(here / "ours/1-sleep.yaml", broken)
    write(here / "ours/2-more.yaml", ADDITION.replace("ODG-PAIN", "ODG-PAINS").replace("title", "titel"))
    said = cli("guideline", "validate", "ours").err
    found = {}
    for file, line, column, code in re.findall(r"ours/(\S+):(\d+):(\d+): (V\d+)", said):
        text = (here / "ours" / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        found[re.split(r"[],:}]", text[int(column) - 1 :])[0]] = code
    assert found == {
        "five": "V203",
        "ODG-PAINS": "V301",  # in both files
        "ODG.pain.office": "V303",
        "zolpidme": "V301",
        "ten": "V203",
        "gouty": "V301",
        "ODG.pain.ofice": "V301",
        "tunel view": "V504",
        "titel": "V202",
    }
    assert said.count("V301") == 5


NOT_READ = "which has problems of its own, may have it"


def test_a_name_that_a_file_which_can_not_be_read_may_have_is_told_as_not_looked_up(
    cli: Cli, here: Path
) -> None:
    """Once, whatever asks for it; a name that stands nowhere is told as that in the same run."""
    write(here / "ours/1-sleep.yaml", GUIDELINE.replace("rank: 5", "rank: five"))
    write(here / "ours/2-more.yaml", ADDITION.replace("ODG-PAIN", "HOUSE-SLEEP"))
    other = GUIDELINE.replace("HOUSE-SLEEP", "HOUSE-WAKE").replace("sleep", "wake")
    edition = f"{other[: other.index('sections:')]}superseded_by: [HOUSE-SLEEP, HOUSE-SLEP]\n"
    write(here / "ours/3-wake.yaml", edition + "based_on: [HOUSE-SLEEP]\n")
    result = cli("guideline", "validate", "ours")
    assert result.code == 2
    assert [line.removeprefix("imr-check: ours/") for line in result.err.splitlines()] == [
        "1-sleep.yaml:6:7: V203 rank: must be a whole number from 1 to 6, not 'five'",
        "3-wake.yaml:8:30: V301 there is no edition HOUSE-SLEP",
        "2-more.yaml:1:10: W705 HOUSE-SLEEP is not looked up here, nor at 2 other places: "
        f"ours/1-sleep.yaml, {NOT_READ}",
    ]
    one = cli("guideline", "validate", "ours/2-more.yaml")
    first, *_, last = result.err.splitlines()
    assert (one.code, one.err.splitlines()) == (2, [first, last.replace(", nor at 2 other places", "")])


def test_what_is_wrong_in_one_criterion_hides_nothing_of_the_others(cli: Cli, here: Path) -> None:
    """Errors and warnings come in one run, each at its place: lines count what is left out."""
    first = GUIDELINE.index("  - id: HOUSE.zolpidem.days")
    more = (
        GUIDELINE[first:]
        .replace(".days", ".longest")
        .replace("olpidem", "aleplon")
        .replace("Ambien", "Sonata")
    )
    text = GUIDELINE.replace("low: 7, high: 10", "low: 17, high: 10").replace("[zolpidem]", "[zolpidme]")
    write(
        here / "sleep.yaml",
        text + more.replace("at most 7 to 10 days\n", "at most 5 days\n    not_in: [ODG-PIAN]\n"),
    )
    result = cli("guideline", "validate", "sleep.yaml")
    assert (result.code, [line.split()[1:3] for line in result.err.splitlines()]) == (
        2,
        [
            ["sleep.yaml:17:47:", "V207"],
            ["sleep.yaml:12:25:", "V301"],
            ["sleep.yaml:27:14:", "V301"],
            ["sleep.yaml:28:14:", "W703"],
        ],
    )


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "adds_to: ODG-PAIN",
            "adds_to: ODG-PIAN",
            "more.yaml:1:10: V301 there is no edition ODG-PIAN (did you mean ",
        ),
        (
            "adds_to: ODG-PAIN",
            "adds_to: MTUS Chronic Pain Medical Treatment Guidelines, 2016",
            "more.yaml:1:10: V301 there is no edition MTUS Chronic Pain Medical Treatment Guidelines, 2016"
            " (did you mean MTUS-CP-2016?)",
        ),
        ("HOUSE.bracelet", "ODG.pain.tpi", "more.yaml:3:7: V303 the id ODG.pain.tpi is taken: "),
    ],
)
def test_an_addition(cli: Cli, here: Path, old: str, new: str, said: str) -> None:
    write(here / "more.yaml", ADDITION.replace(old, new))
    result = cli("guideline", "validate", "more.yaml")
    assert (result.code, said in result.err) == (2, True), result.err


PACK = {
    "imr-check.toml": 'guidelines = ["./ours"]\nrules = ["./rules"]\n',
    "ours/sleep.yaml": GUIDELINE,
    "ours/more.yaml": ADDITION.replace("ODG-PAIN", "HOUSE-SLEEP"),
    "rules/OUR101.yaml": rule("OUR101"),
    "rules/pack.yaml": "prefix: OUR\n",
}


@pytest.mark.parametrize("without", ["imr-check.toml", "ours/pack.yaml"])
def test_a_file_is_checked_where_it_stands_whatever_folder_one_is_in(
    cli: Cli, here: Path, without: str
) -> None:
    """As an editor calls it: the configuration and the edition that it adds to are those of the file."""
    for name, text in PACK.items():
        if name != without:
            write(here / "project" / name, text)
    more = here / "project/ours/more.yaml"
    assert cli("guideline", "validate", more).text == "1 file, no problems\n"
    write(more, more.read_text(encoding="utf-8").replace("HOUSE-SLEEP", "HOUSE-SLEP"))
    said = cli("guideline", "validate", more).err
    assert "ours/more.yaml:1:10: V301 there is no edition HOUSE-SLEP (did you mean HOUSE-SLEEP?)" in said


def test_a_file_that_continues_what_the_one_beside_it_begins(cli: Cli, here: Path) -> None:
    write(here / "ours/1-sleep.yaml", GUIDELINE)
    more = GUIDELINE[GUIDELINE.index("  - id: HOUSE.zolpidem.days") :].replace(".days\n", ".more\n", 1)
    more = re.sub(r"    - (.*)\n", r"    - 'Today: \1'\n", more)
    head = "adds_to: HOUSE-SLEEP\ncontinued:\n- section: HOUSE.zolpidem\n  criteria:\n"
    given = "    provenance: {grade: B, sources: [an invented table]}\n    limits:"
    write(here / "ours/2-more.yaml", head + more.replace("    limits:", given))
    assert cli("guideline", "validate", "ours/2-more.yaml").code == 0


def test_a_rule_is_checked_where_it_stands(cli: Cli, here: Path) -> None:
    for name, text in PACK.items():
        write(here / "project" / name, text)
    assert cli("rule", "validate", here / "project/rules/OUR101.yaml").text == "1 file, no problems\n"


def test_wrong_names_of_rules_are_told_beside_files_that_can_not_be_read(cli: Cli, here: Path) -> None:
    for name, text in PACK.items():
        write(here / name, text)
    write(here / "ours/sleep.yaml", GUIDELINE.replace("rank: 5", "rank: five"))
    write(here / "rules/OUR102.yaml", rule("OUR102", "second").replace("severity: ", "severity: dire  # "))
    named = "where: {decision: upheld}}\n- {fact: asked_for, as: a, where: {concept: zolpidm}"
    wrong = rule("OUR103", "third").replace("where: {decision: upheld}", named, 1)
    cite = "source: {edition: HOUSE-SLEEP, "
    write(here / "rules/OUR103.yaml", wrong.replace("source: {", cite))
    result = cli("rule", "validate")
    assert (result.code, [line.split()[1:3] for line in result.err.splitlines()]) == (
        2,
        [
            ["ours/sleep.yaml:6:7:", "V203"],
            ["ours/more.yaml:1:10:", "W705"],
            ["rules/OUR102.yaml:4:11:", "V204"],
            ["rules/OUR103.yaml:11:45:", "V301"],
            ["rules/OUR103.yaml:8:19:", "W705"],
        ],
    )
    assert cli("rule", "validate", "rules/OUR103.yaml").err == result.err


def test_a_name_of_nothing_stops_a_run_too(cli: Cli, here: Path) -> None:
    wrong = "where: {decision: upheld}}\n- {fact: asked_for, as: a, where: {concept: zolpidm}"
    write(here / "ours/IMR390.yaml", rule().replace("where: {decision: upheld}", wrong, 1))
    write(here / "letter.txt", DENIED)
    result = cli("letter.txt", "--rules", "ours")
    assert (result.code, result.out) == (2, b"")
    assert "ours/IMR390.yaml:11:45: V301 there is no concept zolpidm (did you mean zolpidem?)" in result.err


def test_a_scope_without_the_facts_of_the_rule_is_told_once(cli: Cli, here: Path) -> None:
    write(here / "IMR390.yaml", rule().replace("scope: rationale", "scope: letter"))
    said = (
        "IMR390.yaml:6:8: V601 scope letter has none of item, which when asks for: that is of scope rationale"
    )
    assert cli("rule", "validate", "IMR390.yaml").err == f"imr-check: {said}\n"


def test_an_alias_that_is_taken_is_told_without_what_follows_from_it(cli: Cli, here: Path) -> None:
    twice = "upheld}}\n- {fact: sides, as: i, where: {share: true}}\nmessage"
    own = rule().replace("upheld}}\nmessage", twice).replace("{i.decision}", "{s.share}")
    write(here / "IMR390.yaml", own)
    said = "IMR390.yaml:11:21: V303 alias 'i' is taken"
    assert cli("rule", "validate", "IMR390.yaml").err == f"imr-check: {said}\n"
