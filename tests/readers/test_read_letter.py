"""Hostile files of every kind: the letter, or the named reason."""

from __future__ import annotations

import io
import os
import socket
import sys
from pathlib import Path
from typing import Any

import pytest

from checker.errors import UnreadableError
from checker.readers import STDIN, files, read_letter
from checker.spans import Place, Span

from .letter_files import (
    ENCRYPTED,
    IMAGE_STREAM,
    archive,
    docx,
    flate,
    header,
    paragraph,
    pdf,
    stored,
    stream,
    text_stream,
)

MB = 1024 * 1024
CRASHED = "reading it crashed the library: the file is damaged or hostile"
LETTER = pdf(stream(text_stream(["Case Number: CM00", "", "Upheld"])))


def reason(path: Path) -> str:
    with pytest.raises(UnreadableError) as caught:
        read_letter(path)
    message = str(caught.value)
    assert "\n" not in message
    return message


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        pytest.param("x.txt", b"", "it is empty", id="empty"),
        pytest.param("x.pdf", b"", "it is empty", id="empty pdf"),
        pytest.param("x.txt", b"x", "it holds a single character", id="one byte"),
        pytest.param("x.txt", b"\n", "it holds nothing but white space", id="a line end"),
        pytest.param("x.txt", b"\xef\xbb\xbf", "it holds nothing but white space", id="a byte order mark"),
        pytest.param("x.txt", b" \n" * 10**6, "it holds nothing but white space", id="blank lines"),
        pytest.param("x.txt", b"Upheld\0", "it is binary, not text: it holds NUL characters", id="NUL"),
        pytest.param("x.txt", b"x" * (20 * MB + 1), "it is larger than 20 MB", id="over the limit"),
        pytest.param(
            "x.doc",
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1\0",
            "it is an old (.doc) or encrypted Word file: save it as .docx",
            id="doc",
        ),
        pytest.param("x.txt", b"{\\rtf1 Upheld}", "it is RTF: save it as .docx, .pdf or .txt", id="rtf"),
        pytest.param("x.pdf", b"Upheld", "it is named .pdf but is no PDF file", id="text called pdf"),
        pytest.param("x.docx", b"Upheld", "it is named .docx but is no DOCX file", id="text called docx"),
        pytest.param(
            "x.txt",
            archive({"a.txt": b"Upheld"}),
            "it is a ZIP archive without a Word document in it",
            id="zip",
        ),
        pytest.param("x.pdf", LETTER[:-40], "the PDF is cut off: its end mark is missing", id="cut pdf"),
        pytest.param(
            "x.pdf",
            b"%PDF-1.4\n%%EOF",
            "the PDF is damaged or uses an encryption that cannot be read",
            id="bare pdf",
        ),
        pytest.param(
            "x.pdf",
            pdf(stream(b"Upheld"), trailer=ENCRYPTED),
            "the PDF is encrypted with a password",
            id="encrypted",
        ),
        pytest.param(
            "x.pdf",
            pdf(stream(b"")),
            "the PDF holds no text: a scan needs text recognition (OCR) first",
            id="no text",
        ),
        pytest.param(
            "x.pdf",
            pdf(stream(text_stream(["Upheld"])), stream(IMAGE_STREAM)),
            "page 2 of the PDF is an image without text: a scan needs text recognition (OCR) first",
            id="scan",
        ),
        pytest.param(
            "x.pdf",
            pdf(stream(b"")).replace(b"[5 0 R]/Count 1>>", b"[%s]/Count 100000>>" % (b"5 0 R " * 100_000)),
            "the PDF has more than 2,000 pages",
            id="10^5 pages",
        ),
        pytest.param(
            "x.pdf",
            LETTER.replace(b"/Count 1>>", b"/Count 9>>"),
            "page 2 of the PDF is damaged",
            id="pages that are not there",
        ),
        pytest.param("x.pdf", pdf(flate(b" " * (1024 * MB), times=2)), CRASHED, id="decompression bomb"),
        pytest.param(
            "x.docx", docx(paragraph("A"))[:-30], "the DOCX file is damaged (BadZipFile)", id="cut docx"
        ),
        pytest.param(
            "x.docx",
            stored({"word/document.xml": b"<", "a.docx": docx(paragraph("A")), "b": b"B" * 999})[:-500],
            "it is damaged: it begins with a member that is not in its directory",
            id="cut docx with a docx in it",
        ),
        pytest.param("x.docx", docx("<w:p>"), "the DOCX file is damaged (ParseError)", id="broken docx"),
        pytest.param("x.docx", docx(""), "it holds nothing but white space", id="docx without text"),
        pytest.param(
            "x.docx",
            docx("", others={"word/media/a.png": b"\0" * (201 * MB)}),
            "the ZIP archive is too large unpacked",
            id="zip bomb",
        ),
        pytest.param(
            "x.docx",
            docx("", others={f"word/{number}": b"" for number in range(10_001)}),
            "the ZIP archive is too large unpacked",
            id="too many entries",
        ),
        pytest.param(
            "x.docx",
            docx(" " * (21 * MB)),
            "the text of the DOCX file is too large unpacked",
            id="bomb of white space",
        ),
    ],
)
def test_refused(tmp_path: Path, name: str, data: bytes, expected: str) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    assert reason(path) == expected


