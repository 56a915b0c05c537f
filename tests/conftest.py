"""What tests load stays to their end: as in a command, it is seldom gone through for what could be freed."""

from __future__ import annotations

import gc

gc.set_threshold(100_000)
