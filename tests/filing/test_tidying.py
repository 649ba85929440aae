"""What was cut off is told, and tidied by who is asked."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.journal import JOURNAL
from fellesbok.filing.tidying import tidy
from written_claims import FIRST
from written_claims import folder as folder  # noqa: PLC0414 -- a fixture
from written_claims import journal
from written_claims import ledger
from written_claims import only_read
from written_claims import with_journal_left

if TYPE_CHECKING:
    from claimbook import Folder


pytestmark = pytest.mark.usefixtures("no_documents")


def test_claims_that_are_taken_out_of_their_list_can_be_tidied(folder: Folder) -> None:
    """Whoever takes the line out has decided that they are not written."""
    folder.add("")
    before = folder.files()
    with_journal_left(folder)
    main = ledger(folder, "main.beancount")
    good = main.read_bytes()
    main.write_bytes(good.replace(b'include "krav', b'; include "krav'))
    done = folder.run("check")
    assert "er tatt bort" in done.output
    main.write_bytes(good)
    assert folder.run("check").exit_code == 1, "the main file takes in what is gone"
    main.write_bytes(before["ledger/main.beancount"])
    assert folder.files() == before


def test_check_tells_and_tidies_what_was_left(folder: Folder) -> None:
    said = json.loads(journal())
    before = folder.files()
    (name,) = said["papers"]
    for made, content in ((name, b"a"), (f"krav/{said['stem']}.beancount", b"b")):
        ledger(folder, made).parent.mkdir(parents=True, exist_ok=True)
        ledger(folder, made).write_bytes(content)
    ledger(folder, ".krav.beancount.fellesbok-ny").write_bytes(b"hal")
    ledger(folder, "documents/.x.pdf.fellesbok-ny").write_bytes(b"hal")
    ledger(folder, JOURNAL).write_bytes(journal())
    done = folder.run("check")
    assert "! En skriving ble avbrutt, og det den rakk å lage, er tatt bort" in (
        done.output
    )
    assert "! 1 halvskrevne filer er tatt bort." in done.output
    assert folder.files() == before


def test_check_tells_of_papers_of_claims_that_are_not_there(folder: Folder) -> None:
    """Beancount lists whatever lies in the folder of an account."""
    folder.add('option "documents" "documents"')
    place = ledger(folder, "documents/Assets/Krav/Midvik/IKT")
    place.mkdir(parents=True)
    (place / "2018-01-16.krav-nordvik-2018-0001.pdf").write_bytes(b"%PDF-")
    (place / "2018-01-16.kvittering.pdf").write_bytes(b"%PDF-")
    (said,) = [
        line
        for line in folder.run("check").output.splitlines()
        if "som ikke står i bøkene" in line
    ]
    assert "krav-nordvik-2018-0001.pdf er et dokument til kravet" in said
    assert folder.run(*FIRST).exit_code == 0
    assert "som ikke står i bøkene" not in folder.run("check").output


@pytest.mark.parametrize(
    "left",
    [
        None,
        ".innlesing",
        ".flere-filer",
        ".lagring",
        ".fellesbok-kopier",
        ".fellesbok-kontroll.beancount",
    ],
)
def test_what_was_cut_off_is_told_also_where_nobody_may_write(
    folder: Folder, monkeypatch: pytest.MonkeyPatch, left: str | None
) -> None:
    """Books that are only read are in order, unless a writing left something there."""
    books = ledger(folder, "main.beancount")
    if left is not None:
        ledger(folder, left).write_bytes(b"{}")
    with only_read(monkeypatch):
        if left is None:
            assert tidy(books) == ()
        else:
            with pytest.raises(CannotFileError, match="Fikk ikke ryddet"):
                tidy(books)
