"""XML from outside: what is asked of it is given, and nothing is held without end."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from lxml import etree

from fellesbok_importers.documents import bounded
from fellesbok_importers.documents.bounded import Bounds
from fellesbok_importers.documents.bounded import elements
from fellesbok_importers.documents.bounded import find
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import local_name
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from pathlib import Path

FEW = 1_000
MORE = FEW + 1
TREE = etree.fromstring(
    '<n:d xmlns:n="x"><n:a><n:b> en \n to </n:b><n:b/></n:a><n:a><n:b>tre</n:b></n:a>'
    "</n:d>"
)


def saved(folder: Path, text: str) -> Path:
    path = folder / "a.xml"
    path.write_text(text, encoding="utf-8")
    return path


def test_elements_are_found_by_their_names_alone_in_the_documents_order() -> None:
    assert local_name(TREE) == "d"
    assert [found.text for found in find_all(TREE, "a/b")] == [
        " en \n to ",
        None,
        "tre",
    ]
    assert find(TREE, "a/c") is None
    assert text_of(TREE, "a/b") == "en to"
    assert text_of(TREE, "b") == "", "nobody looks deeper than the way goes"


def test_each_element_is_whole_when_it_is_given_and_empty_after(tmp_path: Path) -> None:
    """So that a large document is never held at once."""
    path = saved(tmp_path, "<d><x>mye</x><a><b>1</b></a><a><b>2</b></a></d>")
    given = []
    texts = []
    for element in elements(path, {"a"}):
        texts.append(text_of(element, "b"))
        given.append(element)
    assert texts == ["1", "2"]
    assert all(len(element) == 0 for element in given)


def test_a_text_is_no_longer_than_it_may_and_all_of_it_is_seen(tmp_path: Path) -> None:
    long = saved(tmp_path, f"<d><a>{'x' * 100_001}</a></d>")
    with pytest.raises(RejectedError, match=r"a.xml:1: a: .* for lang"):
        list(elements(long, {"a"}))
    assert len(list(elements(long, {"a"}, Bounds(longest={"a": 200_000})))) == 1
    with pytest.raises(RejectedError, match="Tegnet kan ikke ses"):
        list(elements(saved(tmp_path, "<d><a>a\u200bb</a></d>"), {"a"}))


NOT_READ = {
    "a type": ("<!DOCTYPE d><d/>", r"a.xml:1: Fant «DOCTYPE»"),
    "entities": ('<!DOCTYPE d [<!ENTITY e "x">]><d>&e;</d>', "egne entiteter"),
    "cut": ("<Invoice><a>", "avkuttet"),
    "mismatched": ("<Invoice><a></b></Invoice>", "lukket med et annet navn"),
    "two ends": ("<Invoice></Invoice><a/></Invoice>", "etter slutten"),
    "no XML": ("Bilag;Beløp", "ikke XML"),
    "a web page": ("<html><p>", "en nettside"),
}


@pytest.mark.parametrize(("text", "said"), NOT_READ.values(), ids=NOT_READ)
def test_what_is_no_such_xml_is_refused_by_what_it_is(
    tmp_path: Path, text: str, said: str
) -> None:
    with pytest.raises(RejectedError, match=said):
        list(elements(saved(tmp_path, text), {"a"}))


def test_a_document_has_its_depth_and_its_size(tmp_path: Path) -> None:
    deep = saved(tmp_path, "<d>" * 64 + "</d>" * 64)
    assert list(elements(deep, {"a"})) == []
    with pytest.raises(RejectedError, match="for dyp"):
        list(elements(saved(tmp_path, "<d>" * 65 + "</d>" * 65), {"a"}))
    with pytest.raises(RejectedError, match="for stor"):
        list(elements(deep, {"a"}, Bounds(most_bytes=10)))


def test_a_document_without_what_it_begins_with_is_not_read_to_its_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is asked of a file to know it is asked of its beginning."""
    monkeypatch.setattr(bounded, "MOST_BEFORE", FEW)
    path = tmp_path / "a.xml"
    path.write_text(f"<d>{'<x/>' * FEW}<a/>{'<x/>' * MORE}</d>", encoding="utf-8")
    assert len(list(elements(path, {"a"}))) == 1
    path.write_text(f"<d>\n{'<x/>' * MORE}<a/></d>", encoding="utf-8")
    with pytest.raises(RejectedError, match=r"a.xml:2: Filen er for stor"):
        list(elements(path, {"a"}))
