"""A pack that stands in the place of a part of what comes with imr-check: what named that part lets it go."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.knowledge.knowledge import Knowledge
from checker.knowledge.loading import load_knowledge
from checker.knowledge.packs import find_packs, shipped
from tests.cli.conftest import Cli
from tests.cli.packs import GUIDELINE, write

CRITERION = GUIDELINE[GUIDELINE.index("  criteria:") :]
SECTION = """\
- id: {section}
  title: One of our own
  recommendation: conditional
  covers: {{treatments: [zolpidem]}}
  provenance: {{grade: B, sources: [an invented table]}}
"""
EDITION = GUIDELINE[: GUIDELINE.index("sections:")]


def pack(folder: Path, edition: str, section: str, *, whole: bool = False) -> Path:
    head = EDITION.replace("HOUSE-SLEEP", edition) if whole else f"adds_to: {edition}\n"
    write(folder / "own.yaml", f"{head}sections:\n{SECTION.format(section=section)}{CRITERION}")
    write(folder / "pack.yaml", f"replaces: [{edition if whole else section}]\n")
    return folder


def known(*folders: Path) -> Knowledge:
    packs = find_packs(guidelines=[str(folder) for folder in folders]).guidelines
    return load_knowledge(packs[0].folder, more=packs[1:])


@pytest.mark.parametrize(("edition", "section", "whole"), [
    ("MTUS-CP-2009", "CP09.musc.cyclo", False),  # its criteria have twins
    ("MTUS-ACOEM-8", "AC04.8.phys", False),  # they are what other ids became
    ("MTUS-ACOEM-12", "AC04.12.ours", True),  # a criterion elsewhere names one of its sections
])  # fmt: skip
def test_a_part_of_what_comes_with_imr_check_is_replaced(
    cli: Cli, here: Path, edition: str, section: str, *, whole: bool
) -> None:
    pack(here / "ours", edition, section, whole=whole)
    for command in (["validate"], ["validate", "ours/own.yaml"], ["test"], ["show", section]):
        result = cli("guideline", *command, "--guidelines", "ours")
        assert (result.code, result.err) == (0, "")
    assert "HOUSE.zolpidem.days" in result.text


def test_what_is_gone_is_no_twin_and_no_new_id(here: Path) -> None:
    before = load_knowledge(shipped("guidelines").folder)
    bare = f"adds_to: MTUS-ACOEM-8\nsections:\n{SECTION.format(section='AC04.8.phys')}"
    write(here / "b" / "more.yaml", bare)
    write(here / "b" / "pack.yaml", "replaces: [AC04.8.phys]")
    after = known(pack(here / "a", "MTUS-CP-2009", "CP09.musc.cyclo"), here / "b")
    left = {one.id for edition in after.editions for section in edition.sections for one in section.criteria}
    assert {name for group in after.twins for name in group.ids} <= left
    assert {name for new in after.new_ids.values() for name in new} <= left
    assert 0 < len(before.twins) - len(after.twins) < 10
    assert set(before.new_ids) - set(after.new_ids) == {"AC04.8.phys.facet"}
    assert after.new_ids["AC04.8.phys.epidural"] == ("AC04.8.sum.esi",)


def test_a_pack_may_name_twins_of_what_it_brings(here: Path) -> None:
    folder = pack(here / "ours", "MTUS-CP-2009", "CP09.musc.cyclo")
    group = "{claim: the same days, ids: [HOUSE.zolpidem.days, CP16.insomnia.zolpidem]}"
    write(folder / "twins.yaml", f"twins:\n- {group}\n")
    assert known(folder).twins[-1].ids == ("HOUSE.zolpidem.days", "CP16.insomnia.zolpidem")


def test_a_name_that_never_was_is_still_told(cli: Cli, here: Path) -> None:
    folder = pack(here / "ours", "MTUS-CP-2009", "CP09.musc.cyclo")
    group = "{claim: the same days, ids: [HOUSE.zolpidem.days, CP09.musc.cyclo.durations]}"
    write(folder / "twins.yaml", f"twins:\n- {group}\n")
    result = cli("guideline", "validate", "--guidelines", "ours")
    assert result.code == 2
    assert result.err.startswith("imr-check: ours/twins.yaml:2:53: V301 there is no criterion CP09.")


def test_a_file_that_is_wrong_is_told_alone(cli: Cli, here: Path) -> None:
    """Not that there is nothing to put in the place of what is replaced: the file may hold it."""
    path = pack(here / "ours", "MTUS-CP-2009", "CP09.musc.cyclo") / "own.yaml"
    path.write_text(path.read_text("utf-8").replace("text: ", "txt: "), encoding="utf-8")
    result = cli("guideline", "validate", "--guidelines", "ours")
    assert (result.code, "V305" in result.err) == (2, False)
    assert "V202" in result.err


def test_a_criterion_in_the_place_of_one_that_comes_with_imr_check_is_tested(cli: Cli, here: Path) -> None:
    """By itself too, where sentences of the one before are known to miss."""
    own = CRITERION.replace("HOUSE.zolpidem.days", "AC17.cp.musc").replace(
        "at most ten days", "at most two days"
    )
    write(
        here / "ours/own.yaml",
        f"adds_to: MTUS-CP-2017\nsections:\n{SECTION.format(section='AC17.ours')}{own}",
    )
    write(here / "ours/pack.yaml", "replaces: [AC17.cp.musc]\n")
    for names in ((), ("AC17.cp.musc",)):
        result = cli("guideline", "test", *names, "--coverage", "--guidelines", "ours")
        assert result.code == 1
        assert "AC17.cp.musc: example: The guideline supports at most two days of Ambien." in result.text
        assert "known_misses" not in result.text
        assert result.text.splitlines()[-1].startswith("1 criterion, 5 sentences, 1 failed")


def test_an_edition_of_an_earlier_pack_is_ended(cli: Cli, here: Path) -> None:
    """A new one follows it; what is no day of it, no edition, or in a pack of rules, is told."""
    new = GUIDELINE.replace("source: OTHER", "source: MTUS").replace(
        "rank: 5", "rank: 1\nedition: '2026'\nin_force: {since: 2026-01-01}"
    )
    new = new.replace("topic: House guideline on sleep", "topic: Chronic Pain").replace(
        "House guideline on sleep", "Chronic Pain Guideline (2026)"
    )
    write(here / "ours/new.yaml", new)
    overlapping = cli("guideline", "validate", "--guidelines", "ours")
    assert overlapping.code == 2
    assert "MTUS-CP-2017 is in force on 2026-01-01 too" in overlapping.err
    write(here / "ours/pack.yaml", "ends: {MTUS-CP-2017: 2025-12-31}\n")
    assert cli("guideline", "validate", "--guidelines", "ours").err == ""
    assert "2017-12-01 to 2025-12-31" in cli("guideline", "show", "MTUS-CP-2017", "--guidelines", "ours").text
    write(here / "ours/pack.yaml", "ends: {MTUS-CP-2017: 2017-11-30, MTUS-CP-2071: 2025-12-31}\n")
    said = cli("guideline", "validate", "--guidelines", "ours").err
    assert (
        "ours/pack.yaml:1:22: V403 MTUS-CP-2017 is in force from 2017-12-01 to now: 2017-11-30 is no day"
        in said
    )
    assert (
        "ours/pack.yaml:1:48: V305 there is no edition MTUS-CP-2071 in an earlier pack (did you mean" in said
    )
    write(here / "rules/pack.yaml", "ends: {MTUS-CP-2017: 2025-12-31}\n")
    assert (
        "V305 ends: a pack of rules has no editions to end" in cli("rule", "validate", "--rules", "rules").err
    )
