"""Random years: whatever is claimed, credited and booked late, it ends at the shares.

Each step is one run of the programme: the books are shared anew, what can be claimed is
found, and the claims are put into the books as they would be written.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core import data
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from claimbook import QUARTERLY
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import paid
from claimbook import rules
from claimbook import version
from fellesbok.claims.payment_plan import payment_plans
from fellesbok.claims.ready import Draft
from fellesbok.claims.ready import Wanted
from fellesbok.claims.ready import claimable
from fellesbok.claims.writing import credit_note
from fellesbok.claims.writing import numbered
from fellesbok.claims.writing import transaction
from fellesbok.claims.written import claims
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import standing
from fellesbok.messages import kroner
from fellesbok.plugin import share_costs
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from beancount.core.data import Directive

    from fellesbok.shared import Shared

pytestmark = pytest.mark.usefixtures("without_pdf")

LAST = date(2019, 3, 1)
FIRST_TERMS = version()
ENTERS = version("2018-07-01", "[midvik, nordvik, sorvik, utvik]")
LEAVES = version("2018-07-01", "[midvik, nordvik]", host="midvik")
QUARTERS = version(settlement="quarter", claims="claims: {due_days: 14}")
AGREEMENTS = {
    "one": rules(FIRST_TERMS),
    "enters": rules(FIRST_TERMS, ENTERS),
    "leaves": rules(FIRST_TERMS, LEAVES),
    "quarters": rules(QUARTERS),
    "sum": rules(
        version(
            claims=f"claims: {{advance: {{amount: 9, due: {QUARTERLY}}}, due_days: 5}}"
        )
    ),
}
NAMES = ("Midvik", "Nordvik", "Sørvik")
MONEY = st.integers(-(10**5), 10**6).filter(bool).map(kroner)
DAYS = st.dates(date(2018, 1, 1), date(2018, 12, 31)).map(str)

VOUCHERS = st.one_of(
    st.builds(cost, DAYS, MONEY.map(str)),
    st.builds(
        cost,
        DAYS,
        MONEY.filter(lambda amount: amount > 0).map(str),
        of=st.sampled_from([f"Liabilities:Utlegg:{name}:IKT" for name in NAMES]),
    ),
    st.builds(
        lambda day, amount: (
            f'\n{day} * "Tilskudd"\n  Assets:Bank  {amount} NOK\n'
            f"  Income:IKT:Tilskudd:Staten  {-amount} NOK\n"
        ),
        DAYS,
        MONEY,
    ),
    st.builds(
        lambda day, name, amount: paid(day, name, str(amount)).replace(
            "Assets:Krav", "Assets:Fordringer"
        ),
        DAYS,
        st.sampled_from(NAMES),
        MONEY.filter(lambda amount: amount > 0),
    ),
    st.builds(budget, MONEY.map(lambda amount: str(abs(amount))), DAYS),
)
STEPS = st.one_of(
    st.tuples(st.just("voucher"), VOUCHERS),
    st.tuples(st.just("instalment"), st.integers(1, 4)),
    st.tuples(st.just("instalment of"), st.sampled_from(["midvik", "nordvik"])),
    st.tuples(st.just("settle"), st.just(0)),
    st.tuples(st.just("credit"), st.integers(0, 20)),
)


class Year:
    """Books that grow by steps."""

    def __init__(self, rules_path: Path) -> None:
        self.rules_path = rules_path
        self.vouchers: list[str] = []
        self.claimed: list[Directive] = []
        self.entries: list[Directive] = []
        self.shared: Any = None
        self.read()

    def read(self) -> list[Any]:
        """Read the books anew; what is wrong with them."""
        dates: set[str] = set()
        kept = []
        for text in self.vouchers:
            day = text.split()[0]
            if "custom" not in text or day not in dates:
                kept.append(text)
            if "custom" in text:
                dates.add(day)
        source, _, _ = loader.load_string("\n".join([chart(), *kept]))
        written = sorted([*source, *self.claimed], key=data.entry_sortkey)
        options: dict[str, Any] = {
            "filename": str(self.rules_path.parent / "ledger" / "main.beancount"),
            "include": [],
        }
        self.entries, errors = share_costs(written, options, "../rules.yaml")
        self.shared = options[OPTION]
        return errors

    @property
    def written(self) -> tuple[Claim, ...]:
        """The claims."""
        return claims(self.entries, self.shared.agreement)

    def put(self, drafts: Sequence[Draft], *, is_dated: bool = False) -> None:
        """Number the claims and put them into the books."""
        made, faults = numbered(drafts, self.written, is_dated=is_dated)
        assert not faults
        before = self.written
        for draft in made:
            entry = transaction(draft, self.shared.agreement)
            place = data.new_metadata("krav", len(self.claimed) + 1, entry.meta)
            self.claimed.append(entry._replace(meta=place))
        assert not self.read(), "what is written has no faults"
        again = {claim.id: claim for claim in self.written if claim not in before}
        assert again == {draft.claim.id: draft.claim for draft in made}

    def step(self, kind: str, value: Any) -> None:  # noqa: ANN401 -- what the step needs
        """One thing that happens."""
        wanted = Wanted(2018, day=None)
        match kind:
            case "voucher":
                self.vouchers.append(value)
                self.read()
                return
            case "credit":
                left = standing(self.written)
                if left:
                    claim = left[value % len(left)]
                    self.put([Draft(credit_note(claim, "Feil", claim.day))])
                return
            case "instalment":
                wanted = Wanted(2018, instalment=value)
            case "instalment of":
                wanted = Wanted(2018, payer=value, instalment=2)
            case "settle":
                wanted = Wanted(2018, settlement=True)
        self.put(claimable(self.entries, self.shared, wanted).drafts)

    def close(self) -> None:
        """Settle all that is left."""
        wanted = Wanted(2018, settlement=True, day=LAST)
        found = claimable(self.entries, self.shared, wanted)
        assert not found.faults
        self.put(found.drafts, is_dated=True)

    def balances(self, prefix: str) -> dict[str, Decimal]:
        """What stands on each account of that kind."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        for entry in self.entries:
            if isinstance(entry, data.Transaction):
                for posting in entry.postings:
                    units: Any = posting.units
                    if posting.account.startswith(prefix):
                        found[posting.account] += units.number
        return found

    def shares(self) -> dict[str, Decimal]:
        """What was generated for each payer, less what it paid without a claim."""
        found: dict[str, Decimal] = defaultdict(Decimal)
        claimed = {id(entry) for entry in self.claimed}
        for entry in self.entries:
            if isinstance(entry, data.Transaction) and id(entry) not in claimed:
                for posting in entry.postings:
                    units: Any = posting.units
                    _, kind, payer, *_ = [*posting.account.split(":"), "", ""]
                    if kind == "Fordringer":
                        is_ours = entry.meta["filename"] == vocabulary.FILE
                        assert is_ours or units.number < 0
                        found[payer] += units.number
        return found


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The agreements, each in a folder."""
    made = {}
    for name, text in AGREEMENTS.items():
        path = tmp_path_factory.mktemp(name) / "rules.yaml"
        path.write_text(text, encoding="utf-8")
        made[name] = path
    return made


@settings(deadline=None, max_examples=25)
@given(
    agreement=st.sampled_from(sorted(AGREEMENTS)),
    first=st.lists(VOUCHERS, max_size=6),
    steps=st.lists(STEPS, max_size=12),
)
def test_claims_less_credit_notes_are_the_shares(
    folders: dict[str, Path], agreement: str, first: list[str], steps: list[Any]
) -> None:
    year = Year(folders[agreement])
    for voucher in first:
        year.step("voucher", voucher)
    for kind, value in steps:
        year.step(kind, value)
    year.close()
    _assert_settled(year)
    after = claimable(year.entries, year.shared, Wanted(2018, day=LAST))
    assert not after.drafts, "nothing is claimed twice"


def _assert_settled(year: Year) -> None:
    """Nothing is left to claim, and what is claimed is what is due."""
    assert not any(year.balances("Assets:Fordringer").values())
    assert all(left >= 0 for left in year.balances("Liabilities:Utlegg").values())
    claimed: dict[str, Decimal] = defaultdict(Decimal)
    for claim in year.written:
        claimed[claim.payer.account] += claim.share
    shares = year.shares()
    assert {p: a for p, a in claimed.items() if a} == {
        p: a for p, a in shares.items() if a
    }
    left = standing(year.written)
    assert sum(c.share for c in left) == sum(c.share for c in year.written)
    _assert_series(year.written)


def _assert_series(written: Sequence[Claim]) -> None:
    """Every number once, without gaps, in the order of the dates."""
    series: dict[str, list[Claim]] = defaultdict(list)
    for claim in written:
        series[claim.id[:-5]].append(claim)
    for rows in series.values():
        rows.sort(key=lambda claim: claim.id)
        assert [int(c.id[-4:]) for c in rows] == list(range(1, len(rows) + 1))
        assert [c.day for c in rows] == sorted(c.day for c in rows)
        assert all(c.due >= c.day for c in rows)


@settings(deadline=None, max_examples=15)
@given(
    agreement=st.sampled_from(["enters", "leaves", "one"]),
    amounts=st.lists(st.integers(1, 10**7), min_size=1, max_size=5),
)
def test_instalments_are_the_share_however_often_the_budget_is_revised(
    folders: dict[str, Path], agreement: str, amounts: list[int]
) -> None:
    """The last budget is claimed, where a host had an instalment left for it."""
    year = Year(folders[agreement])
    for number, amount in enumerate(amounts, 1):
        day = f"2018-0{number}-01"
        year.step("voucher", budget(str(kroner(amount)), day))
        _assert_planned(year.shared, year.written)
        year.step("instalment", number)
        _assert_planned(year.shared, year.written)


def _assert_planned(shared: Shared, written: Sequence[Claim]) -> None:
    """A host's instalments are its part of the plan, where it has one left."""
    (plan,) = payment_plans(shared, written, 2018)
    (result,) = shared.budget_results
    share = result.periods[-1].apportionment.amounts_ore
    assert {p: a for p, a in plan.share_ore.items() if a} == {
        p: a for p, a in share.items() if a
    }
    for payer in plan.share_ore:
        rows = [row for row in plan.instalments if row.payer == payer]
        owners, planned = plan.owners[payer], plan.planned_ore(payer)
        assert sum(planned) == plan.share_ore[payer]
        for owner in set(owners.values()):
            own = [row for row in rows if owners[row.number] == owner]
            of_host = sum(planned[n - 1] for n, each in owners.items() if each == owner)
            if any(row.claim is None for row in own):
                assert sum(row.amount_ore for row in own) == of_host
        for row in rows:
            if row.claim is not None:
                assert row.claim.kind is not ClaimKind.CREDIT
                assert row.amount_ore == row.claim.share * 100
