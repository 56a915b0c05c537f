"""The shape of ``guidelines/language``: how letters are laid out, and the words that tell sentences apart."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from checker.knowledge.letter_forms import Words
from checker.knowledge.strict import Several, Strict, Text


class Headings(Strict):
    """The headings of a letter's three parts."""

    credentials: Several[Text]
    summary: Several[Text]
    issues: Several[Text]


class Labels(Strict):
    """The labels inside a disputed item."""

    claims_line: Several[Text]
    reviewer_line: Several[Text]
    rationale: Several[Text]


class DecisionWords(Strict):
    """The words that state a decision."""

    upheld: Several[Text]
    overturned: Several[Text]
    modified: Several[Text]


class HeaderFields(Strict):
    """The labels of the metadata header and of the credentials list."""

    case_number: Several[Text]
    decision_date: Several[Text]
    date_of_injury: Several[Text]
    ur_denial_date: Several[Text]
    states: Several[Text]
    specialties: Several[Text]


class ItemWords(Strict):
    """How titles word a request that was authorized in part, and what the form of 2013 says of an item."""

    original_request: Words
    remaining: Words
    remaining_verb: Words
    authorized: Words
    authorized_by: Words
    leaving: Words
    regarding: Words
    determined: Words
    necessary: Words
    not_necessary: Words
    claims_administrator_said: Words
    reviewer_said: Words


class CaseWords(Strict):
    """How header and summary word the facts of the case in prose."""

    male: Words
    female: Words
    years_old: Words
    injured: Words
    denied: Words
    certified: Words
    certified_until: Words
    licensed: Words


class LetterForm(Strict):
    """``guidelines/language/letter_form.yaml``: how final determinations are laid out."""

    header: Several[Text]
    headings: Headings
    labels: Labels
    opening: Several[Text]
    issues_intro: Several[Text]
    decisions: DecisionWords
    fields: HeaderFields
    items: ItemWords
    case: CaseWords

    def __hash__(self) -> int:
        """That of a part: patterns made of a form are kept by it, and it has hundreds of words."""
        return hash(self.opening)


class OrdinaryWords(Strict):
    """``guidelines/language/ordinary_words.yaml``: words near a drug's name that are no drug misspelt."""

    words: Several[Annotated[str, StringConstraints(pattern=r"^[a-z]{7,40}$")]]
