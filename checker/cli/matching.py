"""``imr-check guideline match``: for a reader, and line by line for a program."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from typing import Any

from pydantic import ValidationError

from checker.casefile.matching import Candidate, match
from checker.casefile.opening import Compiled
from checker.casefile.wording import edition_name, source_words
from checker.cli.output import CLEAN, FAILED, fail, warn, write
from checker.errors import CheckerError
from checker.knowledge.plain_words import of_validation
from checker.knowledge.strict import Strict
from checker.report.escaping import escape_json


class Line(Strict):
    """A line of input. ``cites``: an id or several of editions or sections."""

    sentence: str
    cites: str | tuple[str, ...] | None = None
    treatment: str | None = None


def described(compiled: Compiled, sentence: str, cites: Sequence[str], treatment: str) -> Iterator[str]:
    """The candidates in lines, after what the sentence is tied to. Raises UnknownGuidelineError."""
    found = match(compiled, sentence, cites, treatment)
    first = found.candidates[0] if found.candidates else None
    least = compiled.ties.least
    if first is None:
        yield "nothing known is like it"
        return
    name = first.tie.stated.criterion.id
    if found.of_case:
        yield f"tells of a patient: by itself it states nothing in a letter; nearest is {name}"
    elif found.holds:
        yield f"states {name}"
    elif found.misstates:
        yield "misstates {}: {}".format(*found.misstates)
    else:
        yield f"not known: no chance of {least:.0%} or more; nearest is {name}"
    for candidate in found.candidates:
        stated = candidate.tie.stated
        yield ""
        yield f"{candidate.tie.chance:>6.1%}  {stated.criterion.id}: {stated.criterion.text}"
        yield f"        in {source_words(edition_name(stated.edition), stated.section.title, stated.pages)}"
        differs = f": {candidate.fit.differs}" if candidate.fit.differs else ""
        yield f"        fit {candidate.fit.word.replace('_', ' ')}{differs}"
        yield f"        shares {', '.join(candidate.shared) or 'no word'}"
        features = candidate.tie.named_features.items()
        yield "        " + ", ".join(f"{feature} {value:g}" for feature, value in features)


def answer_lines(compiled: Compiled) -> int:
    """Answer each line of stdin on stdout, and give the exit code: 2 where a line could not be answered.

    Such a line, or one that is empty, is answered with its error: answers stay beside their questions.
    """
    if sys.stdin is None:
        fail("there is no standard input")
    code = CLEAN
    for number, words in enumerate(sys.stdin.buffer, start=1):
        try:
            answer = _answer(compiled, words)
        except (CheckerError, ValidationError) as error:
            code = FAILED
            reason = _reason(error)
            warn(f"line {number}: {reason}")
            answer = {"error": f"line {number}: {reason}"}
        write(escape_json(json.dumps(answer, ensure_ascii=False)) + "\n")
    return code


def _answer(compiled: Compiled, words: bytes) -> dict[str, Any]:
    line = Line.model_validate_json(words)
    cites = (line.cites,) if isinstance(line.cites, str) else line.cites or ()
    found = match(compiled, line.sentence, cites, line.treatment or "")
    candidates = [_candidate(one) for one in found.candidates]
    return {
        "criterion": candidates[0]["criterion"] if found.holds else None,
        "score": candidates[0]["score"] if candidates else 0.0,
        "misstates": found.misstates[0] if found.misstates else None,
        "of_case": found.of_case,
        "candidates": candidates,
    }


def _candidate(candidate: Candidate) -> dict[str, Any]:
    stated = candidate.tie.stated
    return {
        "criterion": stated.criterion.id,
        "score": candidate.tie.chance,
        "edition": stated.edition.id,
        "section": stated.section.id,
        "text": stated.criterion.text,
        "shared": list(candidate.shared),
        "fit": candidate.fit.word,
        "differs": candidate.fit.differs,
    }


def _reason(error: CheckerError | ValidationError) -> str:
    if isinstance(error, ValidationError):
        return "; ".join(words for _, _, words in of_validation(error, Line))
    return str(error)
