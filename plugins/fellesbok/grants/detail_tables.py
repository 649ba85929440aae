"""What a grant rests on, as tables: deadlines, vouchers, terms, and what is urgent."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.agreement.deadline_tables import DEADLINE
from fellesbok.agreement.grant_terms import OwnKind
from fellesbok.agreement.grant_terms import Unused
from fellesbok.agreement.tables import SOURCE
from fellesbok.agreement.tables import WHAT
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.agreement.titles import percent
from fellesbok.entries.tables import DAY
from fellesbok.entries.tables import KRONER
from fellesbok.grants.tables import FIGURES
from fellesbok.grants.tables import GRANT
from fellesbok.grants.tables import page_of
from fellesbok.messages import Text
from fellesbok.tables import BLANK
from fellesbok.tables import Cell
from fellesbok.tables import Column
from fellesbok.tables import Kind
from fellesbok.tables import Line
from fellesbok.tables import Table
from fellesbok.tables.targets import Entry
from fellesbok.tables.targets import SourceLine

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.grant_terms import Commitment
    from fellesbok.agreement.grant_terms import Grant
    from fellesbok.grants.records import GrantOnDay

TERMS = Column(Text("Vilkår"), name="conditions")
WARNING = Column(Text("Varsel"), Kind.SENTENCE, "warning")

UNUSED = {
    Unused.RESTRICTED_FUND: Text("settes på bundet fond"),
    Unused.OWED_TO_GRANTOR: Text("skyldes tilskuddsgiver"),
    Unused.NOT_STATED: NOT_STATED,
}
OWN_KINDS = {
    OwnKind.CASH: Text("i penger"),
    OwnKind.IN_KIND: Text("i egeninnsats"),
    OwnKind.EITHER: Text("i penger eller egeninnsats"),
    None: Text("på en måte som ikke er oppgitt"),
}


def drawings_table(row: GrantOnDay) -> list[Table]:
    """Every transaction that the figures rest on; none or one."""
    found = [drawing for year in row.years for drawing in year.drawings]
    if not found:
        return []
    lines = [
        Line(
            (
                Cell(drawing.day, Entry(drawing.voucher.entry)),
                Cell(drawing.voucher.said),
                _or_blank(drawing.earned),
                _or_blank(drawing.received),
            )
        )
        for drawing in found
    ]
    columns = (DAY, WHAT, FIGURES["earned"], FIGURES["received"])
    title = Text("Bilagene bak tallene, kroner")
    return [Table("bevegelser", title, columns, tuple(lines))]


def _or_blank(amount: Decimal | None) -> Cell:
    return Cell(amount) if amount else BLANK


def warnings_table(rows: Sequence[GrantOnDay]) -> list[Table]:
    """What goes wrong, with amounts; none or one."""
    lines = [
        Line(
            (
                Cell(row.grant.title, page_of(row.grant)),
                Cell(warning.text, SourceLine(*warning.place)),
                Cell(warning.amount),
                Cell(warning.day),
            )
        )
        for row in rows
        for warning in row.warnings
    ]
    if not lines:
        return []
    columns = (GRANT, WARNING, KRONER, DEADLINE)
    return [Table("varsler", Text("Dette må følges opp"), columns, tuple(lines))]


def terms_texts(grant: Grant, agreement: Agreement) -> Iterator[Text]:
    """Who gives it, for what, and on which terms, in sentences."""
    yield Text(
        "{cooperation}, tilskudd fra {grantor}. Formål: {purpose}. Ubrukte midler:"
        " {unused}.",
        cooperation=agreement.cooperations[grant.cooperation].title,
        grantor=agreement.payer(grant.grantor).name,
        purpose=grant.purpose or NOT_STATED,
        unused=UNUSED[grant.unused],
    )
    own = grant.own_financing
    if own is not None and own.amount is not None:
        yield Text(
            "Kravet til egenfinansiering er {amount} kr, {kind}.",
            amount=own.amount,
            kind=OWN_KINDS[own.kind],
        )
    elif own is not None and own.rate is not None:
        yield Text(
            "Kravet til egenfinansiering er {rate} av kostnaden, {kind}.",
            rate=percent(own.rate),
            kind=OWN_KINDS[own.kind],
        )


def terms_table(row: GrantOnDay) -> Table:
    """What was promised on which terms, each with where it stands."""
    place = SourceLine(*row.grant.place)
    lines = tuple(
        Line((Cell(what), Cell(said), Cell(source, place)))
        for what, said, source in _terms(row)
    )
    return Table("vilkaar", Text("Vilkår"), (WHAT, TERMS, SOURCE), lines)


def _terms(row: GrantOnDay) -> Iterator[tuple[str, str, str]]:
    grant, source = row.grant, row.grant.source
    committed = FIGURES["committed"].title
    yield Text("Formål"), grant.purpose or NOT_STATED, source
    if not grant.commitments:
        yield committed, NOT_STATED, source
    for promise in grant.commitments:
        yield committed, _promised(promise), promise.source
    yield from _cap_terms(grant)
    if grant.own_financing is not None and row.own is not None:
        said = Text(
            "{put_in} kr er skutt inn; kravet er nå {required} kr ({kind})",
            put_in=row.own.put_in,
            required=row.own.required,
            kind=OWN_KINDS[grant.own_financing.kind],
        )
        yield Text("Egenfinansiering"), said, source
    yield Text("Ubrukte midler"), UNUSED[grant.unused], source


def _promised(promise: Commitment) -> Text:
    if promise.day is None:
        return Text("{amount} kr, uten oppgitt dato", amount=promise.amount)
    return Text("{amount} kr, {day}", amount=promise.amount, day=promise.day)


def _cap_terms(grant: Grant) -> Iterator[tuple[str, str, str]]:
    """The cap as it is stated, by rate, by amount or by both."""
    if grant.cap is None:
        return
    cap = FIGURES["cap"].title
    if grant.cap.rate is not None:
        said = Text("{rate} av tilsagnet", rate=percent(grant.cap.rate))
        yield Text("{figure}, sats", figure=cap), said, grant.source
    if grant.cap.stated is not None:
        said = Text("{amount} kr", amount=grant.cap.stated)
        yield Text("{figure}, beløp", figure=cap), said, grant.source
