"""Which importers books have: the region's own profiles, and presets beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.filing.folder import load
from fellesbok_importers.bank import BankImporter
from fellesbok_importers.export.read_back import OwnImporter
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.registry import config
from fellesbok_importers.intake.registry import importer_of
from fellesbok_importers.intake.registry import importers
from fellesbok_importers.intake.registry import own_profiles
from fellesbok_importers.invoices import InvoiceImporter
from fellesbok_importers.profiles import find_profile
from fellesbok_importers.profiles import preset_names
from fellesbok_importers.vouchers.budget_lines import BudgetImporter
from fellesbok_importers.vouchers.from_saft import SaftImporter
from fellesbok_importers.vouchers.from_table import VoucherImporter
from intake_books import make_books
from intake_books import with_bank

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.filing.folder import Books


@pytest.fixture
def books(tmp_path: Path) -> Books:
    """Books with a list, a bank and e-invoices of their own."""
    return load(with_bank(make_books(tmp_path)))


def names(books: Books) -> list[str]:
    return [importer.name.rpartition(".")[2] for importer in importers(books)]


def test_the_own_profiles_come_first_after_our_own_export(books: Books) -> None:
    found = importers(books)
    assert isinstance(found[0], OwnImporter)
    kinds = [type(each) for each in found[1:4]]
    assert kinds == [BankImporter, InvoiceImporter, VoucherImporter]
    assert own_profiles(books.root) == ("drift", "faktura", "nordvik")


def test_a_preset_that_an_own_profile_builds_on_is_left_out(books: Books) -> None:
    """Both would know the same files; one that needs the region says nothing alone."""
    assert not {"art-ansvar-funksjon", "bank", "ehf"} & {*names(books)}
    assert "gbat10" in names(books)
    (books.root / "profiles" / "nordvik.yaml").unlink()
    assert "art-ansvar-funksjon" in names(books)


def test_an_own_profile_takes_the_name_of_a_preset(books: Books) -> None:
    own = books.root / "profiles" / "nordvik.yaml"
    own.rename(own.with_name("gbat10.yaml"))
    assert names(books).count("gbat10") == 1


def test_no_file_of_sums_is_booked(books: Books) -> None:
    sums = [n for n in preset_names() if find_profile(n).use == "totals"]
    assert sums
    assert not {*sums} & {*names(books)}
    with pytest.raises(RejectedError, match="Bruk --control"):
        importer_of(sums[0], find_profile(sums[0]), books)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("nordvik", VoucherImporter),
        ("drift", BankImporter),
        ("faktura", InvoiceImporter),
        ("plan", BudgetImporter),
        ("okonomi", SaftImporter),
    ],
)
def test_each_use_has_its_importer(books: Books, name: str, kind: type) -> None:
    own = books.root / "profiles"
    attested = "title: x\nattested: {level: uprøvd, source: Oppdiktet}\n"
    booking = "booking: {source: x, host: nordvik, vouchers: balanced}\n"
    (own / "plan.yaml").write_text(
        f"{attested}use: budget\nyear: 2018\nfile: {{header_row: 1}}\n"
        f"columns: {{ansvar: Ansvar, art: Art, amount: Beløp}}\n{booking}",
        encoding="utf-8",
    )
    (own / "okonomi.yaml").write_text(
        f"{attested}use: saft\nsaft: {{dimensions: {{ansvar: [A]}}}}\n{booking}",
        encoding="utf-8",
    )
    assert type(importer_of(name, find_profile(name, books.root), books)) is kind


def test_a_faulty_profile_of_the_region_is_told(books: Books) -> None:
    (books.root / "profiles" / "feil.yaml").write_text("like: gbat10\nx: 1\n", "utf-8")
    with pytest.raises(RejectedError, match=r"feil\.yaml:2: x"):
        importers(books)


def test_fava_asks_for_the_same(books: Books) -> None:
    assert [type(each) for each in config(books.main)] == [
        type(each) for each in importers(books)
    ]
