"""The joint report on claims, grants, funds and closed years, in every format.

The books are those of ``settled_books``, a made-up region's year from the first claim
to the settlement, and what came after it was closed; amounts are calculated by hand.
"""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from fellesbok.messages import say
from fellesbok.report.cell import State
from fellesbok.report.html import html
from fellesbok.report.markdown import markdown
from fellesbok.report.write import rendered
from fellesbok.report.xlsx import xlsx
from places import HOUSE
from report_pages import Page
from report_pages import cells_of
from report_pages import digests
from report_panels import REGION
from report_panels import panels
from report_panels import report
from report_panels import rows

if TYPE_CHECKING:
    from pathlib import Path


FURTHER_SHEET = 6


# Claims -------------------------------------------------------------------------------


def test_from_share_to_what_is_open() -> None:
    assert rows(panels(report())["krav-legevakt"]) == {
        "Andel av regnskapet": ["493750.25", "296250.15", "197500.10", "987500.50"],
        "Krevd a konto": ["500000.00", "440000.00", "200000.00", "1140000.00"],
        "Krevd i avregning": ["-6249.75", "6250.15", "-2499.90", "-2499.50"],
        "Kreditert": [None, "-150000.00", None, "-150000.00"],
        "Krevd i alt": ["493750.25", "296250.15", "197500.10", "987500.50"],
        "Gjenstår å avregne": ["0.00", "0.00", "0.00", "0.00"],
        "Motregnet i utlegg": [None, None, "-40000.00", "-40000.00"],
        "Betalt": [None, "-240000.00", "-157500.10", "-397500.10"],
        "Utestående": ["493750.25", "56250.15", "0.00", "550000.40"],
    }


def test_a_host_owes_nobody_its_internal_notes() -> None:
    last = panels(report())["krav-legevakt"].rows[-1]
    assert [cell.marks for cell in last.cells[:2]] == [("internt",), ()]
    ages = rows(panels(report())["aapne-krav"])
    assert set(ages) == {"Vik", "Sum"}
    assert ages["Vik"] == ages["Sum"]


def test_claims_less_credit_notes_are_the_shares() -> None:
    """Less what is set off: 987 500.50 − 40 000.00 is asked for in money."""
    panel = panels(report())["kravliste-legevakt"]
    *claims, total = panel.rows
    amount, credited, paid, left = (cell.value for cell in total.cells)
    assert amount is not None
    assert credited is not None
    assert amount - credited == Decimal("987500.50") - Decimal("40000.00")
    assert (paid, left) == (Decimal("397500.10"), Decimal("550000.40"))
    assert len(claims) == 10
    told = dict(zip(panel.texts, claims[4].texts, strict=True))
    assert told["Gjelder"] == "a konto 2024, termin 2 av 2"
    assert told["Kreditnotaer"] == (
        "nes-2024-0007 20.08.2024: Vik får utsatt en del av terminen til avregningen"
    )


def test_the_cooperation_ends_at_nothing_and_says_so() -> None:
    remarks = panels(report())["krav-legevakt"].remarks
    assert [str(text).replace("\u00a0", " ") for text in remarks] == [
        "Resultatet i bøkene er -10 000,00 kr.",
        (
            "10 000,00 kr kom etter at året var avsluttet, og er ført videre som"
            " korreksjon til et åpent år."
        ),
        "Samarbeidets resultat etter avregning er 0,00 kr.",
    ]


def test_a_correction_is_settled_in_the_year_that_carries_it() -> None:
    panel = panels(report(2025))["krav-legevakt"]
    assert rows(panel)["Korreksjon fra avsluttet år"] == [
        "5000.00",
        "3000.00",
        "2000.00",
        "10000.00",
    ]
    assert "10\u00a0000,00 kr er ikke krevd ennå" in " ".join(panel.remarks)
    page = report(2025).pages[0]
    assert [share.payer for share in page.explanations] == ["Nes", "Vik", "Strand"]


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2024, 12, 31), [*[None] * 4, "50000.00", None, "50000.00"]),
        (date(2024, 10, 1), [None, "50000.00", *[None] * 4, "50000.00"]),
        (date(2024, 8, 31), ["140000.00", *[None] * 5, "140000.00"]),
        (
            date(2025, 3, 21),
            [None, "6250.15", None, None, "50000.00", None, "56250.15"],
        ),
    ],
    ids=str,
)
def test_open_claims_are_as_old_as_the_day_says(
    day: date, expected: list[str | None]
) -> None:
    assert rows(panels(report(2024, day))["aapne-krav"])["Vik"] == expected


def test_money_that_a_payer_is_to_get_stands_for_itself() -> None:
    """Strand is to get 42 499.90 until it is paid out on 10 February."""
    ages = rows(panels(report(2024, date(2025, 1, 31)))["aapne-krav"])
    assert ages["Strand"] == [*[None] * 5, "-42499.90", "-42499.90"]
    assert ages["Sum"][-2] == "-42499.90"


def test_a_cooperation_without_claims_has_no_such_table() -> None:
    found = panels(report())
    assert "krav-viltlag" not in found
    assert "kravliste-viltlag" not in found


