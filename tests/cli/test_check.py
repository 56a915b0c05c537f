"""``check``: exit codes, what is printed where, inputs that can't be checked, configuration."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import time
from datetime import date
from pathlib import Path
from shutil import copytree

import pytest

import checker.running.batch
import checker.running.setup
from checker.errors import EngineError, LimitError
from checker.judging.examine import Checker, Examination
from checker.knowledge.files import data_folder
from checker.spans import LetterText
from tests.cli.conftest import Cli, program, shell
from tests.cli.letters import NEWS, OVERTURNED, UPHELD, item, letter
from tests.shipped import parts


def write(path: Path, text: str) -> Path:
    path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def upheld(here: Path) -> Path:
    return write(here / "upheld.txt", UPHELD)


@pytest.fixture
def overturned(here: Path) -> Path:
    return write(here / "overturned.txt", OVERTURNED)


@pytest.mark.parametrize(
    ("letters", "options", "code"),
    [
        (("overturned.txt",), (), 0),
        (("overturned.txt",), ("--fail-level", "warning"), 0),
        (("overturned.txt",), ("--fail-level", "note"), 1),
        (("upheld.txt",), (), 1),
        (("upheld.txt",), ("--fail-level", "never"), 0),
        (("upheld.txt", "overturned.txt"), (), 1),
        (("overturned.txt", "missing.txt"), (), 2),
        (("upheld.txt", "missing.txt"), (), 2),
        (("upheld.txt", "news.txt"), (), 2),
        (("missing.txt",), ("--allow-empty",), 2),
        (("empty",), (), 2),
        (("empty",), ("--allow-empty",), 0),
        (("upheld.txt",), ("--quiet", "--verbose"), 2),
        (("upheld.txt",), ("--jobs", "0"), 2),
        (("upheld.txt",), ("--format", "doc"), 2),
        (("upheld.txt",), ("--as-of", "02/30/2014"), 2),
        (("upheld.txt",), ("--rules", "missing"), 2),
        (("upheld.txt",), ("--rules", "empty"), 2),
        (("upheld.txt",), ("--guidelines", "empty"), 2),
        (("upheld.txt",), ("--config", "missing.toml"), 2),
        ((), (), 2),
    ],
)
@pytest.mark.usefixtures("upheld", "overturned")
def test_exit_code(
    cli: Cli, rules: Path, here: Path, letters: tuple[str, ...], options: tuple[str, ...], code: int
) -> None:
    write(here / "news.txt", NEWS)
    (here / "empty").mkdir()
    result = cli("check", "--no-shipped", "--rules", rules, *options, *letters)
    assert result.code == code, result.err
    assert "bug" not in result.err


def test_check_is_the_default_command(cli: Cli, rules: Path, upheld: Path) -> None:
    named = cli("check", upheld, "--no-shipped", "--rules", rules, "--format", "json")
    assert cli(upheld, "--no-shipped", "--rules", rules, "--format", "json") == named
    assert cli("--format", "json", "--no-shipped", "--rules", rules, upheld) == named
    assert named.code == 1


def test_every_input_is_in_the_report(cli: Cli, rules: Path, upheld: Path, here: Path) -> None:
    write(here / "news.txt", NEWS)
    write(here / "void.txt", "")
    result = cli(
        upheld,
        here / "gone.txt",
        here / "news.txt",
        here / "void.txt",
        "--no-shipped",
        "--rules",
        rules,
        "--format",
        "json",
    )
    assert result.code == 2
    assert result.json["complete"] is False
    assert {Path(each["path"]).name: (each["status"], each["error"]) for each in result.json["letters"]} == {
        "gone.txt": ("unreadable", "no such file or folder"),
        "news.txt": (
            "not_a_determination",
            "this is not an IMR final determination: its headings and guideline lines are missing",
        ),
        "upheld.txt": ("checked", None),
        "void.txt": ("unreadable", "it is empty"),
    }
    assert result.err.splitlines() == [
        f"imr-check: {here}/gone.txt: no such file or folder",
        f"imr-check: {here}/news.txt: this is not an IMR final determination: its headings and guideline"
        " lines are missing",
        f"imr-check: {here}/void.txt: it is empty",
    ]


@pytest.mark.parametrize(
    ("level", "failing"),
    [
        ("error", ["upheld"]),
        ("warning", ["upheld"]),
        ("note", ["overturned", "upheld"]),
        ("never", ["upheld"]),
    ],
)
def test_quiet_lists_what_fails_at_the_level(
    cli: Cli, rules: Path, upheld: Path, overturned: Path, level: str, failing: list[str]
) -> None:
    result = cli(upheld.name, overturned.name, "--no-shipped", "--rules", rules, "-q", "--fail-level", level)
    listed = [Path(line).stem for line in result.text.split("\n\n")[0].splitlines() if line.endswith(".txt")]
    assert listed == failing


def test_quiet_lists_what_fails_at_the_level_of_the_configuration(
    cli: Cli, rules: Path, overturned: Path, here: Path
) -> None:
    assert "The item is overturned." not in cli(overturned, "--no-shipped", "--rules", rules, "-q").text
    write(here / "imr-check.toml", 'fail-level = "note"')
    assert "note: The item is overturned." in " ".join(
        cli(overturned, "--no-shipped", "--rules", rules, "-q").text.split()
    )


def test_notes_are_set_out_where_they_are_asked_for(
    cli: Cli, rules: Path, overturned: Path, here: Path
) -> None:
    folded = cli(overturned, "--no-shipped", "--rules", rules)
    assert "  · 1 note (--show notes): borrowed-criterion\n" in folded.text
    assert "The item is overturned." not in folded.text
    shown = cli(overturned, "--no-shipped", "--rules", rules, "--show", "notes")
    assert "  · note              The item is overturned.\n" in shown.text
    write(here / "run.json", cli(overturned, "--no-shipped", "--rules", rules, "--format", "json").text)
    assert cli("report", here / "run.json").text == folded.text
    assert cli("report", here / "run.json", "--show", "notes").text == shown.text
    assert cli(overturned, "--no-shipped", "--rules", rules, "--show", "everything").code == 2


def test_terminal_report_of_a_finding(cli: Cli, rules: Path, upheld: Path) -> None:
    result = cli(upheld, "--no-shipped", "--rules", rules, "--color", "never")
    assert result.err == ""
    assert "Tizanidine 4 mg #30" in result.text
    assert "The item is upheld." in result.text
    assert "\x1b" not in result.text


def test_standard_input(rules: Path) -> None:
    result = shell("-", "--no-shipped", "--rules", rules, "--format", "json", stdin=UPHELD.encode())
    assert (result.code, [each["path"] for each in result.json["letters"]]) == (1, ["-"])


def test_as_of_replaces_the_date_of_the_letter(cli: Cli, here: Path) -> None:
    path = write(here / "upheld.txt", UPHELD)
    then, later = (
        cli("check", path, "--format", "json", *more).json for more in ((), ("--as-of", "2018-02-01"))
    )
    assert {c["guideline"] for c in then["letters"][0]["items"][0]["citations"]} == {"MTUS-CP-2009"}
    assert [f["check"] for f in later["letters"][0]["items"][0]["findings"]] != [
        f["check"] for f in then["letters"][0]["items"][0]["findings"]
    ]


# --- color -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("environment", "option", "colored"),
    [
        ({}, "auto", False),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"FORCE_COLOR": "1"}, "never", False),
        ({"NO_COLOR": "1"}, "always", True),
        ({"TERM": "dumb"}, "always", True),
        ({}, "always", True),
    ],
)
def test_color(
    cli: Cli,
    rules: Path,
    upheld: Path,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    option: str,
    colored: bool,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    result = cli(upheld, "--no-shipped", "--rules", rules, "--color", option)
    assert ("\x1b[" in result.text) is colored
    assert (b"\x1b[31m" in result.out or b"\x1b[1;31m" in result.out) is colored


# --- bugs, interruption, output ----------------------------------------------------------------------------


class Failing(Checker):
    """Fails on the letter of one case."""

    error: BaseException = RuntimeError("the patient's name is SECRET")

    def examine(self, text: LetterText, name: str, as_of: date | None = None) -> Examination:
        if "CM14-0000013" in text.text:
            raise self.error
        return super().examine(text, name, as_of)

    def ignoring(self, codes: frozenset[str]) -> Checker:
        return self


def failing(monkeypatch: pytest.MonkeyPatch, error: BaseException) -> None:
    real = checker.running.setup.make_checker

    def make(*arguments: object) -> Checker:
        made = real(*arguments)  # type: ignore[arg-type]
        broken = Failing(*parts(made))
        broken.error = error
        return broken

    monkeypatch.setattr(checker.running.setup, "make_checker", make)


@pytest.mark.parametrize(
    ("error", "code", "said"),
    [
        (RuntimeError("SECRET"), 101, "b.txt: a bug in imr-check: RuntimeError at test_check.py:"),
        (LimitError("not checked: it gives too much"), 2, "b.txt: not checked: it gives too much"),
        (EngineError("rule IMR301: out of range"), 101, "b.txt: a rule failed: rule IMR301: out of range"),
        (KeyboardInterrupt(), 130, "imr-check: interrupted: 3 of 4 inputs not checked\n"),
    ],
)
def test_what_goes_wrong_with_one_letter_loses_no_other(
    cli: Cli,
    rules: Path,
    here: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: BaseException,
    code: int,
    said: str,
) -> None:
    write(here / "a.txt", UPHELD)
    write(here / "b.txt", letter(number="CM14-0000013"))
    write(here / "c.txt", OVERTURNED)
    write(here / "d.txt", "")
    failing(monkeypatch, error)
    if code == 130:  # who interrupts interrupts this process: here it is the one that checks
        monkeypatch.setattr(checker.running.batch, "_CAN_COPY", False)
    result = cli(".", "--no-shipped", "--rules", rules, "--format", "json")
    assert result.code == code
    assert said in result.err
    assert "SECRET" not in result.err + result.text
    statuses = {each["path"]: each["status"] for each in result.json["letters"]}
    after = "unreadable" if code == 130 else "checked"
    assert statuses == {"a.txt": "checked", "b.txt": "unreadable", "c.txt": after, "d.txt": "unreadable"}
    assert result.json["complete"] is False


def test_a_bug_outside_of_letters_is_101_and_tells_no_more_than_the_place(
    cli: Cli, upheld: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> Checker:
        raise ZeroDivisionError("SECRET")

    monkeypatch.setattr(checker.running.setup, "make_checker", broken)
    result = cli(upheld)
    assert (result.code, result.out) == (101, b"")
    assert result.err.startswith("imr-check: a bug in imr-check: ZeroDivisionError at test_check.py:")
    assert "SECRET" not in result.err


def test_ctrl_c_while_waiting_for_standard_input(rules: Path) -> None:
    process = subprocess.Popen(
        program("-", "--no-shipped", "--rules", rules, "--format", "json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdin is not None
    process.stdin.write(b"x" * 100_000)  # more than a pipe holds: when it is taken, the program is reading
    process.stdin.flush()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 130
    assert [each["error"] for each in json.loads(out)["letters"]] == ["not checked: the run was interrupted"]
    assert b"Traceback" not in err


def _heeds_hangups() -> None:
    """Under ``nohup`` they are ignored, here and by what is started."""
    signal.signal(signal.SIGHUP, signal.SIG_DFL)


@pytest.mark.parametrize("name", ["SIGTERM", "SIGHUP"])
def test_a_run_that_is_to_end_says_what_it_has(rules: Path, upheld: Path, name: str) -> None:
    process = subprocess.Popen(
        program("-", upheld, "--no-shipped", "--rules", rules, "--format", "json"),
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        preexec_fn=_heeds_hangups,  # noqa: PLW1509 - no thread runs at this time
    )
    assert process.stdin is not None
    process.stdin.write(b"x" * 100_000)  # more than a pipe holds: when it is taken, the program is reading
    process.stdin.flush()
    process.send_signal(getattr(signal, name))
    out, err = process.communicate(timeout=60)
    assert (process.returncode, b"Traceback" in err) == (130, False)
    interrupted = "not checked: the run was interrupted"
    assert [each["error"] for each in json.loads(out)["letters"]] == [interrupted] * 2


@pytest.mark.parametrize("times", [1, 2])
def test_what_is_being_written_is_written_whole_at_the_first_interruption(
    rules: Path, here: Path, times: int
) -> None:
    for number in range(16):
        (here / f"{number:02}.txt").write_text(letter(*[item()] * 20), encoding="utf-8")
    process = subprocess.Popen(
        program(".", "--no-shipped", "--rules", rules, "--format", "json"),
        bufsize=0,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    out = process.stdout.read(1000)  # it is writing, and what it writes is more than a pipe holds
    for _ in range(times):
        process.send_signal(signal.SIGINT)
        time.sleep(0.5)
    rest, err = process.communicate(timeout=60)
    assert (process.returncode, b"Traceback" in err) == (130, False)
    if times == 1:
        assert len(json.loads(out + rest)["letters"]) == 16
    else:
        with pytest.raises(ValueError, match="line"):
            json.loads(out + rest)


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no /dev/full on this system")
@pytest.mark.parametrize("form", ["json", "terminal"])
def test_a_full_disk(rules: Path, upheld: Path, form: str) -> None:
    with Path("/dev/full").open("wb") as full:
        result = shell(upheld, "--no-shipped", "--rules", rules, "--format", form, stdout=full)
    assert result.code == 2
    assert result.err == "imr-check: the output can't be written: No space left on device\n"


@pytest.mark.parametrize("unbuffered", ["", "1"])
@pytest.mark.parametrize("form", ["json", "terminal"])
def test_a_file_that_takes_a_part_only(
    rules: Path, upheld: Path, tmp_path: Path, form: str, unbuffered: str
) -> None:
    resource = pytest.importorskip("resource")

    def limit() -> None:
        resource.setrlimit(resource.RLIMIT_FSIZE, (1500, 1500))

    options = (upheld, "--no-shipped", "--rules", rules, "--format", form)
    with (tmp_path / "out").open("wb") as out:
        environment = {"PYTHONUNBUFFERED": unbuffered, "PYTHONDONTWRITEBYTECODE": "1"}
        result = shell(*options, stdout=out, env=environment, preexec_fn=limit)
    assert (result.code, result.err) == (2, "imr-check: the output can't be written: File too large\n")


def test_a_reader_that_has_left(rules: Path, upheld: Path) -> None:
    read, write_end = os.pipe()
    os.close(read)
    try:
        result = shell(upheld, "--no-shipped", "--rules", rules, stdout=write_end)
    finally:
        os.close(write_end)
    assert (result.code, result.err) == (141, "")


def test_a_rule_base_with_problems_names_each(cli: Cli, rules: Path, upheld: Path) -> None:
    for name in ("IMR301", "IMR302"):
        path = rules / "criterion" / f"{name}.yaml"
        path.write_text(
            path.read_text(encoding="utf-8").replace("fact: item", "fact: itme"), encoding="utf-8"
        )
    result = cli(upheld, "--no-shipped", "--rules", rules)
    assert (result.code, result.out) == (2, b"")
    lines = result.err.splitlines()
    assert [line.partition(": V601 unknown fact 'itme'")[0] for line in lines] == [
        f"imr-check: {rules}/criterion/IMR301.yaml:10:10",
        f"imr-check: {rules}/criterion/IMR302.yaml:10:10",
    ]


# --- configuration -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "text", "code"),
    [
        ("imr-check.toml", 'fail-level = "never"', 0),
        ("imr-check.toml", 'ignore = ["IMR301"]', 0),
        ("imr-check.toml", 'ignore = ["upheld-item"]', 0),
        ("imr-check.toml", 'ignore = ["limit-misstated"]', 0),
        ("imr-check.toml", 'ignore = ["criterion"]', 0),
        ("imr-check.toml", 'select = ["IMR302"]', 0),
        ("imr-check.toml", 'select = ["IMR301"]', 1),
        ("imr-check.toml", 'ignore = ["IMR302"]', 1),
        ("imr-check.toml", 'ignore = ["arithmetic"]', 1),
        ("imr-check.toml", "as-of = 2014-08-01", 1),
        ("imr-check.toml", "", 1),
        ("pyproject.toml", '[tool.imr-check]\nignore = ["IMR301"]', 0),
        ("pyproject.toml", "[tool.other]\nx = 1", 1),
        ("other.toml", 'ignore = ["IMR301"]', 1),
    ],
)
def test_configuration(
    cli: Cli, rules: Path, upheld: Path, here: Path, name: str, text: str, code: int
) -> None:
    write(here / name, text)
    result = cli(upheld, "--no-shipped", "--rules", rules)
    assert (result.code, result.err) == (code, "")


def test_the_command_line_outranks_the_configuration(cli: Cli, rules: Path, upheld: Path, here: Path) -> None:
    write(here / "imr-check.toml", 'fail-level = "never"')
    write(here / "pyproject.toml", '[tool.imr-check]\nfail-level = "bad"')
    assert cli(upheld, "--no-shipped", "--rules", rules).code == 0
    assert cli(upheld, "--no-shipped", "--rules", rules, "--fail-level", "error").code == 1
    assert cli(upheld, "--no-shipped", "--rules", rules, "--config", write(here / "own.toml", "")).code == 1


def test_an_ignored_finding_is_suppressed_and_no_verdict_turns_on_it(
    cli: Cli, rules: Path, upheld: Path, here: Path
) -> None:
    copytree(data_folder("rules") / "verdict", rules / "verdict")
    before = cli(upheld, "--no-shipped", "--rules", rules, "--format", "json").json["letters"][0]["items"][0]
    write(here / "imr-check.toml", 'ignore = ["IMR301"]')
    result = cli(upheld, "--no-shipped", "--rules", rules, "--format", "json")
    after = result.json["letters"][0]["items"][0]
    assert (before["verdict"], before["findings"][0]["suppressed"]) == ("inconsistent", False)
    assert after["verdict"] != "inconsistent"
    why = {"kind": "ignored", "reason": None, "author": None, "date": None, "expires": None}
    assert after["findings"] == [{**before["findings"][0], "suppressed": True, "suppression": why}]
    assert result.json["summary"]["findings"] == {"error": 0, "warning": 0, "note": 0}


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        (
            "imr-check.toml",
            '\nfail-levle = "never"\nselect = 1',
            [
                "imr-check.toml:3:1: select: must be a list, not 1",
                "imr-check.toml:2:1: fail-levle: no such key (did you mean fail-level?)",
            ],
        ),
        (
            "imr-check.toml",
            'colour = "red"',
            ["imr-check.toml:1:1: colour: no such key (keys: extends, fail-level, "],
        ),
        (
            "imr-check.toml",
            'fail-level = "all"',
            ["imr-check.toml:1:1: fail-level: 'all' is none of error, warning, note, never"],
        ),
        ("imr-check.toml", 'timeout = "5"', ["imr-check.toml:1:1: timeout: must be a number, not '5'"]),
        ("imr-check.toml", "timeout = 0", ["imr-check.toml:1:1: timeout: must be above 0, not 0"]),
        ("imr-check.toml", "timeout = inf", ["imr-check.toml:1:1: timeout: must be a finite number"]),
        (
            "imr-check.toml",
            'select = ["IMR301", 1]',
            ["imr-check.toml:1:1: select: must be text, not 1: put it in quotes, '1'"],
        ),
        (
            "imr-check.toml",
            'as-of = "2014-08-01"',
            ["imr-check.toml:1:1: as-of: must be a date such as 2009-07-18, not '2014-08-01'"],
        ),
        (
            "pyproject.toml",
            "[tool.other]\nselect = 1\n[tool.imr-check]\n  select = 2",
            ["pyproject.toml:4:3: select: must be a list, not 2"],
        ),
        (
            "imr-check.toml",
            'ignore = ["IMR999"]',
            ["imr-check.toml:1:1: ignore: no rule, check or family is called 'IMR999'"],
        ),
        (
            "imr-check.toml",
            'ignore = ["limit-mistated"]',
            [
                "imr-check.toml:1:1: ignore: no rule, check or family is called 'limit-mistated'"
                " (did you mean limit-misstated?)"
            ],
        ),
        ("imr-check.toml", "= 1", ["imr-check.toml:1:1: not TOML: Invalid statement"]),
        ("imr-check.toml", "x = " + "[" * 5_000, ["imr-check.toml: not usable: nested too deep"]),
        (
            "pyproject.toml",
            "[tool]\nimr-check = 3",
            ["pyproject.toml:2:1: imr-check: must be keys with values, not 3"],
        ),
    ],
)
def test_a_wrong_configuration(
    cli: Cli, rules: Path, upheld: Path, here: Path, name: str, text: str, said: list[str]
) -> None:
    write(here / name, text)
    result = cli(upheld, "--no-shipped", "--rules", rules)
    assert (result.code, result.out) == (2, b"")
    lines = result.err.splitlines()
    assert len(lines) == len(said)
    for line, start in zip(lines, said, strict=True):
        assert line.startswith(f"imr-check: {start}")


def test_two_items_are_judged_apart(cli: Cli, rules: Path, here: Path) -> None:
    both = letter(item(), item(title="Ibuprofen 800 mg #60", decision="Overturned"))
    report = cli(write(here / "both.txt", both), "--no-shipped", "--rules", rules, "--format", "json").json
    assert [
        (i["title"], i["decision"], [f["rule"] for f in i["findings"]]) for i in report["letters"][0]["items"]
    ] == [
        ("Tizanidine 4 mg #30", "upheld", ["IMR301"]),
        ("Ibuprofen 800 mg #60", "overturned", ["IMR302"]),
    ]
