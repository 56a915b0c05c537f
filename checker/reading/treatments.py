"""What a request asks for: drugs with strength and quantity, procedures, body parts with side, visits."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from checker.knowledge.lexicon import Hit, Lexicon
from checker.knowledge.phrases import fold
from checker.letter import BodyPart, Drug, Side, Treatment
from checker.reading.measures import count_visits, number

_STRENGTH = re.compile(
    r"(?<![\d,])(?P<value>\d[\d,]{0,8}(?:\.\d{1,4})?(?:(?: ?mg)? ?[-/] ?\d[\d,]{0,8}(?:\.\d{1,4})?){0,4})"
    r" ?(?P<unit>mg|mcg|ug|g(?:m|rams?)?\b|ml|%|meq|units?\b|iu\b)"
    r"(?P<per> ?/ ?(?:\d+ ?)?(?:ml|hr|hour|day|actuation))?"
)
_UNIT_NAMES = {"gm": "g", "gram": "g", "grams": "g", "ug": "mcg", "unit": "units"}
_QUANTITY = re.compile(
    r"(?:# ?|\bqty\.?:? ?#?|\bquantity:? ?(?:of )?#?|\bcount:? ?|\bx ?)(?P<after>\d{1,4})\b"
    r"(?! ?(?:mg|mcg|%|g\b|ml|days?|weeks?|months?|refills?))"
)
_COUNTED = re.compile(
    r"\b(?P<before>\d{1,4}|one|two|three)"
    r" (?:tab(?:let)?s?|cap(?:sule)?s?|pills?|patch(?:es)?|tubes?|bottles?|units?|pads?)\b"
    r"(?! (?:orally|by mouth|p\.?o\b|daily|nightly|once|twice|\w+ times|every|per|at|a day|[bt]\.?i\.?d|q))"
    r"|\((?P<bracket>\d{1,4})\)$"
)
_COUNT_LEADS = re.compile(r"^(?P<count>\d{1,4}) (?:tab|cap|tube|patch|bottle|pill)")
_FORM_TOPICAL = re.compile(
    r"\b(?:cream|gel|ointment|lotion|patch(?:es)?|topical|transdermal|solution|liniment|spray|pads?)\b"
)
_FORM_COMPOUND = re.compile(r"\b(?:compound(?:ed)?|cream base|in base)\b")
_SIDE = re.compile(r"\b(?P<side>left|right|bilateral|bilaterally|both|lt|rt|rue|lue|rle|lle|l|r)\b")
_SIDES: dict[str, Side] = {
    "left": "left", "lt": "left", "l": "left", "lue": "left", "lle": "left",
    "right": "right", "rt": "right", "r": "right", "rue": "right", "rle": "right",
    "bilateral": "bilateral", "bilaterally": "bilateral", "both": "bilateral",
    "bue": "bilateral", "ble": "bilateral",
}  # fmt: skip
_EXTREMITY = {
    "rue": "upper_extremity",
    "lue": "upper_extremity",
    "rle": "lower_extremity",
    "lle": "lower_extremity",
}
_SIDE_AFTER = re.compile(
    r"^(?: \w+){0,2}?[ ,(-]+(?P<side>left|right|bilateral|bilaterally|lt|rt)\b\)?(?: ?$|[,;])"
)
_LEVEL = re.compile(r"\b(?P<region>[ctl])(?:[1-9]|1[0-2])\b")
_LEVELS = {"c": "neck", "t": "upper_back", "l": "low_back"}
_PT = re.compile(r"\bp\.?t\b\.?(?= ?(?:x|#|\d|visits?|sessions?|eval|for|to|two|three|times))")
_RATIO = re.compile(r" ?(?P<value>\d{1,3}(?:\.\d)?/\d{2,3})\b(?![/\d])")
_TO_SEE = re.compile(r"\b(?:eval(?:uation)?s?|consult(?:ation)?s?|referrals?|second opinion)\b")
_ASSOCIATED_SERVICE = re.compile(
    r"^(?:associated|ancillary) (?:surgical )?(?:services?|requests?|procedures?)\b"
)
_PRE_OR_POST = re.compile(r"^(?:pre|post)-? ?op(?:erative)?\b")
_WITHOUT_SIDES = frozenset(
    {"head", "neck", "upper_back", "low_back", "spine", "face_jaw", "chest", "abdomen"}
)
_LIST_GAP = re.compile(r"^[\s,/&]*(?:and|or)?[\s,/&]*$")
_TITLE_LONGEST = 2_000  # characters: what runs on for longer is no title, and is read no further
_RATE_CATEGORIES = frozenset(
    {"physical_therapy", "chiropractic", "acupuncture", "massage", "modality", "psych", "functional_program",
     "surgical_ancillary", "home_or_transport", "other", "consultation"}
)  # fmt: skip
_RANK = (
    "surgery", "injection", "electrodiagnostic", "imaging", "functional_program", "acupuncture",
    "chiropractic", "massage", "physical_therapy", "psych", "lab_or_uds", "dme", "surgical_ancillary",
    "modality", "home_or_transport", "consultation", "other",
)  # fmt: skip


def read_treatment(title: str, lexicon: Lexicon) -> Treatment:
    """What a title asks for, in the vocabulary's terms; category ``other`` where none is known."""
    folded = _PT.sub("physical therapy", fold(title)[:_TITLE_LONGEST])
    hits = lexicon.find(folded)
    hits += lexicon.find_misspelt(folded, hits)
    hits.sort(key=lambda hit: hit.start)
    hits = [_as_visit(hit, folded, lexicon) for hit in hits]
    drugs = _drugs(folded, hits, lexicon)
    concepts = tuple(
        dict.fromkeys(
            hit.concept for hit in hits if lexicon.concepts[hit.concept].kind in ("treatment", "drug")
        )
    )
    if len(concepts) > 1:
        concepts = tuple(concept for concept in concepts if concept != "surgical_ancillary")
    category = _category(folded, hits, drugs, lexicon)
    concepts = (*concepts, *_form_concepts(folded, category, concepts, lexicon))
    procedures = [lexicon.concepts[c] for c in concepts if lexicon.concepts[c].kind == "treatment"]
    visits = count_visits(folded) if category in _RATE_CATEGORIES else None
    return Treatment(
        category=category,
        concepts=concepts or _classes(hits, lexicon),
        drugs=drugs if category.startswith("drug") else (),
        procedure=procedures[0].name if procedures and not category.startswith("drug") else None,
        body_parts=find_body_parts(folded, hits, lexicon)
        or find_body_parts(folded, _within_names(folded, hits, lexicon), lexicon)
        or _levels(folded),
        visits=visits,
        misspelt=tuple(folded[hit.start : hit.end] for hit in hits if hit.misspelt),
    )


