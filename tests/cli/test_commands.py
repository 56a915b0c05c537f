"""extract, explain, schema, report, compare, and what is true of all commands."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import pytest
import yaml

import checker
from checker.cli.main import ALONE
from checker.knowledge.files import data_folder
from checker.report.records import to_json
from tests.cli.conftest import Cli
from tests.cli.letters import NEWS, OVERTURNED, UPHELD, item, letter

Change = Callable[[dict[str, Any]], object]


@pytest.fixture
def upheld(here: Path) -> Path:
    path = here / "upheld.txt"
    path.write_text(UPHELD, encoding="utf-8")
    return path


# --- all commands ------------------------------------------------------------------------------------------

ALL = [
    *((name,) for name in ALONE),
    *(("rule", name) for name in ("list", "show", "new", "test", "validate")),
    *(("guideline", name) for name in ("list", "show", "validate")),
]


@pytest.mark.parametrize("command", [(), *ALL], ids=" ".join)
def test_help(cli: Cli, command: tuple[str, ...]) -> None:
    result = cli(*command, "--help")
    assert (result.code, result.err) == (0, "")
    assert f"imr-check {' '.join(command)}".strip() in result.text


@pytest.mark.parametrize(
    "arguments",
    [(), ("rule",), ("guideline",), ("schema",), ("schema", "letter"), ("rule", "show"), ("explain",)],
)
def test_usage_errors(cli: Cli, arguments: tuple[str, ...]) -> None:
    result = cli(*arguments)
    assert (result.code, result.out) == (2, b"")
    assert "--help" in result.err


@pytest.mark.parametrize("arguments", [["--version"], ["--help"], ["rule", "--help"], ["check", "--help"]])
def test_what_needs_no_knowledge_loads_none(arguments: list[str]) -> None:
    code = (
        "import sys; from checker.cli.main import main; code = main(sys.argv[1:]);"
        " loaded = {'yaml', 're2', 'checker.judging.examine', 'checker.engine', 'checker.knowledge.strict'};"
        " print(code, loaded & set(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], capture_output=True, check=True, timeout=60
    )
    assert done.stderr == b"0 set()\n"


def test_version(cli: Cli) -> None:
    result = cli("--version")
    assert (result.code, result.err) == (0, "")
    assert result.text.startswith("imr-check ")


# --- extract -----------------------------------------------------------------------------------------------


def test_extract(cli: Cli, upheld: Path) -> None:
    result = cli("extract", upheld)
    assert (result.code, result.err) == (0, "")
    record = result.json
    assert (record["status"], record["error"]) == ("checked", None)
    assert record["case"]["case_number"] == "CM14-0000001"
    assert (record["case"]["age"], record["case"]["sex"]) == (44, "female")
    (only,) = record["items"]
    assert set(only) & {"verdict", "reasons", "findings"} == set()
    assert (only["title"], only["decision"]) == ("Tizanidine 4 mg #30", "upheld")
    assert [(c["by"], c["guideline"], c["pages"]) for c in only["citations"]] == [
        ("claims_administrator", "MTUS-CP-2009", []),
        ("reviewer", "MTUS-CP-2009", [[63, 63]]),
    ]
    assert [(s["kind"], s["text"]) for s in only["statements"]] == [
        ("conclusion", "The requested Tizanidine is not medically necessary.")
    ]


def test_every_span_of_an_extraction_holds_what_it_says(cli: Cli, upheld: Path) -> None:
    record = cli("extract", upheld).json
    quotes = [quote for fact in record["facts"] for quote in fact["quotes"]]
    for each in record["items"]:
        quotes += [quote for fact in each["facts"] for quote in fact["quotes"]]
        quotes += [
            {"quote": statement["text"], "span": statement["span"]} for statement in each["statements"]
        ]
    assert len(quotes) > 5
    lines = UPHELD.split("\n")
    for quote in quotes:
        span = quote["span"]
        words = " ".join(UPHELD[span["start"] : span["end"]].split())
        assert words in {quote["quote"], f"{quote['quote']}: Upheld"}  # a title's span has its decision
        assert lines[span["line"] - 1][span["column"] - 1] == UPHELD[span["start"]]


def test_facts_of_an_extraction(cli: Cli, upheld: Path) -> None:
    record = cli("extract", upheld).json
    facts = [fact for fact in record["items"][0]["facts"] if fact["kind"] == "item"]
    assert [(fact["fields"]["decision"], fact["fields"]["treatment"]) for fact in facts] == [
        ("upheld", "tizanidine")
    ]
    assert {fact["kind"] for fact in record["facts"]} >= {"part", "history"}


@pytest.mark.parametrize("command", ["extract", "explain"])
@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("missing.txt", "missing.txt: no such file or folder"),
        ("void.txt", "void.txt: it is empty"),
        ("news.txt", "news.txt: this is not an IMR final determination"),
        ("large.txt", "large.txt: it has more than 500 items"),
        (".", ".: one letter is needed, this names 3"),
    ],
)
def test_letters_that_cannot_be_used(cli: Cli, here: Path, command: str, path: str, said: str) -> None:
    (here / "void.txt").write_bytes(b"")
    (here / "news.txt").write_text(NEWS, encoding="utf-8")
    (here / "large.txt").write_text(letter(*[item()] * 502), encoding="utf-8")
    result = cli(command, path)
    assert result.code == 2
    assert result.err.startswith(f"imr-check: {said}")
    if (command, path) == ("extract", "news.txt"):
        assert result.json["status"] == "not_a_determination"


# --- explain -----------------------------------------------------------------------------------------------


@pytest.fixture
def two(here: Path) -> Path:
    path = here / "two.txt"
    path.write_text(letter(item(), item(title="Ibuprofen 800 mg", decision="Overturned")), encoding="utf-8")
    return path


def lines(text: str) -> list[str]:
    """The lines of a tree without what draws it."""
    return [line.lstrip("│├└─ ").rstrip() for line in text.splitlines()]


def test_explain_shows_conditions_values_and_quotes(
    cli: Cli, rules: Path, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "200")
    report = cli(two, "--no-shipped", "--rules", rules, "--format", "json").json
    (finding,) = report["letters"][0]["items"][0]["findings"]
    result = cli("explain", "two.txt", "--no-shipped", "--rules", rules, "--finding", finding["id"][:6])
    line = finding["evidence"][0]["span"]["line"]
    assert (result.code, result.err) == (0, "")
    assert lines(result.text) == [
        "two.txt",
        "item 1: Tizanidine 4 mg #30",
        "verdict: cannot_tell",
        f"error IMR301 limit-misstated [{finding['id']}]: The item is upheld.",
        "true    item i: decision = upheld",
        "decision is 'upheld'",
        f'title, line {line}: "Tizanidine 4 mg #30"',
        "To match: Nothing.",
    ]


def test_explain_one_item(cli: Cli, rules: Path, two: Path) -> None:
    result = cli("explain", two, "--no-shipped", "--rules", rules, "--item", "2")
    assert result.code == 0
    assert "item 2: Ibuprofen 800 mg" in result.text
    assert "item 1" not in result.text
    assert "IMR302" in result.text


def test_explain_why_a_rule_is_silent(
    cli: Cli, rules: Path, two: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    result = cli(
        "explain", two, "--no-shipped", "--rules", rules, "--rule", "IMR302", "--why-not", "--item", "1"
    )
    text = lines(result.text)
    assert (result.code, text[1:4]) == (
        0,
        [
            "item 1: Tizanidine 4 mg #30",
            "IMR302 overturned-item does not fire: An item that is overturned.",
            "false   item i: decision = overturned",
        ],
    )
    assert text[4].endswith("not decision = overturned (it is 'upheld')")
    assert text[5].startswith("fact item (decision upheld, ")
    assert text[6].startswith("title, line ")
    by_name = cli(
        "explain",
        two,
        "--no-shipped",
        "--rules",
        rules,
        "--rule",
        "overturned-item",
        "--why-not",
        "--item",
        "2",
    )
    assert "IMR302 overturned-item fires once" in by_name.text
    assert "true    item i: decision = overturned" in lines(by_name.text)


def test_explain_an_unknown_condition(cli: Cli, two: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "300")
    result = cli("explain", two, "--rule", "IMR401", "--why-not", "--item", "2")
    assert result.code == 0
    assert "there is no fact visit_count" in lines(result.text)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--item", "3"), "it has 2 items, no item 3"),
        (("--finding", "zzz"), "there is no such finding here"),
        (("--finding", ""), "--finding: the id is empty"),
        (("--rule", "IMR999"), "no rule is called 'IMR999'"),
        (("--rule", "limit-misstated"), "'limit-misstated' is a check: its rules are IMR301\n"),
        (("--why-not",), "--why-not needs --rule ID"),
        (("--why-not", "--rule", "IMR301", "--finding", "a"), "exclude each other"),
        (("--item", "0"), "--item"),
    ],
)
def test_explain_nothing(cli: Cli, rules: Path, two: Path, options: tuple[str, ...], said: str) -> None:
    result = cli("explain", two, "--no-shipped", "--rules", rules, *options)
    assert (result.code, result.out) == (2, b"")
    assert said in result.err


def test_explain_a_rule_of_the_letter(cli: Cli, two: Path) -> None:
    code = next(
        line.split()[0] for line in cli("rule", "list").text.splitlines() if "letter-part-missing" in line
    )
    assert "the whole letter" in cli("explain", two, "--rule", code, "--why-not").text
    refused = cli("explain", two, "--rule", code, "--why-not", "--item", "1")
    assert (refused.code, refused.err) == (
        2,
        f"imr-check: {code} looks at the whole letter: leave out --item\n",
    )


# --- schema ------------------------------------------------------------------------------------------------


def schema(cli: Cli, of: str) -> Any:
    result = cli("schema", of)
    assert (result.code, result.err) == (0, "")
    jsonschema.Draft202012Validator.check_schema(result.json)
    return jsonschema.Draft202012Validator(result.json)


def plain(path: Path) -> Any:
    """A YAML file as JSON would have it: dates are texts."""
    return json.loads(json.dumps(yaml.safe_load(path.read_bytes()), default=str))


def test_reports_follow_their_schema(cli: Cli, here: Path) -> None:
    for name, text in (("a.txt", UPHELD), ("b.txt", OVERTURNED), ("c.txt", NEWS), ("d.txt", "")):
        (here / name).write_text(text, encoding="utf-8")
    report = cli(".", "missing.txt", "--format", "json").json
    validator = schema(cli, "report")
    validator.validate(report)
    changes: list[Change] = [
        lambda bad: bad.pop("letters"),
        lambda bad: bad.update(complete="no"),
        lambda bad: bad["letters"][0].update(status="clean"),
        lambda bad: bad["letters"][0]["items"][0].update(verdict="fine"),
        lambda bad: bad["letters"][-1].pop("path"),
    ]
    for change in changes:
        bad = json.loads(json.dumps(report))
        change(bad)
        assert not validator.is_valid(bad)


def test_rule_files_follow_their_schema(cli: Cli) -> None:
    validator = schema(cli, "rule")
    for path in sorted(data_folder("rules").glob("*/*.yaml")):
        validator.validate(plain(path))
    path = next(data_folder("rules").glob("*/*.yaml"))
    assert not validator.is_valid({**plain(path), "check": "missing-sections"})
    assert not validator.is_valid({**plain(path), "sevrity": "note"})
    assert not validator.is_valid({**plain(path), "severity": "fatal"})
    assert not validator.is_valid({key: value for key, value in plain(path).items() if key != "tests"})


@pytest.mark.parametrize(
    ("old", "new", "valid"),
    [
        ("basis: cited", "basis: stated", True),
        ("basis: cited", "basis: sited", False),
        ("basis: cited", "bases: cited", False),
        ("basis: cited", "basis: {ne: cited}", True),
        ("basis: cited", "basis: {ne: sited}", False),
        ("basis: cited", "basis: {gt: cited}", False),
        ("basis: cited", "basis: $i.decision", True),
        ("basis: cited", "basis: $i", False),
        ("ge: $i.visits", "ge: 0", True),
        ("ge: $i.visits", "ge: -1", False),
        ("ge: $i.visits", "ge: many", False),
        ("fact: visit_count", "fact: visit_cuont", False),
        ("fact: item", "fact: history", False),
        ("scope: rationale", "scope: letter", False),
        ("- {item: {decision: upheld", "- {item: {decision: denied", False),
        ("- {item: {decision: upheld", "- {item: {decison: upheld", False),
        ("- {item: {decision: upheld", "- {itme: {decision: upheld", False),
    ],
)
def test_the_schema_of_rules_knows_the_facts(cli: Cli, old: str, new: str, valid: bool) -> None:
    text = """\
