"""guideline new and test: a file to fill in, and whether examples state what they are examples of."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from checker.cli import guideline_testing
from checker.knowledge.files import Placed, data_folder
from checker.knowledge.misses import MISSES_FILE, known_misses
from checker.knowledge.strict_yaml import Document
from tests.cli.conftest import Cli
from tests.cli.packs import GUIDELINE, write
from tests.knowledge.sample import as_yaml
from tests.shipped import knowledge

FILLED = {
    "concepts such as zolpidem, physical_therapy": "zolpidem",
    "a sentence that states it": "Zolpidem is limited to 7 to 10 days.",
    "one in other words": "The guideline supports at most ten days of Ambien.",
    "a short one": "Hypnotics are for no more than 10 days.",
    "one that names the treatment otherwise": "Ambien beyond 10 days is not supported.",
    "what it says, in your own words": "zolpidem for at most 7 to 10 days",
    "a sentence that looks like it": "The patient has slept badly for 10 days.",
    "a diagnosis": "insomnia",
    "a treatment, or a class of drugs": "NSAID",
    "a patient who has all of it": "He has insomnia. Naproxen has failed.",
    "one in whom a part is denied": "He has no insomnia. Naproxen has failed.",
}


@pytest.fixture
def ours(here: Path) -> Path:
    (here / "ours").mkdir()
    return here / "ours"


def fill_in(path: Path) -> None:
    text = re.sub("'FILL IN: [a-z ]+, as ([0-9]+)'", r"\1", path.read_text(encoding="utf-8"))
    for asked, words in FILLED.items():
        text = text.replace(f"'FILL IN: {asked}'", words)
    path.write_text(re.sub("'FILL IN: (.*?)'", r"'\1'", text), encoding="utf-8")


@pytest.mark.parametrize(
    ("what", "arguments"),
    [
        ("edition", ("HOUSE-SLEEP", "--title", "House guideline on sleep")),
        ("section", ("HOUSE.naps", "--edition", "ODG-PAIN", "--title", "The doctor's naps")),
        ("criterion", ("HOUSE.naps.days", "--section", "ODG.pain.tpi")),
        ("criterion", ("HOUSE.naps.who", "--section", "ODG.pain.tpi", "--kind", "indication")),
    ],
)
def test_a_new_file_is_not_loaded_before_it_is_filled_in(
    cli: Cli, ours: Path, what: str, arguments: tuple[str, ...]
) -> None:
    made = cli("guideline", "new", what, *arguments, "--guidelines", "ours")
    path = Path(made.text.strip())
    assert (made.code, path.parent) == (0, ours.relative_to(ours.parent))
    refused = cli("guideline", "validate", "--guidelines", "ours")
    asked = path.read_text(encoding="utf-8").count("'FILL IN: ")
    assert refused.code == 2
    assert refused.err.count(": V108 to be filled in, as guideline new left it: ") == asked
    fill_in(path)
    assert cli("guideline", "validate", "--guidelines", "ours").code == 0
    told = cli("guideline", "test", "--guidelines", "ours").text.splitlines()
    assert told[-1].startswith("1 criterion, 5 sentences, ")
    assert (ours / "guideline.schema.json").is_file()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("edition", "ODG-PAIN", "--title", "x"), "the id ODG-PAIN is taken"),
        (("edition", "a b", "--title", "x"), "'a b' is no id"),
        (
            ("edition", "A", "--title", "x", "--source", "ODD"),
            "--source: 'ODD' is none of MTUS, ODG, ACOEM, OTHER",
        ),
        (
            ("section", "A", "--edition", "ODG-PAINS", "--title", "x"),
            "there is no edition ODG-PAINS (did you mean ODG-PAIN?)",
        ),
        (("criterion", "A", "--section", "ODG.pain.tip"), "there is no section ODG.pain.tip (did you mean"),
        (("criterion", "A", "--section", "ODG.pain.tpi", "--kind", "visit"), "--kind: 'visit' is none of "),
        (
            ("edition",),
            "missing: ID (Id of the edition, such as HOUSE-SLEEP); --title (Title as letters print it):",
        ),
        (("edition", "A"), "missing: --title (Title as letters print it): nobody is there to ask"),
        (("section", "A", "--title", "B"), "missing: --edition (Edition, such as ODG-PAIN): nobody"),
        (("section",), "missing: --edition (Edition, such as ODG-PAIN); ID (Id of the section); --title ("),
        (("criterion", "A"), "missing: --section (Section, such as ODG.pain.tpi): nobody is there to ask"),
        (("criterion", "--section", "ODG.pain.tpi"), "missing: ID (Id of the criterion): nobody"),
    ],
)
def test_a_new_file_refused(cli: Cli, ours: Path, arguments: tuple[str, ...], said: str) -> None:
    result = cli("guideline", "new", *arguments, "--guidelines", "ours")
    assert (result.code, result.out, list(ours.iterdir())) == (2, b"", [])
    assert said in result.err


def test_examples_that_state_it_and_near_misses_that_do_not(cli: Cli, ours: Path) -> None:
    path = write(ours / "sleep.yaml", GUIDELINE)
    good = cli("guideline", "test", "--coverage", "--guidelines", "ours")
    assert (good.code, good.text) == (0, "1 criterion, 5 sentences, 0 failed, 0 gaps\n")
    write(path, GUIDELINE.replace("low: 7, high: 10", "low: 3, high: 5").replace("at most 7 to 10", "few"))
    misstated = cli("guideline", "test", "--guidelines", "ours")
    assert misstated.code == 1
    assert misstated.text.splitlines()[0] == (
        "HOUSE.zolpidem.days: example: Zolpidem is limited to 7 to 10 days."
    )
    assert misstated.text.splitlines()[1].startswith("    expected its figures, found others: ")


def test_a_gap_names_the_example_that_has_the_figure(cli: Cli, ours: Path) -> None:
    """The weeks of a row agree whatever its number of visits is, where words part them from it."""
    rows = "".join(
        f"\n    - {{bound: at_most, unit: visit, low: {low}, high: 10, applies_to: [{name}], "
        f"over: {{unit: week, low: {weeks}, high: {weeks}}}}}"
        for low, weeks, name in ((9, 8, "myalgia_myositis"), (8, 4, "neuritis_radiculitis"))
    )
    text = GUIDELINE.replace("kind: duration_limit", "kind: visit_cap").replace(
        " [{bound: at_most, unit: day, low: 7, high: 10}]", rows
    )
    said = "The guideline allows 8 to 10 visits of physical therapy over 4 weeks for radiculitis."
    write(ours / "sleep.yaml", text.replace("    near:", f"    - {said}\n    near:"))
    told = cli("guideline", "test", "--coverage", "--guidelines", "ours").text
    assert f'("{said}" agrees by another figure or row as well): write one that states it' in told


def test_a_limit_that_no_example_turns_on_is_a_gap(cli: Cli, ours: Path) -> None:
    text = re.sub("(7 to|7-10|10|ten) (10 )?days", "some days", GUIDELINE)
    write(ours / "sleep.yaml", text.replace("zolpidem for at most 7 to some days", "zolpidem for some days"))
    result = cli("guideline", "test", "--coverage", "--guidelines", "ours")
    assert result.code == 1
    gap = "HOUSE.zolpidem.days: no example turns on its limit at most 7-10 days: write one that states it"
    assert f'{gap}, such as "Zolpidem: at most 7-10 days."' in result.text
    more = "    - 'Zolpidem: at most 7-10 days.'\n    near:"
    write(ours / "sleep.yaml", re.sub("    near:", more, (ours / "sleep.yaml").read_text(encoding="utf-8")))
    assert cli("guideline", "test", "--coverage", "--guidelines", "ours").text.endswith(
        ", 0 failed, 0 gaps\n"
    )


@pytest.mark.parametrize(("source", "rank"), [("MTUS", 1), ("ACOEM", 2), ("ODG", 2), ("OTHER", 3)])
def test_a_new_edition_has_the_rank_of_its_source(cli: Cli, ours: Path, source: str, rank: int) -> None:
    new = ("guideline", "new", "edition", "HOUSE", "--title", "House", "--source", source)
    assert cli(*new, "--guidelines", "ours").code == 0
    assert f"\nrank: {rank}  # in the medical evidence search order: " in (ours / "house.yaml").read_text()


def test_a_known_miss_of_what_comes_with_imr_check_is_counted_and_a_new_one_fails(
    cli: Cli, ours: Path
) -> None:
    (miss, *_) = (one.value for one in known_misses(data_folder("guidelines")))
    shipped = cli("guideline", "test", miss.of)
    assert shipped.code == 0
    assert re.fullmatch(
        rf"1 criterion, \d+ sentences, 0 failed, \d+ known to miss \({MISSES_FILE}\)\n", shipped.text
    )
    write(ours / "sleep.yaml", GUIDELINE.replace("Use of zolpidem beyond", "Some say that naproxen beyond"))
    own = cli("guideline", "test", "HOUSE-SLEEP", miss.of, "--guidelines", "ours")
    assert own.code == 1
    assert own.text.splitlines()[0] == (
        "HOUSE.zolpidem.days: example: Some say that naproxen beyond 10 days is not supported."
    )
    assert ", 1 failed, " in own.text


def test_a_miss_that_is_mended_or_misses_otherwise_is_told_where_it_stands(
    cli: Cli, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (miss, *_) = (one.value for one in known_misses(data_folder("guidelines")))
    otherwise = miss.model_copy(update={"becomes": "tied to ODG.pain.tpi"})
    mended = miss.model_copy(update={"sentence": "A sentence that is there no more."})
    document = Document("known.yaml", None, {(): (1, 1), ("misses", 1): (9, 3)})
    placed = [Placed(one, document, ("misses", at)) for at, one in enumerate((otherwise, mended))]
    monkeypatch.setattr(guideline_testing, "known_misses", lambda folder: placed)
    result = cli("guideline", "test", miss.of)
    assert result.code == 1
    assert result.text.splitlines()[0] == f"{miss.of}: example: {miss.sentence}"
    assert result.text.splitlines()[-3:-1] == [
        f"known.yaml:1: {miss.of}: no longer tied to ODG.pain.tpi, take it out: {miss.sentence}",
        f"known.yaml:9: {miss.of}: no longer {miss.becomes}, take it out: A sentence that is there no more.",
    ]


def test_a_pack_has_no_known_misses(cli: Cli, ours: Path) -> None:
    """Its author's sentences are mended, not counted."""
    write(ours / "sleep.yaml", GUIDELINE)
    write(ours / MISSES_FILE, "misses: []\n")
    result = cli("guideline", "validate", "--guidelines", "ours")
    assert result.code == 2
    assert f"ours/{MISSES_FILE}: V305 a pack adds editions and vocabulary; " in result.err


