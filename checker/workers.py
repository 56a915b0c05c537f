"""Letters checked in several processes, so that a process that dies takes no letter with it.

A pool that loses one process gives up on everything that it was given: it is given little at a time, and
what it had when it broke is checked again, each letter in a process of its own. Only a letter whose own
process dies is lost, and that one is named.
"""

from __future__ import annotations

import multiprocessing
import signal
from collections import deque
from collections.abc import Generator, Iterator, Mapping
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool

from checker.batch import Outcome, Task, check_one, failed, lost
from checker.pipeline import Checker

# Letters given to each process ahead of time: enough that none waits, few that a broken pool holds.
_AHEAD = 4
# Processes of its own that a letter gets: whoever killed the first may have meant another.
_ATTEMPTS = 2
# A process that has died, or one that could not be started (the system has no more to give).
_DIED = (BrokenProcessPool, OSError)

_checker: Checker | None = None


def check_in_processes(
    checker: Checker, tasks: Mapping[int, Task], jobs: int
) -> Iterator[tuple[int, Outcome]]:
    """Yield the outcome of each task with its number, as they come."""
    waiting = deque(tasks)
    while waiting:
        suspects = yield from _until_broken(checker, tasks, waiting, min(jobs, len(waiting)))
        for number in suspects:
            yield number, _alone(checker, tasks[number])


def _until_broken(
    checker: Checker, tasks: Mapping[int, Task], waiting: deque[int], jobs: int
) -> Generator[tuple[int, Outcome], None, list[int]]:
    """Check what waits with one pool. Returns the numbers of the tasks that it had when it broke."""
    given: set[int] = set()
    running: dict[Future[Outcome], int] = {}
    pool = _pool(checker, jobs)
    try:
        while waiting or running:
            while waiting and len(running) < jobs * _AHEAD:
                number = waiting.popleft()
                given.add(number)
                running[pool.submit(_check, tasks[number])] = number
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                number = running[future]
                outcome = _result(future, tasks[number])
                del running[future]
                given.remove(number)
                yield number, outcome
    except _DIED:
        return sorted(given)
    except BaseException:
        _stop(pool)
        raise
    finally:
        pool.shutdown(wait=True, cancel_futures=True)
    return []


def _alone(checker: Checker, task: Task) -> Outcome:
    for _ in range(_ATTEMPTS):
        pool = _pool(checker, 1)
        try:
            return _result(pool.submit(_check, task), task)
        except _DIED:
            continue
        except BaseException:
            _stop(pool)
            raise
        finally:
            pool.shutdown(wait=True, cancel_futures=True)
    return lost(task)


def _result(future: Future[Outcome], task: Task) -> Outcome:
    """Wait for an outcome. Raises BrokenProcessPool where the process died."""
    try:
        return future.result()
    except BrokenProcessPool:
        raise
    except Exception as error:  # noqa: BLE001 - what the process gave back is no outcome
        return failed(task, error)


def _pool(checker: Checker, jobs: int) -> ProcessPoolExecutor:
    # Not fork: a copy of a process with threads and a half-used reader of PDF files is no clean start.
    method = "forkserver" if "forkserver" in multiprocessing.get_all_start_methods() else "spawn"
    context = multiprocessing.get_context(method)
    return ProcessPoolExecutor(jobs, mp_context=context, initializer=_start, initargs=(checker,))


def _stop(pool: ProcessPoolExecutor) -> None:
    """End the processes at once, whatever they are at."""
    pool.shutdown(wait=False, cancel_futures=True)
    for process in multiprocessing.active_children():
        process.kill()


def _start(checker: Checker) -> None:
    """Set a process up: it gets the very knowledge and rules of its parent, and leaves Ctrl-C to it."""
    global _checker  # noqa: PLW0603 - an initializer has no other place for what its process keeps
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _checker = checker


def _check(task: Task) -> Outcome:
    if _checker is None:
        raise RuntimeError("the process was not set up")
    return check_one(_checker, task)
