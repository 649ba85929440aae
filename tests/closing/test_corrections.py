"""What comes to a closed year is carried forward, to the øre, and told everywhere."""

from __future__ import annotations

import shutil
from collections import defaultdict
from dataclasses import dataclass
from dataclasses import fields
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount.core import data
from beancount.parser import printer
from hypothesis import Phase
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from casebook import LEDGERS
from casebook import entries_text
from casebook import generated_entries
from casebook import load
from casebook import load_case
from closed_books import LATE
from closed_books import books as books  # noqa: PLC0414 -- a fixture
from closed_books import run
from closed_books import shared
from contra_books import COST
from contra_books import GRANT
from contra_books import books as books_of_two
from contra_books import rules as rules_of_two
from contra_books import voucher
from deep import examples
from explained import explained
from fellesbok.claims.open_items import open_items
from fellesbok.closing.writing import CannotCloseError
from fellesbok.closing.writing import close_year
from fellesbok.entries import vocabulary
from fellesbok.lint import lint
from fellesbok.questions.query_tables import TABLES
from fellesbok.sharing import statement
from fellesbok.sharing.for_programs import corrections as correction_rows
from fellesbok.viewpoint.part import sight
from pagebook import copy_of_case
from pagebook import reader_as
from pagebook import reader_of

if TYPE_CHECKING:
    from beancount.core.data import Directive

    from casebook import Loaded


STATISTIC = LEDGERS / "a-corrected-statistic-of-a-closed-year-is-a-correction"


def balances(loaded: Loaded) -> dict[str, Decimal]:
    """What the plugin has posted on each account, in all years together."""
    sums: dict[str, Decimal] = defaultdict(Decimal)
    for entry in generated_entries(loaded):
        for posting in getattr(entry, "postings", ()):
            units: Any = posting.units
            sums[posting.account] += units.number
    return {account: amount for account, amount in sums.items() if amount}


def test_a_late_voucher_and_a_figure_in_the_2018_books(books: Path) -> None:
    """What was fixed and what is corrected is what open books would give now."""
    closed, still_open = books, books / "open"
    shutil.copytree(books / "ledger", still_open / "ledger")
    shutil.copy(books / "allocation_rules.yaml", still_open)
    run("close", "2018", "--books", str(closed), "--yes")
    fixed = statement.shares(load(closed / "ledger" / "main.beancount").entries)
    for folder in (closed, still_open):
        with (folder / "ledger" / "2018" / "ikt.beancount").open("a") as file:
            file.write(
                '\n2018-11-30 * "Sent bilag"\n  bilag: "2018-0099"\n'
                "  Expenses:IKT:Ansvar-155 30000.01 NOK\n"
                "  Liabilities:Utlegg:Ikke-oppgitt -30000.01 NOK\n"
            )
        people = folder / "ledger" / "statistics" / "population.csv"
        written = people.read_text(encoding="utf-8")
        people.write_text(
            written.replace("2018-01-01,2925,", "2018-01-01,2930,"), encoding="utf-8"
        )
        control = folder / "ledger" / "2018" / "kontroll.beancount"
        control.write_text("", encoding="utf-8")
    after = load(closed / "ledger" / "main.beancount")
    fresh = load(still_open / "ledger" / "main.beancount")
    assert statement.shares(after.entries) == fixed
    assert balances(after) == balances(fresh)
    reasons = {c.cooperation: c.reason for c in statement.corrections(after.entries)}
    figure = "er endret fra «2925» til «2930»"
    assert reasons.keys() == {"IKT", "Innkjøp"}
    assert all(figure in reason for reason in reasons.values())
    report = closed / "rapport.md"
    for year in ("2018", "2019"):
        options = ("--books", str(closed), "--format", "md", "--output", str(report))
        code, said = run("report", year, *options)
        assert code == 0, said
        assert "bilag 2018-0099" in report.read_text(encoding="utf-8")
    assert "bilag 2018-0099 av 30.11.2018" in reasons["IKT"]
    assert "2018-0099" not in reasons["Innkjøp"]


