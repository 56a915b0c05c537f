"""The vocabulary at work, on a small one: hierarchy, terms found as whole words, misspelt drugs."""

from __future__ import annotations

import pytest

from checker.knowledge.concepts import Concept, InMorphine, MorphineFactor
from checker.knowledge.lexicon import Hit, Lexicon
from checker.knowledge.provenance import Provenance
from tests.reading.sample import LEXICON
from tests.shipped import lexicon as shipped_lexicon


def lexicon(**terms: list[str]) -> Lexicon:
    return Lexicon(
        Concept(id=name, kind="drug", name=name, terms=tuple(words)) for name, words in terms.items()
    )


def test_the_hierarchy() -> None:
    assert LEXICON.up("tramadol") == {"tramadol", "opioid", "drug"}
    assert LEXICON.down("drug") == {
        "drug",
        "opioid",
        "topical",
        "compound_drug",
        "ibuprofen",
        "tramadol",
        "lidocaine",
    }
    assert LEXICON.regions("kneecap") == {"kneecap", "knee", "leg"}
    assert LEXICON.implied("radiculopathy") == {"radiculopathy", "nerve_pain"}
    assert LEXICON.terms("opioid") == ["opioid", "tramadol"]
    assert LEXICON.terms("ibuprofen") == ["ibuprofen", "motrin", "motrin ib", "ibuprophen"]


def test_where_nerves_run() -> None:
    spine = Lexicon(
        [
            Concept(id="back", kind="body_part", name="back", radiates_to=("leg",)),
            Concept(id="tailbone", kind="body_part", name="tailbone", part_of=("back",)),
            Concept(id="leg", kind="body_part", name="leg"),
            Concept(id="nerve_pain", kind="condition", name="nerve pain", radiates=True),
            Concept(id="numbness", kind="condition", name="numbness", implies=("nerve_pain",)),
            Concept(id="fracture", kind="condition", name="fracture"),
        ]
    )
    assert spine.reached("tailbone") == {"tailbone", "back", "leg"}
    assert spine.reached("leg") == {"leg"}
    assert spine.meet(["tailbone"], ["back"])
    assert spine.meet(["leg"], ["tailbone"], radiating=True)
    assert not spine.meet(["leg"], ["tailbone"])
    assert not spine.meet(["tailbone"], ["leg"], radiating=True)
    assert spine.meet([], ["leg"])
    assert spine.meet(["leg"], [])
    assert [name for name in ("nerve_pain", "numbness", "fracture") if spine.radiates(name)] == [
        "nerve_pain",
        "numbness",
    ]


def test_what_a_condition_rules_out_it_rules_out_with_its_kinds() -> None:
    nerves = Lexicon(
        [
            Concept(id="deficit", kind="condition", name="deficit"),
            Concept(id="numbness", kind="condition", name="numbness", is_a=("deficit",)),
            Concept(id="weakness", kind="condition", name="weakness", implies=("deficit",)),
            Concept(id="intact", kind="condition", name="intact", rules_out=("deficit",)),
        ]
    )
    assert nerves.ruled_out("intact") == {"deficit", "numbness"}
    assert nerves.ruled_out("deficit") == frozenset()


def test_what_can_not_be_said_to_be_absent() -> None:
    signs = Lexicon(
        [
            Concept(id="complaint", kind="condition", name="complaint"),
            Concept(id="loss", kind="condition", name="loss"),
            Concept(
                id="numbness", kind="condition", name="numbness", implies=("loss",), belies=("complaint",)
            ),
            Concept(id="tingling", kind="condition", name="tingling", is_a=("numbness",)),
        ]
    )
    assert signs.belied("tingling") == {"tingling", "numbness", "loss", "complaint"}
    assert signs.belied("loss") == {"loss"}
    assert signs.implied("numbness") == {"numbness", "loss"}


def test_a_circle_in_the_hierarchy_ends() -> None:
    circle = Lexicon(
        [
            Concept(id="a", kind="drug", name="a", is_a=("b",)),
            Concept(id="b", kind="drug", name="b", is_a=("a",)),
        ]
    )
    assert circle.up("a") == circle.down("a") == {"a", "b"}


def test_an_unknown_concept_has_no_terms() -> None:
    with pytest.raises(KeyError):
        LEXICON.terms("unheard_of")


FOUND = {
    "in order": ("mri of the knee", [("mri", 0, 3), ("knee", 11, 15)]),
    "the longest": ("physical therapy", [("therapy", 0, 16)]),
    "hyphens are spaces": ("nerve-block", [("nerve_block", 0, 11)]),
    "plurals": ("knees, injections, mri's", [("knee", 0, 5), ("injection", 7, 17), ("mri", 19, 22)]),
    "not inside a word": ("kneeling amri mrix", []),
    "not after a letter": ("xknee", []),
    "beside signs": ("(knee)/wrist.", [("knee", 1, 5), ("wrist", 7, 12)]),
    "nothing": ("", []),
}


