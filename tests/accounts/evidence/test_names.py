"""Can a file's name lead out of its folder, deceive the reader or break a header?"""

import pytest

from accounts.evidence.enums import Mime
from accounts.evidence.names import LONGEST, download_name, safe_name


@pytest.mark.parametrize(
    ("given", "safe"),
    [
        ("博士学位证书.pdf", "博士学位证书.pdf"),
        ("my diploma (2).JPG", "my diploma (2).JPG"),
        ("../../etc/passwd", "passwd"),
        ("..\\..\\windows\\win.ini", "win.ini"),
        ("/", ""),
        ("..", ""),
        ("", ""),
        ("photo\u202efdp.exe", "photofdp.exe"),
        ("a\u200bb\u2066c.pdf", "abc.pdf"),
        ('x"; filename="evil.html', "x__ filename=_evil.html"),
        ("line\r\nSet-Cookie: a=b.pdf", "lineSet-Cookie_ a=b.pdf"),
        ("null\0.pdf", "null.pdf"),
        ("<script>.pdf", "_script_.pdf"),
        ("e\u0301cole.pdf", "école.pdf"),
    ],
)
def test_safe_name_keeps_words_and_drops_tricks(given, safe):
    assert safe_name(given) == safe


def test_safe_name_is_not_endless():
    assert safe_name("长" * 500 + ".pdf") == "长" * LONGEST


@pytest.mark.parametrize(
    ("name", "mime", "expected"),
    [
        ("diploma.HEIC", Mime.JPEG, "diploma.jpg"),
        ("diploma.html", Mime.PDF, "diploma.pdf"),
        ("证书", Mime.PDF, "证书.pdf"),
        ("", Mime.PDF, "evidence.pdf"),
    ],
)
def test_download_name_ends_as_what_is_kept(name, mime, expected):
    assert download_name(name, mime) == expected
