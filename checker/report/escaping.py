r"""Characters that a reader can't see, written as escapes: in JSON, and in names of files.

Nothing is lost by it, and nothing that a letter or a file name holds moves or hides what stands beside it.
"""

from __future__ import annotations

import json
import re

# What cannot be seen, or what moves what is seen: for a class of a pattern. Tab and line ends are not in it.
UNSEEN = (
    "\x00-\x08\x0e-\x1f\x7f-\x9f"  # C0 without tab and line ends, DEL, C1
    "\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f"  # soft hyphen, joiners, fillers
    "\u200b-\u200f\u202a-\u202e\u2060-\u206f"  # zero width, direction marks, embeddings, isolates
    "\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"  # fillers, variation selectors, byte order mark
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff"  # shorthand, music, tags
)
_IN_JSON = re.compile(f"[{UNSEEN}\u2028\u2029]")
_IN_LINE = re.compile(f"[{UNSEEN}\t\n\r\v\f\u2028\u2029\ud800-\udfff]")


def escape_json(text: str) -> str:
    r"""Escape what is unseen in JSON as ``\u202e``: the same content. It stands inside of strings alone."""
    return _IN_JSON.sub(lambda match: json.dumps(match[0])[1:-1], text)


def escape_line(text: str) -> str:
    r"""Escape what is unseen in a name or message, line ends as ``\n`` too: it stays one line."""
    return _IN_LINE.sub(lambda match: match[0].encode("unicode_escape").decode("ascii"), text)
