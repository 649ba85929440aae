"""How much of a claim falls in each tax category, where the cost centres differ.

What a payer has been claimed for the year so far (for a project: for all its years),
this claim with it, is divided like its share of the accounts (an instalment: of the
budget), exactly, and then in whole øre by largest remainder; the claim's lines are what
that adds to the lines of the claims before.  So the lines of a year's claims add up to
the year's division, whenever they were made, and no other year is taxed anew.

What each bears of each cost centre is what is shared, exactly (``shares_by_centre``).
Each host's claims divide the shares of that host's time, and no other host's.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING

from fellesbok.agreement import Settlement
from fellesbok.agreement import terms_at
from fellesbok.agreement import terms_of
from fellesbok.agreement.apportion import largest_remainder
from fellesbok.budgets.adopted import as_costs
from fellesbok.budgets.adopted import budgets
from fellesbok.claims.issue_dates import closed_years
from fellesbok.claims.movements import claim_day
from fellesbok.claims.movements import claim_days
from fellesbok.claims.movements import host_and_day
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.records import booked_under
from fellesbok.entries.tax_lines import key_of
from fellesbok.entries.tax_lines import tax_of_lines
from fellesbok.entries.tax_lines import taxed
from fellesbok.funds.shares_by_centre import shares_by_centre
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing.host_times import in_time_of
from fellesbok.sharing.tax_parts import filled
from fellesbok.sharing.tax_parts import key_under
from fellesbok.sharing.tax_parts import kinds_of
from fellesbok.sharing.tax_parts import scaled

if TYPE_CHECKING:
    from collections.abc import Container
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.agreement.claim_terms import ClaimTerms
    from fellesbok.agreement.claim_terms import Vat
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.entries.tax_lines import Key
    from fellesbok.entries.tax_lines import TaxLine
    from fellesbok.funds.shares_by_centre import HostShares
    from fellesbok.shared import Shared
    from fellesbok.sharing.tax_parts import Exact


def taxed_claims(
    made: Sequence[Claim],
    written: Sequence[Claim],
    entries: Entries,
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
    taxes: dict[str, CentreTaxes] = {}
    for claim in made:
        version = _version(claim)
        terms = version.claims
        now: Claim | Text = claim
        if claim.kind is not ClaimKind.INTERNAL and terms.vat_by_cost_centre:
            of = claim.cooperation
            if of.slug not in taxes:
                taxes[of.slug] = CentreTaxes(of, written, entries, shared)
            others = (*written, *taxed_now)
            now = taxes[of.slug].with_lines(claim, version, others)
        elif claim.kind is not ClaimKind.INTERNAL and terms.vat is not None:
            now = replace(claim, tax=taxed(terms.vat, claim.amount).tax)
        if isinstance(now, Text):
            faults.append(now)
        else:
            taxed_now.append(now)
    return taxed_now, list(dict.fromkeys(faults))


def _version(claim: Claim) -> Version:
    """The terms of an instalment on its due date, of a settlement at its end."""
    day = claim.due if claim.instalment else claim_day(claim)
    return terms_at(claim.cooperation, day)


class CentreTaxes:
    """Divides the claims of one cooperation by tax category; shares it but once."""

    def __init__(
        self,
        cooperation: Cooperation,
        written: Sequence[Claim],
        entries: Entries,
        shared: Shared,
    ) -> None:
        """Know the books, and the claims in them."""
        self._cooperation = cooperation
        self._entries = entries
        self._shared = shared
        self._written = written
        self._days = claim_days(written)
        self._closed = closed_years(shared.closed, cooperation)

    def with_lines(
        self, claim: Claim, version: Version, others: Iterable[Claim]
    ) -> Claim | Text:
        """The claim with its lines and their tax, or why it cannot be divided.

        Only what is the same host's counts: its claims before, and the shares of its
        time.

        Args:
            claim: A claim that is to be, of a payer that is not the host.
            version: The terms that it is made under, with ``vat_by_cost_centre``.
            others: The claims of the books and of the same run.
        """
        last = claim_day(claim)
        at_end = version.settlement is Settlement.PROJECT_END and not claim.instalment
        begun = self._first_year() if at_end else last.year
        years = range(begun, last.year + 1)
        before = [
            other
            for other in others
            if other.relation == claim.relation
            and (not claim.instalment or other.instalment)
            and self._day(other).year in years
            and self._day(other) <= last
        ]
        terms = self._terms(claim, version, years)
        if claim.instalment:
            exact = self._of_budget(claim, version.claims)
            if exact is None:
                return Text(
                    "{cooperation}: avgiften er ulik for ansvarene, og bøkene har ikke"
                    " noe budsjett for {year} som {payer} har en andel av. Uten det kan"
                    " ikke a konto deles på avgiftskategorier.",
                    cooperation=claim.cooperation.title,
                    year=claim.period,
                    payer=claim.payer.name,
                )
        else:
            exact = self._of_accounts(claim, terms, before)
        lines = _lines(claim, kinds_of(terms.values(), version.claims), exact, before)
        return replace(claim, tax_lines=lines, tax=tax_of_lines(lines))

    def _day(self, claim: Claim) -> date:
        """The day a claim counts on; a credit note as its claim."""
        return self._days.get(claim.id) or claim_day(claim)

    def _terms(
        self, claim: Claim, version: Version, years: Iterable[int]
    ) -> dict[int, ClaimTerms]:
        """The terms of each year, those of the claim's host if it has any then."""
        found = {}
        for year in years:
            found[year] = self._terms_in(year, claim).claims
        found[claim_day(claim).year] = version.claims
        return found

    def _first_year(self) -> int:
        """The first year of the terms, or of what was paid ahead of them."""
        slug, first = self._cooperation.slug, self._cooperation.versions[0].first_day
        results = self._shared.results
        return min(
            [first.year, *(r.year for r in results if r.cooperation.slug == slug)]
        )

    def _terms_in(self, year: int, claim: Claim) -> Version:
        """The last terms of a year, those of the claim's host if it has any then."""
        versions = terms_of(self._cooperation, year)
        own = [v for v in versions if v.host == claim.host.slug]
        return (own or versions)[-1]

    @cached_property
    def _shares(self) -> tuple[HostShares, ...]:
        agreement = self._shared.agreement
        return shares_by_centre(
            self._entries, agreement, self._cooperation, over=self._closed
        )

    @cached_property
    def _budget(self) -> tuple[HostShares, ...]:
        agreement = self._shared.agreement
        costs = as_costs(budgets(self._entries)[0], agreement)
        return shares_by_centre(costs, agreement, self._cooperation, is_budget=True)

    def _of_budget(self, claim: Claim, terms: ClaimTerms) -> Exact | None:
        """The payer's share of the year's budget by category; ``None`` without one.

        Of what is budgeted for the host's time, if anything is.
        """
        year, payer = claim.year, claim.payer.slug
        ends = [each.end for each in self._budget if each.year == year]
        every = [each for each in self._budget if ends and each.end == ends[-1]]
        own = [each for each in every if each.host == claim.host.slug]
        for shares in (own, every):
            made = _by_category(shares, payer, dict.fromkeys((year,), terms))
            if sum(made.values(), Fraction(0)):
                return made
        return None

    def _of_accounts(
        self, claim: Claim, terms: Mapping[int, ClaimTerms], before: Sequence[Claim]
    ) -> Exact:
        """What the payer was charged by the host, by category.

        What was charged in whole øre is held against the entitlement; what differs is
        of the categories in proportion.  A closed year is as it was claimed, and what
        corrects it is what its categories would be now, less that.
        """
        host, last = claim.host.slug, claim_day(claim)
        charged = self._charged(claim, terms)
        until: dict[int, date] = {}
        for each in self._shares:
            day = in_time_of(self._cooperation, host, each.end)
            if day.year in terms and day <= last:
                until[each.year] = each.end
        made: Exact = defaultdict(Fraction)
        for (year, corrected), total in charged.items():
            of = terms.get(year) or terms[max(terms)]
            if corrected == year:
                parts = self._entitled(claim, of, year, until.get(year))
                if year in self._closed:
                    parts = _lines_of(b for b in before if self._in(b, year)) or parts
            else:
                parts = self._correction(claim, of, corrected)
            for key, part in filled(parts, total, key_under(of, "")).items():
                made[key] += part
        return dict(made)

    def _correction(self, claim: Claim, terms: ClaimTerms, year: int) -> Exact:
        """What has come to a closed year, by category: what it gives now, less then."""
        of = self._terms_in(year, claim).claims
        if of.vat is None:
            of = terms
        now = self._entitled(claim, of, year, None)
        same = [
            w
            for w in self._written
            if w.relation == claim.relation and self._in(w, year)
        ]
        last = date(year, 12, 31)
        fixed = self._charged(claim, (year,), last).get((year, year), Fraction(0))
        then = filled(_lines_of(same) or now, fixed, key_under(of, ""))
        return {
            key: now.get(key, Fraction(0)) - then.get(key, Fraction(0))
            for key in sorted({**now, **then})
        }

    def _in(self, claim: Claim, year: int) -> bool:
        """Whether a claim is for a year."""
        return self._day(claim).year == year

    def _entitled(
        self, claim: Claim, terms: ClaimTerms, year: int, end: date | None
    ) -> Exact:
        """What the payer is to bear of the host's time, until a day, by category."""
        ends = [s.end for s in self._shares if s.year == year]
        end = end or max(ends, default=None)
        own = [s for s in self._shares if (s.end, s.host) == (end, claim.host.slug)]
        return _by_category(own, claim.payer.slug, {year: terms})

    def _charged(
        self, claim: Claim, years: Container[int], last: date | None = None
    ) -> dict[tuple[int, int], Fraction]:
        """What is charged for the host's time in øre, by year and year it corrects."""
        agreement, last = self._shared.agreement, last or claim_day(claim)
        account = agreement.accounts.receivable(claim.payer, claim.cooperation)
        charged: dict[tuple[int, int], Fraction] = defaultdict(Fraction)
        booked = booked_under(self._entries, account, agreement.currency)
        for entry, posting, amount in booked:
            made = entry.meta["filename"] == vocabulary.FILE
            if made and posting.account == account:
                host, day = host_and_day(entry, self._cooperation, agreement)
                if host == claim.host.slug and day.year in years and day <= last:
                    year = entry.date.year
                    corrected = int(entry.meta.get(vocabulary.CORRECTS, year))
                    charged[year, corrected] += Fraction(amount) * 100
        return charged


