"""What credit notes took back: told, asked for again, or held back.

Nordvik claims IKT on account for 2018: 40 000 kr by 5, 3 and 2 parts, in four.
Midvik's first claim is 3 000 kr, and its share of the accounts 3 600 kr.
"""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from credited_parts import answer_corrected
from credited_parts import given_back
from credited_parts import granted_whole
from credited_parts import of_midvik
from credited_parts import put_right
from credited_parts import settle
from fellesbok.claim_documents import documents
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import credited
from objected_books import decided
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture
from pagebook import reader_of
from pagebook import with_pages

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")
GRANTED = ("delvis", "korreksjon")
"""What gives back by a credit note: the objection is right in part, or whole."""
SETTLED = ("claim", "2018", "--settlement", "--date", "2019-01-10", "--dry-run")


def paper(folder: Folder, number: str) -> str:
    """The page of a claim."""
    claim = next(claim for claim in folder.claims() if claim.id == number)
    return documents(claim, folder.load()).html.decode()


def claim_the_rest(folder: Folder) -> None:
    """The three instalments that are left."""
    for number in ("2", "3", "4"):
        done = folder.run("claim", "2018", "--instalment", number, "--yes")
        assert done.exit_code == 0, done.output


@pytest.mark.parametrize("outcome", GRANTED)
def test_what_was_given_back_is_not_claimed_again_without_a_word(
    folder: Folder, outcome: str
) -> None:
    """Midvik got 400 kr back by a credit note, and its share is what it was."""
    note = given_back(folder, outcome)
    again = (
        f"! IKT-samarbeidet: 400,00 kr ble tatt tilbake fra Midvik med {note} etter"
        " innsigelsen 2018-midvik-1. Kreditnotaen endrer ingen andel: er ikke bilaget"
        " eller nøkkelen rettet, kreves det på nytt her."
    )
    said = folder.run(*SETTLED).output.replace("\N{NO-BREAK SPACE}", " ")
    assert again in said
    others = folder.run(*SETTLED, "--payer", "Sørvik").output
    assert "ble tatt tilbake" not in others


@pytest.mark.parametrize("outcome", GRANTED)
def test_what_was_given_back_is_left_out_where_nobody_looks(
    folder: Folder, outcome: str
) -> None:
    """All the rest is claimed, Midvik's too; the 400 kr by who says so."""
    note = given_back(folder, outcome)
    settle = (*SETTLED[:-1], "--yes")

    done = folder.run(*settle)

    assert done.exit_code == 0, done.output
    said = " ".join(done.output.split())
    assert f"400,00 kr ble tatt tilbake fra Midvik med {note} etter" in said
    assert "det er holdt tilbake" in said
    assert "bruk --with-credited." in said
    assert of_midvik(folder) == [(Decimal("600.00"), Decimal("400.00"))]
    assert {c.payer.slug for c in folder.claims() if c.day.year == 2019} == {
        *("midvik", "nordvik", "sorvik")
    }
    again = folder.run(*settle)
    assert again.exit_code == 0, again.output
    assert "Ingenting mer kan kreves per 10.01.2019." in again.output
    assert "400,00 kr ble tatt tilbake" in " ".join(again.output.split())
    papers = folder.run("documents", "2018", "--output", str(folder.path / "papers"))
    assert papers.exit_code == 0, papers.output
    number = next(c.id for c in folder.claims() if c.held_back)
    assert "Ikke krevd: tatt tilbake etter en innsigelse" in paper(folder, number)
    folder.add(cost("2018-11-01", "1000.00"))
    assert folder.run(*settle).exit_code == 0
    assert of_midvik(folder)[1:] == [(Decimal("300.00"), Decimal("400.00"))]
    meant = folder.run(*settle, "--with-credited")
    assert meant.exit_code == 0, meant.output
    assert of_midvik(folder)[2:] == [(Decimal("400.00"), Decimal("0.00"))]
    folder.add(cost("2018-12-01", "1000.00"))
    later = folder.run(*settle)
    assert "ble tatt tilbake" not in later.output
    assert of_midvik(folder)[3:] == [(Decimal("300.00"), Decimal("0.00"))]


