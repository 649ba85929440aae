"""Open claims: what is paid of each, how old it is, and who is reminded."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from beancount.core.amount import Amount
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import paid
from claimbook import rules
from fellesbok.books import load_books
from fellesbok.claims.for_programs import payments as paid_amounts
from fellesbok.claims.held_against import payments_held
from fellesbok.claims.items import ClaimItem
from fellesbok.claims.items import OpenClaims
from fellesbok.claims.items import open_claims
from fellesbok.claims.loose_money import loose_money
from fellesbok.claims.open_items import OpenItem
from fellesbok.claims.open_items import open_items
from fellesbok.claims.reminders import outstanding
from fellesbok.messages import kroner
from fellesbok.viewpoint.part import sight
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path

FIRST = "nordvik-2018-0001"
"""Instalment 1 of Midvik: 75 kr, due on 15 February."""

pytestmark = pytest.mark.usefixtures("no_documents")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """The first two instalments of 2018 are claimed."""
    made = Folder(tmp_path).write(rules(), chart(), budget("1000.00"))
    for number in "12":
        done = made.run("claim", "2018", "--instalment", number, "--yes")
        assert done.exit_code == 0, done.output
    return made


def seen(folder: Folder, on: str = "2018-06-01") -> OpenClaims:
    """The claims as they are on a day."""
    loaded = folder.load()
    assert loaded.shared is not None
    return open_claims(loaded.entries, loaded.shared.agreement, date.fromisoformat(on))


def of(found: OpenClaims, number: str) -> ClaimItem:
    """One claim."""
    return next(item for item in found.items if item.claim.id == number)


def test_money_on_a_payer_alone_is_of_no_cooperation(folder: Folder) -> None:
    """Midvik has paid 30 kr before anybody knew what for, on Assets:Krav:Midvik."""
    alone = paid("2018-03-01", "Midvik", "30.00").replace(":Midvik:IKT", ":Midvik")
    folder.add("2017-01-01 open Assets:Krav:Midvik NOK\n", alone)
    loaded = folder.load()
    agreement = loaded.settled.agreement
    (row,) = paid_amounts(loaded.entries, agreement)
    assert (row.municipality, row.cooperation) == ("Midvik", "")
    assert row.amount == Decimal("30.00")
    (held,) = payments_held(loaded.entries, agreement, agreement.payer("midvik"))
    assert (held.account, held.amount) == ("", Decimal("30.00"))
    csv = folder.run("open", "--on", "2018-03-01", "--format", "csv").output
    (line,) = (row for row in csv.splitlines() if "betalt uten krav" in row)
    assert line.startswith(";;Midvik;")


def test_a_claim_with_a_fault_is_no_payment(folder: Folder) -> None:
    """Its KID is another's, which is an error: the payer has paid nothing by it."""
    wrong = (
        folder.path
        / "ledger"
        / "krav"
        / next(path.name for path in (folder.path / "ledger" / "krav").iterdir())
    )
    wrong.write_text(wrong.read_text().replace('kid: "2018', 'kid: "9018'))
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    assert loaded.errors
    agreement = loaded.settled.agreement
    for payer in agreement.payers:
        assert payments_held(loaded.entries, agreement, payer) == ()
    assert paid_amounts(loaded.entries, agreement) == []


def test_a_payment_that_names_its_claim(folder: Folder) -> None:
    folder.add(paid("2018-03-01", "Midvik", "25.00", FIRST))
    item = of(seen(folder), FIRST)
    assert (item.paid, item.remaining) == (Decimal("25.00"), Decimal("50.00"))
    assert not seen(folder).notes


def test_a_payment_that_names_it_in_metadata(folder: Folder) -> None:
    payment = paid("2018-03-01", "Midvik", "75.00")
    folder.add(
        payment.replace('"Innbetaling"\n', f'"Innbetaling"\n  krav: "{FIRST}"\n')
    )
    assert of(seen(folder), FIRST).remaining == 0


def test_a_line_that_names_it_in_metadata(folder: Folder) -> None:
    payment = paid("2018-03-01", "Midvik", "75.00").rstrip("\n")
    folder.add(f'{payment}\n    krav: "nordvik-2018-0004"\n')
    assert of(seen(folder), "nordvik-2018-0004").remaining == 0
    assert of(seen(folder), FIRST).remaining == Decimal("75.00")


