"""Why a payer is charged just this: every step, checkable with a pocket calculator.

Reads the very steps that the plugin took (kept with the loaded books) and the vouchers
in the books, and asserts that they end at the amount that was posted.  What it gives is
sections of rows; a terminal or a web page decides how they look.
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement import Basis
from fellesbok.agreement import Surplus
from fellesbok.agreement.distribution_key import unshared
from fellesbok.contradictions import must_equal
from fellesbok.entries.records import Voucher
from fellesbok.explanation.closed import closed_rows
from fellesbok.explanation.closed import corrections_of
from fellesbok.explanation.grounds import terms_of_year
from fellesbok.explanation.key import Row
from fellesbok.explanation.largest_vouchers import voucher_rows
from fellesbok.explanation.of_one_pot import pot_rows
from fellesbok.explanation.of_one_pot import pot_title
from fellesbok.explanation.rounding import rounding_rows
from fellesbok.explanation.rounding import tie_rule
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing import statement

if TYPE_CHECKING:
    from collections.abc import Iterator

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.statement import Correction


@frozen
class Section:
    """One step of the explanation."""

    title: Text
    rows: tuple[Row, ...]


@frozen
class Explanation:
    """One figure, explained: its title, the steps, and the amount in øre.

    ``booked_ore`` is the cost in the accounts less outside income that it explains,
    nothing of a plan or of a budget.
    """

    title: Text
    sections: tuple[Section, ...]
    amount_ore: int
    booked_ore: int = 0


class NothingToExplainError(Exception):
    """There is no such figure; ``text`` says what there is."""

    def __init__(self, text: Text) -> None:
        """Keep the message."""
        self.text = text
        super().__init__(text)


def explain(  # noqa: PLR0913 -- a figure is named by three things
    entries: Entries,
    shared: Shared,
    *,
    cooperation: str,
    municipality: str,
    year: int,
    everything: bool = False,
    until: date = date.max,
) -> Explanation:
    """The steps from vouchers to what a payer is charged for a year.

    Args:
        entries: The loaded books.
        shared: What the plugin kept.
        cooperation: Slug, account component or title.
        municipality: Slug or name of the payer.
        year: The accounting year.
        everything: List all vouchers, not only the largest, and what the assumptions
            mean in kroner for the year.
        until: Only the periods that end by this day, as the year stood then.  A closed
            year that is corrected is explained whole: the corrections are of the year.

    Raises:
        NothingToExplainError: No such cooperation, payer or year, or nothing shared.
    """
    result = _result(shared, cooperation, year)
    payer = _payer(shared.agreement, municipality, result)
    corrected = corrections_of(entries, shared, result, payer)
    whole, result = result, result.until(until)
    posted = _posted(entries, result, payer)
    if result is not whole and posted != kroner(_borne_ore(result, payer)):
        result, posted = whole, _posted(entries, whole, payer)
    if result is whole:
        posted += sum((c.amount for c in corrected), Decimal(0))
    last, amount = result.periods[-1], _borne_ore(result, payer)
    must_equal(
        "Det {payer} skal bære av {cooperation} {year}, og det som er ført,",
        kroner(amount),
        posted,
        payer=payer.name,
        cooperation=result.cooperation.title,
        year=year,
    )
    vouchers = map(Voucher, statement.vouchers(entries, result.link))
    behind = [voucher for voucher in vouchers if voucher.day <= last.end]
    is_whole = result is whole
    sections = [
        Section(*voucher_rows(behind, result, shared.agreement, everything=everything)),
        *steps(
            shared,
            result,
            payer,
            corrected=corrected if is_whole else None,
            everything=everything and is_whole,
        ),
    ]
    title = Text(
        "{cooperation} {year}: {municipality} betaler {amount} kr",
        cooperation=result.cooperation.title,
        year=_seen_until(result),
        municipality=payer.name,
        amount=kroner(amount),
    )
    booked = result.cost_ore - result.income_ore
    return Explanation(title, tuple(s for s in sections if s.rows), amount, booked)


def _posted(entries: Entries, result: YearResult, payer: Payer) -> Decimal:
    """What the books charge a payer for the periods of a year, corrections apart."""
    last = result.periods[-1].end
    return sum(
        (
            share.amount
            for share in statement.shares(entries, result.year)
            if share.cooperation == result.cooperation.account
            and share.municipality == payer.name
            and share.day <= last
        ),
        Decimal(0),
    )


def _borne_ore(result: YearResult, payer: Payer) -> int:
    """What a payer is to bear of the periods of a year."""
    return result.periods[-1].apportionment.amounts_ore.get(payer.slug, 0)


def steps(
    shared: Shared,
    result: YearResult,
    payer: Payer,
    *,
    corrected: list[Correction] | None = None,
    everything: bool = False,
) -> tuple[Section, ...]:
    """The steps from what is shared to what a payer bears, and what they rest on.

    Args:
        shared: What the plugin kept.
        result: A year, of the accounts or of the budget.
        payer: Who bears it.
        corrected: What has been corrected of the accounts of a closed year; ``None``
            where that is not asked, as of a budget.
        everything: Also what the assumptions mean in kroner.
    """
    last, amount = result.periods[-1], _borne_ore(result, payer)
    return (
        _basis_section(result),
        *(
            Section(
                pot_title(result, pot, several=len(last.pots) > 1),
                tuple(pot_rows(shared.agreement, result, pot, payer)),
            )
            for pot in last.pots
            if payer.slug in pot.entitlements_ore
        ),
        Section(Text("Avrunding"), tuple(rounding_rows(shared, result, last, payer))),
        Section(
            Text("Beløp"), tuple(_amounts(shared.agreement, result, payer, amount))
        ),
        Section(
            Text("Avsluttet år"),
            ()
            if corrected is None
            else tuple(closed_rows(shared, result, amount, corrected)),
        ),
        Section(
            Text("Overskudd"),
            (*_surplus(result, payer), *_by_host(shared.agreement, result, payer)),
        ),
        Section(
            Text("Avtalen"),
            tuple(terms_of_year(shared, result, payer, everything=everything)),
        ),
    )


def find_cooperation(agreement: Agreement, wanted: str) -> Cooperation | None:
    """A cooperation by slug, account component or title, whatever the case."""
    for cooperation in agreement.cooperations.values():
        names = (cooperation.slug, cooperation.account, cooperation.title)
        if wanted.casefold() in {name.casefold() for name in names}:
            return cooperation
    return None


def _result(shared: Shared, wanted: str, year: int) -> YearResult:
    cooperation = find_cooperation(shared.agreement, wanted)
    if cooperation is None:
        known = ", ".join(c.account for c in shared.agreement.cooperations.values())
        raise NothingToExplainError(
            Text(
                "Ukjent samarbeid «{name}». Kjente: {known}.", name=wanted, known=known
            )
        )
    for result in shared.results:
        if result.cooperation.slug == cooperation.slug and result.year == year:
            return result
    years = [str(r.year) for r in shared.results if r.cooperation == cooperation]
    raise NothingToExplainError(
        Text(
            "{cooperation} har ingen bilag i {year}. År med bilag: {years}.",
            cooperation=cooperation.title,
            year=year,
            years=", ".join(years) or Text("ingen"),
        )
    )


def _payer(agreement: Agreement, wanted: str, result: YearResult) -> Payer:
    charged = result.periods[-1].apportionment.amounts_ore
    for slug in charged:
        payer = agreement.payer(slug)
        if wanted.casefold() in {slug, payer.name.casefold()}:
            return payer
    if not charged:
        reasons = {
            unstated.reason
            for pot in result.periods[-1].pots
            if (unstated := unshared(pot.pot.key))
        }
        raise NothingToExplainError(
            Text(
                "{cooperation} {year} er ikke fordelt: {reason}",
                cooperation=result.cooperation.title,
                year=result.year,
                reason=" ".join(sorted(reasons))
                or Text("fordelingsnøkkelen er ikke oppgitt."),
            )
        )
    raise NothingToExplainError(
        Text(
            "«{name}» betaler ikke for {cooperation} {year}. Det gjør {payers}.",
            name=wanted,
            cooperation=result.cooperation.title,
            year=result.year,
            payers=", ".join(sorted(agreement.payer(s).name for s in charged)),
        )
    )


def _basis_section(result: YearResult) -> Section:
    """From cost to what is shared."""
    last = result.periods[-1]
    net = result.last_version.basis is Basis.NET
    shared = sum((pot.shared_ore for pot in last.pots), Fraction(0))
    rows = [Row(Text("Kostnad"), Fraction(result.cost_ore - result.contra_ore))]
    if result.contra_ore:
        rows.append(Row(Text("Kostnadsreduksjon"), Fraction(result.contra_ore)))
    if result.income_ore:
        label = (
            Text("Tilskudd og andre inntekter, trekkes fra (netto)")
            if net
            else Text("Tilskudd og andre inntekter, trekkes ikke fra (brutto)")
        )
        rows.append(Row(label, -Fraction(result.income_ore)))
    rows.append(Row(Text("Fordelingsgrunnlag"), shared, total=True))
    if result.recoverable_ore:
        label = Text(
            "Merverdiavgift på {amount} kr kompenseres eller fradras, og er ingen"
            " kostnad",
            amount=kroner(result.recoverable_ore),
        )
        rows.append(Row(label))
    return Section(Text("Grunnlag"), tuple(rows))


def _seen_until(result: YearResult) -> int | Text:
    """The year, or how much of it is explained."""
    last = result.periods[-1]
    if last.end == date(result.year, 12, 31):
        return result.year
    return Text("til og med {period}", period=last.label)


def _amounts(
    agreement: Agreement, result: YearResult, payer: Payer, amount_ore: int
) -> Iterator[Row]:
    """What each period charged, and each host in it, and the year."""
    charged = [
        (period, part, amount)
        for period in result.periods
        for part in period.hosts
        if (amount := part.charged_ore.get(payer.slug))
    ]
    if len(charged) > 1:
        for period, part, amount in charged:
            label = Text("{period}", period=period.label)
            if part.host and part.version != period.version:
                host = agreement.payer(part.host).name
                label = Text("{period}, vert {host}", period=period.label, host=host)
            yield Row(label, Fraction(amount))
    label = Text("{payer} {year}", payer=payer.name, year=_seen_until(result))
    yield Row(label, Fraction(amount_ore), total=True)


def _is_as_shared(result: YearResult, payer: Payer, share: Fraction) -> bool:
    """Whether a share of what is left over is the payer's share of what is charged."""
    entitled = result.periods[-1].apportionment.entitlements_ore
    total = sum((e for e in entitled.values() if e > 0), Fraction(0))
    return bool(total) and share == entitled.get(payer.slug, Fraction(0)) / total


