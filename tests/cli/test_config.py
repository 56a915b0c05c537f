"""Which configuration is in force, what it extends and changes, and where each option stands."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.letters import OVERTURNED, UPHELD
from tests.cli.packs import DENIED, GUIDELINE, rule, write


@pytest.fixture
def letters(here: Path) -> Path:
    write(here / "letters" / "a.txt", UPHELD)
    return here / "letters"


def test_the_nearest_to_the_letter_is_in_force(cli: Cli, here: Path, letters: Path) -> None:
    write(here / "imr-check.toml", "timeout = 11")
    assert "timeout = 11" in cli("config", "show", letters / "a.txt").text
    write(letters / "pyproject.toml", "[tool.other]\nx = 1")
    assert "timeout = 11" in cli("config", "show", letters / "a.txt").text
    write(letters / "pyproject.toml", "[tool.imr-check]\ntimeout = 12")
    assert "timeout = 12" in cli("config", "show", letters / "a.txt").text
    write(letters / "imr-check.toml", "timeout = 13")
    assert "timeout = 13" in cli("config", "show", letters / "a.txt").text
    assert "timeout = 11" in cli("config", "show").text


@pytest.mark.parametrize("path", ["nope.txt", "nope/*.txt", ""])
def test_letters_that_are_not_there_have_none(cli: Cli, letters: Path, path: str) -> None:
    result = cli("config", "show", "letters", path)
    assert (result.code, result.out) == (2, b"")
    said = {"nope.txt": "nope.txt: no such file or folder", "": ".: an empty path"}
    assert result.err == f"imr-check: {said.get(path, 'nope/*.txt: no file matches')}\n"


def test_a_run_has_one_configuration(cli: Cli, here: Path, letters: Path) -> None:
    write(letters / "imr-check.toml", "timeout = 13")
    write(here / "other" / "b.txt", OVERTURNED)
    result = cli("letters", "other")
    assert (result.code, result.out) == (2, b"")
    assert result.err.splitlines() == [
        "imr-check: the letters of a run have one configuration:"
        " check these apart, or name one with --config",
        "imr-check: letters/a.txt: its configuration is letters/imr-check.toml",
        "imr-check: other/b.txt: its configuration is none",
    ]
    assert cli("letters", "other", "--config", letters / "imr-check.toml", "--fail-level", "never").code == 0


def test_extends_is_merged_key_by_key_and_each_option_has_its_origin(cli: Cli, here: Path) -> None:
    base = 'fail-level = "note"\ntimeout = 5\nrules = ["ours"]\n[rule.IMR301]\nseverity = "note"\n'
    write(here / "base" / "house.toml", base + '[rule.IMR302]\nseverity = "note"\n')
    (here / "base" / "ours").mkdir()
    own = 'extends = "base/house.toml"\ntimeout = 7\n\n[rule.IMR301]\nseverity = "warning"\n'
    write(here / "imr-check.toml", own + '[criterion."A.b"]\nlimit = [3, 4]\n')
    shown = cli("config", "show", "--origin").text.splitlines()
    assert [line.split("  # ")[0].rstrip() for line in shown] == [
        'fail-level = "note"',
        "select = []",
        "ignore = []",
        "exclude = []",
        "max-errors = 0",
        'on-unreadable = "fail"',
        "timeout = 7.0",
        "max-memory = 1000",
        'rules = ["base/ours"]',
        "guidelines = []",
        "shipped = true",
        "",
        "[rule.IMR301]",
        'severity = "warning"',
        "",
        "[rule.IMR302]",
        'severity = "note"',
        "",
        '[criterion."A.b"]',
        "limit = [3.0, 4.0]",
    ]
    assert [line.split("  # ")[1] for line in shown if "#" in line] == [
        "base/house.toml:1:1",
        "default",
        "default",
        "default",
        "default",
        "default",
        "imr-check.toml:2:1",
        "default",
        "base/house.toml:3:1",
        "default",
        "default",
        "imr-check.toml:5:1",
        "base/house.toml:7:1",
        "imr-check.toml:7:1",
    ]


@pytest.mark.parametrize(
    ("files", "said"),
    [
        (
            {"imr-check.toml": 'timeout = 1\nextends = "b.toml"', "b.toml": 'extends = "imr-check.toml"'},
            "b.toml:1:1: extends: imr-check.toml extends itself in the end",
        ),
        (
            {"imr-check.toml": 'extends = ["none.toml"]'},
            "imr-check.toml:1:1: extends: none.toml: no such file",
        ),
        ({"imr-check.toml": 'extends = "."'}, "imr-check.toml:1:1: extends: .: it is a folder, not a file\n"),
        ({"imr-check.toml": 'extends = ""'}, "imr-check.toml:1:1: extends: .: it is a folder, not a file\n"),
        (
            {"imr-check.toml": "timeout = 5\nextends = 1"},
            "imr-check.toml:2:1: extends: must be a file or a list of files, not 1\n",
        ),
        (
            {"imr-check.toml": 'extends = "b.toml"', "b.toml": "#" + "x" * 1024**2},
            "imr-check.toml:1:1: extends: b.toml: it is larger than 1 MB\n",
        ),
        (
            {"imr-check.toml": 'timeout = 5\nrules = ["./nope"]'},
            "imr-check.toml:2:1: rules: nope: no such folder, and no installed pack\n",
        ),
        (
            {"imr-check.toml": 'guidelines = ["imr-check.toml"]'},
            "imr-check.toml:1:1: guidelines: imr-check.toml: not a folder\n",
        ),
        (
            {"imr-check.toml": 'extends = "b.toml"', "b.toml": "[rule.IMR301]\nseverety = 'note'"},
            "b.toml:2:1: severety: no such key (did you mean severity?)",
        ),
        (
            {"imr-check.toml": '[rules.IMR301]\nseverity = "note"'},
            "imr-check.toml:1:1: rules: must be a list of packs: a rule is changed in [rule.CODE],",
        ),
        (
            {"imr-check.toml": 'timeout = 5\n[rule.IMR30l]\nseverity = "note"'},
            "imr-check.toml:2:1: rule.IMR30l: no rule is called IMR30l (did you mean IMR301?)",
        ),
        (
            {"imr-check.toml": '[rule.IMR107]\nseverity = "error"'},
            "imr-check.toml:2:1: rule.IMR107.severity: an error turns ",
        ),
        (
            {"imr-check.toml": "[criterion.CP09.mass.visits]\nlimit = 5"},
            "imr-check.toml:1:1: criterion.CP09.mass: an id with points stands in quotes, as [criterion.",
        ),
        (
            {"imr-check.toml": "[rule.IMR107]\nseverity = note"},
            "imr-check.toml:2:12: not TOML: Invalid value: text stands in quotes",
        ),
        (
            {"imr-check.toml": '[criterion."ODG.pain.nothing"]\nlimit = 5'},
            "imr-check.toml:1:1: criterion.ODG.pain.nothing: there is no criterion ODG.pain.nothing",
        ),
        (
            {"imr-check.toml": '[criterion."CP09.intro.applies"]\nlimit = 5'},
            "imr-check.toml:2:1: criterion.CP09.intro.applies.limit: CP09.intro.applies has 0 limits: ",
        ),
        (
            {"imr-check.toml": '[criterion."CP09.intro.applies"]\nlimit = [5, 3]'},
            "imr-check.toml:2:1: limit: the lower figure comes first",
        ),
        *(
            (
                {"imr-check.toml": f'[criterion."CP09.mass.visits"]\nlimit = {given}'},
                "imr-check.toml:2:1: limit: must be a number from 0 to 1,000,000, or the lower and the upper "
                f"one as [9, 12], not {told}\n",
            )
            for given, told in (
                ('"12"', "'12'"),
                ("[12]", "[12]"),
                ("-3", "-3"),
                ("true", "true"),
                ("nan", "nan"),
                ("[9, 10, 12]", "[9, 10, 12]"),
            )
        ),
        (
            {
                "imr-check.toml": '[criterion."CP09.mass.visits"]\n'
                'limits = [{bound = "at_most", low = 9, high = 12}]'
            },
            "imr-check.toml:2:1: unit: is missing: one of visit, minute, hour, day, week, ",
        ),
        (
            {
                "imr-check.toml": '[criterion."CP09.mass.visits"]\n'
                'limits = [{bound = "at_most", unit = "percent", low = 9, high = 12}]'
            },
            "imr-check.toml:2:1: criterion.CP09.mass.visits.limits: the kind visit_cap has no figure in "
            "percent: one of visit, ",
        ),
    ],
)
def test_what_can_not_be_is_told_with_its_place(
    cli: Cli, here: Path, letters: Path, files: dict[str, str], said: str
) -> None:
    for name, text in files.items():
        write(here / name, text)
    result = cli(letters / "a.txt")
    assert (result.code, result.out) == (2, b"")
    assert f"imr-check: {said}" in result.err


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("nope.toml", "no such file"),
        (".", "it is a folder, not a file"),
        ("/dev/null", "it is a device, not a file"),
    ],
)
def test_what_is_no_file_of_options(cli: Cli, here: Path, letters: Path, given: str, said: str) -> None:
    result = cli(letters / "a.txt", "--config", given)
    assert (result.code, result.out, result.err) == (2, b"", f"imr-check: {given}: {said}\n")


@pytest.mark.parametrize("names", ["'{next}'", "['{next}', '{next}']"], ids=["a chain", "ever more"])
def test_what_extends_too_many_files_is_told(cli: Cli, here: Path, letters: Path, names: str) -> None:
    for number in range(1_500):
        write(here / f"{number}.toml", f"extends = {names.format(next=f'{number + 1}.toml')}")
    write(here / "1500.toml", "timeout = 5")
    result = cli(letters / "a.txt", "--config", "0.toml")
    said = "imr-check: 0.toml: extends: it extends more than 100 files in the end\n"
    assert (result.code, result.out, result.err) == (2, b"", said)
    assert cli("config", "show", "--config", "1401.toml").text.count("timeout = 5.0") == (names[0] == "'")


def test_a_rule_has_another_severity_without_a_fork(cli: Cli, here: Path, letters: Path) -> None:
    write(here / "ours" / "IMR390.yaml", rule(severity="error"))
    write(here / "imr-check.toml", 'rules = ["ours"]')
    assert cli("letters", "--fail-level", "error").code == 1
    write(here / "imr-check.toml", 'rules = ["ours"]\n[rule.own-rule]\nseverity = "note"')
    result = cli("letters", "--fail-level", "error", "--format", "json")
    assert result.code == 0
    assert result.json["knowledge"]["changes"] == ["own-rule: severity note"]
    assert "Changed             own-rule: severity note" in cli("letters").text


def test_a_criterion_has_another_figure_without_a_fork(cli: Cli, here: Path) -> None:
    write(here / "ours" / "sleep.yaml", GUIDELINE)
    write(here / "letter.txt", DENIED)
    write(here / "imr-check.toml", 'guidelines = ["ours"]')
    before = cli("letter.txt", "--format", "json").json
    write(
        here / "imr-check.toml", 'guidelines = ["ours"]\n[criterion."HOUSE.zolpidem.days"]\nlimit = [14, 21]'
    )
    after = cli("letter.txt", "--format", "json").json
    assert [each["letters"][0]["items"][0]["aspects"]["criteria"]["value"] for each in (before, after)] == [
        "do_not_match",
        "match",
    ]
    assert after["knowledge"]["changes"] == ["HOUSE.zolpidem.days: limit 14 to 21"]
    assert after["knowledge"]["sha256"] != before["knowledge"]["sha256"]


def test_packs_of_the_configuration_stand_alone_where_it_says_so(cli: Cli, here: Path, letters: Path) -> None:
    write(here / "ours" / "IMR390.yaml", rule(severity="error"))
    write(here / "imr-check.toml", 'rules = ["ours"]\nshipped = false')
    result = cli("rule", "list")
    assert len(result.text.splitlines()) == 1
    assert cli("letters").replaced
