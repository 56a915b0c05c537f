"""Puts a checker together from the files in ``guidelines/`` and ``rules/``."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

import Stemmer
from pydantic import VERSION

from checker.casefile.criteria import stated_by
from checker.casefile.kinds_by_words import KindsByWords
from checker.casefile.likeness import Likeness
from checker.casefile.opening import Learned, index_of, kinds_of, readings_of
from checker.casefile.wordings import Readings
from checker.engine import Preference, RuleBase, checks_path, load_rules, restore_rules
from checker.errors import KnowledgeError
from checker.facts.kinds import CATALOGUE
from checker.judging.examine import Checker
from checker.knowledge.cache import cached
from checker.knowledge.files import digest
from checker.knowledge.identity import Identity, identify
from checker.knowledge.knowledge import Knowledge
from checker.knowledge.packs import Pack, Packs, find_packs
from checker.knowledge.version import tool_version
from checker.problems import Problem
from checker.running.changes import NO_CHANGES, Changes, changed, changed_knowledge, changed_rules
from checker.running.naming import wrong_names

if TYPE_CHECKING:
    from checker.knowledge.loading import Loaded

_LAST: dict[Hashable, Checker] = {}  # the one that was made last, by what it was made of


def make_checker(
    engine: Preference = "auto", packs: Packs | None = None, changes: Changes = NO_CHANGES
) -> Checker:
    """A checker with the guidelines and rules that come with imr-check, or those of other packs.

    It is made once as long as their files stay as they are: it holds no state between letters.

    Raises :class:`checker.errors.KnowledgeError` with every problem of every file, and
    :class:`checker.running.changes.ChangesError` where what is to be changed can't be.
    """
    packs = packs or find_packs()
    identity = identify(packs, changes.told())
    readers = _readers()
    made_of = (engine, identity, readers, tuple((pack.folder, pack.only) for pack in packs.all))
    if made_of not in _LAST:
        checker = _checker(engine, packs, changes, identity, readers)
        _LAST.clear()
        _LAST[made_of] = checker
    return _LAST[made_of]


def _checker(engine: Preference, packs: Packs, changes: Changes, identity: Identity, readers: str) -> Checker:
    made, rules = _both(
        lambda: _knowledge(packs, f"{identity.guidelines} {readers}"),
        lambda: _rules(packs.rules, f"{identity.rules} {readers}"),
    )
    if problems := list(wrong_names(made, rules, packs.rules, CATALOGUE)):
        raise KnowledgeError(problems)
    knowledge, rules = changed(made, rules, changes)
    named = {
        "version": identity.version,
        "sha256": identity.sha256,
        "packs": identity.packs,
        "changes": changes.told(),
    }
    return Checker(
        knowledge.model_copy(update=named),
        rules,
        engine,
        learned=_learned(knowledge, f"{identity.guidelines} {readers}{_restated(changes)}"),
    )


def known_of(packs: Packs, changes: Changes = NO_CHANGES) -> Knowledge:
    """The guidelines of packs, from the cache where they are there. Raises as :func:`make_checker`."""
    return changed_knowledge(_knowledge(packs, f"{identify(packs).guidelines} {_readers()}"), changes)


def what_loads(packs: Packs) -> tuple[Knowledge, Sequence[Problem]]:
    """What loads of the guidelines of packs, and what is wrong with the rest.

    Raises KnowledgeError where no letter could be read with it.
    """
    try:
        return known_of(packs), ()
    except KnowledgeError as error:
        loaded = loaded_of(packs)
        if loaded.knowledge is None:
            raise KnowledgeError(error.problems) from None
        return loaded.knowledge, loaded.problems


def loaded_of(packs: Packs, apart: Sequence[Pack] = ()) -> Loaded:
    """What loads of the guidelines of packs, and of some beside them; the base is read if it is not kept."""
    from checker.knowledge.loading import load_added, load_whole  # noqa: PLC0415 - most starts have all kept

    base, *more = (*packs.guidelines, *apart)
    if more:
        try:
            known = known_of(base_of(packs))
        except KnowledgeError:
            pass  # what is wrong with it is told with what is wrong with the others
        else:
            return load_added(known, base.folder, more)
    return load_whole(base.folder, more)


def base_of(packs: Packs) -> Packs:
    """The first of the guidelines: they change seldom, so that what is made of them is kept."""
    return packs._replace(guidelines=packs.guidelines[:1])


def rules_of(packs: Packs, changes: Changes = NO_CHANGES) -> RuleBase:
    """The rules of packs, from the cache where they are there. Raises as :func:`make_checker`."""
    return changed_rules(_rules(packs.rules, f"{identify(packs).rules} {_readers()}"), changes)


def _both(knowledge: Callable[[], Knowledge], rules: Callable[[], RuleBase]) -> tuple[Knowledge, RuleBase]:
    """Guidelines and rules, or all that is wrong with either."""
    try:
        made = knowledge()
    except KnowledgeError as error:
        try:
            rules()
        except KnowledgeError as other:
            raise KnowledgeError((*error.problems, *other.problems)) from None
        raise
    return made, rules()


def _readers() -> str:
    """What is made of files depends on beside them: the code that reads them, and the catalogue of facts."""
    package = Path(__file__).parent.parent
    code = (digest(package / name, "*.py") for name in ("knowledge", "engine", "reading", "casefile"))
    return f"{tool_version()} {VERSION} {Stemmer.version()} {' '.join(code)} {CATALOGUE!r}"


def _knowledge(packs: Packs, made_of: str) -> Knowledge:
    def make() -> bytes:
        knowledge = loaded_of(packs).right()
        return knowledge.model_dump_json(by_alias=True, exclude_defaults=True).encode("utf-8")

    return knowledge_from(cached("guidelines", f"{made_of}{_declared(packs.guidelines)}", make))


@lru_cache(maxsize=4)
def knowledge_from(kept: bytes) -> Knowledge:
    """The guidelines as they lie in the cache."""
    return Knowledge.model_validate_json(kept)


def _rules(packs: Sequence[Pack], made_of: str) -> RuleBase:
    def make() -> bytes:
        return load_rules(packs[0].folder, CATALOGUE, packs[1:]).to_json().encode("utf-8")

    listed = checks_path(packs[0].folder)
    made_of = f"{made_of}{_declared(packs)} {digest(listed.parent, listed.name)}"
    return rules_from(cached("rules", made_of, make))


def rules_from(kept: bytes) -> RuleBase:
    """The rules as they lie in the cache."""
    return restore_rules(kept.decode("utf-8"), CATALOGUE)


def _declared(packs: Sequence[Pack]) -> str:
    """What files don't say: that all but the first add to it."""
    return f" and {len(packs) - 1}"


