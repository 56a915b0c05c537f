"""The conditions of an item as trees: what a criterion asks, down to the words that answer it."""

from __future__ import annotations

from collections.abc import Iterator

from checker.casefile.casefile import ItemFile
from checker.casefile.conditions import Answered, Condition
from checker.casefile.features.kinds import Feature
from checker.casefile.wording import place_words
from checker.cli.tree import Node
from checker.spans import LetterText, Span


def condition_node(condition: Condition, item: ItemFile, text: LetterText, *, deciding: bool = False) -> Node:
    """A condition with where it is stated and its proof. ``deciding``: only what its answer turns on."""
    decisive = ", the decision leans on it" if condition.decisive else ""
    criterion = f" (criterion {condition.stated.criterion.id})" if condition.stated else ""
    value = f": {condition.value}" if condition.value and condition.value not in condition.asked else ""
    outcome = condition.outcome.replace("_", " ")
    node = Node(f"condition {outcome}{decisive}: {condition.asked}{value}{criterion}")
    for label, numbers in (("stated", condition.stated_in), ("compared", condition.compared_in)):
        for number in numbers:
            sentence = item.statements[number].sentence
            node.below.append(Node(f'{label} in {place(sentence.span, text)}: "{sentence.text}"'))
    if condition.proof is not None:
        node.below.append(proof_node(condition.proof, text, deciding=deciding))
    else:
        node.below += _features(condition.features, text)
    return node


def proof_node(answered: Answered, text: LetterText, *, deciding: bool = False) -> Node:
    """A node of a criterion's tree with its answer, its parts, and the quotes of a leaf."""
    joined = f"{answered.join}: " if answered.join and not answered.text.startswith(answered.join) else ""
    parts = answered.deciding if deciding else answered.parts
    below = [proof_node(part, text, deciding=deciding) for part in parts]
    below += _features(answered.features, text)
    if not answered.parts and not answered.features:
        below.append(Node("the letter says nothing of it"))
    return Node(f"{joined}{answered.text}", below, answered.answer)


def _features(features: tuple[Feature, ...], text: LetterText) -> Iterator[Node]:
    for feature in features:
        status = "" if feature.status == "asserted" else f", {feature.status}"
        said = f"{feature.place}, {place(feature.span, text)}{status}"
        yield Node(f'{said}: "{feature.sentence or feature.words}"')


def place(span: Span, text: LetterText) -> str:
    """Where a span stands in the letter."""
    found = text.place(span)
    return place_words(found.line, found.page)
