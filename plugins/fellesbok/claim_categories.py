"""How much of a claim falls in each tax category, where the cost centres differ.

What a payer has been claimed for the year so far (for a project: for all its years),
this claim with it, is divided like its share of the accounts (an instalment: of the
budget), exactly, and then in whole øre by largest remainder; the claim's lines are what
that adds to the lines of the claims before.  So the lines of a year's claims add up to
the year's division, whenever they were made, and no other year is taxed anew.

A cost centre with a rule of its own has its own entitlements.  Those without one share
one key; their part is by their cost, exactly.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok import generated
from fellesbok.agreement import Settlement
from fellesbok.apportion import largest_remainder
from fellesbok.budgets import as_costs
from fellesbok.budgets import budgets
from fellesbok.claims import ClaimKind
from fellesbok.claims import period_end
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.overrides import COST_CENTRE
from fellesbok.tax_lines import key_of
from fellesbok.tax_lines import tax_of_lines
from fellesbok.tax_lines import taxed

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date
    from decimal import Decimal

    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.claim_terms import ClaimTerms
    from fellesbok.claim_terms import Vat
    from fellesbok.claims import Claim
    from fellesbok.plugin import Shared
    from fellesbok.settlement import YearResult
    from fellesbok.tax_lines import Key
    from fellesbok.tax_lines import TaxLine

Exact = dict[str, Fraction]


def taxed_claims(
    made: Sequence[Claim],
    written: Sequence[Claim],
    entries: Sequence[Directive],
    shared: Shared,
) -> tuple[list[Claim], list[Text]]:
    """Claims that are to be with their tax, and why one cannot be divided.

    The host's own note has none.

    Args:
        made: The claims of the run, in their order.
        written: The claims of the books.
        entries: The loaded books.
        shared: What the plugin kept.
    """
    taxed_now: list[Claim] = []
    faults: list[Text] = []
    for claim in made:
        version = _version(claim)
        terms = version.claims
        now: Claim | Text = claim
        if claim.kind is not ClaimKind.INTERNAL and terms.vat_by_cost_centre:
            others = (*written, *taxed_now)
            now = with_tax_lines(claim, version, entries, shared, others)
        elif claim.kind is not ClaimKind.INTERNAL and terms.vat is not None:
            now = replace(claim, tax=taxed(terms.vat, claim.amount).tax)
        if isinstance(now, Text):
            faults.append(now)
        else:
            taxed_now.append(now)
    return taxed_now, list(dict.fromkeys(faults))


def _version(claim: Claim) -> Version:
    """The terms of an instalment on its due date, of a settlement at its end."""
    versions = claim.cooperation.versions
    if claim.instalment:
        return claim.cooperation.version_on(claim.due) or versions[-1]
    year, end = int(claim.period[:4]), _end(claim)
    held = [v for v in claim.cooperation.versions_in(year) if v.first_day <= end]
    return (held or list(claim.cooperation.versions_in(year)) or versions)[-1]


def with_tax_lines(
    claim: Claim,
    version: Version,
    entries: Sequence[Directive],
    shared: Shared,
    others: Iterable[Claim],
) -> Claim | Text:
    """The claim with its lines and their tax, or why it cannot be divided.

    Args:
        claim: A claim that is to be, of a payer that is not the host.
        version: The terms that it is made under, with ``vat_by_cost_centre``.
        entries: The loaded books.
        shared: What the plugin kept.
        others: The claims of the books and of the same run.
    """
    of, year, last = _of(claim), int(claim.period[:4]), _end(claim)
    at_end = version.settlement is Settlement.PROJECT_END and not claim.instalment
    years = range(0 if at_end else year, year + 1)
    before = [
        c
        for c in others
        if _of(c) == of and int(c.period[:4]) in years and _end(c) <= last
    ]
    terms = {r.year: r.last_version.claims for r in _results(claim, shared, years)}
    terms[year] = version.claims
    if claim.instalment:
        before = [c for c in before if c.instalment]
        exact = _of_budget(claim, version.claims, entries, shared)
        if exact is None:
            return Text(
                "{cooperation}: avgiften er ulik for ansvarene, og bøkene har ikke noe"
                " budsjett for {year} som {payer} har en andel av. Uten det kan ikke a"
                " konto deles på avgiftskategorier.",
                cooperation=claim.cooperation.title,
                year=claim.period,
                payer=claim.payer.name,
            )
    else:
        exact = _of_accounts(claim, terms, entries, shared)
    lines = _lines(claim, _kinds(terms.values(), version.claims), exact, before)
    return replace(claim, tax_lines=lines, tax=tax_of_lines(lines))


def _lines(
    claim: Claim, kinds: Mapping[Key, Vat], exact: Exact, before: Sequence[Claim]
) -> tuple[TaxLine, ...]:
    """What the claim adds to the lines before it, category by category."""
    default = next(iter(kinds))
    claimed = dict.fromkeys(kinds, 0)
    for each in before:
        for key, ore in _known(each):
            if key in claimed:
                claimed[key] += ore
    total = sum(claimed.values()) + _ore(claim.amount)
    whole = largest_remainder(
        _scaled(exact, total, default), total, tie_order=list(kinds)
    ).amounts_ore
    lines = tuple(
        taxed(vat, kroner(whole.get(key, 0) - claimed[key]))
        for key, vat in kinds.items()
        if whole.get(key, 0) != claimed[key]
    )
    return lines or (taxed(kinds[default], claim.amount),)


def _known(claim: Claim) -> Iterator[tuple[Key, int]]:
    """What an earlier claim had in each category, in øre.

    One without lines was made before the cost centres had categories of their own: all
    of it is in the one of its terms, if that is how it was taxed.  What is in a
    category that the terms do not have any more stays there.
    """
    for line in claim.tax_lines:
        yield line.key, _ore(line.base)
    vat = _version(claim).claims.vat
    if not claim.tax_lines and vat and claim.tax == taxed(vat, claim.amount).tax:
        yield key_of(vat), _ore(claim.amount)


def _scaled(exact: Exact, total_ore: int | Fraction, default: Key) -> Exact:
    """The same proportions of a total; what has none is in the agreement's category."""
    of = sum(exact.values(), Fraction(0))
    if of:
        return {key: part * total_ore / of for key, part in exact.items()}
    made = dict(exact)
    made[default] = made.get(default, Fraction(0)) + total_ore
    return made


