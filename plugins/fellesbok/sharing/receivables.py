"""Settled years → generated transactions, one per cooperation, payer and period.

Before::

    2018-12-31 * "IKT" "Felles lisenser"
      bilag: "2018-0001"
      Expenses:IKT:Ansvar-155        100.00 NOK
      Assets:Bank                   -100.00 NOK

After (two equal members, seen for one of them; the voucher has got the link too)::

    2018-12-31 * "Fordeling" "IKT 2018 – Nordreisa" #fordeling ^fordeling-2018-ikt ...
      samarbeid: "IKT"
      kommune: "Nordreisa"
      periode: "2018"
      noekkel: "likt"
      grunnlag: 100.00 NOK
      andel: "1/2"
      Assets:Fordringer:Nordreisa:IKT        50.00 NOK
      Income:IKT:Kommuner:Nordreisa         -50.00 NOK

A surplus gets transactions of its own, by the agreement's rule.  Nothing is posted on
an account that is not open: that is reported, with the line that opens it.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from fractions import Fraction
from math import floor
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from fellesbok.agreement import Settlement
from fellesbok.agreement import Surplus
from fellesbok.agreement.distribution_key import assumptions_of
from fellesbok.agreement.distribution_key import exact_sum
from fellesbok.agreement.distribution_key import unshared
from fellesbok.agreement.titles import key_title
from fellesbok.contradictions import must_equal
from fellesbok.entries import vocabulary
from fellesbok.entries.days import not_open
from fellesbok.entries.days import open_days
from fellesbok.entries.lines import Line
from fellesbok.entries.lines import transaction
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import joined
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement.distribution_key import Assumption
    from fellesbok.agreement.distribution_key import DistributionKey
    from fellesbok.entries.records import Entries
    from fellesbok.errors import LedgerError
    from fellesbok.sharing.parts_of_year import HostPart
    from fellesbok.sharing.settlement import PeriodResult
    from fellesbok.sharing.settlement import YearResult


def receivables(
    entries: Entries,
    agreement: Agreement,
    years: Iterable[tuple[Cooperation, Sequence[Line]]],
) -> tuple[list[Transaction], list[LedgerError]]:
    """The transactions of all years, and an error for each account that is not open.

    A negative amount is a credit: the postings change sides.
    """
    opened = open_days(entries)
    made: list[Transaction] = []
    errors: list[LedgerError] = []
    for cooperation, lines in years:
        needed = {
            account: line.day for line in reversed(lines) for account in line.accounts
        }
        faults = list(not_open(agreement, cooperation, needed, opened))
        errors.extend(faults)
        if not faults:
            made.extend(
                transaction(line, number, agreement.currency)
                for number, line in enumerate(lines, start=len(made))
            )
    return made, errors


def year_lines(agreement: Agreement, result: YearResult) -> list[Line]:
    """What a settled year becomes: what is charged, and where a surplus goes."""
    lines = [*_charges(agreement, result), *_surplus(agreement, result)]
    charged = [line.amount_ore for line in lines if vocabulary.CHARGE_TAG in line.tags]
    what = "Andelene som føres, og det året er delt i,"
    must_equal(what, kroner(sum(charged)), kroner(result.charged_ore))
    return lines


def _charges(agreement: Agreement, result: YearResult) -> Iterator[Line]:
    """What each payer is charged in each period; nothing where it is nothing.

    One that is charged nothing in all may owe one host what another gives it back.
    """
    keys = _KeysInWords()
    for period in result.periods:
        rests_on = _rests_on(agreement, result, period, keys)
        for payer in sorted({*period.charged_ore, *_payers_of_hosts(period)}):
            for part in period.hosts:
                if part.charged_ore.get(payer):
                    yield _charge(agreement, result, period, part, payer, rests_on)


def _payers_of_hosts(period: PeriodResult) -> Iterator[str]:
    for part in period.hosts:
        yield from part.charged_ore


def _charge(  # noqa: PLR0913, PLR0917 -- what one line is made of
    agreement: Agreement,
    result: YearResult,
    period: PeriodResult,
    part: HostPart,
    slug: str,
    rests_on: _RestsOn,
) -> Line:
    cooperation = result.cooperation
    payer = agreement.payer(slug)
    version = cooperation.versions[part.version]
    entitled = period.apportionment.entitlements_ore.get(slug, Fraction(0))
    meta: dict[str, Any] = {
        vocabulary.COOPERATION: cooperation.account,
        vocabulary.MUNICIPALITY: payer.name,
        vocabulary.PERIOD: period.label,
        vocabulary.KEY: rests_on.keys,
        vocabulary.BASIS: rests_on.basis,
        vocabulary.SHARE: rests_on.share_of(entitled),
        vocabulary.RULES_LINE: version.place.in_file,
        **rests_on.assumptions,
    }
    narration = f"{cooperation.account} {period.label} – {payer.name}"
    if part.host != cooperation.versions[period.version].host:
        host = agreement.payer(part.host).name if part.host else ""
        meta[vocabulary.HOST] = host
        narration = f"{narration} ({host})" if host else narration
    words = agreement.accounts
    tags = {vocabulary.CHARGE_TAG}
    if slug == part.host:
        meta[vocabulary.INTERNAL] = True
        tags.add(vocabulary.INTERNAL)
    if version.settlement is Settlement.PROJECT_END:
        meta[vocabulary.DUE] = "ved prosjektslutt"
    return Line(
        period.end,
        narration,
        frozenset(tags),
        frozenset({result.link, f"{result.link}-{slug}"}),
        meta,
        words.receivable(payer, cooperation),
        f"Income:{cooperation.account}:{words.contributions}:{payer.account}",
        part.charged_ore[slug],
    )


@frozen
class _RestsOn:
    """What all figures of a period rest on: basis so far, keys, assumptions."""

    keys: Text
    basis: Amount
    basis_ore: Fraction
    is_shared: bool
    assumptions: Mapping[str, str]

    def share_of(self, entitled_ore: Fraction) -> str:
        """The exact share of the basis, or why there is none."""
        if not self.is_shared:
            return vocabulary.FIXED
        if not self.basis_ore:
            return vocabulary.NO_BASIS
        return str(entitled_ore / self.basis_ore)


class _KeysInWords:
    """What keys are called and rest on; the periods of a year have the same ones."""

    def __init__(self) -> None:
        self._known: dict[tuple[int, ...], tuple[Text, list[Assumption]]] = {}

    def of(self, keys: Sequence[DistributionKey]) -> tuple[Text, list[Assumption]]:
        """Their titles as one text, and what those of each title rest on."""
        asked = tuple(map(id, keys))  # the year has them: no other gets the id of one
        if asked not in self._known:
            titled = {key_title(key): key for key in keys}
            assumed = [a for key in titled.values() for a in assumptions_of(key)]
            text = joined(list(titled), "; ") if titled else Text("–")
            self._known[asked] = text, assumed
        return self._known[asked]


def _rests_on(
    agreement: Agreement, result: YearResult, period: PeriodResult, keys: _KeysInWords
) -> _RestsOn:
    pots = [p for p in period.pots if not unshared(p.pot.key)]
    basis = exact_sum(pot.placed_ore for pot in pots)
    text, assumed = keys.of([pot.pot.key for pot in pots])
    version = result.cooperation.versions[period.version]
    rests_on = sorted([*assumed, *version.assumptions], key=lambda a: a.text)
    return _RestsOn(
        keys=text,
        basis=Amount(kroner(floor(basis)), agreement.currency),
        basis_ore=basis,
        is_shared=all(p.pot.key.shares_cost for p in pots),
        assumptions={
            f"{vocabulary.ASSUMPTION}-{number}": assumption.text
            for number, assumption in enumerate(rests_on, 1)
        },
    )


def _surplus(agreement: Agreement, result: YearResult) -> Iterator[Line]:
    """What becomes of a surplus, by the rule at the year's end; hosts' own last."""
    words, account = agreement.accounts, result.cooperation.account
    rule = result.last_version.surplus
    if result.surplus is None and result.surplus_ore > 0:
        to_grantor = rule is Surplus.OWED_TO_GRANTOR
        liability = words.owed_to_grantor if to_grantor else words.undecided
        says = "tilbake til tilskuddsgiver" if to_grantor else "uavklart overskudd"
        yield _surplus_line(
            result,
            f"{account} {result.year} – {says}",
            None,
            f"Income:{account}:{words.surplus}",
            f"{liability}:{account}",
            result.surplus_ore,
        )
    elif result.surplus is not None and rule is Surplus.FUND:
        for slug, amount_ore in sorted(result.surplus.amounts_ore.items()):
            payer = agreement.payer(slug)
            if amount_ore:
                yield _surplus_line(
                    result,
                    f"{account} {result.year} – {payer.name}: avsatt til fond",
                    (slug, payer.name),
                    f"Income:{account}:{words.to_fund}",
                    words.fund(payer, result.cooperation),
                    amount_ore,
                )
    yield from _given_back(agreement, result)


def _given_back(agreement: Agreement, result: YearResult) -> Iterator[Line]:
    """What each host gives back to each payer; the host that settles the end first."""
    words, account = agreement.accounts, result.cooperation.account
    last = result.last_version.host
    hosts = sorted(result.given_back_ore, key=lambda host: (host != last, str(host)))
    for host in hosts:
        named = agreement.payer(host).name if host and host != last else ""
        what, tags = "overskudd tilbake", frozenset({vocabulary.SURPLUS_TAG})
        if not result.is_given_back_by(host):
            what, tags = "oppgjør mellom verter", tags | {vocabulary.BETWEEN_HOSTS_TAG}
        for slug, amount_ore in sorted(result.given_back_ore[host].items()):
            payer = agreement.payer(slug)
            says = f"{payer.name}: {what}" + (named and f" ({named})")
            if amount_ore:
                line = _surplus_line(
                    result,
                    f"{account} {result.year} – {says}",
                    (slug, payer.name),
                    f"Income:{account}:{words.contributions}:{payer.account}",
                    words.receivable(payer, result.cooperation),
                    amount_ore,
                )
                own = {vocabulary.HOST: named} if named else {}
                yield replace(line, meta={**line.meta, **own}, tags=tags)


def _surplus_line(  # noqa: PLR0913, PLR0917 -- the parts of one transaction
    result: YearResult,
    narration: str,
    payer: tuple[str, str] | None,
    debit: str,
    credit: str,
    amount_ore: int,
) -> Line:
    meta: dict[str, Any] = {
        vocabulary.COOPERATION: result.cooperation.account,
        vocabulary.PERIOD: str(result.year),
        vocabulary.RULES_LINE: result.last_version.place.in_file,
    }
    links = {result.link}
    if payer is not None:
        meta[vocabulary.MUNICIPALITY] = payer[1]
        links.add(f"{result.link}-{payer[0]}")
    return Line(
        date(result.year, 12, 31),
        narration,
        frozenset({vocabulary.SURPLUS_TAG}),
        frozenset(links),
        meta,
        debit,
        credit,
        amount_ore,
    )
