"""The site: it builds without a warning, takes nothing from elsewhere, has a page for all that is encoded."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import get_args
from urllib.parse import unquote, urlsplit

import pytest

from checker.casefile.features import kinds
from checker.engine import load_checks
from checker.facts.kinds import CATALOGUE
from checker.knowledge.files import data_folder
from checker.knowledge.guidelines import UNITS, Criterion, CriterionKind
from checker.knowledge.quantities import Duration
from docs.generate.__main__ import write
from docs.generate.markdown import anchor, code, plain
from tests.documents.blocks import ROOT
from tests.shipped import knowledge, rule_base

# What a page loads by itself; a link that a reader follows may lead anywhere.
_LOADED = {"script": "src", "img": "src", "iframe": "src", "source": "src", "link": "href", "use": "href"}
_ELSEWHERE = re.compile(r"(?:https?:)?//")
_IN_STYLE = re.compile(r"(?:url\(|@import)\s*[\"']?((?:https?:)?//[^\"')]+)")


class _Page(HTMLParser):
    """The addresses, places and words of a page."""

    def __init__(self, path: Path) -> None:
        super().__init__()
        self.links: list[str] = []
        self.loaded: list[str] = []
        self.places: set[str] = set()
        self.feed(path.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self.places |= {given[name] for name in ("id", "name") if name in given}
        if tag == "a" and "href" in given:
            self.links.append(given["href"])
        if tag in _LOADED and _LOADED[tag] in given and given.get("rel") != "canonical":
            self.loaded.append(given[_LOADED[tag]])


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the pages, with those that are generated."""
    folder = tmp_path_factory.mktemp("docs")
    pages = folder / "docs" / "pages"
    shutil.copytree(ROOT / "docs" / "pages", pages, ignore=shutil.ignore_patterns("reference"))
    shutil.copy(ROOT / "mkdocs.yml", folder)
    write(pages / "reference")
    return folder


def build(project: Path) -> subprocess.CompletedProcess[str]:
    """Build the site as CI does. A quiet build counts no warnings, and is strict in nothing."""
    return subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict"],
        cwd=project,
        env=os.environ | {"NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
        timeout=300,
    )


@pytest.fixture(scope="module")
def site(project: Path) -> Path:
    done = build(project)
    assert done.returncode == 0, done.stderr
    return project / "build" / "site"


@pytest.fixture(scope="module")
def pages(site: Path) -> dict[Path, _Page]:
    return {path: _Page(path) for path in site.rglob("*.html")}


def test_nothing_is_loaded_from_elsewhere(site: Path, pages: dict[Path, _Page]) -> None:
    assert len(pages) > len(knowledge().editions)
    assert [
        (path.name, one) for path, page in pages.items() for one in page.loaded if _ELSEWHERE.match(one)
    ] == []
    styled = [*site.rglob("*.css"), *site.rglob("*.svg"), *pages]
    assert [found for path in styled for found in _IN_STYLE.findall(path.read_text(encoding="utf-8"))] == []


def test_every_link_leads_to_a_place(site: Path, pages: dict[Path, _Page]) -> None:
    assert list(_broken(site, pages)) == []


def _broken(site: Path, pages: dict[Path, _Page]) -> Iterator[str]:
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or path.name == "404.html":
                continue
            target = (path.parent / unquote(parts.path)).resolve() if parts.path else path
            target = target / "index.html" if target.is_dir() else target
            known = pages[target].places if target in pages else {""}
            if not target.exists() or (parts.fragment and unquote(parts.fragment) not in known):
                yield f"{path.relative_to(site)}: {link}"


