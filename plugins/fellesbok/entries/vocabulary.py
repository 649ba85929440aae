"""The words of generated entries: what writes them and what reads them agree here.

Metadata keys and tags are what municipalities read in Fava, so they are Norwegian; keys
are ASCII because Beancount's are.
"""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

if TYPE_CHECKING:
    from collections.abc import Mapping

FILE = "<fordeling>"
"""Stands as file name of generated entries: Fava then offers no editing of them."""

FIRST_LINE = 1_000_000
"""Line numbers order entries of a day; ours come after everything that is written."""

CHARGE_TAG = "fordeling"
SURPLUS_TAG = "overskudd"
BETWEEN_HOSTS_TAG = "vertsoppgjoer"
"""On what one host gives because another lacks it; it stands beside ``SURPLUS_TAG``."""
FINDING_TAG = "funn"
CORRECTION_TAG = "korreksjon"
CLAIM_TAG = "krav"


def shared_link(year: object, cooperation: str) -> str:
    """The link of a year's vouchers and what they became; a cooperation by its slug."""
    return f"{CHARGE_TAG}-{year}-{cooperation}"


def correction_link(year: object, cooperation: str) -> str:
    """The link of late vouchers of a closed year and the corrections that follow."""
    return f"{CORRECTION_TAG}-{year}-{cooperation}"


VOUCHER = "bilag"


def voucher_number(meta: Mapping[str, Any]) -> str:
    """The number of a voucher; blank where ``bilag`` is not there, or is empty.

    A zero is a number, and so is what is written without quotation marks.
    """
    number = meta.get(VOUCHER)
    return "" if number is None else str(number)


SOURCE = "kilde"
"""Which voucher a transaction is: source, series, year and number."""
REVERSES = "reverserer"

TAKES_BACK = "tilbakefoerer"
"""The accrual that the real voucher of a cost takes back."""

ACCRUED = "paaloept"
ATTESTATION = "attestasjon"
BUDGET = "budget"
CLOSED = "avsluttet"
COUNTERSIGNED = "godkjent"
FIXED_BY_CLOSING = "fastsatt"
FUND = "fond"
OBJECTION = "innsigelse"
REPORTING = "rapportering"
"""Types of ``custom`` lines."""
YEARLY = "yearly"
MADE_OF = "direktiv"
"""Metadata of a transaction: name and line of the directive that it is made of."""

COOPERATION = "samarbeid"
MUNICIPALITY = "kommune"
HOST = "vert"
"""The host of a share, where it is not the host of the terms on the share's date."""
PERIOD = "periode"
KEY = "noekkel"
BASIS = "grunnlag"
SHARE = "andel"
INTERNAL = "intern"
DUE = "forfall"
ASSUMPTION = "antakelse"
RULES_LINE = "regel"
FINDING = "funn"
CORRECTS = "korrigerer"
BEFORE = "foer"
AFTER = "etter"
REASON = "aarsak"

FIXED = "fast beløp"
"""Stands as share where the amount is fixed, whatever the basis."""

NO_BASIS = "uten grunnlag"
"""Stands as share where there is nothing to take a share of: a reversal."""


def metadata(number: int, values: Mapping[str, Any]) -> dict[str, Any]:
    """Metadata of the generated entry with that number."""
    return {"filename": FILE, "lineno": FIRST_LINE + number, **values}