def instalments(folder: Folder) -> list[Decimal]:
    """What Midvik is to pay on account, instalment by instalment."""
    said = folder.run("plan", "2018", "--format", "json").output
    rows = json.loads(said[said.index("[") :])
    return [Decimal(r["amount"]) for r in rows if r["municipality"] == "Midvik"]


@pytest.mark.parametrize("outcome", GRANTED)
def test_the_instalments_left_do_not_ask_for_what_was_granted(
    folder: Folder, outcome: str
) -> None:
    """Whether it is to be borne, the settlement decides; the plan says so."""
    note = given_back(folder, outcome)
    assert instalments(folder) == [Decimal(x) for x in ("2600", "3000", "3000", "3000")]
    told = (
        f"IKT-samarbeidet: 400,00 kr av termin 1 ble tatt tilbake fra Midvik med {note}"
        " etter innsigelsen 2018-midvik-1, som fikk medhold. Terminene som er"
        " igjen, tar det ikke med; det avgjøres av regnskapet i avregningen."
    )
    assert told in " ".join(folder.run("plan", "2018").output.split())
    steps = folder.run("plan", "2018", "--explain", "Midvik").output
    assert "Tatt tilbake etter innsigelse, og ikke krevd a konto" in steps
    done = folder.run("claim", "2018", "--instalment", "2", "--yes")
    assert done.exit_code == 0, done.output
    assert told in " ".join(done.output.split())
    by_number = {c.instalment: c for c in folder.claims() if c.payer.slug == "midvik"}
    assert by_number["2 av 4"].amount == Decimal("3000.00")
    papers = folder.run("documents", "2018", "--output", str(folder.path / "papers"))
    assert papers.exit_code == 0, papers.output
    told = "Tatt tilbake etter innsigelse, og ikke krevd a konto"
    assert told in paper(folder, by_number["2 av 4"].id)


def test_the_page_has_the_plan_that_the_command_has(folder: Folder) -> None:
    """With what was granted, and told below it to its payer alone."""
    given_back(folder, "delvis")
    main = with_pages(folder.path / "ledger" / "main.beancount")
    page = reader_of(main).page("Krav", time="2018")
    rows = page.rows("Betalingsplan 2018: a konto etter forfall, kroner")
    assert [row[4] for row in rows[:5]] == ["Midvik", "2600,00", *["3000,00"] * 3]
    assert "ble tatt tilbake fra Midvik" in page.words


@pytest.mark.parametrize("outcome", GRANTED)
def test_what_has_fallen_due_is_told_without_what_was_granted(
    folder: Folder, outcome: str
) -> None:
    """`check` tells of the instalments as the plan has them."""
    given_back(folder, outcome)
    folder.add('\n2018-05-20 * "Rente"\n  Assets:Bank  0.00 NOK\n')
    said = " ".join(folder.run("check").output.split())
    assert "Midvik: 3 000,00 kr a konto for 2018 har forfalt uten å være krevd" in said


def test_a_budget_that_was_put_right_takes_nothing_off_twice(folder: Folder) -> None:
    """Midvik's part is 2 600 kr a quarter with it, as the first one is now."""
    given_back(folder, "delvis")
    folder.add(budget("34666.67", "2018-02-21"))
    assert instalments(folder) == [Decimal("2600.00")] * 4


def test_a_credit_note_that_comes_again_in_the_plan_is_told(folder: Folder) -> None:
    """Nothing else is put right, so those that are left have what it took back."""
    note = given_back(folder, "")
    left = ("2600.00", "3133.33", "3133.33", "3133.34")
    assert instalments(folder) == [Decimal(amount) for amount in left]
    told = (
        f"400,00 kr av termin 1 ble tatt tilbake fra Midvik med {note} («Lisenser»)."
        " Kreditnotaen endrer ikke budsjettet, så terminene som er igjen, tar det med."
    )
    assert told in " ".join(folder.run("plan", "2018").output.split())
    ask = ("claim", "2018", "--instalment", "2", "--dry-run")
    assert told in " ".join(folder.run(*ask).output.split())
    others = folder.run(*ask, "--payer", "Sørvik").output
    assert "ble tatt tilbake" not in others


