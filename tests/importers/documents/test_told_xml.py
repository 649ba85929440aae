"""XML from outside is told element by element, and held by no more than its bounds."""

from __future__ import annotations

import io

import pytest

from fellesbok_importers.documents import told_xml
from fellesbok_importers.documents.told_xml import BrokenError
from fellesbok_importers.documents.told_xml import NotToldError
from fellesbok_importers.documents.told_xml import Reader
from fellesbok_importers.documents.told_xml import Telling
from fellesbok_importers.documents.told_xml import Watched
from fellesbok_importers.documents.told_xml import told


class Noting(Reader):
    """Notes what is told."""

    def __init__(self) -> None:
        self.noted: list[str] = []

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note what begins, with what is written in it."""
        self.noted.append(f"<{name}{attributes or ''}")

    def end(self, name: str) -> None:
        """Note what ends."""
        self.noted.append(f"{name}>")

    def text(self, text: str) -> None:
        """Note a text."""
        self.noted.append(text)


def read(content: bytes, most: int = 100) -> list[str]:
    """All that is told of a document."""
    reader = Noting()
    for _ in told(io.BytesIO(content), Telling(reader, most)):
        pass
    return reader.noted


def test_names_are_told_without_their_prefixes_and_attributes_as_they_stand() -> None:
    content = (
        b'<a:Faktura xmlns:a="x"><a:Sum valuta="NOK">5<!-- x --></a:Sum></a:Faktura>'
    )
    assert read(content) == [
        "<Faktura{'xmlns:a': 'x'}",
        "<Sum{'valuta': 'NOK'}",
        "5",
        "Sum>",
        "Faktura>",
    ]


@pytest.mark.parametrize("size", [1, 3, 1000])
def test_it_is_the_same_however_it_comes(
    monkeypatch: pytest.MonkeyPatch, size: int
) -> None:
    monkeypatch.setattr(told_xml, "CHUNK", size)
    content = "<a b='æ'><c/>ø</a>".encode()
    assert "".join(read(content)) == "<a{'b': 'æ'}<cc>øa>"


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"Bilag;Dato\n",
        b"<a>",
        b"<a></b>",
        b"<a/><b/>",
        b"<a b='1' b='2'/>",
        b"<a>\x00</a>",
        b"<a>&ukjent;</a>",
        b'<?xml version="1.0" encoding="finnes-ikke"?><a/>',
        b"\xff\xfe<a/>",
    ],
)
def test_what_is_no_xml_is_said_to_be_none(content: bytes) -> None:
    with pytest.raises(BrokenError) as broken:
        read(content)
    assert str(broken.value.text) == "Filen er ikke gyldig XML."


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE a><a/>",
        b'<!DOCTYPE a [<!ENTITY b "bbbb"><!ENTITY c "&b;&b;">]><a>&c;</a>',
        b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    ],
)
def test_a_document_that_defines_something_is_not_read(content: bytes) -> None:
    """Neither entities that grow, nor files that it would have us open."""
    with pytest.raises(NotToldError, match="DOCTYPE"):
        read(content)


def nested(depth: int) -> bytes:
    return b"<a>" * depth + b"</a>" * depth


def test_depth_elements_and_names_have_bounds_and_may_reach_them() -> None:
    most = told_xml.MOST_DEPTH
    assert len(read(nested(most))) == 2 * most
    with pytest.raises(NotToldError, match="for dyp"):
        read(nested(most + 1))
    assert len(read(b"<a>" + b"<b/>" * 9 + b"</a>", most=10)) == 20
    with pytest.raises(NotToldError, match="flere deler"):
        read(b"<a>" + b"<b/>" * 10 + b"</a>", most=10)
    names = b"".join(b"<b%d/>" % n for n in range(told_xml.MOST_NAMES - 1))
    read(b"<a>" + names + b"</a>", most=10_000)
    with pytest.raises(NotToldError, match="flere deler"):
        read(b"<a>" + names + b"<c/></a>", most=10_000)
    with pytest.raises(NotToldError, match="flere deler"):
        read(b"<a>" + names + b"<a c=''/></a>", most=10_000)


@pytest.mark.parametrize("part", [b'<a b="%s"/>', b"<!--%s--><a/>", b"<%s/>"])
def test_a_part_without_end_is_not_waited_for(
    monkeypatch: pytest.MonkeyPatch, part: bytes
) -> None:
    monkeypatch.setattr(told_xml, "LONGEST_TAG", 1000)
    monkeypatch.setattr(told_xml, "CHUNK", 100)
    assert read(part % (b"x" * 900))
    with pytest.raises(NotToldError, match="for lang"):
        read(part % (b"x" * 3000))


def test_a_watched_stream_gives_what_it_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(told_xml, "LONGEST_TAG", 100)
    content = b"<a>" + b"<b/>" * 100 + b"</a>"
    watched = Watched(io.BytesIO(content))
    assert watched.read(3) + watched.read() == content
    with pytest.raises(NotToldError, match="DOCTYPE"):
        Watched(io.BytesIO(b"<!DOCTYPE a><a/>")).read()


def test_what_is_broken_is_left_to_whoever_reads_it_for_a_while(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """That parser says it in its own words, before a tag's length more."""
    monkeypatch.setattr(told_xml, "LONGEST_TAG", 100)
    watched = Watched(io.BytesIO(b"<a></b>" + b"x" * 200))
    assert watched.read(7) == b"<a></b>"
    assert watched.read(50) == b"x" * 50
    with pytest.raises(BrokenError):
        watched.read(50)
