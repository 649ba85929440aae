"""Claims: what a payer is to bear and is not asked for, and what is not billed yet."""

from __future__ import annotations

from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.accruals.booked_and_reversed import TAG
from fellesbok.agreement import terms_at
from fellesbok.budgets.figures import Kind
from fellesbok.budgets.units import REPORTED
from fellesbok.lint.balance import column_of
from fellesbok.lint.parties import charged_to_municipalities
from fellesbok.lint.parties import municipal_payers
from fellesbok.lint.remark import Remark
from fellesbok.lint.remark import money
from fellesbok.lint.remark import place_of_lines
from fellesbok.lint.remark import remark
from fellesbok.messages import Text
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.budgets.figures import Line
    from fellesbok.entries.records import Voucher
    from fellesbok.lint.year import Year


def claims_not_raised(year: Year) -> Iterator[Remark]:
    """The report states nothing of what a payer is to bear, or something else."""
    if year.result is None:
        return
    reported = year.of(Kind.MUNICIPAL_SUPPORT, currency=year.commodity(REPORTED))
    stated = column_of(reported, "regnskap")
    charged = charged_to_municipalities(year)
    if stated is not None and charged and not stated:
        yield _not_raised(year, Text("Kommunene"), charged, reported, "kommunene")
    elif stated and charged and stated != charged:
        off = abs(stated - charged)
        what = Text(
            "Rapportert driftsstøtte er {stated}, men andelene er {charged}: {off} i"
            " forskjell.",
            stated=money(stated, year.currency),
            charged=money(charged, year.currency),
            off=money(off, year.currency),
        )
        yield remark("stoette-avvik", what, off, place_of_lines(reported))
    shares = year.result.periods[-1].apportionment.amounts_ore
    for slug in sorted(shares.keys() - municipal_payers(year)):
        payer = year.agreement.payer(slug)
        grants = [n for n in year.of(Kind.GRANT) if n.part == payer.account]
        if shares[slug] > 0 and column_of(grants, "regnskap") == 0:
            amount = kroner(shares[slug])
            name = Text("{name}", name=payer.name)
            yield _not_raised(year, name, amount, grants, slug)


def _not_raised(
    year: Year, payer: Text, amount: Decimal, lines: Iterable[Line], part: str
) -> Remark:
    what = Text(
        "{payer} skal etter avtalen dekke {amount} av kostnaden, men finansieringen er"
        " oppgitt til 0.",
        payer=payer,
        amount=money(amount, year.currency),
    )
    return remark("krav-ikke-reist", what, amount, place_of_lines(lines), part=part)


def not_invoiced(year: Year) -> Iterator[Remark]:
    """Cost accrued and not invoiced when the year ends."""
    tagged = [voucher for voucher in year.vouchers if TAG in voucher.tags]
    if not (year.accrued or tagged):
        return
    account = f"{year.agreement.accounts.accrued}:{year.cooperation.account}"
    behind = [
        voucher
        for voucher in year.vouchers
        if any(f"{name}:".startswith(f"{account}:") for name in voucher.accounts)
    ]
    amount = year.accrued if behind or year.accrued else _cost(year, tagged)
    if not amount:
        return
    what = Text(
        "{amount} er utført og påløpt, men ikke fakturert ved årets slutt.",
        amount=money(amount, year.currency),
    )
    vouchers = behind or tagged
    place = vouchers[0].place if vouchers else year.home
    yield remark("ikke-fakturert", what, amount, place)


def instalments_not_claimed(year: Year) -> Iterator[Remark]:
    """What has fallen due on account; ``not_settled`` tells who has been settled."""
    settled = {left.payer for left in year.unsettled}
    for missed in year.missed:
        row = missed.first
        if row.payer not in settled and not missed.is_held:
            place = terms_at(year.cooperation, row.due).place
            yield remark(
                "a-konto-ikke-krevd",
                missed.told(year.agreement),
                missed.amount,
                (place.path, place.line),
                part=row.payer,
            )


def not_settled(year: Year) -> Iterator[Remark]:
    """What is left of a year after its settlement was claimed."""
    for left in year.unsettled:
        amount = money(left.amount, year.currency)
        if left.payer and left.held_back:
            what = Text(
                "{year} er avregnet, men {payer} har {amount} som ikke er krevd eller"
                " gitt tilbake. {held} av det ble tatt tilbake etter en innsigelse, og"
                " er holdt tilbake.",
                year=year.year,
                payer=year.agreement.payer(left.payer).name,
                amount=amount,
                held=money(left.held_back, year.currency),
            )
        elif left.payer:
            what = Text(
                "{year} er avregnet, men {payer} har {amount} som ikke er krevd eller"
                " gitt tilbake.",
                year=year.year,
                payer=year.agreement.payer(left.payer).name,
                amount=amount,
            )
        else:
            what = Text(
                "{year} er avregnet, men resultatet er {amount} og ikke 0,00.",
                year=year.year,
                amount=amount,
            )
        part = left.payer or "resultat"
        yield remark("ikke-avregnet", what, left.amount, year.home, part=part)


def after_closing(year: Year) -> Iterator[Remark]:
    """What has come to a closed year since, told of in that year and where it went."""
    prefix = f"{year.agreement.accounts.receivables}:"
    for closed, group in groupby(year.corrections, key=lambda c: (c.year, c.period)):
        found = list(group)
        added = sum((c.amount for c in found if c.debit.startswith(prefix)), Decimal(0))
        back = sum((c.amount for c in found if c.credit.startswith(prefix)), Decimal(0))
        what = Text(
            "{year} er avsluttet, men {reason}. I {period} er det {count} korreksjoner,"
            " til sammen {amount}.",
            year=closed[0],
            reason=found[0].reason,
            count=len(found),
            amount=money(added - back, year.currency),
            period=closed[1],
        )
        part = str(closed[0])
        yield remark("etter-avslutning", what, added - back, year.home, part=part)


def _cost(year: Year, vouchers: Sequence[Voucher]) -> Decimal:
    """What vouchers post on the cooperation's cost accounts."""
    prefix = f"Expenses:{year.cooperation.account}:"
    lines = (line for voucher in vouchers for line in voucher.lines)
    ours = [line.amount for line in lines if f"{line.account}:".startswith(prefix)]
    return sum(ours, Decimal(0))
