"""What `fellesbok claim` files beside the claims, and what it hands over."""

from __future__ import annotations

import io
import sys
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core import data

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.claim_documents import documents
from fellesbok.claim_documents import making
from fellesbok.claims.written import claims
from fellesbok.cli import desk
from fellesbok.cli import papers
from fellesbok.cli.papers import MANY
from fellesbok.cli.papers import Papers
from fellesbok.cli.papers import papers_of
from fellesbok.messages import Text
from invoiced import INVOICED
from invoiced import TERMS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Midvik can get an e-invoice, Sørvik cannot, and Nordvik is the host."""
    text = rules(version(claims=TERMS), invoicing=INVOICED)
    return Folder(tmp_path).write(text, chart(), budget("1000.00"))


def test_documents_are_filed_with_their_claims(folder: Folder, tmp_path: Path) -> None:
    out = tmp_path / "ut"
    done = folder.run(
        *("claim", "2018", "--instalment", "1", "--yes", "--output", str(out))
    )
    assert done.exit_code == 0, done.output
    entry = next(
        entry
        for entry in folder.load().entries
        if isinstance(entry, data.Transaction)
        and entry.meta.get("krav") == "nordvik-2018-0001"
    )
    read = entry.meta["document"].removeprefix("../")
    assert read.startswith("documents/Assets/Krav/Midvik/IKT/2018-01-16.krav-nordvik")
    assert (folder.path / "ledger" / read).is_file()
    assert entry.meta["document1"].endswith(".krav-nordvik-2018-0001.xml")
    assert {path.name for path in out.iterdir()} >= {
        "kravliste.csv",
        "e-fakturaer.csv",
        "krav-nordvik-2018-0001.xml",
    }
    listed = (out / "e-fakturaer.csv").read_text(encoding="utf-8-sig").splitlines()
    assert listed[1].startswith("nordvik-2018-0001;Midvik;840014932;300,00;201800018;")
    assert len(listed) == 3, "one e-invoice, and the sum"
    assert "(nordvik-2018-0003)" in done.output, "why Sørvik gets none"
    assert "Intern nota" in done.output


def test_a_claim_that_cannot_be_documented_is_not_written(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = Text("Ingen krav er åpne {day}.", day="i dag")
    refused = Papers({}, (), (), (fault,))
    monkeypatch.setattr(desk, "papers_of", lambda *_: refused)
    before = folder.files()
    done = folder.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 1
    assert "! Ingen krav er åpne i dag." in done.output
    assert folder.files() == before


def in_books(folder: Folder) -> dict[str, bytes]:
    """The files of the ledger, apart from what lies beside it."""
    files = folder.files().items()
    return {name: content for name, content in files if name.startswith("ledger")}


@pytest.mark.usefixtures("without_pdf")
def test_no_claim_gets_a_number_where_no_pdf_can_be_made(
    folder: Folder, tmp_path: Path
) -> None:
    """It would be sent as an e-invoice with a table in the place of its paper."""
    before, drafts = in_books(folder), tmp_path / "utkast"
    ask = ("claim", "2018", "--instalment", "1")
    told = (
        "Feil: 3 krav får ingen PDF, se over. Med --without-pdf blir papiret en"
        " HTML-side, og e-fakturaen får en tabell i stedet for PDF-en."
    )
    for how in (("--yes",), ("--dry-run",), ("--preview", str(drafts))):
        done = folder.run(*ask, *how)
        assert done.exit_code == 1, done.output
        said = " ".join(done.output.split())
        assert "! Typst, som setter PDF-en, stanset uten å bli ferdig." in said
        assert told in said
        assert in_books(folder) == before
    assert len([*drafts.glob("*.html")]) == 3, "a draft is looked at all the same"

    done = folder.run(*ask, "--yes", "--without-pdf")
    assert done.exit_code == 0, done.output
    papers = ("documents", "2018", "--output", str(tmp_path / "ut"))
    assert told in " ".join(folder.run(*papers).output.split())
    assert not (tmp_path / "ut").exists()
    assert folder.run(*papers, "--without-pdf").exit_code == 0
    before = in_books(folder)
    credit = ("credit", "nordvik-2018-0001", "--reason", "Feil", "--yes")
    done = folder.run(*credit)
    assert (done.exit_code, in_books(folder)) == (1, before)
    assert "1 krav får ingen PDF" in done.output
    assert folder.run(*credit, "--without-pdf").exit_code == 0


@pytest.mark.parametrize("hosts", [("nordvik", "midvik"), ("midvik", "nordvik")])
def test_two_hosts_that_claim_on_a_day_come_in_the_order_of_time(
    tmp_path: Path, hosts: tuple[str, str]
) -> None:
    """The quarters of both are taken off, whichever name comes first."""
    terms = [
        version(first, host=host, settlement="quarter", claims="claims: {due_days: 30}")
        for first, host in zip(("2018-01-01", "2018-07-01"), hosts, strict=True)
    ]
    year = (cost(f"2018-{month}-01", "600.00") for month in ("02", "05", "08", "12"))
    folder = Folder(tmp_path / "bok")
    folder.path.mkdir()
    folder.write(rules(*terms), chart(), *year)
    done = folder.run("claim", "2018", "--date", "2019-01-15", "--yes")
    assert done.exit_code == 0, done.output
    assert {claim.host.slug for claim in folder.claims()} == set(hosts)
    out = str(tmp_path / "ut")
    again = folder.run("documents", "2018", "--output", out)
    assert again.exit_code == 0, again.output


def test_an_instalment_has_the_terms_of_its_due_date(folder: Folder) -> None:
    """It is claimed before they hold, and taken back when others do."""
    exempt = TERMS.replace("{category: O, ", "{category: E, ")
    early, late = (terms.replace("02-15", "01-15, 07-15") for terms in (TERMS, exempt))
    text = rules(
        version(claims=early),
        version("2018-07-01", claims=late),
        invoicing=INVOICED,
    )
    folder.write(text, chart(), budget("1000.00"))
    for number in ("1", "2"):
        done = folder.run("claim", "2018", "--instalment", number, "--yes")
        assert done.exit_code == 0, done.output
    done = folder.run(
        *("credit", "nordvik-2017-0001", "--reason", "Feil", "--date", "2018-08-01"),
        "--yes",
    )
    assert done.exit_code == 0, done.output
    loaded = folder.load()
    tax = {
        claim.id: documents(claim, loaded).paper.tax
        for claim in folder.claims()
        if claim.payer.slug == "midvik"
    }
    assert {number: each and each.category.value for number, each in tax.items()} == {
        "nordvik-2017-0001": "O",
        "nordvik-2018-0001": "E",
        "nordvik-2018-0004": "O",
    }


class Terminal(io.StringIO):
    """A screen that somebody sits in front of."""

    def isatty(self) -> bool:
        return True


def test_who_waits_for_many_documents_sees_how_far_it_has_come(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = folder.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 0, done.output
    books = folder.load()
    made = claims(books.entries, books.settled.agreement)
    for count, is_told in ((MANY - 1, False), (MANY, True)):
        screen = Terminal()
        monkeypatch.setattr(sys, "stderr", screen)
        papers_of((made * MANY)[:count], books, "nb")
        assert ("Lager dokumenter" in screen.getvalue()) is is_told
        assert (f"{count}/{count}" in screen.getvalue()) is is_told
    quiet = io.StringIO()
    monkeypatch.setattr(sys, "stderr", quiet)
    papers_of(made * MANY, books, "nb")
    assert quiet.getvalue() == ""


def test_the_books_are_read_once_however_many_claims_there_are(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder.run("claim", "2018", "--instalment", "1", "--yes")
    books = folder.load()
    made = claims(books.entries, books.settled.agreement)
    times: list[int] = []

    def counted(*arguments: Any) -> Any:  # noqa: ANN401 -- as it is read
        times.append(1)
        return claims(*arguments)

    monkeypatch.setattr(papers, "claims_of", counted)
    monkeypatch.setattr(making, "claims", counted)
    papers_of(made * 3, books, "nb")
    assert len(times) == 1