def test_one_payment_of_two_claims(folder: Folder) -> None:
    payment = paid("2018-03-01", "Midvik", "150.00", FIRST)
    folder.add(payment.replace(FIRST, f"{FIRST} ^krav-nordvik-2018-0004"))
    found = seen(folder)
    assert of(found, FIRST).remaining == 0
    assert of(found, "nordvik-2018-0004").remaining == 0


def test_a_payment_that_says_nothing_pays_the_oldest(folder: Folder) -> None:
    folder.add(paid("2018-03-01", "Midvik", "100.00"))
    found = seen(folder)
    assert of(found, FIRST).remaining == 0
    assert of(found, "nordvik-2018-0004").remaining == Decimal("50.00")
    (note,) = found.notes
    assert note == (
        "01.03.2018: 100,00 kr på Assets:Krav:Midvik:IKT sier ikke hvilket krav det"
        " gjelder, og er regnet mot det eldste åpne."
    )


def test_what_is_paid_too_much_is_kept_in_sight(folder: Folder) -> None:
    folder.add(paid("2018-03-01", "Midvik", "200.00"))
    folder.add(paid("2018-03-02", "Utvik", "5.00"))
    found = seen(folder)
    assert found.unplaced == {
        "Assets:Krav:Midvik:IKT": Decimal("50.00"),
        "Assets:Krav:Utvik:IKT": Decimal("5.00"),
    }
    assert "ingen krav på kontoen er åpne" in found.notes[-1]


def test_too_much_on_a_named_claim_stays_there(folder: Folder) -> None:
    folder.add(paid("2018-03-01", "Midvik", "80.00", FIRST))
    assert of(seen(folder), FIRST).remaining == Decimal("-5.00")
    assert "til gode" in folder.run("open").output


def test_a_credit_note_takes_the_claim_away(folder: Folder) -> None:
    folder.run("credit", FIRST, "--reason", "Feil", "--yes")
    item = of(seen(folder), FIRST)
    assert (item.credited, item.remaining) == (Decimal("75.00"), Decimal(0))


def test_a_claim_ages_from_its_due_date(folder: Folder) -> None:
    """It fell due on 15 February: the next day it is one day over."""
    days = {
        "2018-02-15": (0, 0),
        "2018-02-16": (1, 1),
        "2018-03-17": (30, 1),
        "2018-03-18": (31, 2),
        "2018-04-16": (60, 2),
        "2018-05-16": (90, 3),
        "2018-05-17": (91, 4),
    }
    for on, expected in days.items():
        item = of(seen(folder, on), FIRST)
        assert (item.days_overdue, item.age) == expected, on


def test_the_books_are_seen_from_a_day(folder: Folder) -> None:
    folder.add(paid("2018-03-01", "Midvik", "75.00", FIRST))
    assert of(seen(folder, "2018-02-28"), FIRST).remaining == Decimal("75.00")
    assert [i.claim.instalment for i in seen(folder, "2018-02-28").items] == [
        "1 av 4"
    ] * 3


def test_the_host_is_not_reminded(folder: Folder) -> None:
    shown = json.loads(
        folder.run(
            "open", "--on", "2018-03-01", "--reminders", "--format", "json"
        ).output
    )
    assert shown["on"] == "2018-03-01"
    found = shown["claims"]
    assert [row["municipality"] for row in found] == ["Midvik", "Sørvik"]
    assert found[0]["days_overdue"] == 14
    assert found[0]["remaining"] == found[0]["to_remind"] == "75.00"


def test_open_claims_are_shown_with_sums_and_ages(folder: Folder) -> None:
    shown = folder.run("open", "2018", "--on", "2018-03-01").output
    assert "Sum Midvik" in shown
    lines = [line.split() for line in shown.splitlines()]
    assert ["Midvik", "75,00", "75,00"] in lines
    assert ["Nordvik", "125,00", "125,00"] in lines
    assert ["Sum", "125,00", "125,00", "250,00"] in lines
    assert shown.startswith("Sett fra 01.03.2018.")
    csv = folder.run("open", "--on", "2018-03-01", "--format", "csv").output
    heads = (
        "Krav;Samarbeid;Betaler;Gjelder;Dato;Forfall;Dager over forfall;Krevd;Herav"
        " merverdiavgift;Kreditert;Betalt;Gjenstår;Merknad;Vertskommune;KID;Forfalt;Til"
        " gode for betaleren;Dekkes av til gode;Å purre;Sett fra"
    )
    first = (
        f"{FIRST};IKT;Midvik;a konto 2018, termin 1 av 4;2018-01-16;2018-02-15;14;"
        "75,00;0,00;0,00;0,00;75,00;purres;Nordvik;201800018;75,00;;0,00;75,00;"
        "2018-03-01"
    )
    assert heads in csv
    assert first in csv
    assert "Ingen krav er åpne" in folder.run("open", "2017").output
    nothing = folder.run("open", "--on", "2018-01-16", "--reminders").output
    assert "Ingen krav er forfalt 16.01.2018." in nothing