@pytest.mark.parametrize("outcome", GRANTED)
def test_an_instalment_that_was_granted_whole_waits_where_nobody_looks(
    folder: Folder, outcome: str
) -> None:
    """It can be claimed anew, by who says so; the others are as they were."""
    note = granted_whole(folder, outcome)
    ask = ("claim", "2018", "--instalment", "1", "--yes")
    done = folder.run(*ask)
    assert f"3 000,00 kr ble tatt tilbake fra Midvik med {note}" in " ".join(
        done.output.split()
    )
    assert sum(c.payer.slug == "midvik" for c in folder.claims()) == 2
    assert folder.run(*ask, "--with-credited").exit_code == 0
    assert sum(c.payer.slug == "midvik" for c in folder.claims()) == 3


def test_what_is_not_asked_for_yet_is_not_told(folder: Folder) -> None:
    """The fourth was claimed early and taken back; its day has not come."""
    early = ("claim", "2018", "--instalment", "4", "--payer", "Midvik", "--yes")
    assert folder.run(*early, "--date", "2018-01-11").exit_code == 0
    number = next(c.id for c in folder.claims() if c.instalment == "4 av 4")
    credited(folder, number, "--reason", "Feil", "--date", "2018-01-12")
    done = folder.run("claim", "2018", "--instalment", "2", "--dry-run")
    assert "ble tatt tilbake" not in done.output
    done = folder.run("claim", "2018", "--date", "2018-01-13", "--dry-run")
    assert "ble tatt tilbake" not in done.output
    assert "ble tatt tilbake" not in folder.run("claim", "2018", "--dry-run").output
    done = folder.run("claim", "2018", "--date", "2018-12-01", "--dry-run")
    assert "3 000,00 kr ble tatt tilbake fra Midvik" in " ".join(done.output.split())


def test_a_settlement_that_asks_anew_for_what_was_credited_says_so(
    folder: Folder,
) -> None:
    """Without an objection too: the reason stands with the credit note."""
    assert folder.run(*SETTLED[:-1], "--yes").exit_code == 0
    claim = next(c for c in folder.claims() if c.day.year == 2019)
    note = credited(folder, claim.id, "--amount", "100", "--reason", "Feil satser")
    said = " ".join(folder.run(*SETTLED).output.split())
    assert (
        f"100,00 kr ble tatt tilbake fra {claim.payer.name} med {note} («Feil satser»)."
        " Kreditnotaen endrer ingen andel" in said
    )


@pytest.mark.parametrize("outcome", GRANTED)
@pytest.mark.parametrize(
    ("right", "waits"),
    [("2018-midvik-1", "2018-midvik-9"), ("2018-midvik-9", "2018-midvik-1")],
)
def test_one_credit_note_for_two_objections_waits_for_both(
    folder: Folder, right: str, waits: str, outcome: str
) -> None:
    """What one of them is about is put right; the 400 kr are for the other too."""
    note = given_back(folder, outcome)
    first = OBJECTED + decided("delvis", f'  kreditnota: "{note}"\n')
    folder.add(first.replace("2018-midvik-1", "2018-midvik-9"))
    folder.add(f'2018-02-21 custom "innsigelse" "{right}" "rettet"\n')
    said = settle(folder, "2019-01-10")
    assert "det er holdt tilbake" in said
    assert f"«fellesbok objections answer {waits} --corrected»" in said
    assert of_midvik(folder) == [(Decimal("600.00"), Decimal("400.00"))]
    checked = " ".join(folder.run("check").output.split())
    assert f"etter innsigelsen {waits}, som fikk medhold" in checked


def test_what_is_held_back_is_an_amount_above_zero(folder: Folder) -> None:
    """Also where somebody has written it by hand."""
    given_back(folder, "delvis")
    assert folder.run(*SETTLED[:-1], "--yes").exit_code == 0
    (path,) = (folder.path / "ledger" / "krav").glob("*2019*")
    text = path.read_text("utf-8")
    assert "holdt_tilbake: 400.00 NOK" in text
    path.write_text(text.replace("tilbake: 400.00", "tilbake: -400.00"), "utf-8")
    assert any("det som holdes tilbake, er over null" in e for e in folder.errors())


