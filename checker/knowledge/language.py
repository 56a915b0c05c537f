"""The shape of ``guidelines/language``: how letters are laid out, and the words that tell sentences apart."""

from __future__ import annotations

from typing import Annotated

from pydantic import StringConstraints

from checker.knowledge.strict import Strict, Text


class Headings(Strict):
    """The headings of a letter's three parts."""

    credentials: tuple[Text, ...]
    summary: tuple[Text, ...]
    issues: tuple[Text, ...]


class Labels(Strict):
    """The labels inside a disputed item."""

    claims_line: tuple[Text, ...]
    reviewer_line: tuple[Text, ...]
    rationale: tuple[Text, ...]


class DecisionWords(Strict):
    """The words that state a decision."""

    upheld: tuple[Text, ...]
    overturned: tuple[Text, ...]
    modified: tuple[Text, ...]


class HeaderFields(Strict):
    """The labels of the metadata header and of the credentials list."""

    case_number: tuple[Text, ...]
    decision_date: tuple[Text, ...]
    date_of_injury: tuple[Text, ...]
    ur_denial_date: tuple[Text, ...]
    states: tuple[Text, ...]
    specialties: tuple[Text, ...]


class LetterForm(Strict):
    """``guidelines/language/letter_form.yaml``: how final determinations are laid out."""

    headings: Headings
    labels: Labels
    opening: tuple[Text, ...]
    issues_intro: tuple[Text, ...]
    decisions: DecisionWords
    fields: HeaderFields
    not_cited: tuple[Text, ...]


class OrdinaryWords(Strict):
    """``guidelines/language/ordinary_words.yaml``: words near a drug's name that are no drug misspelt."""

    words: tuple[Annotated[str, StringConstraints(pattern=r"^[a-z]{7,40}$")], ...]
