"""Documents inside an e-invoice are filed beside it when they are what they say."""

from __future__ import annotations

import random
import time
from contextlib import suppress
from typing import TYPE_CHECKING

import pytest
from beancount import loader
from beancount.core import data

import invoice_documents as invoice
from attached_documents import GOOD
from attached_documents import HOSTILE
from attached_documents import NAMES
from attached_documents import PDF
from attached_documents import Inside
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices.attachments import MOST_PAPERS
from fellesbok_importers.invoices.attachments import take_out
from fellesbok_importers.invoices.ehf import read_invoice
from intake_books import make_books
from intake_books import with_bank
from intake_previews import previewed
from intake_previews import read_in
from places import tree

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.invoices.attachments import TakenOut

LONGEST_SECONDS = 5
CHANGED = 300
"""How many documents that are changed by chance; the same on every machine."""


def written(folder: Path, *inside: Inside, more: str = "") -> Path:
    """An invoice with documents inside it."""
    path = folder / "faktura.xml"
    documents = "".join(one.xml() for one in inside) + more
    line = invoice.line("1000.00", "155")
    path.write_text(
        invoice.invoice(line, more=documents, buyer=", 974760673"), encoding="utf-8"
    )
    return path


def taken(path: Path) -> tuple[list[TakenOut], list[str]]:
    papers, findings = take_out(read_invoice(path).attached, "faktura")
    return papers, [str(finding) for finding in findings]


@pytest.mark.parametrize("kind", GOOD)
def test_a_document_is_taken_out_as_it_was_put_in(tmp_path: Path, kind: str) -> None:
    (paper,), findings = taken(written(tmp_path, GOOD[kind]))
    assert paper.content == GOOD[kind].content
    assert paper.name.endswith(f".{kind.split(maxsplit=1)[0]}")
    assert not findings


@pytest.mark.parametrize("kind", HOSTILE)
def test_what_is_not_what_it_says_is_left_out_and_told(
    tmp_path: Path, kind: str
) -> None:
    """The others are taken out all the same, and the invoice is booked."""
    path = written(tmp_path, HOSTILE[kind], GOOD["pdf"])
    begun = time.process_time()
    (paper,), (finding,) = taken(path)
    assert time.process_time() - begun < LONGEST_SECONDS
    assert paper.content == PDF
    assert finding.replace("\N{NO-BREAK SPACE}", " ").isprintable()
    assert "er ikke arkivert for seg" in finding
    assert [p.name for p in tmp_path.iterdir()] == ["faktura.xml"]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_made_safe(tmp_path: Path, name: str) -> None:
    (paper,), _ = taken(written(tmp_path, Inside("application/pdf", PDF, name)))
    assert paper.name == f"faktura.vedlegg-1.{NAMES[name]}"


def test_a_document_elsewhere_is_told_of_and_not_fetched(tmp_path: Path) -> None:
    elsewhere = """
  <cac:AdditionalDocumentReference><cbc:ID>avtale</cbc:ID><cac:Attachment>
    <cac:ExternalReference><cbc:URI>http://127.0.0.1:9/a.pdf</cbc:URI>
    </cac:ExternalReference></cac:Attachment></cac:AdditionalDocumentReference>
  <cac:AdditionalDocumentReference><cbc:ID>bare et nummer</cbc:ID>
  </cac:AdditionalDocumentReference>"""
    papers, (finding,) = taken(written(tmp_path, more=elsewhere))
    assert not papers
    assert "http://127.0.0.1:9/a.pdf" in finding
    assert "ikke følges" in finding


def test_of_very_many_the_first_are_taken_out(tmp_path: Path) -> None:
    path = written(tmp_path, *[GOOD["pdf"]] * (MOST_PAPERS + 2))
    papers, findings = taken(path)
    assert len(papers) == MOST_PAPERS
    assert len({paper.name for paper in papers}) == MOST_PAPERS
    assert len(findings) == 2


def test_a_text_that_no_document_is_as_long_as_is_refused(tmp_path: Path) -> None:
    path = written(tmp_path, Inside("application/pdf", written="A" * 61_000_000))
    begun = time.process_time()
    with pytest.raises(RejectedError):
        read_invoice(path)
    assert time.process_time() - begun < LONGEST_SECONDS


def test_other_texts_are_as_short_as_before(tmp_path: Path) -> None:
    more = f"<cbc:Note>{'x' * 100_001}</cbc:Note>"
    with pytest.raises(RejectedError, match="for lang"):
        read_invoice(written(tmp_path, more=more))


