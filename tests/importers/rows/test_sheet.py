"""Lists as people have them: what they say is booked, told of, or asked about."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.propose import propose
from fellesbok_importers.intake.taking_in import identify
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.rows.sheet import Row
from fellesbok_importers.rows.told import left_out
from fellesbok_importers.vouchers.budget_lines import BudgetImporter
from fellesbok_importers.vouchers.table_vouchers import VoucherImporter
from fellesbok_importers.vouchers.table_vouchers import book
from fellesbok_importers.vouchers.writing import vouchers_of
from lists_of_people import AGREEMENT
from lists_of_people import HEAD
from lists_of_people import IN_A_SHEET
from lists_of_people import TITLES
from lists_of_people import a_profile
from lists_of_people import booked
from lists_of_people import filled_in
from lists_of_people import proposed
from lists_of_people import refused
from lists_of_people import remarks
from lists_of_people import sum_of
from lists_of_people import workbook
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok_importers.document_outcome import Outcome


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


def test_a_column_of_a_few_words_is_told_with_them(tmp_path: Path) -> None:
    rows = "".join(
        f"{n};5.1.2018;195;155;x;1,00;{word}\n"
        for n, word in enumerate(("Manuell", "Faktura", "Faktura", "Manuell"), 1)
    )
    profile = a_profile("amount: Beløp, text: Tekst")
    made = booked(tmp_path, HEAD + "Beløp;Kilde\n" + rows, profile)
    assert made.file.told == ("Kolonner som ikke brukes: Kilde (faktura, manuell).",)


CURRENCIES = {
    "some": ("NOK;1,00", ";2,00", ("1 rader har ingen valuta, enda andre har det;",)),
    "none": (";1,00", ";2,00", ()),
    "all": ("NOK;1,00", "kr;2,00", ()),
}


@pytest.mark.parametrize(("one", "two", "said"), CURRENCIES.values(), ids=CURRENCIES)
def test_a_blank_currency_among_others_is_told(
    tmp_path: Path, one: str, two: str, said: tuple[str, ...]
) -> None:
    text = (
        HEAD + f"Valuta;Beløp\n1;5.1.2018;195;155;x;{one}\n2;5.1.2018;195;155;x;{two}\n"
    )
    made = booked(tmp_path, text, a_profile())
    assert sum_of(made) == "3.00"
    found = [told for told in made.file.told if "valuta" in told]
    assert len(found) == len(said)
    assert not [words for words in said if words not in "".join(found)]


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


BUDGET = (
    "konto;konto_tekst;ansvar;tjeneste;rekneskap_2016;budsjett_2018\n"
    "10100;Løn;155;12000;0;8 064 469\n16000;Brukarbetaling;155;12000;0;-723 281\n"
    "10100;Løn;999;12000;0;5\n42900;Mva;155;12000;0;0\n"
)


def budget(path: Path, *said: tuple[str, str]) -> Outcome:
    """What becomes of a budget, by the proposal and what a person has said."""
    text = propose(str(path)).yaml
    for asked, answer in (("# host: …", "host: nordvik"), ("# source: …", "source: b")):
        text = text.replace(asked, answer)
    for asked, answer in said:
        assert asked in text, text
        text = text.replace(asked, answer)
    importer = BudgetImporter("b", profile_of(text, "p.yaml"), AGREEMENT)
    return importer.outcome(str(path), [])


def test_an_open_budget_is_booked_when_the_year_is_said(tmp_path: Path) -> None:
    """Costs and income apart, and what is none of ours is told with its sum."""
    path = tmp_path / "budsjett.csv"
    path.write_text(BUDGET.replace("42900", "14290"), encoding="utf-8")
    made = budget(
        path,
        ("# year: …", "year: 2018"),
        ("# art_form: …", "art_form: class_art\n  other_ansvar: leave_out"),
    )
    found = [(str(e.date), *[v.value for v in e.values]) for e in made.entries]  # type: ignore[union-attr]
    assert [(day, account, str(amount)) for day, account, _, amount in found] == [
        ("2018-01-01", "Expenses:IKT:Ansvar-155", "8064469.00 NOK"),
        ("2018-01-01", "Income:IKT", "-723281.00 NOK"),
    ]
    assert [str(text).replace("\N{NO-BREAK SPACE}", " ") for text in made.controls] == [
        "Filen har 4 linjer, til sammen 7 341 193,00 kr.",
        "1 linjer (5,00 kr) angår ingen av samarbeidene og føres ikke.",
        "Kolonner som ikke brukes: konto_tekst, rekneskap_2016.",
    ]


def test_an_open_budget_is_not_booked_before_the_year_is_said(tmp_path: Path) -> None:
    path = tmp_path / "budsjett.csv"
    path.write_text(BUDGET, encoding="utf-8")
    assert "skriv year" in remarks(path)
    with pytest.raises(RejectedError, match="året selv"):
        proposed(path)


def test_the_accounts_beside_a_budget_are_for_control(tmp_path: Path) -> None:
    path = tmp_path / "budsjett.csv"
    path.write_text(BUDGET, encoding="utf-8")
    text = propose(str(path), use="totals").yaml
    assert "use: totals\n" in text
    assert 'amount: "rekneskap_2016"\n' in text
    profile = profile_of(text, "p.yaml")
    assert profile.columns.voucher is None


@pytest.mark.parametrize(
    ("heading", "said"),
    [
        ("art;ansvar;tjeneste_nr;beloep", "use: budget"),
        ("ansvar;tjeneste;budsjett_2017;budsjett_2018", "budsjett_2017, budsjett_2018"),
        ("avdeling;tjeneste;2018;2019", "2018, 2019"),
    ],
)
def test_which_sums_are_meant_is_asked(tmp_path: Path, heading: str, said: str) -> None:
    path = tmp_path / "summer.csv"
    path.write_text(f"{heading}\n429;155;120;1\n429;155;120;2\n", encoding="utf-8")
    assert said in remarks(path)
    with pytest.raises(RejectedError):
        proposed(path)


def test_income_without_an_art_is_income(tmp_path: Path) -> None:
    """Bergen writes what is income and what is cost in a column, and no art."""
    path = tmp_path / "budsjett.csv"
    path.write_text(
        "ansvar;inntekt-utgift;budsjett\n155;Utgift; 900 \n155;Inntekt; -100 \n",
        encoding="utf-8",
    )
    made = budget(path, ("# year: …", "year: 2018"))
    assert [e.values[0].value for e in made.entries] == [  # type: ignore[union-attr]
        "Expenses:IKT:Ansvar-155",
        "Income:IKT",
    ]


def test_lines_around_a_list_are_no_part_of_it(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    text = f"Utskrift\n\n{HEAD}Beløp\n1;25.1.2018;195;155;x;10,00\n\nSlutt\n"
    path.write_text(text, encoding="utf-8")
    profile = proposed(path)
    assert profile.file.header_row == 3
    assert "liste.csv:6: Raden har 1 felt" in refused(tmp_path, text, profile)


def hide(path: Path, *, rows: tuple[int, ...] = (), column: str = "") -> None:
    """Hide rows, as a filter does, a column, or where neither is said the sheet."""
    book_ = openpyxl.load_workbook(path)
    sheet = book_.worksheets[-1]
    for row in rows:
        sheet.row_dimensions[row].hidden = True
    if column:
        sheet.column_dimensions[column].hidden = True
    if not rows and not column:
        sheet.sheet_state = "hidden"
    book_.save(path)


ONE: list[object] = [1, 20180105, 195, 155, "x", 1200.5]


def test_sums_by_formula_and_days_as_numbers(tmp_path: Path) -> None:
    rows: list[list[object]] = [
        TITLES,
        ONE,
        ["Sum", None, None, None, None, "=SUM(F2:F2)"],
    ]
    path = workbook(tmp_path / "a.xlsx", Bilag=rows)
    made = VoucherImporter("a", proposed(path), AGREEMENT).booked(str(path))
    assert sum_of(made) == "1200.50"


def test_a_line_whose_formula_has_no_value_is_refused(tmp_path: Path) -> None:
    rows: list[list[object]] = [TITLES, ONE, [2, 20180106, 195, 155, "x", "=F2*2"]]
    path = workbook(tmp_path / "a.xlsx", Bilag=rows)
    with pytest.raises(RejectedError, match=r"a.xlsx:3: Beløp: Fant «=F2\*2». Cellen"):
        VoucherImporter("a", proposed(path), AGREEMENT).booked(str(path))


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


def test_a_workbook_with_several_sheets_is_asked_about(tmp_path: Path) -> None:
    path = workbook(tmp_path / "a.xlsx", Forside=[["Hei"]], Bilag=[TITLES, ONE], Tom=[])
    assert "Arket Bilag leses. Disse leses ikke: Forside." in remarks(path)
    profile = proposed(path)
    made = VoucherImporter("a", profile, AGREEMENT).booked(str(path))
    assert sum_of(made) == "1200.50"
    assert [str(t) for t in made.file.told] == ["Ark som ikke leses: Forside."]
    unsaid = profile.model_copy(
        update={"file": profile.file.model_copy(update={"sheet": None})}
    )
    with pytest.raises(RejectedError, match="flere ark med innhold: Forside, Bilag"):
        VoucherImporter("a", unsaid, AGREEMENT).booked(str(path))


def test_a_note_in_the_margin_is_told(tmp_path: Path) -> None:
    rows: list[list[object]] = [TITLES, [*ONE, None, "obs"]]
    path = workbook(tmp_path / "a.xlsx", Bilag=rows)
    made = VoucherImporter("a", proposed(path), AGREEMENT).booked(str(path))
    assert [str(t) for t in made.file.told] == ["Kolonner som ikke brukes: 8."]


def test_what_stands_above_the_heading_is_told(tmp_path: Path) -> None:
    text = f"Tall i tusen kroner\n{HEAD}Beløp\n1;13.1.2018;195;155;x;1,00\n"
    profile = a_profile()
    layout = profile.file.model_copy(update={"header_row": 2})
    known = profile.model_copy(update={"file": layout, "amounts_in": "kroner"})
    made = booked(tmp_path, text, known)
    told = "Over kolonnenavnene står «Tall i tusen kroner»."
    assert str(made.file.told[0]) == told
    assert told in remarks(tmp_path / "liste.csv")


def test_a_budget_in_thousands_is_booked_in_kroner(tmp_path: Path) -> None:
    path = tmp_path / "budsjett.csv"
    path.write_text("År;Ansvar;Art;Tekst;Beløp\n2018;155;195;x;12\n", encoding="utf-8")
    made = budget(
        path, ("like: budsjett\n", "like: budsjett\namounts_in: 1000 kroner\n")
    )
    assert str(made.entries[0].values[2].value) == "12000.00 NOK"  # type: ignore[union-attr]
    assert str(made.controls[0]).endswith(", til sammen 12\N{NO-BREAK SPACE}000,00 kr.")


@pytest.mark.parametrize(
    ("head", "amount", "said"),
    [
        ("", "Budsjett (1000 kr)", "Budsjett (1000 kr)"),
        ("", "Beløp i 1 000 kroner", "Beløp i 1 000 kroner"),
        ("", "Beløp i tusen", "Beløp i tusen"),
        ("", "TNOK", "TNOK"),
        ("", "Budsjett mill. kr", "Budsjett mill. kr"),
        ("Budsjett 2018 (tall i hele tusen)\n", "Beløp", "(tall i hele tusen)"),
        ("", "Beløp", ""),
        ("", "Budsjett 2018", ""),
        ("Ansvar 1000\n", "Beløp", ""),
    ],
)
def test_a_budget_that_says_another_unit_is_asked_about(
    tmp_path: Path, head: str, amount: str, said: str
) -> None:
    """450 thousand were booked as 450 kroner, and claimed on account so."""
    path = tmp_path / "budsjett.csv"
    row = "2018;155;195;x;450\n"
    path.write_text(f"{head}År;Ansvar;Art;Tekst;{amount}\n{row}", encoding="utf-8")
    like = (
        f"like: budsjett\nfile: {{header_row: {2 if head else 1}}}\n"
        "booking: {host: nordvik, source: b}\n"
        f'columns: {{year: År, ansvar: Ansvar, art: Art, amount: "{amount}"}}\n'
    )
    for unit, booked_as in (
        (None, "450"),
        ("kroner", "450"),
        ("1000 kroner", "450000"),
    ):
        profile = like if unit is None else f"{like}amounts_in: {unit}\n"
        importer = BudgetImporter("b", profile_of(profile, "p.yaml"), AGREEMENT)
        if said and unit is None:
            with pytest.raises(RejectedError) as refused:
                importer.outcome(str(path), [])
            assert f"{said}». Skriv amounts_in i profilen" in str(refused.value)
        else:
            (line,) = importer.outcome(str(path), []).entries
            assert str(line.values[2].value) == f"{booked_as}.00 NOK"  # type: ignore[union-attr]


def test_vouchers_are_never_in_thousands() -> None:
    with pytest.raises(RejectedError, match=r"amounts_in: Bilag er i kroner\."):
        a_profile(top="amounts_in: 1000 kroner")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7\n", "Filen er en PDF"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "gammelt regneark"),
        (b"a;b\n1;2\n", "liste.csv:1: Fant «a, b». Finner ingen rad med kolonnenavn"),
    ],
)
def test_a_file_that_no_profile_can_read_is_called_by_its_name(
    tmp_path: Path, content: bytes, said: str
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(content)
    with pytest.raises(RejectedError) as told:
        propose(str(path))
    assert said in str(told.value)


def test_a_profile_that_nearly_fits_says_why_it_does_not(tmp_path: Path) -> None:
    path = tmp_path / "liste.csv"
    text = f"{HEAD}Beløp;Debet\n1;13.1.2018;195;155;x;1,00;\n"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(RejectedError) as told:
        identify(path, [VoucherImporter("nordvik", a_profile(), AGREEMENT)])
    first, second = str(told.value).replace(f"{tmp_path}/", "").splitlines()
    assert first == "liste.csv: Profilen «nordvik» ligner, men kan ikke lese filen."
    assert second.startswith("liste.csv:1: Debet: Profilen leser beløpet fra «Beløp»")


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


FOUR = [ONE, [2, *ONE[1:]], [3, *ONE[1:]], [4, *ONE[1:]]]


@pytest.mark.parametrize(
    ("what", "said"),
    [
        ({"rows": (3, 4, 9)}, "Skjulte rader leses som de andre: 3–4."),
        ({"column": "F"}, "Skjulte kolonner leses som de andre: F."),
        ({}, "Arket «Data» er skjult i regnearket, og leses."),
    ],
    ids=["rows, and one that is empty", "a column", "the sheet"],
)
def test_what_is_hidden_is_read_and_told(
    tmp_path: Path, what: dict[str, Any], said: str
) -> None:
    """The file that is saved from a filter holds what the filter hides."""
    path = workbook(tmp_path / "a.xlsx", Tom=[], Data=[TITLES, *FOUR])
    importer = VoucherImporter("liste", IN_A_SHEET, AGREEMENT)
    assert importer.booked(str(path)).file.told == ()
    hide(path, **what)
    made = importer.booked(str(path))
    assert sum_of(made) == "4802.00"
    assert made.file.told == (said,)


def test_a_workbook_with_the_same_columns_on_two_sheets_is_asked_about(
    tmp_path: Path,
) -> None:
    """The same list twice, or a month on each: the first alone would be half of it."""
    other = [*ONE[:-1], 99.5]
    path = workbook(
        tmp_path / "a.xlsx",
        Forside=[["Hei"]],
        Januar=[TITLES, ONE],
        Februar=[[*reversed(TITLES)], [*reversed(other)]],
        Tom=[TITLES],
    )
    with pytest.raises(RejectedError) as asked:
        propose(str(path))
    assert "Arkene «Januar», «Februar» har de samme kolonnene" in str(asked.value)
    assert "--sheet" in str(asked.value)
    chosen = filled_in(propose(str(path), sheet="Februar").yaml)
    made = VoucherImporter("a", chosen, AGREEMENT).booked(str(path))
    assert sum_of(made) == "99.50"
