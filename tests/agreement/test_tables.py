"""What an agreement says is told once: by the same label in every face."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from casebook import LEDGERS
from fellesbok.agreement import tables
from fellesbok.agreement.statistic_tables import statistics_tables
from fellesbok.agreement.titles import NOT_STATED
from fellesbok.books import load_books
from fellesbok.claims import tables as of_claims
from fellesbok.cli import main as command
from fellesbok.lint import tables as of_findings
from fellesbok.sharing import tables as of_shares
from fellesbok.sharing.assumption_tables import assumptions_of_terms
from fellesbok.sharing.assumption_tables import assumptions_table
from fellesbok.tables.targets import SourceLine
from fellesbok.tables.values import Kind
from labels import assert_one_label_each
from loaded_books import books_in
from pagebook import copy_of_books
from pagebook import copy_of_case
from pagebook import in_english
from pagebook import reader_of
from pagebook import with_pages
from places import HOUSE
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.shared import Shared
    from fellesbok.tables.values import Table

CENTRES = LEDGERS / "a-cost-centre-has-another-key-and-other-participants"
STATISTIC = LEDGERS / "a-corrected-statistic-of-a-closed-year-is-a-correction"
POPULATION = """\
municipality,date,value
kafjord,2018-01-01,2132
lyngen,2018-01-01,2868
"""


@pytest.fixture(scope="module")
def shared() -> Shared:
    """These agreements, and what was settled by them."""
    found = books_in(HOUSE).shared
    assert found is not None
    return found


@pytest.fixture(scope="module")
def years(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first two years of a cooperation whose host changes in the second."""
    folder = tmp_path_factory.mktemp("years") / "books"
    shutil.copytree(MADE / "three_years", folder)
    main = folder / "ledger" / "main.beancount"
    shutil.copy(MADE / "three_years_later" / "2022.beancount", main.parent)
    text = main.read_text(encoding="utf-8")
    main.write_text(f'{text}\ninclude "2022.beancount"\n', encoding="utf-8")
    return with_pages(main)


def every_table(shared: Shared) -> list[Table]:
    agreement = shared.agreement
    found = [tables.overview_table(agreement)]
    for cooperation in agreement.cooperations.values():
        found += [
            tables.terms_table(cooperation, agreement),
            *tables.centres_table(cooperation, agreement),
            *assumptions_table(
                assumptions_of_terms(cooperation),
                cooperation,
                shared.readings,
                sees_all=True,
            ),
        ]
    used = (p.evaluation for r in shared.results for p in r.periods[-1].pots)
    return [*found, *statistics_tables(used, agreement)]


def test_every_column_has_a_name_and_a_name_has_one_label(shared: Shared) -> None:
    of_centres = load_books(CENTRES / "source.beancount").shared
    assert of_centres is not None
    made = [*every_table(shared), *every_table(of_centres)]
    assert {t.name for t in made} >= {"avtaler", "vilkaar", "ansvar", "antakelser"}
    assert any(table.name.startswith("statistikk-") for table in made)
    assert_one_label_each(made)


def test_columns_of_other_subjects_are_these() -> None:
    assert of_claims.COLUMNS["host"] is tables.HOST
    assert of_claims.COLUMNS["payer"] is of_shares.PAYER is tables.PAYER
    assert of_shares.KEY is tables.KEY
    of_claim = of_claims.COLUMNS["cooperation"]
    same = {of_claim, of_shares.COOPERATION, of_findings.COOPERATION}
    assert same == {tables.COOPERATION}


def test_terms_that_go_on_have_no_last_day_and_what_is_unknown_says_so(
    shared: Shared,
) -> None:
    ikt = shared.agreement.cooperations["ikt"]
    table = tables.terms_table(ikt, shared.agreement)
    (line,) = table.lines
    cells = {c.name: cell for c, cell in zip(table.columns, line.cells, strict=True)}
    assert cells["last_day"].value is None
    assert cells["host"].value == cells["decision"].value == NOT_STATED
    (version,) = ikt.versions
    place = SourceLine(version.place.path, version.place.line)
    assert cells["first_day"].leads_to == cells["source"].leads_to == place
    assert tables.FIRST_DAY.kind is tables.LAST_DAY.kind is Kind.DAY


