"""A real cluster of two worker processes: what comes back is what one process gives, whatever dies."""

from __future__ import annotations

import io
import os
import signal
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pyarrow
import pyarrow.compute
import pyarrow.parquet
import pytest
from distributed import KilledWorker

from checker.cli.main import main
from checker.cluster import letters as cut
from checker.cluster.checking import Work, answer_to
from checker.cluster.letters import partitions
from checker.cluster.output import write
from checker.cluster.running import Cluster, ClusterError, cluster_of
from checker.cluster.worker import Checked, Worker
from checker.readers import Member
from checker.render.formats.parquet import schema, table_of
from tests.cli.conftest import result
from tests.cli.letters import NEWS, OVERTURNED, UPHELD, letter, write_rules
from tests.cluster.deadly import POISON, member, work

UNREAD = Member("31.txt", Path("31.txt"), error="there is no text")
LOST = "not checked: the process that checked it was killed or crashed"


@pytest.fixture(scope="module")
def rules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_rules(tmp_path_factory.mktemp("rules") / "rules")


@pytest.fixture(scope="module")
def there(rules: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Cluster, Work]]:
    given = work(rules, tmp_path_factory.mktemp("deadly"))
    with cluster_of(given, None, 2) as cluster:
        yield cluster, given


def table(checked: list[Checked]) -> pyarrow.Table:
    return pyarrow.concat_tables([pyarrow.ipc.open_stream(one.table).read_all() for one in checked])


def local(given: Work, letters: list[Member]) -> pyarrow.Table:
    records = [one for each in letters for one in answer_to(given, each)[1].letters]
    return table_of(records, schema(pyarrow))


