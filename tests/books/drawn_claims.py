"""Random years of claims, credit notes, payments and late vouchers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.core import data
from hypothesis import strategies as st

from claimbook import QUARTERLY
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import paid
from claimbook import rules
from claimbook import version
from fellesbok.claims.ready import Draft
from fellesbok.claims.ready import Wanted
from fellesbok.claims.ready import claimable
from fellesbok.claims.writing import credit_note
from fellesbok.claims.writing import numbered
from fellesbok.claims.writing import transaction
from fellesbok.claims.written import claims
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import Claim
from fellesbok.entries.claim import part_of
from fellesbok.entries.claim import remaining
from fellesbok.messages import kroner
from fellesbok.plugin import share_costs
from fellesbok.shared import OPTION

if TYPE_CHECKING:
    from collections.abc import Mapping
    from collections.abc import Sequence
    from pathlib import Path

    import pytest
    from beancount.core.data import Directive

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


GRANTED = st.one_of(
    st.tuples(st.just("voucher"), VOUCHERS),
    st.tuples(st.just("instalment"), st.integers(1, 4)),
    st.tuples(st.just("grant"), st.integers(0, 20)),
    st.tuples(st.just("credit"), st.integers(0, 20)),
)
"""Before the settlement; what is given back after objections is among it."""


def in_folders(
    agreements: Mapping[str, str], folders: pytest.TempPathFactory
) -> dict[str, Path]:
    """Each agreement in a folder of its own, for books beside it."""
    made = {}
    for name, text in agreements.items():
        made[name] = folders.mktemp(name) / "rules.yaml"
        made[name].write_text(text, encoding="utf-8")
    return made


class Year:
    """Books that grow by steps."""

    def __init__(self, rules_path: Path) -> None:
        self.rules_path = rules_path
        self.vouchers: list[str] = []
        self.objections: list[str] = []
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
        source, _, _ = loader.load_string("\n".join([chart(), *kept, *self.objections]))
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
                left = remaining(self.written)
                if left:
                    claim = left[value % len(left)]
                    self.put([Draft(credit_note(claim, "Feil", claim.day))])
                return
            case "grant":
                self.grant(value)
                return
            case "instalment":
                wanted = Wanted(2018, instalment=value)
            case "instalment of":
                wanted = Wanted(2018, payer=value, instalment=2)
            case "settle":
                wanted = Wanted(2018, settlement=True)
        self.put(claimable(self.entries, self.shared, wanted).drafts)

    def happens(self, first: Sequence[str], steps: Sequence[tuple[str, Any]]) -> None:
        """The vouchers that are first, and then one thing after another."""
        for kind, value in [*(("voucher", each) for each in first), *steps]:
            self.step(kind, value)

    def grant(self, value: int) -> None:
        """Half of what is left of a claim, or all, is taken back after an objection."""
        left = [claim for claim in remaining(self.written) if claim.amount > 0]
        if not left:
            return
        claim = left[value % len(left)]
        whole = next(c for c in self.written if c.id == claim.id)
        ore = int(claim.amount.scaleb(2))
        half = kroner(ore // 2 if value % 2 and ore > 1 else ore)
        part = part_of(claim, whole, half)
        before = {each.id for each in self.written}
        self.put([Draft(credit_note(part, "Feil", claim.day))])
        (note,) = (each for each in self.written if each.id not in before)
        self.objections.append(
            f'{note.day} custom "innsigelse" "{note.id}" "krav" "{claim.id}"\n'
            f'  kommune: "{claim.payer.name}"\n  aarsak: "Feil"\n'
            f'{note.day} custom "innsigelse" "{note.id}" "utfall" "delvis"\n'
            f'  kreditnota: "{note.id}"\n'
        )
        assert not self.read(), "what is written has no faults"

    def close(self, *, holds_back: bool = False) -> None:
        """Settle all that is left."""
        wanted = Wanted(2018, settlement=True, day=LAST, holds_back=holds_back)
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