def likeness_of(packs: Packs) -> Likeness:
    """The index of the criteria of packs, from the cache where it is there. Raises KnowledgeError."""
    return _likeness(lambda: known_of(packs), f"{identify(packs).guidelines} {_readers()}")


def _restated(changes: Changes) -> str:
    """What is changed of the words by which criteria are found."""
    return f" {' '.join(Changes(criteria=changes.criteria).told())}" if changes.criteria else ""


def _likeness(known: Callable[[], Knowledge], made_of: str) -> Likeness:
    def make() -> bytes:
        knowledge = known()
        return index_of(knowledge, known_readings(knowledge)).to_bytes()

    return Likeness.from_bytes(cached("likeness", made_of, make))


def known_readings(knowledge: Knowledge) -> Readings:
    """What the sentences of criteria are read as, also of others with the same words: from the cache."""

    def make() -> bytes:
        readings = readings_of(knowledge)
        readings.wordings(stated_by(knowledge.editions))
        return readings.to_bytes()

    return readings_of(knowledge, cached("readings", _language(knowledge), make))


def _language(knowledge: Knowledge) -> str:
    """What sentences are read with: criteria change often, and this seldom."""
    read_with = {"concepts", "marks", "kinds", "words", "ordinary_words"}
    return f"{knowledge.model_dump_json(include=read_with)} {_readers()}"


def _learned(knowledge: Knowledge, made_of: str) -> Learned:
    def kinds() -> bytes:
        return cached("taught", _language(knowledge), taught)

    def taught() -> bytes:
        return kinds_of(knowledge).to_bytes()

    return Learned(
        _likeness(lambda: knowledge, made_of),
        KindsByWords.from_bytes(cached("kinds", made_of, kinds)),
    )
