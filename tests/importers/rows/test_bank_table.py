"""A bank's table of payments is read by its columns, and held against its balances."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import openpyxl
import pytest
from beancount.core import data

from bank_tables import ACCOUNTS
from bank_tables import NUMBER
from bank_tables import OWN
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.propose import propose
from fellesbok_importers.profiles import find_profile
from fellesbok_importers.profiles import profile_of
from intake_previews import read_in
from paid_books import KID
from paid_books import balances
from paid_books import by
from paid_books import main as main  # noqa: PLC0414 -- a fixture
from paid_books import read
from paid_books import saved
from paid_statements import FIRST
from paid_statements import SUSPENSE
from paid_statements import told
from places import tree
from workbooks import a_workbook

if TYPE_CHECKING:
    from pathlib import Path

BANK = "Assets:Bank"
HEADING = "Dato;Tekst;Beløp;Saldo;KID\n"
OLDEST = (
    "01.03.2018;Gebyr;-10,00;990,00;\n"
    f"05.03.2018;Sørvik;1 000,00;1 990,00;{KID}\n"
    "06.03.2018;Renter;1,50;1 991,50;\n"
)
NEWEST = "".join(reversed(OLDEST.splitlines(keepends=True)))


@pytest.mark.parametrize("rows", [OLDEST, NEWEST], ids=["oldest first", "newest first"])
def test_rows_follow_from_their_balances_in_either_order(main: Path, rows: str) -> None:
    text = HEADING + rows
    found = read(by(main, OWN), text, "konto.csv")
    after = balances(main)
    assert after[BANK] == Decimal("1991.50")
    assert FIRST not in after
    assert told(found.controls).startswith(
        "Konto 86011117947: 1 000,00 kr + 1 001,50 kr inn − 10,00 kr ut = 1 991,50 kr"
        " per 06.03.2018."
    )
    (balance,) = [e for e in found.new if isinstance(e, data.Balance)]
    assert (str(balance.date), balance.amount.number) == (
        "2018-03-06",
        Decimal("1990.00"),
    ), "what the day begins with; more may come on it"
    before = tree(main.parent)
    assert read(main, text, "konto.csv").entries == ()
    assert tree(main.parent) == before


def test_tables_that_overlap_book_a_payment_once(main: Path) -> None:
    read(by(main, OWN), HEADING + OLDEST, "en.csv")
    more = (
        OLDEST + "06.03.2018;Renter;1,50;1 993,00;\n07.03.2018;Gebyr;-3,00;1 990,00;\n"
    )
    found = read(main, HEADING + more, "to.csv")
    assert len([e for e in found.new if isinstance(e, data.Transaction)]) == 2
    assert balances(main)[BANK] == Decimal("1990.00")


def test_a_row_that_does_not_follow_is_refused_with_its_line(main: Path) -> None:
    text = HEADING + OLDEST.replace("1 991,50", "1 991,60")
    with pytest.raises(RejectedError) as error:
        read(by(main, OWN), text, "konto.csv")
    (fault,) = error.value.faults
    assert (fault.row, fault.off) == (4, Decimal("0.10"))
    assert "Saldoen før og beløpet skal bli saldoen på raden." in str(fault)


PRESETS = {
    "bank-dnb": (
        '"Dato";"Forklaring";"Rentedato";"Ut fra konto";"Inn på konto"\n'
        '"05.03.2018";"nordvik-2018-0001";"05.03.2018";"";"1000,00"\n'
        '"06.03.2018";"Gebyr";"06.03.2018";"1 010,50";""\n'
    ),
    "bank-sparebank1": (
        "\ufeffDato;Beskrivelse;Rentedato;Inn;Ut;Til konto;Fra konto;\n"
        f'"05.03.2018";"nordvik-2018-0001";"";"1000,00";"";"{NUMBER}";"15032080119"\n'
        f'"06.03.2018";"Gebyr";"";"";"-1010,50";"";"{NUMBER}"\n'
    ),
    "bank-nordea": (
        "Bokføringsdato;Beløp;Avsender;Mottaker;Navn;Tittel;Valuta;Betalingstype\n"
        "2018/03/05;1000,00;15032080119;8601.11.17947;Sørvik;nordvik-2018-0001;NOK;Inn\n"
        "2018/03/06;-1010,50;8601.11.17947;;;Gebyr;NOK;Gebyr\n"
        ";-5,00;8601.11.17947;;;Kort;NOK;Kort\n"
    ),
    "bank-handelsbanken": (
        "Utført dato;Bokført dato;Rentedato;Beskrivelse;Type;Undertype;Fra konto;"
        "Avsender;Til konto;Mottakernavn;Beløp inn;Beløp ut;Valuta;Status;"
        "Melding/KID/Fakt.nr\n"
        f"05.03.2018;05.03.2018;;Innbetaling;;;15032080119;Sørvik;{NUMBER};;1000.00;;NOK;"
        f"Bokført;{KID}\n"
        f"06.03.2018;06.03.2018;;Gebyr;;;{NUMBER};;;;;-1010.50;NOK;Bokført;\n"
        f"07.03.2018;;;Kort;;;{NUMBER};;;;;-5.00;NOK;Reservert;\n"
    ),
    "bank-sparebanken": (
        "Dato;Forklaring;Rentedato;Ut av konto;Inn på konto;KID;Arkivref\n"
        f"05.03.2018;Innbetaling;05.03.2018;;1 000,00;{KID};REF1\n"
        "06.03.2018;Gebyr;06.03.2018;1 010,50;;;REF2\n"
    ),
}


@pytest.mark.parametrize("name", PRESETS)
def test_the_tables_of_the_banks_are_known_and_read(main: Path, name: str) -> None:
    path = saved(main, PRESETS[name], "konto.csv")
    assert f"like: {name}\n" in propose(str(path)).yaml
    found = read(by(main, f"like: {name}\n{ACCOUNTS}"), PRESETS[name], "konto.csv")
    after = balances(main)
    assert after[BANK] == Decimal("-10.50")
    assert FIRST not in after
    assert after[SUSPENSE] == Decimal("1010.50")
    said = told(found.findings)
    is_waiting = "1 poster er ikke bokført i banken ennå (-5,00 kr)" in said
    assert is_waiting == (name == "bank-handelsbanken")
    is_undated = "Rad 4 («Kort», -5,00 kr) har ingen dato og føres ikke." in said
    assert is_undated == (name == "bank-nordea")
    before = tree(main.parent)
    assert read(main, PRESETS[name], "konto.csv").entries == ()
    assert tree(main.parent) == before


@pytest.mark.parametrize("name", PRESETS)
def test_presets_say_what_they_assume(name: str) -> None:
    assert find_profile(name).attested.assumed


def test_an_unknown_table_is_proposed_from_its_headings(main: Path) -> None:
    path = saved(main, HEADING + OLDEST, "ukjent.csv")
    proposal = propose(str(path))
    assert "like: bank\n" in proposal.yaml
    assert '    balance: "Saldo"\n' in proposal.yaml
    assert any("hvilken konto i bøkene" in remark for remark in proposal.remarks)
    filled = proposal.yaml.replace('# - {number: "…"', f'- {{number: "{NUMBER}"')
    filled = filled.replace("# host: …", "host: nordvik")
    read(by(main, filled), HEADING + OLDEST, "ukjent.csv")
    assert balances(main)[BANK] == Decimal("1991.50")


@pytest.mark.parametrize(
    "heading",
    [
        "Bilag;Dato;Art;Ansvar;Tekst;Beløp;Saldo",
        "Voucher_no;Dato;Konto;Koststed;Tekst;Beløp;Saldo",
        "Løpenr;Bokføringsdato;Konto;Avdeling;Tekst;Beløp;Saldo",
        "Løpenr;Bokføringsdato;Art;Sted;Tekst;Beløp;Saldo",
    ],
)
def test_a_voucher_list_is_no_banks_table(main: Path, heading: str) -> None:
    text = f"{heading}\n1;01.03.2018;120;155;a;1,00;1,00\n"
    assert "like: bank" not in propose(str(saved(main, text, "b.csv"))).yaml


def test_who_says_that_it_is_vouchers_is_believed(main: Path) -> None:
    path = saved(main, HEADING + OLDEST, "ukjent.csv")
    assert "like: bank" not in propose(str(path), "vouchers").yaml


PROPOSED = {
    "days with slashes": (
        "Dato;Tekst;Beløp;Saldo\n2018/3/5;a;1,50;1,50\n",
        ("date_form: yyyy/mm/dd", 'decimal_sign: ","'),
        (),
    ),
    "days that can be read two ways": (
        "Dato;Tekst;Beløp;Saldo\n05/03/2018;a;1,50;1,50\n",
        ("# date_form: …",),
        ("Datoene i Dato kan leses på flere måter (dd/mm/yyyy, mm/dd/yyyy)",),
    ),
    "a sign that only the balance shows": (
        "Dato;Tekst;Beløp;Saldo\n05.03.2018;a;1.500;10.000,50\n",
        ('decimal_sign: ","',),
        (),
    ),
    "two columns of one name": (
        "Dato;Tekst;Beløp;Beløp;Saldo\n05.03.2018;a;1,50;1,50;1,50\n",
        ("    # amount: …",),
        ("Kolonnen Beløp står flere ganger (3, 4); skriv nummeret på den som er",),
    ),
    "what is not read": (
        "Konto 8601 11 17947\nDato;Tekst;Type;Beløp;Saldo\n05.03.2018;a;b;1,50;1,50\n",
        ("  header_row: 2",),
        ("Kolonner som ikke brukes: Type.", "står «Konto 8601 11 17947»"),
    ),
    "names over two rows": (
        "Dato;Forklaring;Beløp;Beløp;Saldo\n;;inn;ut;\n05.03.2018;a;1,50;;1,50\n",
        ("  header_rows: 2", '    paid_in: "inn"', '    paid_out: "ut"'),
        (),
    ),
}


@pytest.mark.parametrize(("text", "lines", "said"), PROPOSED.values(), ids=PROPOSED)
def test_a_proposal_for_a_table_says_what_the_file_shows_and_asks_the_rest(
    main: Path, text: str, lines: tuple[str, ...], said: tuple[str, ...]
) -> None:
    proposal = propose(str(saved(main, text, "ukjent.csv")))
    assert "like: bank" in proposal.yaml.splitlines()
    assert not set(lines) - set(proposal.yaml.splitlines())
    remarks = "\n".join(proposal.remarks)
    assert not [words for words in said if words not in remarks]


def test_a_table_with_names_over_two_rows_on_each_page_is_read(main: Path) -> None:
    names = "Dato;Forklaring;Beløp;Beløp;Saldo\n;;inn;ut;\n"
    rows = "05.03.2018;a;1,50;;1,50\n", "06.03.2018;b;;0,50;1,00\n"
    text = names + rows[0] + names + rows[1]
    yaml = propose(str(saved(main, text, "ukjent.csv"))).yaml
    filled = yaml.replace('# - {number: "…"', f'- {{number: "{NUMBER}"')
    found = read(by(main, filled.replace("# host: …", "host: nordvik")), text, "u.csv")
    assert balances(main)[BANK] == Decimal("1.00")
    assert "ikke bokført" not in told(found.findings)


def test_a_table_that_nearly_fits_says_which_column_is_lacking(main: Path) -> None:
    path = saved(main, (HEADING + OLDEST).replace("KID", "Melding"), "konto.csv")
    with pytest.raises(RejectedError) as error:
        read_in(by(main, OWN), path)
    near, lacking = error.value.faults
    assert "Profilen «drift» ligner, men kan ikke lese filen." in str(near)
    assert (lacking.row, lacking.column) == (1, "KID")
    assert "Filen har Dato, Tekst, Beløp, Saldo, Melding." in str(lacking)


OF_A_SHEET = OWN.replace("{header_row: 1}", "{kind: xlsx, header_row: 1}").replace(
    ", balance: Saldo, kid: KID", ""
)


@pytest.mark.parametrize(
    ("amount", "said"),
    [
        (1e30, "Tallet har for mange sifre; høyst 15 kan leses."),
        (1.255, "Beløpet har brøkdeler av øre; skriv høyst to desimaler."),
        ("=1+1", "Cellen har en formel uten verdi"),
    ],
)
def test_what_is_no_amount_of_kroner_is_told_at_its_row(
    main: Path, amount: float | str, said: str
) -> None:
    path = main.parent.parent / "konto.xlsx"
    book = openpyxl.Workbook()
    for row in (["Dato", "Tekst", "Beløp"], ["05.03.2018", "a", amount]):
        book.worksheets[0].append(row)
    book.save(path)
    with pytest.raises(RejectedError) as error:
        read_in(by(main, OF_A_SHEET), path)
    (fault,) = error.value.faults
    assert (fault.row, fault.column) == (2, "Beløp")
    assert said in str(fault)


def test_a_few_ore_are_read_as_spreadsheets_write_them(main: Path) -> None:
    """Seven øre stand with seventeen figures, most of them noughts."""
    path = main.parent.parent / "konto.xlsx"
    cells = ("Dato", "Tekst", "Beløp"), ("05.03.2018", "Øreavrunding")
    heading, first = (
        "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row)
        for row in cells
    )
    amount = "<c><v>7.0000000000000007E-2</v></c>"
    a_workbook(path, f"<row>{heading}</row><row>{first}{amount}</row>")
    read_in(by(main, OF_A_SHEET), path)
    assert balances(main)[BANK] == Decimal("0.07")


WITH_SUM = OWN.replace("header_row: 1", "header_row: 1, total_word: Sum")


@pytest.mark.parametrize("place", ["Sum;;{};;", ";Sum perioden;{};;"])
def test_a_sum_is_held_against_the_rows_and_is_no_payment(
    main: Path, place: str
) -> None:
    text = HEADING + OLDEST + place.format("991,50") + "\n"
    found = read(by(main, WITH_SUM), text, "konto.csv")
    assert balances(main)[BANK] == Decimal("1991.50")
    assert "har ingen dato" not in told(found.findings)
    assert "ikke bokført" not in told(found.findings)


def test_a_sum_that_is_off_is_refused_with_its_line(main: Path) -> None:
    text = HEADING + OLDEST + "Sum;;991,60;;\n"
    with pytest.raises(RejectedError) as error:
        read(by(main, WITH_SUM), text, "konto.csv")
    (fault,) = error.value.faults
    assert (fault.row, fault.off) == (5, Decimal("0.10"))
    assert "Linjene over blir til sammen 991,50." in str(fault).replace("\xa0", " ")


def test_a_row_without_a_day_is_told_with_what_it_says(main: Path) -> None:
    """A sum that no profile has a word for, a balance, and a foot of the page."""
    rest = ";Sum;991,50;;\n;Utgående saldo;;1 991,50;\n;Side 1 av 1;;;\n"
    found = read(by(main, OWN), HEADING + OLDEST + rest, "konto.csv")
    assert told(found.findings).splitlines()[-3:] == [
        "Rad 5 («Sum», 991,50 kr) har ingen dato og føres ikke.",
        "Rad 6 («Utgående saldo») har ingen dato og føres ikke.",
        "Rad 7 («Side 1 av 1») har ingen dato og føres ikke.",
    ]
    assert balances(main)[BANK] == Decimal("1991.50")


def test_a_proposal_names_the_word_of_a_sum(main: Path) -> None:
    text = HEADING + OLDEST + "Sum;;991,50;;\n"
    yaml = propose(str(saved(main, text, "ukjent.csv"))).yaml
    assert '  total_word: "Sum"\n' in yaml
    filled = yaml.replace('# - {number: "…"', f'- {{number: "{NUMBER}"')
    read(by(main, filled.replace("# host: …", "host: nordvik")), text, "konto.csv")
    assert balances(main)[BANK] == Decimal("1991.50")


def test_rows_without_a_currency_are_told_where_others_have_one(main: Path) -> None:
    text = PRESETS["bank-nordea"].replace("Gebyr;NOK;", "Gebyr;;")
    found = read(by(main, f"like: bank-nordea\n{ACCOUNTS}"), text, "konto.csv")
    assert "1 rader har ingen valuta, enda andre har det;" in told(found.findings)
    assert "de leses som kroner (rad 3)." in told(found.findings)


def test_who_says_that_it_is_a_bank_is_believed(main: Path) -> None:
    """A table without anything that only a bank has."""
    text = "Dato;Tekst;Beløp;Bunt\n05.03.2018;a;1,50;7\n"
    path = str(saved(main, text, "ukjent.csv"))
    assert "like: bank" not in propose(path).yaml
    lines = propose(path, "bank").yaml.splitlines()
    assert {"like: bank", '    date: "Dato"', '    amount: "Beløp"'} <= {*lines}
    preset = str(saved(main, PRESETS["bank-dnb"], "dnb.csv"))
    assert "like: bank-dnb\n" in propose(preset, "bank").yaml


def test_who_says_bank_of_a_table_without_its_columns_is_asked(main: Path) -> None:
    path = str(saved(main, "Art;Tekst;Ansvar\n195;a;155\n", "ukjent.csv"))
    proposal = propose(path, "bank")
    assert {"    # date: …", "    # amount: …"} <= {*proposal.yaml.splitlines()}
    said = "\n".join(proposal.remarks)
    assert "Finner ingen kolonne for date. Filen har Art, Tekst, Ansvar." in said
    assert "Finner ingen kolonne for beløp." in said


def test_hidden_rows_of_a_banks_table_are_told(main: Path) -> None:
    path = main.parent.parent / "konto.xlsx"
    book = openpyxl.Workbook()
    for row in (["Dato", "Tekst", "Beløp"], ["05.03.2018", "a", 1.5]):
        book.worksheets[0].append(row)
    book.worksheets[0].row_dimensions[2].hidden = True
    book.create_sheet("Notater").append(["noe"])
    book.save(path)
    profile = OWN.replace(
        "{header_row: 1}", "{kind: xlsx, header_row: 1, sheet: Sheet}"
    )
    by(main, profile.replace(", balance: Saldo, kid: KID", ""))
    found = read_in(main, path)
    assert balances(main)[BANK] == Decimal("1.50")
    said = told(found.findings)
    assert "Ark som ikke leses: Notater." in said
    assert "Skjulte rader leses som de andre: 2." in said


PLAIN = OWN.replace("amount: Beløp, balance: Saldo, kid: KID", "amount: Beløp")
SIDED = "Dato;Tekst;Beløp;{}\n05.03.2018;a;10,00;{}\n06.03.2018;b;3,50;{}\n"


@pytest.mark.parametrize(
    ("name", "into", "out"),
    [("D/K", "K", "D"), ("Type", "Inn", "Ut"), ("Fortegn", "+", "-")],
)
def test_a_column_of_sides_is_read_or_asked_about(
    main: Path, name: str, into: str, out: str
) -> None:
    text = SIDED.format(name, into, out)
    with pytest.raises(RejectedError) as asked:
        read(by(main, PLAIN), text, "konto.csv")
    (fault,) = asked.value.faults
    assert (fault.row, fault.column) == (2, name)
    assert "Kolonnen sier om beløpet er debet eller kredit" in str(fault)
    sided = PLAIN.replace("amount: Beløp", f'amount: Beløp, side: "{name}"')
    read(by(main, sided), text, "konto.csv")
    assert balances(main)[BANK] == Decimal("6.50")


def test_a_side_beside_signed_amounts_is_told(main: Path) -> None:
    text = SIDED.format("Type", "Inn", "Ut").replace("3,50", "-3,50")
    found = read(by(main, PLAIN), text, "konto.csv")
    assert balances(main)[BANK] == Decimal("6.50")
    assert "Kolonner som ikke brukes: Type." in told(found.findings)


@pytest.mark.parametrize("wrong", [";X\n", ";\n"])
def test_an_amount_without_its_side_is_refused(main: Path, wrong: str) -> None:
    text = SIDED.format("D/K", "K", "D").replace(";D\n", wrong)
    sided = PLAIN.replace("amount: Beløp", 'amount: Beløp, side: "D/K"')
    with pytest.raises(RejectedError) as error:
        read(by(main, sided), text, "konto.csv")
    (fault,) = error.value.faults
    assert (fault.row, fault.column) == (3, "D/K")


def test_a_table_in_another_currency_by_its_cells_is_asked_about(main: Path) -> None:
    text = "Dato;Tekst;Beløp;Betalt i\n05.03.2018;a;10,00;EUR\n"
    with pytest.raises(RejectedError, match="annen valuta enn kroner"):
        read(by(main, PLAIN), text, "konto.csv")


TWO = OWN.replace(
    "account: Assets:Bank}]",
    'account: Assets:Bank}, {number: "15032080119", account: Assets:Bank}]',
)
WRONG = {
    "two accounts": (TWO, OLDEST, "Filen sier ikke hvilken konto den er for"),
    "no amount": (OWN, "01.03.2018;a;;1,00;\n", "2: Raden har ikke noe beløp."),
    "an amount": (OWN, "01.03.2018;a;1,2,3;1,00;\n", "2: Beløp: Fant «1,2,3»"),
    "a day": (OWN, "31.02.2018;a;1,00;1,00;\n", "2: Dato: Fant «31.02.2018»"),
}


@pytest.mark.parametrize(("profile", "rows", "said"), WRONG.values(), ids=WRONG)
def test_what_cannot_be_understood_is_refused(
    main: Path, profile: str, rows: str, said: str
) -> None:
    with pytest.raises(RejectedError) as error:
        read(by(main, profile), HEADING + rows, "konto.csv")
    assert said in str(error.value)


@pytest.mark.parametrize(
    ("columns", "said"),
    [
        ("{date: Dato}", "Oppgi enten amount, eller både paid_in og paid_out."),
        ("{date: Dato, paid_in: Inn}", "Oppgi enten amount"),
        ("{date: Dato, amount: Beløp, paid_in: Inn}", "Oppgi enten amount"),
    ],
)
def test_a_profile_of_a_table_says_where_the_amount_is(columns: str, said: str) -> None:
    text = f"like: bank\nfile: {{header_row: 1}}\n{ACCOUNTS}"
    text = text.replace("Assets:Bank}]", f"Assets:Bank}}], columns: {columns}")
    with pytest.raises(RejectedError, match=said):
        profile_of(text, "p.yaml")


def test_a_payment_of_a_foreign_currency_is_refused(main: Path) -> None:
    text = PRESETS["bank-nordea"].replace("NOK;Inn", "EUR;Inn")
    with pytest.raises(RejectedError, match="Kontoen føres i NOK"):
        read(by(main, f"like: bank-nordea\n{ACCOUNTS}"), text, "konto.csv")


def test_a_separator_in_a_text_does_not_turn_money_out_into_money_in(
    main: Path,
) -> None:
    text = PRESETS["bank-dnb"] + "07.03.2018;Leie; mars;;5,00;\n"
    with pytest.raises(RejectedError) as error:
        read(by(main, f"like: bank-dnb\n{ACCOUNTS}"), text, "konto.csv")
    (fault,) = error.value.faults
    assert fault.row == 4
    assert "Raden har 6 felt, og det skal være 5." in str(fault)


def test_money_out_with_and_without_a_minus_is_refused(main: Path) -> None:
    text = PRESETS["bank-dnb"] + '"07.03.2018";"a";"07.03.2018";"-5,00";""\n'
    with pytest.raises(RejectedError, match="både med og uten minus"):
        read(by(main, f"like: bank-dnb\n{ACCOUNTS}"), text, "konto.csv")
