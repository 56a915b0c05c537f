"""``as_of`` stands for the dates of the decision and of the denial: which editions are in force."""

from __future__ import annotations

from datetime import date

import pytest

from checker import check_text
from tests.letters import CHRONIC_2009, one

CITED = f"{CHRONIC_2009}, Section(s): Muscle relaxants"
LETTER = one(reviewer=CITED, claims=CITED, decided="05/02/2016", denied="04/01/2016")


@pytest.mark.parametrize(
    ("as_of", "superseded"),
    [(None, False), (date(2016, 7, 27), False), (date(2016, 7, 28), True), (date(2016, 9, 1), True)],
)
def test_an_edition_superseded_by_that_day(as_of: date | None, superseded: bool) -> None:
    (item,) = check_text(LETTER, as_of=as_of).letters[0].items
    assert any(finding.check == "edition-not-in-force" for finding in item.findings) is superseded
