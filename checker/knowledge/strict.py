"""What the shapes of all knowledge files share.

A file is validated strictly: unknown keys, wrong types and values outside a closed set are refused.
Cross references (a concept, a section, an edition that another file defines) are checked in
:mod:`checker.knowledge.references`.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import BaseModel, ConfigDict, StringConstraints

Id = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9][A-Za-z0-9_.+\-]*$", max_length=80)]
ConceptId = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_]*$", max_length=80)]
Text = Annotated[str, StringConstraints(min_length=1, max_length=600, strip_whitespace=True)]


class Strict(BaseModel):
    """Base of all file models: closed and immutable."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=False)
