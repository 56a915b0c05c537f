"""What can be wrong with a file of rules or guidelines: each kind of fault has a code that stays."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Code(Enum):
    """A kind of fault: its code, and what it says. Codes that begin with W warn, and stop nothing."""

    def __init__(self, code: str, words: str) -> None:
        self.code = code
        self.words = words

    # The file itself.
    UNREAD = "V101", "A file can't be read or is none, or a folder has none that could be."
    MISNAMED = "V102", "A file's name or folder says something else than what is in it, or hides it."
    TOO_LARGE = "V103", "A file is larger, or nested deeper, than any of its kind has to be."
    CHARACTER = "V104", "A character is invisible, or the file is not UTF-8."
    NOT_YAML = "V105", "The file is not YAML: a tab, an indentation, a quote or bracket left open."
    KEY_TWICE = "V106", "A key stands twice in one place: YAML would take the last, and say nothing."
    MARKED = "V107", "YAML's tags, anchors and aliases are not used."
    FILL_IN = "V108", "What a command for new files left to fill in is not filled in yet."
    SCALAR = "V109", "A number, date or key is written as none can be."
    # Its shape.
    MISSING = "V201", "A key that is needed is missing."
    NO_SUCH_KEY = "V202", "A key is none of those that stand in such a place."
    TYPE = "V203", "A value is of another type: text for a number, a list for a text."
    NOT_ALLOWED = "V204", "A value is none of a closed set."
    RANGE = "V205", "A figure, a text or a list is too small or too large."
    SPELLING = "V206", "An id, a code or a name is not written as such are."
    TOGETHER = "V207", "Values that can't stand together, such as a low end above the high one."
    # What it names.
    UNKNOWN = "V301", "A name of a concept, edition, section, criterion or check that there is not."
    OTHER_KIND = "V302", "A concept of another kind than is meant in such a place."
    TAKEN = "V303", "An id, code, name or term that something else has."
    CIRCLE = "V304", "What is named leads back to where it is named."
    PACK = "V305", "What a pack can't hold, or can't stand in the place of."
    CHANGE = "V306", "What a configuration changes of a rule or criterion, and can't."
    # What guidelines hold.
    UNIT = (
        "V401",
        "A figure in a unit that a criterion of its kind, or a statement on its subject, has none in.",
    )
    PAGES = "V402", "Pages outside of the section's or the edition's."
    DATES = "V403", "An edition in force in the future, or together with another of its work."
    NOT_IN_FORCE = "V404", "What a text names is not in force on the days that it claims."
    EXAMPLE = (
        "V501",
        "An example or case that stands twice, an example that is another criterion's or a near miss too.",
    )
    PATTERN = "V502", "A pattern that is none, or that its examples deny."
    TERM = "V503", "A term that says nothing."
    MISSPELT = "V504", "A word that nothing known has, and that is like one that is known."
    # What rules ask.
    FACT = "V601", "A fact, field or alias that a rule can't see."
    VALUE = "V602", "A value or comparison that a field can't have."
    IDLE = "V603", "A condition that is never or always true, or says again what another says."
    OVERLAP = "V604", "A rule that fires only where another of its check does."
    TOO_MANY = "V605", "More conditions than a rule base can hold."
    OUTCOME = "V606", "A severity, aspect, message or evidence that such a rule can't have."
    TEST = "V607", "A rule's test that shows nothing, or that is missing."
    # What is worth a look.
    ALIKE = "W701", "Two criteria whose examples can't be told apart."
    UNANSWERED = "W702", "A need that nothing which is read of a letter answers."
    OTHERWISE = "W703", "A figure of a limit or need, where the criterion's text says another one."
    CITED_ALIKE = "W704", "Two editions that a citation can't tell apart, so that it resolves to neither."
    UNCHECKED = "W705", "A name that can't be looked up: a file that has problems of its own may have it."
    COUNTLESS = "W706", "A cap on visits in days or hours, where the criterion's text counts no visits."
    TURNED = "W707", "A cap that the criterion's own examples or its other rows have the other way round."
    ANY_ROW = "W708", "A figure for any case, beside figures of a diagnosis, treatment or body part."
    NO_FIGURE = "W709", "A kind that has limits, without them, where the criterion's text has figures."
    OTHER_DRUG = "W710", "Examples that name another treatment or body part than what the criterion is on."
    SAME_ROW = "W711", "Two figures of one bound for the same diagnosis, treatment or body part."
    IDLE_CAP = "W712", "A cap on visits or on time under a kind whose figures no case is held against."
    RANK = "W713", "An edition whose rank in the medical evidence search order isn't its source's."
    OTHER_ROW = "W714", "A row whose figure the criterion's text states for another diagnosis."
    NO_NEEDS = "W715", "A kind that says what a case must show, with nothing that says it."
    FAILS = "W716", "A rule's test or a criterion's case that comes out otherwise than it says."
    LEADS = "W717", "An edition that a citation of its own title and year does not lead to."
    DATED = "W718", "An edition whose year is none of its own title, or of its days in force."
    TURNED_ROUND = (
        "W719",
        "A kind for a treatment that the criterion's sentences are against, or the other way round.",
    )
    RUN_TOGETHER = (
        "W720",
        "A sentence that asks together for what its criterion's needs leave a choice between.",
    )
    OF_PATIENT = "W721", "An example that tells what a patient had, and states nothing."
    UNCOMPARED = (
        "W722",
        "What holds where needs are not met, under a kind whose needs no case is put against.",
    )

    NOT_NEAR = "W723", "A near miss that states the criterion."

    @property
    def warns(self) -> bool:
        """Whether the file loads all the same."""
        return self.code.startswith("W")


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in a rule, guideline or vocabulary file.

    ``line`` and ``column`` count from 1; 0 means that the place is unknown. ``name`` is what was looked for
    and not found, where it is that.
    """

    code: Code
    path: str
    line: int
    column: int
    message: str
    name: str = ""

    def __str__(self) -> str:
        """Render as ``path:line:column: CODE message``, as editors jump to it; a whole has its path alone."""
        place = f"{self.path}:{self.line}:{self.column}" if self.line else self.path
        return f"{place}: {self.code.code} {self.message}"
