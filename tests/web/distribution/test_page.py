"""The page Fordeling: every figure against the entries, and where each leads."""

from __future__ import annotations

from collections import defaultdict
from decimal import ROUND_HALF_UP
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest

from casebook import LEDGERS
from fellesbok.books import Books
from fellesbok.books import load_books
from fellesbok.messages import show
from fellesbok.sharing import statement
from pagebook import NBSP
from pagebook import Link
from pagebook import Reader
from pagebook import copy_of_case
from pagebook import reader_as
from pagebook import reader_of
from pagebook import said
from shipped_pages import main as main  # noqa: PLC0414 -- a fixture
from shipped_pages import reader as reader  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from collections.abc import Mapping

SHARES = "Andeler per samarbeid og betaler"
PER = "Kroner per innbygger"
WITHOUT = "Uten andeler"
CONTROL = ["Sum andeler", "Fordelt kostnad", "Differanse"]
IKT = "IKT-samarbeidet i Nord-Troms"
HOSTILE = '"><script>alert(1)</script>'


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """Books of 2018 and 2019, in which IKT is charged each half year."""
    folder = tmp_path_factory.mktemp("two") / "books"
    return reader_of(copy_of_case(LEDGERS / "payments-come-off-what-is-owed", folder))


@cache
def books(main: Path) -> Books:
    """The books without Fava."""
    return load_books(main)


def expected(main: Path) -> dict[str, dict[str, Decimal]]:
    """What the entries say: kroner by the cooperation's title and the payer's name."""
    shared = books(main).shared
    assert shared is not None
    known = shared.agreement.cooperation_by_account
    found: dict[str, dict[str, Decimal]] = defaultdict(dict)
    for share in statement.shares(books(main).entries, 2018):
        found[known[share.cooperation].title][share.municipality] = share.amount
    return found


def added(amounts: Mapping[str, Decimal]) -> Decimal:
    return sum(amounts.values(), Decimal(0))


@pytest.mark.parametrize("asks", [{}, {"time": 2018}, {"time": "2018-12"}])
def test_every_share_stands_in_its_cell_and_adds_up(
    reader: Reader, main: Path, asks: dict[str, Any]
) -> None:
    """Without a filter the newest year is shown; December has the year's shares."""
    known = expected(main)
    found = reader.page("Fordeling", **asks).table(SHARES)
    payers = [name for name in next(iter(found.values())) if name not in CONTROL]
    for title, amounts in known.items():
        row = found[title]
        assert [row[p] for p in payers] == [said(amounts.get(p)) for p in payers]
        total = said(added(amounts))
        assert [row[name] for name in CONTROL] == [total, total, "0,00"]
    assert found.keys() - known.keys() == {"Sum"}
    for payer in payers:
        column = [a[payer] for a in known.values() if payer in a]
        assert found["Sum"][payer] == said(sum(column, Decimal(0)))
    everything = sum((added(amounts) for amounts in known.values()), Decimal(0))
    assert found["Sum"]["Sum andeler"] == said(everything)
    assert found[IKT]["Nordreisa"] == "865709,61"
    assert found[IKT]["Lyngen"] == "", "who takes no part has a blank, not a zero"


def test_a_figure_leads_to_its_explanation(reader: Reader, main: Path) -> None:
    links = reader.page("Fordeling").links(SHARES)
    assert links[IKT, "Nordreisa"] == Link(
        "extension/Forklaring",
        {"samarbeid": "ikt", "kommune": "nordreisa", "time": "2018"},
    )
    assert links[IKT, "Samarbeid"] == Link("journal", {"filter": "^fordeling-2018-ikt"})
    assert links["", "Nordreisa"] == Link(
        "extension/Kommuneoppgave", {"kommune": "nordreisa", "time": "2018"}
    )
    shares = sum(len(amounts) for amounts in expected(main).values())
    explained = [li for li in links.values() if li.path == "extension/Forklaring"]
    assert len(explained) == shares