def test_a_killed_worker_costs_nothing_and_a_deadly_letter_its_own_row(
    there: tuple[Cluster, Work], rules: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cluster, given = there
    monkeypatch.setattr(cut, "MOST_LETTERS", 4)
    letters = [member(f"{number:02}.txt", letter(number=f"CM14-00001{number:02}")) for number in range(40)]
    letters[7] = member("07.txt", letter(number=POISON))
    letters[30:33] = [member("30.txt", NEWS), UNREAD, member("32.txt", UPHELD + OVERTURNED)]
    results = cluster.results(partitions(iter(letters)))
    checked = [next(results)]
    pids = cluster._client.run(os.getpid)
    assert len(pids) == 2
    os.kill(next(iter(pids.values())), signal.SIGKILL)
    checked += results
    assert [one for part in checked for one in part.left] == [
        ("07.txt", LOST),
        ("30.txt", "this is not an IMR final determination: its headings and guideline lines are missing"),
        ("31.txt", "there is no text"),
    ]
    made = table(checked)
    sound = [each for each in letters if each.name != "07.txt"]
    assert made.filter(pyarrow.compute.field("path") != "07.txt").equals(local(given, sound))
    poisoned = made.filter(pyarrow.compute.field("path") == "07.txt").to_pylist()
    assert [(row["status"], row["item"], row["error"]) for row in poisoned] == [("unreadable", None, LOST)]
    assert set(cluster._client.run(os.getpid).values()) != set(pids.values())


def test_the_command_gives_the_bytes_of_a_local_run(
    there: tuple[Cluster, Work],
    rules: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capfd: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    texts = [UPHELD, OVERTURNED, NEWS, None, UPHELD + OVERTURNED]
    pyarrow.parquet.write_table(pyarrow.table({"text": texts}), "in.parquet")
    options = ["--no-shipped", "--rules", str(rules), "--engine", "indexed"]
    assert main(["in.parquet", *options, "--format", "parquet=local.parquet"]) == 2
    here = result(2, b"", capfd.readouterr().err)
    address = there[0]._client.scheduler.address
    code = main(["cluster", "in.parquet", "out.parquet", *options, "--scheduler", address])
    out, err = capfd.readouterr()
    assert result(code, out.encode(), err) == here
    assert "in.parquet!4: there is no text" in err
    assert Path("out.parquet").read_bytes() == Path("local.parquet").read_bytes()
    # The workers are left to others as they were.
    plugins = there[0]._client.run(lambda dask_worker: list(dask_worker.plugins))
    assert {sum(name.startswith("imr-check") for name in names) for names in plugins.values()} == {1}


@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_groups_of_rows_are_those_of_a_local_run(there: tuple[Cluster, Work], size: int) -> None:
    given = there[1]
    letters = [member(f"{number}.txt", UPHELD + OVERTURNED if number % 3 else UPHELD) for number in range(7)]
    parts = (local(given, letters[start : start + size]) for start in range(0, len(letters), size))
    checked = [Checked(table_bytes(part), (), bug=False) for part in parts]
    made = io.BytesIO()
    write(made, schema(pyarrow), checked, group=4)
    file = pyarrow.parquet.ParquetFile(made)
    assert file.read().equals(local(given, letters))
    groups = [file.read_row_group(number)["item"].to_pylist() for number in range(file.num_row_groups)]
    # Eleven letters, each with an item.
    assert groups == [[None, 1] * 4, [None, 1] * 4, [None, 1] * 3]


_NONE: Any = None  # the worker that died last


class _Dying:
    """A client whose workers die of partitions with a row of the name ``bad``."""

    def __init__(self) -> None:
        self.given: list[list[str]] = []

    def nthreads(self) -> dict[str, int]:
        return {"a": 1}

    def submit(self, _: object, part: tuple[Member, ...], plugin: str, *, pure: bool) -> Any:
        assert (plugin, pure) == ("plugin", False)
        self.given.append([each.name for each in part])
        return _Future(part)


class _Future:
    def __init__(self, part: tuple[Member, ...]) -> None:
        self._part = part

    def result(self) -> Checked:
        names = [each.name for each in self._part]
        if "bad" in names:
            raise KilledWorker("task", _NONE, 3)
        if "gone" in names:
            raise OSError("the scheduler is gone")
        return Checked(table_bytes(pyarrow.table({"path": names})), (), bug=False)


def table_bytes(made: pyarrow.Table) -> bytes:
    sink = pyarrow.BufferOutputStream()
    with pyarrow.ipc.new_stream(sink, made.schema) as stream:
        stream.write_table(made)
    return bytes(sink.getvalue())


def test_a_partition_of_which_workers_die_is_halved() -> None:
    client = _Dying()
    parts = [tuple(member(name, "") for name in names) for names in (["a", "bad", "b", "c", "d"], ["e"])]
    checked = list(Cluster(client, "plugin").results(iter(parts)))
    assert client.given == [["a", "bad", "b", "c", "d"], ["e"], ["a", "bad"], ["a"], ["bad"], ["b", "c", "d"]]
    assert [pyarrow.ipc.open_stream(one.table).read_all()["path"].to_pylist() for one in checked] == [
        ["a"],
        ["bad"],
        ["b", "c", "d"],
        ["e"],
    ]
    assert [one.left for one in checked] == [
        (),
        (("bad", "not checked: the workers that checked it were killed or crashed"),),
        (),
        (),
    ]


def test_few_partitions_are_taken_ahead() -> None:
    taken = []

    def parts() -> Iterator[tuple[Member, ...]]:
        for number in range(100):
            taken.append(number)
            yield (member(f"{number}", ""),)

    results = Cluster(_Dying(), "plugin").results(parts())
    next(results)
    assert len(taken) == 5
    assert len(list(results)) == 99


def test_a_cluster_that_is_gone_is_said() -> None:
    parts = iter([(member("gone", ""),)])
    with pytest.raises(ClusterError, match="the cluster is gone: the scheduler is gone"):
        list(Cluster(_Dying(), "plugin").results(parts))


def test_a_scheduler_that_is_not_there_is_said(
    rules: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("checker.cluster.running._WAIT", 1)
    for address in ("tcp://127.0.0.1:1", "nonsense://x"):
        with pytest.raises(ClusterError, match=address), cluster_of(work(rules, tmp_path), address, 1):
            pytest.fail("there is none")


def test_a_worker_with_another_version_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    plugin = Worker(b"", 1)
    plugin.setup(SimpleNamespace(address="tcp://there"))
    monkeypatch.setattr("checker.cluster.worker.tool_version", lambda: "9.9")
    with pytest.raises(RuntimeError, match=r"^imr-check 9\.9 on tcp://there, not "):
        plugin.setup(SimpleNamespace(address="tcp://there"))


def test_a_local_cluster_listens_here_alone(there: tuple[Cluster, Work]) -> None:
    scheduler = there[0]._client.scheduler.address
    workers = there[0]._client.scheduler_info()["workers"]
    assert [address.rpartition(":")[0] for address in (scheduler, *workers)] == ["tcp://127.0.0.1"] * 3
