"""One file checked on top of what is known already: the same as with all that is in force read anew."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.cli.guideline_validating import look_at
from checker.knowledge import loading
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.loading import Loaded, load_whole
from checker.knowledge.packs import Pack, find_packs
from checker.knowledge.strict_yaml import files, remembering
from tests.cli.conftest import Cli
from tests.cli.packs import ADDITION, GUIDELINE, rule, write
from tests.cli.test_breakages import IN_A_GUIDELINE
from tests.cli.test_fifteen import FIFTEEN

# What is wrong beside other files; what a file alone shows is told before any other is looked at.
AMONG_OTHERS = [
    *((old, new) for old, new, _, code, _ in IN_A_GUIDELINE if code >= "V3"),
    *((old, new) for old, new, place, _ in FIFTEEN.values() if place.split()[1] >= "V3"),
]
BROKEN = [
    GUIDELINE,
    ADDITION,
    ADDITION.replace("HOUSE.bracelet", "ODG.pain.tpi"),
    ADDITION.replace("ODG-PAIN", "ODG-PIAN"),
    ADDITION.replace("sections:\n- id: HOUSE.bracelet", "continued:\n- section: ODG.pain.tip"),
    *(GUIDELINE.replace(old, new, 1) for old, new in AMONG_OTHERS),
]


@pytest.fixture(scope="module", autouse=True)
def _files_parsed_once() -> Iterator[None]:
    with remembering({}):
        yield


def read_anew(known: Knowledge, folder: Path, more: list[Pack]) -> Loaded:
    return load_whole(folder, more)


@pytest.mark.parametrize(
    ("text", "named"),
    [(text, index % 2 == 0) for index, text in enumerate(BROKEN)],
    ids=range(len(BROKEN)),
)
def test_a_file_is_told_of_as_if_all_were_read(
    here: Path, monkeypatch: pytest.MonkeyPatch, text: str, named: bool
) -> None:
    """Be it in a pack that is in force, or in a folder of its own."""
    path = write(here / "ours" / "one.yaml", text)
    packs = find_packs(guidelines=["ours"] if named else [])
    quick = look_at([path], packs)
    monkeypatch.setattr(loading, "load_added", read_anew)
    assert look_at([path], packs) == quick


def test_what_is_known_is_not_read_again(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = write(here / "ours" / "one.yaml", GUIDELINE.replace("unit: day", "unit: visit"))
    packs = find_packs(guidelines=["ours"])
    look_at([path], packs)
    read: list[Path] = []

    def listed(folder: Path, pattern: str = "*.yaml") -> Iterator[Path]:
        read.append(folder)
        yield from files(folder, pattern)

    monkeypatch.setattr("checker.knowledge.editions.files", listed)
    monkeypatch.setattr("checker.knowledge.files.files", listed)
    monkeypatch.setattr(loading, "load_whole", None)
    problems, _ = look_at([path], packs)
    assert [problem.code.code for problem in problems] == ["V401"]
    assert read == []


def test_a_file_that_comes_with_imr_check_is_read_with_all_of_its_edition(cli: Cli) -> None:
    (path,) = find_packs().guidelines[0].folder.glob("editions/odg-burns/0*.yaml")
    result = cli("guideline", "validate", path)
    assert (result.code, result.err) == (0, "")
    assert result.text == "1 file, no problems\n"


def test_what_only_warns_fails_where_that_is_asked_for(cli: Cli, here: Path) -> None:
    failing = "- {name: wrong, facts: [{item: {decision: overturned}}], fires: 1}\n"
    write(here / "ours/sleep.yaml", GUIDELINE.replace("high: 10", "high: 14"))
    write(here / "own.yaml", rule() + failing)
    guidelines = "guideline validate ours/sleep.yaml"
    for command in ("guideline validate --guidelines ours", guidelines, "rule validate own.yaml"):
        codes = [cli(*command.split(), *more).code for more in ([], ["--strict"])]
        assert (command, codes) == (command, [0, 1])
    write(here / "ours/sleep.yaml", GUIDELINE)
    write(here / "own.yaml", rule())
    for command in (guidelines, "rule validate own.yaml", "rule validate"):
        assert cli(*command.split(), "--strict").code == 0
