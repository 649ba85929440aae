"""A claim's documents say what the books say, or are refused."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise
from typing import TYPE_CHECKING

import pytest

from claim_books import claim
from claim_books import credit_note
from claim_books import instalments
from claim_books import kroner_text
from claim_books import make_claim_books
from claim_books import ore
from claim_books import settlement
from claim_books import written
from claimed_papers import background
from claimed_papers import books as books  # noqa: PLC0414 -- a fixture
from claimed_papers import lines
from claimed_papers import refusal
from claimed_papers import text_of
from fellesbok.claim_documents import CannotDocumentError
from fellesbok.claim_documents import documents
from fellesbok.claim_documents.preceding import Movement
from fellesbok.claim_documents.preceding import What
from fellesbok.claim_documents.preceding import is_before
from fellesbok.claim_documents.preceding import years_of
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.claim import period_days

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.books import Books


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_a_settlement_is_the_share_less_what_was_claimed(books: Books) -> None:
    made = documents(settlement(books), books)
    assert lines(made)[0] == ("Andel av regnskapet 2018", Decimal("387368.24"))
    assert [amount for _, amount in lines(made)[1:]] == [
        -earlier.amount for earlier in instalments(books)
    ]
    assert sum(amount for _, amount in lines(made)) == Decimal("6162.09")
    numbers = [reference.id for reference in made.paper.reckoning.references]
    assert numbers == [f"ytrefjord-2018-000{number}" for number in (1, 2, 3, 4)]


def test_a_claim_for_the_next_year_does_not_count(tmp_path: Path, books: Books) -> None:
    """An instalment for 2019, claimed before 2018 was settled."""
    early = claim(
        books,
        5,
        ClaimKind.ADVANCE,
        "100.00",
        day=date(2018, 12, 20),
        due=date(2019, 2, 15),
        instalment="1 av 4",
        period="2019",
    )
    text = "".join(map(written, instalments(books)))
    text += written(early)
    after = make_claim_books(tmp_path, claims=text)
    assert documents(settlement(books), after).paper.payable == Decimal("6162.09")


def test_each_quarter_is_settled_for_itself(tmp_path: Path) -> None:
    """What an earlier quarter left and claimed is nothing, and is not shown."""
    after = make_claim_books(tmp_path, advance=None, settlement="quarter")
    assert after.shared is not None
    days = (date(2018, 4, 1), date(2018, 7, 1), date(2018, 10, 1), date(2019, 1, 1))
    asked = [
        claim(
            after,
            number,
            ClaimKind.SETTLEMENT,
            kroner_text(period.charged_ore["midtfjord"]),
            day=day,
            due=day,
            period=period.label,
        )
        for number, day, period in zip(
            (1, 2, 3, 1), days, after.shared.results[0].periods, strict=True
        )
    ]
    for each in asked:
        made = documents(each, after, also=asked)
        label = f"Andel av regnskapet {each.period}"
        assert lines(made) == [(label, each.amount)]
    with pytest.raises(CannotDocumentError):
        documents(asked[1], after)


def test_a_claim_taken_back_counts_on_both_sides(tmp_path: Path, books: Books) -> None:
    """The third instalment is credited, so the settlement is as much higher."""
    third, back = instalments(books)[2], credit_note(books)
    text = "".join(map(written, [*instalments(books), back]))
    after = make_claim_books(tmp_path, claims=text)
    due = settlement(books).amount + third.amount
    made = documents(
        claim(books, 1, ClaimKind.SETTLEMENT, str(due), day=date(2019, 2, 1)), after
    )
    assert (
        (
            "Kreditnota ytrefjord-2018-0005 av 20.10.2018: kreditering av krav"
            " ytrefjord-2018-0003"
        ),
        third.amount,
    ) in lines(made)
    numbers = [reference.id for reference in made.paper.reckoning.references]
    assert numbers == [f"ytrefjord-2018-000{number}" for number in (1, 2, 4)]


def test_a_credit_note_shows_what_is_left_of_the_claim(books: Books) -> None:
    made = documents(credit_note(books), books)
    assert made.paper.heading == "Kreditnota"
    assert background(made)[-1] == ("Står igjen av kravet", Decimal("0.00"))
    assert made.paper.due is None
    assert made.paper.kid is None
    assert made.paper.reason == "Terminen skulle vært krevd i august."


def test_what_a_payer_has_laid_out_is_set_off(books: Books) -> None:
    share = Decimal(kroner_text(ore("innfjord", books)))
    asked = claim(
        books,
        2,
        ClaimKind.SETTLEMENT,
        str(share - 42500),
        payer="innfjord",
        set_off="42500.00",
        day=date(2019, 2, 1),
    )
    assert lines(documents(asked, books)) == [
        ("Andel av regnskapet 2018", share),
        ("Innfjord har lagt ut, og det motregnes", Decimal("-42500.00")),
    ]


def test_the_host_gets_an_internal_note(books: Books) -> None:
    share = kroner_text(ore("ytrefjord", books))
    own = claim(
        books, 3, ClaimKind.INTERNAL, share, payer="ytrefjord", day=date(2019, 2, 1)
    )
    made = documents(own, books)
    assert made.paper.heading == "Intern nota"
    assert made.ehf is None
    assert made.why_no_ehf == ("Intern nota: verten sender ikke faktura til seg selv.",)
    assert made.paper.due is None


OLD = (
    "2017-01-01 open Assets:Fordringer:Midtfjord:IKT NOK\n"
    "2017-01-01 open Equity:Før NOK\n"
    '2017-12-31 * "Rest fra 2017"\n'
    "  Assets:Fordringer:Midtfjord:IKT  10.00 NOK\n  Equity:Før  -10.00 NOK\n"
    '2018-05-05 * "Betalt rett på fordringen"\n'
    "  Assets:Bank  4.00 NOK\n  Assets:Fordringer:Midtfjord:IKT  -4.00 NOK\n"
)


def test_everything_since_the_last_settlement_is_shown(tmp_path: Path) -> None:
    """A voucher of 2017 on the receivable, which nothing has claimed."""
    after = make_claim_books(tmp_path, claims=OLD, opened_before=True)
    share = Decimal(kroner_text(ore("midtfjord", after)))
    asked = claim(after, 1, ClaimKind.SETTLEMENT, str(share + 6), day=date(2019, 2, 1))
    assert lines(documents(asked, after)) == [
        ("31.12.2017: Rest fra 2017", Decimal("10.00")),
        ("05.05.2018: Betalt rett på fordringen", Decimal("-4.00")),
        ("Andel av regnskapet 2018", share),
    ]


def test_what_the_last_settlement_left_is_one_line(tmp_path: Path) -> None:
    """7 of 10 kr were claimed for 2017."""
    after = make_claim_books(tmp_path, claims=OLD, opened_before=True)
    share = Decimal(kroner_text(ore("midtfjord", after)))
    day = date(2018, 1, 1)
    before = claim(after, 1, ClaimKind.SETTLEMENT, "7.00", day=day, period="2017")
    asked = claim(after, 1, ClaimKind.SETTLEMENT, str(share - 1), day=date(2019, 2, 1))
    assert lines(documents(asked, after, also=[before])) == [
        ("Ikke gjort opp fra tidligere perioder", Decimal("3.00")),
        ("05.05.2018: Betalt rett på fordringen", Decimal("-4.00")),
        ("Andel av regnskapet 2018", share),
    ]


def test_a_project_is_explained_year_by_year(tmp_path: Path) -> None:
    """It is settled once, at its end: both years' shares, keys and vouchers."""
    next_year = (
        '2019-03-01 * "Datahuset AS" "Lisenser 2019"\n  bilag: "2019-7"\n'
        "  Expenses:IKT:Lisenser  1000.00 NOK\n  Assets:Bank  -1000.00 NOK\n"
    )
    after = make_claim_books(
        tmp_path, claims=next_year, settlement="project_end", until="2019-12-31"
    )
    assert after.shared is not None
    shares = [
        Decimal(kroner_text(result.periods[-1].charged_ore["midtfjord"]))
        for result in after.shared.results
    ]
    asked = claim(
        after,
        1,
        ClaimKind.SETTLEMENT,
        str(sum(shares)),
        day=date(2020, 1, 1),
        period="2019",
    )
    made = documents(asked, after)
    assert lines(made) == [
        ("Andel av regnskapet 2018", shares[0]),
        ("Andel av regnskapet 2019", shares[1]),
    ]
    text = text_of(made.html)
    assert text.count("IKT-samarbeidet i Fjordene 2018: Midtfjord betaler") == 1
    assert text.count("IKT-samarbeidet i Fjordene 2019: Midtfjord betaler") == 1
    assert "Folketall 1. januar per 01.01.2019" in text
    assert len(made.paper.attachment.vouchers) == 5
    assert made.paper.attachment.remarks == ()