MEMBERS = ("Kåfjord", "Lyngen", "Skjervøy")
RULES = """\
region: Nord-Troms
currency: NOK
municipalities:
  kafjord:
    name: Kåfjord
    organisation_number: "940363586"
    numbers: [{{number: "1940"}}]
  lyngen:
    name: Lyngen
    organisation_number: "840014932"
    numbers: [{{number: "1938"}}]
  skjervoy:
    name: Skjervøy
    organisation_number: "941812716"
    numbers: [{{number: "1941"}}]
statistics:
  population:
    title: Folketall
    unit: innbyggere
    source: SSB
    values:
{values}
keys:
  forty-sixty:
    title: "40/60"
    key:
      parts:
        - {{weight: 40 %, key: equal}}
        - {{weight: 60 %, key: {{statistic: population, date: accounting_year}}}}
cooperations:
  ikt:
    title: IKT
    account: IKT
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2018-01-01
        participants: [kafjord, lyngen, skjervoy]
        host: kafjord
        key: {key}
        basis: net
        settlement: {settlement}
        surplus: {surplus}
        decision: not_stated
        source: Avtalen
"""
KEYS = (
    "equal",
    "forty-sixty",
    '{amounts: {kafjord: "100", lyngen: "50", skjervoy: "33.33"}, per: year}',
)


@dataclass(frozen=True)
class Made:
    """Random books: vouchers of two years, and what the agreement says."""

    vouchers: tuple[tuple[date, int, bool], ...]
    people: tuple[int, int, int]
    key: str
    settlement: str
    surplus: str
    closed: tuple[str, ...] = ()

    def write(self, folder: Path) -> Path:
        """The books as files."""
        values = "\n".join(
            f"      - {{municipality: {slug}, date: {year}-01-01, value: {number}}}"
            for year in (2018, 2019, 2020)
            for slug, number in zip(
                ("kafjord", "lyngen", "skjervoy"), self.people, strict=True
            )
        )
        rules = RULES.format(
            values=values,
            key=self.key,
            settlement=self.settlement,
            surplus=self.surplus,
        )
        (folder / "rules.yaml").write_text(rules, encoding="utf-8")
        lines = ['plugin "fellesbok.plugin" "rules.yaml"']
        lines += [f"2018-01-01 open {account} NOK" for account in _accounts()]
        for number, (day, ore, is_cost) in enumerate(self.vouchers):
            account = "Expenses:IKT" if is_cost else "Income:IKT:Tilskudd"
            amount = Decimal(ore if is_cost else -ore).scaleb(-2)
            lines.append(
                f'{day} * "Bilag"\n  bilag: "{day.year}-{number}"\n'
                f"  {account} {amount} NOK\n  Assets:Bank {-amount} NOK"
            )
        ledger = folder / "main.beancount"
        ledger.write_text("\n".join([*lines, *self.closed, ""]), encoding="utf-8")
        return ledger

    def close(self, folder: Path, year: int) -> Made:
        """The same books with a year closed."""
        loaded = load(self.write(folder))
        assert not loaded.errors
        last = date(year, 12, 31)
        try:
            found = close_year(loaded.entries, shared(loaded), year, last)
        except CannotCloseError:
            return self
        texts = []
        for closing in found:
            for file, content in closing.files.items():
                (folder / file).write_bytes(content)
            texts += [printer.format_entry(entry) for entry in closing.directives]
        made = replace(self, closed=(*self.closed, *texts))
        after = load(made.write(folder))
        assert not after.errors
        assert entries_text(_transactions(after)) == entries_text(_transactions(loaded))
        return made


def _transactions(loaded: Loaded) -> list[Directive]:
    """What was generated, without findings: some end when all is closed."""
    return [e for e in generated_entries(loaded) if hasattr(e, "postings")]


def _accounts() -> list[str]:
    found = ["Expenses:IKT", "Income:IKT:Tilskudd", "Income:IKT:Fond", "Assets:Bank"]
    found += ["Income:IKT:Overskudd", "Liabilities:Tilskudd:IKT"]
    for name in MEMBERS:
        found += [
            f"Assets:Fordringer:{name}:IKT",
            f"Income:IKT:Kommuner:{name}",
            f"Liabilities:Fond:IKT:{name}",
        ]
    return found


VOUCHERS = st.lists(
    st.tuples(
        st.dates(date(2018, 1, 1), date(2019, 12, 31)),
        st.integers(-5_000, 100_000).filter(bool),
        st.booleans(),
    ),
    min_size=1,
    max_size=6,
)
ONE_A_YEAR = ((date(2018, 6, 1), 70001, True), (date(2019, 6, 1), 80001, True))
PEOPLE = st.tuples(*[st.integers(1, 5000)] * 3)


