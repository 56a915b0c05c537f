"""What packs add is put on top of what is kept of their base: the same as if nothing was, byte for byte."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.casefile.opening import index_of
from checker.casefile.terms import Terms
from checker.knowledge import cache, loading
from checker.knowledge.loading import load_knowledge
from checker.knowledge.packs import Packs, alone, find_packs
from checker.running.setup import known_of, likeness_of
from tests.cli.packs import GUIDELINE
from tests.knowledge.sample import folder, write

CRITERION = """\
  criteria:
  - id: OWN.{number}
    kind: info
    text: a thing of the knee, so for {number} of them
    provenance: {{grade: A, sources: [a book]}}
    examples: [No gout is {number}., One gout is {number}., A pill is {number}., Therapy is not {number}.]
    near: [He has gout {number}.]
"""
SECTION = """\
adds_to: {edition}
sections:
- id: OWN
  title: Of our own
  recommendation: recommended
  covers: {{treatments: [therapy]}}
  provenance: {{grade: A, sources: [a book]}}
"""
MORE = "adds_to: BOOK-1\ncontinued:\n- section: BOOK-1.a\n"
NEW_SECTION = SECTION.format(edition="BOOK-1") + CRITERION.format(number=1)
CONTINUED = MORE + CRITERION.format(number=2)
TWINS = "twins: [{claim: ours, ids: [OWN.2, BOOK-2.a.2]}]"
NEW_IDS = "BOOK-1.a.9: [OWN.2]"
REPLACES = "replaces: [BOOK-1.a.1]"
INSTEAD = CONTINUED.replace("OWN.2", "BOOK-1.a.1")
WORD = "concepts:\n- {id: thing, kind: condition, name: thing, terms: [thing]}"
ADDED = {
    "a section": [{"own.yaml": NEW_SECTION}],
    "criteria": [{"own.yaml": CONTINUED, "twins.yaml": TWINS, "aliases_of_ids.yaml": NEW_IDS}],
    "one in the place of another": [{"own.yaml": INSTEAD, "pack.yaml": REPLACES}],
    "a word": [{"own.yaml": NEW_SECTION, "vocabulary/own.yaml": WORD}],
    "by two packs": [{"own.yaml": NEW_SECTION}, {"own.yaml": CONTINUED}],
}


@pytest.fixture
def base(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Packs:
    monkeypatch.setattr(cache, "user_cache_path", lambda _: tmp_path / "cache")
    packs = alone(guidelines=write(tmp_path / "base", folder()))
    likeness_of(packs)
    return packs


def with_packs(packs: Packs, place: Path, added: list[dict[str, str]]) -> Packs:
    names = [str(write(place / f"pack{number}", files)) for number, files in enumerate(added)]
    return packs._replace(guidelines=(packs.guidelines[0], *find_packs(guidelines=names).guidelines[1:]))


def same_as_anew(packs: Packs) -> bool:
    first, *more = packs.guidelines
    anew = load_knowledge(first.folder, more=more)
    assert known_of(packs).model_dump_json() == anew.model_dump_json()
    return likeness_of(packs).to_bytes() == index_of(anew).to_bytes()


@pytest.mark.parametrize("added", ADDED.values(), ids=ADDED)
def test_what_is_added_is_as_if_all_were_read(
    base: Packs, tmp_path: Path, added: list[dict[str, str]]
) -> None:
    packs = with_packs(base, tmp_path, added)
    assert same_as_anew(packs)
    path = packs.guidelines[-1].folder / "own.yaml"
    path.write_text(path.read_text("utf-8").replace("a thing", "no thing at all"), encoding="utf-8")
    assert same_as_anew(packs)
    assert "no thing at all" in known_of(packs).model_dump_json()


def test_of_a_change_what_is_new_is_read_alone(
    base: Packs, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    packs = with_packs(base, tmp_path, ADDED["a section"])
    likeness_of(packs)
    read: list[str] = []
    terms = Terms.of

    def recorded(self: Terms, folded: str) -> list[str]:
        read.append(folded)
        return terms(self, folded)

    monkeypatch.setattr(Terms, "of", recorded)
    monkeypatch.setattr(loading, "load_whole", None)
    likeness_of(packs)
    assert read == []
    write(packs.guidelines[-1].folder, {"own.yaml": NEW_SECTION.replace("One gout", "Two gouts")})
    likeness_of(packs)
    assert "two gouts is 1." in read
    assert "what it is" not in read


def test_a_base_that_changes_is_read_again(base: Packs, tmp_path: Path) -> None:
    packs = with_packs(base, tmp_path, ADDED["a section"])
    known_of(packs)
    changed = folder()
    changed["editions/one/edition.yaml"]["sections"][0]["criteria"][0]["text"] = "what it was"
    write(base.guidelines[0].folder, changed)
    assert "what it was" in known_of(packs).model_dump_json()
    assert same_as_anew(packs)


def test_on_top_of_what_comes_with_imr_check(tmp_path: Path) -> None:
    likeness_of(find_packs())
    assert same_as_anew(with_packs(find_packs(), tmp_path, [{"own.yaml": GUIDELINE}]))
