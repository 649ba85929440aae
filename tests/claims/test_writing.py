"""A credit note may take back a part: to the øre, never more than what is left."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from claim_books import STANDARD
from claim_books import claimed_year
from claim_books import settlement
from claim_runs import claim
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import paid
from claimbook import rules
from claimbook import version
from fellesbok.claim_documents import documents
from fellesbok.claim_documents import examine
from fellesbok.claims.items import open_claims
from fellesbok.claims.share_accounts import Step
from fellesbok.claims.share_accounts import share_accounts
from fellesbok.claims.writing import credit_note
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import left_of
from fellesbok.entries.claim import part_of
from fellesbok.messages import kroner
from pagebook import NBSP
from pagebook import reader_of
from pagebook import with_pages

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.claims.items import ClaimItem
    from fellesbok.entries.claim import Claim

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

TAXED = "claims: {due_days: 30, vat: {category: S, rate: 25 %}}"
AMOUNTS = ("Krevd", "Kreditert", "Betalt", "Gjenstår")
PLAIN = "claims: {due_days: 30}"
NUMBER = "nordvik-2019-0001"
"""The settlement of Midvik: 300.00 of 1 000.00."""


def books(folder: Path, claims: str, *more: str) -> Folder:
    """A year of 1 000 kr, settled."""
    opened = "\n2017-01-01 open Liabilities:Merverdiavgift NOK\n"
    made = Folder(folder).write(
        rules(version(claims=claims)),
        chart(),
        opened,
        cost("2018-12-31", "1000.00"),
        *more,
    )
    claim(made)
    return made


@pytest.fixture
def plain(tmp_path: Path) -> Folder:
    return books(tmp_path, PLAIN)


def credit(folder: Folder, *more: str, number: str = NUMBER) -> str:
    done = folder.run("credit", number, "--reason", "Feil nøkkel", *more, "--yes")
    assert done.exit_code == 0, done.output
    return done.output.replace("\xa0", " ")


def notes(folder: Folder) -> list[tuple[str, str, str]]:
    """Amount, what is set off, and tax of each credit note."""
    return [
        (str(c.amount), f"{c.set_off:.2f}", f"{c.tax:.2f}")
        for c in folder.claims()
        if c.kind is ClaimKind.CREDIT
    ]


def item(folder: Folder) -> ClaimItem:
    """The claim as it stands."""
    loaded = folder.load()
    assert loaded.shared is not None
    agreement = loaded.shared.agreement
    found = open_claims(loaded.entries, agreement, date(2020, 1, 1))
    return next(i for i in found.items if i.claim.id == NUMBER)


def test_parts_are_taken_back_until_nothing_is_left(plain: Folder) -> None:
    credit(plain, "--amount", "100,00")
    assert item(plain).remaining == Decimal("200.00")
    credit(plain, "--amount", "50")
    assert [item(plain).credited, item(plain).remaining] == [150, 150]
    credit(plain)
    assert [amount for amount, *_ in notes(plain)] == ["-100.00", "-50.00", "-150.00"]
    assert item(plain).remaining == 0
    refused = plain.run("credit", NUMBER, "--reason", "Feil", "--yes")
    assert refused.exit_code == 1
    assert "alt tatt tilbake med kreditnotaen nordvik-2019-0006" in refused.output


def test_no_more_is_taken_back_than_is_left(plain: Folder) -> None:
    credit(plain, "--amount", "100,00")
    before = plain.files()
    more = ("--amount", "200,01", "--reason", "Feil", "--yes")
    refused = plain.run("credit", NUMBER, *more)
    assert refused.exit_code == 1
    assert (
        f"Av kravet {NUMBER} er det 200,00 kr igjen å ta tilbake, og ikke 200,01 kr:"
        " det er 0,01 kr for mye." in refused.output
    )
    assert plain.files() == before


@pytest.mark.parametrize(
    "written", ["0", "0,00", "-5", "1.000", "1,234", "tusen", "1 00", "", "1.000,00"]
)
def test_what_is_no_amount_or_can_be_read_two_ways_is_refused(
    plain: Folder, written: str
) -> None:
    refused = plain.run("credit", NUMBER, "--amount", written, "--reason", "Feil")
    assert refused.exit_code == 2
    assert "er ikke et beløp over null. Skriv kroner og øre: 1000,00." in refused.output


@pytest.mark.parametrize("written", ["300", "300,00", "300.0", " 300,00 "])
def test_all_that_is_left_is_the_whole_claim(plain: Folder, written: str) -> None:
    credit(plain, "--amount", written)
    assert notes(plain) == [("-300.00", "0.00", "0.00")]


def test_the_part_can_be_claimed_again(plain: Folder) -> None:
    credit(plain, "--amount", "100,00")
    told = plain.run("check").output.replace("\xa0", " ")
    assert "Midvik: 100,00 kr er ikke krevd for 2018." in told
    (again,) = claim(plain)
    assert (again.payer.slug, str(again.amount)) == ("midvik", "100.00")
    assert again.reason == f"Endring etter krav {NUMBER}"
    assert not claim(plain)
    assert "fellesbok claim" not in plain.run("check").output
    done = plain.run("documents", "2018", "--output", str(plain.path / "ut"))
    assert done.exit_code == 0, done.output


def test_a_part_of_an_instalment_comes_with_those_that_are_left(tmp_path: Path) -> None:
    """75.00 is claimed and 15.00 taken back: three of 75.00 and 5.00 are left."""
    text = rules()
    folder = Folder(tmp_path).write(text, chart(), budget("1000.00"))
    claim(folder, "2018", "--instalment", "1")
    credit(folder, "--amount", "15,00", number="nordvik-2018-0001")
    amounts = [
        str(one.amount)
        for number in "234"
        for one in claim(folder, "2018", "--instalment", number)
        if one.payer.slug == "midvik"
    ]
    assert amounts == ["80.00"] * 3


def test_the_tax_is_taken_back_in_proportion(tmp_path: Path) -> None:
    """25 % of 300.00 is 75.00; the parts bear 25.00, 0.01 and the rest, 49.99."""
    folder = books(tmp_path, TAXED)
    assert "-125,00" in credit(folder, "--amount", "100,00")
    credit(folder, "--amount", "0,02")
    credit(folder)
    assert notes(folder) == [
        ("-100.00", "0.00", "-25.00"),
        ("-0.02", "0.00", "-0.01"),
        ("-199.98", "0.00", "-49.99"),
    ]
    assert item(folder).remaining == 0
    done = folder.run("documents", "2018", "--output", str(tmp_path / "ut"))
    assert done.exit_code == 0, done.output


def test_what_is_set_off_goes_back_with_the_last_part(tmp_path: Path) -> None:
    """Midvik bears 330.00 and has laid out 100.00: 230.00 is asked for."""
    laid = cost("2018-05-01", "100.00", of="Liabilities:Utlegg:Midvik:IKT")
    folder = books(tmp_path, PLAIN, laid)
    credit(folder, "--amount", "30,00")
    assert str(item(folder).remaining) == "200.00"
    credit(folder, "--amount", "200,00")
    assert notes(folder) == [("-30.00", "0.00", "0.00"), ("-200.00", "-100.00", "0.00")]
    (again,) = claim(folder)
    assert (str(again.amount), str(again.set_off)) == ("230.00", "100.00")


def test_a_part_of_what_the_payer_gets_back(tmp_path: Path) -> None:
    """Midvik is to get 70.00; 20.00 of it is taken back from it."""
    laid = cost("2018-05-01", "100.00", of="Liabilities:Utlegg:Midvik:IKT")
    folder = Folder(tmp_path).write(rules(version(claims=PLAIN)), chart(), laid)
    folder.add('\n2018-12-31 * "Rente"\n  Assets:Bank  0.00 NOK\n')
    claim(folder)
    assert str(item(folder).remaining) == "-70.00"
    credit(folder, "--amount", "20,00")
    assert str(item(folder).remaining) == "-50.00"
    (again,) = claim(folder)
    assert str(again.amount) == "-20.00"


def test_the_accounts_and_pages_count_the_parts(plain: Folder) -> None:
    credit(plain, "--amount", "100,00")
    plain.add(paid("2019-02-01", "Midvik", "150.00", NUMBER))
    loaded = plain.load()
    assert loaded.shared is not None
    midvik = next(
        account
        for account in share_accounts(loaded.entries, loaded.shared.agreement)
        if account.payer.slug == "midvik"
    )
    assert midvik.total(Step.CREDIT) == Decimal("100.00")
    assert [midvik.claimed, midvik.to_settle] == [200, 100]
    assert midvik.outstanding == Decimal("50.00")
    shown = plain.run("open", "--on", "2019-12-31").output
    (row,) = [line for line in shown.splitlines() if NUMBER in line]
    assert [word for word in row.split() if "," in word] == [
        "300,00",
        "100,00",
        "150,00",
        "50,00",
    ]
    left = "Assets:Krav:Midvik:IKT 50.00 NOK\n"
    plain.add(f"\n2019-12-31 balance {left}")
    plain.load()


def test_the_page_shows_what_is_taken_back_of_an_open_claim(plain: Folder) -> None:
    """300.00 less 100.00 less 150.00 is 50.00, in the row and in the sum."""
    credit(plain, "--amount", "60,00")
    credit(plain, "--amount", "40,00")
    plain.add(paid("2019-02-01", "Midvik", "150.00", NUMBER))
    page = reader_of(with_pages(plain.path / "ledger" / "main.beancount")).page(
        "Krav", time=2019
    )
    table = page.rows("Åpne krav, kroner")
    columns = [list(table[0]).index(name) for name in AMOUNTS]
    (row,) = [row for row in table if NUMBER in row[0]]
    assert [row[n] for n in columns] == ["300,00", "100,00", "150,00", "50,00"]
    sums = [Decimal(table[-1][n].replace(",", ".").replace(NBSP, "")) for n in columns]
    assert sums[0] - sums[1] - sums[2] == sums[3]
    assert "delvis kreditert med nordvik-2019-0005" in (
        reader_of(plain.path / "ledger" / "main.beancount")
        .page("Kommuneoppgave", kommune="midvik", time=2018)
        .words
    )


def _whole(amount: int, tax: int, like: Claim) -> Claim:
    return replace(like, amount=kroner(amount), tax=kroner(tax), set_off=Decimal(0))


@pytest.fixture(scope="module")
def like(tmp_path_factory: pytest.TempPathFactory) -> Claim:
    """A claim; the amounts are another matter."""
    return books(tmp_path_factory.mktemp("like"), PLAIN).claims()[0]


@given(st.integers(1, 10**6), st.lists(st.integers(1, 10**6)), st.sampled_from([1, -1]))
def test_parts_are_the_whole_and_each_has_its_tax(
    like: Claim, ore: int, wishes: list[int], sign: int
) -> None:
    """All parts so far bear their tax within half an øre, and all bear all of it."""
    tax = sign * ((ore * 25 * 2 + 100) // 200)
    whole = _whole(sign * ore, tax, like)
    taken: list[Claim] = []
    for wish in wishes:
        left = left_of(whole, taken)
        part = min(wish, abs(int(left.amount * 100)))
        if not part:
            break
        made = part_of(left, whole, kroner(sign * part))
        taken.append(credit_note(made, "Feil", whole.day))
        sums = [
            sum(getattr(note, name) for note in taken) for name in ("amount", "tax")
        ]
        assert abs(sums[1] * whole.amount - sums[0] * whole.tax) <= abs(
            whole.amount
        ) * Decimal("0.005")
    left = left_of(whole, taken)
    taken.append(credit_note(left, "Feil", whole.day))
    assert left_of(whole, taken) == _whole(0, 0, like)


def test_the_e_invoice_of_a_part_follows_the_rules(tmp_path: Path) -> None:
    """Also where the tax is an øre off the part's own, so that the parts are whole."""
    known = claimed_year(tmp_path, vat=STANDARD)
    whole = settlement(known)
    first = part_of(whole, whole, Decimal("0.02").copy_sign(whole.amount))
    second = part_of(
        left_of(whole, [credit_note(first, "Feil", whole.day)]),
        whole,
        Decimal("100.03").copy_sign(whole.amount),
    )
    made: list[Claim] = [whole]
    for number, part in ((2, first), (3, second)):
        note = credit_note(part, "Feil nøkkel", whole.day)
        made.append(replace(note, id=f"{whole.id[:-4]}{number + 7:04d}"))
    for note in made[1:]:
        papers = documents(note, known, also=made)
        assert papers.ehf is not None, papers.why_no_ehf
        assert not examine(papers).faults
        said = papers.html.decode().replace("\xa0", " ")
        assert "Delvis kreditering av krav" in said
        assert "Står igjen av kravet" in said
