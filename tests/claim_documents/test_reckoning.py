"""A claim's paper lets its receiver calculate the amount: each line comes from rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from claim_books import credit_note
from claim_books import instalments
from claim_books import kroner_text
from claim_books import make_claim_books
from claim_books import written
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from derived_claims import FOUR
from derived_claims import folder as folder  # noqa: PLC0414 -- a fixture
from derived_claims import kr
from derived_claims import rows_of
from fellesbok.agreement.instalments import with_facts
from fellesbok.claim_documents import CannotDocumentError
from fellesbok.claim_documents import ClaimDocuments
from fellesbok.claim_documents import attachment
from fellesbok.claim_documents import documents
from fellesbok.claim_documents.plain import plain
from fellesbok.claims.payment_plan import payment_plans
from fellesbok.entries.claim import ClaimKind
from fellesbok.explanation import Section
from fellesbok.explanation import steps
from fellesbok.explanation.key import Row
from fellesbok.messages import Text

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.entries.claim import Claim


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def claimed(folder: Folder, *numbers: int) -> None:
    for number in numbers:
        done = folder.run("claim", "2018", "--instalment", str(number), "--yes")
        assert done.exit_code == 0, done.output


def paper_of(folder: Folder, payer: str, number: int) -> ClaimDocuments:
    loaded = folder.load()
    (asked,) = [
        c
        for c in folder.claims()
        if (c.payer.slug, c.instalment_number) == (payer, number)
        and c.kind is not ClaimKind.CREDIT
    ]
    return documents(asked, loaded)


def last_total(made: ClaimDocuments) -> Fraction | None:
    """What the derivation ends at, in kroner."""
    return rows_of(made, "")[-1][1]


# -------------------------------------------------------------------- instalments


def test_each_version_spreads_its_part_over_its_own_dates(folder: Folder) -> None:
    """By hand: 1000.01 × 181/365 × 3/10 in two, 1000.01 × 184/365 × 3/14 in two."""
    claimed(folder, 1, 2, 3)
    made = paper_of(folder, "midvik", 3)
    first = kr("1000.01") * 181 / 365
    second = kr("1000.01") * 184 / 365
    assert rows_of(made, "A konto 01.01.2018–30.06.2018") == [
        (
            "Av budsjettet som deles, 1\xa0000,01 kr, faller 181 av 365 dager her",
            first,
        ),
        ("Midvik skal bære", first * 3 / 10),
        ("Delt likt på 2 forfall: 15.02.2018, 15.05.2018", first * 3 / 20),
    ]
    assert rows_of(made, "A konto 01.07.2018–31.12.2018")[1:] == [
        ("Midvik skal bære", second * 3 / 14),
        ("Delt likt på 2 forfall: 15.08.2018, 15.11.2018", second * 3 / 28),
    ]
    steps = dict(rows_of(made, "Termin 3 av 4, forfall 15.08.2018"))
    assert steps["01.07.2018–31.12.2018: 1 av 2 forfall"] == second * 3 / 28
    now = first * 3 / 10 + second * 3 / 28
    assert steps["Til sammen, nøyaktig"] == now
    assert steps["minus det som er forfalt til og med termin 2"] == kr("-148.77")
    assert steps["Termin 3 etter planen"] == kr("54.01") == Fraction(made.claim.share)
    assert rows_of(made, "Det som er krevd")[-1] == (
        "Det som er krevd før, er som planen",
        None,
    )


def test_who_enters_has_only_its_own_part(folder: Folder) -> None:
    claimed(folder, 3)
    made = paper_of(folder, "utvik", 3)
    titles = [str(section.title) for section in made.paper.attachment.derived]
    assert titles == [
        "A konto 01.07.2018–31.12.2018",
        "Termin 3 av 4, forfall 15.08.2018",
    ]
    exact = kr("1000.01") * 184 / 365 * 4 / 14 / 2
    assert (
        dict(rows_of(made, "Termin 3"))["01.07.2018–31.12.2018: 1 av 2 forfall"]
        == exact
    )
    assert abs(Fraction(made.claim.share) - exact) < Fraction(1, 100)


def test_what_a_revised_budget_moved_is_shown(folder: Folder) -> None:
    """1200 kr from 1 March: 89.26 each before July; 74.38 was claimed for the first.

    14.88 too little on three that are left is 4.96 each.
    """
    claimed(folder, 1)
    folder.add(budget("1200.00", "2018-03-01"))
    claimed(folder, 2)
    made = paper_of(folder, "midvik", 2)
    assert rows_of(made, "Det som er krevd a konto før") == [
        ("Termin 1: 89,26 kr etter planen nå, 74,38 kr er krevd", kr("14.88")),
        ("Krevd for lite (minus: for mye)", kr("14.88")),
        (
            "Delt på 3 terminer som er igjen, rundet ned til hele øre",
            kr("4.96"),
        ),
        ("Termin 2 etter planen", kr("89.26")),
        ("Termin 2 med det", kr("94.22")),
    ]
    assert made.claim.share == Decimal("94.22")
    (revised,) = [
        row
        for section in made.paper.attachment.sections
        for row in section.rows
        if str(row.label).startswith("opprinnelig")
    ]
    assert revised.depth == 1, "below the account that it revises"
    said = plain(made.paper, "nb").decode().splitlines()
    assert "opprinnelig 1\xa0000,01 kr, endret 01.03.2018" in said
    assert "Krevd for lite" in made.html.decode()


def test_the_budget_is_the_cooperation_s_own_of_the_year(tmp_path: Path) -> None:
    """IKT has a budget of the year before too, and fire services one of the year."""
    fire = f"""\
  brann:
    title: Brannvesenet
    account: Brann
    kind: cooperation
    legal_form: not_stated
    versions:
{version()}"""
    others = budget("900.00", "2017-01-01"), budget("500.00", cooperation="Brann")
    text = rules(version("2017-01-01"), others=fire)
    folder = Folder(tmp_path).write(
        text, chart("IKT", "Brann"), *others, budget("1000.00")
    )
    claimed(folder, 1)
    (asked,) = [
        c
        for c in folder.claims()
        if (c.payer.slug, c.cooperation.slug) == ("midvik", "ikt")
    ]
    adopted = documents(asked, folder.load()).paper.attachment.sections[0]
    assert str(adopted.title) == "Budsjett 2018"
    assert [(str(row.label), row.amount_ore) for row in adopted.rows] == [
        ("Kostnad: IKT-samarbeidet", Fraction(100000))
    ]


def test_an_earlier_claim_has_the_budget_of_its_day(folder: Folder) -> None:
    """The first instalment is documented anew after the budget was revised."""
    claimed(folder, 1)
    before = paper_of(folder, "midvik", 1)
    folder.add(budget("1200.00", "2018-03-01"))
    after = paper_of(folder, "midvik", 1)
    assert after.paper.reckoning == before.paper.reckoning
    assert after.paper.attachment.derived == before.paper.attachment.derived
    assert after.paper.attachment.remarks == ()
    labels = [str(row.label) for s in after.paper.attachment.sections for row in s.rows]
    assert "Budsjettet som det var 01.01.2018; det er endret siden" in labels


def test_a_claim_made_late_has_the_budget_that_it_was_made_of(folder: Folder) -> None:
    """It is dated before the revision that it takes with it."""
    folder.add(budget("1200.00", "2018-03-01"))
    claimed(folder, 1)
    made = paper_of(folder, "midvik", 1)
    assert made.claim.day < date(2018, 3, 1)
    assert made.claim.share == Decimal("89.26")
    assert dict(rows_of(made, "Termin 1"))["Termin 1 etter planen"] == kr("89.26")


def test_a_plan_that_has_changed_since_says_so(folder: Folder) -> None:
    """Weights are corrected after the first instalment; no budget gives it now."""
    claimed(folder, 1)
    text = (folder.path / "allocation_rules.yaml").read_text(encoding="utf-8")
    text = text.replace("midvik: 3", "midvik: 5")
    (folder.path / "allocation_rules.yaml").write_text(text, encoding="utf-8")
    (remark,) = paper_of(folder, "midvik", 1).paper.attachment.remarks
    assert remark == (
        "Slik planen er nå, gir den 103,31 kr for terminen, mens 74,38 kr er krevd."
        " Forskjellen på 28,93 kr tas i terminene som er igjen, ellers i avregningen."
    )


def test_a_part_without_a_due_date_waits_and_that_stands_there(tmp_path: Path) -> None:
    late = version("2018-12-01", FOUR)
    folder = Folder(tmp_path).write(rules(version(), late), chart(), budget("1000.00"))
    claimed(folder, 1)
    made = paper_of(folder, "midvik", 1)
    label = str(made.paper.reckoning.background[0].label)
    assert label == "Andel av budsjettet for 2018, det som kreves a konto"
    (remark,) = made.paper.attachment.remarks
    assert "kreves først i avregningen" in remark


def test_an_agreed_sum_is_shared_step_by_step(tmp_path: Path) -> None:
    terms = "claims: {due_days: 30, advance: {amount: 3650, due: [02-15, 08-15]}}"
    text = rules(version(claims=terms), version("2018-07-01", FOUR, claims=terms))
    folder = Folder(tmp_path).write(text, chart())
    claimed(folder, 1, 2)
    made = paper_of(folder, "utvik", 2)
    assert rows_of(made, "A konto 01.07.2018–31.12.2018") == [
        ("Sum for året", kr("3650")),
        ("× 184 av 365 dager i året", kr("1840")),
        ("Deles med nøkkelen vekter", None),
        ("kostnad som deles av Midvik, Nordvik, Sørvik", kr("1810")),
        ("kostnad som deles av Midvik, Nordvik, Sørvik, Utvik", kr("1840")),
        ("vekt: × 4 / 14", kr("1840") * 4 / 14),
        ("Utvik skal bære", kr("1840") * 4 / 14),
        ("Delt likt på 1 forfall: 15.08.2018", kr("1840") * 4 / 14),
    ]
    assert made.claim.share == Decimal("525.71")


def test_agreed_amounts_are_shown_by_the_days(tmp_path: Path) -> None:
    terms = (
        "claims: {due_days: 30, advance: {amounts: {nordvik: 0, midvik: 1000, sorvik:"
        " 0}, due: [02-15, 05-15]}}"
    )
    folder = Folder(tmp_path).write(
        rules(version(claims=terms, last="2018-06-30")), chart()
    )
    claimed(folder, 2)
    made = paper_of(folder, "midvik", 2)
    half = kr("1000") * 181 / 365
    assert rows_of(made, "A konto 2018") == [
        ("Avtalt for Midvik i året", kr("1000")),
        ("× 181 av 365 dager i året", half),
        ("Midvik skal bære", half),
        ("Delt likt på 2 forfall: 15.02.2018, 15.05.2018", half / 2),
    ]
    assert made.claim.share == Decimal("247.95")


def test_an_instalment_that_is_no_more_was_claimed_too_much(tmp_path: Path) -> None:
    """The agreement ends in June after the third instalment was claimed in advance."""
    folder = Folder(tmp_path).write(rules(), chart(), budget("1000.00"))
    claimed(folder, 1, 3)
    folder.write(rules(version(last="2018-06-30")), chart(), budget("1000.00"))
    folder.add('include "krav.beancount"')
    claimed(folder, 2)
    made = paper_of(folder, "midvik", 2)
    # 300 in two; 75 and 75 are claimed.
    assert made.claim.share == Decimal("150.00")
    assert ("Termin 3: 0,00 kr etter planen nå, 75,00 kr er krevd", kr("-75")) in (
        rows_of(made, "Det som er krevd")
    )


def test_nothing_of_what_others_are_charged_is_told(folder: Folder) -> None:
    claimed(folder, 1)
    made = paper_of(folder, "midvik", 1)
    others = [c.share for c in folder.claims() if c.payer.slug != "midvik"]
    said = made.html.decode() + plain(made.paper, "nb").decode()
    for amount in others:
        assert str(amount).replace(".", ",") not in said


@settings(deadline=None, max_examples=300)
@given(
    planned=st.lists(st.integers(-1000, 10**6), min_size=1, max_size=12),
    claims=st.dictionaries(st.integers(1, 14), st.integers(-1000, 10**6)),
)
def test_an_instalment_does_not_know_when_those_before_it_were_claimed(
    planned: list[int], claims: dict[int, int]
) -> None:
    """Claimed one by one in order, they are what they were in one run."""
    at_once = with_facts(planned, claims)
    known = dict(claims)
    for number in range(1, len(planned) + 1):
        known.setdefault(number, with_facts(planned, known)[number - 1])
    assert [known[number] for number in range(1, len(planned) + 1)] == at_once
    if len(claims.keys() & set(range(1, len(planned) + 1))) < len(planned):
        beyond = sum(ore for n, ore in claims.items() if n > len(planned))
        assert sum(at_once) + beyond == sum(planned)


@settings(deadline=None, max_examples=8)
@given(
    first=st.integers(0, 10**8),
    then=st.integers(0, 10**8),
    month=st.integers(2, 12),
    weight=st.integers(1, 20),
)
def test_every_paper_ends_at_its_claim(
    tmp_path_factory: pytest.TempPathFactory,
    first: int,
    then: int,
    month: int,
    weight: int,
) -> None:
    """Whatever the budget was, became, and who enters when."""
    key = f"{{weights: {{nordvik: 5, midvik: 3, sorvik: {weight}, utvik: 4}}}}"
    text = rules(version(key=key), version(f"2018-{month:02d}-01", FOUR, key=key))
    folder = Folder(tmp_path_factory.mktemp("bok"))
    folder.write(text, chart(), budget(kroner_text(first)))
    folder.run("claim", "2018", "--instalment", "1", "--yes")
    folder.add(budget(kroner_text(then), "2018-03-01"))
    for number in ("2", "4", "3"):
        folder.run("claim", "2018", "--instalment", number, "--yes", "--date", DAY)
    loaded = folder.load()
    for each in folder.claims():
        made = documents(each, loaded)
        totals = [
            row.amount_ore
            for section in made.paper.attachment.derived
            for row in section.rows
            if row.total
        ]
        assert totals[-1] == each.share * 100
        if month < 12:
            assert made.paper.attachment.remarks == ()


DAY = "2018-12-01"


def test_the_plan_tells_how_a_payer_s_instalments_come_about(folder: Folder) -> None:
    claimed(folder, 1)
    folder.add(budget("1200.00", "2018-03-01"))
    done = folder.run("plan", "2018", "--explain", "Midvik")
    assert done.exit_code == 0, done.output
    said = done.output.replace("\xa0", " ")
    assert "IKT-samarbeidet: Midvik betaler 94,22 kr 15.05.2018" in said
    assert "Delt på 3 terminer som er igjen, rundet ned til hele øre" in said
    assert "Forskjell fra planen, som terminene som er igjen, tar" in said
    other = folder.run("plan", "2018", "--explain", "Bergen")
    assert other.exit_code == 1
    assert "Ukjent betaler «Bergen»" in other.output


def test_a_correction_stands_with_its_reason(tmp_path: Path) -> None:
    """2018 is closed, and a voucher of it comes in 2019."""
    terms = version(claims="claims: {due_days: 30}")
    folder = Folder(tmp_path).write(
        rules(terms), chart(), cost("2018-03-01", "1000.00")
    )
    folder.add(cost("2019-02-01", "100.00"))
    done = folder.run("claim", "2018", "--yes")
    assert done.exit_code == 0, done.output
    done = folder.run("close", "2018", "--yes")
    assert done.exit_code == 0, done.output
    folder.add(cost("2018-11-01", "50.00"), cost("2020-01-02", "1.00"))
    done = folder.run("claim", "2019", "--yes")
    assert done.exit_code == 0, done.output
    loaded = folder.load()
    (asked,) = [
        c for c in folder.claims() if (c.payer.slug, c.period) == ("midvik", "2019")
    ]
    made = documents(asked, loaded)
    lines = {str(line.label): line.amount for line in made.paper.reckoning.lines}
    (label,) = [label for label in lines if label.startswith("Korreksjon for 2018: ")]
    assert "er kommet til" in label
    assert lines[label] == Decimal("15.00")


def test_a_part_that_is_taken_back_is_called_so(tmp_path: Path) -> None:
    books = make_claim_books(tmp_path)
    text = "".join(map(written, instalments(books)))
    books = make_claim_books(tmp_path, claims=text)
    whole = credit_note(books)
    part = replace(whole, amount=Decimal("-100.00"), tax=Decimal("0.00"))
    rest = replace(
        whole,
        id="ytrefjord-2018-0006",
        amount=whole.amount + 100,
        tax=Decimal("0.00"),
    )
    run: list[Claim] = [part, rest]
    made = documents(part, books, also=run)
    assert made.paper.title == (
        "IKT-samarbeidet i Fjordene 2018: delvis kreditering av krav"
        " ytrefjord-2018-0003"
    )
    assert [line.amount for line in made.paper.reckoning.background] == [
        -whole.amount,
        Decimal("-100.00"),
        -whole.amount - 100,
    ]
    last = documents(rest, books, also=run)
    assert [
        (str(line.label), line.amount) for line in last.paper.reckoning.background
    ] == [
        ("Krav ytrefjord-2018-0003", -whole.amount),
        ("Kreditnota ytrefjord-2018-0005 av 20.10.2018", Decimal("-100.00")),
        ("Denne kreditnotaen", rest.amount),
        ("Står igjen av kravet", Decimal("0.00")),
    ]
    with pytest.raises(CannotDocumentError, match="igjen å ta tilbake"):
        documents(replace(rest, amount=whole.amount), books, also=[part])


# ------------------------------------------------------------- whatever explain says


def test_the_attachment_shows_whatever_the_steps_are(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A key's running account is rows of the steps, of the budget and the accounts."""
    claimed(folder, 1)

    def more(*_: object, **__: object) -> tuple[Section, ...]:
        label = Text("Brukt tidligere i året")
        rows = (Row(label, Fraction(1234567, 10), depth=2), Row(Text("Konto"), None))
        return (Section(Text("Løpende konto"), rows), Section(Text("Tom"), ()))

    monkeypatch.setattr(attachment, "steps", more)
    made = paper_of(folder, "midvik", 1)
    titles = [str(section.title) for section in made.paper.attachment.sections]
    assert titles == ["Budsjett 2018", "Løpende konto"]
    for said in (made.html.decode(), plain(made.paper, "nb").decode()):
        assert "Løpende konto" in said
        assert "Brukt tidligere i året" in said
        assert "234,567" in said.replace("\xa0", "").replace("1234,567", "234,567")


