"""Facts on drift: where the rationale decides something else than the title asks for."""

from __future__ import annotations

import re
from collections.abc import Iterator

from checker.casefile.casefile import CaseFile, Grounds, ItemFile, Quote, quote
from checker.casefile.coverage import family_of
from checker.casefile.ledger import Statement
from checker.counting import counted
from checker.engine.facts import Fact
from checker.facts import kinds
from checker.knowledge.lexicon import Lexicon
from checker.knowledge.phrases import fold
from checker.letter import BodyPart
from checker.reading.treatments import RequestReader

_A_DAY = re.compile(r" ?(?:/|per|a|each)? ?(?:day|daily)\b|,? in total")
_QUANTITY = re.compile(
    r"# ?\d{1,4}\b|\bqty\.?:? ?#?\d{1,4}\b|\bquantity:? (?:of )?#?\d{1,4}\b"
    r"|\b\d{2,4} (?:tablet|capsule|pill)s"
)
_TOLD, _BEFORE, _NAMED = (
    110,
    25,
    70,
)  # characters in which a request tells of visits, of itself, of a treatment
THERAPIES = ("physical_therapy", "chiropractic", "acupuncture", "massage")


def title_quote(item: ItemFile) -> Quote:
    """The item's title as a quote."""
    return Quote("title", item.item.title, item.item.title_span)


def drift_facts(case_file: CaseFile, item: ItemFile, requests: RequestReader) -> Iterator[Fact]:
    """Every way in which the rationale restates the request otherwise than the title."""
    if item.item.rationale is None:
        return
    lexicon = requests.lexicon
    restating = [s for s in item.statements if _restates(s)]
    yield from _strength_drift(item, restating, requests)
    yield from _quantity_drift(item, restating, requests)
    yield from _visit_drift(item, restating, requests)
    yield from _side_drift(case_file, item, lexicon)
    yield from _side_of_a_level(item, restating, requests)
    yield from _body_part_drift(item, restating, requests)
    yield from _treatment_drift(item, restating, lexicon)


def _restates(statement: Statement) -> bool:
    """Whether a sentence concludes, or speaks of the request and not of what became of one before."""
    marks = statement.marks
    told = marks.has("another_request")
    if statement.polarity != "none" and ("necess" in statement.sentence.folded or not told):
        return True
    return marks.has("restates_request") and not told


def _fact(
    field: kinds.DriftField,
    title: str,
    said: str,
    statement: Statement,
    item: ItemFile,
    *,
    only: bool,
    original: bool = False,
    restates: bool | None = None,
    one_of: bool = False,
) -> Fact:
    return kinds.Drift(
        field=field,
        title=title,
        rationale=said,
        restates=_restates(statement) if restates is None else restates,
        only=only,
        original=original,
        concludes=statement.polarity != "none",
        one_of=one_of,
        confidence="high",
        evidence=Grounds((title_quote(item), quote("rationale", statement.sentence))),
    )


def _plain(strength: str) -> str:
    """A strength without white space and trailing zeros: "4.0 mg" is "4mg"."""
    plain = re.sub(r"[\s,]", "", strength.lower())
    return re.sub(r"\.0+(?!\d)|(\.\d*?[1-9])0+(?!\d)", r"\1", plain)


def _parts(strength: str) -> list[str]:
    """The strengths of a combination's drugs: of "10/325 mg" "10mg" and "325mg"."""
    value, _, unit = strength.partition(" ")
    return [_plain(part + unit) for part in value.split("/")]


def _strength_drift(item: ItemFile, restating: list[Statement], requests: RequestReader) -> Iterator[Fact]:
    """A requested drug with another strength beside its name, in a sentence that states no criterion."""
    lexicon = requests.lexicon
    requested = {drug.name: drug for drug in item.treatment.drugs if drug.strength}
    given = {_plain(drug.strength) for drug in requested.values() if drug.strength}
    original = {_plain(d.strength) for d in (item.original.drugs if item.original else ()) if d.strength}
    seen: set[str] = set()
    for statement in restating:
        if statement.kind == "guideline":
            continue
        folded = statement.sentence.folded
        strengths = [
            found for found in requests.drug_figures.strengths(folded) if not _A_DAY.match(folded, found[2])
        ]
        drugs = [m.start for m in statement.mentions if lexicon.concepts[m.concept].kind == "drug"]
        for mention in statement.mentions:
            concept = lexicon.concepts[mention.concept]
            drug = requested.get(concept.name)
            near = next(
                (
                    s
                    for s, start, _ in strengths
                    if (0 <= start - mention.end <= 14 and not any(mention.end <= o < start for o in drugs))
                    or mention.start <= start < mention.end
                ),
                None,
            )
            if drug is None or drug.strength is None or near is None or concept.name in seen:
                continue
            wanted = drug.strength
            if (
                _plain(near) in (_plain(wanted), *_parts(wanted))
                or concept.release != lexicon.concepts[drug.concept].release
            ):
                continue
            if near.endswith("%") != wanted.endswith("%") or (_plain(near) in given and len(requested) == 1):
                continue
            seen.add(concept.name)
            yield _fact(
                "strength",
                f"{concept.name} {wanted}",
                f"{concept.name} {near}",
                statement,
                item,
                only=True,
                original=_plain(near) in original,
                one_of=len(item.treatment.drugs) > 1,
            )