@settings(max_examples=examples(5), deadline=None, phases=[Phase.generate])
@given(
    st.builds(
        Made,
        VOUCHERS.map(tuple),
        PEOPLE,
        st.sampled_from(KEYS),
        st.sampled_from(["month", "quarter", "year"]),
        st.sampled_from(["fund", "return_to_participants", "owed_to_grantor"]),
    ),
    VOUCHERS,
    PEOPLE,
    VOUCHERS,
)
def test_what_is_fixed_and_corrected_is_what_the_years_give_now(
    made: Made,
    late: list[tuple[date, int, bool]],
    people: tuple[int, int, int],
    later: list[tuple[date, int, bool]],
) -> None:
    """Close, change, close the next year, change again: the sums are never off.

    Only the balances of receivables and funds are compared: they are what somebody
    owes or owns, and no amount of what was fixed may have moved.
    """
    with TemporaryDirectory() as name:
        folder = Path(name)
        made = replace(made, vouchers=(*made.vouchers, *ONE_A_YEAR)).close(folder, 2018)
        fixed = _fixed(folder, made)
        made = replace(made, vouchers=(*made.vouchers, *late), people=people)
        _assert_as_open(folder, made, fixed)
        made = made.close(folder, 2019)
        fixed = _fixed(folder, made)
        made = replace(made, vouchers=(*made.vouchers[1:], *later))
        _assert_as_open(folder, made, fixed)


def _fixed(folder: Path, made: Made) -> str:
    """What stands in closed years."""
    loaded = load(made.write(folder))
    years = {c.year for c in shared(loaded).closed}
    return entries_text(
        [entry for entry in _transactions(loaded) if entry.date.year in years]
    )


def _assert_as_open(folder: Path, made: Made, fixed: str) -> None:
    closed = load(made.write(folder))
    assert not closed.errors
    assert _fixed(folder, made) == fixed
    fresh = load(replace(made, closed=()).write(folder))
    assert balances(closed) == balances(fresh)


def test_the_reason_is_told_once_when_the_next_year_is_closed(tmp_path: Path) -> None:
    """Closing 2019 keeps the basis of 2018 as it was then."""
    made = Made(ONE_A_YEAR, (1000, 2000, 3000), "equal", "year", "fund")
    ledger = made.write(tmp_path)

    def late(number: str, ore: int) -> list[str]:
        amount = Decimal(ore).scaleb(-2)
        with ledger.open("a", encoding="utf-8") as file:
            file.write(
                f'\n2018-11-30 * "Sent"\n  bilag: "{number}"\n'
                f"  Expenses:IKT {amount} NOK\n  Assets:Bank {-amount} NOK\n"
            )
        loaded = load(ledger)
        assert not loaded.errors
        return [
            f"{c.period}: {c.reason}"
            for c in statement.corrections(loaded.entries)
            if c.municipality == "Lyngen"
        ]

    def close(year: str) -> None:
        code, said = run("close", year, "--books", str(ledger), "--yes")
        assert code == 0, said

    close("2018")
    first = "bilag {} av 30.11.2018, «Sent», {} kr på Expenses:IKT, er kommet til"
    told = [f"2019: {first.format('S-1', '30,00')}"]
    assert late("S-1", 3000) == told
    close("2019")
    assert statement.findings(load(ledger).entries) == []
    told.append(f"2020: {first.format('S-2', '60,00')}")
    assert late("S-2", 6000) == told


def close_and_add(folder: Path, vouchers: str, written: str, late: str) -> Loaded:
    """Books of Kåfjord and Lyngen with 2020 closed, and what comes after that."""
    assert not books_of_two(folder, vouchers, written).errors
    ledger = folder / "source.beancount"
    code, said = run("close", "2020", "--books", str(ledger), "--yes")
    assert code == 0, said
    with ledger.open("a", encoding="utf-8") as file:
        file.write(f"\n{late}")
    loaded = load(ledger)
    assert not loaded.errors
    return loaded


