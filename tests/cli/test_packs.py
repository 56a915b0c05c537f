"""Packs of rules and guidelines that a user adds: rules without a fork, none that is silently not there."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.knowledge.files import data_folder, digest
from tests.cli.conftest import Cli
from tests.cli.letters import UPHELD
from tests.cli.packs import ADDITION, DENIED, GUIDELINE, rule, write

SHIPPED = len(list(data_folder("rules").glob("*/IMR*.yaml")))


def codes(result: object) -> list[str]:
    (letter,) = result.json["letters"]  # type: ignore[attr-defined]
    return [finding["rule"] for item in letter["items"] for finding in item["findings"]]


@pytest.fixture
def upheld(here: Path) -> Path:
    return write(here / "letter.txt", UPHELD)


def test_rules_are_added_to_those_that_come_with_imr_check(cli: Cli, here: Path, upheld: Path) -> None:
    write(here / "ours" / "IMR390.yaml", rule())
    alone, with_it = (cli(upheld, *more, "--format", "json") for more in ((), ("--rules", "ours")))
    assert (with_it.err, with_it.replaced) == ("", ())
    assert sorted(codes(with_it)) == sorted([*codes(alone), "IMR390"])
    assert with_it.json["letters"][0]["items"][0]["aspects"]["decision"]["value"] == "agrees"
    assert len(cli("rule", "list", "--rules", "ours").text.splitlines()) == SHIPPED + 1


def test_a_guideline_of_one_file_is_one_that_letters_are_checked_with(cli: Cli, here: Path) -> None:
    write(here / "ours" / "sleep.yaml", GUIDELINE)
    letter = write(here / "letter.txt", DENIED)
    before = cli(letter, "--format", "json").json["letters"][0]["items"][0]
    after = cli(letter, "--guidelines", "ours", "--format", "json").json["letters"][0]["items"][0]
    assert GUIDELINE.count("\n") <= 25
    assert (before["verdict"], after["verdict"]) == ("cannot_tell", "inconsistent")
    assert [finding["message"] for finding in after["findings"] if finding["severity"] == "error"] == [
        "The rationale states 21 days; House guideline on sleep, Zolpidem has no such figure:"
        " at most 7-10 days."
    ]


def test_a_report_names_each_pack_with_version_and_digest(cli: Cli, here: Path, upheld: Path) -> None:
    write(here / "ours" / "IMR390.yaml", rule())
    write(here / "ours" / "pack.yaml", "name: clinic\nversion: '2.1'\n")
    known = cli(upheld, "--rules", "ours", "--format", "json").json["knowledge"]
    assert [(pack["name"], pack["kind"]) for pack in known["packs"]] == [
        ("imr-check", "guidelines"),
        ("imr-check", "rules"),
        ("clinic", "rules"),
    ]
    assert known["packs"][2] == {
        "name": "clinic",
        "kind": "rules",
        "version": "2.1",
        "sha256": digest(here / "ours"),
    }
    assert known["version"].endswith("edited")
    assert "Packs               clinic 2.1 (rules)" in cli(upheld, "--rules", "ours").text


def test_sections_are_added_to_an_edition(cli: Cli, here: Path) -> None:
    write(here / "ours" / "more.yaml", ADDITION)
    shown = cli("guideline", "show", "HOUSE.bracelet", "--guidelines", "ours")
    assert shown.text.startswith("ODG-PAIN ODG ")
    assert "HOUSE.bracelet Copper bracelets" in shown.text


def test_one_id_in_two_packs_is_an_error_unless_it_is_to_be_replaced(cli: Cli, here: Path) -> None:
    path = write(here / "ours" / "IMR301.yaml", rule("IMR301"))
    result = cli("rule", "validate", "--rules", "ours")
    assert result.code == 2
    assert "ours/IMR301.yaml:1:7: V303 code IMR301 is taken by IMR301 (" in result.err
    assert "IMR301.yaml): to stand in its place, pack.yaml has replaces: [IMR301]\n" in result.err
    write(here / "ours" / "pack.yaml", "replaces: [IMR301]")
    assert cli("rule", "validate", "--rules", "ours").text == f"{SHIPPED} rules, no problems\n"
    assert f"  file      {path.relative_to(here)}" in cli("rule", "show", "IMR301", "--rules", "ours").text
    section = ADDITION.replace("HOUSE.bracelet", "ODG.pain.tpi")
    write(here / "text" / "more.yaml", section)
    result = cli("guideline", "validate", "--guidelines", "text")
    assert result.err.startswith("imr-check: text/more.yaml:3:7: V303 the id ODG.pain.tpi is taken: ")
    assert result.err.endswith(" (to stand in its place, pack.yaml has replaces: [ODG.pain.tpi])\n")


def test_a_criterion_is_replaced(cli: Cli, here: Path) -> None:
    write(here / "a" / "sleep.yaml", GUIDELINE)
    criterion = GUIDELINE[GUIDELINE.index("  - id: HOUSE.zolpidem.days") :].replace("high: 10}", "high: 14}")
    text = "adds_to: HOUSE-SLEEP\ncontinued:\n- section: HOUSE.zolpidem\n  criteria:\n" + criterion.replace(
        "    kind:", "    provenance: {grade: B, sources: [a book]}\n    kind:"
    )
    write(here / "b" / "more.yaml", text)
    write(here / "b" / "pack.yaml", "replaces: [HOUSE.zolpidem.days]")
    options = ("--guidelines", "a", "--guidelines", "b")
    assert cli("guideline", "validate", *options).code == 0
    assert "at most 7-14 days" in cli("guideline", "show", "HOUSE.zolpidem.days", *options).text


def test_a_pack_without_guidelines_says_what_makes_some(cli: Cli, here: Path) -> None:
    write(here / "ours" / "pack.yaml", "name: ours")
    said = "imr-check: ours: V101 no guidelines in this folder: imr-check guideline new makes some\n"
    assert cli("guideline", "list", "--guidelines", "ours").err == said


@pytest.mark.parametrize(
    ("files", "said"),
    [
        ({}, "ours: V101 no rules in this folder: imr-check rule new makes one"),
        ({"IMR390.yml": rule()}, "ours/IMR390.yml: V102 not read: its name must end in .yaml, not .yml"),
        ({"IMR390.yaml": "code: IMR390"}, "ours/IMR390.yaml:1:1: V201 name: is missing"),
        (
            {"IMR391.yaml": rule()},
            "ours/IMR391.yaml:1:7: V102 the file is called IMR391.yaml, not IMR390",
        ),
        (
            {"IMR590.yaml": rule("IMR590")},
            "ours/IMR590.yaml:1:7: V102 a code of criterion in a pack without prefix begins with IMR3, not",
        ),
        (
            {"IMR390.yaml": rule(), "pack.yaml": "prefix: ACME"},
            "ours/IMR390.yaml:1:7: V102 a code of this pack (pack.yaml) begins with ACME, not IMR390",
        ),
        (
            {"IMR390.yaml": rule(), "pack.yaml": "replaces: [IMR3O1]"},
            "ours/pack.yaml:1:12: V305 there is no rule IMR3O1 in an earlier pack (did you mean IMR301?)",
        ),
        (
            {"IMR390.yaml": rule(), "pack.yaml": "replaces: [IMR301]"},
            "ours/pack.yaml:1:12: V305 this pack has no rule IMR301 to put in its place",
        ),
        (
            {"IMR390.yaml": rule(), "pack.yaml": "nmae: x"},
            "ours/pack.yaml:1:1: V202 nmae: no such key (did you mean name?)",
        ),
    ],
)
def test_a_pack_that_does_not_load_stops_the_run(
    cli: Cli, here: Path, upheld: Path, files: dict[str, str], said: str
) -> None:
    (here / "ours").mkdir()
    for name, text in files.items():
        write(here / "ours" / name, text)
    result = cli(upheld, "--rules", "ours")
    assert (result.code, result.out) == (2, b"")
    assert f"imr-check: {said}" in result.err


def test_all_that_is_wrong_with_all_packs_is_told(cli: Cli, here: Path, upheld: Path) -> None:
    write(here / "r" / "IMR390.yaml", rule().replace("fact: item", "fact: itme"))
    write(here / "g" / "sleep.yaml", GUIDELINE.replace("[zolpidem]", "[zolpidme]"))
    result = cli(upheld, "--rules", "r", "--guidelines", "g")
    lines = result.err.splitlines()
    assert result.code == 2
    assert lines[0] == (
        "imr-check: g/sleep.yaml:12:25: V301 there is no concept zolpidme (did you mean zolpidem?)"
    )
    assert lines[1].startswith("imr-check: r/IMR390.yaml:10:10: V601 unknown fact 'itme'")
    gone = cli(upheld, "--rules", "none", "--guidelines", "neither")
    assert gone.err.splitlines() == [
        "imr-check: none: V101 no such folder, and no installed pack",
        "imr-check: neither: V101 no such folder, and no installed pack",
    ]


def test_a_copy_of_all_guidelines_is_no_addition(cli: Cli, here: Path, upheld: Path) -> None:
    write(here / "copy" / "ties.yaml", "weights: {}")
    result = cli(upheld, "--guidelines", "copy")
    assert result.err == (
        "imr-check: copy/ties.yaml: V305 a pack adds editions and vocabulary;"
        " one with all else is used without the shipped ones\n"
    )


def test_codes_of_a_prefix_of_its_own(cli: Cli, here: Path, upheld: Path) -> None:
    write(here / "ours" / "ACME001.yaml", rule("ACME001"))
    write(here / "ours" / "pack.yaml", "prefix: ACME")
    assert "ACME001" in codes(cli(upheld, "--rules", "ours", "--format", "json"))


def test_a_pack_adds_checks(cli: Cli, here: Path) -> None:
    text = rule().replace("check: limit-misstated", "check: ours")
    write(here / "ours" / "IMR390.yaml", text)
    added = (
        "families:\n- name: criterion\n  digit: '3'\n  checks:\n  - {name: ours, compares: this with that}\n"
    )
    path = write(here / "ours" / "checks.yaml", added)
    assert cli("rule", "validate", "--rules", "ours").code == 0
    write(path, added.replace("name: ours", "name: arithmetic"))
    assert (
        "ours/checks.yaml:5:12: V303 check arithmetic is there twice"
        in cli("rule", "list", "--rules", "ours").err
    )


def test_an_installed_pack_is_found_without_running_it(
    cli: Cli, here: Path, upheld: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    site = tmp_path / "site"
    write(site / "acme_pack" / "__init__.py", "raise RuntimeError('a pack is data')")
    write(site / "acme_pack" / "rules" / "IMR390.yaml", rule())
    info = site / "acme_pack-3.4.dist-info"
    write(info / "METADATA", "Metadata-Version: 2.1\nName: acme-pack\nVersion: 3.4\n")
    write(info / "entry_points.txt", "[imr_check.packs]\nacme = acme_pack\n")
    monkeypatch.syspath_prepend(str(site))
    result = cli(upheld, "--rules", "acme", "--format", "json")
    assert "IMR390" in codes(result)
    pack = result.json["knowledge"]["packs"][-1]
    assert (pack["name"], pack["version"]) == ("acme", "3.4")
    assert cli(upheld, "--rules", "acne").err == (
        "imr-check: acne: V101 no such folder, and no installed pack (did you mean acme?)\n"
    )
    assert cli(upheld, "--guidelines", "acme").err == (
        "imr-check: acme: V101 the installed pack has no folder guidelines in its package acme_pack\n"
    )


def test_without_the_shipped_ones_something_must_be_named(cli: Cli, upheld: Path) -> None:
    result = cli(upheld, "--no-shipped")
    assert (result.code, result.err) == (
        2,
        "imr-check: --no-shipped: nothing is named that could stand in place of what comes with imr-check\n",
    )


def test_a_rule_that_says_again_what_another_says_is_an_error(cli: Cli, here: Path) -> None:
    write(here / "ours" / "IMR390.yaml", rule())
    where = "where: {decision: upheld"
    narrow = rule("IMR391", "narrower").replace(where, f"{where}, needs_visits: true")
    path = write(here / "ours" / "IMR391.yaml", narrow)
    result = cli("rule", "validate", "--rules", "ours")
    assert (result.code, result.err) == (
        2,
        "imr-check: ours/IMR391.yaml:9:1: V604 it fires only where IMR390 (ours/IMR390.yaml) does,"
        " for the same check: one of them is needless\n",
    )
    write(path, narrow.replace("check: limit-misstated", "check: borrowed-criterion"))
    assert cli("rule", "validate", "--rules", "ours").code == 0
    write(path, narrow.replace("tests:", "instead_of: [IMR390]\ntests:"))
    assert cli("rule", "validate", "--rules", "ours").code == 0


WHOLE = GUIDELINE.replace(
    "sections:\n",
    """sections:
- id: HOUSE.general
  title: House sleep
  recommendation: option
  covers: {treatments: [massage]}
- id: HOUSE.massage
  title: Massage
  recommendation: option
  covers: {treatments: [massage]}
""",
)


@pytest.mark.parametrize(("title", "cited", "fires"), [
    ("House sleep", "House sleep", False),  # the work, which has a section of its name
    ("House sleep guideline", "House sleep guideline", False),
    ("House sleep guideline", "House sleep guideline, 2025", False),
    ("House guideline on sleep", "House guideline on sleep, Massage", True),
    ("House guideline on sleep", "House guideline on sleep, House sleep", True),
])  # fmt: skip
def test_a_work_that_is_cited_whole_cites_no_section_of_its_name(
    cli: Cli, here: Path, title: str, cited: str, *, fires: bool
) -> None:
    write(here / "ours" / "sleep.yaml", WHOLE.replace("House guideline on sleep", title))
    line = "House guideline on sleep, Zolpidem"
    letter = write(here / "letter.txt", DENIED.replace(line, cited))
    assert ("IMR216" in codes(cli(letter, "--guidelines", "ours", "--format", "json"))) is fires
