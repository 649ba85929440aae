"""Whether the report is preliminary or final, and what has come since (*status*).

It is final when every cooperation with vouchers in the year is closed.  What comes
later is told openly: it is carried forward and changes nothing that was claimed.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.entries import vocabulary
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner
from fellesbok.report.cell import BLANK
from fellesbok.report.cell import figure
from fellesbok.report.panel import Panel
from fellesbok.report.panel import PanelRow
from fellesbok.report.panel import summed
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Sequence
    from datetime import date

    from fellesbok.agreement.model import Cooperation
    from fellesbok.entries.closed_years import ClosedYear
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared
    from fellesbok.sharing.statement import Correction

METHOD = "metode-status"


@dataclass(frozen=True)
class Status:
    """How far a year has come.

    Attributes:
        text: One sentence for the front page.
        panel: The cooperations one by one, where any is closed.
    """

    text: Text
    panel: Panel | None


def status(entries: Entries, shared: Shared, year: int) -> Status:
    """Whether a year is closed, and what has been corrected since."""
    closed = {c.cooperation.slug: c for c in shared.closed if c.year == year}
    late = [c for c in statement.corrections(entries) if c.year == year]
    with_vouchers = {r.cooperation.slug for r in shared.results if r.year == year}
    rows = [
        _row(cooperation, closed.get(slug), late, shared)
        for slug, cooperation in shared.agreement.cooperations.items()
        if slug in with_vouchers | closed.keys()
    ]
    if len(rows) > 1:
        rows.append(summed(rows, METHOD))
    panel = Panel(
        anchor="status",
        title=Text("Avsluttede regnskap"),
        texts=(Text("Samarbeid"), Text("Avsluttet"), Text("Kommet siden")),
        figures=(Text("Fordelt da det ble avsluttet"), Text("Korrigert siden")),
        rows=tuple(rows),
    )
    is_open = with_vouchers - closed.keys()
    if is_open or not closed:
        text = Text(
            "Foreløpig rapport: {closed} av {count} samarbeid med bilag er avsluttet"
            " for {year}.",
            closed=len(closed),
            count=len(with_vouchers | closed.keys()),
            year=year,
        )
    else:
        last = max(of_one.day for of_one in closed.values())
        text = _final(year, last, late, shared)
    return Status(text, panel if closed else None)


def _final(year: int, day: date, late: Sequence[Correction], shared: Shared) -> Text:
    """What a final report says of itself."""
    if not late:
        return Text("Endelig rapport: {year} ble avsluttet {day}.", year=year, day=day)
    return Text(
        "Endelig rapport: {year} ble avsluttet {day}. Det som er kommet siden, er ført"
        " videre som {count} korreksjoner, til sammen {corrected} kr, og endrer ikke"
        " det som er krevd.",
        year=year,
        day=day,
        count=len(late),
        corrected=_added(late, shared),
    )


def _added(corrections: Iterable[Correction], shared: Shared) -> Decimal:
    """What corrections add to what the payers owe, in kroner."""
    prefix = f"{shared.agreement.accounts.receivables}:"
    total = Decimal("0.00")
    for correction in corrections:
        for account, sign in ((correction.debit, 1), (correction.credit, -1)):
            if account.startswith(prefix):
                total += sign * correction.amount
    return total


def _row(
    cooperation: Cooperation,
    closed: ClosedYear | None,
    late: Sequence[Correction],
    shared: Shared,
) -> PanelRow:
    if closed is None:
        return PanelRow((cooperation.title, Text("nei"), ""), (BLANK, BLANK))
    href = f"side-{cooperation.slug}"
    charged = [n.amount_ore for n in closed.lines if vocabulary.CHARGE_TAG in n.tags]
    ours = [c for c in late if c.cooperation == cooperation.account]
    reasons = list(dict.fromkeys(c.reason for c in ours))
    return PanelRow(
        (cooperation.title, closed.day, joined(reasons, "; ") if reasons else ""),
        (
            figure(kroner(sum(charged)), href),
            figure(_added(ours, shared) if ours else None, href),
        ),
    )
