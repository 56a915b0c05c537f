"""Hostile inputs on the command line: each gives a named error or a checked letter, and the run goes on."""

from __future__ import annotations

import os
import socket
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from shutil import which

import pytest

from checker.running import batch
from tests.cli.conftest import Cli, shell
from tests.cli.letters import NEWS, OVERTURNED, UPHELD, item, letter
from tests.readers.letter_files import ENCRYPTED, docx, paragraph, pdf, stream, text_stream

OTHER_KIND = "this is not an IMR final determination: its headings and guideline lines are missing"
CHECKED = None
HEALTH_PLAN = """\
Dear member:

Independent Medical Review Determination Letter. Your health plan denied magnetic resonance imaging. Nature of
statutory criteria: medical necessity. Three physician reviewers find that the service is not medically
necessary for this enrollee. Final result: the denial is upheld.
"""
PAGE = stream(text_stream([NEWS[:80]] * 30))

BYTES: dict[str, tuple[str, bytes, str | None]] = {
    "empty": ("x.txt", b"", "it is empty"),
    "one byte": ("x.txt", b"\xff", "it is not text in UTF-8"),
    "one letter": ("x.txt", b"a", "it holds a single character"),
    "white space": ("x.txt", b" \n" * 1_000, "it holds nothing but white space"),
    "NUL bytes": ("x.txt", b"\0" * 100, "it is binary, not text"),
    "a NUL in a letter": ("x.txt", UPHELD.encode().replace(b"Upheld", b"Up\0held"), "it is binary, not text"),
    "too large": ("x.txt", b"a" * (20 * 1024 * 1024 + 1), "it is larger than 20 MB"),
    "20 MB in one line": ("x.txt", b"a" * (20 * 1024 * 1024), OTHER_KIND),
    "20 MB of newlines": ("x.txt", b"a" + b"\n" * (20 * 1024 * 1024 - 2) + b"b", OTHER_KIND),
    "blank lines": ("x.txt", b"a" + b" \n" * 1_000_000 + b"b", OTHER_KIND),
    "labels": ("x.txt", b"Decision based on " * 100_000, OTHER_KIND),
    "too many items": ("x.txt", letter(*[item()] * 501).encode(), "it has more than 500 items"),
    "100,000 items": (
        "x.txt",
        (letter() + "MRI: Upheld\n\nMAXIMUS guideline: x\n" * 100_000).encode(),
        "it has more than 500 items",
    ),
    "a title of 1 MB": ("x.txt", letter(item(title="mg " * 350_000)).encode(), CHECKED),
    "figures": (
        "x.txt",
        letter(item(rationale="In this case, " + "10 visits, used " * 20_000)).encode(),
        CHECKED,
    ),
    "brackets": ("x.txt", letter(item(title="Tizanidine " + "[" * 10_000)).encode(), CHECKED),
    "UTF-16": ("x.txt", UPHELD.encode("utf-16"), CHECKED),
    "Windows-1252": ("x.txt", UPHELD.replace("Tizanidine", "“Tizanidine”").encode("cp1252"), CHECKED),
    "cut UTF-8": ("x.txt", (UPHELD + "é").encode()[:-1], CHECKED),
    "a lone surrogate": ("x.txt", UPHELD.encode() + b"\xed\xa0\x80", CHECKED),
    "CR": ("x.txt", UPHELD.replace("\n", "\r").encode(), CHECKED),
    "CRLF": ("x.txt", UPHELD.replace("\n", "\r\n").encode(), CHECKED),
    "mixed line ends": (
        "x.txt",
        UPHELD.replace("\n\n", "\r\r\n").replace(".\n", ".\x85").replace(":\n", ":\r").encode(),
        CHECKED,
    ),
    "mojibake": ("x.txt", UPHELD.replace("Tizanidine", "â€œTizanidineâ€\x9d Â½").encode(), CHECKED),
    "NEL": ("x.txt", UPHELD.replace("\n", "\x85").encode(), CHECKED),
    "zero width": ("x.txt", UPHELD.replace("Upheld", "Up\u200bheld").encode(), CHECKED),
    "huge page": ("x.txt", letter(item(cites="Muscle relaxants Page(s): " + "9" * 6_000)).encode(), CHECKED),
    "pages backwards": ("x.txt", letter(item(cites="Muscle relaxants Page(s): 66-63")).encode(), CHECKED),
    "other digits": ("x.txt", letter(item(cites="Muscle relaxants Page(s): ٦٣, 63")).encode(), CHECKED),
    "full-width digits": (
        "x.txt",
        letter(item(cites="Muscle relaxants Page(s): ６３, 63")).encode(),
        CHECKED,
    ),
    "no such day": ("x.txt", UPHELD.replace("07/21/2014", "02/30/2014").encode(), CHECKED),
    "a health plan": ("x.txt", HEALTH_PLAN.encode(), OTHER_KIND),
    "news": ("x.txt", NEWS.encode(), OTHER_KIND),
    "code": ("x.txt", Path(__file__).read_bytes(), OTHER_KIND),
    "a PDF that is none": ("x.pdf", UPHELD.encode(), "it is named .pdf but is no PDF file"),
    "a DOCX that is none": ("x.docx", UPHELD.encode(), "it is named .docx but is no DOCX file"),
    "a cut PDF": ("x.pdf", pdf(PAGE)[:200], "the PDF is cut off: its end mark is missing"),
    "a PDF without text": ("x.pdf", pdf(b""), "the PDF holds no text: a scan needs text recognition"),
    "an encrypted PDF": ("x.pdf", pdf(PAGE, trailer=ENCRYPTED), "the PDF is encrypted with a password"),
    "a PDF named txt": ("x.txt", pdf(PAGE), OTHER_KIND),
    "a zip of something": ("x.docx", b"PK\x03\x04" + b"x" * 500, "the DOCX file is damaged (BadZipFile)"),
    "a DOCX bomb": ("x.docx", docx(paragraph("a" * 90_000_000)), "DOCX file is too large unpacked"),
    "a DOCX letter": (
        "x.docx",
        docx("".join(paragraph(line.replace("&", "")) for line in UPHELD.split("\n"))),
        CHECKED,
    ),
}


