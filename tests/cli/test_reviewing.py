"""guideline review: what waits for a reader of the guideline, and how an answer gets into its file."""

from __future__ import annotations

import io
import shutil
import sys
from datetime import date
from pathlib import Path

import pytest

from checker.knowledge.files import data_folder
from checker.knowledge.loading import load_editions, load_knowledge
from checker.knowledge.packs import Pack, alone, find_packs
from checker.knowledge.provenance import Provenance, Reading
from checker.knowledge.reviews import ReviewError, Waiting, after, record, waiting
from tests.cli.conftest import Cli

EDITION = """\
# An invented edition.
id: BOOK
source: ODG
title: The Book
topic: Book
publisher: Nobody
in_force: {since: null, until: null}
rank: 2
aliases:
- {pattern: 'the book', examples: [The Book]}
provenance: {grade: B, sources: [own knowledge]}
"""
SECTIONS = """\
sections:
- id: BOOK.naps # short ones
  title: Naps
  pages: [4, 5]
  recommendation: option
  covers: {}
  provenance: {grade: C, uncertainty: a section is not asked for}
  criteria:
  - id: BOOK.naps.length
    kind: duration_limit
    text: "at most  two weeks"   # as said
    limits: [{bound: at_most, unit: week, low: 2, high: 2}]
    provenance: {grade: C, sources: ['own knowledge, not re-read'],
      letters: [CM99-0000001], uncertainty: figure from memory}
    examples: [one, two, three, 'four, at last']
    near: [five]

  - id: BOOK.naps.seen
    kind: info
    text: they are good
    provenance: {grade: B, sources: [a public copy]}
    examples: [six, seven, eight, nine]
    near: [ten]
  - id: BOOK.naps.place
    kind: info
    text: not at work
    held: false
    provenance:
      grade: B
      sources:
      - own knowledge
    # what reviewers say
    examples: [eleven, twelve, thirteen, fourteen]
    near: [fifteen]
"""
LENGTH = """\
  BOOK.naps.length (C)
    open   ODG Book, Naps, p. 4-5
    says   at most  two weeks
    figure at most 2 weeks
    doubt  figure from memory
"""
PLACE = """\
  BOOK.naps.place (B)
    open   ODG Book, Naps, p. 4-5
    lacks  not at work
"""
ASKED = "[y] it says so  [n] it says something else  [s] skip  [q] stop "


@pytest.fixture
def book(tmp_path: Path) -> Path:
    folder = tmp_path / "own" / "editions" / "book"
    folder.mkdir(parents=True)
    (folder / "edition.yaml").write_text(EDITION, encoding="utf-8")
    (folder / "01-naps.yaml").write_text(SECTIONS, encoding="utf-8")
    return tmp_path / "own"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def answers(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr(sys, "stdin", Terminal("".join(f"{line}\n" for line in lines)))


def sections(book: Path) -> str:
    return (book / "editions" / "book" / "01-naps.yaml").read_text(encoding="utf-8")


def waits(book: Path) -> list[Waiting]:
    return [one for one in waiting(find_packs(guidelines=[str(book)]).guidelines) if one.called("BOOK")]


def found(book: Path, name: str) -> Waiting:
    (one,) = (one for one in waits(book) if one.criterion.id == name)
    return one


def confirmed(provenance: Provenance) -> Provenance:
    return after(provenance, Reading(by="A. Reader", date=date(2026, 3, 2), source="a copy", agrees=True))


def test_the_list_says_what_would_settle_each(cli: Cli, book: Path) -> None:
    result = cli("guideline", "review", "BOOK", "--list", "--guidelines", book)
    assert (result.code, result.err) == (0, "")
    assert result.text == f"BOOK ODG Book: 2 criteria\n{LENGTH}{PLACE}2 criteria to be read\n"


@pytest.mark.parametrize(("arguments", "listed"), [
    (["BOOK.naps.place"], PLACE),
    (["BOOK.naps"], LENGTH + PLACE),
    (["BOOK", "--uncertain"], LENGTH),
])  # fmt: skip
def test_the_list_is_of_what_is_named(cli: Cli, book: Path, arguments: list[str], listed: str) -> None:
    result = cli("guideline", "review", "--list", *arguments, "--guidelines", book)
    assert "".join(result.text.splitlines(keepends=True)[1:-1]) == listed


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ["BOOK.naps.seen"],
            "nothing of 'BOOK.naps.seen' is to be read: what is of grade A, or has a source, is read",
        ),
        (
            ["BOOK.naps.seen", "--uncertain"],
            "nothing of 'BOOK.naps.seen' is to be read: it has none of grade C",
        ),
        (
            ["BOOK.nap"],
            "no edition, section or criterion is called 'BOOK.nap' (did you mean BOOK.naps?)",
        ),
    ],
)
def test_what_does_not_wait_is_refused(cli: Cli, book: Path, arguments: list[str], said: str) -> None:
    result = cli("guideline", "review", *arguments, "--guidelines", book)
    assert (result.code, result.err) == (2, f"imr-check: {said}\n")


