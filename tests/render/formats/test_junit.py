"""JUnit, read by junitparser: a suite a letter, a case a rationale."""

from __future__ import annotations

from xml.etree import ElementTree as ET

from junitparser import Error, Failure, JUnitXml, Skipped

from checker.render.formats import rendered
from tests.render.sample import ERROR

from .sample import RUN

STATED = "the rationale states 10-12 visits over 8 weeks, the cited pages 9-10"  # the reason of the answer


def test_verdicts_are_the_outcomes_of_the_cases() -> None:
    suites = JUnitXml.fromstring(rendered("junit", RUN))
    assert (suites.tests, suites.failures, suites.errors, suites.skipped) == (6, 2, 2, 1)
    outcomes = {
        (suite.name, case.name): [(type(one), one.type, one.message) for one in case.result]
        for suite in suites
        for case in suite
    }
    assert outcomes == {
        ("letters/002.txt", "1. Physical Therapy, 12 sessions"): [(Failure, "criteria do_not_match", STATED)],
        ("letters/002.txt", "2. Acupuncture for the low back, 6 visits"): [],
        ("letters/002.txt", "3. Gym membership, duration unknown"): [
            (Skipped, None, "no criterion of the cited guideline is known for it")
        ],
        ("letters/bound.pdf (part 2)", "1. Physical Therapy, 12 sessions"): [
            (Failure, "inconsistent", ERROR.message)
        ],
        ("letters/lost.pdf", "the letter"): [(Error, "unreadable", "no such file")],
        ("letters/news.txt", "the letter"): [(Error, "not_a_determination", "its headings are missing")],
    }


def test_findings_stand_beside_the_outcome() -> None:
    first = next(iter(JUnitXml.fromstring(rendered("junit", RUN))))
    failed, passed, _ = first
    assert failed.result[0].text.startswith("error IMR301 limit-misstated: The letter states 10-12 visits")
    assert "  line 141: Guidelines recommend 10-12 visits" in failed.result[0].text
    assert passed.system_out.startswith("note IMR103 edition-missing: ")
    assert "IMR402" not in passed.system_out  # it is suppressed
    assert ET.fromstring(rendered("junit", RUN)).findtext("testsuite/system-out") == (
        "warning IMR001 missing-section: The letter has no credentials."
    )
