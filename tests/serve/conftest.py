"""One server for all tests of a run."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from .server import Server, running


class Folders(NamedTuple):
    """Where it saves and keeps."""

    pack: Path
    kept: Path


@pytest.fixture(scope="session")
def folders(tmp_path_factory: pytest.TempPathFactory) -> Folders:
    made = tmp_path_factory.mktemp("serve")
    (made / "pack").mkdir()
    return Folders(made / "pack", made / "kept")


@pytest.fixture(scope="session")
def server(folders: Folders) -> Iterator[Server]:
    pack = str(folders.pack)
    with running("--guidelines", pack, "--edit", pack, "--keep", str(folders.kept)) as one:
        yield one
