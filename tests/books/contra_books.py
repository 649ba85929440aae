"""Books of two municipalities that share one cooperation, for costs that are reduced.

Everything is as a person would write it, and read through the plugin.
"""

from __future__ import annotations

from collections import defaultdict
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from casebook import Loaded
from casebook import errors_text
from casebook import load
from fellesbok.entries import vocabulary
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.shared import Shared
    from fellesbok.sharing.settlement import YearResult

COMPENSATION = "Income:IKT:Mva-kompensasjon"
REDUCTION = "Income:IKT:Kostnadsreduksjon"
GRANT = "Income:IKT:Tilskudd:Staten"
COST = "Expenses:IKT:Drift"
TAX = "Expenses:IKT:Merverdiavgift"
CENTRE = "Expenses:IKT:Ansvar-155"
CENTRE_REDUCTION = "Income:IKT:Ansvar-155:Kostnadsreduksjon"
BANK = "Assets:Bank"
TAX_ASSET = "Assets:Merverdiavgift"

CONTRA = f"contra: [{COMPENSATION}]"

TERMS = """\
      - from: 2020-01-01
        participants: [kafjord, lyngen]
        host: kafjord
        key: {key}
        basis: {basis}
        settlement: {settlement}
        surplus: {surplus}
        cost_centre_rules:
          155: {{key: {{shares: {{kafjord: 25 %, lyngen: 75 %}}}}}}
        decision: not_stated
        source: Avtalen
"""

ACCOUNTS = (
    "Expenses:IKT",
    COST,
    TAX,
    CENTRE,
    COMPENSATION,
    REDUCTION,
    CENTRE_REDUCTION,
    GRANT,
    BANK,
    TAX_ASSET,
    "Income:IKT:Overskudd",
    "Income:IKT:Fond",
    "Liabilities:Uavklart:IKT",
    *(
        account
        for payer in ("Kåfjord", "Lyngen")
        for account in (
            f"Assets:Fordringer:{payer}:IKT",
            f"Income:IKT:Kommuner:{payer}",
            f"Liabilities:Fond:IKT:{payer}",
        )
    ),
)


def rules(  # noqa: PLR0913 -- the terms of an agreement
    contra: str = CONTRA,
    *,
    basis: str = "gross",
    settlement: str = "year",
    key: str = "equal",
    surplus: str = "return_to_participants",
    more: str = "",
) -> str:
    """The agreement."""
    terms = TERMS.format(basis=basis, settlement=settlement, key=key, surplus=surplus)
    return f"""\
region: Nord-Troms
currency: NOK
municipalities:
  kafjord: {{name: Kåfjord, organisation_number: "940363586", numbers: []}}
  lyngen: {{name: Lyngen, organisation_number: "840014932", numbers: []}}
parties:
  staten: {{name: Staten}}
keys:
  lyngen-alene: {{title: Lyngen alene, key: {{weights: {{kafjord: 1, lyngen: 3}}}}}}
cooperations:
  ikt:
    title: IKT
    account: IKT
    kind: cooperation
    legal_form: not_stated
    cost_centres:
      155: {{account: Ansvar-155, title: Felles}}
    {contra}
    versions:
{terms}{more}"""


def beside(own: str) -> tuple[str, str]:
    """PPT under the same terms as IKT: its agreement, and its accounts."""
    ppt = own[own.index("  ikt:") :].replace("ikt:", "ppt:").replace("IKT", "PPT")
    accounts = [a.replace("IKT", "PPT") for a in ACCOUNTS if "IKT" in a]
    return ppt, "".join(f"2020-01-01 open {account}\n" for account in accounts)


def books(folder: Path, vouchers: str, written: str | None = None) -> Loaded:
    """The books with some vouchers, loaded."""
    opened = "".join(f"2020-01-01 open {account}\n" for account in ACCOUNTS)
    (folder / "rules.yaml").write_text(written or rules(), encoding="utf-8")
    (folder / "source.beancount").write_text(
        f'plugin "fellesbok.plugin" "rules.yaml"\n{opened}\n{vouchers}',
        encoding="utf-8",
    )
    return load(folder / "source.beancount")


def voucher(day: str, *postings: str, said: str = "") -> str:
    """A voucher whose other side is the bank."""
    meta = f"  {said}\n" if said else ""
    lines = "".join(f"  {line}\n" for line in postings)
    return f'{day} * "Datahuset" "Lisenser"\n{meta}{lines}  {BANK}\n\n'


def charged(loaded: Loaded, year: int = 2020) -> dict[str, Decimal]:
    """What each is charged for a year, if the books have no faults."""
    assert not loaded.errors, loaded.errors
    found: dict[str, Decimal] = defaultdict(Decimal)
    for entry in loaded.entries:
        if not isinstance(entry, data.Transaction) or entry.date.year != year:
            continue
        if vocabulary.CHARGE_TAG in entry.tags:
            units: Any = entry.postings[0].units
            found[entry.postings[0].account.split(":")[2]] += units.number
    return dict(found)


def shared(loaded: Loaded) -> Shared:
    """What the plugin kept."""
    kept: Shared = loaded.options[OPTION]
    return kept


def result(loaded: Loaded, year: int = 2020) -> YearResult:
    """The settled year."""
    (found,) = [r for r in shared(loaded).results if r.year == year]
    return found


def errors(loaded: Loaded, folder: Path) -> str:
    """The errors of the books as text."""
    return errors_text(loaded.errors, folder)


def each(amount: str) -> dict[str, Decimal]:
    """The same for both."""
    return dict.fromkeys(("Kåfjord", "Lyngen"), Decimal(amount))
