"""Claims of one run, and of several, add up on paper in whatever order they come."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from claim_runs import claim
from claim_runs import credit
from claimbook import CLAIMS
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import paid
from claimbook import rules
from claimbook import version
from fellesbok.claim_documents import documents
from fellesbok.claims.items import open_claims
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.kid import ClaimNumber

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.entries.claim import Claim

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

DAYS = "claims: {due_days: 30}"


def hosted(
    *hosts: tuple[str, str],
    settlement: str = "year",
    claims: str = DAYS,
    last: str = "",
) -> str:
    """The agreements: who is host from which day, everything else the same."""
    terms = {"key": "equal", "settlement": settlement, "claims": claims}
    made = [version(day, host=host, **terms) for day, host in hosts[:-1]]
    day, host = hosts[-1]
    return rules(*made, version(day, host=host, last=last, **terms))


def late(day: str, amount: str, period: str) -> str:
    """A voucher for another time than its own."""
    return cost(day, amount).replace("\n  Exp", f'\n  periode: "{period}"\n  Exp', 1)


def read_on(day: str) -> str:
    """Something that is written on a day, and costs nothing."""
    return f'\n{day} * "Rente"\n  Assets:Bank  0.00 NOK\n'


def of(made: list[Claim], payer: str) -> list[tuple[str, str]]:
    """Period or instalment, and amount, of what one payer is claimed for."""
    return [
        (c.instalment or c.period, str(c.amount)) for c in made if c.payer.slug == payer
    ]


def papers(folder: Folder, *years: str) -> None:
    """Every claim must have its papers, by itself and again."""
    for year in years:
        path = folder.path / f"ut-{len(folder.claims())}"
        done = folder.run("documents", year, "--output", str(path))
        assert done.exit_code == 0, done.output


@pytest.mark.parametrize("settlement", ["year", "month"])
@pytest.mark.parametrize("more", ["", "-500.00"])
def test_a_late_period_of_a_host_is_numbered_before_its_later_ones(
    tmp_path: Path, settlement: str, more: str
) -> None:
    """Midvik is host twice, and its first time gets its only voucher in May."""
    hosts = [("2018-01-01", "midvik"), ("2018-03-01", "nordvik")]
    text = hosted(*hosts, ("2018-09-01", "midvik"), settlement=settlement)
    folder = Folder(tmp_path).write(text, chart(), cost("2018-10-01", "600.00"))
    folder.add(late("2018-05-07", more or "300.00", "2018-02-10"))
    folder.add(read_on("2019-12-31"))
    made = claim(folder)
    first, second = of(made, "sorvik")
    assert first[1] == {"": "100.00"}.get(more, "-166.67"), made
    assert second[1] == "200.00"
    days = [c.day for c in made]
    assert days == sorted(days)
    assert not claim(folder)
    papers(folder, "2018")


ON_ACCOUNT = [("2018-01-01", "midvik"), ("2018-10-01", "nordvik")]


def credited(folder: Folder, settlement: str, last: str = "") -> Folder:
    """Three instalments of 997.26 by Midvik; 500.00 of the third is taken back."""
    text = hosted(*ON_ACCOUNT, settlement=settlement, claims=CLAIMS, last=last)
    folder.write(text, chart(), budget("12000.00"), cost("2018-03-01", "12000.00"))
    folder.add(read_on("2018-09-15" if settlement == "year" else "2018-12-15"))
    for number in "123":
        claim(folder, "2018", "--instalment", number)
    third = [c for c in folder.claims() if c.payer.slug == "sorvik"][-1]
    credit(folder, third.id, "--amount", "500,00")
    return folder


@pytest.mark.parametrize(
    ("settlement", "last"), [("year", ""), ("project_end", "2019-12-31")]
)
def test_an_instalment_takes_nothing_of_what_is_another_hosts(
    tmp_path: Path, settlement: str, last: str
) -> None:
    """What Midvik took back is for its own settlement: Nordvik asks for its own."""
    folder = credited(Folder(tmp_path), settlement, last)
    made = claim(folder, "2018", "--instalment", "4")
    assert of(made, "sorvik") == of(made, "midvik") == [("4 av 4", "1008.22")]
    papers(folder, "2018")
    shown = folder.run("plan", "2018", "--explain", "Sørvik").output
    assert "Sørvik betaler 1 008,22 kr 15.11.2018" in shown.replace("\xa0", " ")


def test_what_is_left_of_a_hosts_instalments_is_settled_by_it(tmp_path: Path) -> None:
    folder = credited(Folder(tmp_path), "year")
    claim(folder, "2018", "--instalment", "4")
    folder.add(read_on("2019-12-31"))
    made = claim(folder)
    assert of(made, "sorvik") == [
        ("2018-01-01/2018-09-30", "1508.22"),
        ("2018-Q4", "-1008.22"),
    ]
    papers(folder, "2018")


def test_a_host_that_is_host_again_begins_anew(tmp_path: Path) -> None:
    """What is taken back of its first time is not in the instalments of its next."""
    hosts = [("2018-01-01", "midvik"), ("2018-04-01", "nordvik")]
    text = hosted(*hosts, ("2018-07-01", "midvik"), claims=CLAIMS)
    folder = Folder(tmp_path).write(text, chart(), budget("12000.00"))
    folder.add(read_on("2018-03-15"))
    (first,) = (
        c
        for c in claim(folder, "2018", "--instalment", "1")
        if c.payer.slug == "sorvik"
    )
    plan = of(claim(folder, "2018", "--instalment", "3"), "midvik")
    credit(folder, first.id, "--amount", "500,00")
    again = of(claim(folder, "2018", "--instalment", "4"), "sorvik")
    assert plan[0][0] == "3 av 4"
    assert again == [("4 av 4", "1008.22")]
    papers(folder, "2018")


def test_an_instalment_is_not_dated_before_what_it_makes_up_for(tmp_path: Path) -> None:
    """What was taken back in January is taken by an instalment of the same day."""
    text = hosted(
        ("2018-01-01", "midvik"),
        settlement="project_end",
        claims=CLAIMS,
        last="2019-12-31",
    )
    folder = Folder(tmp_path).write(text, chart(), budget("12000.00"))
    folder.add(read_on("2019-01-20"))
    third = claim(folder, "2018", "--instalment", "3")[-1]
    note = credit(folder, third.id, "--amount", "500,00")
    assert str(note.day) == "2019-01-20"
    (made,) = claim(folder, "2018", "--instalment", "4", "--payer", "Sørvik")
    assert made.day == note.day
    assert made.due > made.day
    papers(folder, "2018")
    early = ("--instalment", "1", "--payer", "Sørvik", "--date", "2018-12-01")
    refused = folder.run("claim", "2018", *early, "--yes")
    assert refused.exit_code == 1
    assert "et nytt krav kan ikke dateres 01.12.2018" in refused.output
    assert ClaimKind.CREDIT is note.kind


def test_a_project_is_settled_with_each_year_and_instalment_on_its_paper(
    tmp_path: Path,
) -> None:
    """Sørvik bears 110 and 120 kr and has been asked for 100 and 100: 30 is left.

    An instalment settles nothing: neither of 2018 is brought forward as one sum.
    """
    text = hosted(
        ("2018-01-01", "midvik"),
        settlement="project_end",
        claims="claims: {advance: {basis: budget, due: [02-15]}, due_days: 30}",
        last="2019-12-31",
    )
    folder = Folder(tmp_path).write(text, chart(), budget("300.00"))
    folder.add(budget("300.00", "2019-01-01"), cost("2018-03-01", "330.00"))
    claim(folder, "2018", "--instalment", "1")
    folder.add(cost("2019-03-01", "360.00"))
    claim(folder, "2019", "--instalment", "1")
    folder.add(read_on("2019-12-31"))
    (made,) = (c for c in claim(folder, "2019") if c.payer.slug == "sorvik")
    asked = [c for c in folder.claims() if c.payer.slug == "sorvik" and c.instalment]
    assert [str(c.amount) for c in asked] == ["100.00", "100.00"]
    paper = documents(made, folder.load()).paper.reckoning
    assert [(str(line.label), str(line.amount)) for line in paper.lines] == [
        ("Andel av regnskapet 2018", "110.00"),
        ("Andel av regnskapet 2019", "120.00"),
        *(
            (
                f"Krav {c.id} av {c.day:%d.%m.%Y}: a konto {c.period}, termin 1 av 1",
                "-100.00",
            )
            for c in asked
        ),
    ]
    assert str(made.amount) == "30.00"


def test_a_voucher_that_moves_the_receivable_is_told_by_what_it_says(
    tmp_path: Path,
) -> None:
    """By its text, else by whom it is about, else by its day; Sørvik bears 100 kr."""
    said = ('"Sørvik" "Rettet"', '"Sørvik" ""', "")
    moved = "  Assets:Fordringer:Sørvik:IKT  -1.00 NOK\n  Assets:Bank\n"
    vouchers = (f"\n2018-05-0{n} * {words}\n{moved}" for n, words in enumerate(said, 1))
    text = hosted(("2018-01-01", "midvik"))
    folder = Folder(tmp_path).write(text, chart(), cost("2018-03-01", "300.00"), CLOSED)
    folder.add(*vouchers)
    (made,) = (c for c in claim(folder) if c.payer.slug == "sorvik")
    paper = documents(made, folder.load()).paper.reckoning
    assert [(str(line.label), str(line.amount)) for line in paper.lines] == [
        ("01.05.2018: Rettet", "-1.00"),
        ("02.05.2018: Sørvik", "-1.00"),
        ("03.05.2018", "-1.00"),
        ("Andel av regnskapet 2018", "100.00"),
    ]
    assert str(made.amount) == "97.00"
    shown = folder.run("explain", "IKT", "Sørvik", "--year", "2018", "--all").output
    assert [line[:42].strip() for line in shown.splitlines() if "05.2018" in line] == [
        "01.05.2018 Betalt uten krav: Rettet",
        "02.05.2018 Betalt uten krav: Sørvik",
        "03.05.2018 Betalt uten krav",
    ]


def test_a_voucher_of_an_earlier_period_leaves_the_papers_of_a_later_one(
    tmp_path: Path,
) -> None:
    """The later period is claimed in one run, the earlier one in the next."""
    hosts = [("2018-01-01", "midvik"), ("2018-03-01", "nordvik")]
    text = hosted(*hosts, ("2018-09-01", "midvik"))
    folder = Folder(tmp_path).write(text, chart(), cost("2018-10-01", "600.00"))
    folder.add(read_on("2018-12-31"))
    claim(folder)
    folder.add(late("2018-05-07", "300.00", "2018-02-10"), read_on("2019-12-31"))
    assert of(claim(folder), "sorvik") == [("2018-01-01/2018-02-28", "100.00")]
    papers(folder, "2018")


CLOSED = read_on("2018-12-31")


@pytest.mark.parametrize("later", ["year", "month"])
@pytest.mark.parametrize("day", ["", "2019-02-15"])
def test_what_comes_to_a_closed_year_leaves_the_papers_of_its_claims(
    tmp_path: Path, later: str, day: str
) -> None:
    """Midvik's claims of 2018 are as they were when a correction comes to them."""
    terms = {"key": "equal", "claims": DAYS}
    text = rules(
        version(host="midvik", **terms),
        version("2019-01-01", host="nordvik", settlement=later, **terms),
    )
    folder = Folder(tmp_path).write(text, chart(), cost("2018-03-01", "300.00"), CLOSED)
    claim(folder, "2018", *(("--date", day) if day else ()))
    assert folder.run("close", "2018", "--yes").exit_code == 0
    folder.add(cost("2018-04-01", "30.00"), cost("2019-01-15", "300.00"))
    folder.add(read_on("2019-12-31"))
    papers(folder, "2018")
    made = claim(folder, "2018")
    assert of(made, "sorvik") == [("2018", "10.00")]
    papers(folder, "2018")
    claim(folder, "2019")
    assert folder.run("close", "2019", "--yes").exit_code == 0
    folder.add(cost("2018-05-01", "60.00"), read_on("2020-12-31"))
    papers(folder, "2018", "2019")
    assert of(claim(folder, "2018"), "sorvik") == [("2018", "20.00")]
    papers(folder, "2018", "2019")


