"""The words that packs add to the vocabulary: whether an example, near miss or case has each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from checker.knowledge.concepts import Concept
from checker.knowledge.files import Placed
from checker.knowledge.guidelines import Criterion
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import fold
from checker.knowledge.vocabulary import terms_of


def unused_words(
    added: Sequence[Placed[Concept]],
    before: Iterable[Concept],
    criteria: Iterable[Criterion],
    lexicon: Lexicon,
) -> Iterator[str]:
    """Of the words of added concepts, but for those that one before has, those that no sentence would miss.

    A sentence misses the longest that names the concept in it.
    """
    used = {(one.id, phrase) for one in before for phrase in _phrases(one)}
    own = {one.value.id: sorted(_phrases(one.value), key=len, reverse=True) for one in added}
    for sentence in (each for criterion in criteria for each in _sentences(criterion)):
        words = fold(sentence).replace("-", " ")
        for hit in lexicon.find(words):
            named = (one for one in own.get(hit.concept, ()) if words[hit.start : hit.end].startswith(one))
            used.update((hit.concept, phrase) for phrase in islice(named, 1))
    for place, key, term, _ in terms_of(added, ("terms", "brands", "misspellings")):
        if (place.value.id, _phrase(term)) not in used:
            yield (
                f"{place.line(key)}: no example, near miss or case has '{term}', a {str(key[0])[:-1]} of "
                f"{place.value.id}: write one that has it, or take it out"
            )


def _sentences(criterion: Criterion) -> Iterator[str]:
    yield from (*criterion.examples, *criterion.near, *(case.told for case in criterion.cases))


def _phrases(concept: Concept) -> Iterator[str]:
    return map(_phrase, (*concept.terms, *concept.brands, *concept.misspellings))


def _phrase(term: str) -> str:
    return fold(term).replace("-", " ")