def test_a_settlement_s_attachment_shows_whatever_is_explained(tmp_path: Path) -> None:
    """The steps of ``explain`` itself, with the vouchers as columns of their own."""
    terms = version(claims="claims: {due_days: 30}")
    folder = Folder(tmp_path).write(
        rules(terms), chart(), cost("2018-03-01", "1000.00"), cost("2019-01-02", "1.00")
    )
    assert folder.run("claim", "2018", "--yes").exit_code == 0
    loaded = folder.load()
    asked = next(c for c in folder.claims() if c.payer.slug == "midvik")
    made = documents(asked, loaded)
    assert loaded.shared is not None
    result = next(r for r in loaded.shared.results if r.year == 2018)
    wanted = steps(
        replace(loaded.shared, reader="midvik"), result, asked.payer, everything=True
    )
    shown = [(s.title, s.rows) for s in made.paper.attachment.sections]
    for section in wanted:
        if section.rows:
            assert (section.title, section.rows) in shown


def test_plans_keep_their_steps(folder: Folder) -> None:
    (plan,) = payment_plans(folder.shared(), (), 2018)
    assert [part.first for part in plan.parts] == [date(2018, 1, 1), date(2018, 7, 1)]
    for number, reached in enumerate(plan.reached, 1):
        asked = {p: sum(plan.planned_ore(p)[:number]) for p in reached.amounts_ore}
        assert asked == dict(reached.amounts_ore)