def test_one_claim_that_cannot_be_documented_does_not_stop_the_others(
    tmp_path: Path,
) -> None:
    """Sørvik's share is another after its claim; the others have theirs."""
    text = hosted(("2018-01-01", "midvik"))
    folder = Folder(tmp_path).write(text, chart(), cost("2018-03-01", "300.00"), CLOSED)
    made = claim(folder)
    moved = "Assets:Fordringer:Sørvik:IKT"
    folder.add(
        '\n2018-05-01 * "Rettet"\n'
        f"  {moved}  10.00 NOK\n  Assets:Fordringer:Nordvik:IKT  -10.00 NOK\n"
    )
    path = folder.path / "ut"
    done = folder.run("documents", "2018", "--output", str(path))
    assert done.exit_code == 1
    wrong = {c.id for c in made if c.payer.slug in {"sorvik", "nordvik"}}
    said = done.output.replace("\xa0", " ")
    assert all(f"! Kravet {number} er på 100,00 kr, men" in said for number in wrong)
    assert "2 krav har ingen dokumenter, se over." in said
    kept = {c.id for c in made} - wrong
    assert {file.stem for file in path.iterdir()} == {f"krav-{one}" for one in kept}
    dry = folder.run("documents", "2018", "--output", str(path), "--dry-run")
    assert dry.exit_code == 1
    only = folder.run("documents", "2018", "--claim", min(wrong), "--output", str(path))
    assert only.exit_code == 1
    assert "Ingenting er skrevet" in only.output


