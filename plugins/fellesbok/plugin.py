"""The one door that Beancount loads: ``plugin "fellesbok.plugin" "../rules.yaml"``.

Reads the rules once and runs the passes in order.  The path is relative to the ledger
and may not lead out of the folder that holds the ledger's own folder.  Nothing is kept
between calls, so several ledgers can be loaded in one process.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from beancount.core import data

from fellesbok.checks import account_prefixes
from fellesbok.errors import FileFaultsError
from fellesbok.errors import LedgerError
from fellesbok.findings import findings
from fellesbok.messages import Text
from fellesbok.receivables import receivables
from fellesbok.rules import files_of_rules
from fellesbok.rules import read_rules
from fellesbok.settlement import CannotSettleError
from fellesbok.settlement import owed_after
from fellesbok.settlement import settle_year
from fellesbok.vouchers import collect_vouchers

if TYPE_CHECKING:
    from fractions import Fraction

    from beancount.core.data import Directive

    from fellesbok.agreement import Agreement
    from fellesbok.pots import Vouchers
    from fellesbok.settlement import YearResult

__plugins__ = ("share_costs",)

OPTION = "fellesbok"
"""Where the load result keeps the ``Shared`` books, beside Beancount's own options."""


@dataclass(frozen=True)
class Shared:
    """What the plugin found out: the agreements, and every year as it was settled.

    It is kept with the loaded books so that what explains a figure reads the very steps
    that made it, and nothing is calculated twice.
    """

    agreement: Agreement
    results: tuple[YearResult, ...]


def share_costs(
    entries: list[Directive], options_map: dict[str, Any], config: str = ""
) -> tuple[list[Directive], list[LedgerError]]:
    """The books with receivables, surpluses and findings, and every error.

    Faults in the rules are returned as errors whose source is the line of the YAML
    file; nothing is shared then.
    """
    ledger = Path(options_map["filename"])
    if not config.strip():
        text = Text(
            'Oppgi avtalefilen: plugin "fellesbok.plugin" "../allocation_rules.yaml".'
        )
        return entries, [LedgerError({"filename": str(ledger), "lineno": 1}, text)]
    path = (ledger.parent / config.strip()).resolve()
    watched = (str(file) for file in files_of_rules(path))
    options_map["include"].extend(f for f in watched if f not in options_map["include"])
    try:
        agreement = read_rules(path)
    except FileFaultsError as error:
        return _without_balances(entries, path, error)
    return _share(entries, agreement, options_map)


def _without_balances(
    entries: list[Directive], path: Path, error: FileFaultsError
) -> tuple[list[Directive], list[LedgerError]]:
    """The faults of the rules, not drowned in balances that cannot hold without them.

    Nothing has been shared, so every balance of a receivable would fail; they are set
    aside, and that is said.
    """
    faults = [
        LedgerError({"filename": fault.path, "lineno": fault.line}, fault.message)
        for fault in error.faults
    ]
    kept: list[Directive] = [e for e in entries if not isinstance(e, data.Balance)]
    aside = len(entries) - len(kept)
    if aside:
        text = Text(
            "{count} saldokontroller er ikke prøvd: ingenting fordeles før feilene i"
            " avtalene er rettet.",
            count=aside,
        )
        faults.append(LedgerError({"filename": str(path), "lineno": 1}, text))
    return kept, faults


def _share(
    entries: list[Directive], agreement: Agreement, options_map: dict[str, Any]
) -> tuple[list[Directive], list[LedgerError]]:
    """Run the passes."""
    vouchers = collect_vouchers(entries, agreement)
    errors = [*account_prefixes(entries), *vouchers.errors]
    results: list[YearResult] = []
    if not vouchers.errors:
        errors.extend(_settle(vouchers, agreement, results))
    transactions, not_open = receivables(entries, agreement, results)
    notes, note_errors = findings(entries, agreement, results)
    errors.extend(dict.fromkeys([*not_open, *note_errors]))
    options_map[OPTION] = Shared(agreement, tuple(results))
    return [*_linked(entries, vouchers), *transactions, *notes], errors


def _settle(
    vouchers: Vouchers, agreement: Agreement, results: list[YearResult]
) -> list[LedgerError]:
    """Settle every cooperation's years in order; what was owed decides later ties."""
    errors = []
    owed: dict[str, dict[str, Fraction]] = {}
    for slug, year in sorted(vouchers.years):
        try:
            result = settle_year(
                vouchers.years[slug, year], agreement, owed.get(slug, {})
            )
        except CannotSettleError as error:
            place = error.version.place
            reason = Text(error.reason.template, **error.reason.values)
            text = Text(
                "{cooperation} {year} kan ikke fordeles: {reason}",
                cooperation=vouchers.years[slug, year].cooperation.title,
                year=year,
                reason=reason,
            )
            source = {"filename": place.path, "lineno": place.line}
            errors.append(LedgerError(source, text))
            continue
        owed[slug] = owed_after(result, owed.get(slug, {}))
        results.append(result)
    return errors


def _linked(entries: list[Directive], vouchers: Vouchers) -> list[Directive]:
    """The entries, the vouchers among them linked to what became of them.

    Nearly every entry of the books is made anew here, so it is done the quickest way,
    and those that have no links of their own share one set.
    """
    linked = list(entries)
    transaction = data.Transaction
    for link, indexes in vouchers.links.items():
        ours = frozenset({link})
        for index in indexes:
            entry: Any = linked[index]
            meta, day, flag, payee, narration, tags, links, postings = entry
            links = links | ours if links else ours
            linked[index] = transaction(
                meta, day, flag, payee, narration, tags, links, postings
            )
    return linked
