"""rule and guideline: what those who write rules and guidelines work with."""

from __future__ import annotations

import json
import os
import re
import shutil
from pathlib import Path

import pytest

from checker.cli import in_force
from checker.cli.template import rule_template
from checker.engine import load_checks
from checker.knowledge import packs
from checker.knowledge.files import data_folder
from tests.cli.conftest import Cli

CHECKS = load_checks(data_folder("rules"))


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new), encoding="utf-8")


# --- rule --------------------------------------------------------------------------------------------------


def test_rule_list(cli: Cli, rules: Path) -> None:
    result = cli("rule", "list", "--no-shipped", "--rules", rules)
    assert (result.code, result.err) == (0, "")
    assert result.text.splitlines() == [
        "IMR301  error  limit-misstated     upheld-item      An item that is upheld.",
        "IMR302  note   borrowed-criterion  overturned-item  An item that is overturned.",
    ]


@pytest.mark.parametrize("name", ["IMR301", "upheld-item"])
def test_rule_show(cli: Cli, rules: Path, name: str) -> None:
    result = cli("rule", "show", name, "--no-shipped", "--rules", rules)
    assert result.code == 0
    assert result.text.splitlines() == [
        "IMR301 upheld-item",
        "  An item that is upheld.",
        f"  file      {rules}/criterion/IMR301.yaml",
        "  check     limit-misstated (criterion)",
        "  severity  error",
        "  appeal    quality",
        "  scope     rationale",
        "  source    An invented rule (letter-form)",
        "  when",
        "    item i: decision = upheld",
        "  message   The item is {i.decision}.",
        "  resolve   Nothing.",
        "  evidence  i; guideline: none",
        "  tests",
        "    fires: fires 1",
        "    silent on another decision: fires 0",
        "  cases",
    ]


def test_rule_show_none(cli: Cli, rules: Path) -> None:
    result = cli("rule", "show", "IMR999", "--no-shipped", "--rules", rules)
    assert (result.code, result.out, result.err) == (
        2,
        b"",
        "imr-check: no rule is called 'IMR999' (see imr-check rule list)\n",
    )


def test_rule_facts(cli: Cli) -> None:
    assert cli("rule", "facts", "zolpidem").err == (
        "imr-check: there is no fact zolpidem (see imr-check rule facts)\n"
    )
    assert cli("rule", "facts", "clam").err == "imr-check: there is no fact clam (did you mean claim?)\n"
    refers = "  carries a reference to a guideline: a rule's guideline may name it"
    assert refers in cli("rule", "facts", "claim").text.splitlines()
    assert refers not in cli("rule", "facts", "spent").text.splitlines()


@pytest.mark.parametrize(
    "command",
    [
        ("rule", "show", "limit-mistated"),
        ("rule", "test", "limit-mistated"),
        ("guideline", "show", "CP09.musc.ciclo"),
    ],
)
def test_a_name_that_is_like_one_is_told_as_that(cli: Cli, command: tuple[str, ...]) -> None:
    result = cli(*command)
    assert (result.code, result.out) == (2, b"")
    meant = "limit-misstated" if "rule" in command else "CP09.musc.cyclo"
    assert result.err.endswith(f" is called '{command[2]}' (did you mean {meant}?)\n")


def new_code(check: str) -> str:
    family = CHECKS.family_of(check)
    assert family is not None
    return f"IMR{family.digit}99"


def fill_in(path: Path) -> None:
    """Write what a new file leaves to its author."""
    text = path.read_text(encoding="utf-8")
    text = text.replace(
        "'FILL IN: the message as the report shows it'", "The item is upheld and has no claims line."
    )
    text = text.replace("'FILL IN: the words of the letter that it rests on'", "'Tizanidine 4 mg #30'")
    path.write_text(re.sub("'FILL IN: (.*?)'", r"'\1'", text), encoding="utf-8")


