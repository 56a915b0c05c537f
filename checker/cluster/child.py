"""A process that checks one letter after another for its keeper, and may die of one.

``python -m checker.cluster.child``: pickles come through standard input, answers go to standard output.
"""

from __future__ import annotations

import os
import pickle
import signal
import sys
from contextlib import suppress

from checker.cluster.checking import Work, answer_to
from checker.running.collecting import collect_seldom


def serve() -> None:
    """Answer until there is nobody any more who asks."""
    # What a library prints is not to stand between answers.
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())
    questions = sys.stdin.buffer
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    collect_seldom()
    with suppress(EOFError, BrokenPipeError):
        work: Work = pickle.load(questions)
        while True:
            work, answer = answer_to(work, pickle.load(questions))
            pickle.dump(answer, answers)
            answers.flush()


if __name__ == "__main__":
    serve()
