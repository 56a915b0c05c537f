"""Text of letters, file names and rules made harmless for what prints it.

Every sink (terminal, HTML, CSV, …) takes untrusted text through here first, then applies its own escaping.
"""

from __future__ import annotations

import re

from checker.report.escaping import UNSEEN

# A body never holds a control character, so that a search ends at the next one: linear, also on 10^5
# openings without an end. An opening without an end loses its control character and stays as plain words.
_SEQUENCE = re.compile(
    r"""
      (?:\x1b[\]PX^_] | [\x9d\x90\x98\x9e\x9f]) [^\x00-\x1f\x7f-\x9f]* (?:\x07 | \x1b\\ | \x9c)  # OSC, DCS, …
    | (?:\x1b\[ | \x9b) [0-?]* [ -/]* [@-~]  # CSI
    | \x1b [ -/]+ [0-~]                       # character sets
    | \x1b [0-OQ-WYZ\\`-~]                    # two characters
    """,
    re.VERBOSE,
)

_LINE_END = re.compile(r"\r\n|[\r\v\f\x1c-\x1e\x85\u2028\u2029]")

_UNSEEN = re.compile(f"[{UNSEEN}]")
_SURROGATE = re.compile("[\ud800-\udfff]")
_SPACE = re.compile(r"[\n\t]")


def clean(text: str) -> str:
    r"""Remove escape sequences, control, direction and zero-width characters.

    Line ends of all kinds become ``\n``, tabs stay, a lone surrogate becomes U+FFFD: the result is valid
    UTF-8. Nothing is escaped: markup such as ``[/bold]`` or ``<script>`` is left to the sink. Idempotent,
    and linear in the length of the text.
    """
    if text.isascii() and text.isprintable():
        return text
    text = _LINE_END.sub("\n", _SEQUENCE.sub("", text))
    return _SURROGATE.sub("\ufffd", _UNSEEN.sub("", text))


def clean_line(text: str) -> str:
    """Do as :func:`clean` does, on one line: each line end and tab becomes a space."""
    return _SPACE.sub(" ", clean(text))