def _lines_of(claims: Iterable[Claim]) -> Exact:
    """What claims had in each category, in øre."""
    found: Exact = defaultdict(Fraction)
    for claim in claims:
        for vat, ore in taxed_by(claim):
            found[key_of(vat)] += ore
    return dict(sorted(found.items()))


def _by_category(
    shares: Iterable[HostShares], payer: str, terms: Mapping[int, ClaimTerms]
) -> Exact:
    """A payer's part of the shares by category, exactly."""
    made: Exact = defaultdict(Fraction)
    for each in shares:
        for centre, exact in each.shares.get(payer, {}).items():
            made[key_under(terms[each.year], centre)] += exact
    return dict(sorted(made.items()))


def _lines(
    claim: Claim, kinds: Mapping[Key, Vat], exact: Exact, before: Sequence[Claim]
) -> tuple[TaxLine, ...]:
    """What the claim adds to the lines before it, category by category."""
    default = next(iter(kinds))
    claimed = dict.fromkeys(kinds, 0)
    for each in before:
        for vat, ore in taxed_by(each):
            key = key_of(vat)
            if key in claimed:
                claimed[key] += ore
    total = sum(claimed.values()) + _ore(claim.amount)
    if claim.instalment:
        parts = scaled(exact, total, default)
    else:
        parts = filled(exact, Fraction(total), default)
    whole = largest_remainder(parts, total, tie_order=list(kinds)).amounts_ore
    lines = tuple(
        taxed(vat, kroner(whole.get(key, 0) - claimed[key]))
        for key, vat in kinds.items()
        if whole.get(key, 0) != claimed[key]
    )
    if lines or not claim.amount:
        return lines
    return (taxed(kinds[default], claim.amount),)


def taxed_by(claim: Claim) -> Iterator[tuple[Vat, int]]:
    """How an earlier claim was taxed, and what it had of each, in øre without tax.

    One without lines was made before the cost centres had categories of their own: all
    of it is in the one of its terms, if that is how it was taxed.  What is in a
    category that the terms do not have any more stays there.
    """
    for line in claim.tax_lines:
        yield line.vat, _ore(line.base)
    vat = _version(claim).claims.vat
    if not claim.tax_lines and vat and claim.tax == taxed(vat, claim.amount).tax:
        yield vat, _ore(claim.amount)


def _ore(amount: Decimal) -> int:
    return int(amount.scaleb(2))