def test_what_is_corrected_already_says_so_with_its_credit_note(
    folder: Folder,
) -> None:
    """In one go: what is open is claimed, since somebody has said that it is right."""
    note = given_back(folder, "")
    put_right(folder, "12000.00", "10666.67")
    words = ("--outcome", "korreksjon", "--credit-note", note, "--corrected")
    answer = ("objections", "answer", "2018-midvik-1", *words, "--yes")
    done = folder.run(*answer)
    assert done.exit_code == 0, done.output
    assert "Innsigelsen sier at bøkene er rettet" in settle(folder, "2019-01-10")
    assert of_midvik(folder) == [(Decimal("600.00"), Decimal("0.00"))]
    assert "holdt tilbake" not in folder.run("check").output


def test_nothing_is_held_back_where_the_share_fell(folder: Folder) -> None:
    """The voucher of a settled year is put right by what the credit note gave back."""
    settle(folder, "2019-01-10")
    claim = next(c for c in folder.claims() if c.period == "2018" and not c.instalment)
    assert (claim.payer.slug, claim.amount) == ("midvik", Decimal("600.00"))
    late = OBJECTED.replace("2018-02-01", "2019-01-11").replace("2018-03", "2019-03")
    folder.add(late.replace(MIDVIK, claim.id).replace("1000.00", "300.00"))
    part = ("--amount", "300", "--reason", "Lisenser", "--date", "2019-01-12")
    more = f'  kreditnota: "{credited(folder, claim.id, *part)}"\n'
    folder.add(decided("korreksjon", more, "2019-01-12"))
    assert "300,00 kr ble tatt tilbake fra Midvik" in settle(folder, "2019-01-13")
    assert "det er holdt tilbake" in settle(folder, "2019-01-13")
    assert "holdt tilbake" in folder.run("check").output
    put_right(folder, "12000.00", "11000.00")
    assert "ble tatt tilbake fra Midvik" not in settle(folder, "2019-01-13")
    assert "holdt tilbake" not in folder.run("check").output
    assert [amount for amount, _ in of_midvik(folder)] == [
        Decimal("600.00"),
        Decimal("-300.00"),
    ]


def test_an_instalment_that_was_granted_whole_no_other_instalment_asks_for(
    folder: Folder,
) -> None:
    """The other three are as they were, so that the settlement would ask for 3 000."""
    note = granted_whole(folder)
    folder.add(cost("2018-11-01", "36000.00"))  # Midvik's share is 14 400 kr
    claim_the_rest(folder)
    said = settle(folder, "2019-01-10")
    assert of_midvik(folder) == [(Decimal("2400.00"), Decimal("3000.00"))]
    assert f"3 000,00 kr ble tatt tilbake fra Midvik med {note} etter" in said


def test_an_instalment_that_is_claimed_anew_on_purpose_is_not_held_back(
    folder: Folder,
) -> None:
    """The first one was taken back whole, and claimed with --with-credited."""
    granted_whole(folder)
    anew = ("claim", "2018", "--instalment", "1", "--yes", "--with-credited")
    assert folder.run(*anew).exit_code == 0
    assert "ble tatt tilbake" not in settle(folder, "2019-01-10")
    assert of_midvik(folder) == [(Decimal("600.00"), Decimal("0.00"))]


def test_what_was_asked_for_by_a_claim_that_was_taken_back_is_held_back(
    folder: Folder,
) -> None:
    """--with-credited was a mistake: its claim is taken back, and made again."""
    note = given_back(folder, "delvis")
    settle(folder, "2019-01-10", "--with-credited")
    wrong = next(
        c.id for c in folder.claims() if c.payer.slug == "midvik" and not c.instalment
    )
    credited(folder, wrong, "--reason", "Feil", "--date", "2019-01-11")
    said = settle(folder, "2019-01-12")
    assert f"400,00 kr ble tatt tilbake fra Midvik med {note} etter" in said
    assert of_midvik(folder)[-1] == (Decimal("600.00"), Decimal("400.00"))


def test_what_a_settlement_gives_back_less_of_is_told(folder: Folder) -> None:
    """Midvik has paid 11 600 kr of a share of 3 600 kr, and had got 400 kr back."""
    note = given_back(folder, "delvis")
    claim_the_rest(folder)
    said = settle(folder, "2019-01-10")
    assert of_midvik(folder) == [(Decimal("-8000.00"), Decimal("0.00"))]
    assert (
        f"400,00 kr ble tatt tilbake fra Midvik med {note} etter innsigelsen"
        " 2018-midvik-1. Kreditnotaen endrer ingen andel: er ikke bilaget eller"
        " nøkkelen rettet, får Midvik så mye mindre tilbake her." in said
    )


