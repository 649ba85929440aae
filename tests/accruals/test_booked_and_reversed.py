"""Accrued cost is shared in its year; when the real one comes, only the difference."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data
from beancount.parser import printer
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from casebook import LEDGERS
from casebook import generated_entries
from casebook import load
from casebook import load_case
from explained import explained
from fellesbok.accruals.booked_and_reversed import TAG
from fellesbok.closing.writing import close_year
from fellesbok.lint import lint
from fellesbok.shared import OPTION
from fellesbok.shared import Shared
from fellesbok.sharing import statement
from fellesbok.viewpoint.part import sight

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beancount.core.data import Directive

    from casebook import Loaded

ACCRUED = LEDGERS / "an-accrued-cost-is-shared-in-its-year"
REPLACED = LEDGERS / "the-real-voucher-replaces-what-was-accrued"
UNSTATED = LEDGERS / "an-accrued-cost-without-an-amount-is-not-booked"
DIRECTIVE = 'custom "paaloept"'


def shared(loaded: Loaded) -> Shared:
    """What the plugin kept of loaded books."""
    kept = loaded.options[OPTION]
    assert isinstance(kept, Shared)
    return kept


def on_account(entries: Sequence[Directive], account: str) -> list[tuple[str, Decimal]]:
    """Date and amount of everything posted on an account."""
    found = []
    for entry in entries:
        for posting in entry.postings if isinstance(entry, data.Transaction) else ():
            units: Any = posting.units
            if posting.account == account:
                found.append((str(entry.date), units.number))
    return found


def test_the_line_becomes_a_voucher_where_it_is_written() -> None:
    entries = load_case(ACCRUED).entries
    [line] = [e for e in entries if isinstance(e, data.Custom)]
    [voucher] = statement.vouchers(entries, "fordeling-2018-ikt")
    assert voucher.tags == {TAG}
    assert voucher.narration == "Lisens for 2018"
    assert voucher.meta["paaloept"] == "2018-lisens"
    assert voucher.meta["lineno"] == line.meta["lineno"]
    assert voucher.meta["filename"] == line.meta["filename"]
    assert "id" not in voucher.meta


def test_what_is_accrued_is_taken_back_on_the_day_of_the_real_voucher() -> None:
    entries = load_case(REPLACED).entries
    assert on_account(entries, "Liabilities:Påløpt:IKT") == [
        ("2018-12-31", Decimal("-1000.00")),
        ("2019-02-10", Decimal("1000.00")),
    ]
    assert on_account(entries, "Expenses:IKT") == [
        ("2018-12-31", Decimal("1000.00")),
        ("2019-02-10", Decimal("-1000.00")),
        ("2019-02-10", Decimal("1200.00")),
    ]
    behind = statement.vouchers(entries, "fordeling-2019-ikt")
    assert {entry.meta["periode"] for entry in behind} == {"2018-12-31"}
    assert {entry.meta.get("tilbakefoerer") for entry in behind} == {
        None,
        "2018-lisens",
    }


def test_a_voucher_that_names_its_own_period_keeps_it(tmp_path: Path) -> None:
    text = (REPLACED / "source.beancount").read_text(encoding="utf-8")
    own = '  erstatter: "2018-lisens"\n  periode: "2018-06-01/2018-06-30"\n'
    (tmp_path / "rules.yaml").write_bytes((REPLACED / "rules.yaml").read_bytes())
    ledger = tmp_path / "source.beancount"
    ledger.write_text(
        text.replace('  erstatter: "2018-lisens"\n', own), encoding="utf-8"
    )
    behind = statement.vouchers(load(ledger).entries, "fordeling-2019-ikt")
    assert [entry.meta["periode"] for entry in behind if "bilag" in entry.meta] == [
        "2018-06-01/2018-06-30"
    ]


def test_an_unstated_claim_is_no_money() -> None:
    loaded = load_case(UNSTATED)
    assert not on_account(loaded.entries, "Liabilities:Påløpt:IKT")
    assert on_account(loaded.entries, "Expenses:IKT") == [
        ("2018-03-01", Decimal("100.00"))
    ]


def test_the_explanation_leads_to_the_line() -> None:
    loaded = load_case(ACCRUED)
    found = explained(loaded, "ikt", "lyngen", 2018)
    [row] = found.sections[0].rows
    assert row.place is not None
    text = Path(row.place[0]).read_text(encoding="utf-8").splitlines()
    assert DIRECTIVE in text[row.place[1] - 1]


def test_the_audit_asks_until_the_invoice_comes() -> None:
    loaded = load_case(REPLACED)
    for year, rules in ((2018, {"ikke-fakturert"}), (2019, set())):
        found = {f.rule for f in lint(loaded.entries, shared(loaded), year)}
        assert found & {"ikke-fakturert"} == rules


def test_a_participant_sees_what_is_accrued_and_others_claims_not() -> None:
    loaded = load_case(ACCRUED)
    seen = sight(loaded.entries, shared(loaded), "lyngen").entries
    assert on_account(seen, "Liabilities:Påløpt:IKT")
    loaded = load_case(UNSTATED)
    for reader, count in (("lyngen", 1), ("kafjord", 0)):
        seen = sight(loaded.entries, shared(loaded), reader).entries
        assert sum(getattr(e, "type", "") == "paaloept" for e in seen) == count


def test_a_closed_year_is_not_touched_when_the_invoice_comes(tmp_path: Path) -> None:
    """2018 is closed with the accrual; the difference belongs to 2019's settlement."""
    (tmp_path / "rules.yaml").write_bytes((REPLACED / "rules.yaml").read_bytes())
    text = (REPLACED / "source.beancount").read_text(encoding="utf-8")
    begins = text.index("2019-02-10 *")
    ledger = tmp_path / "source.beancount"
    ledger.write_text(text[:begins], encoding="utf-8")
    before = load(ledger)
    last = before.entries[-1].date
    [closing] = close_year(before.entries, shared(before), 2018, last)
    assert (
        b"bilag;2018-lisens;2018-12-31;Lisens for 2018"
        in closing.files[closing.year.basis.name]
    )
    for name, content in closing.files.items():
        (tmp_path / name).write_bytes(content)
    fixed = "\n".join(printer.format_entry(entry) for entry in closing.directives)
    ledger.write_text(f"{text}\n{fixed}", encoding="utf-8")
    after = load(ledger)
    assert not after.errors
    assert statement.corrections(after.entries) == []
    assert [str(s.amount) for s in statement.shares(after.entries)] == [
        "426.40",
        "573.60",
        "85.28",
        "114.72",
    ]