# Closed years -------------------------------------------------------------------------


def test_a_final_report_tells_what_has_come_since() -> None:
    made = report()
    assert made.status.startswith("Endelig rapport: 2024 ble avsluttet 15.03.2025.")
    assert "som 3 korreksjoner, til sammen 10\u00a0000,00 kr" in made.status
    panel = panels(made)["status"]
    assert [row.texts[1] for row in panel.rows[:2]] == [date(2025, 3, 15)] * 2
    assert "bilag 2024-0105" in str(panel.rows[0].texts[2])
    assert rows(panel)["Legevakten i Fjordene"] == ["987500.50", "10000.00"]
    assert rows(panel)["Viltlaget"] == ["60000.00", None]


def test_a_report_is_preliminary_until_every_cooperation_is_closed(
    tmp_path: Path,
) -> None:
    """One of two is closed: the lines about Viltlaget are taken out."""
    books = tmp_path / "books"
    shutil.copytree(REGION, books)
    (closing,) = (books / "ledger" / "avsluttet").glob("*.beancount")
    text = closing.read_text("utf-8")
    head = text.index('2025-03-15 custom "avsluttet" "viltlag"')
    closing.write_text(text[:head], "utf-8")
    made = report(books=books)
    assert made.status == (
        "Foreløpig rapport: 1 av 2 samarbeid med bilag er avsluttet for 2024."
    )
    assert panels(made)["status"].rows[1].texts[1] == "nei"
    assert report(2025).status.startswith("Foreløpig rapport: 0 av 1")


# Grants, funds and in-kind ------------------------------------------------------------


def test_the_four_figures_of_a_grant() -> None:
    found = rows(panels(report())["tilskudd-legevakt-staten"])
    assert found["Opptjent"] == ["200000.00"] * 2
    assert found["Mottatt"] == ["225000.00"] * 2
    assert found["Tilskudd til gode"] == ["0.00"] * 2
    assert found["Ubrukt"] == ["25000.00"] * 2
    assert found["Tak før sluttrapport"] == [None, "300000.00"]
    later = rows(panels(report(2025))["tilskudd-legevakt-staten"])
    assert later["Overført fra året før"] == [None, "200000.00", None]
    assert later["Mottatt"] == ["225000.00", "ikke oppgitt", "225000.00"]


def test_the_grants_of_2018_are_as_they_are_reported() -> None:
    found = panels(report(2018, books=HOUSE))
    county = rows(found["tilskudd-kompetanseloft-tfk"])
    assert county["Opptjent over taket"][-1] == "827556.00"
    assert county["Mottatt"] == ["ikke oppgitt"] * 2
    governor = rows(found["tilskudd-helsetek-fylkesmannen"])
    assert governor["Til rådighet"] == ["787784.00"] * 2
    assert governor["Ubrukt"] == ["ikke oppgitt"] * 2
    assert governor["Igjen"] == ["424784.00"] * 2
    programme = rows(found["tilskudd-helsetek-velferdsteknologi"])
    assert programme["Igjen"] == ["403045.00"] * 2


def test_deadlines_are_seen_from_the_day() -> None:
    panel = panels(report(2024, date(2025, 3, 31)))["frister"]
    assert [(str(row.texts[0]), str(row.texts[-1])) for row in panel.rows] == [
        ("2024-10-01", "gjort 25.09.2024"),
        ("2025-06-30", "91 dager igjen"),
        ("2025-09-01", "154 dager igjen"),
    ]
    late = panels(report(2024, date(2025, 9, 11)))["frister"]
    assert late.rows[-1].texts[-1] == "10 dager over fristen"


def test_the_owners_of_a_fund_are_the_fund() -> None:
    assert rows(panels(report())["fond-viltlag"]) == {
        "Nes": ["0.00", "7500.00", "7500.00"],
        "Vik": ["0.00", "5000.00", "5000.00"],
        "Strand": ["0.00", "2500.00", "2500.00"],
        "Sum": ["0.00", "15000.00", "15000.00"],
    }
    assert rows(panels(report(2025))["fond-viltlag"])["Strand"] == [
        "2500.00",
        "-2000.00",
        "-500.00",
        "0.00",
    ]


def test_in_kind_work_is_valued_or_not_and_in_no_sum() -> None:
    panel = panels(report())["egeninnsats-viltlag"]
    found = rows(panel)
    assert found["Jegerlaget"] == [None, "0.50", "ikke verdsatt"]
    assert Decimal(found["Strand"][2] or 0) == Decimal("54000.00")
    assert all(row.role == "line" for row in panel.rows)
    sums = [
        cell.value
        for made in (report(), report(2025))
        for one in panels(made).values()
        for row in one.rows
        if row.role == "total"
        for cell in row.cells
    ]
    assert Decimal(54000) not in sums


