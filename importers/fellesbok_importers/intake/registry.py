"""The importers of a books folder: its own profiles, and those that come along."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.filing.folder import load
from fellesbok.messages import Text
from fellesbok_importers.bank import BankImporter
from fellesbok_importers.export.read_back import OwnImporter
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.invoices import InvoiceImporter
from fellesbok_importers.profiles import find_profile
from fellesbok_importers.profiles import preset_names
from fellesbok_importers.profiles.own_form import OWN_FORM
from fellesbok_importers.vouchers.budget_lines import BudgetImporter
from fellesbok_importers.vouchers.from_saft import SaftImporter
from fellesbok_importers.vouchers.from_table import VoucherImporter

if TYPE_CHECKING:
    from pathlib import Path

    from beangulp.importer import Importer

    from fellesbok.filing.folder import Books
    from fellesbok_importers.profiles import Profile


def importers(books: Books) -> list[Importer]:
    """Every importer of the books, the region's own profiles before the presets.

    A preset is left out where an own profile builds on it: both would know the files.
    So is one that says nothing without what only the region knows.

    Raises:
        RejectedError: A profile of the region has faults.
    """
    names = own_profiles(books.root)
    own = {name: find_profile(name, books.root) for name in names}
    built_on = {profile.like for profile in own.values()}
    presets = {
        name: find_profile(name)
        for name in preset_names()
        if name not in built_on and name not in own
    }
    return [
        OwnImporter(books.agreement),
        *(
            importer_of(name, profile, books)
            for name, profile in (own | presets).items()
            if profile.use != "totals"
            and not (name in presets and profile.use in OWN_FORM)
        ),
    ]


def importer_of(name: str, profile: Profile, books: Books) -> Importer:
    """The importer that reads with a profile.

    Raises:
        RejectedError: The profile is of sums, which are not booked.
    """
    if profile.use == "totals":
        expected = Text("Filen kontrolleres mot; den føres ikke. Bruk --control.")
        raise RejectedError.of(name, expected)
    if profile.use == "bank":
        return BankImporter(name, profile, books.agreement)
    if profile.use == "invoice":
        return InvoiceImporter(name, profile, books.agreement)
    if profile.use == "budget":
        return BudgetImporter(name, profile, books.agreement)
    if profile.use == "saft":
        return SaftImporter(name, profile, books.agreement)
    return VoucherImporter(name, profile, books.agreement)


def own_profiles(root: Path) -> tuple[str, ...]:
    """The names of the profiles in the ``profiles`` folder of the books."""
    return tuple(sorted(path.stem for path in (root / "profiles").glob("*.yaml")))


def config(main: Path) -> list[Importer]:
    """``CONFIG`` for beangulp and for Fava's import page."""
    return importers(load(main))