def test_links_keep_the_filters(reader: Reader) -> None:
    page = reader.page("Fordeling", time="2018", filter="#fordeling")
    assert page.links(SHARES)[IKT, "Nordreisa"].asks["filter"] == "#fordeling"


def test_every_cooperation_has_figures_or_a_reason(reader: Reader, main: Path) -> None:
    page = reader.page("Fordeling", time=2018)
    reasons = dict(page.rows(WITHOUT)[1:])
    with_figures = page.table(SHARES).keys() - {"Sum"}
    shared = books(main).shared
    assert shared is not None
    titles = {c.title for c in shared.agreement.cooperations.values()}
    assert not reasons.keys() & with_figures
    assert reasons.keys() | with_figures == titles
    assert reasons["Jordmortjenesten"] == "Mangler rapportering for 2018."
    assert reasons["Nord-Troms brannvesen"].startswith("4239145,00 kr er ikke fordelt")
    assert "staten" in reasons["Veterinærvaktordninga i Nord-Troms"]
    assert "i kroner" in reasons["HoppIdé del A, grunnskole"]


def test_kroner_per_inhabitant_are_shown_on_demand(reader: Reader, main: Path) -> None:
    assert PER not in reader.page("Fordeling", time=2018).words
    page = reader.page("Fordeling", time=2018, per="innbygger")
    found = page.table(PER)
    shared = books(main).shared
    assert shared is not None
    names = {m.name for m in shared.agreement.municipalities.values()}
    assert found["Innbyggere"].keys() == names
    for title, amounts in expected(main).items():
        for payer, amount in amounts.items():
            if payer in names:
                each = amount / int(found["Innbyggere"][payer])
                rounded = each.quantize(Decimal("0.01"), ROUND_HALF_UP)
                assert found[title][payer] == said(rounded)
    assert found["Innbyggere"]["Nordreisa"] == "4944"
    assert "Folketallet er per 01.01.2018" in page.words
    assert "SSB tabell 07459" in page.words


@pytest.mark.parametrize(
    ("asks", "count"),
    [
        ({"account": "Assets:Fordringer:Nordreisa"}, 22),
        ({"filter": "#intern"}, 24),
        ({"filter": 'kommune:"^Nordreisa$"'}, 22),
    ],
)
def test_a_filter_that_hides_shares_says_so_and_raises_no_alarm(
    reader: Reader, main: Path, asks: dict[str, str], count: int
) -> None:
    page = reader.page("Fordeling", time=2018, **asks)
    found = page.table(SHARES)
    assert f"Filteret skjuler {count} andeler" in page.words
    assert all(row["Differanse"] == "" for row in found.values())
    shown = [
        (title, payer, amount)
        for title, amounts in expected(main).items()
        for payer, amount in amounts.items()
        if found.get(title, {}).get(payer)
    ]
    assert len(shown) == sum(map(len, expected(main).values())) - count
    total = sum((amount for *_, amount in shown), Decimal(0))
    assert found["Sum"]["Sum andeler"] == said(total)
    every = [a for of in expected(main).values() for a in of.values()]
    hidden = show(sum(every, Decimal(0)) - total, "nb").replace(NBSP, " ")
    assert f"{count} andeler på til sammen {hidden} kr." in page.words


def test_a_cooperation_that_is_wholly_hidden_is_told_of(reader: Reader) -> None:
    page = reader.page("Fordeling", time=2018, account="IKT")
    assert page.table(SHARES).keys() == {IKT, "Sum"}
    reasons = dict(page.rows(WITHOUT)[1:])
    assert reasons["Innkjøpssamarbeidet"] == "Filteret skjuler andelene."


