"""A page for each rule and each check, from the rule base."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from checker.engine import Check, Checks, Condition, Family, Rule, RuleBase
from checker.engine.rules import comparison_text
from checker.knowledge.cases import Case, CaseItem
from docs.generate.markdown import anchor, bullets, code, fence, heading, link, listed, plain, quoted, table

_APPEAL = {
    "fact-error": "a plainly wrong finding of fact, of the kind of Labor Code 4610.6(h)(5)",
    "powers": "against the order of the search for evidence, of the kind of Labor Code 4610.6(h)(1)",
    "quality": "a matter of quality",
}
_PARTS = (
    ("Title", "title"),
    ("Decision", "decision"),
    ("Reviewer cites", "cites"),
    ("Rationale", "rationale"),
)


def rule_pages(base: RuleBase) -> Iterator[tuple[str, list[str]]]:
    """Path and lines of the page of each rule, each check, and of their lists."""
    yield "rules/index.md", _rules(base)
    yield "checks/index.md", _checks(base)
    for rule in base.rules:
        yield f"rules/{rule.code}.md", _rule(rule, base.family_of(rule), base.checks)
    for family in base.checks.families:
        for check in family.checks:
            rules = [
                rule for rule in base.rules if (rule.check, base.family_of(rule)) == (check.name, family.name)
            ]
            yield f"checks/{check_file(check.name, family)}", _check(check, family, rules)


def check_file(check: str, family: Family) -> str:
    """The file of a check's page."""
    return f"{family.name}-{check}.md" if family.name == "verdict" else f"{check}.md"


def rule_link(rule: Rule, below: str = "../rules/") -> str:
    """A link to a rule's page."""
    return link(rule.code, f"{below}{rule.code}.md")


def _rules(base: RuleBase) -> list[str]:
    lines = [
        *heading(1, "Rules"),
        "A rule implements a [check](../checks/index.md); it sees facts, never text.",
        "",
    ]
    for family in base.checks.families:
        rows = [
            (rule_link(rule, ""), code(rule.name), rule.severity, plain(rule.summary))
            for rule in base.rules
            if base.family_of(rule) == family.name
        ]
        lines += [
            *heading(2, family.name.capitalize(), family.name),
            *table(("Code", "Name", "Severity", "Finds"), rows),
        ]
    return lines


def _rule(rule: Rule, family: str, checks: Checks) -> list[str]:
    of = checks.family(family)
    check = link(code(rule.check), f"../checks/{check_file(rule.check, of) if of else 'index.md'}")
    aspect = checks.aspect_of(rule.check)
    lines = [*heading(1, f"{rule.code} {rule.name}"), f"{plain(rule.summary)} ([All rules](index.md))", ""]
    facts: list[tuple[str, str]] = [
        ("Check", f"{check}, of the family {family}"),
        (
            "Severity",
            rule.severity + (f": it turns the aspect {code(aspect)}" if _turns(rule, aspect) else ""),
        ),
        ("Appeal", f"{code(rule.appeal)}: {_APPEAL[rule.appeal]}"),
        ("Rests on", plain(rule.source.cite)),
        ("Looks at", "each rationale" if rule.scope == "rationale" else "the whole letter"),
    ]
    if rule.scope == "verdict":
        facts = [
            ("Answers", f"the question {check}"),
            ("With", code(rule.sets)),
            ("Rests on", plain(rule.source.cite)),
        ]
    if rule.leaves_open:
        facts.append(("Leaves open", f"the aspect {code(rule.leaves_open)}"))
    if rule.instead_of:
        others = ", ".join(link(code_, f"{code_}.md") for code_ in rule.instead_of)
        facts.append(("Instead of", f"{others}, on the same words"))
    lines += listed(facts)
    lines += [*heading(2, "What it needs"), "One of each of these [facts](../facts.md), all of them:", ""]
    lines += bullets(_condition(condition) for condition in rule.when)
    if rule.unless:
        lines += ["and none of these:", "", *bullets(_condition(condition) for condition in rule.unless)]
    lines += [*heading(2, "What it says"), plain(rule.message), "", f"To match: {plain(rule.resolve)}", ""]
    lines += _cases("Fires on", [case for case in rule.cases if case.finds])
    lines += _cases("Stays silent on", [case for case in rule.cases if not case.finds])
    if not rule.cases:
        lines += _tests(rule)
    if rule.scope != "verdict":
        lines += _suppressed(rule)
    return lines


def _turns(rule: Rule, aspect: str | None) -> bool:
    return rule.severity == "error" and aspect is not None