@pytest.mark.parametrize("outcome", GRANTED)
def test_what_comes_after_the_books_were_put_right_does_not_wait(
    folder: Folder, outcome: str
) -> None:
    """400 kr of Midvik's part of 12 000 kr were wrong; 1 000 kr more come later."""
    given_back(folder, outcome)
    settle(folder, "2019-01-10")
    put_right(folder, "12000.00", "10666.67")
    folder.add(cost("2018-12-01", "1000.00"))
    assert "300,00 kr ble tatt tilbake" in settle(folder, "2019-01-12")
    assert len(of_midvik(folder)) == 1, "the books have not said that they are right"
    answer_corrected(folder)
    assert "Innsigelsen sier at bøkene er rettet" in settle(folder, "2019-01-12")
    assert of_midvik(folder)[1:] == [(Decimal("300.00"), Decimal("0.00"))]


def test_a_year_that_runs_is_not_settled_for_what_was_given_back_of_it(
    folder: Folder,
) -> None:
    """Midvik's 2018 is settled; 400 kr of its first instalment of 2019 were granted.

    By April its share of 2019 is 3 600 kr, and 2 600 kr are claimed on account.
    """
    settle(folder, "2019-01-10")
    folder.add(budget("40000.00", "2019-01-01"))
    first = ("claim", "2019", "--instalment", "1", "--date", "2019-01-12", "--yes")
    assert folder.run(*first).exit_code == 0
    of_2019 = [c for c in folder.claims() if c.period == "2019"]
    claim = next(c.id for c in of_2019 if c.payer.slug == "midvik")
    folder.add(OBJECTED.replace(MIDVIK, claim).replace("2018", "2019"))
    part = ("--amount", "400", "--reason", "Lisenser", "--date", "2019-02-20")
    note = credited(folder, claim, *part)
    outcome = decided("delvis", f'  kreditnota: "{note}"\n', "2019-02-20")
    folder.add(outcome.replace("2018-midvik-1", "2019-midvik-1"))
    folder.add(cost("2019-04-01", "12000.00"))
    assert "for 2019" not in folder.run("check").output
    wanted = ("claim", "2019", "--settlement", "--date", "2019-04-02", "--dry-run")
    assert "avregning 2019 " not in folder.run(*wanted).output


def test_the_host_whose_time_runs_settles_nothing_for_what_it_gave_back(
    tmp_path: Path,
) -> None:
    """Sørvik is host since July, and has granted 400 kr; in September H1 is settled."""
    first, last = version(), version("2018-07-01", host="sorvik")
    title = 'option "title" "Vika"\noption "operating_currency" "NOK"\n'
    lines = title, chart(), budget("40000.00"), cost("2018-02-01", "10000.00")
    folder = Folder(tmp_path).write(rules(first, last), *lines)
    for number, month in enumerate(("01", "04", "07"), 1):
        words = "--instalment", str(number), "--date", f"2018-{month}-10", "--yes"
        assert folder.run("claim", "2018", *words).exit_code == 0
    of_midvik = [c for c in folder.claims() if c.payer.slug == "midvik"]
    claim = next(c.id for c in of_midvik if c.host.slug == "sorvik")
    later = OBJECTED.replace("2018-02-01", "2018-08-01").replace("2018-03", "2018-09")
    folder.add(later.replace(MIDVIK, claim))
    part = ("--amount", "400", "--reason", "Lisenser", "--date", "2018-08-20")
    note = credited(folder, claim, *part)
    folder.add(decided("delvis", f'  kreditnota: "{note}"\n', "2018-08-20"))
    folder.add(cost("2018-09-02", "12000.00"))
    wanted = ("claim", "2018", "--settlement", "--date", "2018-09-10", "--yes")
    assert folder.run(*wanted).exit_code == 0
    made = {c.period for c in folder.claims() if c.day.month == 9}
    assert made == {"2018-H1"}