def test_the_host_has_one_label_in_page_file_report_and_explanation(
    years: Path, tmp_path: Path
) -> None:
    """Austvik is host until the middle of 2022, and then Vestvik."""
    head, *rows = reader_of(years).page("Avtaler", samarbeid="ikt").rows("Vilkår")
    hosts = [row[head.index("Vertskommune")] for row in rows]
    assert hosts[:3] == ["Austvik", "Austvik", "Vestvik"]
    written = reader_of(years).csv("Avtaler", samarbeid="ikt")
    head = next(row for row in written if "Vertskommune" in row)
    told = dict(zip(head, written[written.index(head) + 1], strict=True))
    assert told["Vertskommune"] == "Austvik"
    assert (told["Fra"], told["Til"]) == ("2021-01-01", "2021-06-30")

    books = ["--books", str(years.parents[1])]
    asked = ["explain", "ikt", "nordvik", "--year", "2022", *books]
    said = CliRunner().invoke(command, asked).output
    assert "Vertskommune til og med 30.06.2022: Austvik" in said
    assert "Vertskommune: Vestvik" in said

    path = tmp_path / "rapport.md"
    asked = ["report", "2022", "--format", "md", "--output", str(path), *books]
    assert CliRunner().invoke(command, asked).exit_code == 0
    facts = path.read_text(encoding="utf-8")
    assert "Vertskommune" in facts
    assert "Austvik 01.01.2022–30.06.2022" in facts


def test_the_time_line_is_said_in_the_language_of_the_page(tmp_path: Path) -> None:
    reader = reader_of(in_english(copy_of_books(tmp_path)))
    path = f"/{reader.slug}/extension/Avtaler/?samarbeid=ikt"
    page = reader.client.get(path, headers={"Accept-Language": "en"})
    assert "Key: 1 January 2018– 40/60" in page.text
    assert "Host: 1 January 2018– not stated" in page.text


# Statistics ---------------------------------------------------------------------------


def test_a_statistic_leads_to_its_file_whatever_that_is_called(tmp_path: Path) -> None:
    main = copy_of_case(STATISTIC, tmp_path / "books")
    rules = main.parent / "rules.yaml"
    before, after = rules.read_text(encoding="utf-8").split("    values:\n")
    rest = after[after.index("cooperations:") :]
    rules.write_text(f"{before}    file: folketall.csv\n{rest}", encoding="utf-8")
    path = main.parent / "folketall.csv"
    path.write_text(POPULATION, encoding="utf-8")
    page = reader_of(main).page("Avtaler", samarbeid="ikt")
    rows = page.table("Folketall 1. januar per 01.01.2018")
    assert rows["Lyngen"] == {"innbyggere": "2868", "Kilde": "SSB tabell 07459"}
    assert rows["Sum"]["innbyggere"] == "5000"
    *_, statistic = reader_of(main).xlsx("Avtaler", samarbeid="ikt")
    assert statistic[-1][:2] == ["Sum", 5000], "a number that can be added"
    link = page.links("Folketall")["Lyngen", "innbyggere"]
    assert (link.path, link.asks["file_path"]) == ("editor", str(path))


def test_a_statistic_that_stands_in_the_rules_leads_there(tmp_path: Path) -> None:
    main = copy_of_case(STATISTIC, tmp_path / "books")
    rules = main.parent / "rules.yaml"
    page = reader_of(main).page("Avtaler", samarbeid="ikt")
    link = page.links("Folketall")["Kåfjord", "Kilde"]
    assert link.asks == {"file_path": str(rules), "line": "7"}
    assert rules.read_text(encoding="utf-8").splitlines()[6] == "  population:"