code: IMR401
name: an-invented-rule
check: criterion-met-but-denied
severity: warning
appeal: fact-error
scope: rationale
summary: It is no more than is allowed.
source: {cite: An invented rule, kind: regulation}
when:
- {fact: item, as: i, where: {decision: upheld}}
- {fact: visit_count, as: v, where: {basis: cited, high: {ge: $i.visits}}}
message: A message.
resolve: A remedy.
tests:
- name: fires
  facts:
  - {item: {decision: upheld, visits: 1}}
  - {visit_count: {basis: cited, high: 1}}
  fires: 1
"""
    assert old in text
    validator = schema(cli, "rule")
    assert validator.is_valid(yaml.safe_load(text))
    assert validator.is_valid(yaml.safe_load(text.replace(old, new, 1))) is valid


def test_guideline_files_follow_their_schema(cli: Cli) -> None:
    validator = schema(cli, "guideline")
    for path in sorted((data_folder("guidelines") / "editions").rglob("*.yaml")):
        validator.validate(plain(path))
    path = next((data_folder("guidelines") / "editions").rglob("edition.yaml"))
    assert not validator.is_valid({**plain(path), "rank": 7})
    assert not validator.is_valid({**plain(path), "sections": [{}]})
    assert not validator.is_valid({"sections": [{}]})
    assert not validator.is_valid({})


def test_a_configuration_follows_its_schema(cli: Cli) -> None:
    validator = schema(cli, "config")
    validator.validate({})
    validator.validate({"fail-level": "note", "select": ["IMR301"], "ignore": [], "as-of": "2017-01-31"})
    assert not validator.is_valid({"fail-level": "all"})
    assert not validator.is_valid({"fail_level": "note"})


# --- report ------------------------------------------------------------------------------------------------


@pytest.fixture
def saved(cli: Cli, rules: Path, two: Path, here: Path) -> Path:
    assert two.exists()
    (here / "void.txt").write_bytes(b"")
    path = here / "run.json"
    path.write_bytes(cli(".", "--no-shipped", "--rules", rules, "--format", "json").out)
    return path


def test_a_saved_run_renders_as_it_did(cli: Cli, rules: Path, saved: Path) -> None:
    again = cli("report", saved, "--format", "json")
    assert (again.code, again.out, again.err) == (0, saved.read_bytes(), "")
    for options in ((), ("--quiet",), ("--verbose",)):
        assert cli("report", saved, *options).out == cli(".", "--no-shipped", "--rules", rules, *options).out


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "not a saved run: file: Invalid JSON: EOF while parsing a value"),
        ("{", "not a saved run: file: Invalid JSON: EOF while parsing an object"),
        ("[" * 100_000, "not a saved run: file: Invalid JSON: recursion limit exceeded"),
        ("{}", "not a saved run: tool: Field required"),
        ('"\\ud800"', "not a saved run: file: Invalid JSON"),
        ("\x00", "not a saved run: file: Invalid JSON"),
        ('{"letters": [{"path": 3}]}', "not a saved run: letters.0.path: Input should be a valid string"),
    ],
)
def test_files_that_are_no_saved_run(cli: Cli, here: Path, text: str, said: str) -> None:
    (here / "run.json").write_text(text, encoding="utf-8")
    result = cli("report", "run.json")
    assert (result.code, result.out) == (2, b"")
    assert any(line.startswith(f"imr-check: run.json: {said}") for line in result.err.splitlines()), (
        result.err
    )


def test_saved_runs_that_are_not_there_or_of_another_version(cli: Cli, saved: Path, here: Path) -> None:
    for path, said in (("missing.json", "no such file"), (".", "it is a folder, not a file")):
        result = cli("report", path)
        assert (result.code, result.out, result.err) == (2, b"", f"imr-check: {path}: {said}\n")
    assert cli("report", "a\0b").code == 2
    other = {**json.loads(saved.read_bytes()), "schema_version": "2.0"}
    (here / "other.json").write_text(json.dumps(other), encoding="utf-8")
    assert cli("report", "other.json").err == (
        "imr-check: other.json: a report of version '2.0'; this imr-check reads version 1\n"
    )
    newer = {**json.loads(saved.read_bytes()), "schema_version": "1.7", "more": [1]}
    (here / "newer.json").write_text(json.dumps(newer), encoding="utf-8")
    assert cli("report", "newer.json").code == 0


@pytest.mark.parametrize("command", [["report"], ["compare", "run.json"]])
def test_a_saved_run_that_is_too_large_or_no_file_is_refused_unread(
    cli: Cli, saved: Path, here: Path, command: list[str]
) -> None:
    (here / "run.json").write_bytes(saved.read_bytes())
    os.mkfifo(here / "pipe")
    os.truncate(os.open(here / "large.json", os.O_CREAT | os.O_WRONLY), 1024**3 + 1)
    for path, said in (
        ("pipe", "it is a named pipe, not a file"),
        ("large.json", "it is larger than 1,024 MB"),
    ):
        tracemalloc.start()
        result = cli(*command, path)
        _, peak = tracemalloc.get_traced_memory()
        tracemalloc.stop()
        assert (result.code, result.out, result.err) == (2, b"", f"imr-check: {path}: {said}\n")
        assert peak < 100_000_000


# --- compare -----------------------------------------------------------------------------------------------


def changed(saved: Path, name: str, change: Change) -> Path:
    record = json.loads(saved.read_bytes())
    change(record["letters"][0])
    path = saved.with_name(name)
    path.write_text(json.dumps(record), encoding="utf-8")
    return path


def test_a_run_compared_with_itself(cli: Cli, saved: Path) -> None:
    result = cli("compare", saved, saved)
    assert (result.code, result.text, result.err) == (0, "0 added, 0 gone, 0 changed\n", "")


def test_findings_added_gone_and_changed(cli: Cli, saved: Path) -> None:
    fewer = changed(saved, "fewer.json", lambda letter: letter["items"][0].update(findings=[]))
    finding = json.loads(saved.read_bytes())["letters"][0]["items"][0]["findings"][0]
    line = f"two.txt, item 1: error IMR301 limit-misstated: The item is upheld. [{finding['id']}]"
    added = cli("compare", fewer, saved)
    assert (added.code, added.text.splitlines()) == (1, [f"+ {line}", "1 added, 0 gone, 0 changed"])
    gone = cli("compare", saved, fewer)
    assert (gone.code, gone.text.splitlines()) == (0, [f"- {line}", "0 added, 1 gone, 0 changed"])
    milder = changed(
        saved, "milder.json", lambda letter: letter["items"][0]["findings"][0].update(severity="note")
    )
    other = cli("compare", saved, milder)
    assert (other.code, other.text.splitlines()) == (
        0,
        [f"~ {line.replace('error', 'note')}", "    severity: error -> note", "0 added, 0 gone, 1 changed"],
    )
    record = cli("compare", fewer, saved, "--format", "json").json
    assert record == {
        "added": [{"path": "two.txt", "item": 1, "finding": finding}],
        "gone": [],
        "changed": [],
        "not_compared": [],
    }
    record = cli("compare", saved, milder, "--format", "json").json
    after = {**finding, "severity": "note"}
    assert record["changed"] == [{"path": "two.txt", "item": 1, "before": finding, "after": after}]


def test_what_changes_nothing(cli: Cli, saved: Path) -> None:
    def moved(letter: dict[str, Any]) -> None:
        letter["path"] = "renamed.txt"
        letter["items"][0]["findings"][0]["evidence"][0]["span"]["line"] += 7

    assert cli("compare", saved, changed(saved, "moved.json", moved)).text == "0 added, 0 gone, 0 changed\n"


def test_a_suppressed_finding_counts_as_absent(cli: Cli, saved: Path) -> None:
    def suppress(letter: dict[str, Any]) -> None:
        letter["items"][0]["findings"][0]["suppressed"] = True

    quiet = changed(saved, "quiet.json", suppress)
    assert (cli("compare", quiet, saved).code, cli("compare", saved, quiet).code) == (1, 0)


def test_the_same_case_twice_is_counted_twice(cli: Cli, rules: Path, two: Path, here: Path) -> None:
    (here / "one.json").write_bytes(cli(".", "--no-shipped", "--rules", rules, "--format", "json").out)
    (here / "copy.txt").write_bytes(two.read_bytes())
    (here / "two.json").write_bytes(cli(".", "--no-shipped", "--rules", rules, "--format", "json").out)
    result = cli("compare", "one.json", "two.json")
    assert (result.code, result.text.splitlines()[-1]) == (1, "2 added, 0 gone, 0 changed")


def test_a_letter_that_one_run_could_not_check_is_not_compared(cli: Cli, saved: Path) -> None:
    def lose(letter: dict[str, Any]) -> None:
        letter.update(status="unreadable", error="x", items=[], findings=[], case={})

    lost = changed(saved, "lost.json", lose)
    for pair in ((saved, lost), (lost, saved)):
        result = cli("compare", *pair)
        assert (result.code, result.text) == (2, "0 added, 0 gone, 0 changed\n")
        assert result.err == "imr-check: two.txt: not compared: it was not checked in both runs\n"


# --- the public API ----------------------------------------------------------------------------------------


def test_the_api_gives_what_the_command_line_prints(cli: Cli, upheld: Path) -> None:
    printed = cli("upheld.txt", "--format", "json").text
    assert to_json(checker.check_file("upheld.txt")) == printed
    assert checker.to_json(checker.check_text(UPHELD, name="upheld.txt")) == printed
    assert checker.from_json(printed.encode()) == checker.check_text(UPHELD, name="upheld.txt")


@pytest.mark.parametrize("end", ["\r\n", "\r", "\v", "\f", "\x85", "\u2028", "\u2029"])
def test_the_api_reads_a_text_as_it_reads_a_file(here: Path, end: str) -> None:
    text = UPHELD.replace("\n", end, 20)
    path = here / "letter.txt"
    path.write_bytes(text.encode("utf-8"))
    by_file = checker.check_file(path)
    assert checker.check_text(text, name=str(path)) == by_file
    plain = checker.check_text(UPHELD).letters[0].items[0].span
    span = by_file.letters[0].items[0].span
    assert plain is not None
    assert span is not None
    assert (span.line, span.column) == (plain.line, plain.column)


def test_the_api_takes_a_file_name_that_is_not_text(here: Path) -> None:
    path = os.fsencode(here) + b"/\xff.txt"
    with open(path, "wb") as file:  # noqa: PTH123 - a name that no Path can be written with
        file.write(UPHELD.encode())
    report = checker.check_file(os.fsdecode(path))
    assert report.letters[0].path == f"{here}/\ufffd.txt"
    assert checker.from_json(to_json(report).encode()) == report
    named = checker.check_text(UPHELD, name="\udcff.txt")
    assert named.letters[0].path == "\ufffd.txt"
    assert checker.from_json(to_json(named).encode()) == named


def test_the_api_names_what_it_promises(here: Path) -> None:
    assert all(getattr(checker, name) is not None for name in checker.__all__)
    with pytest.raises(checker.UnreadableError, match="no such file"):
        checker.check_file(here / "missing.txt")
    assert checker.check_text("\ud800 news").letters[0].status == "not_a_determination"
    with pytest.raises(AttributeError):
        _ = checker.nothing
