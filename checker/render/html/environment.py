"""Jinja as pages need it: all that is printed is cleaned and escaped, what is named must be there.

A page holds its style and script, and its policy lets nothing else run: their digests stand in it.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable, Sequence
from functools import cache
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from checker.counting import counted
from checker.render.html.marking import Piece, evidence_anchor, statement_anchor
from checker.render.reasons import reasons_of
from checker.render.requested import citation_words, resolved_words, treatment_words, visits_words
from checker.render.sanitize import clean
from checker.render.words import (
    ASPECTS,
    DECISION_WORDS,
    OUTCOME_WORDS,
    PARTIES,
    PARTY_WORDS,
    PROVENANCE_WORDS,
    SEVERITIES,
    STANDING_WORDS,
    STATUS_WORDS,
    UNICODE_MARKS,
    VERDICT_WORDS,
    VERDICTS,
    aspects_of,
    condition_words,
    date_words,
    guideline_words,
    place_of,
    value_words,
)
from checker.report.records import StatementRecord


def page(name: str, style: Sequence[str] = (), script: str = "script.js", **values: Any) -> str:
    """A whole page. ``style`` are files beside that of all pages."""
    environment = _environment()
    styles = Markup("").join(_asset(environment, each) for each in ("style.css", *style))
    code = _asset(environment, script)
    policy = _policy(styles, code, talks=script != "script.js")
    return environment.get_template(name).render(style=styles, script=code, policy=policy, **values)


def part(name: str, **values: Any) -> str:
    """A part of a page."""
    return _environment().get_template(name).render(**values)


def policy_of(page: str) -> str:
    """The policy that a page has in its head, for the header that is sent with it."""
    written = page.split('http-equiv="Content-Security-Policy" content="', 1)[1].split('"', 1)[0]
    return Markup(written).unescape()


def _policy(style: str, script: str, *, talks: bool) -> str:
    """A page that talks does so with where it comes from, and with nobody else."""
    connect = "connect-src 'self'; " if talks else ""
    return (
        f"default-src 'none'; style-src {_hash(style)}; script-src {_hash(script)}; {connect}"
        "base-uri 'none'; form-action 'none'"
    )


@cache
def _environment() -> Environment:
    environment = Environment(
        loader=PackageLoader("checker.render.html"),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_cleaned,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.globals.update(
        marks=UNICODE_MARKS,
        aspects=tuple(ASPECTS),
        verdicts=VERDICTS,
        verdict_words=VERDICT_WORDS,
        status_words=STATUS_WORDS,
        standing_words=STANDING_WORDS,
        decision_words=DECISION_WORDS,
        outcome_words=OUTCOME_WORDS,
        provenance_words=PROVENANCE_WORDS,
        severities=SEVERITIES,
        parties=PARTIES,
        party_words=PARTY_WORDS,
        aspects_of=aspects_of,
        value_words=value_words,
        condition_words=condition_words,
        date_words=date_words,
        guideline_words=guideline_words,
        place_of=place_of,
        reasons_of=reasons_of,
        citation_words=citation_words,
        resolved_words=resolved_words,
        treatment_words=treatment_words,
        visits_words=visits_words,
        target=_target,
        counted=counted,
        evidence_anchor=evidence_anchor,
        statement_anchor=statement_anchor,
    )
    return environment


def _target(statement: StatementRecord, pieces: Iterable[Piece], anchor: str) -> str | None:
    """Where a statement of the letter leads: to its criterion's card, else to the finding on it."""
    if statement.kind == "guideline":
        return "g" + anchor[1:]
    return next((piece.finding for piece in pieces if piece.finding), None)


def _cleaned(value: Any) -> Any:
    """Take what is unseen out of everything that is printed; jinja escapes it after that."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _asset(environment: Environment, name: str) -> Markup:
    assert environment.loader is not None
    return Markup(environment.loader.get_source(environment, name)[0])


def _hash(content: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()}'"
