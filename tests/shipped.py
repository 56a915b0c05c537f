"""The guidelines and rules that come with imr-check, loaded once for all tests that read with them."""

from __future__ import annotations

import os
import shutil
from contextlib import suppress
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from platformdirs import user_cache_path

from checker.engine import RuleBase, load_rules
from checker.facts.kinds import CATALOGUE
from checker.judging.examine import Checker
from checker.knowledge.files import data_folder
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.loading import load_knowledge
from checker.reading.citations import CitationReader
from checker.reading.marked import SentenceReader
from checker.reading.sentences import SentenceSplitter
from checker.reading.titles import Titles
from checker.reading.treatments import RequestReader


@cache
def knowledge() -> Knowledge:
    return load_knowledge(data_folder("guidelines"))


@cache
def lexicon() -> Lexicon:
    return Lexicon(knowledge().concepts, knowledge().ordinary_words)


@cache
def titles() -> Titles:
    return Titles(knowledge().editions, knowledge().words.citations)


@cache
def citations() -> CitationReader:
    return CitationReader(knowledge().words.citations, titles())


@cache
def requests() -> RequestReader:
    return RequestReader(knowledge().words, lexicon())


@cache
def reader() -> SentenceReader:
    return SentenceReader(knowledge().marks, requests())


@cache
def sentences() -> SentenceSplitter:
    return SentenceSplitter(knowledge().words.sentences)


@cache
def checker() -> Checker:
    return Checker(knowledge(), rule_base())


@cache
def rule_base() -> RuleBase:
    return load_rules(data_folder("rules"), CATALOGUE)


def parts(checker: Checker) -> tuple[Any, ...]:
    """What another checker is made of that need not compile and learn all of it again."""
    _, made_of = Checker.__reduce__(checker)
    assert isinstance(made_of, tuple)
    return made_of


def shared_cache(folders: pytest.TempPathFactory) -> Path:
    """Where commands under test keep what they compile: one place for all processes of a run of the tests.

    What is compiled already where the tests are run is there from the start.
    """
    own = folders.getbasetemp()
    place = (own.parent if "PYTEST_XDIST_WORKER" in os.environ else own) / "compiled"
    if not place.exists():
        with suppress(OSError):  # another process does so too, or there is nothing yet
            shutil.copytree(user_cache_path("imr-check"), place / "imr-check")
    place.mkdir(exist_ok=True)
    return place
