"""A file broken in one way: validate says so at the line, in words for its author."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.packs import ADDITION, GUIDELINE, rule, write

# What is replaced, by what, the line and column, and what is said. A guideline first, then a rule.
IN_A_GUIDELINE = [
    ("  title: Zolpidem", "\ttitle: Zolpidem", "10:1", "a tab can't be used for indentation: use spaces"),
    ("  title: Zolpidem", "   title: Zolpidem", "10:9", "wrong indentation"),
    ("rank: 5\n", "rank: 5\nrank: 4\n", "7:1", "the key rank is there twice"),
    ("topic: ", "topics: ", "4:9", "topics: no such key (did you mean topic?)"),
    ("    kind: duration_limit\n", "", "14:5", "kind: is missing"),
    (
        "kind: duration_limit",
        "kind: duration",
        "15:11",
        "kind: 'duration' is none of duration_limit, ",
    ),
    ("[zolpidem]", "[zolpidme]", "12:25", "there is no concept zolpidme (did you mean zolpidem?)"),
    ("unit: day", "unit: visit", "17:37", "unit: the kind duration_limit has no figure in visit: one of "),
    ("unit: day", "unit: dya", "17:37", "unit: 'dya' is none of "),
    ("low: 7, high: 10", "low: 17, high: 10", "17:14", "low 17 is above high 10"),
    ("low: 7", "low: seven", "17:47", "low: must be a number, not 'seven'"),
    ("    - Use of zolpidem beyond 10 days is not supported.\n", "", "19:5", "at least 4 in the list, not 3"),
    ("near: [The patient", "near: [Zolpidem is limited to 7 to 10 days., The", "23:12", "also an example"),
    ("grade: B,", "grade: C,", "7:13", "provenance: grade C needs uncertainty: say what is uncertain"),
    ("text: zolpidem for", "text: 'zolpidem for", "16:11", "the quote that opens here isn't closed"),
    ("rank: 5", "rank: 7", "6:7", "rank: must be at most 6, not 7"),
    (
        "sections:\n",
        "in_force: {since: 2017-05-02, until: 2016-01-01}\nsections:\n",
        "8:11",
        "is before since",
    ),
    ("publisher: An", "publisher: an: An", "5:14", "a second ': ' on the line: put the value in quotes"),
    ("table]}", "table}", "7:51", "the list that '[' opens isn't closed"),
]
IN_A_RULE = [
    ("fact: item", "fact: itme", "10:10", "unknown fact 'itme': one of "),
    ("decision: upheld}", "decison: upheld}", "10:40", "has no field 'decison': one of "),
    ("decision: upheld}}\nmessage", "decision: uphold}}\nmessage", "10:41", "(did you mean upheld?)"),
    ("{i.decision}", "{j.decision}", "11:10", "{j.decision}: no earlier condition is called 'j': one of i"),
    ("evidence: [i]", "evidence: [x]", "12:12", "no condition of when is called 'x': one of i"),
    ("where: {decision: upheld}", "where: {visits: {gt: 5, lt: 3}}", "10:51", "never true together with"),
    ("fires: 0}", "fires: none}", "16:84", "fires: must be a whole number, not 'none'"),
    ("check: limit-misstated", "check: limit-mistated", "3:8", "(did you mean limit-misstated?)"),
    ("severity: warning", "severity: fatal", "4:11", "severity: 'fatal' is none of error, warning, note"),
]


def told(errors: str, name: str, place: str, said: str) -> bool:
    starts = f"imr-check: {name}:{place}: "
    return any(line.startswith(starts) and said in line for line in errors.splitlines())


@pytest.mark.parametrize(("old", "new", "place", "said"), IN_A_GUIDELINE)
def test_a_guideline(cli: Cli, here: Path, old: str, new: str, place: str, said: str) -> None:
    assert old in GUIDELINE
    path = write(here / "sleep.yaml", GUIDELINE.replace(old, new, 1))
    result = cli("guideline", "validate", path.name)
    assert (result.code, result.out) == (2, b"")
    assert told(result.err, "sleep.yaml", place, said), result.err


@pytest.mark.parametrize(("old", "new", "place", "said"), IN_A_RULE)
def test_a_rule(cli: Cli, here: Path, old: str, new: str, place: str, said: str) -> None:
    assert old in rule()
    path = write(here / "IMR390.yaml", rule().replace(old, new, 1))
    result = cli("rule", "validate", path.name)
    assert (result.code, result.out) == (2, b"")
    assert told(result.err, "IMR390.yaml", place, said), result.err


def test_good_files(cli: Cli, here: Path) -> None:
    write(here / "sleep.yaml", GUIDELINE)
    write(here / "more.yaml", ADDITION)
    write(here / "IMR390.yaml", rule())
    assert cli("guideline", "validate", "sleep.yaml", "more.yaml").text == "2 files, no problems\n"
    assert cli("rule", "validate", "IMR390.yaml").text == "1 file, no problems\n"


def test_all_errors_at_once(cli: Cli, here: Path) -> None:
    text = GUIDELINE.replace("rank: 5", "rank: 7").replace("kind: duration_limit", "kind: days")
    write(here / "sleep.yaml", text)
    assert len(cli("guideline", "validate", "sleep.yaml").err.splitlines()) == 2


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (
            "adds_to: ODG-PAIN",
            "adds_to: ODG-PIAN",
            "more.yaml:1:10: there is no edition ODG-PIAN (did you mean ",
        ),
        ("HOUSE.bracelet", "ODG.pain.tpi", "more.yaml:3:7: the id ODG.pain.tpi is taken: "),
    ],
)
def test_an_addition(cli: Cli, here: Path, old: str, new: str, said: str) -> None:
    write(here / "more.yaml", ADDITION.replace(old, new))
    result = cli("guideline", "validate", "more.yaml")
    assert (result.code, said in result.err) == (2, True), result.err