def _kinds(every_year: Iterable[ClaimTerms], now: ClaimTerms) -> dict[Key, Vat]:
    """Every category of the terms, the general one first, with all its reasons."""
    every = []
    for terms in (now, *every_year):
        every += [terms.vat] if terms.vat else []
        every += [vat for _, vat in sorted(terms.vat_by_cost_centre.items())]
    kinds: dict[Key, Vat] = {}
    for vat in every:
        known = kinds.setdefault(key_of(vat), vat)
        if vat.reason not in known.reason.split("; "):
            reason = "; ".join(filter(None, (known.reason, vat.reason)))
            kinds[key_of(vat)] = replace(known, reason=reason)
    return kinds


def _of_budget(
    claim: Claim, terms: ClaimTerms, entries: Sequence[Directive], shared: Shared
) -> Exact | None:
    """The payer's share of the year's budget by category; ``None`` without one."""
    year = int(claim.period[:4])
    for result in shared.budget_results:
        if (result.cooperation.slug, result.year) == (claim.cooperation.slug, year):
            entitled = result.periods[-1].apportionment.entitlements_ore
            if entitled.get(claim.payer.slug):
                costs = as_costs(budgets(entries)[0], shared.agreement)
                return _entitled(result, claim, terms, costs, None)
    return None