# The smallest books with an accrual that a real voucher replaces, to fill in.
RANDOM = (REPLACED / "source.beancount").read_text(encoding="utf-8")


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 10_000_000), st.integers(-5_000_000, 10_000_000).filter(bool))
def test_all_years_together_share_the_real_cost_by_the_year_it_belongs_to(
    accrued: int, real: int
) -> None:
    """Each payer is less than an øre from its exact part for each of the two years."""
    text = RANDOM.replace("1000.00 NOK", f"{Decimal(accrued).scaleb(-2)} NOK")
    text = text.replace("-1200.00 NOK", f"{Decimal(-real).scaleb(-2)} NOK")
    text = text.replace("1200.00 NOK", f"{Decimal(real).scaleb(-2)} NOK")
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "rules.yaml").write_bytes((REPLACED / "rules.yaml").read_bytes())
        (folder / "source.beancount").write_text(text, encoding="utf-8")
        loaded = load(folder / "source.beancount")
    assert not loaded.errors
    charged = {"Kåfjord": Fraction(0), "Lyngen": Fraction(0)}
    for share in statement.shares(loaded.entries):
        charged[share.municipality] += Fraction(share.amount) * 100
    assert sum(charged.values()) == real
    for payer, people in (("Kåfjord", 2132), ("Lyngen", 2868)):
        assert abs(charged[payer] - Fraction(people, 5000) * real) < 2


def test_nothing_is_generated_twice_from_an_accrual() -> None:
    loaded = load_case(ACCRUED)
    made = [e for e in generated_entries(loaded) if hasattr(e, "postings")]
    assert len(made) == 2
