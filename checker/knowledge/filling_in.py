"""What a guideline file need not say again: provenance from above, and by which words a work is cited."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import ValidationError

from checker.knowledge.phrases import fold
from checker.knowledge.provenance import Provenance
from checker.knowledge.strict_yaml import Document


def filled_in(document: Document) -> Document:
    """The file of an edition, or of sections, with what it leaves to what stands above."""
    data = document.data
    if isinstance(data, dict):
        if "aliases" not in data and isinstance(data.get("topic"), str):
            data = {**data, "aliases": [_alias(data["topic"])]}
        data = _handed_down(data, "sections")
        if isinstance(data.get("sections"), list):
            data = {**data, "sections": [_handed_down(section, "criteria") for section in data["sections"]]}
    return document.holding(data)


def _alias(topic: str) -> Mapping[str, Any]:
    words = " ".join(map(re.escape, fold(topic).split()))
    return {"pattern": rf"\b{words}\b", "examples": [topic]}


def _handed_down(data: Any, below: str) -> Any:
    """Give what is below the provenance of what is above, where it has none of its own."""
    if not isinstance(data, dict) or "provenance" not in data or not isinstance(data.get(below), list):
        return data
    above = data["provenance"]
    try:
        Provenance.model_validate(above)
    except ValidationError:  # told once, where it stands
        above = {"grade": "B"}
    parts = [{"provenance": above, **one} if isinstance(one, dict) else one for one in data[below]]
    return {**data, below: parts}
