"""Files in, letter text out: the only part that touches letters' files, and PDF and DOCX libraries."""

from checker.readers.files import STDIN, path_name, read_bytes
from checker.readers.find import LetterPath, find_letters
from checker.readers.letters import letter_from, read_letter
from checker.readers.text import decode_text, letter_of

__all__ = [
    "STDIN",
    "LetterPath",
    "decode_text",
    "find_letters",
    "letter_from",
    "letter_of",
    "path_name",
    "read_bytes",
    "read_letter",
]