def test_an_answer_changes_its_provenance_and_nothing_else(
    cli: Cli, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "A. Reader", "y", "copy of 2015, p. 4", "n", "", "allowed: at lunch")
    result = cli("guideline", "review", "BOOK", "--guidelines", book)
    assert (result.code, result.err) == (0, "")
    assert "2 criteria recorded, 0 criteria to be read\n" in result.text
    day = date.today().isoformat()
    expected = SECTIONS.replace(
        """{grade: C, sources: ['own knowledge, not re-read'],
      letters: [CM99-0000001], uncertainty: figure from memory}""",
        f"""{{grade: A, sources: ['own knowledge, not re-read'], letters: [CM99-0000001],
      readings: [{{by: A. Reader, date: {day}, source: 'copy of 2015, p. 4', agrees: true}}]}}""",
    ).replace(
        """grade: B
      sources:
      - own knowledge
""",
        f"""{{grade: C, sources: [own knowledge], uncertainty: 'allowed: at lunch',
        readings: [{{by: A. Reader, date: {day}, source: 'copy of 2015, p. 4', agrees: false}}]}}
""",
    )
    assert sections(book) == expected


def test_what_is_read_otherwise_waits_for_its_correction(
    cli: Cli, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "n", "", "three weeks")
    reader = ("--by", "A. Reader", "--source", "a copy")
    cli("guideline", "review", "BOOK.naps.length", *reader, "--guidelines", book)
    provenance = found(book, "BOOK.naps.length").criterion.provenance
    assert (provenance.grade, provenance.uncertainty) == ("C", "three weeks")
    result = cli("guideline", "review", "--list", "BOOK.naps.length", "--guidelines", book)
    line = f"    read   by A. Reader on {date.today()} in a copy: correct the entry, then read it again\n"
    assert line in result.text


