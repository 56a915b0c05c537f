"""What an item asks for and cites, in words."""

from __future__ import annotations

from checker.casefile.wording import page_words
from checker.counting import counted
from checker.report.records import CitationRecord, TreatmentRecord, VisitsRecord


def treatment_words(treatment: TreatmentRecord) -> str:
    """The treatment as it was read: drugs with strength and quantity, procedure, side, body parts, visits."""
    drugs = []
    for drug in treatment.drugs:
        quantity = f"#{drug.quantity}" if drug.quantity is not None else None
        drugs.append(" ".join(part for part in (drug.name, drug.strength, quantity) if part))
    parts = [treatment.category.replace("_", " "), *drugs, treatment.procedure, treatment.side]
    visits = counted(treatment.visits, "visit") if treatment.visits is not None else None
    return "; ".join(part for part in (*parts, *treatment.body_parts, visits) if part)


def citation_words(citation: CitationRecord) -> str:
    """What one side cites: source, topic, edition, sections, pages."""
    source = {"NONE": "no guideline", "OTHER": "other source"}.get(citation.source, citation.source)
    parts = [f"{source}: {citation.topic}" if citation.topic else source]
    if citation.edition:
        parts.append(f"edition {citation.edition}")
    parts += citation.sections
    if citation.pages:
        parts.append(page_words(*citation.pages))
    return ", ".join(parts)


def resolved_words(citation: CitationRecord) -> str | None:
    """The edition that a citation resolves to, or why there is none; None where nothing is cited."""
    if citation.guideline:
        return citation.guideline
    if citation.source == "NONE" and not citation.resolution:
        return None
    return f"not resolved: {citation.resolution or 'the reason is not recorded'}"


def visits_words(visits: VisitsRecord) -> str:
    """The visits had and asked for, added up where both are told; "?" where the letter gives no number."""
    done, requested = visits.done, visits.requested
    parts = [f"{'?' if done is None else done} done", f"{'?' if requested is None else requested} requested"]
    words = " + ".join(parts)
    if done is not None and requested is not None:
        words += f" = {counted(done + requested, 'visit')}"
    if visits.authorized is not None:
        words += f"; {visits.authorized} authorized"
    return words
