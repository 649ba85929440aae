"""An invoice that is swapped for another has lost its attestation, as a voucher has."""

from __future__ import annotations

import os
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from approval_lines import standing
from attested_books import CABLE
from attested_books import books
from attested_books import line
from fellesbok.approvals.attached_documents import MOST_BYTES
from fellesbok.approvals.attached_documents import Attached
from fellesbok.approvals.attached_documents import are_others
from fellesbok.approvals.attached_documents import held_by
from fellesbok.approvals.attested import approvals_of_year
from fellesbok.messages import say

if TYPE_CHECKING:
    from claimbook import Folder

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

WITH_DOCUMENT = CABLE.replace(
    '  bilag: "B-2"\n', '  bilag: "B-2"\n  document: "bilder/faktura.pdf"\n'
)
INVOICE = b"%PDF-1.7 Kabler 9999,99"
OTHER = b"%PDF-1.7 Kaffe 9999,99"
SWAPPED = "dokumentet er byttet etter at bilaget ble attestert 05.04.2018"


def digest(content: bytes) -> str:
    return sha256(content).hexdigest()


def held(folder: Folder, *documents: str) -> str:
    """The line that attests B-2, with what it holds of documents."""
    written = "".join(
        f'  bilagsdokument{f"-{n}" if n > 1 else ""}: "{each}"\n'
        for n, each in enumerate(documents, 1)
    )
    return line(folder, "B-2", "attestert", "IKT-leder") + written


def remarks(folder: Folder) -> list[str]:
    loaded = folder.load()
    found = approvals_of_year(loaded.entries, loaded.settled.agreement, 2018)
    return [say(text, "nb") for each in found for _, text in each.remarks]


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    found = books(tmp_path, WITH_DOCUMENT)
    (tmp_path / "ledger" / "bilder").mkdir()
    (tmp_path / "ledger" / "bilder" / "faktura.pdf").write_bytes(INVOICE)
    return found


def test_what_holds_the_invoice_stands_while_the_invoice_does(folder: Folder) -> None:
    folder.add(held(folder, f"faktura.pdf sha256:{digest(INVOICE)}"))
    assert standing(folder) == {"B-2": []}
    assert remarks(folder) == []


def test_another_invoice_of_the_same_name_has_lost_it(folder: Folder) -> None:
    folder.add(held(folder, f"faktura.pdf sha256:{digest(INVOICE)}"))
    assert standing(folder) == {"B-2": []}
    (folder.path / "ledger" / "bilder" / "faktura.pdf").write_bytes(OTHER)
    assert standing(folder) == {"B-2": [SWAPPED]}
    stopped = folder.run("claim", "2018", "--settlement", "--date", "2019-01-31")
    assert stopped.exit_code != 0
    assert SWAPPED in stopped.output.replace("\N{NO-BREAK SPACE}", " ")


def test_another_name_has_lost_it_and_the_check_of_the_books_tells(
    folder: Folder,
) -> None:
    folder.add(held(folder, f"faktura.pdf sha256:{digest(INVOICE)}"))
    main = folder.path / "ledger" / "main.beancount"
    text = main.read_text("utf-8")
    other = text.replace("bilder/faktura.pdf", "bilder/annen.pdf")
    main.write_text(other, "utf-8")
    assert standing(folder) == {"B-2": [SWAPPED]}
    told = "Bilag B-2 er endret etter at det ble attestert 05.04.2018"
    assert told in folder.run("check").output
    main.write_text(text, "utf-8")
    assert told not in folder.run("check").output


@pytest.mark.parametrize(
    "lines",
    [
        ["annen.pdf sha256:" + digest(INVOICE)],
        [f"faktura.pdf sha256:{digest(INVOICE)}", "vedlegg.pdf"],
    ],
)
def test_fewer_or_others_than_were_signed_have_lost_it(
    folder: Folder, lines: list[str]
) -> None:
    folder.add(held(folder, *lines))
    assert standing(folder) == {"B-2": [SWAPPED]}


def test_where_it_lies_changes_nothing(folder: Folder) -> None:
    folder.add(held(folder, f"faktura.pdf sha256:{digest(INVOICE)}"))
    ledger = folder.path / "ledger"
    (ledger / "bilder" / "faktura.pdf").rename(ledger / "faktura.pdf")
    text = (ledger / "main.beancount").read_text("utf-8")
    moved = text.replace("bilder/faktura.pdf", "faktura.pdf")
    (ledger / "main.beancount").write_text(moved, "utf-8")
    assert standing(folder) == {"B-2": []}