@pytest.mark.parametrize("check", [family.checks[0].name for family in CHECKS.families])
def test_a_new_rule_is_not_loaded_before_it_is_filled_in_and_then_its_tests_cover_it(
    cli: Cli, rules: Path, check: str
) -> None:
    code = new_code(check)
    result = cli("rule", "new", code, "--check", check, "--no-shipped", "--rules", rules)
    assert (result.code, result.err) == (0, "")
    path = Path(result.text.strip())
    refused = cli("rule", "test", code, "--no-shipped", "--rules", rules)
    lines = path.read_text(encoding="utf-8").splitlines()
    places = [number for number, line in enumerate(lines, start=1) if "'FILL IN:" in line]
    assert [line.split(":")[2] for line in refused.err.splitlines()] == [str(number) for number in places]
    assert refused.err.count(": V108 to be filled in, as rule new left it: ") == len(places)
    if check == "citation":  # a rule of scope verdict sets an aspect: another form
        return
    fill_in(path)
    assert cli("rule", "validate", "--no-shipped", "--rules", rules).text == "3 rules, no problems\n"
    tested = cli("rule", "test", code, "--coverage", "--no-shipped", "--rules", rules)
    assert (tested.code, tested.text) == (0, "1 rule, 5 tests, 2 cases, 0 failed, 0 gaps\n")
    assert lines[0] == "# yaml-language-server: $schema=../rule.schema.json"
    assert json.loads((rules / "rule.schema.json").read_text()) == cli("schema", "rule").json


def test_a_new_rule_goes_to_the_family_of_its_code(cli: Cli, rules: Path) -> None:
    result = cli("rule", "new", "IMR550", "--rules", rules)
    assert result.text == f"{rules}/facts/IMR550.yaml\n"
    assert rule_template("IMR550", None, CHECKS)[0] == "facts"


def test_a_new_rule_has_the_prefix_of_its_pack(cli: Cli, here: Path) -> None:
    (here / "ours").mkdir()
    (here / "ours" / "pack.yaml").write_text("prefix: ACME")
    refused = cli("rule", "new", "IMR390", "--check", "arithmetic", "--rules", "ours")
    assert refused.err == "imr-check: a code of this pack begins with ACME, not IMR390\n"
    made = cli("rule", "new", "ACME001", "--check", "arithmetic", "--rules", "ours")
    assert made.text == "ours/application/ACME001.yaml\n"


def test_a_code_that_the_pack_has_elsewhere_gets_no_second_file(cli: Cli, here: Path) -> None:
    (here / "ours").mkdir()
    (here / "ours" / "pack.yaml").write_text("prefix: ACME")
    (here / "ours" / "ACME001.yaml").write_text("")
    refused = cli("rule", "new", "ACME001", "--check", "arithmetic", "--rules", "ours")
    assert (refused.code, refused.err) == (2, "imr-check: ours/ACME001.yaml: it is there already\n")
    assert [path.name for path in (here / "ours").rglob("ACME*")] == ["ACME001.yaml"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("IMR301",), "it is there already"),
        (("imr301",), "'imr301' is no rule code: IMR and three digits"),
        (("../IMR301",), "is no rule code"),
        (("IMR901",), "IMR901 belongs to no family by its first digit: name the check with --check"),
        (("IMR390", "--check", "wrong"), "there is no check 'wrong': one of missing-section, "),
        (
            ("IMR390", "--check", "arithmetic"),
            "application begins with IMR4, not IMR390",
        ),
        ((), "missing: ID (Code of the rule, such as IMR390): nobody is there to ask"),
    ],
)
def test_a_new_rule_refused(cli: Cli, rules: Path, arguments: tuple[str, ...], said: str) -> None:
    before = {path: path.read_bytes() for path in rules.rglob("*") if path.is_file()}
    result = cli("rule", "new", *arguments, "--no-shipped", "--rules", rules)
    assert (result.code, result.out) == (2, b"")
    assert said in result.err
    assert {path: path.read_bytes() for path in rules.rglob("*") if path.is_file()} == before


