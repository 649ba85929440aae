"""A settled year as a certificate has it: its pots, its accounts, and its periods."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement.distribution_key import Equal
from fellesbok.agreement.distribution_key import Named
from fellesbok.agreement.distribution_key import sets_amounts
from fellesbok.agreement.distribution_key import unshared
from fellesbok.frozen import frozen
from fellesbok.proof.trace import Trace
from fellesbok.sharing.net_pots import AccountOf
from fellesbok.sharing.pots import YearOfVouchers
from fellesbok.sharing.service_accounts import Account
from fellesbok.sharing.service_accounts import Carried
from fellesbok.sharing.service_accounts import Standing
from fellesbok.sharing.service_accounts import held_by
from fellesbok.sharing.service_accounts import service_year
from fellesbok.sharing.service_accounts import share_account
from fellesbok.sharing.settlement import carried_after
from fellesbok.sharing.shared_pots import circumstances
from fellesbok.sharing.shared_pots import seen_from

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement import Agreement
    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.proof.agreed import RulesText
    from fellesbok.rules.document import Location
    from fellesbok.sharing.pots import Pot
    from fellesbok.sharing.settlement import PeriodResult
    from fellesbok.sharing.settlement import YearResult
    from fellesbok.sharing.shared_pots import PotResult


@frozen
class Reckoned:
    """A year that is put in figures, and what it stands on.

    Attributes:
        result: The year as it was settled.
        agreement: The agreements.
        before: What the years before left to it.
        pots: Its pots, in an order of their own.
        accounts: The accounts of its keys that are not linear.
    """

    result: YearResult
    agreement: Agreement
    before: Carried
    pots: tuple[Pot, ...]
    accounts: tuple[Account, ...]

    @classmethod
    def of(
        cls,
        result: YearResult,
        agreement: Agreement,
        results: Sequence[YearResult],
        more: Iterable[Pot],
    ) -> Reckoned:
        """The year, after those of ``results`` before it; ``more`` are other pots."""
        before = Carried()
        for earlier in results:
            if earlier.cooperation == result.cooperation and earlier.year < result.year:
                before = carried_after(earlier, before)
        pots: dict[Pot, None] = {}
        accounts: dict[Account, None] = {}
        for period in result.periods:
            for shared in period.pots:
                if shared.pot.key.is_linear:
                    pots[shared.pot] = None
                else:
                    pots |= dict.fromkeys(pot for pot, _ in shared.nets)
                    accounts[Account.of(shared.pot, result.cooperation)] = None
        pots |= dict.fromkeys(more)
        return cls(result, agreement, before, tuple(pots), tuple(accounts))

    @cached_property
    def account_numbers(self) -> tuple[int | None, ...]:
        """Which account each pot stands on; ``None`` where its key is linear."""
        known = AccountOf(self.result.cooperation)
        return tuple(
            None if pot.key.is_linear else self.accounts.index(known.of(pot))
            for pot in self.pots
        )

    def evaluations(self) -> Iterator[Evaluation]:
        """Every key as it was used, also before the year began."""
        for period in self.result.periods:
            for shared in period.pots:
                yield shared.evaluation
        for account in self.accounts:
            if earlier := self.earlier(account):
                yield earlier

    def earlier(self, account: Account) -> Evaluation | None:
        """The key used on what stood on an account when the year began."""
        known = self.before.accounts.get(account, Standing())
        if not known.nets:
            return None
        cooperation, day = self.result.cooperation, date(self.result.year - 1, 12, 31)
        service = service_year(cooperation, self.agreement, account, day)
        return share_account(known.nets, Standing(), service).evaluation

    def pots_told(self) -> list[dict[str, Any]]:
        """Each pot: under which terms, between whom, and on which account."""
        return [
            {**self._pot(pot), "account": own}
            for pot, own in zip(self.pots, self.account_numbers, strict=True)
        ]

    def _pot(self, pot: Pot) -> dict[str, Any]:
        version = self.result.cooperation.versions[pot.version]
        return {
            "bearer": pot.bearer,
            "centre": pot.cost_centre,
            "days": list(pot.days) if pot.days else None,
            "key": _name_of(pot, version.rule_and_key(pot.cost_centre)[1]),
            "members": list(pot.participants),
            "tied": pot.tied,
            "version": pot.version,
            "year": pot.year,
        }

    def accounts_told(self) -> list[dict[str, Any]]:
        """Each account: when its key holds, and what stood on it before."""
        told = []
        cooperation = self.result.cooperation
        for account in self.accounts:
            known = self.before.accounts.get(account, Standing())
            earlier = self.earlier(account)
            told.append(
                {
                    "before": [
                        {**self._pot(pot), "ore": str(ore)} for pot, ore in known.nets
                    ],
                    "centre": account.cost_centre,
                    "held": [
                        cooperation.versions.index(v)
                        for v in held_by(cooperation, account)
                    ],
                    "proofs": list(proofs(earlier)) if earlier else [],
                    "year": account.year,
                }
            )
        return told

    def periods_told(
        self, rules: RulesText, figure: Callable[[str, date, str], list[Any]]
    ) -> list[dict[str, Any]]:
        """Each period: the exact entitlements of the year so far, and whole øre."""
        found = []
        for number, period in enumerate(self.result.periods):
            told = self._period(number, period)
            uses = [self._use(pot, told, rules, figure) for pot in period.pots]
            left = [Fraction(0)] * len(self.pots)
            for pot in period.pots:
                is_linear = pot.pot.key.is_linear
                for one, ore in ((pot.pot, pot.shared_ore),) if is_linear else pot.nets:
                    left[self.pots.index(one)] = ore
            found.append({**told, "left": list(map(str, left)), "uses": uses})
        return found

    def _use(
        self,
        of: PotResult,
        period: dict[str, Any],
        rules: RulesText,
        figure: Callable[[str, date, str], list[Any]],
    ) -> dict[str, Any]:
        """A key as it was used on a pot or an account, as a tree."""
        pot, slug = of.pot, self.result.cooperation.slug
        terms = ("cooperations", slug, "versions", pot.version)
        rule, own = self.result.cooperation.versions[pot.version].rule_and_key(
            pot.cost_centre
        )
        way: Location | None = (*terms, "key")
        if rule is not None and rule.key is not None:
            way = (*terms, "cost_centre_rules", pot.cost_centre, "key")
        if pot.key != own:
            way = None
        if pot.key.is_linear:
            account, pots = None, [self.pots.index(pot)]
        else:
            account = self.accounts.index(Account.of(pot, self.result.cooperation))
            pots = [n for n, at in enumerate(self.account_numbers) if at == account]
        due = period["due"].get(str(pots[0]) if pots else "", ["1", "0", "0"])
        now, before, after = map(Fraction, due)
        trace = Trace(rules, figure, (now, before, after))
        return {
            "account": account,
            "less": fractions(of.borne_before_ore),
            "pots": pots,
            "tree": trace.tree(of.evaluation, way),
        }

    def _period(self, number: int, period: PeriodResult) -> dict[str, Any]:
        of = period.apportionment
        year = YearOfVouchers(
            self.result.cooperation,
            self.result.year,
            tuple(p.end for p in self.result.periods),
            come_to=self.result.come_to,
        )
        found = [proof for pot in period.pots for proof in proofs(pot.evaluation)]
        nets: dict[Account, Any] = {}
        for pot in period.pots:
            if not pot.pot.key.is_linear:
                account = Account.of(pot.pot, self.result.cooperation)
                known = self.before.accounts.get(account, Standing())
                nets[account] = [*known.nets, *pot.nets]
        return {
            "amounts": dict(of.amounts_ore),
            "due": {
                str(n): _due(year, self.agreement, pot, number)
                for n, pot in enumerate(self.pots)
                if pot.key.is_linear and sets_amounts(pot.key)
            },
            "end": period.end.isoformat(),
            "entitlements": fractions(of.entitlements_ore),
            "proofs": [p for n, p in enumerate(found) if p not in found[:n]],
            "seen": [
                seen_from(year, number, account, nets.get(account, ())).isoformat()
                for account in self.accounts
            ],
        }


def fractions(amounts: Mapping[str, Fraction]) -> dict[str, str]:
    """Exact amounts as ``p/q``; nothing is left out."""
    return {payer: str(amount) for payer, amount in amounts.items() if amount}


def _name_of(pot: Pot, own: object) -> str:
    """What a pot's key is called: that of its terms, or a name on a voucher."""
    if pot.key == own:
        return "own"
    if unshared(pot.key):
        return "none"
    if isinstance(pot.key, Named):
        return pot.key.name
    return "equal" if isinstance(pot.key, Equal) else ""


def _due(
    year: YearOfVouchers, agreement: Agreement, pot: Pot, period: int
) -> list[str]:
    """The part of a year's sums that is due, and of those of an agreement period."""
    version = year.cooperation.versions[pot.version]
    now = circumstances(year, agreement, pot, version, period, year.come_to)
    before, after = now.agreement_part or (Fraction(0), Fraction(0))
    return [str(now.year_part), str(before), str(after)]


def proofs(evaluation: Evaluation) -> Iterator[dict[str, Any]]:
    """What proves each split within bounds: levels, shifts, and bounds left out yet."""
    kept = evaluation.kept
    if kept is not None and kept.levels:
        borne = evaluation.entitlements_ore
        low = any(
            b is not None and borne[p] < b for p, (b, _) in evaluation.bounds.items()
        )
        high = any(
            b is not None and borne[p] > b for p, (_, b) in evaluation.bounds.items()
        )
        yield {
            "levels": [str(level) for level in kept.levels],
            "shifts": fractions(kept.shifts),
            "without": ["maximum", "minimum"] if high else ["minimum"] if low else [],
        }
    for step in evaluation.steps:
        yield from proofs(step)