def test_books_with_a_faulty_claim_still_add_up(folder: Folder) -> None:
    """The claim has an error of its own; what is on its account is kept in sight."""
    folder.add(
        '\n2018-03-01 * "Krav" #krav\n  krav: "nordvik-2018-0007"\n'
        "  Assets:Krav:Midvik:IKT  10.00 NOK\n"
        "  Assets:Fordringer:Midvik:IKT  -10.00 NOK\n"
    )
    done = folder.run("open")
    assert done.exit_code == 0
    assert "-10,00 kr på Assets:Krav:Midvik:IKT hører ikke til noe krav" in done.output


def test_a_claim_that_cannot_be_read_is_no_money_to_the_payers_credit(
    folder: Folder,
) -> None:
    """Midvik is reminded of all of 75.00 kr, also where a claim of -10.00 is faulty."""
    folder.add(
        '\n2018-03-01 * "Krav" #krav\n  krav: "nordvik-2018-0007"\n'
        "  Assets:Krav:Midvik:IKT  -10.00 NOK\n"
        "  Assets:Fordringer:Midvik:IKT  10.00 NOK\n"
    )
    loaded = load_books(folder.path / "ledger" / "main.beancount")
    assert loaded.errors
    assert loaded.shared is not None
    agreement, on = loaded.shared.agreement, date(2018, 3, 1)
    found = open_claims(loaded.entries, agreement, on)
    assert list(loose_money(found, agreement)) == []
    dues = outstanding(loaded.entries, agreement, on).dues
    (due,) = [each for each in dues if each.payer.name == "Midvik"]
    assert [due.overdue, due.credit, due.amount] == [75, 0, 75]


@pytest.mark.parametrize(
    ("name", "count"), [("claims", 6), ("open-claims", 5), ("payment-plan", 12)]
)
def test_the_questions_about_claims_have_answers(
    folder: Folder, name: str, count: int
) -> None:
    folder.add(paid("2018-03-01", "Midvik", "75.00", FIRST))
    queries = HOUSE / "queries"
    (folder.path / "queries").mkdir()
    text = (queries / f"{name}.bql").read_text(encoding="utf-8")
    (folder.path / "queries" / f"{name}.bql").write_text(text, encoding="utf-8")
    shown = folder.run("query", name, "--year", "2018", "--format", "csv").output
    assert len(shown.splitlines()) == count + 1, shown


def item_of(folder: Folder, payer: str) -> OpenItem:
    """What a payer owes IKT."""
    loaded = folder.load()
    assert loaded.shared is not None
    found = open_items(loaded.entries, loaded.shared.agreement)
    return next(item for item in found if item.payer == payer)


def test_what_is_owed_is_the_same_whether_it_is_claimed_or_not(folder: Folder) -> None:
    """Midvik bears 369 kr, has been claimed 150 on account, and has paid 75 + 30."""
    folder.add(
        cost("2018-12-31", "1130.00"),
        cost("2018-06-01", "100.00", of="Liabilities:Utlegg:Midvik:IKT"),
        paid("2018-03-01", "Midvik", "75.00", FIRST),
        paid("2018-04-01", "Midvik", "30.00").replace(":Krav:", ":Fordringer:"),
    )
    before = item_of(folder, "Midvik")
    assert (before.charged, before.paid) == (Decimal("369.00"), Decimal("105.00"))
    assert before.outstanding == Decimal("264.00")
    assert (before.advance, before.settled) == (Decimal("150.00"), None)
    folder.run("claim", "2018", "--yes")
    after = item_of(folder, "Midvik")
    assert after.charged == before.charged
    assert after.paid == Decimal("205.00"), "100 kr is set off"
    assert after.outstanding == Decimal("164.00")
    assert (after.advance, after.settled) == (Decimal("150.00"), Decimal("189.00"))
    assert after.claimed == Decimal("339.00")
    assert after.account == "Assets:Fordringer:Midvik:IKT"