def test_an_entity_bomb(tmp_path: Path) -> None:
    levels = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 10))
    bomb = docx(paragraph("&e9;"), prolog=f'<!DOCTYPE x [<!ENTITY e0 "{"A" * 1000}">{levels}]>')
    path = tmp_path / "x.docx"
    path.write_bytes(bomb)
    assert reason(path) == "the DOCX file is damaged (ParseError)"


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"x" * (20 * MB), id="20 MB in a line"),
        pytest.param(b"x" + b"\n" * (20 * MB - 2) + b"x", id="20 MB of line ends"),
        pytest.param(b"Decision based on " * 100_000, id="one phrase"),
        pytest.param(b"[" * 10_000 + b"[/bold] [link=x] :warning:", id="markup"),
        pytest.param(b"=HYPERLINK(1) <script>alert(1)</script>", id="formula and script"),
    ],
)
def test_read_as_it_is(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "x.txt"
    path.write_bytes(data)
    letter = read_letter(path)
    assert letter.text == data.decode()
    assert letter.page_starts == ()


class TestPdf:
    @pytest.mark.parametrize("name", ["x.pdf", "x.PDF", "x.txt", "x.docx", "x"])
    def test_whatever_its_name(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        path.write_bytes(LETTER)
        assert read_letter(path).text == "Case Number: CM00\nUpheld\n"

    def test_junk_before_and_padding_after(self, tmp_path: Path) -> None:
        path = tmp_path / "x.pdf"
        path.write_bytes(b"junk\n" + LETTER + b"\0" * 5000)
        assert read_letter(path).text == "Case Number: CM00\nUpheld\n"

    def test_lines_blank_lines_hyphens_ligatures(self, tmp_path: Path) -> None:
        lines = [
            "MRI of the knee: Upheld",
            "",
            "Decision rationale: it is not certi\x01ed, non-",
            "certified.",
            "End",
        ]
        path = tmp_path / "x.pdf"
        path.write_bytes(pdf(stream(text_stream(lines))))
        assert read_letter(path).text == (
            "MRI of the knee: Upheld\n\nDecision rationale: it is not certified, non-\ncertified.\nEnd\n"
        )

    def test_pages(self, tmp_path: Path) -> None:
        line = "a line of text that fills the width of the page"
        path = tmp_path / "x.pdf"
        path.write_bytes(
            pdf(
                stream(text_stream([line, line])),
                stream(text_stream([line + ".", line + "."])),
                stream(text_stream([line])),
            )
        )
        letter = read_letter(path)
        assert letter.text == f"{line}\n{line}\n{line}.\n{line}.\n\n{line}"
        assert [letter.text[start : start + 6] for start in letter.page_starts] == ["a line"] * 3
        assert [letter.text[:start].count("\n") for start in letter.page_starts] == [0, 2, 5]
        places = [letter.place(Span(at, at)) for at in (0, 48, 96, 145, 195)]
        assert places == [Place(1, 1, 1), Place(2, 1, 1), Place(1, 1, 2), Place(2, 1, 2), Place(1, 1, 3)]

    def test_one_page_has_a_number_too(self, tmp_path: Path) -> None:
        path = tmp_path / "x.pdf"
        path.write_bytes(LETTER)
        assert read_letter(path).page_starts == (0,)


class TestDocx:
    @pytest.mark.parametrize("name", ["x.docx", "x.txt", "x.pdf.docx"])
    def test_a_paragraph_a_line(self, tmp_path: Path, name: str) -> None:
        path = tmp_path / name
        body = paragraph("MRI: ", "Upheld") + paragraph() + paragraph("a", "<w:br/>", "b", "<w:tab/>", "c")
        path.write_bytes(docx(body, others={"word/header1.xml": header(paragraph("Head"))}))
        letter = read_letter(path)
        assert letter.text == "Head\nMRI: Upheld\n\na\nb\tc"
        assert letter.page_starts == ()

    def test_hyphens_that_do_not_break_stay(self, tmp_path: Path) -> None:
        path = tmp_path / "x.docx"
        path.write_bytes(docx(paragraph("pages 63", "<w:noBreakHyphen/>", "68")))
        assert read_letter(path).text == "pages 63-68"

    def test_a_text_box_is_read_once(self, tmp_path: Path) -> None:
        box = paragraph("Boxed")
        choice = f"<mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        alternate = f"<mc:AlternateContent>{choice}</mc:AlternateContent>"
        path = tmp_path / "x.docx"
        path.write_bytes(docx(paragraph("Before") + alternate + paragraph("After")))
        assert read_letter(path).text == "Before\nBoxed\nAfter"

    def test_encrypted(self, tmp_path: Path) -> None:
        data = bytearray(docx(paragraph("A")))
        data[data.index(b"PK\x01\x02") + 8] |= 1
        path = tmp_path / "x.docx"
        path.write_bytes(data)
        assert reason(path) == "the DOCX file is encrypted"


class TestFiles:
    def test_missing(self, tmp_path: Path) -> None:
        assert reason(tmp_path / "x.txt") == "no such file"

    def test_a_folder(self, tmp_path: Path) -> None:
        (tmp_path / "x.txt").mkdir()
        assert reason(tmp_path / "x.txt") == "it is a folder, not a file"

    def test_a_named_pipe_does_not_block(self, tmp_path: Path) -> None:
        os.mkfifo(tmp_path / "x.txt")
        assert reason(tmp_path / "x.txt") == "it is a named pipe, not a file"

    def test_a_socket(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.chdir(tmp_path)  # the address of a socket must be short
        with socket.socket(socket.AF_UNIX) as server:
            server.bind("x.txt")
            assert reason(Path("x.txt")) == "it is a socket, not a file"

    def test_a_device(self) -> None:
        assert reason(Path("/dev/zero")) == "it is a device, not a file"

    def test_a_link_to_a_device(self, tmp_path: Path) -> None:
        (tmp_path / "x.txt").symlink_to("/dev/zero")
        assert reason(tmp_path / "x.txt") == "it is a device, not a file"

    def test_a_link_to_itself(self, tmp_path: Path) -> None:
        (tmp_path / "x.txt").symlink_to("x.txt")
        assert reason(tmp_path / "x.txt") == "the system cannot read it: Too many levels of symbolic links"

    def test_a_name_that_is_none(self) -> None:
        assert reason(Path("a\0b.txt")) == "its name is not a valid file name"

    def test_a_name_of_255_bytes_that_is_not_utf_8(self, tmp_path: Path) -> None:
        path = tmp_path / os.fsdecode(b"\xff" * 251 + b".txt")
        path.write_text("Upheld")
        assert read_letter(path).text == "Upheld"

    def test_not_allowed(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*_: object) -> int:
            raise PermissionError(13, "Permission denied")

        (tmp_path / "x.txt").touch()
        monkeypatch.setattr(os, "open", refuse)
        assert reason(tmp_path / "x.txt") == "no permission to read it"

    @pytest.mark.parametrize("change", ["more", ""])
    def test_changed_while_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
        path = tmp_path / "x.txt"
        path.write_text("Upheld")
        self._during_reading(monkeypatch, lambda: path.write_text(change))
        assert reason(path) == "it changed while it was read"

    def test_deleted_while_read(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        path = tmp_path / "x.txt"
        path.write_text("Upheld")
        self._during_reading(monkeypatch, path.unlink)
        assert read_letter(path).text == "Upheld"

    def test_a_pipe_put_in_its_place_does_not_block(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The file is a file when it is looked at, and a pipe when it is opened."""
        status = Path(__file__).stat()
        os.mkfifo(tmp_path / "x.txt")
        monkeypatch.setattr(Path, "stat", lambda _: status)
        assert reason(tmp_path / "x.txt") == "it is a named pipe, not a file"

    @staticmethod
    def _during_reading(monkeypatch: pytest.MonkeyPatch, action: Any) -> None:
        read = files._read_limited

        def read_and_act(file: Any, most: int) -> bytes:
            data = read(file, most)
            action()
            return data

        monkeypatch.setattr(files, "_read_limited", read_and_act)


class TestStandardInput:
    @staticmethod
    def give(monkeypatch: pytest.MonkeyPatch, data: bytes) -> None:
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(data)))

    def test_text_and_pdf(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.give(monkeypatch, b"Upheld\r\n")
        assert read_letter(STDIN).text == "Upheld\n"
        self.give(monkeypatch, LETTER)
        assert read_letter(STDIN).text == "Case Number: CM00\nUpheld\n"

    def test_too_much(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.give(monkeypatch, b"x" * (20 * MB + 1))
        assert reason(STDIN) == "it is larger than 20 MB"

    def test_none(self, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(sys, "stdin", None)
        assert reason(STDIN) == "there is no standard input"
