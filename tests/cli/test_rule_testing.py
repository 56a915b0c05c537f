"""rule test, mutate and watch: what fails is told with the letter's words, what is not shown is told too."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.cli import rule_testing
from tests.cli.conftest import Cli
from tests.cli.packs import GUIDELINE, rule, write

CASES = """\
cases:
- name: finds a denial
  title: 'Norco 10 mg #30'
  finds: [{message: The item is upheld., quotes: ['Norco 10 mg #30']}]
- name: silent on an approval
  decision: overturned
  finds: []
"""


@pytest.fixture
def ours(here: Path) -> Path:
    return write(here / "ours" / "IMR390.yaml", rule() + CASES)


def test_only_the_rules_that_were_added_are_tested(cli: Cli, ours: Path) -> None:
    result = cli("rule", "test", "--coverage", "--rules", "ours")
    assert (result.code, result.text) == (0, "1 rule, 2 tests, 2 cases, 0 failed, 0 gaps\n")


def test_a_case_that_finds_nothing_says_on_which_condition_and_words(cli: Cli, ours: Path) -> None:
    write(ours, ours.read_text().replace("where: {decision: upheld}}", "where: {decision: modified}}"))
    result = cli("rule", "test", "--rules", "ours")
    assert result.code == 1
    lines = result.text.splitlines()
    start = lines.index("IMR390: finds a denial:")
    assert lines[start + 1 : start + 6] == [
        "    expected The item is upheld. | Norco 10 mg #30",
        "    found    nothing",
        '        item 1: cites "Decision based on MTUS Chronic Pain Medical Treatment 2016.": MTUS-CP-2016',
        "        item 1: item i: decision = modified:"
        " the nearest item has not decision = modified (it is 'upheld')",
        '        item 1: title: "Norco 10 mg #30"',
    ]
    assert any(line.startswith("        read: ") for line in lines)


@pytest.mark.parametrize(("quotes", "cut"), [("[Norco 10 mg, 30 tablets]", True), ("[Norco 10 mg]", False)])
def test_a_quote_that_a_comma_cuts_is_told_so(cli: Cli, ours: Path, quotes: str, cut: bool) -> None:
    text = ours.read_text().replace("['Norco 10 mg #30']", quotes).replace("mg #30", "mg, 30 tablets")
    write(ours, text)
    result = cli("rule", "test", "--rules", "ours")
    said = "        within [ ] a comma ends a text: put a quote that has one between ' and '"
    assert (result.code, said in result.text.splitlines()) == (1, cut)


def test_a_case_that_finds_too_much_says_what_was_met(cli: Cli, ours: Path) -> None:
    text = ours.read_text()
    write(ours, text.replace("decision: overturned\n  finds", "decision: upheld\n  finds"))
    result = cli("rule", "test", "--rules", "ours")
    lines = result.text.splitlines()
    assert lines[:2] == ["IMR390: silent on an approval:", "    expected nothing"]
    assert "        met: item i: decision = upheld" in lines
    assert '        title: "Tizanidine 4 mg #30"' in lines


@pytest.mark.parametrize(
    ("year", "late"),
    [
        ("edition: '2025'\n", True),
        ("edition: '2016'\nin_force: {since: 2016-10-01}\n", True),
        ("edition: '2016'\n", False),
    ],
)
def test_a_case_before_the_edition_that_it_cites_says_so(
    cli: Cli, here: Path, ours: Path, year: str, late: bool
) -> None:
    """An ordinary case is decided on 2016-09-19."""
    write(here / "guide/sleep.yaml", GUIDELINE.replace("rank: 5\n", f"rank: 5\n{year}"))
    cites = "  cites: Non-MTUS Citation House guideline on sleep\n  finds: [{message: The item"
    write(ours, ours.read_text().replace("  finds: [{message: The item is", f"{cites} was"))
    lines = cli("rule", "test", "--rules", "ours", "--guidelines", "guide").text.splitlines()
    (line,) = (line for line in lines if " cites " in line)
    start = '        item 1: cites "Decision based on Non-MTUS Citation House guideline on sleep."'
    assert line.startswith(start)
    why = " came after 2016-09-19, the day of the decision: give a later decided"
    assert line.endswith(why if late else ": HOUSE-SLEEP")


def test_a_rule_that_never_fires_fails(cli: Cli, ours: Path) -> None:
    write(ours, ours.read_text().replace("fires: 1", "fires: 0"))
    result = cli("rule", "test", "--rules", "ours")
    assert (result.code, "no test in which the rule fires" in result.err) == (2, True)


def test_mutate_lists_what_no_case_notices(cli: Cli, ours: Path) -> None:
    good = cli("rule", "mutate", "--rules", "ours")
    assert (good.code, good.text) == (0, "3 mutants, 0 not noticed (0.0%)\n")
    changed = ours.read_text().replace(
        "where: {decision: upheld}", "where: {decision: upheld, needs_visits: false}"
    )
    write(ours, changed)
    poor = cli("rule", "mutate", "--rule", "IMR390", "--rules", "ours")
    assert poor.code == 1
    assert poor.text.splitlines() == [
        "IMR390: when i: without needs_visits = false",
        "5 mutants, 1 not noticed (20.0%), over the bar",
    ]
    assert cli("rule", "mutate", "--rules", "ours", "--bar", "20").code == 0


def test_watch_runs_again_when_a_file_changes(cli: Cli, ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []

    def pause(_: float) -> None:
        looks.append(1)
        if len(looks) == 2:
            write(ours, ours.read_text().replace("severity: warning", "severity: fatal"))
        if len(looks) == 4:
            raise KeyboardInterrupt

    monkeypatch.setattr(rule_testing, "sleep", pause)
    result = cli("rule", "test", "--watch", "--rules", "ours")
    assert result.code == 130
    assert result.text.count("watching ") == 2
    assert result.text.count("0 failed") == 1
    assert "ours/IMR390.yaml:4:11: V204 severity: 'fatal' is none of error, warning, note" in result.err
