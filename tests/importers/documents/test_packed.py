"""A document that stands alone in an archive is read out of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from attached_documents import packed
from fellesbok_importers.documents.packed import is_packed
from fellesbok_importers.documents.packed import opened
from fellesbok_importers.documents.packed import xml_names
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from pathlib import Path

ALONE = packed(("a.XML", b"<a/>"), ("__MACOSX/._a.xml", b"x"), ("les.txt", b"x"))


def saved(folder: Path, content: bytes) -> Path:
    path = folder / "fil"
    path.write_bytes(content)
    return path


def read(path: Path, most: int = 1000) -> bytes:
    with opened(path, most) as file:
        return file.read()


def test_it_is_read_from_the_file_or_from_the_archive_that_it_is_alone_in(
    tmp_path: Path,
) -> None:
    """What a Mac puts beside it, and what is no XML, is nothing."""
    assert read(saved(tmp_path, b"<a/>")) == b"<a/>"
    assert not is_packed(saved(tmp_path, b"<a/>"))
    archive = saved(tmp_path, ALONE)
    assert is_packed(archive)
    assert xml_names(archive) == ["a.XML"]
    assert read(archive) == b"<a/>"


REFUSED = {
    "none": (packed(("les.txt", b"x")), "ingen XML-fil"),
    "two": (packed(("a.xml", b"<a/>"), ("b.xml", b"<b/>")), "«a.xml, b.xml».*flere"),
    "broken": (ALONE[:40], "ødelagt eller kryptert"),
    "too large": (packed(("a.xml", b"<a>1234567890</a>")), "for stor"),
}


@pytest.mark.parametrize(("content", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_read_is_refused_in_words(
    tmp_path: Path, content: bytes, said: str
) -> None:
    with pytest.raises(RejectedError, match=said):
        read(saved(tmp_path, content), most=10)


def test_a_file_may_be_as_large_as_it_may_and_no_larger(tmp_path: Path) -> None:
    path = saved(tmp_path, b"<a/>")
    assert read(path, most=4) == b"<a/>"
    with pytest.raises(RejectedError, match="for stor"):
        read(path, most=3)


def test_what_is_not_there_is_no_archive(tmp_path: Path) -> None:
    assert not is_packed(tmp_path / "finnes ikke")