def test_the_reason_names_the_claim_that_was_taken_back(tmp_path: Path) -> None:
    """The first of two claims of a year is credited, and both after that."""
    text = hosted(("2018-01-01", "midvik"))
    folder = Folder(tmp_path).write(text, chart(), cost("2018-03-01", "300.00"), CLOSED)
    first = next(c for c in claim(folder) if c.payer.slug == "sorvik")
    folder.add(cost("2018-12-30", "30.00"))
    second = next(c for c in claim(folder) if c.payer.slug == "sorvik")
    assert second.reason == f"Endring etter krav {first.id}"
    credit(folder, first.id)
    (again,) = claim(folder)
    assert again.reason == f"Endring etter krav {first.id}"
    credit(folder, second.id, "--amount", "4,00")
    credit(folder, again.id)
    (both,) = claim(folder)
    assert str(both.amount) == "104.00"
    assert both.reason == f"Endring etter krav {second.id}, {again.id}"
    folder.add(cost("2018-12-31", "3.00"))
    last = next(c for c in claim(folder) if c.payer.slug == "sorvik")
    assert last.reason == f"Endring etter krav {both.id}"


@pytest.mark.parametrize("amount", ["9" * 29 + ",00", "1" + "0" * 60, "100000000000"])
def test_an_amount_of_any_size_is_refused_in_words(tmp_path: Path, amount: str) -> None:
    text = hosted(("2018-01-01", "midvik"))
    folder = Folder(tmp_path).write(text, chart(), cost("2018-03-01", "300.00"), CLOSED)
    one = next(c for c in claim(folder) if c.payer.slug == "sorvik")
    refused = folder.run("credit", one.id, "--amount", amount, "--reason", "Feil")
    assert refused.exit_code == (1 if len(amount) < 15 else 2), refused.output
    assert isinstance(refused.exception, SystemExit)
    said = " ".join(refused.output.split())
    assert ("for mye" if len(amount) < 15 else "er mer enn noe krav er på") in said