@pytest.mark.parametrize(
    ("asks", "says"),
    [
        ({"time": "2017"}, "Ingenting er fordelt i 2017. År med tall: 2018."),
        (
            {"time": "2018-01 - 2018-06"},
            "Ingenting er fordelt i 2018-01 - 2018-06. År med tall: 2018.",
        ),
        ({"time": "i fjor"}, "Filteret kan ikke leses"),
        ({"filter": 'kommune:"('}, "Filteret kan ikke leses"),
        (
            {"filter": "#finnesikke"},
            "Filteret skjuler alle andelene i 2018 (27).",
        ),
        ({"time": HOSTILE}, "Filteret kan ikke leses"),
        ({"filter": HOSTILE}, "Filteret"),
    ],
)
def test_what_cannot_be_shown_is_said_in_the_frame(
    reader: Reader, asks: dict[str, str], says: str
) -> None:
    page = reader.page("Fordeling", **asks)
    assert page.status == 200
    assert says in page.words
    assert not page.tree.xpath(".//script")
    assert not page.tree.xpath(".//table")


@pytest.mark.parametrize("name", ["per", "kommune", "samarbeid", "noe"])
def test_other_hostile_arguments_change_nothing(reader: Reader, name: str) -> None:
    page = reader.page("Fordeling", **{name: HOSTILE})
    assert not page.tree.xpath(".//script")
    assert page.table(SHARES)[IKT]["Nordreisa"] == "865709,61"


def test_several_years_are_added_and_lead_to_what_they_are_the_sum_of(
    two_years: Reader,
) -> None:
    """50 + 25 kr in 2018 and 40 kr in 2019 for each of two."""
    page = two_years.page("Fordeling", time="2018 - 2019")
    found = page.table(SHARES)
    row = {"Kåfjord": "115,00", "Lyngen": "115,00"}
    control = {"Sum andeler": "230,00", "Fordelt kostnad": "230,00"}
    assert found["IKT-samarbeidet"] == {**row, **control, "Differanse": "0,00"}
    links = page.links(SHARES)
    assert links["IKT-samarbeidet", "Lyngen"] == Link(
        "account/Assets:Fordringer:Lyngen:IKT", {"time": "2018 - 2019"}
    )
    assert links["IKT-samarbeidet", "Samarbeid"] == Link(
        "journal", {"filter": "^fordeling-2018-ikt, ^fordeling-2019-ikt"}
    )
    assert links["", "Lyngen"].asks == {"kommune": "lyngen", "time": "2019"}


@pytest.mark.parametrize(
    ("time", "amount"),
    [
        ("2018-01 - 2018-06", "50,00"),
        ("2018-07 - 2018-12", "25,00"),
        ("2018", "75,00"),
        ("2019-01 - 2019-06", "40,00"),
    ],
)
def test_a_part_of_a_year_has_its_own_control(
    two_years: Reader, time: str, amount: str
) -> None:
    page = two_years.page("Fordeling", time=time)
    row = page.table(SHARES)["IKT-samarbeidet"]
    assert row["Lyngen"] == amount
    assert row["Fordelt kostnad"] == row["Sum andeler"]
    assert row["Differanse"] == "0,00"


def test_the_reasons_are_those_of_the_period(two_years: Reader) -> None:
    page = two_years.page("Fordeling", time="2018-01 - 2018-06")
    assert dict(page.rows(WITHOUT)[1:]) == {
        "Ungdomsprosjektet": "Avregnes 31.12.2018, som er utenfor perioden.",
        "Vaktordningen": "Avtalen gjelder ikke i perioden.",
    }
    page = two_years.page("Fordeling", time="2018")
    assert dict(page.rows(WITHOUT)[1:]) == {
        "Ungdomsprosjektet": "Inntektene dekker kostnaden.",
        "Vaktordningen": "Avtalen gjelder ikke i perioden.",
    }


