"""The made-up region: whole, without faults, and with everything it promises."""

from __future__ import annotations

import shutil
from collections import Counter
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from click.testing import CliRunner

from demo_region import SHIPPED
from demo_region import files
from demo_region import written_anew
from fellesbok.accruals.cutoff import cutoff
from fellesbok.approvals.attested import approvals_of_year
from fellesbok.books import load_books
from fellesbok.claims.items import open_claims
from fellesbok.claims.written import claims
from fellesbok.cli import main
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.days import last_day
from fellesbok.filing import disk
from fellesbok.filing.disk import CannotFileError
from fellesbok.starting import whole_folder
from fellesbok.starting.demo.made_up_region import demo_files
from fellesbok.starting.demo.made_up_region import make_demo
from fellesbok.starting.norway.municipalities import municipalities
from pagebook import Reader
from pagebook import reader_of

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.agreement.model import Agreement
    from fellesbok.books import Books

SEEN = date(2025, 12, 31)
"""The day that everything is seen from: the last day that something is written on."""

PAGES = {
    "Attestasjon": {},
    "Avtaler": {},
    "Budsjett": {},
    "Fond": {},
    "Fordeling": {},
    "Forklaring": {"samarbeid": "legevakt", "kommune": "skarvoy"},
    "Funn": {},
    "Kommuneoppgave": {"kommune": "skarvoy"},
    "Krav": {},
    "Tilskudd": {},
}
"""The pages that show the books themselves, and what some of them must be asked."""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("demo") / "demo"
    make_demo(made)
    return made


@pytest.fixture(scope="module")
def books(folder: Path) -> Books:
    return load_books(folder / "ledger" / "main.beancount")


@pytest.fixture(scope="module")
def agreement(books: Books) -> Agreement:
    return books.settled.agreement


@pytest.fixture(scope="module")
def reader(folder: Path) -> Reader:
    return reader_of(folder / "ledger" / "main.beancount")


def run(folder: Path, *words: str) -> str:
    done = CliRunner().invoke(main, [*words, "--books", str(folder)])
    assert done.exit_code == 0, done.output
    return done.output.replace("\N{NO-BREAK SPACE}", " ")


# How it came about --------------------------------------------------------------------


def test_the_commands_write_it_anew_byte_for_byte(
    tmp_path: Path, *, update_golden: bool
) -> None:
    """Claims, objections and closed years are ours, and what we make of it today."""
    made = written_anew(tmp_path)
    if update_golden:
        shutil.rmtree(SHIPPED)
        for name, content in files(made):
            place = SHIPPED / name
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(content)

    assert dict(files(made)) == dict(files(SHIPPED))


def test_nobody_in_it_is_somebody(agreement: Agreement) -> None:
    """Names of no municipality there is or was, and series that are plainly made up."""
    real = {
        name for each in municipalities() for name in (each.name, *each.other_names)
    }
    assert not {each.name for each in agreement.municipalities.values()} & real
    for each in agreement.municipalities.values():
        assert each.organisation_number.startswith("9100000")
        assert str(each.invoicing.bank_account).startswith("123456000")
        assert {n.number[:2] for n in each.numbers} == {"99"}


# What stands in it --------------------------------------------------------------------


def test_it_has_no_fault_and_the_one_finding_that_is_meant(folder: Path) -> None:
    told = run(folder, "check").split()
    assert " ".join(told).endswith(
        "Ingen feil. Fra fordelingen: 1 funn."
        " Fra «fellesbok lint 2025»: 6 funn, 2 besvart."
    )
    assert "2024 er avsluttet, men bilag G24-0028 av 28.11.2024" in " ".join(told)


def test_it_is_seen_from_one_day(books: Books) -> None:
    assert last_day(books.entries) == SEEN


def test_the_agreements_have_what_they_are_to_show(agreement: Agreement) -> None:
    ikt = agreement.cooperations["ikt"].versions
    assert [version.host for version in ikt] == ["granvag", "granvag", "lauvnes"]
    members = [set(version.participants or ()) for version in ikt]
    entered = [now - before for before, now in pairwise(members)]
    assert entered == [{"skarvoy"}, set()]
    assert set(agreement.statistics) == {"population", "pupils"}
    (terms,) = agreement.cooperations["legevakt"].versions
    assert not terms.key.is_linear
    assert len(agreement.grants) == 1


def test_the_books_have_what_they_are_to_show(books: Books) -> None:
    customs = Counter(
        (entry.type, entry.values[1].value if entry.type == "fond" else "")
        for entry in books.entries
        if isinstance(entry, data.Custom)
    )
    assert customs["fond", "bruk"] == 1
    assert customs["paaloept", ""] == 2
    assert customs["avsluttet", ""] == 8, "two years of four cooperations"
    assert customs["innsigelse", ""] == 3, "two objections, and the outcome of one"
    assert customs["budget", ""] == 34
    outlays = {
        posting.account
        for entry in books.entries
        if isinstance(entry, data.Transaction) and "bilag" in entry.meta
        for posting in entry.postings
        if posting.account.startswith("Liabilities:Utlegg:")
    }
    assert outlays == {
        "Liabilities:Utlegg:Skarvøy:IKT",
        "Liabilities:Utlegg:Storholm:IKT",
    }


