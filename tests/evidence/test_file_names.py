"""A file's name comes back safe, and Chinese names come back as they were."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from evidence.file_names import MAX_BYTES, clean_name
from evidence.file_types import JPEG, PDF, WPS, FileType


@pytest.mark.parametrize(
    ("given_name", "clean"),
    [
        ("采样记录（第1次）.pdf", "采样记录（第1次）.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\a\\报告.docx", "报告.docx"),
        ("报告\u202efdp.exe", "报告fdp.exe"),
        ("a\"b'c.pdf", "abc.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie x.pdf"),
        ("a\x00b.pdf", "ab.pdf"),
        (" .bashrc", "bashrc"),
        ("-rf.pdf", "rf.pdf"),
        ("", "file"),
        ("...", "file"),
        ("/", "file"),
        ("a／b.pdf", "b.pdf"),
        ("CON.pdf", "_CON.pdf"),
        ("𠮷\ud800.png", "𠮷.png"),
        ("x" * 30 + "." + "y" * 30, "x" * 30 + "." + "y" * 30),
    ],
)
def test_a_name_comes_back_safe(given_name: str, clean: str) -> None:
    assert clean_name(given_name) == clean


def test_a_long_name_is_cut_between_characters_and_keeps_its_extension() -> None:
    clean = clean_name("川" * 200 + ".pdf")
    assert clean == "川" * 83 + ".pdf"
    assert len(clean.encode()) <= MAX_BYTES
    composed = clean_name("a" * 250 + "e\u0331" + ".pdf")
    assert composed == "a" * 250 + ".pdf"


def test_the_extension_is_that_of_the_content() -> None:
    assert clean_name("报告.exe", PDF) == "报告.exe.pdf"
    assert clean_name("照片.JPEG", JPEG) == "照片.JPEG"
    assert clean_name("附件", JPEG) == "附件.jpg"
    assert clean_name("记录.doc", WPS) == "记录.doc"


@given(st.text(max_size=400), st.sampled_from([None, PDF, JPEG]))
def test_any_name_comes_back_storable_and_stays_so(name: str, kind: FileType | None) -> None:
    clean = clean_name(name, kind)
    assert 0 < len(clean.encode()) <= MAX_BYTES
    assert not set(clean) & set('/\\\r\n\x00"\u202e\u200f')
    assert clean_name(clean, kind) == clean