def test_other_money_on_a_claim_is_no_payment_of_it_in_kroner(folder: Folder) -> None:
    """Midvik is claimed 150 on account; 7 euro of an outlay, and of tax, are beside."""
    (folder.path / "ledger" / "main.beancount").write_text(
        (folder.path / "ledger" / "main.beancount")
        .read_text(encoding="utf-8")
        .replace("Utlegg:Midvik:IKT NOK", "Utlegg:Midvik:IKT"),
        encoding="utf-8",
    )
    before = item_of(folder, "Midvik")
    (path, *_) = sorted((folder.path / "ledger").rglob("*krav-nordvik*.beancount"))
    text = path.read_text(encoding="utf-8")
    line = "  Assets:Krav:Midvik:IKT "
    assert text.count(line) == 1
    beside = "".join(
        f"  {account}  {amount}.00 EUR\n"
        for account, amount in (
            ("Liabilities:Utlegg:Midvik:IKT", 7),
            ("Liabilities:Merverdiavgift", -7),
        )
    )
    path.write_text(text.replace(line, f"{beside}{line}"), encoding="utf-8")
    folder.add("2017-01-01 open Liabilities:Merverdiavgift\n")
    fault = "Liabilities:Utlegg:Midvik:IKT er ført i EUR"
    after = item_of(replace(folder, faults=(fault,)), "Midvik")
    assert (after.paid, after.tax) == (before.paid, before.tax) == (None, None)
    assert after.outstanding == before.outstanding


def test_a_municipality_sees_its_own_claims_only(folder: Folder) -> None:
    folder.add(
        cost("2018-12-31", "1130.00"),
        cost("2018-06-01", "100.00", of="Liabilities:Utlegg:Midvik:IKT"),
        paid("2018-03-01", "Midvik", "75.00", FIRST),
    )
    folder.run("claim", "2018", "--yes")
    loaded = folder.load()
    assert loaded.shared is not None
    for slug, name in (
        ("midvik", "Midvik"),
        ("sorvik", "Sørvik"),
        ("nordvik", "Nordvik"),
    ):
        entries = sight(loaded.entries, loaded.shared, slug).entries
        of_claims = [
            entry
            for entry in entries
            if isinstance(entry, data.Transaction)
            and ("krav" in entry.tags or any("krav-" in link for link in entry.links))
        ]
        assert {entry.meta.get("kommune", name) for entry in of_claims} == {name}
        named = {
            posting.account.split(":")[2]
            for entry in entries
            if isinstance(entry, data.Transaction)
            for posting in entry.postings
            if posting.account.startswith("Assets:Krav:")
        }
        assert named == {name}
        opened = {e.account for e in entries if isinstance(e, data.Open)}
        assert {a for a in opened if a.startswith("Assets:Krav:")} == {
            f"Assets:Krav:{name}:IKT"
        }


@settings(
    deadline=None,
    max_examples=30,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(
    payments=st.lists(
        st.tuples(
            st.integers(-(10**4), 10**4).filter(bool),
            st.sampled_from(["", FIRST, "nordvik-2018-0004", "nordvik-2018-0099"]),
        ),
        max_size=6,
    )
)
def test_random_payments_leave_the_balance_of_the_account(
    books: tuple[list[data.Directive], object], payments: list[tuple[int, str]]
) -> None:
    """Asserted where it is made; here that nothing breaks it, and what it comes to."""
    entries, agreement = books
    account = "Assets:Krav:Midvik:IKT"
    made = [
        data.Transaction(
            data.new_metadata("test", number),
            date(2018, 3, 1),
            "*",
            None,
            "Innbetaling",
            frozenset(),
            frozenset({f"krav-{claim}"} if claim else ()),
            [data.Posting(account, Amount(kroner(-ore), "NOK"), None, None, None, {})],
        )
        for number, (ore, claim) in enumerate(payments)
    ]
    found = open_claims([*entries, *made], agreement, date(2018, 6, 1))  # type: ignore[arg-type]
    left = sum(
        (i.remaining for i in found.items if i.claim.payer.slug == "midvik"), Decimal(0)
    )
    total = Decimal(150) - sum((kroner(ore) for ore, _ in payments), Decimal(0))
    assert left - found.unplaced.get(account, Decimal(0)) == total


@pytest.fixture
def books(
    tmp_path: Path,
) -> tuple[list[data.Directive], object]:
    """Entries and agreement of books with two instalments claimed."""
    made = Folder(tmp_path)
    made.write(rules(), chart(), budget("1000.00"))
    for number in "12":
        made.run("claim", "2018", "--instalment", number, "--yes")
    loaded = made.load()
    assert loaded.shared is not None
    return list(loaded.entries), loaded.shared.agreement