@pytest.mark.parametrize("name", BYTES)
def test_bytes(cli: Cli, rules: Path, here: Path, name: str) -> None:
    file, data, reason = BYTES[name]
    (here / file).write_bytes(data)
    (here / "good.txt").write_text(OVERTURNED, encoding="utf-8")
    result = cli(".", "--no-shipped", "--rules", rules, "--format", "json")
    bad, good = sorted(result.json["letters"], key=lambda each: each["path"] == "good.txt")
    assert good["status"] == "checked"
    if reason is CHECKED:
        assert (bad["status"], bad["error"], result.err) == ("checked", None, "")
        assert result.code in {0, 1}
        assert len(bad["items"]) == 1
        return
    assert bad["status"] == ("not_a_determination" if reason == OTHER_KIND else "unreadable")
    assert reason in bad["error"]
    assert result.err == f"imr-check: {file}: {bad['error']}\n"
    assert result.code == 2
    assert (bad["items"], bad["findings"]) == ([], [])


def _socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as made:
        made.bind(path.name)


def _loop(path: Path) -> None:
    path.symlink_to(path)


def _device(path: Path) -> None:
    path.symlink_to("/dev/zero")


def _unreadable(path: Path) -> None:
    path.write_text(UPHELD, encoding="utf-8")
    path.chmod(0)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (os.mkfifo, "it is a named pipe, not a file"),
        (_socket, "it is a socket, not a file"),
        (_device, "it is a device, not a file"),
        (_loop, "the system cannot read it: Too many levels of symbolic links"),
        (lambda path: path.symlink_to("nowhere.txt"), "no such file"),
        pytest.param(
            _unreadable,
            "no permission to read it",
            marks=pytest.mark.skipif(os.geteuid() == 0, reason="root reads everything"),
        ),
    ],
)
def test_what_is_no_file(
    cli: Cli, rules: Path, here: Path, make: Callable[[Path], None], reason: str
) -> None:
    make(here / "x.txt")
    (here / "good.txt").write_text(OVERTURNED, encoding="utf-8")
    result = cli(".", "--no-shipped", "--rules", rules, "--format", "json")
    assert (result.code, result.err) == (2, f"imr-check: x.txt: {reason}\n")
    assert [each["status"] for each in result.json["letters"]] == ["checked", "unreadable"]


