"""Who attests and approves vouchers, from which amount, and what waits for it: a table.

What the terms of a version leave out is not asked for; a version that says nothing of
it has a line all the same, where another of the same agreement does.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.approval_terms import Approval
from fellesbok.agreement.approval_terms import Step
from fellesbok.agreement.tables import FIRST_DAY
from fellesbok.agreement.tables import LAST_DAY
from fellesbok.agreement.tables import days_of
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.values import labelled

if TYPE_CHECKING:
    from decimal import Decimal

    from fellesbok.agreement.approval_terms import ApprovalTerms
    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Version

ATTESTED = Column(Text("Attesteres"), name="attested_from")
MAY_ATTEST = Column(Text("Kan attestere"), name="may_attest")
APPROVED = Column(Text("Anvises"), name="approved_from")
MAY_APPROVE = Column(Text("Kan anvise"), name="may_approve")
WAITS = Column(Text("Mens et bilag mangler det"), Kind.SENTENCE, "waits")
COLUMNS = (FIRST_DAY, LAST_DAY, ATTESTED, MAY_ATTEST, APPROVED, MAY_APPROVE, WAITS)

_REFUSED = {
    frozenset[Step](): Text("Krav og avslutning sier fra om det, og går videre."),
    frozenset({Step.CLAIM}): Text("Avregninger kreves ikke; avslutning sier fra."),
    frozenset({Step.CLOSE}): Text("Året avsluttes ikke; krav sier fra."),
    frozenset(Step): Text("Avregninger kreves ikke, og året avsluttes ikke."),
}


def approval_table(cooperation: Cooperation) -> list[Table]:
    """A line for each version of an agreement; none where no version says anything."""
    if not any(version.approval for version in cooperation.versions):
        return []
    title = Text("Attestasjon og anvisning av bilag for {name}", name=cooperation.title)
    return [
        Table(
            "attestasjonsvilkaar",
            title,
            COLUMNS,
            tuple(map(_line, cooperation.versions)),
            Text(
                "Vilkårene gjelder for bilag datert i tiden de står for. Beløpet er alt"
                " som er debitert på bilaget. Samme person kan ikke både attestere og"
                " anvise et bilag."
            ),
        )
    ]


def approval_in_words(terms: ApprovalTerms) -> Text:
    """The terms as one text: from which amount, who may, and what waits."""
    told = [
        labelled(column, Text("{limit} ({names})", limit=limit, names=_who(names)))
        for column, limit, names in (
            (ATTESTED, _limit(terms.attested_from), terms.may_attest),
            (APPROVED, _limit(terms.approved_from), terms.may_approve),
        )
    ]
    return joined([*told, _REFUSED[terms.required_by]], "; ")


def _line(version: Version) -> Line:
    terms = version.approval
    if terms is None:
        said = Cell(Text("Avtalen sier ikke noe om attestasjon her."))
        return Line((*days_of(version), BLANK, BLANK, BLANK, BLANK, said))
    return Line(
        (
            *days_of(version),
            Cell(_limit(terms.attested_from)),
            Cell(_who(terms.who_may(Approval.ATTESTED))),
            Cell(_limit(terms.approved_from)),
            Cell(_who(terms.who_may(Approval.APPROVED))),
            Cell(_REFUSED[terms.required_by]),
        )
    )


def _limit(amount: Decimal | None) -> Text:
    """From which amount; no limit is another thing than every voucher."""
    if amount is None:
        return Text("kreves ikke")
    if not amount:
        return Text("alle bilag")
    return Text("fra {amount} kr", amount=amount)


def _who(names: tuple[str, ...]) -> Text:
    return Text("{names}", names=", ".join(names)) if names else Text("ingen")