def test_what_comes_with_an_installed_imr_check_gets_no_new_rule(
    cli: Cli, rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = rules.rename(rules.parent / "data") / "rules"
    monkeypatch.setattr(in_force, "data_folder", lambda _: installed)
    monkeypatch.setattr(packs, "data_folder", lambda _: installed)
    result = cli("rule", "new", "IMR390")
    assert (result.code, result.out) == (2, b"")
    assert "is not to be changed: name a folder of yours with --rules" in result.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_new_rule_where_nothing_can_be_written(cli: Cli, rules: Path) -> None:
    rules.chmod(0o500)
    result = cli("rule", "new", "IMR550", "--no-shipped", "--rules", rules)
    assert (result.code, result.out) == (2, b"")


def test_rule_test_of_some_rules_that_come_with_imr_check(cli: Cli) -> None:
    result = cli("rule", "test", "IMR101", "limit-misstated")
    assert (result.code, result.err) == (0, "")
    assert result.text.startswith("2 rules, ")
    assert result.text.endswith(" 0 failed\n")


@pytest.mark.parametrize("engine", ["durable", "indexed"])
def test_rule_test_that_fails(cli: Cli, rules: Path, engine: str) -> None:
    if engine == "durable":
        pytest.importorskip("durable_rules_engine")
    edit(
        rules / "criterion" / "IMR301.yaml",
        "{item: {decision: upheld}}], fires: 1",
        "{item: {decision: upheld}}], fires: 2",
    )
    result = cli("rule", "test", "--no-shipped", "--rules", rules, "--engine", engine)
    assert (result.code, result.text.splitlines()) == (
        1,
        ["IMR301: fires: expected to fire 2 times, fired 1", "2 rules, 4 tests, 0 cases, 1 failed"],
    )
    only = cli("rule", "test", "IMR302", "overturned-item", "--no-shipped", "--rules", rules)
    assert (only.code, only.text) == (0, "1 rule, 2 tests, 0 cases, 0 failed\n")
    assert cli("rule", "test", "IMR309", "--no-shipped", "--rules", rules).code == 2


def test_rule_test_coverage(cli: Cli, rules: Path) -> None:
    edit(
        rules / "criterion" / "IMR301.yaml",
        "- {name: silent on another decision, facts: [{item: {decision: modified}}]",
        "- {name: silent on another decision, facts: [{part: {name: rationale}}]",
    )
    result = cli("rule", "test", "--coverage", "--no-shipped", "--rules", rules)
    assert (result.code, result.text.splitlines()) == (
        1,
        [
            "IMR301: no case in which it finds something",
            "IMR301: no case of silence",
            "IMR301: when item i: decision = upheld: no test and no case fails on decision = upheld",
            "IMR302: no case in which it finds something",
            "IMR302: no case of silence",
            "2 rules, 4 tests, 0 cases, 0 failed, 5 gaps",
        ],
    )


def test_rule_validate_says_all_problems_with_their_places(cli: Cli, rules: Path) -> None:
    first, second = (rules / "criterion" / f"{code}.yaml" for code in ("IMR301", "IMR302"))
    edit(first, "severity: error", "severity: fatal\ncolour: red")
    edit(second, "decision: overturned}}\nmessage", "decison: overturned}}\nmessage")
    result = cli("rule", "validate", "--no-shipped", "--rules", rules)
    assert (result.code, result.out) == (2, b"")
    starts = [line.split(": ")[1:3] for line in result.err.splitlines()]
    assert starts == [
        [f"{first}:4:11", "V204 severity"],
        [f"{first}:5:1", "V202 colour"],
        [f"{second}:10:40", "V601 fact item has no field 'decison'"],
    ]


def test_rule_validate_files(cli: Cli, rules: Path, here: Path) -> None:
    good, bad = (rules / "criterion" / f"{code}.yaml" for code in ("IMR301", "IMR302"))
    apart = here / "draft.yaml"
    shutil.copy(good, apart)
    assert (
        cli("rule", "validate", good, apart, "--no-shipped", "--rules", rules).text
        == "2 files, no problems\n"
    )
    edit(bad, "code: IMR302", "code: IMR301")
    edit(apart, "appeal: quality", "appeal: none")
    assert cli("rule", "validate", good, "--no-shipped", "--rules", rules).code == 0
    result = cli("rule", "validate", bad, apart, here / "missing.yaml", "--no-shipped", "--rules", rules)
    assert (result.code, result.out) == (2, b"")
    messages = [line.removeprefix("imr-check: ") for line in result.err.splitlines()]
    assert sorted(message.split(": ")[0] for message in messages) == sorted(
        [f"{apart}:5:9", f"{here}/missing.yaml", f"{bad}:1:7", f"{bad}:1:7"]
    )


@pytest.mark.parametrize("command", ["list", "test", "validate"])
def test_a_folder_without_rules(cli: Cli, here: Path, command: str) -> None:
    result = cli("rule", command, "--no-shipped", "--rules", here)
    assert (result.code, result.out, result.err) == (2, b"", f"imr-check: {here}: no rules in this folder\n")


# --- guideline ---------------------------------------------------------------------------------------------


def test_guideline_list(cli: Cli) -> None:
    result = cli("guideline", "list")
    assert (result.code, result.err) == (0, "")
    editions = list((data_folder("guidelines") / "editions").iterdir())
    assert len(result.text.splitlines()) == len(editions)
    (line,) = [line for line in result.text.splitlines() if line.startswith("MTUS-CP-2009 ")]
    assert "2009-07-18 to 2016-07-27" in line
    assert line.endswith("MTUS Chronic Pain Medical Treatment Guidelines (May 2009)")


def test_guideline_show(cli: Cli) -> None:
    whole = cli("guideline", "show", "MTUS-CP-2009").text.splitlines()
    assert whole[0] == "MTUS-CP-2009 MTUS Chronic Pain Medical Treatment Guidelines (May 2009)"
    assert "  in force    2009-07-18 to 2016-07-27; rank 1 in the search order" in whole
    section = cli("guideline", "show", "CP09.intro").text.splitlines()
    assert section[:2] == [
        "MTUS-CP-2009 MTUS Chronic Pain Medical Treatment Guidelines (May 2009)",
        "  CP09.intro Introduction: pages 1-10 (grade C); info",
    ]
    assert set(section[1:]) <= set(whole)
    criterion = cli("guideline", "show", "CP09.intro.applies").text.splitlines()
    assert [line for line in criterion if "CP09.intro.applies" in line] == [
        "    CP09.intro.applies scope: applies once pain outlasts the expected healing time and no curative"
        " option such as surgery is planned"
    ]
    assert any(line.startswith("      provenance  A: ") for line in criterion)


def test_guideline_show_leaves_out_pages_that_are_not_known(cli: Cli) -> None:
    section = cli("guideline", "show", "ODG.hip.pt").text.splitlines()
    assert section[1] == "  ODG.hip.pt Physical medicine treatment: conditional"
    assert not any(line.startswith("      pages") for line in section)


def test_guideline_show_none(cli: Cli) -> None:
    result = cli("guideline", "show", "ODG-MOON")
    assert (result.code, result.out) == (2, b"")
    assert "no edition, section or criterion is called 'ODG-MOON'" in result.err
    result = cli("guideline", "show", "mtus-cp")
    assert (result.code, result.out) == (2, b"")
    assert "(some that begin so: MTUS-CP-2009, MTUS-CP-2016, " in result.err


def test_guideline_validate(cli: Cli, tmp_path: Path) -> None:
    folder = tmp_path / "guidelines"
    shutil.copytree(data_folder("guidelines"), folder)
    assert cli("guideline", "validate", "--no-shipped", "--guidelines", folder).text.endswith(
        " concepts, no problems\n"
    )
    editions = folder / "editions"
    edit(editions / "mtus-chronic-pain-2009" / "edition.yaml", "rank: 1\n", "rank: 9\n")
    sections = editions / "odg-pain" / "10-polysomnography-continued.yaml"
    edit(sections, "\n- id: ODG.pain.tpi\n", "\n- colour: red\n  id: ODG.pain.tpi\n")
    result = cli("guideline", "validate", "--no-shipped", "--guidelines", folder)
    assert (result.code, result.out) == (2, b"")
    told = [line.split(": ")[1:3] for line in result.err.splitlines()]
    assert all(place.count(":") == 2 for place, _ in told)
    errors = [Path(place).name.split(":")[0] for place, what in told if not what.startswith("W")]
    assert errors == ["edition.yaml", "10-polysomnography-continued.yaml"]
    assert len(told) == 5  # what may stand in either is told of once, not at each place