def _as_visit(hit: Hit, folded: str, lexicon: Lexicon) -> Hit:
    """A procedure named before what is asked for, "spine surgery evaluation", is what the visit is about."""
    procedure = lexicon.concepts[hit.concept].category in ("surgery", "injection")
    visit = procedure and _TO_SEE.match(folded[hit.end :].lstrip())
    return replace(hit, concept="consultation") if visit else hit


def _within_names(folded: str, hits: Iterable[Hit], lexicon: Lexicon) -> Iterator[Hit]:
    """Body parts inside the name of a surgery, injection or brace: "carpal tunnel release"."""
    for hit in hits:
        up = lexicon.up(hit.concept)
        treated = lexicon.concepts[hit.concept].category in ("surgery", "injection") or "brace" in up
        if treated and "nerve_block" not in up:
            for part in lexicon.find(folded[hit.start : hit.end], "body_part"):
                yield replace(part, start=hit.start + part.start, end=hit.start + part.end)


def find_body_parts(folded: str, hits: Iterable[Hit], lexicon: Lexicon) -> tuple[BodyPart, ...]:
    """Body parts in order, each with the side that precedes it; a side holds on through a list."""
    parts: list[BodyPart] = []
    side: Side | None = None
    last_end = 0
    for hit in hits:
        if lexicon.concepts[hit.concept].kind != "body_part":
            continue
        gap = folded[last_end : hit.start]
        own = [match["side"] for match in _SIDE.finditer(gap)]
        last = gap.rstrip()[-1:]
        own = [word for word in own if word not in ("l", "r") or word == last]
        if folded[hit.start : hit.end] in _SIDES:
            own = [folded[hit.start : hit.end]]
        if own:
            side = _SIDES[own[-1]] if len(set(own)) == 1 or not re.search(r"\band\b", gap) else "bilateral"
        elif not (parts and _LIST_GAP.match(gap)):
            side = None
        paired = hit.concept not in _WITHOUT_SIDES
        part = BodyPart(hit.concept, side if paired else None, folded[hit.start : hit.end])
        if part not in parts:
            parts.append(part)
        last_end = hit.end
    after = _SIDE_AFTER.match(folded[last_end:]) if len(parts) == 1 else None
    if after and parts[0].side is None and parts[0].concept not in _WITHOUT_SIDES:
        parts = [replace(parts[0], side=_SIDES[after["side"]])]
    if not parts:
        for word, concept in _EXTREMITY.items():
            if re.search(rf"\b{word}\b", folded) and concept in lexicon.concepts:
                parts.append(BodyPart(concept, _SIDES[word], word))
    return tuple(parts)