def test_a_surplus_goes_back_in_a_credit_note(tmp_path: Path) -> None:
    """The grant is more than the cost: 60 000 kr against 0 kr and a refund."""
    refund = (
        '2018-12-01 * "Datahuset AS" "Alt tilbakebetalt"\n  bilag: "2018-400"\n'
        "  Expenses:IKT:Lisenser  -1279397.65 NOK\n  Assets:Bank  1279397.65 NOK\n"
    )
    after = make_claim_books(tmp_path, claims=refund)
    owed = sum(
        posting.units.number
        for entry in after.entries
        for posting in getattr(entry, "postings", ())
        if posting.account == "Assets:Fordringer:Midtfjord:IKT"
    )
    assert owed < 0
    asked = claim(after, 1, ClaimKind.SETTLEMENT, str(owed), day=date(2019, 2, 1))
    made = documents(asked, after)
    assert made.paper.heading == "Kreditnota"
    assert made.paper.payable == owed


def test_a_settlement_that_the_books_do_not_give_is_refused(books: Books) -> None:
    asked = claim(books, 1, ClaimKind.SETTLEMENT, "6162.10", day=date(2019, 2, 1))
    assert refusal(asked, books).replace("\xa0", " ") == (
        "Kravet ytrefjord-2019-0001 er på 6 162,10 kr, men bøkene gir 6 162,09 kr"
        " (differanse 0,01 kr). Et krav som er sendt, rettes med kreditnota og nytt"
        " krav."
    )