VOCABULARY = """\
concepts:
- {id: nap_mask, kind: treatment, name: nap mask, category: dme,
   terms: [nap mask, nap masks of silk, dark-visor], brands: [Dozy], misspellings: [nap msak]}
"""


def test_a_word_of_a_pack_that_no_sentence_has_is_a_gap(cli: Cli, ours: Path) -> None:
    """The longest that a sentence has is used: without it something is lost. Near misses and cases count."""
    write(ours / "vocabulary" / "masks.yaml", VOCABULARY)
    text = GUIDELINE.replace("of zolpidem beyond", "of a nap mask beyond").replace(
        "badly", "badly in dark visors"
    )
    path = write(ours / "sleep.yaml", text)

    def gaps() -> list[str]:
        result = cli("guideline", "test", "--coverage", "--guidelines", "ours")
        assert result.code == 1
        return [line for line in result.text.splitlines() if line.startswith("ours/")]

    missing = "no example, near miss or case has"
    rest = "of nap_mask: write one that has it, or take it out"
    assert gaps() == [
        f"ours/vocabulary/masks.yaml:3: {missing} 'nap masks of silk', a term {rest}",
        f"ours/vocabulary/masks.yaml:3: {missing} 'Dozy', a brand {rest}",
        f"ours/vocabulary/masks.yaml:3: {missing} 'nap msak', a misspelling {rest}",
    ]
    needs = "    needs: {condition: insomnia}\n"
    case = "    cases: [{told: He wears a Dozy and nap masks of silk., answer: unmet}]\n"
    write(path, path.read_text(encoding="utf-8").replace("    near:", f"{needs}{case}    near:"))
    assert gaps() == [f"ours/vocabulary/masks.yaml:3: {missing} 'nap msak', a misspelling {rest}"]


def test_words_that_a_concept_had_before_it_was_replaced_need_no_sentence(cli: Cli, ours: Path) -> None:
    (known,) = (one for one in knowledge().concepts if one.id == "zolpidem")
    data = known.model_dump(mode="json", exclude_defaults=True) | {"brands": [*known.brands, "Dozy"]}
    write(ours / "vocabulary" / "sleep.yaml", as_yaml({"concepts": [data]}))
    write(ours / "pack.yaml", "replaces: [zolpidem]\n")
    write(ours / "sleep.yaml", GUIDELINE)
    result = cli("guideline", "test", "--coverage", "--guidelines", "ours")
    (gap, counts) = result.text.splitlines()
    assert gap.endswith(" has 'Dozy', a brand of zolpidem: write one that has it, or take it out")
    assert (result.code, counts) == (1, "1 criterion, 5 sentences, 0 failed, 1 gap")
    one = cli("guideline", "test", "HOUSE.zolpidem.days", "--coverage", "--guidelines", "ours")
    assert one.code == 0  # it is the pack that has the word, not the criterion
    write(ours / "sleep.yaml", GUIDELINE.replace("Ambien", "Dozy"))
    assert cli("guideline", "test", "--coverage", "--guidelines", "ours").code == 0
