"""The extraction process: its limits, and what it survives."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from checker.errors import UnreadableError
from checker.readers import extract, read_letter
from checker.readers.extract import Extractor

from .letter_files import docx, flate, paragraph, pdf, stream, text_stream

MB = 1024 * 1024
LETTER = pdf(stream(text_stream(["Upheld"])))
BOMB = pdf(flate(b" " * (1024 * MB), times=2))
# Millions of drawing orders: a minute of processor time.
SLOW = pdf(flate(b"BT /F1 12 Tf 72 720 Td (Hello) Tj ET\n" * 8_000_000))


@pytest.fixture
def extractor() -> Iterator[Extractor]:
    extractor = Extractor()
    yield extractor
    extractor.close()


def pid(extractor: Extractor) -> int:
    assert extractor._process is not None
    return extractor._process.pid


def test_one_process_serves_many_files(extractor: Extractor) -> None:
    assert extractor.pages("pdf", LETTER) == ["Upheld"]
    first = pid(extractor)
    assert extractor.pages("docx", docx(paragraph("Upheld"))) == ["Upheld"]
    assert pid(extractor) == first


def test_an_error_does_not_cost_the_process(extractor: Extractor) -> None:
    extractor.pages("pdf", LETTER)
    first = pid(extractor)
    with pytest.raises(UnreadableError, match="cut off"):
        extractor.pages("pdf", LETTER[:-40])
    assert pid(extractor) == first


def test_the_process_is_replaced_in_time() -> None:
    extractor = Extractor(files_per_process=2)
    seen = []
    for _ in range(4):
        extractor.pages("pdf", LETTER)
        seen.append(pid(extractor))
    extractor.close()
    assert seen[0] == seen[1] != seen[2] == seen[3]


def test_a_killed_process_costs_no_file(extractor: Extractor) -> None:
    extractor.pages("pdf", LETTER)
    os.kill(pid(extractor), signal.SIGKILL)
    assert extractor.pages("pdf", LETTER) == ["Upheld"]


class Killed(Extractor):
    """Its processes get a signal before they get a file: the first ``times`` of them."""

    def __init__(self, times: int, by: signal.Signals, wall_seconds: float = 90) -> None:
        super().__init__(wall_seconds=wall_seconds)
        self._times, self._by = times, by
        self.tries = 0

    def _running(self) -> subprocess.Popen[bytes]:
        process = super()._running()
        self.tries += 1
        if self.tries <= self._times:
            process.send_signal(self._by)
            if self._by != signal.SIGSTOP:
                process.wait()
        return process


@pytest.mark.parametrize("by", [signal.SIGKILL, signal.SIGTERM])
def test_a_fresh_process_that_is_killed_is_tried_once_more(by: signal.Signals) -> None:
    extractor = Killed(1, by)
    assert extractor.pages("pdf", LETTER) == ["Upheld"]
    assert extractor.tries == 2
    extractor.close()


def test_a_process_that_is_killed_again_is_named_for_what_it_is() -> None:
    extractor = Killed(2, signal.SIGKILL)
    with pytest.raises(UnreadableError, match=r"^the process that reads it was killed \(SIGKILL\)$"):
        extractor.pages("pdf", LETTER)
    assert extractor.tries == 2
    assert extractor.pages("pdf", LETTER) == ["Upheld"]
    extractor.close()


def test_a_crash_of_a_fresh_process_is_not_tried_again() -> None:
    extractor = Killed(1, signal.SIGSEGV)
    with pytest.raises(UnreadableError, match="damaged or hostile"):
        extractor.pages("pdf", LETTER)
    assert extractor.tries == 1
    extractor.close()


def test_a_bomb_costs_only_itself_first_or_later(extractor: Extractor) -> None:
    reasons = []
    for _ in range(2):
        with pytest.raises(UnreadableError) as caught:
            extractor.pages("pdf", BOMB)
        reasons.append(str(caught.value))
        assert extractor.pages("pdf", LETTER) == ["Upheld"]
    assert reasons == ["reading it crashed the library: the file is damaged or hostile"] * 2


def test_processor_time_is_limited() -> None:
    extractor = Extractor(cpu_seconds=1)
    with pytest.raises(UnreadableError, match=r"^reading it takes more than 1 s$"):
        extractor.pages("pdf", SLOW)
    assert extractor.pages("pdf", LETTER) == ["Upheld"]
    extractor.close()


def test_a_process_that_hangs_is_killed() -> None:
    extractor = Extractor(wall_seconds=0.5)
    extractor.pages("pdf", LETTER)
    os.kill(pid(extractor), signal.SIGSTOP)
    assert extractor.pages("pdf", LETTER) == ["Upheld"]
    extractor.close()


def test_a_file_that_every_process_hangs_on() -> None:
    extractor = Killed(1, signal.SIGSTOP, wall_seconds=0.5)
    with pytest.raises(UnreadableError, match=r"^reading it takes more than 0.5 s$"):
        extractor.pages("pdf", LETTER)
    assert extractor.tries == 1
    extractor.close()


def test_ctrl_c_leaves_no_answer_behind_for_the_next_file(extractor: Extractor) -> None:
    extractor.pages("pdf", LETTER)
    stopped = pid(extractor)
    os.kill(stopped, signal.SIGSTOP)
    timer = threading.Timer(0.2, signal.pthread_kill, (threading.main_thread().ident, signal.SIGINT))
    timer.start()
    with pytest.raises(KeyboardInterrupt):
        extractor.pages("pdf", LETTER)
    timer.join()
    other = pdf(stream(text_stream(["Overturned"])))
    assert extractor.pages("pdf", other) == ["Overturned"]
    assert pid(extractor) != stopped


def test_ctrl_c_is_not_the_process_s_to_handle(extractor: Extractor) -> None:
    extractor.pages("pdf", LETTER)
    first = pid(extractor)
    os.kill(first, signal.SIGINT)
    assert extractor.pages("pdf", LETTER) == ["Upheld"]
    assert pid(extractor) == first


def test_threads_get_their_own_answers(extractor: Extractor) -> None:
    words = [f"Word{number}" for number in range(100)]
    with ThreadPoolExecutor(8) as pool:
        answers = pool.map(lambda word: extractor.pages("pdf", pdf(stream(text_stream([word])))), words)
    assert list(answers) == [[word] for word in words]


def _read_in_a_child(path: str) -> tuple[str, int]:
    return read_letter(Path(path)).text, pid(extract._shared)


@pytest.mark.parametrize("method", ["fork", "spawn", "forkserver"])
@pytest.mark.filterwarnings("ignore:.*multi-threaded.*:DeprecationWarning")
def test_processes_do_not_share_it(tmp_path: Path, method: str) -> None:
    paths = []
    for number in range(20):
        path = tmp_path / f"{number}.pdf"
        path.write_bytes(pdf(stream(text_stream([f"Word{number}"]))))
        paths.append(str(path))
    read_letter(Path(paths[0]))
    own = pid(extract._shared)
    with multiprocessing.get_context(method).Pool(2) as pool:
        answers = pool.map(_read_in_a_child, paths, chunksize=1)
    assert [text for text, _ in answers] == [f"Word{number}" for number in range(20)]
    assert own not in {process for _, process in answers}
    assert read_letter(Path(paths[1])).text == "Word1"
    assert pid(extract._shared) == own