def test_documents_are_filed_beside_the_invoice_and_linked(tmp_path: Path) -> None:
    main = with_bank(make_books(tmp_path / "bok"))
    path = written(tmp_path, GOOD["pdf"], HOSTILE["HTML as PDF"], GOOD["csv"])
    found = read_in(main, path)
    assert len(found.findings) == 1
    assert [str(text) for text in found.controls[1:]] == [
        f"Vedlegg: faktura.vedlegg-1.Timeliste-mars.pdf ({len(PDF)} byte)",
        "Vedlegg: faktura.vedlegg-3.timer.csv (41 byte)",
    ]
    entries, errors, _ = loader.load_file(str(main))
    assert not errors
    (entry,) = [e for e in entries if "kilde" in e.meta]
    folder = main.parent / "innlest"
    for key, content in (
        ("document", path.read_bytes()),
        ("document-2", PDF),
        ("document-3", GOOD["csv"].content),
    ):
        assert (folder / entry.meta[key]).resolve().read_bytes() == content
    filed = [e.filename for e in entries if isinstance(e, data.Document)]
    assert len(filed) == 3
    before = tree(main.parent)
    assert read_in(main, path).entries == ()
    assert tree(main.parent) == before


def test_a_changed_invoice_is_reversed_and_booked_anew(tmp_path: Path) -> None:
    main = with_bank(make_books(tmp_path / "bok"))
    read_in(main, written(tmp_path, GOOD["pdf"]))
    path = tmp_path / "faktura.xml"
    text = path.read_text(encoding="utf-8").replace(">155<", ">153<")
    path.write_text(text, encoding="utf-8")
    (change,) = read_in(main, path).changes
    assert change.corrected.meta["bilag"] == "ehf-987654321-1001-v2"
    entries, errors, _ = loader.load_file(str(main))
    assert not errors
    sums: dict[str, object] = {}
    for entry in entries:
        if isinstance(entry, data.Transaction) and "bilag" in entry.meta:
            for posting in entry.postings:
                before = sums.get(posting.account, 0)
                sums[posting.account] = before + posting.units.number  # type: ignore[operator,union-attr]
    assert sums["Expenses:IKT:Ansvar-155"] == 0
    assert sums["Expenses:IKT:Ansvar-153"] == 1000
    assert previewed(main, path).entries == ()


def test_an_invoice_to_another_is_told(tmp_path: Path) -> None:
    main = with_bank(make_books(tmp_path / "bok"))
    buyer = """<cac:AccountingCustomerParty><cac:Party><cac:PartyLegalEntity>
      <cbc:CompanyID>{}</cbc:CompanyID></cac:PartyLegalEntity></cac:Party>
      </cac:AccountingCustomerParty>"""
    path = written(tmp_path, more=buyer.format("943350833"))
    with pytest.raises(RejectedError, match="faktura til «943350833»"):
        previewed(main, path)
    ours = previewed(main, written(tmp_path, more=buyer.format("974760673")))
    assert [getattr(entry, "narration", "") for entry in ours.new] == ["Faktura 1001"]


def test_documents_changed_by_chance_are_taken_out_or_told(tmp_path: Path) -> None:
    """Bytes of good documents changed, the same ones every time."""
    chance = random.Random(7)  # noqa: S311 -- the same every time
    for _ in range(CHANGED):
        good = chance.choice(list(GOOD.values()))
        content = bytearray(good.content)
        for _ in range(chance.randrange(1, 8)):
            place = chance.randrange(len(content))
            content[place] = chance.randrange(256)
        if chance.random() < 0.3:
            del content[chance.randrange(len(content)) :]
        path = written(tmp_path, Inside(good.mime, bytes(content), good.name))
        papers, findings = taken(path)
        assert len(papers) + len(findings) == 1


def test_an_invoice_with_documents_changed_by_chance_is_read_or_refused(
    tmp_path: Path,
) -> None:
    path = written(tmp_path, *GOOD.values())
    content = path.read_bytes()
    chance = random.Random(8)  # noqa: S311 -- the same every time
    for _ in range(CHANGED):
        changed = bytearray(content)
        for _ in range(chance.randrange(1, 6)):
            place = chance.randrange(len(changed))
            changed[place : place + chance.randrange(20)] = bytes(
                [chance.randrange(256)]
            )
        path.write_bytes(bytes(changed))
        with suppress(RejectedError):
            taken(path)