def test_a_surplus_of_nobody_is_corrected_in_the_name_of_the_cooperation(
    tmp_path: Path,
) -> None:
    """300 were left over, and nothing says whose they are; 100 more come after."""
    loaded = close_and_add(
        tmp_path,
        voucher("2020-03-01", f"{GRANT} -300.00 NOK"),
        rules_of_two(surplus="not_stated"),
        voucher("2020-12-01", f"{GRANT} -100.00 NOK"),
    )
    (correction,) = [e for e in generated_entries(loaded) if e.date.year == 2021]
    assert isinstance(correction, data.Transaction)
    assert correction.narration == "IKT 2021 – IKT: korreksjon for 2020"
    assert [(p.account, str(p.units)) for p in correction.postings] == [
        ("Income:IKT:Overskudd", "100.00 NOK"),
        ("Liabilities:Uavklart:IKT", "-100.00 NOK"),
    ]


def test_what_had_no_host_is_corrected_apart_from_what_had(tmp_path: Path) -> None:
    """Lyngen is host from July, nobody before; 10 come late for each half year."""
    written = rules_of_two(settlement="half_year")
    terms = written[written.index("      - from:") :]
    assert "host: kafjord" in terms
    loaded = close_and_add(
        tmp_path,
        voucher("2020-03-01", f"{COST} 100.00 NOK")
        + voucher("2020-09-01", f"{COST} 200.00 NOK"),
        written.replace("host: kafjord", "host: not_stated")
        + terms.replace("2020-01-01", "2020-07-01").replace("kafjord\n", "lyngen\n"),
        voucher("2020-06-01", f"{COST} 10.00 NOK")
        + voucher("2020-12-01", f"{COST} 10.00 NOK"),
    )
    assert [
        (c.municipality, str(c.before), str(c.after))
        for c in statement.corrections(loaded.entries)
    ] == [
        ("Kåfjord", "50.00", "55.00"),
        ("Kåfjord", "100.00", "105.00"),
        ("Lyngen", "50.00", "55.00"),
        ("Lyngen", "100.00", "105.00"),
    ]


def test_a_correction_says_before_after_and_why() -> None:
    found = statement.corrections(load_case(LATE).entries)
    assert [(c.municipality, c.before, c.amount, c.after) for c in found] == [
        ("Kåfjord", Decimal("50.00"), Decimal("15.00"), Decimal("65.00")),
        ("Lyngen", Decimal("50.00"), Decimal("15.00"), Decimal("65.00")),
    ]
    assert {(c.year, c.period, c.day) for c in found} == {
        (2018, "2019", date(2019, 12, 31))
    }
    assert statement.corrections(load_case(LATE).entries, 2018) == []


def test_the_late_voucher_is_linked_to_the_correction() -> None:
    behind = statement.vouchers(load_case(LATE).entries, "korreksjon-2018-ikt")
    assert [entry.meta["bilag"] for entry in behind] == ["2018-2"]


def test_open_items_hold_the_correction_apart() -> None:
    loaded = load_case(LATE)
    items = open_items(loaded.entries, shared(loaded).agreement)
    assert {(i.charged, i.corrected, i.outstanding) for i in items} == {
        (Decimal("50.00"), Decimal("15.00"), Decimal("65.00"))
    }


def test_the_explanation_says_what_was_fixed_what_it_is_now_and_why() -> None:
    loaded = load_case(LATE)
    found = explained(loaded, "IKT", "Lyngen", 2018)
    reason = (
        "bilag 2018-2 av 30.11.2018, «Sent bilag», 30,00 kr på Expenses:IKT, er kommet"
        " til"
    )
    [section] = [s for s in found.sections if s.title == "Avsluttet år"]
    assert [(str(row.label), int(row.amount_ore or 0)) for row in section.rows] == [
        ("Fastsatt da 2018 ble avsluttet", 5000),
        (f"Korreksjon i 2019: {reason}", 1500),
        ("Året nå", 6500),
    ]


def test_the_audit_tells_of_it_in_both_years() -> None:
    loaded = load_case(LATE)
    for year in (2018, 2019):
        [found] = [
            f
            for f in lint(loaded.entries, shared(loaded), year)
            if f.rule == "etter-avslutning"
        ]
        assert found.amount == Decimal("30.00")
        assert "bilag 2018-2" in found.text
        rules = {f.rule for f in lint(loaded.entries, shared(loaded), year)}
        assert "finansiering" not in rules  # told once


