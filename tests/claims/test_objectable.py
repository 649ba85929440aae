"""How much of a share or a voucher can be objected to, by what is known of it then."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import cost
from claimbook import version
from fellesbok.claims.objectable import too_much
from fellesbok.messages import say
from objected_books import MIDVIK
from objected_books import credited
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture
from taxed_claims import EXEMPT
from taxed_claims import STANDARD
from taxed_claims import accounts
from taxed_claims import agreement
from taxed_claims import single
from taxed_claims import terms
from taxed_claims import voucher

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("undrawn_pdf")

SHARE = ("andel", "IKT", Decimal(2018))
VOUCHER = (*SHARE[1:], "B-1")


def refused(
    folder: Folder, about: tuple[object, ...], amount: str | None, payer: str = "midvik"
) -> str:
    """Why it cannot be to so much; blank where it can."""
    loaded = folder.load()
    who = loaded.settled.agreement.payer(payer)
    kroner = None if amount is None else Decimal(amount)
    found = too_much(about, kroner, who, loaded.entries, loaded.settled)
    return "" if found is None else say(found, "nb").replace("\xa0", " ")


def largest(folder: Folder, amount: str, year: int = 2018) -> None:
    """So much can be objected to, and an øre more cannot."""
    about = ("andel", "IKT", Decimal(year))
    assert not refused(folder, about, amount)
    more = str(Decimal(amount) + Decimal("0.01"))
    said = refused(folder, about, more)
    kroner = f"{Decimal(amount):,}".replace(",", " ").replace(".", ",")
    assert f"{year}, er {kroner} kr." in said
    assert said.endswith("det er 0,01 kr for mye.")


def test_before_the_year_is_over_its_budget_is_known(folder: Folder) -> None:
    """12 000 kr are used by April, 40 000 are budgeted: Midvik bears 30 % of either."""
    largest(folder, "12000.00")


def test_what_the_accounts_are_more_than_the_budget_counts(folder: Folder) -> None:
    folder.add(cost("2018-11-01", "88000.00"))
    largest(folder, "30000.00")


def test_what_is_claimed_counts_when_the_share_is_less(folder: Folder) -> None:
    """Budget and voucher are put right, to 1 000 kr: 3 000 kr stand claimed."""
    main = folder.path / "ledger" / "main.beancount"
    text = main.read_text("utf-8")
    for wrong in ("12000.00", "40000.00"):
        text = text.replace(wrong, "1000.00")
    main.write_text(text, "utf-8")
    largest(folder, "3000.00")
    credited(folder, MIDVIK, "--reason", "Feil", "--date", "2018-02-20")
    largest(folder, "300.00")


def test_a_closed_year_is_as_it_was_fixed_or_is_corrected_to(folder: Folder) -> None:
    """88 000 kr were closed with; a voucher of 10 000 came after that, and one went."""
    folder.add(cost("2018-11-01", "76000.00"), cost("2019-02-01", "1000.00"))
    assert folder.run("close", "2018", "--yes").exit_code == 0
    largest(folder, "26400.00")
    folder.add(cost("2018-12-01", "10000.00"))
    largest(folder, "29400.00")
    main = folder.path / "ledger" / "main.beancount"
    text = main.read_text("utf-8")
    main.write_text(text.replace("10000.00", "-50000.00"), "utf-8")
    largest(folder, "26400.00")


def test_a_voucher_is_as_large_as_it_is(folder: Folder) -> None:
    assert not refused(folder, ("bilag", *VOUCHER), "12000.00")
    assert refused(folder, ("bilag", *VOUCHER), "12000.01") == (
        "Bilag B-1 er på 12 000,00 kr for IKT-samarbeidet. Innsigelsen gjelder"
        " 12 000,01 kr: det er 0,01 kr for mye."
    )


def of_number(day: str, amount: str, number: str = "B-1") -> str:
    """A voucher of IKT with its number."""
    found = cost(day, amount)
    return found.replace('"Kostnad"', f'"Kostnad"\n  bilag: "{number}"')


def test_a_voucher_is_that_of_the_year(folder: Folder) -> None:
    """Numbers begin anew: B-1 of 2019 is another; one that comes late is of 2018."""
    folder.add(of_number("2019-03-01", "5000.00"))
    assert not refused(folder, ("bilag", *VOUCHER), "12000.00")
    assert refused(folder, ("bilag", *VOUCHER), "12000.01")
    of_2019 = "bilag", "IKT", Decimal(2019), "B-1"
    assert not refused(folder, of_2019, "5000.00")
    assert "Bilag B-1 er på 5 000,00 kr for" in refused(folder, of_2019, "5000.01")
    assert folder.run("close", "2018", "--yes").exit_code == 0
    folder.add(of_number("2018-11-30", "1000.00", "B-9"))
    late = "bilag", "IKT", Decimal(2018), "B-9"
    assert not refused(folder, late, "1000.00")
    assert "Bilag B-9 er på 1 000,00 kr for" in refused(folder, late, "1000.01")


@pytest.mark.parametrize(
    ("claimed_by", "largest_of_midvik"),
    [
        (single(STANDARD), "1250.00"),
        (single(EXEMPT), "1000.00"),
        (terms(), "1250.00"),  # 155 with tax, the rest exempt
    ],
)
def test_a_voucher_is_with_the_tax_that_it_is_claimed_with(
    tmp_path: Path, claimed_by: str, largest_of_midvik: str
) -> None:
    """Midvik bears 300 kr of 1 000, with 75 in tax; Nordvik, the host, pays none."""
    found = Folder(tmp_path).write(
        agreement(version(claims=claimed_by)),
        accounts(),
        voucher("2018-03-01", "155", "1000.00").replace(
            '"Kostnad"', '"Kostnad"\n  bilag: "B-1"'
        ),
        voucher("2018-04-01", "160", "500.00"),
        cost("2019-01-02", "0.10"),
    )
    about = "bilag", *VOUCHER
    assert not refused(found, about, "1000.00")
    assert refused(found, about, "1000.01"), "before it is claimed"
    assert found.run("claim", "2018", "--yes").exit_code == 0
    assert not refused(found, about, largest_of_midvik)
    more = str(Decimal(largest_of_midvik) + Decimal("0.01"))
    said = refused(found, about, more)
    assert ("1 250,00 kr med avgift for" in said) == (largest_of_midvik == "1250.00")
    assert said.endswith("det er 0,01 kr for mye.")
    assert refused(found, about, "1000.01", "nordvik")


@pytest.mark.parametrize(
    ("about", "amount"),
    [
        (SHARE, None),  # nobody has said how much
        (("krav", MIDVIK), "3000.01"),  # what is an error of the books
        (("andel", "IKT", Decimal(2016)), "1.00"),  # no share of that year
        (("andel", "Ukjent", Decimal(2018)), "1.00"),
        (("bilag", "IKT", Decimal(2018), "B-7"), "1.00"),
    ],
)
def test_what_is_not_there_is_told_by_the_books(
    folder: Folder, about: tuple[object, ...], amount: str | None
) -> None:
    assert not refused(folder, about, amount)


def test_it_is_refused_when_it_is_made_and_is_no_error_afterwards(
    folder: Folder,
) -> None:
    """12 000 kr of the budget are objected to, and the budget is then lowered."""
    words = ("object", "--share", "IKT", "--year", "2018", "--payer", "Midvik")
    more = ("--reason", "Feil nøkkel", "--yes")
    before = folder.files()
    done = folder.run(words[0], *words[1:], "--amount", "12000,01", *more)
    assert done.exit_code == 1
    assert "er 12 000,00 kr. Innsigelsen gjelder 12 000,01 kr" in (
        done.output.replace("\xa0", " ")
    )
    assert folder.files() == before
    done = folder.run(words[0], *words[1:], "--amount", "12000,00", *more)
    assert done.exit_code == 0, done.output
    main = folder.path / "ledger" / "main.beancount"
    main.write_text(main.read_text("utf-8").replace("40000.00", "4000.00"), "utf-8")
    assert refused(folder, SHARE, "12000.00")
    assert folder.errors() == []
