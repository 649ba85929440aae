"""Who an e-invoice is to (*kjøper*), and whether that is whose books these are."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.frozen import frozen
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import text_of

if TYPE_CHECKING:
    from collections.abc import Collection

CUSTOMER = "AccountingCustomerParty"
NORWEGIAN = {"0192", "9908", ""}
"""Schemes whose numbers are of *Enhetsregisteret*; others are of other registers."""


@frozen
class Buyer:
    """The buyer as the document names it; a text is empty where nothing is said."""

    name: str
    number: str
    row: int | None

    @property
    def shown(self) -> str:
        """Name and number, as far as they are said."""
        return " ".join(filter(None, (self.name, self.number)))

    def is_one_of(self, numbers: Collection[str], names: Collection[str]) -> bool:
        """Whether the number, or the name of one without a number, is among those.

        Nobody's is a document that says neither.
        """
        if self.number:
            return self.number in numbers
        return self.is_called(names)

    def is_called(self, names: Collection[str]) -> bool:
        """Whether the name is one of those, large and small letters being alike."""
        return _plain(self.name) in {_plain(name) for name in names}


def buyer_in(customer: Any) -> Buyer:  # noqa: ANN401 -- lxml
    """The buyer of an ``AccountingCustomerParty``.

    The number is that of the legal entity, else of the tax, else of the address it is
    sent to, where that is a Norwegian organisation number.
    """
    name = text_of(customer, "Party/PartyLegalEntity/RegistrationName")
    name = name or text_of(customer, "Party/PartyName/Name")
    legal = (f"Party/{way}/CompanyID" for way in ("PartyLegalEntity", "PartyTaxScheme"))
    addresses = (
        written.text or ""
        for way in ("Party/EndpointID", "Party/PartyIdentification/ID")
        for written in find_all(customer, way)
        if written.get("schemeID", "") in NORWEGIAN
    )
    numbers = map(digits, (*(text_of(customer, way) for way in legal), *addresses))
    number = next(filter(None, numbers), "")
    return Buyer(name, number, customer.sourceline)


def digits(written: str) -> str:
    """The digits of an organisation number: ``NO 974 760 673 MVA`` is one too."""
    return "".join(character for character in written if character.isdigit())


def _plain(name: str) -> str:
    return " ".join(name.casefold().split())