def test_a_claim_that_is_written_otherwise_is_refused(books: Books) -> None:
    asked = claim(books, 2, ClaimKind.ADVANCE, "95301.55", instalment="2 av 4")
    assert "står i bøkene med 95" in refusal(asked, books)


def test_a_credit_note_takes_back_a_claim_that_is_there(books: Books) -> None:
    lost = claim(books, 5, ClaimKind.CREDIT, "-1.00", credited="ytrefjord-2018-0099")
    assert "som ikke står i bøkene" in refusal(lost, books)


def test_a_credit_note_takes_back_no_more_than_the_claim(books: Books) -> None:
    third = instalments(books)[2]
    much = claim(
        books,
        5,
        ClaimKind.CREDIT,
        str(-third.amount - 1),
        day=date(2018, 10, 20),
        credited=third.id,
    )
    assert "igjen å ta tilbake (differanse 1,00 kr)" in refusal(much, books)


def test_a_claim_of_a_year_before_the_terms_takes_what_there_is(books: Books) -> None:
    """What is paid ahead can be claimed; here is nothing of 2017."""
    asked = claim(books, 5, ClaimKind.SETTLEMENT, "1.00", period="2017")
    assert "1,00 kr, men bøkene gir 0,00 kr" in refusal(asked, books)


def test_everything_that_is_missing_is_told_at_once(tmp_path: Path) -> None:
    after = make_claim_books(tmp_path, vat="not_stated", host=" {}", payer=" {}")
    first = instalments(after)[0]
    made = documents(first, after)
    assert made.ehf is None
    assert list(made.why_no_ehf) == [
        (
            "Avgiftskategorien er ikke oppgitt. Avtalen for IKT-samarbeidet i Fjordene"
            " må si den («claims: vat»); den blir aldri gjettet."
        ),
        "Ytrefjord mangler adresse («address») under «invoicing» i avtalene.",
        (
            "Ytrefjord mangler adresse for e-faktura («endpoint») under «invoicing» i"
            " avtalene."
        ),
        "Ytrefjord mangler kontonummer («bank_account») under «invoicing» i avtalene.",
        "Midtfjord mangler adresse («address») under «invoicing» i avtalene.",
        (
            "Midtfjord mangler adresse for e-faktura («endpoint») under «invoicing» i"
            " avtalene."
        ),
        (
            "Midtfjord mangler deres referanse («buyer_reference») under «invoicing» i"
            " avtalene."
        ),
    ]
    text = text_of(made.html)
    assert "Merverdiavgift: avtalen sier ikke hva som gjelder." in text
    assert text.count("Adresse ikke oppgitt") == 2
    assert text.count("ikke oppgitt") == 6