def _levels(folded: str) -> tuple[BodyPart, ...]:
    """The regions of the spine that the levels of a request lie in: "C5-7", "L4, L5"."""
    found = {_LEVELS[match["region"]]: match[0] for match in _LEVEL.finditer(folded)}
    return tuple(BodyPart(concept, None, words) for concept, words in found.items())


def find_strengths(folded: str) -> list[tuple[str, int, int]]:
    """Strengths as "2 mg", "5/325 mg" or "1%", with their offsets."""
    found = []
    for match in _STRENGTH.finditer(folded):
        value = re.sub(r"\s|mg|,(?=\d{3})", "", match["value"]).replace("-", "/")
        unit = _UNIT_NAMES.get(match["unit"], match["unit"])
        per = re.sub(r"\s", "", match["per"] or "")
        space = "" if unit == "%" else " "
        found.append((f"{value}{space}{unit}{per}", match.start(), match.end()))
    return found


def find_quantity(folded: str) -> int | None:
    """The number of units asked for: "#60", "Qty 60", "30 tablets"."""
    match = _COUNT_LEADS.match(folded) or _QUANTITY.search(folded) or _COUNTED.search(folded)
    if match is None:
        return None
    words = next(value for value in match.groupdict().values() if value)
    return int(number(words))


def _drugs(folded: str, hits: list[Hit], lexicon: Lexicon) -> tuple[Drug, ...]:
    named = [hit for hit in hits if lexicon.concepts[hit.concept].kind == "drug"]
    strengths = find_strengths(folded)
    quantity = find_quantity(_without(named, folded))
    tube = "%" in folded  # then a figure in grams is the size of the tube
    drugs: dict[str, Drug] = {}
    for index, hit in enumerate(named):
        stop = named[index + 1].start if index + 1 < len(named) else len(folded)
        own = [
            text
            for text, start, _ in strengths
            if hit.start <= start < stop and not (text.endswith(" g") and len(named) == 1 and tube)
        ]
        before = [text for text, _, end in strengths if index == 0 and end <= hit.start]
        ratio = _RATIO.match(folded[hit.end :])
        strength = own[0] if own else before[0] if before else f"{ratio['value']} mg" if ratio else None
        concept = lexicon.concepts[hit.concept]
        known = drugs.get(concept.name)
        if known is None or (known.strength is None and strength):
            words = folded[hit.start : hit.end]
            release = concept.release if words.replace("-", " ") in concept.terms else None
            drugs[concept.name] = Drug(hit.concept, concept.name, strength, quantity, words, release)
    return tuple(part for drug in drugs.values() for part in _ingredients(drug, lexicon))


