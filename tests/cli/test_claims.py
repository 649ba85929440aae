"""`fellesbok claim` and `credit`: what is written, what is refused, what adds up."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from claim_commands import YEAR
from claim_commands import claim
from claim_commands import folder as folder  # noqa: PLC0414 -- a fixture
from claimbook import CLAIMS
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import paid
from claimbook import rules
from claimbook import version
from fellesbok.claims.open_items import open_items
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import standing

if TYPE_CHECKING:
    from pathlib import Path


NO_ADVANCE = "claims: {due_days: 30}"

pytestmark = pytest.mark.usefixtures("no_documents")


def balance(folder: Folder, account: str, day: str = "2100-01-01") -> Decimal:
    """What stands on an account before a day, in kroner."""
    return sum(
        (
            posting.units.number or Decimal(0)
            for entry in folder.load().entries
            if isinstance(entry, data.Transaction)
            and entry.date < date.fromisoformat(day)
            for posting in entry.postings
            if posting.account == account and posting.units
        ),
        Decimal(0),
    )


def amounts(folder: Folder) -> dict[str, list[str]]:
    """What each payer has been claimed, in the order of the numbers."""
    found: dict[str, list[str]] = {}
    for one in folder.claims():
        found.setdefault(one.payer.name, []).append(str(one.amount))
    return found


def test_an_instalment_is_claimed_of_everybody(folder: Folder) -> None:
    shown = claim(folder, "2018", "--cooperation", "IKT", "--instalment", "1")
    made = folder.claims()
    assert [one.id for one in made] == [
        "nordvik-2018-0001",
        "nordvik-2018-0002",
        "nordvik-2018-0003",
    ]
    assert {one.payer.slug: str(one.amount) for one in made} == {
        "midvik": "75.00",
        "nordvik": "125.00",
        "sorvik": "50.00",
    }
    midvik, nordvik, _ = made
    assert (midvik.kind, nordvik.kind) == (ClaimKind.ADVANCE, ClaimKind.INTERNAL)
    assert (midvik.day, midvik.due) == (date(2018, 1, 16), date(2018, 2, 15))
    assert (midvik.instalment, midvik.kid) == ("1 av 4", "201800018")
    assert "250,00" in shown
    assert "Skrev 3 krav i " in shown
    assert balance(folder, "Assets:Krav:Midvik:IKT") == Decimal("75.00")


def test_the_settlement_is_the_share_less_what_was_claimed(folder: Folder) -> None:
    """Midvik bears 3/10 of 1230.01 = 369.003 kr and has been claimed 75 kr."""
    claim(folder, "2018", "--instalment", "1")
    claim(folder, "2018")
    made = {one.payer.slug: one for one in folder.claims() if not one.instalment}
    assert str(made["midvik"].amount) == "294.00"
    assert str(made["nordvik"].amount) == "490.01"
    assert str(made["sorvik"].amount) == "196.00"
    assert made["midvik"].day == date(2019, 1, 1)
    assert made["midvik"].due == date(2019, 1, 31)
    assert made["midvik"].period == "2018"
    for name in ("Midvik", "Nordvik", "Sørvik"):
        assert balance(folder, f"Assets:Fordringer:{name}:IKT") == 0


def test_the_same_command_again_claims_nothing(folder: Folder) -> None:
    claim(folder, "2018")
    before = folder.files()
    assert "Alt som kan kreves per 01.01.2019, er krevd." in claim(folder, "2018")
    assert folder.files() == before


def test_too_much_on_account_is_paid_back(folder: Folder) -> None:
    folder.write(rules(), chart(), budget("1000.00"), cost("2018-12-31", "10.00"))
    for number in "1234":
        claim(folder, "2018", "--instalment", number)
    claim(folder, "2018")
    assert amounts(folder)["Midvik"] == ["75.00"] * 4 + ["-297.00"]


def test_what_a_payer_has_laid_out_is_set_off(folder: Folder) -> None:
    folder.write(
        rules(version(claims=NO_ADVANCE)),
        chart(),
        cost("2018-05-01", "100.00", of="Liabilities:Utlegg:Midvik:IKT"),
        cost("2018-12-31", "100.00"),
    )
    claim(folder, "2018")
    midvik = next(one for one in folder.claims() if one.payer.slug == "midvik")
    assert (midvik.amount, midvik.set_off) == (Decimal("-40.00"), Decimal("100.00"))
    assert balance(folder, "Liabilities:Utlegg:Midvik:IKT") == 0
    assert balance(folder, "Assets:Krav:Midvik:IKT") == Decimal("-40.00")
    assert balance(folder, "Assets:Fordringer:Midvik:IKT") == 0
    assert "Alt som kan kreves" in claim(folder, "2018")


def test_a_late_cost_is_claimed_after_the_settlement(folder: Folder) -> None:
    claim(folder, "2018")
    folder.add(cost("2018-11-30", "100.00"))
    claim(folder, "2018")
    last = [one for one in folder.claims() if one.payer.slug == "midvik"][-1]
    assert (str(last.amount), last.kind) == ("30.00", ClaimKind.SETTLEMENT)
    assert last.reason == "Endring etter krav nordvik-2019-0001"
    entry = next(
        entry
        for entry in folder.load().entries
        if isinstance(entry, data.Transaction) and entry.meta.get("krav") == last.id
    )
    assert "krav-nordvik-2019-0001" in entry.links


def test_what_was_left_from_the_year_before_is_taken_with_it(folder: Folder) -> None:
    """2017 was never claimed: Midvik bears 30 kr of it, and is asked for it once."""
    terms = version("2017-01-01")
    folder.write(rules(terms), *YEAR, cost("2017-05-01", "100.00"))
    shown = claim(folder, "2018")
    assert "Midvik har 30,00 kr som ikke er gjort opp fra før 2018" in shown
    assert amounts(folder)["Midvik"] == ["399.00"]
    assert "er krevd" in claim(folder, "2017")


def test_a_result_that_is_not_nothing_is_told(folder: Folder) -> None:
    """Somebody has posted by hand what only the sharing should post."""
    folder.add(
        "\n2017-01-01 open Income:IKT:Fond NOK\n",
        '\n2018-06-01 * "Ført for hånd"\n  Income:IKT:Fond  10.00 NOK\n'
        "  Assets:Bank  -10.00 NOK\n",
    )
    assert "resultatet for 2018 er -10,00 kr og ikke 0,00" in claim(folder, "2018")


@pytest.mark.parametrize(
    "chosen",
    [("--settlement",), ("--instalment", "1"), ("--cooperation", "IKT")],
    ids=lambda chosen: chosen[0],
)
def test_what_is_not_asked_for_is_not_said_to_be_claimed(
    folder: Folder, chosen: tuple[str, ...]
) -> None:
    folder.write(rules(), chart(), budget("1000.00"), cost("2018-06-01", "600.00"))
    claim(folder, "2018", *chosen)
    shown = claim(folder, "2018", *chosen)
    assert "Alt som kan kreves" not in shown
    assert "Ingenting mer av det som er valgt, kan kreves per 01.06.2018." in shown


def test_quarters_are_settled_one_by_one(folder: Folder) -> None:
    terms = version(claims=NO_ADVANCE, settlement="quarter")
    folder.write(rules(terms), chart(), cost("2018-02-01", "100.00"))
    folder.add(cost("2018-05-01", "50.00"))
    shown = claim(folder, "2018")
    assert "2018-Q1" in shown
    assert "2018-Q2" not in shown, "the second quarter is not over"
    claim(folder, "2018", "--date", "2018-07-02")
    assert {one.period for one in folder.claims()} == {"2018-Q1", "2018-Q2"}
    assert amounts(folder)["Midvik"] == ["30.00", "15.00"]


def test_a_year_that_is_not_over_is_not_settled(folder: Folder) -> None:
    folder.write(rules(), chart(), budget("1000.00"), cost("2018-06-01", "600.00"))
    shown = claim(folder, "2018")
    assert {one.instalment for one in folder.claims()} == {"1 av 4", "2 av 4"}
    assert "avregning" not in shown
    assert "Alt som kan kreves per 01.06.2018" in claim(folder, "2018")
    claim(folder, "2018", "--date", "2019-01-10")
    assert {one.day for one in folder.claims() if not one.instalment} == {
        date(2019, 1, 10)
    }


def test_books_with_nothing_in_them_have_no_day_to_be_seen_from(
    folder: Folder,
) -> None:
    """The first instalment is due on 15 March, but nobody has said that it is March."""
    folder.write(rules(), chart(), budget("1000.00"))
    asked = folder.run("claim", "2018", "--yes")
    assert asked.exit_code == 1
    assert "Oppgi kravenes dato: --date" in asked.output
    assert "0001" not in asked.output
    claim(folder, "2018", "--date", "2018-03-16")
    assert {one.instalment for one in folder.claims()} == {"1 av 4"}


def test_no_claim_is_dated_after_what_the_books_have_come_to(folder: Folder) -> None:
    """The first is due on 15 January: its day is 16 December, in a closed year."""
    terms = CLAIMS.replace("02-15", "01-15")
    folder.write(
        rules(version("2017-01-01", claims=terms)),
        chart(),
        budget("1000.00"),
        cost("2017-12-30", "1.00"),
        cost("2017-12-31", "-1.00"),
    )
    done = folder.run("close", "2017", "--yes")
    assert done.exit_code == 0, done.output
    claim(folder, "2018")
    assert [one.day for one in folder.claims() if one.period == "2018"] == []


def test_numbers_go_on_and_never_back_in_time(folder: Folder) -> None:
    """Instalment 3 is claimed before 2: the second gets a later date, and is due."""
    claim(folder, "2018", "--instalment", "3")
    claim(folder, "2018", "--instalment", "2")
    made = folder.claims()
    assert [one.id[-4:] for one in made] == [f"000{n}" for n in range(1, 7)]
    assert {one.day for one in made} == {date(2018, 7, 16)}
    assert made[-1].due == date(2018, 8, 15), "the day it was due is over: 30 days"


def test_an_old_date_is_refused(folder: Folder) -> None:
    claim(folder, "2018", "--instalment", "3")
    refused = folder.run("claim", "2018", "--instalment", "2", "--date", "2018-04-01")
    assert refused.exit_code == 1
    assert "Nordvik har krav datert 16.07.2018" in refused.output


def test_each_host_has_its_own_series(folder: Folder) -> None:
    folder.write(rules(version(), version("2018-07-01", host="midvik")), *YEAR)
    for number in "1234":
        claim(folder, "2018", "--instalment", number)
    made = folder.claims()
    assert [one.id for one in made if one.host.slug == "midvik"] == [
        f"midvik-2018-000{n}" for n in range(1, 7)
    ]
    assert {one.payer.slug for one in made if one.kind is ClaimKind.INTERNAL} == {
        "nordvik",
        "midvik",
    }


def test_a_host_that_is_not_stated_claims_nothing(folder: Folder) -> None:
    folder.write(rules(version(host="not_stated")), *YEAR)
    refused = folder.run("claim", "2018", "--cooperation", "IKT", "--yes")
    assert refused.exit_code == 1
    assert (
        "IKT-samarbeidet: avtalen sier ikke hvem som er vert. Skriv «host» på"
        " versjonen fra 01.01.2018 (linje 31)." in refused.output
    )


def test_a_due_date_is_not_invented(folder: Folder) -> None:
    folder.write(rules(version(claims="")), *YEAR)
    refused = folder.run("claim", "2018", "--yes")
    assert refused.exit_code == 1
    assert "avtalen sier ikke når et krav forfaller" in refused.output
    assert "claims: due_days: 30" in refused.output


def test_an_instalment_after_its_due_date_needs_days_to_pay(folder: Folder) -> None:
    folder.write(rules(version(claims=CLAIMS.replace("due_days: 30", ""))), *YEAR)
    refused = folder.run("claim", "2018", "--instalment", "1", "--date", "2018-03-01")
    assert refused.exit_code == 1
    assert "termin 1 av 4 forfalt 15.02.2018" in refused.output


@pytest.mark.parametrize("day", ["2018-02-10", "2018-02-15"])
@pytest.mark.parametrize("days_to_pay", ["due_days: 30", ""])
def test_an_instalment_is_due_as_agreed_until_that_day(
    folder: Folder, day: str, days_to_pay: str
) -> None:
    """It is for 15 February, also when it is claimed a few days before, or that day."""
    claims = CLAIMS.replace("due_days: 30", days_to_pay)
    folder.write(rules(version(claims=claims)), *YEAR)
    claim(folder, "2018", "--instalment", "1", "--date", day)
    assert {(one.day, one.due) for one in folder.claims()} == {
        (date.fromisoformat(day), date(2018, 2, 15))
    }


def test_the_journal_says_what_is_claimed(folder: Folder) -> None:
    claim(folder, "2018", "--instalment", "1", "--payer", "midvik")
    claim(folder, "2018", "--payer", "midvik")
    number = folder.claims()[-1].id
    folder.run("credit", number, "--reason", "Feil", "--yes")
    assert [
        entry.narration
        for entry in folder.load().entries
        if isinstance(entry, data.Transaction) and entry.payee == "Krav"
    ] == [
        "IKT-samarbeidet 2018 – Midvik: a konto 1 av 4",
        "IKT-samarbeidet 2018 – Midvik: avregning",
        f"IKT-samarbeidet 2018 – Midvik: kreditnota for {number}",
    ]


def test_a_title_may_have_signs_that_mean_something_in_the_books(
    folder: Folder,
) -> None:
    title = 'IKT "felles" \\ #1 ^2 ; og mer'
    named = rules().replace("title: IKT-samarbeidet", f"title: '{title}'")
    folder.write(named, *YEAR)
    claim(folder, "2018", "--payer", "midvik")
    (entry,) = (
        entry
        for entry in folder.load().entries
        if isinstance(entry, data.Transaction) and entry.payee == "Krav"
    )
    assert entry.narration == f"{title} 2018 – Midvik: avregning"
    assert [one.cooperation.title for one in folder.claims()] == [title]


def test_one_payer_alone(folder: Folder) -> None:
    claim(folder, "2018", "--payer", "Midvik")
    assert {one.payer.slug for one in folder.claims()} == {"midvik"}
    refused = folder.run("claim", "2018", "--payer", "Tromsø")
    assert "Ukjent betaler «Tromsø»." in refused.output


def test_a_project_is_settled_when_it_ends(folder: Folder) -> None:
    """Two years of 100 kr, one instalment of 20 kr a year, and one settlement."""
    terms = "claims: {due_days: 30, advance: {amount: 20, due: [06-01]}}"
    project = version(settlement="project_end", claims=terms, last="2019-12-31")
    costs = cost("2018-05-02", "100.00"), cost("2019-12-31", "100.00")
    folder.write(rules(project), chart(), *costs)
    claim(folder, "2018")
    claim(folder, "2019", "--instalment", "1")
    shown = claim(folder, "2018", "--settlement")
    assert "Ingenting mer av det som er valgt" in shown
    claim(folder, "2019")
    assert amounts(folder)["Midvik"] == ["6.00", "6.00", "48.00"]
    assert balance(folder, "Assets:Fordringer:Midvik:IKT") == 0


def test_the_year_end_balance_still_holds(folder: Folder) -> None:
    """A settlement is dated the day after, so that the control at year-end holds."""
    folder.add("\n2019-01-01 balance Assets:Fordringer:Midvik:IKT 369.00 NOK\n")
    claim(folder, "2018")
    assert len(folder.claims()) == 3


def test_books_that_would_get_faults_are_left_alone(folder: Folder) -> None:
    folder.add("\n2019-02-01 balance Assets:Fordringer:Midvik:IKT 369.00 NOK\n")
    before = folder.files()
    refused = folder.run("claim", "2018", "--yes")
    assert refused.exit_code == 1
    assert "Bøkene ville fått 1 nye feil" in refused.output
    assert folder.files() == before


def test_what_was_paid_without_a_claim_is_taken_off(folder: Folder) -> None:
    payment = paid("2018-08-01", "Midvik", "100.00").replace("Krav", "Fordringer")
    later = paid("2019-01-01", "Midvik", "5.00").replace("Krav", "Fordringer")
    folder.add(payment, later)
    shown = claim(folder, "2018")
    assert amounts(folder)["Midvik"] == ["269.00"]
    assert "Midvik har betalt 5,00 kr rett på fordringen etter 31.12.2018" in shown


def test_tax_is_claimed_beside_the_share(folder: Folder) -> None:
    """A quarter more is paid and owed to the state; the share is as it was.

    The host sends itself no invoice, so its own note has no tax.
    """
    taxed = "claims: {due_days: 30, vat: {category: S, rate: 25 %}}"
    opened = "\n2017-01-01 open Liabilities:Merverdiavgift NOK\n"
    year = cost("2018-12-31", "999.99")
    folder.write(rules(version(claims=taxed)), chart(), opened, year)
    shown = claim(folder, "2018")
    assert "Herav merverdiavgift" in shown
    made = {c.payer.name: c for c in folder.claims()}
    assert {name: (str(c.amount), str(c.tax)) for name, c in made.items()} == {
        "Midvik": ("300.00", "75.00"),
        "Nordvik": ("499.99", "0"),
        "Sørvik": ("200.00", "50.00"),
    }
    assert balance(folder, "Assets:Krav:Midvik:IKT") == Decimal("375.00")
    assert balance(folder, "Assets:Fordringer:Midvik:IKT") == 0
    assert balance(folder, "Liabilities:Merverdiavgift") == Decimal("-125.00")
    rows = folder.run("open", "--on", "2019-12-31").output.splitlines()
    (row,) = [line for line in rows if made["Midvik"].id in line]
    assert re.findall(r"\d+,\d\d", row) == ["375,00", "75,00", "0,00", "375,00"]
    folder.add(paid("2019-01-20", "Midvik", "375.00", made["Midvik"].id))
    assert "Midvik" not in folder.run("open", "--on", "2019-12-31").output
    items = open_items(folder.load().entries, folder.shared().agreement)
    (midvik,) = [item for item in items if item.payer == "Midvik"]
    assert (midvik.charged, midvik.tax, midvik.paid, midvik.outstanding) == (
        Decimal("300.00"),
        Decimal("75.00"),
        Decimal("375.00"),
        Decimal(0),
    )
    folder.run("credit", made["Sørvik"].id, "--reason", "Feil", "--yes")
    assert balance(folder, "Assets:Krav:Sørvik:IKT") == 0
    assert balance(folder, "Liabilities:Merverdiavgift") == Decimal("-75.00")


def test_a_claim_is_taken_back_and_made_anew(folder: Folder) -> None:
    claim(folder, "2018", "--instalment", "1")
    done = folder.run("credit", "nordvik-2018-0001", "--reason", "Feil nøkkel", "--yes")
    assert done.exit_code == 0, done.output
    note = folder.claims()[-1]
    assert (note.id, note.kind, note.credits) == (
        "nordvik-2018-0004",
        ClaimKind.CREDIT,
        "nordvik-2018-0001",
    )
    assert note.reason == "Feil nøkkel"
    assert balance(folder, "Assets:Krav:Midvik:IKT") == 0
    claim(folder, "2018", "--instalment", "1")
    assert [one.payer.slug for one in folder.claims()[4:]] == ["midvik"]
    assert len(standing(folder.claims())) == 3


def test_a_reason_is_one_line_of_what_can_be_seen(folder: Folder) -> None:
    """Neither text that turns around, nor bytes that are no letters, are taken."""
    claim(folder, "2018", "--instalment", "1")
    before = folder.files()
    credit = ("credit", "nordvik-2018-0001", "--yes", "--reason")
    for sign in ("\u202e", "\x1b[31m", "\udce6", "\u2800"):
        done = folder.run(*credit, f"Feil {sign}")
        assert done.exit_code == 2
        assert "Her er det tegn som ikke synes. Skriv det på nytt." in done.output
        assert folder.files() == before
    done = folder.run(*credit, 'Feil "\n  Assets:Bank  1.00 NOK ;')
    assert done.exit_code == 0, done.output
    assert folder.claims()[-1].reason == 'Feil " Assets:Bank 1.00 NOK ;'
    assert balance(folder, "Assets:Bank") == Decimal("-1230.01")


def test_a_settlement_with_set_off_is_taken_back_whole(folder: Folder) -> None:
    folder.add(cost("2018-05-01", "100.00", of="Liabilities:Utlegg:Midvik:IKT"))
    claim(folder, "2018")
    folder.run("credit", "nordvik-2019-0001", "--reason", "Feil", "--yes")
    assert balance(folder, "Liabilities:Utlegg:Midvik:IKT") == Decimal("-100.00")
    assert balance(folder, "Assets:Krav:Midvik:IKT") == 0
    claim(folder, "2018")
    left = [one for one in standing(folder.claims()) if one.payer.slug == "midvik"]
    assert left == [folder.claims()[-1]]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("nordvik-2018-0009", "--reason", "Feil"),
            "ikke noe krav «nordvik-2018-0009»",
        ),
        (("nordvik-2018-0001", "--reason", " "), "Skriv hvorfor kravet tas tilbake"),
        (
            ("nordvik-2018-0001", "--reason", "Feil", "--date", "2018-01-01"),
            "En kreditnota kan ikke dateres 01.01.2018",
        ),
        (("nordvik-2018-0001",), "Mangler valget '--reason'"),
    ],
)
def test_a_credit_note_that_cannot_be_made(
    folder: Folder, arguments: tuple[str, ...], said: str
) -> None:
    claim(folder, "2018", "--instalment", "1")
    before = folder.files()
    refused = folder.run("credit", *arguments, "--yes")
    assert refused.exit_code != 0
    assert said in refused.output
    assert folder.files() == before


def test_a_claim_is_taken_back_once(folder: Folder) -> None:
    claim(folder, "2018", "--instalment", "1")
    folder.run("credit", "nordvik-2018-0001", "--reason", "Feil", "--yes")
    refused = folder.run("credit", "nordvik-2018-0001", "--reason", "Feil", "--yes")
    assert refused.exit_code == 1
    assert "alt tatt tilbake med kreditnotaen nordvik-2018-0004" in refused.output


def test_a_settlement_that_waits_says_what_it_waits_for(tmp_path: Path) -> None:
    """The period is not over, and then it is and has no cost."""
    folder = Folder(tmp_path).write(rules(), chart(), cost("2018-06-01", "1.00"))
    assert (
        "IKT-samarbeidet: avregningen for 2018 venter på periodens slutt, 31.12.2018."
        " Bøkene når til 01.06.2018."
    ) in claim(folder, "2018", "--settlement")
    later = paid("2019-01-02", "Sørvik", "1.00")
    folder = Folder(tmp_path).write(rules(), chart(), later)
    assert "avregningen for 2018 venter på kostnaden; ingenting er ført" in claim(
        folder, "2018", "--settlement"
    )
