"""Closed years as a table: what was shared then, and what has come since."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.tables import COOPERATION
from fellesbok.entries import vocabulary
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner
from fellesbok.tables import BLANK
from fellesbok.tables import SUM
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables import total_line
from fellesbok.tables.targets import Agreement

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Cooperation
    from fellesbok.entries.closed_years import ClosedYear
    from fellesbok.shared import Shared
    from fellesbok.sharing.statement import Correction

CLOSED = Column(Text("Avsluttet"), Kind.DAY, "closed")
SHARED_THEN = Column(Text("Fordelt da det ble avsluttet"), Kind.MONEY, "shared_then")
CORRECTED = Column(Text("Korrigert siden"), Kind.MONEY, "corrected_since")
SINCE = Column(Text("Kommet siden"), Kind.SENTENCE, "come_since")
COLUMNS = (COOPERATION, CLOSED, SINCE, SHARED_THEN, CORRECTED)


def closed_table(
    closed: Mapping[str, ClosedYear],
    of_year: Collection[str],
    late: Sequence[Correction],
    shared: Shared,
) -> Table:
    """A line for each cooperation of a year, and their sum where they are several.

    Args:
        closed: Those that are closed, by slug.
        of_year: The slugs of all that have vouchers in the year, or are closed.
        late: What has been corrected since.
        shared: What the plugin kept.
    """
    lines = [
        _line(cooperation, closed.get(slug), late, shared)
        for slug, cooperation in shared.agreement.cooperations.items()
        if slug in of_year
    ]
    if len(lines) > 1:
        lines.append(total_line(SUM, lines, COLUMNS))
    return Table("status", Text("Avsluttede regnskap"), COLUMNS, tuple(lines))


def corrected(corrections: Iterable[Correction], shared: Shared) -> Decimal:
    """What corrections add to what the payers owe, in kroner."""
    prefix = f"{shared.agreement.accounts.receivables}:"
    return sum((c.debited(prefix) for c in corrections), kroner(0))


def _line(
    cooperation: Cooperation,
    closed: ClosedYear | None,
    late: Sequence[Correction],
    shared: Shared,
) -> Line:
    if closed is None:
        not_yet = Cell(None, note=Text("nei"))
        return Line((Cell(cooperation.title), not_yet, BLANK, BLANK, BLANK))
    page = Agreement(cooperation.slug)
    charged = [n.amount_ore for n in closed.lines if vocabulary.CHARGE_TAG in n.tags]
    ours = [c for c in late if c.cooperation == cooperation.account]
    reasons = list(dict.fromkeys(c.reason for c in ours))
    return Line(
        (
            Cell(cooperation.title),
            Cell(closed.day),
            Cell(joined(reasons, "; ") if reasons else None),
            Cell(kroner(sum(charged)), page),
            Cell(corrected(ours, shared), page) if ours else BLANK,
        )
    )
