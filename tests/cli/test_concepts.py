"""guideline concepts: what guideline files may name, found by its words."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.cli.conftest import Cli
from tests.cli.packs import GUIDELINE, write

VOCABULARY = """\
concepts:
- {id: moon_lamp, kind: treatment, name: moon lamp, terms: [moon lamp, lunar light],
   provenance: {grade: B, sources: [a book]}}
"""


def ids(text: str) -> list[str]:
    return [line.split()[0] for line in text.splitlines()]


def test_without_words_all_are_listed(cli: Cli) -> None:
    listed = cli("guideline", "concepts")
    count = cli("guideline", "validate").text.split(", ")[3].replace(",", "")
    assert (listed.code, count) == (0, f"{len(ids(listed.text))} concepts")


def test_a_line_has_id_kind_name_words_and_what_it_is_a_kind_of(cli: Cli) -> None:
    assert cli("guideline", "concepts", "zaleplon").text == (
        "zaleplon  drug  zaleplon: zaleplon, Sonata (a kind of hypnotic)\n"
    )


@pytest.mark.parametrize(("words", "first"), [
    (["Sonata"], "zaleplon"),  # by a brand
    (["physical_therapy"], "physical_therapy"),  # by its id
    (["failed", "physical", "therapy"], "physical_therapy"),  # what words name
    (["knee", "oa"], "arthritis"),  # by a term, which is a part of what is looked for
    (["viscosuppl"], "viscosupplement"),  # by how a word begins
])  # fmt: skip
def test_a_concept_is_found_by_its_words(cli: Cli, words: list[str], first: str) -> None:
    assert ids(cli("guideline", "concepts", *words).text)[0] == first


def test_a_kind_is_listed_alone(cli: Cli) -> None:
    all_of_it = cli("guideline", "concepts", "nsaid").text
    drugs = cli("guideline", "concepts", "nsaid", "--kind", "drug_class").text
    assert 0 < len(ids(drugs)) < len(ids(all_of_it))
    assert all(line.split("  ", 1)[1].strip().startswith("drug class ") for line in drugs.splitlines())


@pytest.mark.parametrize(("given", "said"), [
    (["zalplon"], "no concept has the words 'zalplon' (did you mean zaleplon?)"),
    (["zalplon", "--kind", "drug"], "no drug has the words 'zalplon' (did you mean zaleplon?)"),
    (["qqq"], "no concept has the words 'qqq' (the nearest: "),
    (["x", "--kind", "drugs"], "Invalid value for '--kind': 'drugs' is not one of 'drug_class', 'drug', "),
])  # fmt: skip
def test_what_is_not_there_is_told_with_what_is_like_it(cli: Cli, given: list[str], said: str) -> None:
    result = cli("guideline", "concepts", *given)
    assert (result.code, result.out) == (2, b"")
    assert result.err.startswith(f"imr-check: {said}")


def test_the_concepts_of_packs_are_there(cli: Cli, here: Path) -> None:
    write(here / "ours" / "vocabulary" / "lamps.yaml", VOCABULARY)
    write(here / "imr-check.toml", 'guidelines = ["ours"]')
    assert ids(cli("guideline", "concepts", "lunar light").text) == ["moon_lamp"]
    assert cli("guideline", "concepts", "lunar light", "--config", write(here / "no.toml", "")).code == 2


def test_concepts_are_listed_beside_a_pack_that_names_a_wrong_one(cli: Cli, here: Path) -> None:
    """What is unlike in a word is not meant: of a knee, no ankle."""
    write(here / "ours/sleep.yaml", GUIDELINE.replace("[zolpidem]", "[knee_arthroscopy]"))
    result = cli("guideline", "concepts", "Ambien", "--guidelines", "ours")
    assert (result.code, result.text.split()[0]) == (0, "zolpidem")
    said = "imr-check: ours/sleep.yaml:12:25: V301 there is no concept knee_arthroscopy (the nearest: "
    assert result.err.startswith(said)
    assert result.err.count("\n") == 1