def test_a_share_that_is_lost_from_the_books_raises_the_alarm(
    two_years: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control compares with the settlement, so a sum alone cannot hide a loss."""
    ledger: Any = two_years.app.config["LEDGERS"][two_years.slug]
    lost = [e for e in ledger.all_entries if e.meta.get("periode") != "2018-H2"]
    monkeypatch.setattr(ledger, "all_entries", lost)
    ledger.get_filtered.cache_clear()
    page = two_years.page("Fordeling", time="2018")
    ledger.get_filtered.cache_clear()
    row = page.table(SHARES)["IKT-samarbeidet"]
    assert row["Sum andeler"] == "100,00"
    assert row["Fordelt kostnad"] == "150,00"
    assert row["Differanse"] == "50,00"


def test_a_municipality_sees_only_its_own(two_years: Reader) -> None:
    """Its shares add up to nothing, so no control is shown that could only fail."""
    ledger: Any = two_years.app.config["LEDGERS"][two_years.slug]
    own = reader_as(Path(ledger.beancount_file_path), "lyngen", "Lyngen")
    page = own.page("Fordeling", time="2018")
    assert page.rows(SHARES)[0] == ["Samarbeid", "Lyngen"]
    assert "Kåfjord" not in page.words
    assert "viser dine egne andeler" in page.words


def test_files_hold_what_the_screen_shows(reader: Reader) -> None:
    asks: dict[str, Any] = {
        "time": "2018",
        "per": "innbygger",
        "filter": "#fordeling",
        "account": "Fordringer",
    }
    page = reader.page("Fordeling", **asks)
    rows = [row for caption in (SHARES, PER, WITHOUT) for row in page.rows(caption)]
    written = reader.csv("Fordeling", **asks)
    heading = ["Fordeling 2018", "Periode: 2018", "Konto: Fordringer"]
    assert [[line] for line in [*heading, "Filter: #fordeling"]] == [
        written[0],
        *written[2:5],
    ]
    plain = [[cell.replace(NBSP, "") for cell in row] for row in written]
    assert [row for row in plain if len(row) > 1] == rows
    sheets = reader.xlsx("Fordeling", **asks)
    in_sheets = [
        [_number(cell) for cell in row] for sheet in sheets for row in sheet[6:]
    ]
    assert [r for r in in_sheets if r[0] is not None and any(r[1:])] == [
        [_number(cell) for cell in row] for row in rows
    ]
    assert [row[0] for row in sheets[0][:5]] == [row[0] for row in written[:5]]
    text = reader.pdf("Fordeling", **asks)
    for line in ["Fordeling 2018", "Periode: 2018", "Filter: #fordeling"]:
        assert line in text
    figures = {show(Decimal(c.replace(",", ".")), "nb") for c in _figures(rows)}
    assert len(figures) > 50
    assert not [f for f in figures if f.replace(NBSP, " ") not in text]


def _number(cell: object) -> object:
    """A cell of a spreadsheet, or the text of one, as it can be compared."""
    if cell in {None, ""}:
        return None
    if isinstance(cell, int | float):
        return Decimal(str(cell)).normalize()
    text = str(cell).replace(NBSP, "")
    try:
        return Decimal(text.replace(",", ".")).normalize()
    except ArithmeticError:
        return text


def _figures(rows: list[list[str]]) -> list[str]:
    return [
        c for row in rows for c in row[1:] if c.replace(",", "").isdigit() and "," in c
    ]


def test_readers_of_read_only_books_see_the_same(reader: Reader, main: Path) -> None:
    page = reader_of(main, read_only=True).page("Fordeling", time=2018)
    assert page.rows(SHARES) == reader.page("Fordeling", time=2018).rows(SHARES)


def test_the_plot_shows_who_pays_what_and_fits_wide_and_narrow(reader: Reader) -> None:
    page = reader.page("Fordeling", time=2018)
    wide, narrow = page.tree.xpath(".//figure//*[local-name()='svg'][@role='img']")
    assert "Hvem betaler hva" in page.words
    assert wide.xpath("ancestor::div[1]/@class") == ["fb-wide"]
    assert narrow.xpath("ancestor::div[1]/@class") == ["fb-narrow"]
    for plot in (wide, narrow):
        told = plot.xpath("./*[local-name()='desc']")[0].text.replace(NBSP, " ")
        assert "Innkjøpssamarbeidet: Kvænangen 68 739,36, Nordreisa 154 058,32" in told
    names = {text.text.replace(NBSP, " ") for text in wide.xpath(".//*[@text-anchor]")}
    assert {"Nordreisa", "1 653 985,93"} <= names, "its sum over the cooperations"