def test_a_session_that_breaks_off_keeps_its_answers(
    cli: Cli, book: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    answers(monkeypatch, "y", "a copy", "n")
    result = cli("guideline", "review", "BOOK", "--by", "A. Reader", "--guidelines", book)
    assert result.code == 130
    assert [one.criterion.id for one in waits(book)] == ["BOOK.naps.place"]


@pytest.mark.parametrize(("said", "left"), [("s", "1 criterion"), ("", "1 criterion"), ("q", "1 criterion")])
def test_to_skip_and_to_stop_change_nothing(
    cli: Cli, book: Path, monkeypatch: pytest.MonkeyPatch, said: str, left: str
) -> None:
    answers(monkeypatch, "A. Reader", "what?", said)
    result = cli("guideline", "review", "BOOK.naps.length", "--guidelines", book)
    assert (result.code, sections(book)) == (0, SECTIONS)
    assert result.text.count(ASKED) == 2
    assert f"0 criteria recorded, {left} to be read" in result.text


@pytest.mark.parametrize("words", ["a\x07bell", "zero\u200bwidth"])
def test_an_answer_that_the_file_may_not_hold_is_refused_and_nothing_written(
    cli: Cli, book: Path, monkeypatch: pytest.MonkeyPatch, words: str
) -> None:
    answers(monkeypatch, "y", words)
    result = cli("guideline", "review", "BOOK.naps.length", "--by", "A. Reader", "--guidelines", book)
    assert (result.code, sections(book)) == (2, SECTIONS)
    assert "is not allowed" in result.err
    assert [path.name for path in (book / "editions" / "book").iterdir()] == [
        "edition.yaml",
        "01-naps.yaml",
    ] or (
        sorted(path.name for path in (book / "editions" / "book").iterdir())
        == ["01-naps.yaml", "edition.yaml"]
    )


READER = ("--by", "A. Reader", "--source", "copy of 2015, p. 4", "--date", "2026-03-02")
READING = "{by: A. Reader, date: 2026-03-02, source: 'copy of 2015, p. 4', agrees:"


@pytest.mark.parametrize(("answer", "told", "grade", "after_it"), [
    (["--agrees"], "grade A", "A", f"readings: [{READING} true}}]"),
    (["--instead", "three weeks"], "grade C: correct the entry", "C", "uncertainty: three weeks"),
])  # fmt: skip
def test_an_answer_is_given_where_nobody_is_there_to_ask(
    cli: Cli, book: Path, answer: list[str], told: str, grade: str, after_it: str
) -> None:
    result = cli("guideline", "review", "BOOK.naps.length", *READER, *answer, "--guidelines", book)
    assert (result.code, result.err) == (0, "")
    assert result.text == f"{book / 'editions' / 'book' / '01-naps.yaml'}: recorded, {told}\n"
    assert after_it in sections(book)
    provenance = next(one for one in load_editions(*_packs(book)) if one.edition.value.id == "BOOK")
    assert provenance.sections[0].value.criteria[0].provenance.grade == grade


def _packs(book: Path) -> tuple[Path, tuple[Pack, ...]]:
    base, *more = find_packs(guidelines=[str(book)]).guidelines
    return base.folder, tuple(more)


WHO = "--by (Your name)"
WHERE = "--source (Read in (title, edition, page))"
WHETHER = "--agrees or --instead WORDS (whether the guideline says so, or what it says)"


@pytest.mark.parametrize(("given", "missing"), [
    ([], ["ID (one criterion: imr-check guideline review --list has them)", WHO, WHERE, WHETHER]),
    (["BOOK.naps.length"], [WHO, WHERE, WHETHER]),
    (["BOOK.naps.length", "--by", "A. Reader"], [WHERE, WHETHER]),
    (["BOOK.naps.length", *READER], [WHETHER]),
    (["BOOK.naps.length", "--agrees", "--source", "a copy"], [WHO]),
])  # fmt: skip
def test_what_is_missing_is_told_where_nobody_is_there_to_ask(
    cli: Cli, book: Path, given: list[str], missing: list[str]
) -> None:
    result = cli("guideline", "review", *given, "--guidelines", book)
    assert (result.code, result.out) == (2, b"")
    assert result.err == f"imr-check: missing: {'; '.join(missing)}: nobody is there to ask\n"
    assert sections(book) == SECTIONS


@pytest.mark.parametrize(("given", "said"), [
    (["BOOK", "--agrees"], "--agrees and --instead answer on one criterion: name it "),
    (["BOOK.naps.length", "--agrees", "--instead", "x"], "--agrees and --instead exclude each other"),
    (["BOOK.naps.length", "--agrees", "--date", "2999-01-01"], "--date: 2999-01-01 is in the future"),
    (["BOOK.naps.length", "--instead", " "], "--instead: 1 to 600 characters, please"),
    (["BOOK.naps.length", "--agrees", "--by", "x" * 601], "--by: 1 to 600 characters, please"),
    (["BOOK.naps.length", "--instead", "a\x07bell"], "is not allowed"),
])  # fmt: skip
def test_an_answer_that_can_not_be_is_refused(cli: Cli, book: Path, given: list[str], said: str) -> None:
    result = cli("guideline", "review", *READER, *given, "--guidelines", book)
    assert (result.code, result.out, sections(book)) == (2, b"", SECTIONS)
    assert said in result.err


def test_a_file_that_changed_meanwhile_is_left_as_it_is(book: Path) -> None:
    one = found(book, "BOOK.naps.length")
    moved = SECTIONS.replace("id: BOOK.naps.length", "id: BOOK.naps.other")
    one.path.write_text(moved, encoding="utf-8")
    with pytest.raises(ReviewError, match=r"BOOK\.naps\.length is no longer where it was"):
        record(one, confirmed(one.criterion.provenance))
    assert sections(book) == moved


def test_a_comment_in_the_provenance_is_not_lost(book: Path) -> None:
    commented = SECTIONS.replace("      - own knowledge\n", "      - own knowledge # so far\n")
    (book / "editions" / "book" / "01-naps.yaml").write_text(
        commented.replace("sources:\n", "sources: # none\n"), encoding="utf-8"
    )
    one = found(book, "BOOK.naps.place")
    before = sections(book)
    with pytest.raises(ReviewError, match=r"a comment in the provenance of BOOK\.naps\.place"):
        record(one, confirmed(one.criterion.provenance))
    assert sections(book) == before


@pytest.mark.parametrize("broken", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_write_that_fails_leaves_the_file_and_nothing_beside_it(
    book: Path, monkeypatch: pytest.MonkeyPatch, broken: BaseException
) -> None:
    def full(_: int) -> None:
        raise broken

    one = found(book, "BOOK.naps.length")
    monkeypatch.setattr("os.fsync", full)
    with pytest.raises((ReviewError, KeyboardInterrupt)):
        record(one, confirmed(one.criterion.provenance))
    assert sections(book) == SECTIONS
    assert len(list((book / "editions" / "book").iterdir())) == len(("edition.yaml", "01-naps.yaml"))


def test_line_ends_and_rights_stay(book: Path) -> None:
    path = book / "editions" / "book" / "01-naps.yaml"
    path.write_bytes(SECTIONS.replace("\n", "\r\n").encode())
    path.chmod(0o640)
    one = found(book, "BOOK.naps.length")
    record(one, confirmed(one.criterion.provenance))
    written = path.read_bytes()
    assert written.endswith(SECTIONS[SECTIONS.index("    examples:") :].replace("\n", "\r\n").encode())
    assert path.stat().st_mode & 0o777 == 0o640


def test_answers_on_every_shipped_file_change_their_criterion_only(tmp_path: Path) -> None:
    """One answer in each file: what loads is what was there, with these provenances."""
    folder = tmp_path / "guidelines"
    shutil.copytree(data_folder("guidelines"), folder)
    before = load_knowledge(folder)
    ones = {one.path: one for one in waiting(alone(guidelines=folder).guidelines)}.values()
    for one in ones:
        record(one, confirmed(one.criterion.provenance))
    expected = {one.criterion.id: confirmed(one.criterion.provenance) for one in ones}
    assert len(ones) > 150
    for old, new in zip(before.editions, load_knowledge(folder).editions, strict=True):
        for section, changed in zip(old.sections, new.sections, strict=True):
            criteria = tuple(
                criterion.model_copy(update={"provenance": expected.get(criterion.id, criterion.provenance)})
                for criterion in section.criteria
            )
            assert changed == section.model_copy(update={"criteria": criteria})


def test_the_installed_guidelines_are_not_to_be_changed(
    cli: Cli, book: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "data").mkdir()
    installed = book.rename(tmp_path / "data" / "guidelines")
    monkeypatch.setattr("checker.cli.reviewing.data_folder", lambda _: installed)
    result = cli("guideline", "review", "BOOK", "--guidelines", installed)
    assert result.code == 2
    assert "the guidelines that come with imr-check are not to be changed" in result.err
    assert cli("guideline", "review", "BOOK", "--list", "--guidelines", installed).code == 0


@pytest.mark.parametrize(("old", "new"), [
    (
        """    provenance: {grade: C, sources: ['own knowledge, not re-read'],
      letters: [CM99-0000001], uncertainty: figure from memory}
""",
        "",
    ),
])  # fmt: skip
def test_provenance_that_is_handed_down_is_written_out(book: Path, old: str, new: str) -> None:
    path = book / "editions" / "book" / "01-naps.yaml"
    path.write_text(SECTIONS.replace(old, new), encoding="utf-8")
    one = found(book, "BOOK.naps.length")
    record(one, confirmed(one.criterion.provenance))
    reading = "{by: A. Reader, date: 2026-03-02, source: a copy, agrees: true}"
    line = f"  - id: BOOK.naps.length\n    provenance: {{grade: A, readings: [{reading}]}}\n"
    assert sections(book) == SECTIONS.replace(old, new).replace("  - id: BOOK.naps.length\n", line)