def test_a_table_of_corrections_can_be_asked() -> None:
    loaded = load_case(STATISTIC)
    rows = list(correction_rows(loaded.entries))
    [table] = [t for t in TABLES if t.name == "corrections"]
    assert all({*table.columns} == {f.name for f in fields(row)} for row in rows)
    assert [row.amount for row in rows] == [Decimal("-0.01"), Decimal("0.01")]


def test_a_municipality_sees_its_own_correction_alone() -> None:
    loaded = load_case(LATE)
    seen = sight(loaded.entries, shared(loaded), "lyngen")
    assert [c.municipality for c in statement.corrections(seen.entries)] == ["Lyngen"]
    [year] = seen.shared.closed
    assert [line.meta[vocabulary.MUNICIPALITY] for line in year.lines] == ["Lyngen"]
    fixed = [e for e in seen.entries if getattr(e, "type", "") == "fastsatt"]
    assert [entry.meta["kommune"] for entry in fixed] == ["Lyngen"]


def test_a_member_that_has_left_sees_its_correction(tmp_path: Path) -> None:
    shutil.copytree(LATE, tmp_path, dirs_exist_ok=True)
    rules = tmp_path / "rules.yaml"
    written = rules.read_text(encoding="utf-8")
    begins = written.index("      - from:")
    later = written[begins:].replace("2018-01-01", "2019-01-01")
    later = later.replace("[kafjord, lyngen]", "[kafjord]")
    first = written[begins:].replace("2018-01-01", "2018-01-01\n        to: 2018-12-31")
    rules.write_text(written[:begins] + first + later, encoding="utf-8")
    loaded = load(tmp_path / "source.beancount")
    assert not loaded.errors
    seen = sight(loaded.entries, shared(loaded), "lyngen")
    assert [c.municipality for c in statement.corrections(seen.entries)] == ["Lyngen"]


def test_what_has_come_is_said_in_the_findings() -> None:
    [note] = statement.findings(load_case(LATE).entries)
    assert note.meta[vocabulary.FINDING] == "endret etter avslutning"
    assert note.day == date(2018, 12, 31)


@pytest.fixture(scope="module")
def late_main(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The books with a late voucher, with our pages."""
    return copy_of_case(LATE, tmp_path_factory.mktemp("late") / "books")


def test_the_statement_shows_the_correction_apart(late_main: Path) -> None:
    shown = reader_of(late_main).page("Kommuneoppgave", kommune="lyngen", time="2019")
    rows = shown.rows("Andeler og betalinger")
    place = rows[0].index("Korreksjon")
    assert rows[1][place] == "15,00"
    assert rows[1][-1] == "65,00"


def test_the_distribution_of_a_closed_year_is_as_it_was_fixed(late_main: Path) -> None:
    shown = reader_of(late_main).page("Fordeling", time="2018")
    assert "100,00" in shown.rows("Andeler")[-1]
    assert "stemmer ikke" not in shown.words


def test_the_pages_tell_of_what_has_come(late_main: Path) -> None:
    reader = reader_of(late_main)
    assert "bilag 2018-2" in reader.page("Funn", time="2018").words
    asks = {"samarbeid": "ikt", "kommune": "lyngen", "time": "2018"}
    assert "Fastsatt da 2018 ble avsluttet" in reader.page("Forklaring", **asks).words


def test_a_municipality_that_is_signed_in_sees_its_own(late_main: Path) -> None:
    reader = reader_as(late_main, "lyngen", "Lyngen")
    shown = reader.page("Kommuneoppgave", time="2019")
    assert "15,00" in {
        cell for row in shown.rows("Andeler og betalinger") for cell in row
    }
    page = reader.page("Fordeling", time="2018")
    assert page.rows("Andeler per samarbeid og betaler, 2018, kroner")[1:] == [
        ["IKT-samarbeidet", "50,00"],
        ["Sum", "50,00"],
    ]
    for shown in (page, reader.page("Fordeling", time="2019")):
        (row,) = shown.rows("Korreksjoner av avsluttede år, kroner")[1:]
        assert row[:7] == [
            *("IKT-samarbeidet", "Lyngen", "2018", "2019"),
            *("50,00", "65,00", "15,00"),
        ]
