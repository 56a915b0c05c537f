"""The shipped guidelines: provenance, references, and words that mean one thing.

That every alias matches its examples, that an example states one criterion or twins, and that no reference
leads nowhere, is checked when they load: :mod:`tests.knowledge` shows that bad ones don't.
"""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from checker.knowledge.files import data_folder
from checker.knowledge.guidelines import Criterion, Edition
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import fold
from checker.knowledge.provenance import Provenance
from tests.shipped import knowledge, lexicon

GUIDELINES = data_folder("guidelines")
# The language files are to follow.
FILES = sorted(path for part in ("editions", "vocabulary") for path in (GUIDELINES / part).rglob("*.yaml"))
EDITIONS = [pytest.param(edition, id=edition.id) for edition in knowledge().editions]
_LETTER = re.compile(r"CM\d{2}-\d{7}|\d{3}")


def test_a_file_can_be_read_at_a_sitting() -> None:
    lines = {path: path.read_text(encoding="utf-8").count("\n") for path in FILES}
    assert {path: count for path, count in lines.items() if not 1 <= count <= 400} == {}


def test_section_files_are_numbered_without_gaps() -> None:
    """Numbers give the sections' order, by which a statement that fits two criteria takes the first."""
    for folder in sorted({path.parent for path in FILES if path.name == "edition.yaml"}):
        names = sorted(path.name for path in folder.iterdir() if path.name != "edition.yaml")
        assert [name[:3] for name in names] == [f"{number:02}-" for number in range(1, len(names) + 1)]


def criteria(edition: Edition) -> list[Criterion]:
    return [criterion for section in edition.sections for criterion in section.criteria]


def provenances(edition: Edition) -> list[tuple[str, Provenance]]:
    return [
        (edition.id, edition.provenance),
        *((section.id, section.provenance) for section in edition.sections),
        *((criterion.id, criterion.provenance) for criterion in criteria(edition)),
    ]


@pytest.mark.parametrize("edition", EDITIONS)
def test_every_datum_says_where_it_comes_from(edition: Edition) -> None:
    without = [name for name, found in provenances(edition) if not (found.sources or found.letters)]
    assert without == []


@pytest.mark.parametrize("edition", EDITIONS)
def test_the_letters_of_a_provenance_are_case_numbers(edition: Edition) -> None:
    letters = [letter for _, found in provenances(edition) for letter in found.letters]
    assert [letter for letter in letters if not _LETTER.fullmatch(letter)] == []


def test_a_word_names_one_concept() -> None:
    named = defaultdict(set)
    for concept in knowledge().concepts:
        for term in (*concept.terms, *concept.brands, *concept.misspellings):
            named[fold(term).replace("-", " ")].add(concept.id)
    assert {term: ids for term, ids in named.items() if len(ids) > 1} == {}


def test_every_term_finds_its_concept() -> None:
    lost = [
        (concept.id, term)
        for concept in knowledge().concepts
        for term in (*concept.terms, *concept.brands, *concept.misspellings)
        if not any(hit.concept == concept.id and hit.start == 0 for hit in lexicon().find(fold(term)))
    ]
    assert lost == []


def test_the_hierarchy_stays_within_a_kind_and_has_no_circle() -> None:
    concepts = lexicon().concepts
    above = {
        ("drug", "drug_class"),
        *((kind, kind) for kind in ("drug_class", "treatment", "condition", "drug")),
    }
    edges = [(concept, concepts[parent]) for concept in concepts.values() for parent in concept.is_a]
    assert [(one.id, two.id) for one, two in edges if (one.kind, two.kind) not in above] == []
    assert [(one.id, two.id) for one, two in edges if one.id in lexicon().up(two.id)] == []


def test_drugs_have_a_class_and_treatments_a_category() -> None:
    concepts = knowledge().concepts
    assert [one.id for one in concepts if one.kind == "drug" and not one.is_a] == []
    assert [one.id for one in concepts if one.kind == "treatment" and one.category is None] == []
    assert [one.id for one in concepts if not (one.terms or one.brands)] == []


def test_every_ordinary_word_would_else_be_a_drug() -> None:
    unguarded = Lexicon(knowledge().concepts)
    needless = [word for word in knowledge().ordinary_words if not unguarded.find_misspelt(word, [])]
    assert needless == []