def _surplus(result: YearResult, payer: Payer) -> Iterator[Row]:
    """The payer's part of what was left over, and whose it is."""
    if result.surplus is None or payer.slug not in result.surplus.amounts_ore:
        return
    exact = result.surplus.entitlements_ore[payer.slug]
    total = sum(result.surplus.amounts_ore.values())
    given = Text("Til overs i året")
    label = (
        given if total > 0 else Text("Gitt tilbake før, og trengt av en sen kostnad")
    )
    yield Row(label, Fraction(total))
    share = exact / total
    label = (
        Text("× {share}, samme forhold som årets andeler", share=str(share))
        if _is_as_shared(result, payer, share)
        else Text(
            "× {share}, slik det ble båret eller etter nøkkelen", share=str(share)
        )
    )
    yield Row(label, exact)
    to_fund = result.last_version.surplus is Surplus.FUND
    owned = Fraction(result.surplus.amounts_ore[payer.slug])
    label = Text("Avsatt til fond") if to_fund else Text("Betales tilbake")
    yield Row(label, owned, total=True)
    if payer.slug in result.surplus.tied:
        yield Row(tie_rule(result))


def _by_host(agreement: Agreement, result: YearResult, payer: Payer) -> Iterator[Row]:
    """What each of several hosts gives the payer, and what one that lacks asks for."""
    alone = {result.last_version.host}
    for host, back in result.given_back_ore.items():
        given = back.get(payer.slug)
        if host and given and set(result.given_back_ore) != alone:
            name = agreement.payer(host).name
            label = Text("{host} gir det som er til overs i dens tid", host=name)
            if given < 0:
                label = Text("{host} får det som mangler i dens tid", host=name)
            yield Row(label, Fraction(given))
