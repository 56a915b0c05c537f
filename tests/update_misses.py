"""The known misses of the shipped guidelines: ``python -m tests.update_misses`` writes their file anew.

It takes a minute. Read the difference before you keep it: what is new there is a sentence that letters may
have and that is not tied as it should be, and another sentence, a clearer text or a near miss often helps.
"""

from __future__ import annotations

import yaml

from checker.judging.examples import example_failures
from checker.knowledge.files import data_folder
from checker.knowledge.misses import MISSES_FILE, Miss
from tests.shipped import checker

_ONE_LINE = 10_000  # columns
HEAD = """\
# Examples that are not tied to their criterion, and near misses that are, with what becomes of each.
# guideline test counts them; it fails on any other, and on one that is mended or misses otherwise.
# Written by python -m tests.update_misses.
"""


def misses() -> list[Miss]:
    """Those that there are now, in the order of the criteria."""
    compiled = checker().compiled
    return [
        failure.miss
        for one in compiled.criteria.all
        for failure in example_failures(compiled, one.section, one.criterion)
    ]


if __name__ == "__main__":
    path = data_folder("guidelines") / MISSES_FILE
    data = {"misses": [miss.model_dump() for miss in misses()]}
    lines = yaml.dump(data, Dumper=yaml.CSafeDumper, sort_keys=False, width=_ONE_LINE)
    path.write_text(HEAD + lines, encoding="utf-8")