def test_claims_of_every_kind_are_made_and_two_are_open(
    books: Books, agreement: Agreement
) -> None:
    kinds = Counter(claim.kind for claim in claims(books.entries, agreement))
    assert set(kinds) == set(ClaimKind)
    assert kinds[ClaimKind.CREDIT] == 1
    found = open_claims(books.entries, agreement, SEEN)
    assert {
        item.claim.id: item.remaining for item in found.items if item.remaining
    } == {
        "granvag-2025-0020": Decimal("62500.00"),
        "lauvnes-2025-0019": Decimal("266567.38"),
    }


def test_one_is_reminded_and_one_objects(folder: Path) -> None:
    reminded = run(folder, "open", "--reminders")
    assert "lauvnes-2025-0019" in reminded
    assert "granvag-2025-0020 purres ikke så lenge det er innsigelse mot" in reminded
    told = run(folder, "objections", "list", "--format", "csv")
    assert [line.split(";")[0] for line in told.splitlines()[1:]] == [
        "2024-storholm-1",
        "2025-skarvoy-1",
    ]
    assert "granvag-2024-0020" in told, "the credit note that settled it"


def test_the_settlement_of_the_last_year_is_all_that_can_be_claimed(
    folder: Path,
) -> None:
    for year in ("2023", "2024"):
        told = run(folder, "claim", year, "--dry-run")
        assert "Alt som kan kreves per 31.12.2025, er krevd." in told
    told = run(folder, "claim", "2025", "--dry-run")
    made = [line for line in told.splitlines() if "-2026-" in line[:20]]
    assert len(made) == 9
    assert all("avregning 2025" in line for line in made)


def test_two_vouchers_lack_what_the_agreement_asks_for(
    books: Books, agreement: Agreement
) -> None:
    found = approvals_of_year(books.entries, agreement, 2025)
    assert [each.number for each in found if each.lacking] == ["L25-0014", "L25-0017"]
    assert not any(each.refused for each in found)


def test_a_claim_of_a_municipality_has_not_come(
    books: Books, agreement: Agreement
) -> None:
    (lacking,) = cutoff(books.entries, agreement, 2025, SEEN)
    assert lacking.amount is None


@pytest.mark.parametrize(
    ("year", "told"),
    [
        ("2023", "4 funn, 4 besvart."),
        ("2024", "5 funn, 4 besvart."),
        ("2025", "6 funn, 2 besvart."),
    ],
)
def test_what_a_controller_asks_is_answered_but_for_what_is_meant(
    folder: Path, year: str, told: str
) -> None:
    assert run(folder, "lint", year).endswith(f"{told}\n")


@pytest.mark.usefixtures("undrawn_pdf")
def test_the_papers_of_a_year_can_be_made(folder: Path, tmp_path: Path) -> None:
    made = run(folder, "documents", "2025", "--output", str(tmp_path / "krav"))
    names = {path.name for path in (tmp_path / "krav").iterdir()}
    assert {f"krav-lauvnes-2025-0019.{end}" for end in ("pdf", "xml")} <= names, made


# What is seen of it -------------------------------------------------------------------


@pytest.mark.parametrize("name", PAGES)
def test_every_page_has_an_answer(reader: Reader, name: str) -> None:
    page = reader.page(name, **PAGES[name])
    assert page.status == 200
    tables = page.tree.xpath(".//table[.//td]")
    assert tables, page.words
    said = page.tree.xpath(".//p[@class='fb-message']")
    assert len(said) == (name == "Krav"), "Krav says who is not reminded, and why"


def test_hours_are_no_kroner(reader: Reader) -> None:
    rows = reader.page("Budsjett").rows("Tall som ikke er årets kroner")
    assert [row[:5] for row in rows[1:]] == [
        ["Trygg hjemme", "egeninnsats", "TIMER", "", "490,00"]
    ]


def test_a_proposal_can_be_tried_as_the_page_says(reader: Reader) -> None:
    (field,) = reader.page("Virkning").tree.xpath(".//input[@name='tall']/@placeholder")
    assert field == "population:granvag=5000@2025-01-01"
    page = reader.page("Virkning", tall=field)
    assert "Summen av endringene er 0,00 kr" in page.words


def test_a_proposal_is_laid_out_for_the_municipalities(
    folder: Path, reader: Reader
) -> None:
    told = run(folder, "compare", "--with", str(folder / "forslag" / "IKT 30-70.yaml"))
    assert "Granvåg betaler" in told
    assert "Skarvøy betaler" in told
    assert "IKT 30-70" in reader.page("Virkning").words


# The folder ---------------------------------------------------------------------------


def test_it_is_the_same_books_each_time_and_everywhere(folder: Path) -> None:
    assert {
        name: content for name, content in files(folder) if name in demo_files()
    } == dict(demo_files())
    assert list(demo_files())[-1] == "ledger/main.beancount"


def test_a_folder_with_something_in_it_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "brev.txt").write_text("Mitt")
    with pytest.raises(CannotFileError):
        make_demo(tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["brev.txt"]


def test_it_is_there_whole_or_not_at_all(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real, left = disk.put, 40

    def put(path: Path, content: bytes) -> None:
        nonlocal left
        left -= 1
        if not left:
            raise OSError(28, "full")
        real(path, content)

    monkeypatch.setattr(whole_folder, "put", put)
    with pytest.raises(CannotFileError):
        make_demo(tmp_path / "demo")
    assert not [*tmp_path.iterdir()]
