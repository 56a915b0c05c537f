"""One folder for the tests that change a file of it and load it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from checker.knowledge.strict_yaml import remembering


@pytest.fixture(scope="session")
def base(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder that ``problems`` has hold the files of a test. Those that the last test had are parsed."""
    with remembering({}):
        yield tmp_path_factory.mktemp("base")
