"""Files in, letter text out: the only part that touches letters' files, and PDF and DOCX libraries."""

from checker.readers.containers import DEFAULT_COLUMN, Member, find_member, is_container, listed, members
from checker.readers.files import STDIN, path_name, read_bytes
from checker.readers.find import NOTHING, SUFFIXES, Exclusion, LetterPath, find_letters
from checker.readers.letters import letter_from, read_letter
from checker.readers.text import decode_text, letter_of

__all__ = [
    "DEFAULT_COLUMN",
    "NOTHING",
    "STDIN",
    "SUFFIXES",
    "Exclusion",
    "LetterPath",
    "Member",
    "decode_text",
    "find_letters",
    "find_member",
    "is_container",
    "letter_from",
    "letter_of",
    "listed",
    "members",
    "path_name",
    "read_bytes",
    "read_letter",
]