def test_there_is_no_such_instalment(tmp_path: Path) -> None:
    text = hosted(("2018-01-01", "midvik"), claims=CLAIMS)
    folder = Folder(tmp_path).write(text, chart(), budget("12000.00"))
    refused = folder.run("claim", "2018", "--instalment", "99", "--yes")
    assert refused.exit_code == 1
    said = "IKT-samarbeidet har ingen termin 99 i 2018: den siste er termin 4."
    assert said in refused.output
    assert "er krevd" not in refused.output
    claim(folder, "2018", "--instalment", "4")
    again = folder.run("claim", "2018", "--instalment", "4", "--yes")
    assert "Ingenting mer av det som er valgt" in again.output


def test_no_cooperation_has_instalments(tmp_path: Path) -> None:
    folder = Folder(tmp_path).write(hosted(("2018-01-01", "midvik")), chart())
    refused = folder.run("claim", "2018", "--instalment", "1", "--yes")
    assert refused.exit_code == 1
    assert "Ingen a konto er avtalt, eller kan beregnes, for 2018." in refused.output


@pytest.mark.parametrize("where", [".", "ledger", "ledger/utkast", "documents"])
def test_drafts_do_not_lie_among_the_books(tmp_path: Path, where: str) -> None:
    """Nor beside the agreements, where they may be taken for what is sent."""
    text = hosted(("2018-01-01", "midvik"))
    folder = Folder(tmp_path).write(text, chart(), cost("2018-03-01", "300.00"), CLOSED)
    before = folder.files()
    at = str(folder.path / where)
    refused = folder.run("claim", "2018", "--preview", at)
    if where == "documents":
        assert refused.exit_code == 0
        return
    assert refused.exit_code == 1
    assert "Utkast skal ikke ligge blant bøkene" in refused.output
    assert folder.files() == before


