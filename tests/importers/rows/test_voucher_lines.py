"""Lists as people have them: what they say is booked, left out, or asked about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.rows.sheet import Row
from fellesbok_importers.rows.told import left_out
from fellesbok_importers.vouchers.from_table import book
from fellesbok_importers.vouchers.writing import vouchers_of
from lists_of_people import AGREEMENT
from lists_of_people import HEAD
from lists_of_people import a_profile
from lists_of_people import booked
from lists_of_people import refused
from lists_of_people import sum_of
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path


TEXT_FIRST = "Tekst;Bilagsnr;Bilagsdato;Art;Ansvar;Beløp\n"
TWO_ROWS = "Bilagsnr;Bilagsdato;Art;Ansvar;Budsjett;;Regnskap;\n;;;;Beløp;År;Beløp;År\n"
SIDES = "debit: Debet, credit: Kredit"
BOOKED = {
    "debit and credit": (
        HEAD + "Debet;Kredit\n"
        "1;5.1.2018;195;155;Lisens;1200,50;\n"
        "2;6.1.2018;195;155;Retur;;50,25\n",
        a_profile(SIDES),
        "1150.25",
    ),
    "a balance beside them is not read": (
        HEAD + "Debet;Kredit;Saldo\n"
        "1;5.1.2018;195;155;Lisens;1200,50;;1200,50\n"
        "2;6.1.2018;195;155;Retur;;50,25;1150,25\n",
        a_profile(SIDES),
        "1150.25",
    ),
    "a minus that says credit once more": (
        HEAD + "Debet;Kredit\n"
        "1;5.1.2018;195;155;Lisens;1200,50;0,00\n"
        "2;6.1.2018;195;155;Retur;0,00;-50,25\n",
        a_profile(SIDES, booking="minus_in_sides: repeated"),
        "1150.25",
    ),
    "a minus that takes a credit back": (
        HEAD + "Debet;Kredit\n"
        "1;5.1.2018;195;155;Lisens;1200,50;0,00\n"
        "2;6.1.2018;195;155;Rettet;0,00;-50,25\n",
        a_profile(SIDES, booking="minus_in_sides: reversal"),
        "1250.75",
    ),
    "a column that says the side": (
        HEAD + "Beløp;D/K\n"
        "1;5.1.2018;195;155;Lisens;1200,50;D\n"
        "2;6.1.2018;195;155;Retur;50,25;K\n",
        a_profile("amount: Beløp, side: D/K"),
        "1150.25",
    ),
    "letters that say the side, which no sign turns": (
        HEAD + "Beløp\n1;5.1.2018;195;155;Lisens;-1 200,50\n"
        "2;6.1.2018;195;155;Retur;50,25K\n"
        "3;6.1.2018;195;155;Retur;10,00 CR\n",
        a_profile(booking="sign: credit_positive"),
        "1140.25",
    ),
    "a dash for nought, and grouping apostrophes": (
        HEAD + "Beløp\n1;5.1.2018;195;155;Lisens;12'200,50\n"
        "2;6.1.2018;195;155;Lisens;-\n",
        a_profile(),
        "12200.50",
    ),
    "kroner in a column of currency": (
        HEAD + "Valuta;Beløp\n1;5.1.2018;195;155;Lisens;NOK;1,00\n"
        "2;5.1.2018;195;155;Lisens;;2,00\n",
        a_profile(),
        "3.00",
    ),
    "an amount in kroner beside one in euro": (
        HEAD + "Valuta;Valutabeløp;Beløp NOK\n1;5.1.2018;195;155;x;EUR;1,00;10,00\n",
        a_profile("amount: Beløp NOK"),
        "10.00",
    ),
    "an amount beside one that is called foreign": (
        HEAD + "Valuta;Valutabeløp;Beløp\n1;5.1.2018;195;155;x;EUR;1,00;10,00\n",
        a_profile(),
        "10.00",
    ),
    "a text that begins like a sum": (
        TEXT_FIRST + "Lisens;1;5.1.2018;195;155;1000,50\n"
        "Summert ekstra;2;6.1.2018;195;155;1000,50\n"
        "Sum av mars;3;6.1.2018;195;155;2001,00\n",
        a_profile(file="total_word: Sum"),
        "4002.00",
    ),
    "sums of parts and of the whole": (
        HEAD + "Beløp\n1;5.1.2018;195;155;x;100,00\n2;5.1.2018;195;155;x;20,00\n"
        "Sum 155;;;;;120,00\n3;5.1.2018;195;153;x;3,00\nSum 153;;;;;3,00\n"
        "Totalt;;;;;123,00\n",
        a_profile(file="total_word: [Sum, Totalt]"),
        "123.00",
    ),
    "a heading that stands on every page": (
        HEAD
        + "Beløp\n1;5.1.2018;195;155;x;1,00\n"
        + HEAD
        + "Beløp\n2;5.1.2018;195;155;x;2,00\n",
        a_profile(),
        "3.00",
    ),
    "a number on the first line of a voucher alone": (
        HEAD + "Beløp\n1;5.1.2018;195;155;x;1,00\n;;195;153;x;2,00\n"
        "2;6.1.2018;195;155;x;4,00\n",
        a_profile(file="blank_repeats: [voucher, date]"),
        "7.00",
    ),
    "blank cells that are left out last on a row": (
        "Bilagsnr;Bilagsdato;Art;Ansvar;Beløp;Tekst\n1;5.1.2018;195;155;1,00\n",
        a_profile(file="short_rows: blank"),
        "1.00",
    ),
    "a separator last on every row": (
        HEAD + "Beløp\n1;5.1.2018;195;155;x;1,00;\n2;5.1.2018;195;155;x;2,00;\n",
        a_profile(),
        "3.00",
    ),
    "a heading over two rows": (
        "Bilagsnr;Bilagsdato;Kontering;;Beløp\n;;Art;Ansvar;\n1;5.1.2018;195;155;1,00\n",
        a_profile(file="header_rows: 2"),
        "1.00",
    ),
    "names under names": (
        TWO_ROWS + "1;5.1.2018;195;155;1,00;2018;2,00;2018\n",
        a_profile("amount: Regnskap Beløp", file="header_rows: 2"),
        "2.00",
    ),
    "income that is written like costs": (
        HEAD + "Beløp\n1;5.1.2018;195;155;x;1000,00\n2;5.1.2018;620;155;x;300,00\n"
        "Sum;;;;;1300,00\n3;5.1.2018;620;155;Tatt tilbake;-50,00\n",
        a_profile(file="total_word: Sum", booking="income_sign: plus"),
        "750.00",
    ),
    "income that is taken back": (
        HEAD + "Beløp\n1;5.1.2018;620;155;x;300,00\n",
        a_profile(booking="income_sign: minus"),
        "300.00",
    ),
    "one minus shows how income is written": (
        HEAD + "Beløp\n1;5.1.2018;620;155;x;300,00\n2;5.1.2018;620;155;x;-1,00\n",
        a_profile(),
        "299.00",
    ),
    "signs in a column": (
        HEAD + "Beløp;Fortegn\n1;5.1.2018;195;155;x;10,00;+\n"
        "2;5.1.2018;195;155;x;2,00;-\n",
        a_profile("amount: Beløp, side: Fortegn"),
        "8.00",
    ),
    "signs in a column, where a cost is below nought": (
        HEAD + "Beløp;Fortegn\n1;5.1.2018;195;155;x;10,00;-\n"
        "2;5.1.2018;195;155;x;2,00;+\n",
        a_profile("amount: Beløp, side: Fortegn", booking="sign: credit_positive"),
        "8.00",
    ),
    "a row that is booked though it has been annulled": (
        HEAD + "Beløp;Status\n1;5.1.2018;195;155;x;1,00;Annullert\n",
        a_profile(file="not_used: [Status]"),
        "1.00",
    ),
    "arts of four digits, where wages show the chart": (
        HEAD + "Beløp\n1;5.1.2018;0101;155;Lønn;7,00\n2;5.1.2018;6300;155;x;-2,00\n",
        a_profile(),
        "5.00",
    ),
    "arts of four digits, as somebody has said": (
        HEAD + "Beløp\n1;5.1.2018;6300;155;Leie;-2,00\n",
        a_profile(booking="chart: kostra"),
        "-2.00",
    ),
    "accounts of the standard": (
        HEAD + "Beløp\n1;5.1.2018;6300;155;Husleie;2,00\n",
        a_profile(booking="chart: ns4102"),
        "2.00",
    ),
    "a number with a space and a slash": (
        HEAD + "Beløp\nA 1;5.1.2018;195;155;x;1,00\n2018/1;5.1.2018;195;155;x;2,00\n",
        a_profile(),
        "3.00",
    ),
}


@pytest.mark.parametrize("name", BOOKED)
def test_a_list_is_booked_as_it_was_meant(tmp_path: Path, name: str) -> None:
    text, profile, expected = BOOKED[name]
    assert sum_of(booked(tmp_path, text, profile)) == expected


REFUSED = {
    "a minus in credit": (
        HEAD + "Debet;Kredit\n1;6.1.2018;195;155;Retur;0,00;-50,25\n",
        a_profile(SIDES),
        "liste.csv:2: Kredit: Fant «-50.25». Beløpet har minus og står alt på en side.",
    ),
    "a minus in debit": (
        HEAD + "Debet;Kredit\n1;6.1.2018;195;155;Retur;-50,25;\n",
        a_profile(SIDES),
        "liste.csv:2: Debet: Fant «-50.25». Beløpet har minus og står alt på en side.",
    ),
    "a minus beside the side": (
        HEAD + "Beløp;D/K\n1;6.1.2018;195;155;Retur;-50,25;K\n",
        a_profile("amount: Beløp, side: D/K"),
        "liste.csv:2: Beløp: Fant «-50.25». Beløpet har minus og står alt på en side.",
    ),
    "a side that nobody reads": (
        HEAD + "Beløp;D/K\n1;6.1.2018;195;155;Retur;50,25;K\n",
        a_profile(),
        "liste.csv:1: D/K: Kolonnen sier om beløpet er debet eller kredit",
    ),
    "a side that is none": (
        HEAD + "Beløp;D/K\n1;6.1.2018;195;155;Retur;50,25;X\n",
        a_profile("amount: Beløp, side: D/K"),
        "liste.csv:2: D/K: Fant «X». Her skal det stå D (debet) eller K (kredit).",
    ),
    "an amount without its side": (
        HEAD + "Beløp;D/K\n1;6.1.2018;195;155;Retur;50,25;\n",
        a_profile("amount: Beløp, side: D/K"),
        "liste.csv:2: D/K: Her skal det stå D (debet) eller K (kredit).",
    ),
    "a balance that is read for the amount": (
        HEAD + "Debet;Kredit;Saldo\n1;5.1.2018;195;155;Lisens;1200,50;;1200,50\n",
        a_profile("amount: Saldo"),
        "liste.csv:1: Debet: Profilen leser beløpet fra «Saldo»",
    ),
    "neither debit nor credit": (
        HEAD + "Debet;Kredit\n1;5.1.2018;195;155;Lisens;;\n",
        a_profile(SIDES),
        "liste.csv:2: Debet: Linjen har verken debet eller kredit.",
    ),
    "another currency": (
        HEAD + "Valuta;Beløp\n1;5.1.2018;195;155;x;NOK;1,00\n"
        "2;6.1.2018;195;155;x;EUR;149,75\n",
        a_profile(),
        "liste.csv:3: Valuta: Fant «EUR». Beløpet er i en annen valuta enn kroner.",
    ),
    "a cell too many": (
        HEAD + "Beløp\n1;5.1.2018;195;155;Lisens;2021;1000,50\n",
        a_profile(),
        "liste.csv:2: Fant «1000,50». Raden har 7 felt, og det skal være 6.",
    ),
    "a cell too many before a blank one": (
        HEAD
        + "Beløp;Merknad\n1;5.1.2018;195;155;x;149,75;\n"
        + "2;5.1.2018;195;155;Lisens;2021;1000,50;\n",
        a_profile(),
        "liste.csv:3: Raden har 8 felt, og det skal være 7.",
    ),
    "a cell too few": (
        HEAD + "Debet;Kredit\n1;5.1.2018;195;155;149,75;\n",
        a_profile(SIDES),
        "liste.csv:2: Raden har 6 felt, og det skal være 7.",
    ),
    "a name twice": (
        HEAD + "Beløp;Beløp\n1;5.1.2018;195;155;x;1,00;2,00\n",
        a_profile(),
        "liste.csv:1: Beløp: Kolonnen står flere ganger (6, 7); gi nummeret",
    ),
    "a sum of a part that is off": (
        HEAD + "Beløp\n1;5.1.2018;195;155;x;100,00\nSum;;;;;100,00\n"
        "2;5.1.2018;195;155;x;20,00\nSum;;;;;21,00\n",
        a_profile(file="total_word: Sum"),
        "liste.csv:5: Beløp: Fant «21,00». Linjene over blir til sammen 120,00.",
    ),
    "no number": (
        HEAD + "Beløp\n1;5.1.2018;195;155;x;1,00\n;;195;153;x;2,00\n",
        a_profile(),
        "liste.csv:3: Bilagsnr: Her skal det stå et bilagsnummer. Står det bare på",
    ),
    "a number that comes after a sum": (
        HEAD + "Beløp\n1;5.1.2018;195;155;x;1,00\nSum;;;;;1,00\n;;195;153;x;2,00\n",
        a_profile(file="total_word: Sum, blank_repeats: [voucher, date]"),
        "liste.csv:4: Bilagsnr: Her skal det stå et bilagsnummer",
    ),
    "K that may be thousands": (
        HEAD + "Beløp\n1;5.1.2018;195;155;x;50K\n",
        a_profile(),
        "liste.csv:2: Beløp: Fant «50K». «K» kan være kredit eller tusen.",
    ),
    "arts of two readings": (
        HEAD + "Beløp\n1;5.1.2018;10100;155;x;1,00\n2;5.1.2018;17101;155;x;-1,00\n",
        a_profile(),
        "10100 er art 101, eller art 010 med kontoklassen 1 foran.",
    ),
    "income without a minus": (
        HEAD + "Beløp\n1;5.1.2018;195;155;x;1,00\n2;5.1.2018;620;155;Salg;500,00\n",
        a_profile(),
        "liste.csv:3: Beløp: Fant «500.00». Ingen av inntektene i filen har minus.",
    ),
    "a refund without a minus": (
        HEAD + "Beløp\n1;5.1.2018;195;155;x;1,00\n2;5.1.2018;710;155;x;500,00\n",
        a_profile(),
        "liste.csv:3: Beløp: Fant «500.00». Ingen av inntektene i filen har minus.",
    ),
    "a row that has been annulled": (
        HEAD + "Beløp;Status\n1;5.1.2018;195;155;x;1,00;Bokført\n"
        "2;5.1.2018;195;155;x;2,00;Annullert\n",
        a_profile(),
        "liste.csv:3: Status: Fant «annullert». Raden er ikke endelig bokført",
    ),
    "a column of what is annulled": (
        HEAD + "Beløp;Slettet\n1;5.1.2018;195;155;x;1,00;Nei\n"
        "2;5.1.2018;195;155;x;2,00;J\n",
        a_profile(),
        "liste.csv:3: Slettet: Fant «j». Raden er ikke endelig bokført",
    ),
    "signs in a column that nobody reads": (
        HEAD + "Beløp;Fortegn\n1;5.1.2018;195;155;x;1,00;-\n",
        a_profile(),
        "liste.csv:1: Fortegn: Kolonnen sier om beløpet er debet eller kredit",
    ),
    "signs in a column with another name": (
        HEAD + "Beløp;T\n1;5.1.2018;195;155;x;1,00;+\n2;5.1.2018;195;155;x;1,00;-\n",
        a_profile(),
        "liste.csv:2: T: Fant «+». Kolonnen sier om beløpet er debet eller kredit",
    ),
    "accounts of two charts": (
        HEAD + "Beløp\n1;5.1.2018;6300;155;Husleie;9000,00\n"
        "2;6.1.2018;3100;155;Salg;-500,00\n",
        a_profile(),
        "liste.csv:2: Art: Fant «6300». Kodene i filen kan leses på to måter: 6300 er",
    ),
    "another class": (
        HEAD + "Beløp\n1;5.1.2018;10100;155;x;1,00\n2;5.1.2018;32300;155;x;7,00\n",
        a_profile(booking="art_form: class_art"),
        "liste.csv:3: art: Fant «32300». Kontoklasse 3 er ikke drift (operations)",
    ),
    "a class without an art": (
        HEAD + "Beløp\n1;5.1.2018;171;155;x;1,00\n",
        a_profile(booking="art_form: class_art"),
        "liste.csv:2: Art: Fant «171». Etter profilen (art_form: class_art)",
    ),
    "a side in a column with another name": (
        HEAD + "Beløp;Type\n1;5.1.2018;195;155;x;1,00;D\n2;5.1.2018;195;155;x;2,00;K\n",
        a_profile(),
        "liste.csv:2: Type: Fant «d». Kolonnen sier om beløpet er debet eller kredit",
    ),
    "a foreign amount that is read for the amount": (
        HEAD + "Valuta;Valutabeløp;Beløp\n1;5.1.2018;195;155;x;EUR;1,00;10,00\n",
        a_profile("amount: Valutabeløp"),
        "liste.csv:2: Valuta: Fant «EUR». Beløpet er i en annen valuta enn kroner.",
    ),
    "a currency in a column with another name": (
        HEAD + "Beløp;Betalt i\n1;5.1.2018;195;155;x;1,00;NOK\n"
        "2;5.1.2018;195;155;x;2,00;EUR\n",
        a_profile(),
        "liste.csv:3: Betalt i: Fant «eur». Beløpet er i en annen valuta enn kroner.",
    ),
    "a time of another zone": (
        HEAD + "Beløp\n1;2018-01-05T23:30:00Z;195;155;x;1,00\n",
        a_profile(top="date_form: yyyy-mm-dd"),
        "liste.csv:2: Bilagsdato: Fant «2018-01-05T23:30:00Z». Klokkeslettet har en",
    ),
    "a time that is none": (
        HEAD + "Beløp\n1;05.01.2018 24.00;195;155;x;1,00\n",
        a_profile(),
        "liste.csv:2: Bilagsdato: Fant «05.01.2018 24.00». Klokkeslettet finnes ikke.",
    ),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_can_be_read_in_two_ways_is_asked(tmp_path: Path, name: str) -> None:
    text, profile, said = REFUSED[name]
    assert said in refused(tmp_path, text, profile)


def test_a_few_ore_of_a_sheet_have_no_digits_too_many() -> None:
    """A spreadsheet writes seven øre as 7.0000000000000007E-2."""
    names = ("Tekst", "Bilagsnr", "Bilagsdato", "Art", "Ansvar", "Beløp")
    line = (
        "Øreavrunding",
        "1",
        "5.1.2018",
        "195",
        "155",
        Decimal("0.0700000000000000"),
    )
    file = vouchers_of(
        [Row(1, names), Row(2, line)], "x.xlsx", a_profile("amount: Beløp")
    )
    assert file.vouchers[0].total == Decimal("0.07")


def test_gbat10_whose_text_has_the_separator_is_refused(tmp_path: Path) -> None:
    """The separator in the text moves ansvar, which stands after it."""
    folder = MADE / "intake" / "gbat10-from-the-host"
    lines = next(folder.glob("document.*")).read_text(encoding="cp1252").splitlines()
    cells = lines[1].split(";")
    cells[20] = "Lisens; 2018"
    text = "\n".join([lines[0], ";".join(cells), *lines[2:]]) + "\n"
    own = "like: gbat10\nbooking: {source: x, host: nordvik}\n"
    said = refused(tmp_path, text, profile_of(own, "p.yaml"))
    assert said.startswith("liste.csv:2: ")
    assert f"Raden har {len(cells) + 1} felt, og det skal være {len(cells)}." in said


CLASSES = (
    "1;5.1.2018;10100;155;Lønn;100000,00\n2;6.1.2018;17101;155;Sykepenger;-20000,00\n"
    "3;7.1.2018;16032;155;Betaling;-5000,00\n4;8.1.2018;32300;155;Nybygg;7000,00\n"
)


def test_the_class_before_the_art_is_no_part_of_it(tmp_path: Path) -> None:
    profile = a_profile(booking="art_form: class_art, other_class: leave_out")
    made = booked(tmp_path, HEAD + "Beløp\n" + CLASSES, profile)
    posted = [
        (p.account, str(p.units.number), p.meta["art"], p.meta["kontoklasse"])
        for entry in made.transactions
        for p in entry.postings
        if p.units is not None and p.meta is not None and "art" in p.meta
    ]
    assert posted == [
        ("Expenses:IKT:Ansvar-155", "100000.00", "0100", "1"),
        ("Income:IKT:Ansvar-155:Kostnadsreduksjon", "-20000.00", "7101", "1"),
        ("Income:IKT", "-5000.00", "6032", "1"),
    ]
    assert [voucher.number for voucher in made.left_out] == ["4"]


CELLS = st.sampled_from(["Sum", "Summert", "x", "Bilagsnr", "", "1", "2018/1", "A 1"])
_LEAVING = a_profile(
    "text: Tekst, amount: Beløp", "total_word: Sum", "other_ansvar: leave_out"
)
LINES = st.lists(
    st.tuples(
        CELLS,
        st.sampled_from(["155", "153", "999"]),
        st.integers(min_value=-(10**9), max_value=10**9),
        CELLS,
    ),
    min_size=1,
    max_size=20,
)


@given(lines=LINES)
def test_what_is_booked_and_what_is_left_out_is_what_the_file_says(
    lines: list[tuple[str, str, int, str]],
) -> None:
    """Or the file is refused: only sums that agree are passed by.

    A sum begins with its word, and has no voucher number.
    """
    profile = _LEAVING
    heading = Row(1, ("Tekst", "Bilagsnr", "Bilagsdato", "Art", "Ansvar", "Beløp"))
    rows = [
        Row(
            number,
            (text, f"{voucher}", "5.1.2018", "195", ansvar, _written(ore)),
        )
        for number, (voucher, ansvar, ore, text) in enumerate(lines, start=2)
    ]
    try:
        file = vouchers_of([heading, *rows], "x.csv", profile)
    except RejectedError:
        return
    made = book(file, profile, AGREEMENT)
    others = [
        line
        for voucher in file.vouchers
        for line in voucher.lines
        if line.ansvar == "999"
    ]
    sums = [line for line in lines if line[0] == "" and line[3] == "Sum"]
    whole = Decimal(sum(line[2] for line in lines if line not in sums)) / 100
    rest = sum((line.amount for line in others), Decimal(0))
    assert sum(made.cooperations.values(), Decimal(0)) + rest == whole
    assert file.debit - file.credit == whole
    assert bool(left_out(others)) == bool(others)


def _written(ore: int) -> str:
    return f"{Decimal(ore) / 100:.2f}".replace(".", ",")