def _quantity_drift(item: ItemFile, restating: list[Statement], requests: RequestReader) -> Iterator[Fact]:
    quantities = {drug.quantity for drug in item.treatment.drugs}
    wanted = quantities.pop() if len(quantities) == 1 else None
    if wanted is None:
        return
    values = [(said, one) for one in restating for said in _quantities(one.sentence.folded, requests)]
    titled = {wanted, *_quantities(fold(item.item.title), requests)}  # "#120 (remaining #30)" has two
    if not values or any(said in titled for said, _ in values):
        return
    said, statement = values[0]
    original = item.original.drugs[0].quantity if item.original and item.original.drugs else None
    yield _fact("quantity", f"#{wanted}", f"#{said}", statement, item, only=True, original=said == original)


def _quantities(folded: str, requests: RequestReader) -> list[int]:
    """The quantities of drugs that words give."""
    found = (requests.drug_figures.quantity(match[0]) for match in _QUANTITY.finditer(folded))
    return [one for one in found if one is not None]


def _visit_drift(item: ItemFile, restating: list[Statement], requests: RequestReader) -> Iterator[Fact]:
    wanted = item.treatment.visits
    if wanted is None or item.treatment.category not in THERAPIES:
        return
    original = item.original.visits if item.original else None
    authorized = item.authorized.visits if item.authorized else None
    values: list[tuple[int, Statement]] = []
    for statement in restating:
        marks, folded = statement.marks, statement.sentence.folded
        limits = [start for start, _ in marks.places("limit_told")]
        for start, end in marks.places("requested"):
            rest = folded[end : min([at for at in limits if at >= end] + [end + _TOLD])]
            said = wanted if requests.visits.count(rest) == wanted else _first_visits(rest, requests)
            if said and not any(start - _BEFORE <= at <= start for at, _ in marks.places("given_before")):
                values.append((said, statement))
    if any(value == wanted for value, _ in values):
        return
    for value, statement in values:
        if value not in (1, authorized):
            yield _fact(
                "visits",
                counted(wanted, "visit"),
                counted(value, "visit"),
                statement,
                item,
                only=True,
                original=value == original,
            )
            return


def _first_visits(words: str, requests: RequestReader) -> int | None:
    """The visits of a restated request: its first count, or its frequency times its weeks."""
    measure = next((m for m in requests.figures.measures(words) if m.unit in ("visit", "per_week")), None)
    if measure is None or measure.unit == "per_week":
        return requests.visits.count(words)
    return int(measure.high)


def _side_drift(case_file: CaseFile, item: ItemFile, lexicon: Lexicon) -> Iterator[Fact]:
    """The other side of a requested body part, where the rationale never names the requested side of it.

    Of a part of which the summary tells on that side too, a sentence on it need not be on the request.
    """
    told = {(part.concept, part.side) for read in case_file.summary for part in read.body_parts}
    asked = [treatment for treatment in (item.treatment, item.original) if treatment is not None]
    sought = next((t.body_parts for t in asked if any(part.side for part in t.body_parts)), ())
    for wanted in sought:
        if wanted.side not in ("left", "right"):
            continue
        own = {p for p in sought if p.concept == wanted.concept}
        if len({p.side for p in own}) > 1:
            continue
        said: list[tuple[BodyPart, Statement]] = [
            (part, statement)
            for statement in item.of_kind("case", "conclusion", "other")
            for part in statement.read.body_parts
            if part.concept == wanted.concept and part.side is not None
        ]
        same = [statement for part, statement in said if part.side in (wanted.side, "bilateral")]
        other = [(part, statement) for part, statement in said if part.side not in (wanted.side, "bilateral")]
        for part, statement in sorted(other, key=lambda pair: not _restates(pair[1])):
            if any(statement is one for one in same):  # a sentence on both sides compares them
                continue
            restates = _restates(statement)
            denies = any(mention.assertion == "negated" for mention in statement.mentions)
            also_told = (part.concept, part.side) in told and not denies
            if not restates and (also_told or statement.marks.has("side_told_of")):
                continue
            if same and not restates and not denies:
                continue
            name = lexicon.concepts[wanted.concept].name
            yield _fact(
                "side",
                f"{wanted.side} {name}",
                f"{part.side} {name}",
                statement,
                item,
                only=not same,
                # Nothing else is judged: a finding is denied on that side, or it is named time and again.
                restates=restates or (not same and (denies or len(other) > 1)),
            )
            return