@pytest.mark.parametrize("part", ["", "20,00"])
def test_what_the_payer_is_to_pay_back_can_be_paid(tmp_path: Path, part: str) -> None:
    """A claim of -70.00 is taken back: a bill of 70.00, or a part, with KID and due."""
    laid = cost("2018-05-01", "100.00", of="Liabilities:Utlegg:Midvik:IKT")
    text = rules(version(claims=DAYS))
    folder = Folder(tmp_path).write(text, chart(), laid, CLOSED)
    one = next(c for c in claim(folder) if c.payer.slug == "midvik")
    assert str(one.amount) == "-70.00"
    more = ("--amount", part) if part else ()
    note = credit(folder, one.id, *more)
    assert note.kid == ClaimNumber(note.host.slug, note.day.year, 4).kid
    assert (note.due - note.day).days == 30
    shown = folder.run("credit", one.id, "--reason", "Feil", "--dry-run")
    assert part == "" or ClaimNumber("nordvik", 2019, 5).kid in shown.output
    loaded = folder.load()
    page = documents(note, loaded).html.decode()
    assert note.kid in page
    assert "31.01.2019" in page
    other = next(c for c in folder.claims() if c.payer.slug == "sorvik")
    assert not credit(folder, other.id).kid


def test_what_is_to_be_paid_back_is_due_when_it_was_asked_for(tmp_path: Path) -> None:
    """70.00 was paid out in January, and asked for again on 1 June."""
    laid = cost("2018-05-01", "100.00", of="Liabilities:Utlegg:Midvik:IKT")
    text = rules(version(claims=DAYS))
    folder = Folder(tmp_path).write(text, chart(), laid, CLOSED)
    one = next(c for c in claim(folder) if c.payer.slug == "midvik")
    folder.add(paid("2019-01-31", "Midvik", "-70.00", one.id).replace("--", ""))
    credit(folder, one.id, "--date", "2019-06-01")
    loaded = folder.load()
    assert loaded.shared is not None
    on = date(2019, 7, 11)
    found = open_claims(loaded.entries, loaded.shared.agreement, on)
    (item,) = (i for i in found.items if i.claim.id == one.id)
    assert (str(item.remaining), item.days_overdue) == ("70.00", 10)


def test_a_bill_that_cannot_be_paid_is_told_of(tmp_path: Path) -> None:
    laid = cost("2018-05-01", "100.00", of="Liabilities:Utlegg:Midvik:IKT")
    text = rules(version(claims=DAYS), invoicing={})
    folder = Folder(tmp_path).write(text, chart(), laid, CLOSED)
    made = claim(folder, "2018", "--without-account")
    one = next(c for c in made if c.payer.slug == "midvik")
    done = folder.run("credit", one.id, "--reason", "Feil", "--dry-run")
    assert "Nordvik mangler kontonummer, som 1 krav på til sammen 70,00" in (
        done.output.replace("\xa0", " ")
    )


def test_what_takes_back_the_hosts_own_note_is_not_paid(tmp_path: Path) -> None:
    laid = cost("2018-05-01", "100.00", of="Liabilities:Utlegg:Nordvik:IKT")
    text = rules(version(claims=DAYS))
    folder = Folder(tmp_path).write(text, chart(), laid, CLOSED)
    own = next(c for c in claim(folder) if c.payer.slug == "nordvik")
    note = credit(folder, own.id)
    assert not note.kid