def test_a_wrong_link_is_no_site(project: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    shutil.copytree(project, copy, ignore=shutil.ignore_patterns("build", "reference"))
    page = copy / "docs" / "pages" / "start.md"
    page.write_text(
        page.read_text(encoding="utf-8") + "\n[there](report.md#no-such-place)\n", encoding="utf-8"
    )
    done = build(copy)
    assert done.returncode == 1
    assert "'report.md#no-such-place'" in done.stderr


def test_each_rule_and_check_has_its_page(project: Path) -> None:
    reference = project / "docs" / "pages" / "reference"
    names = {path.stem for path in (reference / "rules").glob("IMR*.md")}
    assert names == {rule.code for rule in rule_base().rules}
    for rule in rule_base().rules:
        page = (reference / "rules" / f"{rule.code}.md").read_text(encoding="utf-8")
        assert plain(rule.message) in page
        assert all(plain(found.message) in page for case in rule.cases for found in case.finds)
        assert (f'ignore = ["{rule.code}"]' in page) is (rule.scope != "verdict")
    checks = (check for family in load_checks(data_folder("rules")).families for check in family.checks)
    stems = [path.stem.removeprefix("verdict-") for path in (reference / "checks").glob("*.md")]
    assert sorted(stems) == sorted([*(check.name for check in checks), "index"])


def _criteria() -> list[tuple[str, Criterion]]:
    return [
        (edition.id, one)
        for edition in knowledge().editions
        for section in edition.sections
        for one in section.criteria
    ]


def test_each_criterion_has_its_place_and_those_that_wait_are_listed(
    pages: dict[Path, _Page], site: Path
) -> None:
    reference = site / "reference"
    listed = pages[reference / "review.html"].links
    for edition, one in _criteria():
        assert anchor(one.id) in pages[reference / "editions" / f"{edition}.html"].places
        assert (f"editions/{edition}.html#{anchor(one.id)}" in listed) is one.provenance.waits


def test_each_fact_feature_and_command_has_its_place(pages: dict[Path, _Page], site: Path) -> None:
    reference = site / "reference"
    assert {anchor(name) for name in CATALOGUE} <= pages[reference / "facts.html"].places
    for kind in kinds.Feature.__subclasses__():
        assert "where-it-holds" in pages[reference / "features" / f"{kind.kind}.html"].places
    commands = {"imr-check", "imr-check-check", "imr-check-rule-test", "imr-check-guideline-review"}
    assert commands <= pages[reference / "cli.html"].places


def test_the_same_files_give_the_same_pages(project: Path, tmp_path: Path) -> None:
    write(tmp_path / "again")
    first, second = (
        {path.relative_to(folder): path.read_bytes() for path in folder.rglob("*.md")}
        for folder in (project / "docs" / "pages" / "reference", tmp_path / "again")
    )
    assert first == second


@pytest.mark.parametrize(("text", "shown"), [
    ("a*b_c [d](e) <f> `g` | h & i", "a&#42;b&#95;c &#91;d&#93;(e) &#60;f&#62; &#96;g&#96; &#124; h &#38; i"),
    ("two\n lines", "two lines"),
])  # fmt: skip
def test_text_is_taken_as_text(text: str, shown: str) -> None:
    assert plain(text) == shown


@pytest.mark.parametrize(("text", "shown"), [
    ("a_b < 3", "`a_b < 3`"),
    ("a|b", "<code>a&#124;b</code>"),
    ("a`b", "<code>a&#96;b</code>"),
    ("", ""),
])  # fmt: skip
def test_names_are_in_the_type_of_code(text: str, shown: str) -> None:
    assert code(text) == shown


def test_the_authors_guide_has_each_kind_with_its_units() -> None:
    words = (ROOT / "docs/pages/authors.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| (`.*?) \| .* \| (.*) \|$", words, re.MULTILINE))
    kinds = {kind: units for names, units in rows.items() for kind in re.findall(r"`(\w+)`", names)}
    assert set(get_args(CriterionKind)) <= kinds.keys()
    for kind, units in UNITS.items():
        named = re.findall(r"`(\w+)`", kinds[kind]) + (
            list(get_args(Duration)) if "durations" in kinds[kind] else []
        )
        assert sorted(named) == sorted(units)
