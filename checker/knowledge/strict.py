"""What the shapes of all knowledge files share.

A file is validated strictly: unknown keys, wrong types and values outside a closed set are refused.
Cross references (a concept, a section, an edition that another file defines) are checked in
:mod:`checker.knowledge.references`.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, ClassVar, TypeVar

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints

_ID = r"^[A-Za-z0-9][A-Za-z0-9_.+\-]*$"
_CITED = r"[A-Za-z0-9]"
_CONCEPT = r"^[a-z0-9][a-z0-9_]*$"
# What patterns ask for, in words.
WRITTEN = {
    _ID: "letters and digits, with . _ + - between them",
    _CITED: "words by which letters cite the work",
    _CONCEPT: "small letters and digits, with _ between them",
}
Id = Annotated[str, StringConstraints(pattern=_ID, max_length=80)]
ConceptId = Annotated[str, StringConstraints(pattern=_CONCEPT, max_length=80)]
# A concept that is named elsewhere. A brand in its place is told where it is known what it is a brand of.
ConceptName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=80, strip_whitespace=True),
    Field(json_schema_extra={"pattern": _CONCEPT}),
]
# An edition that is named elsewhere. Its title in that place is told where it is known whose it is.
EditionName = Annotated[
    str,
    StringConstraints(min_length=1, max_length=200, strip_whitespace=True),
    Field(json_schema_extra={"pattern": _ID}),
]
LONGEST = 600  # characters of a text
Text = Annotated[str, StringConstraints(min_length=1, max_length=LONGEST, strip_whitespace=True)]
# The name of a work in citations: it has a letter or digit, for by punctuation alone nothing is found.
CitedName = Annotated[Text, StringConstraints(pattern=_CITED)]

Item = TypeVar("Item")
# A file has lists; they are kept as tuples. What is in them is as strict as all else.
Several = Annotated[tuple[Item, ...], Field(strict=False)]
MOST = 1_000_000  # of what is counted or measured
Figure = Annotated[float, Field(ge=0, le=MOST, allow_inf_nan=False)]


def _forward(pages: tuple[int, int]) -> tuple[int, int]:
    first, last = pages
    if not 1 <= first <= last:
        raise ValueError(f"first and last page, counted from 1, not {first} to {last}")
    return pages


Pages = Annotated[tuple[int, int], Field(strict=False), AfterValidator(_forward)]


class Strict(BaseModel):
    """Base of all file models: closed, immutable, and of no type but the one that the file gives.

    ``nested`` says in messages how YAML shows what belongs to a key, ``elsewhere`` which file has a key that
    is looked for here, ``as_in`` how one is written.
    """

    nested: ClassVar[str] = ", indented as that is"
    elsewhere: ClassVar[Mapping[str, str]] = {}
    as_in: ClassVar[str] = ""
    model_config = ConfigDict(extra="forbid", frozen=True, strict=True, defer_build=True)
