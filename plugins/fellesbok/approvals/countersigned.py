"""What a municipality has signed (*godkjent*), held against what it is charged now.

A line of the books says that a checkpoint with that root was signed, and what it said
that the payer bears of a cooperation's year; ``fellesbok verify --keep`` writes it::

    2019-03-01 custom "godkjent" "nordreisa" "ikt" "2018" 865709.61 NOK
      rot: "sha256:…"
      nokkel: "SHA256:…"

The signature itself is held against key and checkpoint in ``proof.signatures``.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import TYPE_CHECKING

from beancount.core.amount import Amount

from fellesbok.entries.custom_values import custom
from fellesbok.entries.custom_values import values_of
from fellesbok.entries.kinds import customs
from fellesbok.entries.kinds import openings
from fellesbok.entries.vocabulary import COUNTERSIGNED
from fellesbok.errors import LedgerError
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing.findings import Finding

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from datetime import date

    from beancount.core.data import Custom

    from fellesbok.agreement import Agreement
    from fellesbok.entries.records import Entries
    from fellesbok.sharing.settlement import YearResult

ROOT = "rot"
KEY = "nokkel"
CHANGED_SINCE = "endret-etter-godkjenning"
_YEAR = re.compile(r"[12]\d{3}", re.ASCII)
_ROOT = re.compile(r"sha256:[0-9a-f]{64}")


@frozen
class Countersigned:
    """That a payer signed what it bears of a cooperation's year.

    Attributes:
        payer: Its slug.
        cooperation: The cooperation's slug.
        year: The year.
        ore: What it bears, in øre.
        root: The checkpoint's root.
        key: The fingerprint of the key.
        day: The day.
        currency: The currency of the amount.
    """

    payer: str
    cooperation: str
    year: int
    ore: int
    root: str
    key: str
    day: date
    currency: str = "NOK"

    def is_as(self, other: Countersigned) -> bool:
        """Whether it says the same as another one, whenever each was written."""
        return replace(self, day=other.day) == other

    @property
    def line(self) -> Custom:
        """As it is written into the books."""
        amount = Amount(kroner(self.ore), self.currency)
        said = self.payer, self.cooperation, str(self.year), amount
        return custom(COUNTERSIGNED, self.day, said, {ROOT: self.root, KEY: self.key})


def countersigned(entry: Custom) -> Countersigned | None:
    """A line as a value; ``None`` where it is not as it should be."""
    match values_of(entry):
        case [
            str() as payer,
            str() as cooperation,
            str() as year,
            Amount(number=Decimal() as number, currency=currency),
        ]:
            ore, root = number.scaleb(2), str(entry.meta.get(ROOT) or "")
            is_read = _YEAR.fullmatch(year) and _ROOT.fullmatch(root)
            if is_read and ore == ore.to_integral_value():
                return Countersigned(
                    payer,
                    cooperation,
                    int(year),
                    int(ore),
                    root,
                    str(entry.meta.get(KEY) or ""),
                    entry.date,
                    currency,
                )
    return None


def countersigned_faults(
    rest: Entries, agreement: Agreement, results: Iterable[YearResult]
) -> tuple[list[LedgerError], list[Finding]]:
    """Every line that is wrong, and every payer whose part has changed since it signed.

    Args:
        rest: Entries that are no transactions, in the books' order.
        agreement: The agreements.
        results: The years as they are now.
    """
    errors: list[LedgerError] = []
    last: dict[tuple[str, str, int], Countersigned] = {}
    slugs = {payer.slug for payer in agreement.payers}
    for entry in customs(rest, COUNTERSIGNED):
        each = countersigned(entry)
        if each is None:
            text = Text(
                'Det en kommune har godkjent, skrives slik: custom "godkjent"'
                ' "kommune" "samarbeid" "2018" 1000.00 NOK, med «rot» under.'
            )
            errors.append(LedgerError(entry.meta, text, entry))
            continue
        unknown = [
            word
            for word, known in (
                (each.payer, slugs),
                (each.cooperation, agreement.cooperations.keys()),
            )
            if word not in known
        ]
        if unknown:
            text = Text(
                "Ukjent i det som er godkjent: {words}.", words=", ".join(unknown)
            )
            errors.append(LedgerError(entry.meta, text, entry))
            continue
        last[each.payer, each.cooperation, each.year] = each
    now = {(r.cooperation.slug, r.year): r for r in results} if last else {}
    opened = {each.account for each in openings(rest)} if last else set()
    return errors, list(_changed(last, agreement, now, opened))


def _changed(
    last: Mapping[tuple[str, str, int], Countersigned],
    agreement: Agreement,
    now: Mapping[tuple[str, int], YearResult],
    opened: Collection[str],
) -> Iterator[Finding]:
    """A finding for each; on the payer's own account, where no other one reads it."""
    for _, each in sorted(last.items()):
        result = now.get((each.cooperation, each.year))
        amounts = result.periods[-1].apportionment.amounts_ore if result else {}
        ore = amounts.get(each.payer, 0)
        if ore != each.ore:
            payer = agreement.payer(each.payer)
            cooperation = agreement.cooperations[each.cooperation]
            own = agreement.accounts.receivable(payer, cooperation)
            text = Text(
                "{payer} godkjente {before} kr {day}, og skal nå bære {after} kr:"
                " {difference} kr er endret etter at sjekkpunktet ble godkjent.",
                payer=payer.name,
                before=kroner(each.ore),
                day=each.day,
                after=kroner(ore),
                difference=kroner(ore - each.ore),
            )
            if own not in opened:
                own = ""
                text = Text(
                    "Det {payer} skal bære, er endret etter at sjekkpunktet ble"
                    " godkjent {day}.",
                    payer=payer.name,
                    day=each.day,
                )
            yield Finding(cooperation, each.year, CHANGED_SINCE, text, own)