# What lets root do what modes of files forbid.
NO_MORE_THAN_MODES = ("setpriv", "--bounding-set=-dac_override,-dac_read_search") if os.geteuid() == 0 else ()


@pytest.mark.skipif(bool(NO_MORE_THAN_MODES) and not which("setpriv"), reason="root reads everything")
@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("d/x.txt", "good.txt"), "d/x.txt: no permission to read it"),
        (("d/*.txt", "good.txt"), "d/*.txt: no permission to read it"),
        (("explain", "d/x.txt"), "d/x.txt: no permission to read it"),
        (("good.txt", "--config", "d/x.toml"), "d/x.toml: no permission to read it"),
        (("good.txt", "--rules", "d"), "d: Permission denied"),
        (("guideline", "list", "--guidelines", "d/x"), "d/x: Permission denied"),
        (("rule", "list", "--rules", "ours"), "ours/criterion: Permission denied"),
    ],
)
def test_a_folder_that_may_not_be_entered(
    rules: Path, here: Path, arguments: tuple[str, ...], said: str
) -> None:
    (here / "good.txt").write_text(UPHELD, encoding="utf-8")
    closed = (here / "d", here / "ours" / "criterion")
    for folder in closed:
        folder.mkdir(parents=True)
        (folder / "x.txt").write_text(UPHELD, encoding="utf-8")
        folder.chmod(0)
    result = shell(*arguments, under=NO_MORE_THAN_MODES)
    for folder in closed:
        folder.chmod(0o700)
    assert (result.code, result.err) == (2, f"imr-check: {said}\n")
    assert (b"1 of 2 checked" in result.out) == (arguments[-1] == "good.txt")


def test_a_folder_named_like_a_letter_is_a_folder(cli: Cli, rules: Path, here: Path) -> None:
    (here / "x.txt").mkdir()
    (here / "x.txt" / "good.txt").write_text(OVERTURNED, encoding="utf-8")
    result = cli("x.txt", "--no-shipped", "--rules", rules, "--format", "json")
    assert (result.code, [each["path"] for each in result.json["letters"]]) == (0, ["x.txt/good.txt"])


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_a_name_that_is_not_text(cli: Cli, rules: Path, here: Path, jobs: str) -> None:
    name = b"\xff\xfe\x1b]0;x\x07" + b"n" * 200 + b".txt"
    (Path(os.fsdecode(os.path.join(os.fsencode(here), name)))).write_text(UPHELD, encoding="utf-8")  # noqa: PTH118
    (here / "void.txt").write_bytes(b"")
    result = cli(".", "--no-shipped", "--rules", rules, "--format", "json", "--jobs", jobs)
    paths = {each["path"]: each["status"] for each in result.json["letters"]}
    assert paths == {"��\x1b]0;x\x07" + "n" * 200 + ".txt": "checked", "void.txt": "unreadable"}
    assert b"\x1b" not in result.out


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_names_that_look_alike_are_told_apart(cli: Cli, rules: Path, here: Path, jobs: str) -> None:
    for name, text in ((b"a\xfe.txt", UPHELD), (b"a\xff.txt", "")):
        (here / os.fsdecode(name)).write_text(text, encoding="utf-8")
    result = cli(".", "--no-shipped", "--rules", rules, "--format", "json", "--jobs", jobs)
    paths = {each["path"]: each["status"] for each in result.json["letters"]}
    assert paths == {"a\ufffd.txt": "checked", "a\ufffd.txt#2": "unreadable"}