@pytest.mark.parametrize(("text", "expected"), FOUND.values(), ids=FOUND)
def test_terms_are_found_as_whole_words(text: str, expected: list[tuple[str, int, int]]) -> None:
    assert LEXICON.find(text) == [Hit(*hit) for hit in expected]


def test_where_the_longest_ends_inside_a_word_a_shorter_is_found() -> None:
    words = lexicon(short=["knee"], long=["knee cap"])
    assert words.find("knee cap") == [Hit("long", 0, 8)]
    assert words.find("knee capsule") == [Hit("short", 0, 4)]


def test_a_term_inside_a_word_hides_none_behind_it() -> None:
    words = lexicon(one=["arm pain"], two=["pain relief"])
    assert words.find("harm pain relief") == [Hit("two", 5, 16)]


def test_a_misspelling_on_file_is_marked() -> None:
    assert LEXICON.find("ibuprophen") == [Hit("ibuprofen", 0, 10, misspelt=True)]


@pytest.mark.parametrize(
    ("word", "concept"),
    [
        ("tramadal", "tramadol"),  # one letter in eight
        ("trimadal", None),  # two in eight
        ("bupivicaine", "bupivacaine"),  # one in eleven
        ("bopivicaine", "bupivacaine"),  # two in eleven
        ("bopivicane", None),  # three
        ("dupivacaine", None),  # another first letter
        ("aspirim", "aspirin"),
        ("aspiring", None),  # an ordinary word
        ("asprin", None),  # too short to tell
        ("prednisonne", "prednisone"),
        ("prednisolome", "prednisolone"),
        ("prednisolne", None),  # one letter off both
        ("unheard", None),
    ],
)
def test_a_word_near_one_drug_alone_is_that_drug_misspelt(word: str, concept: str | None) -> None:
    expected = [] if concept is None else [Hit(concept, 4, 4 + len(word), misspelt=True)]
    assert LEXICON.find_misspelt(f"the {word} it", []) == expected


def test_words_that_were_found_are_not_looked_at_again() -> None:
    assert LEXICON.find_misspelt("tramadal", [Hit("knee", 0, 4)]) == []


def test_forms_of_one_drug_are_no_two_drugs() -> None:
    forms = Lexicon(
        Concept(id=name, kind="drug", name="menthol", terms=(term,))
        for name, term in (("menthol_oral", "mentholan"), ("menthol_topical", "mentholun"))
    )
    assert forms.find_misspelt("mentholen", []) == [Hit("menthol_oral", 0, 9, misspelt=True)]


A = Provenance(grade="A", sources=("a table",))


def worth(*factors: tuple[float, float, float | None]) -> InMorphine:
    rows = tuple(MorphineFactor(low=low, high=high, up_to=up_to) for low, high, up_to in factors)
    return InMorphine(factors=rows, provenance=A)


def test_a_dose_in_morphine_by_the_lowest_and_the_highest_table() -> None:
    stepped = worth((3, 4, 20), (3, 8, None))
    assert stepped.of_dose(20, 20) == (60, 80)
    assert stepped.of_dose(20, 30) == (60, 240)


@pytest.mark.parametrize(
    ("factors", "message"),
    [
        ([(1, 1, 20)], "up_to goes up"),
        ([(1, 1, None), (1, 1, None)], "up_to goes up"),
        ([(1, 1, 40), (1, 1, 20), (1, 1, None)], "up_to goes up"),
        ([(2, 1, None)], "low is no more than high"),
        ([], "at least 1"),
    ],
)
def test_factors_that_are_none(factors: list[tuple[float, float, float | None]], message: str) -> None:
    with pytest.raises(ValueError, match=message):
        worth(*factors)


def test_in_morphine_is_that_of_the_plain_form_or_of_an_ingredient() -> None:
    own = worth((1.5, 1.5, None))
    known = Lexicon(
        [
            Concept(id="ox", kind="drug", name="ox", in_morphine=own),
            Concept(id="ox_er", kind="drug", name="ox", release="ER"),
            Concept(id="ox_spray", kind="drug", name="ox"),
            Concept(id="ox_apap", kind="drug", name="ox/apap", ingredients=("apap", "ox")),
            Concept(id="apap", kind="drug", name="apap"),
        ]
    )
    found = [known.in_morphine(one) for one in ("ox", "ox_er", "ox_apap", "ox_spray", "apap")]
    assert found == [own, own, own, None, None]


@pytest.mark.parametrize(
    ("drug", "low", "high"),
    [("hydrocodone_acetaminophen", 9, 10), ("oxycodone_er", 15, 15), ("fentanyl_transdermal", 24, 24)],
)
def test_shipped_opioids_in_morphine(drug: str, low: float, high: float) -> None:
    found = shipped_lexicon().in_morphine(drug)
    assert found is not None
    assert found.of_dose(10, 10) == (low, high)


@pytest.mark.parametrize("drug", ["buprenorphine", "fentanyl_transmucosal", "naproxen"])
def test_what_has_no_factor(drug: str) -> None:
    assert shipped_lexicon().in_morphine(drug) is None
