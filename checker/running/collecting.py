"""How often Python looks for what can be freed."""

from __future__ import annotations

import gc

# What starting makes stays to the end, and is more than a letter makes. By default it is gone through for
# what could be freed again and again, and a last time at the end.
_OBJECTS_BETWEEN_COLLECTIONS = 1_000_000


def collect_seldom() -> None:
    """Have this process look for what can be freed only once much has been made."""
    gc.set_threshold(_OBJECTS_BETWEEN_COLLECTIONS)