def test_a_wrong_check_digit_is_told(books: Books) -> None:
    first = instalments(books)[0]
    for kid, said in (
        ("201800010", "KID «201800010» har feil kontrollsiffer: 8 var ventet"),
        ("1", "KID «1» skal være 2–25 sifre."),
        ("20180001x", "KID «20180001x» skal være 2–25 sifre."),
    ):
        asked = claim(
            books,
            1,
            ClaimKind.ADVANCE,
            str(first.amount),
            instalment="1 av 4",
            reference=kid,
        )
        (reason,) = documents(asked, books).why_no_ehf
        assert said in reason


def test_a_period_without_anything_has_a_line(tmp_path: Path) -> None:
    after = make_claim_books(tmp_path)
    asked = claim(
        after, 2, ClaimKind.SETTLEMENT, "0.00", payer="ferja", day=date(2019, 3, 1)
    )
    assert lines(documents(asked, after)) == [
        ("Ingenting er ført i perioden", Decimal(0))
    ]


def test_another_party_has_no_e_invoice(tmp_path: Path) -> None:
    """A ferry company that was charged by hand; no key shares anything with it."""
    account = "Assets:Fordringer:Ferjeselskapet:IKT"
    charged = (
        f"2018-01-01 open {account} NOK\n"
        f'2018-05-05 * "Nett på kaia"\n  {account}  50.00 NOK\n'
        "  Assets:Bank  -50.00 NOK\n"
    )
    after = make_claim_books(tmp_path, claims=charged)
    asked = claim(
        after, 1, ClaimKind.SETTLEMENT, "50.00", payer="ferja", day=date(2019, 2, 1)
    )
    made = documents(asked, after)
    assert made.why_no_ehf == (
        (
            "Ferjeselskapet er ingen kommune i avtalene, så den har hverken"
            " organisasjonsnummer eller adresse for e-faktura."
        ),
    )
    assert made.paper.attachment.vouchers == ()


@pytest.mark.parametrize("label", ["2018-Q5", "2018-13", "2018-H0", "nå"])
def test_what_is_no_period_is_refused(label: str) -> None:
    assert period_days(label) is None


def test_of_two_hosts_on_a_day_the_earlier_time_comes_first(books: Books) -> None:
    """Its period, then its instalments in order, then what settles it."""
    assert books.shared is not None
    other = books.shared.agreement.municipalities["innfjord"]
    first, second, *_ = instalments(books)
    day = first.day
    settles = replace(settlement(books), day=day, host=other)
    half = replace(settles, period="2018-H1")
    in_order = [
        half,
        replace(first, day=day),
        replace(second, day=day, host=other),
        replace(settles, host=first.host),
    ]
    for one, next_one in pairwise(in_order):
        if one.host.slug != next_one.host.slug:
            assert is_before(one, next_one)
            assert not is_before(next_one, one)
    assert is_before(half, replace(first, day=day))
    assert is_before(replace(first, day=date(2018, 1, 1)), half), (
        "the day decides first"
    )


def test_the_years_that_shares_are_for_begin_after_a_day() -> None:
    def moved(what: What, counts: date, of: date) -> Movement:
        return Movement(what, counts, of, "", Decimal(1), "")

    end = date(2018, 12, 31)
    found = [
        moved(What.SHARE, end, end),
        moved(What.SHARE, date(2019, 6, 30), date(2019, 6, 30)),
        moved(What.SHARE, date(2019, 12, 31), date(2019, 12, 31)),
        moved(What.OTHER, date(2020, 1, 1), date(2020, 1, 1)),
    ]
    assert years_of(found, end) == (date(2019, 12, 31),)
    assert years_of(found, date(2018, 12, 30)) == (end, date(2019, 12, 31))