def test_it_is_found_as_fava_finds_it(folder: Folder) -> None:
    """By its name among the documents that the books list on an account of it."""
    ledger = folder.path / "ledger"
    text = (ledger / "main.beancount").read_text("utf-8")
    named = text.replace("bilder/faktura.pdf", "faktura.pdf")
    (ledger / "main.beancount").write_text(named, "utf-8")
    folder.add('\n2018-04-02 document Expenses:IKT "bilder/faktura.pdf"\n')
    folder.add(held(folder, f"faktura.pdf sha256:{digest(INVOICE)}"))
    assert (standing(folder), remarks(folder)) == ({"B-2": []}, [])
    (ledger / "bilder" / "faktura.pdf").write_bytes(OTHER)
    assert standing(folder) == {"B-2": [SWAPPED]}


def test_an_older_line_without_it_holds_and_says_so(folder: Folder) -> None:
    folder.add(line(folder, "B-2", "attestert", "IKT-leder"))
    assert standing(folder) == {"B-2": []}
    assert remarks(folder) == ["dokumentet er ikke med i attestasjonen"]
    shown = folder.run("approvals", "2018").output
    assert "På 1 er dokumentet ikke med i attestasjonen." in shown
    assert (
        "dokumentet er ikke med"
        in folder.run("approvals", "2018", "--format", "json").output
    )


@pytest.mark.parametrize("written", ["faktura.pdf sha256:" + "0" * 64, "faktura.pdf"])
def test_where_the_file_is_not_there_its_name_is_held_and_that_is_told(
    folder: Folder, written: str
) -> None:
    folder.add(held(folder, written))
    (folder.path / "ledger" / "bilder" / "faktura.pdf").unlink()
    assert standing(folder) == {"B-2": []}
    assert remarks(folder) == ["innholdet i faktura.pdf er ikke kontrollert"]
    shown = folder.run("approvals", "2018").output
    assert "På 1 er innholdet i dokumentet ikke kontrollert" in shown


def test_what_is_no_plain_file_is_not_read(folder: Folder) -> None:
    """A way to /dev/zero would be read for ever."""
    main = folder.path / "ledger" / "main.beancount"
    text = main.read_text("utf-8").replace("bilder/faktura.pdf", os.devnull)
    main.write_text(text, "utf-8")
    name = Path(os.devnull).name
    folder.add(held(folder, f"{name} sha256:{digest(b'')}"))
    assert remarks(folder) == [f"innholdet i {name} er ikke kontrollert"]


@pytest.mark.parametrize("size", [0, MOST_BYTES + 1])
def test_what_is_empty_or_larger_than_a_bill_is_not_read(
    folder: Folder, size: int
) -> None:
    """What a system tells of itself has no size, and a file of holes costs nothing."""
    folder.add(held(folder, f"faktura.pdf sha256:{digest(INVOICE)}"))
    os.truncate(folder.path / "ledger" / "bilder" / "faktura.pdf", size)
    assert remarks(folder) == ["innholdet i faktura.pdf er ikke kontrollert"]


def test_who_claims_and_closes_is_told_of_a_document_that_is_gone(
    folder: Folder,
) -> None:
    """It may have been swapped before it went: nothing is stopped by it."""
    folder.add(held(folder, f"faktura.pdf sha256:{digest(INVOICE)}"))
    (folder.path / "ledger" / "bilder" / "faktura.pdf").unlink()
    told = "bilag B-2 fra 02.04.2018 på 9 999,99 kr: innholdet i faktura.pdf er ikke"
    settled = ("claim", "2018", "--settlement", "--date", "2019-01-10")
    for command in (settled, ("close", "2018")):
        done = folder.run(*command, "--dry-run")
        assert done.exit_code == 0, done.output
        assert " ".join(done.output.split()).count(told) == 1


def test_a_voucher_with_a_swapped_invoice_is_attested_anew(folder: Folder) -> None:
    """By the same person, of a voucher that has not changed: it is not there twice."""
    folder.add(held(folder, f"faktura.pdf sha256:{digest(INVOICE)}"))
    (folder.path / "ledger" / "bilder" / "faktura.pdf").write_bytes(OTHER)
    anew = held(folder, f"faktura.pdf sha256:{digest(OTHER)}")
    folder.add(anew.replace("2018-04-05", "2018-05-05"))
    assert standing(folder) == {"B-2": []}


def test_a_line_holds_each_document_by_name_and_content() -> None:
    long = "en faktura.pdf sha256:" + "a" * 64
    found = held_by({"bilagsdokument-2": "b.pdf", "bilagsdokument": long, "sum": "1"})
    assert found == (Attached("b.pdf"), Attached("en faktura.pdf", "a" * 64))
    assert not are_others(found, found)
    assert are_others(found, found[:1])