def _condition(condition: Condition) -> str:
    fact = link(code(condition.fact), f"../facts.md#{anchor(condition.fact)}")
    tests = "; ".join(code(comparison_text(*comparison)) for comparison in condition.comparisons())
    return f"{fact} {code(condition.alias)}" + (f" with {tests}" if tests else "")


def _cases(title: str, cases: list[Case]) -> list[str]:
    lines = heading(2, title) if cases else []
    for case in cases:
        lines += [f"**{plain(case.name.removeprefix('silent ').removeprefix('finds ').capitalize())}**", ""]
        lines += bullets(_case(case))
    return lines


def _case(case: Case) -> Iterator[str]:
    """What the case's letter has otherwise than an ordinary one, and what is found in it."""
    if case.letter is not None:
        yield "a letter that is written out in the rule's file"
    dates = {"injured": case.injured, "decided": case.decided, "denied": case.denied}
    for name, day in dates.items():
        if name in case.model_fields_set:
            yield f"{name}: {day or 'no date'}"
    if "summary" in case.model_fields_set:
        yield f"Summary: {_given(case.summary)}"
    for earlier in case.earlier:
        yield f"Item before: {'; '.join(_item(earlier))}"
    yield from _item(case)
    if case.ignores:
        yield f"with {', '.join(map(code, case.ignores))} ignored"
    for found in case.finds:
        yield f"Found: {plain(found.message)}"


def _item(item: CaseItem) -> Iterator[str]:
    for label, name in _PARTS:
        if name in item.model_fields_set:
            yield f"{label}: {_given(getattr(item, name))}"
    if "claims" in item.model_fields_set:
        yield f"Claims administrator cites: {_given(item.claims)}"


def _given(words: str | None) -> str:
    return quoted(words) if words else "left out"


def _tests(rule: Rule) -> list[str]:
    rows = [(plain(test.name), _facts(test.facts), str(test.fires)) for test in rule.tests]
    return [*heading(2, "Tests in facts"), *table(("Test", "Facts", "Fires"), rows)] if rows else []


def _facts(facts: tuple[Mapping[str, Mapping[str, object]], ...]) -> str:
    shown = (
        f"{kind}: {', '.join(f'{name} {_value(value)}' for name, value in fields.items())}"
        for fact in facts
        for kind, fields in fact.items()
    )
    return "<br>".join(map(code, shown)) or "none"


def _value(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value) or '""'


def _suppressed(rule: Rule) -> list[str]:
    return [
        *heading(2, "Suppress it"),
        "In `imr-check.toml`; the finding stays in the report, marked as suppressed, and decides nothing:",
        "",
        *fence("toml", f'ignore = ["{rule.code}"]'),
        "See why it fires on a letter, or why not:",
        "",
        *fence("sh", f"imr-check explain LETTER --rule {rule.code} --why-not"),
    ]


def _checks(base: RuleBase) -> list[str]:
    lines = [
        *heading(1, "Checks"),
        "A check is a kind of defect. An error of it turns the aspect that is named.",
        "",
    ]
    for family in base.checks.families:
        rows = [
            (
                link(code(check.name), check_file(check.name, family)),
                plain(check.compares),
                code(check.aspect or ""),
            )
            for check in family.checks
        ]
        title = "Verdict: the five questions" if family.name == "verdict" else family.name.capitalize()
        lines += [*heading(2, title, family.name), *table(("Check", "Compares", "Aspect"), rows)]
    return lines


def _check(check: Check, family: Family, rules: list[Rule]) -> list[str]:
    aspect = (
        f"An error of it turns the aspect {code(check.aspect)}." if check.aspect else "It turns no aspect."
    )
    if family.name == "verdict":
        aspect = "It is one of the five questions of a verdict; its rules answer it."
    rows = [
        (rule_link(rule), code(rule.name), rule.sets or rule.severity, plain(rule.summary)) for rule in rules
    ]
    return [
        *heading(1, check.name),
        f"Compares {plain(check.compares)}. {aspect}",
        "",
        *table(("Rule", "Name", "Value" if family.name == "verdict" else "Severity", "Finds"), rows),
        *([] if rows else ["No rule implements it.", ""]),
        *([] if family.name == "verdict" else _ignored(check.name)),
    ]


def _ignored(name: str) -> list[str]:
    return [
        *heading(2, "Suppress it"),
        "All of its rules, in `imr-check.toml`:",
        "",
        *fence("toml", f'ignore = ["{name}"]'),
    ]