def test_what_has_not_come_is_told_and_an_unknown_amount_is_no_zero() -> None:
    found = panels(report())
    assert rows(found["paaloept-legevakt"]) == {"faktura": ["27500.00"]}
    (row,) = found["paaloept-viltlag"].rows
    assert [str(text) for text in row.texts] == [
        *("refusjonskrav", "Vik", "Refusjon for befaring", "2024-11-15")
    ]
    assert row.cells[0].words == "ikke oppgitt"
    of_2018 = panels(report(2018, books=HOUSE))
    assert rows(of_2018["paaloept-hoppide-c"]) == {"faktura": ["127000.00"]}
    assert rows(of_2018["paaloept-digital-innbygger"]) == {
        "refusjonskrav": ["ikke oppgitt"]
    }


# Every format -------------------------------------------------------------------------


def test_every_row_with_a_sum_adds_up() -> None:
    for made in (report(), report(2025)):
        for panel in panels(made).values():
            if panel.figures and panel.figures[-1] == "Sum":
                for row in panel.rows:
                    *parts, total = [cell.value or Decimal(0) for cell in row.cells]
                    assert sum(parts) == total


@pytest.mark.parametrize("year", [2024, 2025])
def test_every_figure_leads_to_its_place(year: int) -> None:
    page = html(report(year), "nb")
    anchors = Page(page).ids
    assert len(anchors) == len(set(anchors))
    targets = [str(a["href"]) for a in Page(page).of("a")]
    assert {t.removeprefix("#") for t in targets} <= set(anchors)
    front = page.split('id="forklaringer"')[0]
    cells = re.findall(r'<td[^>]*class="num[^>]*>(.*?)</td>', front, re.DOTALL)
    assert not [cell for cell in cells if re.search(r"\d", cell) and "<a " not in cell]
    assert "style=" not in page
    assert len(Page(page).of("table")) == len(Page(page).of("caption"))


def test_every_format_has_every_table() -> None:
    made = report()
    page, text = html(made, "nb"), markdown(made, "nb")
    said = set(map(str, cells_of(xlsx(made, "nb"), FURTHER_SHEET).values()))
    for anchor, panel in panels(made).items():
        assert f'id="{anchor}"' in page
        assert f"# {panel.title}\n" in text
        assert any(panel.title in cell for cell in said)
    for format_ in (page, text):
        assert "550\u00a0000,40" in format_
    assert "550000.40" in said
    assert "ikke verdsatt" in said


@pytest.mark.parametrize("form", ["html", "md", "xlsx"])
def test_every_format_is_said_in_english(form: str) -> None:
    made = report()
    content = rendered(made, form, "en")
    if form == "xlsx":
        said = " ".join(map(str, cells_of(content, FURTHER_SHEET).values()))
    else:
        said = content.decode()
    for expected in ("Claims and settlement", "Outstanding", "not valued", "days left"):
        assert expected in said
    for panel in panels(made).values():
        for words in (panel.title, *panel.figures, *panel.notes, *panel.remarks):
            if hasattr(words, "template"):
                assert say(words, "en") != words or words in {"Sum", "Status"}


def test_the_same_bytes_in_any_zone_locale_and_folder(tmp_path: Path) -> None:
    books = REGION / "ledger" / "main.beancount"
    # A PDF is drawn of the HTML alone; test_report_formats.py draws one on both.
    first, second = digests(books, tmp_path, ("html", "md", "xlsx"))
    assert set(first) == {"html", "md", "xlsx"}
    assert first == second


def test_the_order_of_the_files_does_not_matter(tmp_path: Path) -> None:
    books = tmp_path / "books"
    shutil.copytree(REGION, books)
    file = books / "ledger" / "main.beancount"
    lines = file.read_text("utf-8").splitlines()
    includes = [line for line in lines if line.startswith("include")]
    others = [line for line in lines if line not in includes]
    file.write_text("\n".join([*others, *reversed(includes), ""]), "utf-8")
    other = report(books=books)
    assert other.revision != report().revision  # of the files, which are others
    other = replace(other, revision=report().revision)
    for form in ("html", "xlsx", "md"):
        assert rendered(other, form, "nb") == rendered(report(), form, "nb")


def test_the_day_is_an_option_of_the_command(tmp_path: Path) -> None:
    file = tmp_path / "report.md"
    arguments = ["report", "2024", "--books", str(REGION), "--format", "md"]
    options = ["--on", "2024-12-31", "--output", str(file)]
    result = CliRunner().invoke(main, [*arguments, *options])
    assert result.exit_code == 0, result.output
    assert "Det som er krevd og betalt til og med 31.12.2024, er med." in (
        file.read_text("utf-8")
    )
    wrong = CliRunner().invoke(main, [*arguments, "--on", "31.12.2024"])
    assert wrong.exit_code == 2


def test_blank_is_not_zero_and_not_what_nobody_states() -> None:
    cells = [
        cell
        for panel in panels(report(2018, books=HOUSE)).values()
        for row in panel.rows
        for cell in row.cells
    ]
    states = {cell.state for cell in cells}
    assert states == {State.FIGURE, State.BLANK, State.NO_FIGURE}
    assert "ikke oppgitt" in html(report(2018, books=HOUSE), "nb")
