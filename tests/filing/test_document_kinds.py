"""A document is known by what it begins and ends with, and by what runs in it."""

from __future__ import annotations

import pytest

from attached_documents import JPEG
from attached_documents import PDF
from attached_documents import png
from fellesbok.filing.document_kinds import is_jpeg
from fellesbok.filing.document_kinds import is_pdf
from fellesbok.filing.document_kinds import is_png
from fellesbok.filing.document_kinds import pdf_runs

KINDS = {is_pdf: PDF, is_png: png(), is_jpeg: JPEG}


@pytest.mark.parametrize("is_kind", KINDS)
def test_a_whole_document_is_of_its_own_kind_and_no_other(is_kind: object) -> None:
    assert [kind for kind in KINDS if kind(KINDS[is_kind])] == [is_kind]  # type: ignore[index]


@pytest.mark.parametrize(("is_kind", "content"), KINDS.items())
def test_half_of_one_is_of_none(is_kind: object, content: bytes) -> None:
    for half in (content[: len(content) // 2], content[4:], b""):
        assert not is_kind(half)  # type: ignore[operator]


def test_a_pdf_may_have_something_after_its_end_but_not_much() -> None:
    assert is_pdf(PDF + b"\n" * 2000)
    assert not is_pdf(PDF + b"\n" * 3000)


@pytest.mark.parametrize("name", ["JavaScript", "JS", "Launch", "RichMedia", "XFA"])
def test_what_runs_in_a_pdf_is_found_wherever_it_stands(name: str) -> None:
    assert pdf_runs(PDF.replace(b"/Pages 2", f"/{name} 3 0 R/Pages 2".encode()))
    assert not pdf_runs(PDF.replace(b"/Pages 2", f"/{name}e 3 0 R/Pages 2".encode()))
    assert not pdf_runs(PDF)
    assert not pdf_runs(f"/{name} ".encode()), "a text is no PDF"