def _without(hits: Iterable[Hit], folded: str) -> str:
    """A title with the drugs' names blanked: the number in "Tylenol #3" is no quantity."""
    for hit in hits:
        folded = folded[: hit.start] + " " * (hit.end - hit.start) + folded[hit.end :]
    return folded


def _ingredients(drug: Drug, lexicon: Lexicon) -> list[Drug]:
    """A topical combination by its ingredients; any other drug as it is."""
    concept = lexicon.concepts[drug.concept]
    if concept.route != "topical" or len(concept.ingredients) < 2:
        return [drug]
    parts = [lexicon.concepts[name] for name in concept.ingredients]
    return [Drug(part.id, part.name, None, drug.quantity, drug.words) for part in parts]


def _category(folded: str, hits: list[Hit], drugs: tuple[Drug, ...], lexicon: Lexicon) -> str:
    treatments = [
        lexicon.concepts[hit.concept].category or "other"
        for hit in hits
        if lexicon.concepts[hit.concept].kind == "treatment"
    ]
    if _ASSOCIATED_SERVICE.match(folded):
        therapy = [t for t in treatments if t in ("physical_therapy", "acupuncture", "chiropractic")]
        if therapy or not drugs:
            return therapy[0] if therapy else "surgical_ancillary"
    if drugs and not any(t in ("injection", "surgery", "lab_or_uds") for t in treatments):
        return _drug_category(folded, drugs, lexicon)
    if (
        _PRE_OR_POST.match(folded)
        and treatments
        and treatments[0] in ("imaging", "lab_or_uds", "other", "dme")
    ):
        return "surgical_ancillary"
    if "surgery" in treatments and "consultation" in treatments and _TO_SEE.search(folded):
        return "consultation"
    if treatments:
        return min(treatments, key=_RANK.index)
    classes = [hit.concept for hit in hits if lexicon.concepts[hit.concept].kind == "drug_class"]
    if classes:
        up = {concept for name in classes for concept in lexicon.up(name)}
        return (
            "drug_compound" if "compound_drug" in up else "drug_topical" if "topical" in up else "drug_oral"
        )
    return "other"


def _form_concepts(
    folded: str, category: str, concepts: tuple[str, ...], lexicon: Lexicon
) -> tuple[str, ...]:
    """What the form of a product adds to its drugs: a compound, a topical product."""
    up = {broader for concept in concepts for broader in lexicon.up(concept)}
    if "topical" in up or "oral_compound" in up:
        return ()
    added = {"drug_compound": "compound_drug", "drug_topical": "topical_analgesic"}.get(category)
    return (added,) if added and added in lexicon.concepts else ()


def _drug_category(folded: str, drugs: tuple[Drug, ...], lexicon: Lexicon) -> str:
    percents = sum(1 for drug in drugs if drug.strength and drug.strength.endswith("%"))
    if len(drugs) > 1 and (percents > 1 or _FORM_COMPOUND.search(folded)):
        return "drug_compound"
    up = {concept for drug in drugs for concept in lexicon.up(drug.concept)}
    if _FORM_COMPOUND.search(folded) or "compound_drug" in up or "oral_compound" in up:
        return "drug_compound"
    topical = _FORM_TOPICAL.search(folded) or any(
        lexicon.concepts[d.concept].route == "topical" for d in drugs
    )
    if topical or percents:
        return "drug_topical"
    if all(lexicon.concepts[drug.concept].route == "injection" for drug in drugs):
        return "injection"
    return "drug_oral"


def _classes(hits: list[Hit], lexicon: Lexicon) -> tuple[str, ...]:
    return tuple(
        dict.fromkeys(hit.concept for hit in hits if lexicon.concepts[hit.concept].kind == "drug_class")
    )
