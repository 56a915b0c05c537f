"""What is stated of the drug that is asked for, and held of a sister."""

from __future__ import annotations

import pytest

from tests.letters import CHRONIC_2009, statements

METABOLITE = "{} is not recommended, since its main metabolite is meprobamate, a controlled substance."
TRIAL = (
    "The guideline on {} has a trial of three to eight weeks of titration, then one to two weeks at the "
    "maximum tolerated dose."
)


@pytest.mark.parametrize(
    ("title", "sentence", "sister"),
    [
        ("Tizanidine 4 mg #90", METABOLITE.format("Tizanidine"), "carisoprodol"),
        ("Zanaflex 4 mg #90", METABOLITE.format("Zanaflex"), "carisoprodol"),
        ("Soma 350 mg #90", METABOLITE.format("Soma"), None),
        ("Pregabalin 75 mg #60", TRIAL.format("pregabalin"), "gabapentin"),
        ("Gabapentin 300 mg #60", TRIAL.format("gabapentin"), None),
        # of which drug it is said, the sentence does not tell
        ("Tizanidine 4 mg #90", METABOLITE.format("It"), None),
        # said of the sister itself
        ("Tizanidine 4 mg #90", METABOLITE.format("Carisoprodol, unlike tizanidine,"), None),
        # nothing tells it from what is held of any drug
        ("Tizanidine 4 mg #90", "Tizanidine is not recommended for long-term use.", None),
        ("Tizanidine 4 mg #90", "Tizanidine is a centrally acting alpha-2 agonist.", None),
        # two drugs are asked for: of which one it is, remains open
        ("Tizanidine 4 mg and carisoprodol 350 mg", METABOLITE.format("Tizanidine"), None),
        ("Massage therapy", METABOLITE.format("Massage"), None),
    ],
)
def test_the_sister_of_which_it_is_held(title: str, sentence: str, sister: str | None) -> None:
    (statement,) = statements(sentence, title=title, reviewer=CHRONIC_2009)
    instead = statement.fit.instead if statement.fit else None
    assert (instead.sister if instead else None) == sister
    assert (statement.status == "other_guideline") == (sister is not None)


@pytest.mark.parametrize(
    ("title", "rationale", "sister"),
    [
        (
            "Skelaxin 800 mg #42",
            "Metaxalone is relatively non-sedating. It is not to be used for longer than 2-3 weeks.",
            "cyclobenzaprine",
        ),
        (
            "Flexeril 10 mg #42",
            "Cyclobenzaprine is sedating. It is not to be used for longer than 2-3 weeks.",
            None,
        ),
        # it may be the drug that is named before
        (
            "Skelaxin 800 mg #42",
            "Cyclobenzaprine is sedating. It is not to be used for longer than 2-3 weeks.",
            None,
        ),
        # the figure is no drug's
        (
            "Skelaxin 800 mg #42",
            "Metaxalone is relatively non-sedating. It is not to be used for longer than 5 weeks.",
            None,
        ),
    ],
)
def test_the_sister_whose_figure_it_is(title: str, rationale: str, sister: str | None) -> None:
    cited = f"{CHRONIC_2009}, Section(s): Muscle relaxants (for pain)"
    last = statements(f"The MTUS speaks of relaxants. {rationale}", title=title, reviewer=cited)[-1]
    instead = last.fit.instead if last.fit else None
    assert (instead.sister if instead else None) == sister