HOSTILE_WORDS = (
    "[/bold] [mg] [link=https://example.org]x[/link] :warning: \x1b]0;t\x07 \x1b]8;;https://example.org\x07"
    " \x1b]52;c;x\x07 \x1b[2J \x9b2J \u202eabc =HYPERLINK(1) <script>alert(1)</script>"
)


@pytest.mark.parametrize(
    ("command", "options"),
    [("explain", ()), *((name, (o,)) for name in ("check", "report") for o in ("--color=never", "-q", "-v"))],
)
def test_what_a_letter_says_to_the_terminal(
    cli: Cli, rules: Path, here: Path, command: str, options: tuple[str, ...]
) -> None:
    path = here / "a\x1b[2J[bold].txt"
    words = f"Tizanidine {HOSTILE_WORDS}"
    text = letter(item(title=words, rationale=f"{words} is not necessary."))
    path.write_text(text, encoding="utf-8")
    arguments: list[str | Path] = [path, "--no-shipped", "--rules", rules]
    if command == "report":
        saved = cli("check", path, "--no-shipped", "--rules", rules, "--format", "json")
        (here / "run.json").write_bytes(saved.out)
        arguments = [here / "run.json"]
    result = cli(command, *arguments, *options, "--color", "never")
    assert result.code == (1 if command == "check" else 0)
    printed = result.text + result.err
    assert not {sign for sign in printed if sign in "\x1b\x07\x9b\u202e\r"}
    assert "[/bold]" in printed


def test_a_command_line_is_not_repeated_raw(cli: Cli) -> None:
    for arguments in (
        ["\x1b[2J.txt"],
        ["--\x1b[2J"],
        ["--format", "\x1b[2J", "x"],
        ["rule", "show", "\x1b[2J"],
    ):
        result = cli(*arguments)
        assert result.code == 2
        assert "\x1b" not in result.text + result.err


def test_rule_files_that_are_hostile(cli: Cli, rules: Path) -> None:
    folder = rules / "criterion"
    hostile = {
        "IMR390": ("a: &a [x]\nb: [*a, *a]", "anchors and aliases are not allowed"),
        "IMR391": ("a: !!python/object/apply:os.system [ls]", "tags are not allowed"),
        "IMR392": ("a: 1\na: 2", "the key a is there twice"),
        "IMR393": ("a: " + "[" * 30 + "]" * 30, "nested deeper than 20"),
        "IMR394": ("\xff\x1b]0;x\x07: 1", "the control character U+001B is not allowed"),
        "IMR395": ("# " + "x" * 10_000_000, "larger than 5000000 bytes"),
        "IMR396": ("- " * 20_000, "nested too deep"),
    }
    for code, (text, _) in hostile.items():
        (folder / f"{code}.yaml").write_text(text, encoding="utf-8")
    result = cli("rule", "validate", "--no-shipped", "--rules", rules)
    assert (result.code, result.out) == (2, b"")
    for code, (_, message) in hostile.items():
        lines = [line for line in result.err.splitlines() if f"{code}.yaml" in line]
        assert any(message in line for line in lines), (code, lines)
    assert "\x1b" not in result.err


def test_a_zip_named_txt(cli: Cli, rules: Path, here: Path) -> None:
    packed = BytesIO()
    with zipfile.ZipFile(packed, "w") as file:
        file.writestr("letter.txt", UPHELD)
    (here / "x.txt").write_bytes(packed.getvalue())
    result = cli("x.txt", "--no-shipped", "--rules", rules)
    assert result.code == 2
    assert result.err.startswith("imr-check: x.txt: ")