def _side_of_a_level(item: ItemFile, restating: list[Statement], requests: RequestReader) -> Iterator[Fact]:
    """The other side in a conclusion, of a part that has no sides by itself: "left L5-S1"."""
    parts = item.treatment.body_parts
    sides = requests.body_parts.sides(fold(item.item.title))
    if len(parts) != 1 or requests.lexicon.concepts[parts[0].concept].sides or len(sides) != 1:
        return
    (side,) = sides
    said = [(one, requests.body_parts.sides(one.sentence.folded)) for one in item.statements]
    for statement, named in said:
        elsewhere = any(part.side for part in statement.read.body_parts)  # "pain of the right leg"
        if elsewhere or side == "bilateral" or len(named) != 1 or side in named or "bilateral" in named:
            continue
        if statement in restating and statement.polarity != "none":
            name = requests.lexicon.concepts[parts[0].concept].name
            only = not any(side in others for _, others in said)
            (other,) = named
            yield _fact(
                "side", f"{side} {name}", f"{other} {name}", statement, item, only=only, restates=True
            )
            return


def _body_part_drift(item: ItemFile, restating: list[Statement], requests: RequestReader) -> Iterator[Fact]:
    """A conclusion that is drawn for other body parts than the title's, and for none of those."""
    lexicon = requests.lexicon
    wanted = {region for part in item.treatment.body_parts for region in lexicon.regions(part.concept)}
    if not wanted:
        return
    yield from _warrant_drift(item, wanted, requests)
    for statement in restating:
        if statement.kind == "guideline":
            continue
        folded = statement.sentence.folded
        named = [m for m in statement.mentions if m.concept in set(item.treatment.concepts)]
        if statement.polarity == "none" or not statement.marks.has("restates_request"):
            continue
        parts = statement.read.body_parts
        regions = {region for part in parts for region in lexicon.regions(part.concept)}
        if not parts or (regions | wanted) & lexicon.loose_parts or not (named or "request" in folded):
            continue
        strangers = [part for part in parts if not lexicon.regions(part.concept) & wanted]
        if strangers and (not regions & wanted or _unnamed_part(item, lexicon)):
            said = ", ".join(lexicon.concepts[p.concept].name for p in parts)
            title = ", ".join(lexicon.concepts[p.concept].name for p in item.treatment.body_parts)
            yield _fact("body_part", title, said, statement, item, only=True)
            return


def _unnamed_part(item: ItemFile, lexicon: Lexicon) -> bool:
    """Whether the rationale leaves out a body part of the title."""
    mentions = (mention for statement in item.statements for mention in statement.mentions)
    parts = (m.concept for m in mentions if lexicon.concepts[m.concept].kind == "body_part")
    named = {region for part in parts for region in lexicon.regions(part)}
    return any(not lexicon.regions(part.concept) & named for part in item.treatment.body_parts)


def _warrant_drift(item: ItemFile, wanted: set[str], requests: RequestReader) -> Iterator[Fact]:
    """A case statement on what would warrant the same kind of study of another body part."""
    lexicon = requests.lexicon
    families = {family_of(concept, lexicon) for concept in item.treatment.concepts}
    for statement in item.of_kind("case"):
        folded = statement.sentence.folded
        place = statement.marks.place("warranting")
        if place is None:
            continue
        tail = folded[place[1] : place[1] + 60]
        hits = lexicon.find(tail)
        studies = [
            h
            for h in hits
            if lexicon.concepts[h.concept].kind == "treatment" and family_of(h.concept, lexicon) in families
        ]
        parts = requests.body_parts.find(tail, hits)
        regions = {region for part in parts for region in lexicon.regions(part.concept)}
        if studies and parts and not regions & wanted and not (regions | wanted) & lexicon.loose_parts:
            said = f"{lexicon.concepts[parts[0].concept].name} {lexicon.concepts[studies[0].concept].name}"
            title = ", ".join(lexicon.concepts[p.concept].name for p in item.treatment.body_parts)
            yield _fact("warranted_body_part", title, said, statement, item, only=False)
            return


def _treatment_drift(item: ItemFile, restating: list[Statement], lexicon: Lexicon) -> Iterator[Fact]:
    """A request restated as one for another treatment: a drug for a drug, a study for a study."""
    own = set(lexicon.kin_of(item.treatment.concepts))
    own |= {same for drug in item.treatment.drugs for same in lexicon.same_name(drug.concept)}
    own |= {i for d in item.treatment.drugs for i in lexicon.concepts[d.concept].ingredients}
    if not own:
        return
    for statement in restating:
        place = statement.marks.place("requested_for")
        if place is None or statement.polarity == "none" or statement.kind == "guideline":
            continue
        inside = [m for m in statement.mentions if place[1] <= m.start < place[1] + _NAMED]
        named = [m for m in inside if lexicon.concepts[m.concept].kind in ("drug", "treatment")]
        if not named or any(
            m.concept in own for s in item.statements for m in s.mentions if s.polarity != "none"
        ):
            continue
        families = {family_of(concept, lexicon) for concept in item.treatment.concepts}
        other = next((m for m in named if m.concept not in own), None)
        if other is not None and family_of(other.concept, lexicon) in families and len(named) == 1:
            title = ", ".join(lexicon.concepts[c].name for c in item.treatment.concepts)
            yield _fact("treatment", title, lexicon.concepts[other.concept].name, statement, item, only=True)
            return