def _of_accounts(
    claim: Claim,
    terms: Mapping[int, ClaimTerms],
    entries: Sequence[Directive],
    shared: Shared,
) -> Exact:
    """What the payer was charged in the years, by category under each year's terms."""
    account = (
        f"{shared.agreement.accounts.receivables}:{claim.payer.account}"
        f":{claim.cooperation.account}"
    )
    last = _end(claim)
    charged: dict[int, Fraction] = defaultdict(Fraction)
    for entry in entries:
        is_ours = entry.meta["filename"] == generated.FILE and entry.date <= last
        if isinstance(entry, data.Transaction) and is_ours:
            for posting in entry.postings:
                if posting.account == account:
                    units: Any = posting.units
                    charged[entry.date.year] += Fraction(units.number) * 100
    made: Exact = defaultdict(Fraction)
    for result in _results(claim, shared, terms):
        of_year, total = terms[result.year], charged[result.year]
        if total and of_year.vat is not None:
            exact = _entitled(result, claim, of_year, entries, last)
            for key, part in _scaled(exact, total, key_of(of_year.vat)).items():
                made[key] += part
    return dict(made)


def _results(
    claim: Claim, shared: Shared, years: Container[int]
) -> Iterator[YearResult]:
    """The cooperation's years as they were shared, in their order."""
    of = claim.cooperation.slug
    found = [r for r in shared.results if r.cooperation.slug == of]
    return iter(sorted((r for r in found if r.year in years), key=lambda r: r.year))


def _of(claim: Claim) -> tuple[str, str]:
    return claim.payer.slug, claim.cooperation.slug


def _entitled(
    result: YearResult,
    claim: Claim,
    terms: ClaimTerms,
    entries: Iterable[Directive],
    last: date | None,
) -> Exact:
    """A payer's entitlement by category, until a day, exactly."""
    ended = [p for p in result.periods if last is None or p.end <= last]
    made: Exact = defaultdict(Fraction)
    together = Fraction(0)
    for pot in (ended or result.periods[:1])[-1].pots:
        exact = pot.entitlements_ore.get(claim.payer.slug, Fraction(0))
        if pot.pot.cost_centre:
            made[_key(terms, pot.pot.cost_centre)] += exact
        else:
            together += exact
    costs = _costs_together(result.cooperation, result.year, terms, entries, last)
    of = sum(costs.values(), Fraction(0))
    assert terms.vat is not None
    for key, cost in costs.items() if of else [(key_of(terms.vat), Fraction(1))]:
        made[key] += together * cost / (of or 1)
    return {key: part for key, part in sorted(made.items()) if part}


def _costs_together(
    cooperation: Cooperation,
    year: int,
    terms: ClaimTerms,
    entries: Iterable[Directive],
    last: date | None,
) -> Exact:
    """The cost of the cost centres without a rule of their own, by category."""
    costs: Exact = defaultdict(Fraction)
    centres = cooperation.cost_centre_by_account
    for entry in entries:
        if not isinstance(entry, data.Transaction) or entry.date.year != year:
            continue
        version = cooperation.version_on(entry.date) or cooperation.versions[-1]
        for root, code, amount in _costs(entry, centres):
            is_ours = root == ["Expenses", cooperation.account]
            is_together = code not in version.cost_centre_rules
            if is_ours and is_together and (last is None or entry.date <= last):
                costs[_key(terms, code)] += amount
    return costs


def _costs(
    entry: Transaction, centres: Mapping[str, str]
) -> Iterator[tuple[list[str], str, Fraction]]:
    """The postings of an entry: whose cost, on which cost centre, how much."""
    for posting in entry.postings:
        units: Any = posting.units
        root, parts = posting.account.split(":")[:2], posting.account.split(":")[2:]
        by_account = next((centres[part] for part in parts if part in centres), "")
        wished = (posting.meta or {}).get(COST_CENTRE, entry.meta.get(COST_CENTRE))
        code = by_account if wished is None else str(wished)
        yield root, code, Fraction(units.number)


def _key(terms: ClaimTerms, centre: str) -> Key:
    vat = terms.vat_by_cost_centre.get(centre, terms.vat)
    assert vat is not None
    return key_of(vat)


def _end(claim: Claim) -> date:
    return period_end(claim.period) or claim.day


def _ore(amount: Decimal) -> int:
    return int(amount.scaleb(2))