@pytest.mark.parametrize("given", ["a.txt", "../here/a.txt", ".", "*.txt"])
def test_a_letter_is_not_written_over(cli: Cli, rules: Path, here: Path, given: str) -> None:
    (here / "a.txt").write_text(UPHELD, encoding="utf-8")
    options = ("--no-shipped", "--rules", rules)
    result = cli(given, *options, "--format", "json=a.txt")
    assert (result.code, result.out) == (2, b"")
    assert result.err == "imr-check: a.txt: it is one of the files that are read, and is not written over\n"
    result = cli("memo", "a.txt", "--for", "qa", "--output", "a.txt", *options)
    assert (result.code, "is not written over" in result.err) == (2, True)
    assert (here / "a.txt").read_text("utf-8") == UPHELD
    assert cli("a.txt", *options, "--format", "text=b.txt").code == 1
    assert cli(".", *options, "--exclude", "b.txt", "--format", "text=b.txt").code == 1


def test_a_journal_is_not_written_over(cli: Cli, rules: Path, here: Path) -> None:
    (here / "a.txt").write_text(UPHELD, encoding="utf-8")
    result = cli("a.txt", "--no-shipped", "--rules", rules, "--resume", "j", "--format", "json=./j")
    assert (result.code, result.err) == (2, "imr-check: --format: j is the journal of --resume\n")


@pytest.mark.parametrize(
    "options",
    [("--timeout", "inf"), ("--timeout", "nan"), ("--timeout", "1e300"), ("--max-memory", "9" * 30)],
    ids=" ".join,
)
def test_a_limit_without_measure_is_refused(cli: Cli, here: Path, options: tuple[str, ...]) -> None:
    (here / "a.txt").write_text(UPHELD, encoding="utf-8")
    result = cli("a.txt", *options)
    assert (result.code, result.out) == (2, b"")
    assert f"Invalid value for '{options[0]}'" in result.err


@pytest.mark.skipif(sys.platform != "linux", reason="memory has no limit here")
@pytest.mark.parametrize("jobs", [(), ("--jobs", "2")], ids=["alone", "with jobs"])
def test_one_letter_in_too_little_memory_is_named(rules: Path, here: Path, jobs: tuple[str, ...]) -> None:
    (here / "a.txt").write_text(letter(*[item()] * 100), encoding="utf-8")
    shell("a.txt", *jobs)  # all is in the cache: making it leaves memory that the letter could have
    result = shell("a.txt", "--max-memory", "1", *jobs)
    assert result.code == 2
    assert "imr-check: a.txt: not checked: " in result.err


def test_more_processes_than_there_is_use_for(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(batch, "_cores", lambda: 2)
    assert batch._processes(1_000_000, 1_000_000)[0] == 32
    assert batch._processes(1_000_000, 3)[0] == 3


@pytest.mark.parametrize("columns", ["0", "00", "1", "-5", "x", "9" * 9])
def test_a_terminal_of_any_width(
    cli: Cli, rules: Path, here: Path, monkeypatch: pytest.MonkeyPatch, columns: str
) -> None:
    (here / "a.txt").write_text(UPHELD, encoding="utf-8")
    monkeypatch.setenv("COLUMNS", columns)
    result = cli("a.txt", "--no-shipped", "--rules", rules)
    assert result.code == 1
    assert "a.txt" in result.text


@pytest.mark.parametrize("options", [(), ("--format", "json"), ("-q",)], ids=" ".join)
def test_a_reader_that_has_left(rules: Path, here: Path, options: tuple[str, ...]) -> None:
    (here / "a.txt").write_text(UPHELD, encoding="utf-8")
    reader, writer = os.pipe()
    os.close(reader)
    done = shell("a.txt", "--no-shipped", "--rules", rules, *options, stdout=writer)
    os.close(writer)
    assert (done.code, done.err) == (141, "")


def test_a_folder_that_is_gone(here: Path, rules: Path) -> None:
    (here / "a.txt").write_text(UPHELD, encoding="utf-8")
    gone = here / "gone"
    gone.mkdir()
    done = shell(here / "a.txt", "--rules", rules, cwd=gone, preexec_fn=gone.rmdir)
    assert (done.code, done.err) == (2, "imr-check: the folder that this was started in is gone\n")
