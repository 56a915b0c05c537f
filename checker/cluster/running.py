"""Partitions given out to the workers of a cluster, and what comes back, in their order."""

from __future__ import annotations

import logging
import pickle
import signal
import threading
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

import distributed
from distributed import KilledWorker

from checker.cluster.checking import Work
from checker.cluster.worker import Checked, Worker, check, lost
from checker.errors import CheckerError
from checker.readers import Member

_WAIT = 60  # seconds for a scheduler to answer, and for a first worker
_AHEAD = 3  # partitions that each thread of a worker has beside the one that it is at


class ClusterError(CheckerError):
    """There is no cluster, or it is gone."""


@contextmanager
def cluster_of(work: Work, scheduler: str | None, workers: int) -> Iterator[Cluster]:
    """A cluster that is there, by the address of its scheduler, or a local one of so many processes.

    Raises ClusterError.
    """
    logging.getLogger("distributed").setLevel(logging.CRITICAL)  # what a lost worker means is said by us
    dask: Any = distributed  # most of it is without types
    plugin = Worker(pickle.dumps(work), work.limits.seconds)
    started = None
    try:
        if scheduler is None:
            with _ctrl_c_ignored():
                started = dask.LocalCluster(
                    n_workers=workers,
                    threads_per_worker=1,
                    dashboard_address="127.0.0.1:0",  # any port: None is 8787, which another may have
                    memory_limit=0,
                    silence_logs=logging.CRITICAL,
                )
        client = dask.Client(started or scheduler, timeout=_WAIT, set_as_default=False)
    except (OSError, ValueError, RuntimeError) as error:
        raise ClusterError(f"{scheduler or 'a local cluster'}: no cluster: {_words(error)}") from None
    try:
        try:
            client.wait_for_workers(1, timeout=_WAIT)
            client.register_plugin(plugin)
        except (OSError, RuntimeError, TimeoutError) as error:
            raise ClusterError(f"{scheduler or 'a local cluster'}: {_words(error)}") from None
        yield Cluster(client, plugin.name)
    finally:
        with suppress(Exception):  # what is to be ended may be gone
            client.unregister_worker_plugin(plugin.name)
        client.close()
        if started is not None:
            started.close()


class Cluster:
    """Checks partitions on the workers of a client."""

    def __init__(self, client: Any, plugin: str) -> None:
        self._client = client
        self._plugin = plugin

    def results(self, parts: Iterator[tuple[Member, ...]]) -> Iterator[Checked]:
        """Yield what becomes of each partition, in their order.

        Few are taken ahead, so that what is held does not grow with their number. A partition whose worker
        dies is given to another one by Dask. Raises ClusterError.
        """
        waiting: deque[tuple[tuple[Member, ...], Any]] = deque()
        try:
            for part in parts:
                waiting.append((part, self._given(part)))
                if len(waiting) > self._most():
                    yield from self._result(*waiting.popleft())
            while waiting:
                yield from self._result(*waiting.popleft())
        except (OSError, RuntimeError) as error:
            raise ClusterError(f"the cluster is gone: {_words(error)}") from None

    def _most(self) -> int:
        threads: int = sum(self._client.nthreads().values())
        return max(threads, 1) * (1 + _AHEAD)

    def _given(self, part: tuple[Member, ...]) -> Any:
        return self._client.submit(check, part, self._plugin, pure=False)

    def _result(self, part: tuple[Member, ...], future: Any) -> Iterator[Checked]:
        """Wait for a partition. One of which workers die is halved until the letter is alone."""
        try:
            checked: Checked = future.result()
        except KilledWorker:
            if len(part) == 1:
                yield lost(part[0])
                return
            middle = len(part) // 2
            for half in (part[:middle], part[middle:]):
                yield from self._result(half, self._given(half))
            return
        yield checked


@contextmanager
def _ctrl_c_ignored() -> Iterator[None]:
    """Processes that are started meanwhile leave Ctrl-C to this one, which ends them."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


def _words(error: BaseException) -> str:
    return " ".join(str(error).split())[:200] or type(error).__name__
