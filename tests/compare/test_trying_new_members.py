"""What a municipality costs each that joins, though the books do not know it yet.

IKT shares 1 000 kr between Nordvik (5 000 inhabitants), Midvik (3 000) and Sørvik
(2 000).  With Østvik (2 500) it is 400, 240, 160 and 200 kr.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from claimbook import cost
from compared_books import EQUAL
from compared_books import POPULATION
from compared_books import compared_books
from compared_books import seen_by_sorvik
from compared_books import source
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.proposed_change import proposed_vouchers
from fellesbok.compare.trying import compare
from pagebook import reader_of
from pagebook import with_pages

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder
    from fellesbok.compare.proposed_change import Change
    from fellesbok.compare.records import Comparison

OSTVIK = """\
municipalities:
  ostvik: {name: Østvik, organisation_number: "312000008", numbers: []}
"""
JOINS = f"""\
{OSTVIK}cooperations:
  ikt:
    versions:
      - from: 2018-01-01
        participants: [midvik, nordvik, ostvik, sorvik]
"""
FIGURE = "population:ostvik=2500@2018-01-01"
VALUES = """\
statistics:
  population:
    values:
      - {municipality: ostvik, date: 2018-01-01, value: 2500}
"""
WITH_OSTVIK = {
    "nordvik": "-100.00",
    "midvik": "-60.00",
    "ostvik": "200.00",
    "sorvik": "-40.00",
}


@pytest.fixture
def books(tmp_path: Path) -> Folder:
    return compared_books(tmp_path / "bok", 'option "title" "Vika"')


def proposal(text: str) -> Change:
    return proposed_text(text, "forslag.yaml")


def figures(*written: str) -> tuple[Change, ...]:
    found, faults = proposed_figures(written)
    assert not faults
    return found


def tried(books: Folder, *changes: Change) -> Comparison:
    here = source(books)
    return compare(here, here, changes)


def differences(found: Comparison) -> dict[str, str]:
    return {e.payer: str(e.difference) for e in found.different}


@pytest.mark.parametrize("called", ["ostvik", "Østvik"])
def test_a_figure_is_of_a_municipality_that_a_proposal_brings_in(
    books: Folder, called: str
) -> None:
    found = tried(books, proposal(JOINS), *figures(FIGURE.replace("ostvik", called)))
    assert differences(found) == WITH_OSTVIK
    assert found.is_split_only
    assert found.changes[1] == (
        "Folketall 1. januar: Østvik 2\N{NO-BREAK SPACE}500 per 01.01.2018"
    )


LACKS = (
    "IKT-samarbeidet 2018 kan ikke fordeles: Statistikken «population» mangler tall for"
    " Østvik per 01.01.2018."
)


def test_neither_can_be_tried_alone_and_the_reason_is_told(books: Folder) -> None:
    found = tried(books, proposal(JOINS), *figures(FIGURE))
    assert {(e.alone, e.interaction) for e in found.different} == {((None, None), None)}
    first, last = [note for note in found.notes if "prøves alene" in note]
    assert first == f"Endring 1 kan ikke prøves alene: {LACKS}"
    assert last == (
        "Endring 2 kan ikke prøves alene: Ukjent kommune «ostvik». Kjente kommuner:"
        " midvik, nordvik, sorvik, utvik."
    )
    # What one lacks of the other is no fault of both together.
    assert not [fault for fault in found.faults if fault.message == LACKS]


def test_without_a_figure_the_year_is_not_known_and_it_is_told_which_is_needed(
    books: Folder,
) -> None:
    """And nothing of balances, which are of the books as they are."""
    books.add("\n2019-01-01 balance Assets:Bank -1400.00 NOK\n")
    found = tried(books, proposal(JOINS))
    assert {(e.payer, e.difference) for e in found.different} == {
        ("nordvik", None),
        ("midvik", None),
        ("sorvik", None),
    }
    assert [(of.cooperation, of.year) for of in found.lacking] == [("ikt", 2018)]
    assert [fault.message for fault in found.faults] == [LACKS]


def test_figures_are_asked_for_by_the_years_that_are_shared(books: Folder) -> None:
    """The others have figures of 2017 and 2019 too, in which nothing is shared."""
    path = books.path / "ledger" / "population.csv"
    heading, *rows = path.read_text(encoding="utf-8").splitlines()
    more = [row.replace("2018", year) for year in ("2017", "2019") for row in rows]
    path.write_text("\n".join([heading, *rows, *more, ""]), encoding="utf-8")
    found = tried(books, proposal(JOINS), *figures(FIGURE))
    assert differences(found) == WITH_OSTVIK


@pytest.mark.parametrize("as_written", [False, True])
def test_a_proposal_has_figures_beside_those_of_the_books(
    books: Folder, *, as_written: bool
) -> None:
    """Whether the books read the statistic from a file or have it in the agreements."""
    if as_written:
        path = books.path / "allocation_rules.yaml"
        rows = "".join(
            f"      - {{municipality: {slug}, date: 2018-01-01, value: {value}}}\n"
            for slug, value in (("nordvik", 5000), ("midvik", 3000), ("sorvik", 2000))
        )
        text = path.read_text(encoding="utf-8")
        text = text.replace("file: ledger/population.csv\n", f"values:\n{rows}")
        path.write_text(text, encoding="utf-8")
    assert differences(tried(books, proposal(JOINS + VALUES))) == WITH_OSTVIK


def test_a_figure_of_a_proposal_takes_the_place_of_that_of_the_day(
    books: Folder,
) -> None:
    text = VALUES.replace("ostvik", "nordvik").replace("2500", "6000")
    assert differences(tried(books, proposal(text))) == {
        "nordvik": "45.45",
        "midvik": "-27.27",
        "sorvik": "-18.18",
    }


def test_a_figure_is_of_a_statistic_that_a_proposal_brings_in(books: Folder) -> None:
    values = VALUES.splitlines()[3]
    rows = "\n".join(
        values.replace("ostvik", slug).replace("2500", "1")
        for slug in ("midvik", "sorvik")
    )
    crew = f"""\
{EQUAL.replace("equal", "{statistic: crew, date: 2018-01-01}")}\
statistics:
  crew:
    title: Mannskap
    unit: mann
    source: Forslaget
    values:
{rows}
"""
    found = tried(books, proposal(crew), *figures("crew:nordvik=3@2018-01-01"))
    # 1 000 kr by 3 : 1 : 1, where it was 5 : 3 : 2.
    assert differences(found) == {"nordvik": "100.00", "midvik": "-100.00"}


@pytest.mark.parametrize("called", ["nordvik", "Nordvik"])
def test_a_figure_that_a_proposal_has_otherwise_is_asked_about(
    books: Folder, called: str
) -> None:
    """The proposal says 6 000 in its line 4: neither takes the other's place unsaid."""
    text = VALUES.replace("ostvik", called).replace("2500", "6000")
    with pytest.raises(CannotCompareError) as error:
        tried(books, proposal(text), *figures("population:nordvik=7000@2018-01-01"))
    assert [str(fault) for fault in error.value.faults] == [
        (
            "forslag.yaml:4: Folketall 1. januar for Nordvik per 01.01.2018 prøves som"
            " 6\N{NBSP}000 her og som 7\N{NBSP}000 for seg, og bare én av dem kan"
            " gjelde. Prøv dem hver for seg."
        )
    ]
    of_another_day = figures("population:nordvik=7000@2019-01-01")
    assert tried(books, proposal(text), *of_another_day).different
    both = tried(books, proposal(text), *figures("population:nordvik=6000@2018-01-01"))
    assert differences(both) == {
        "nordvik": "45.45",
        "midvik": "-27.27",
        "sorvik": "-18.18",
    }


def test_a_figure_stands_over_a_file_that_a_proposal_names(books: Folder) -> None:
    """As values do: it is one figure more than what the file has."""
    path = books.path / "ledger" / "nye.csv"
    path.write_text(POPULATION.replace("5000", "1000"), encoding="utf-8")
    text = "statistics: {population: {file: ledger/nye.csv}}\n"
    found = tried(books, proposal(text), *figures("population:nordvik=6000@2018-01-01"))
    assert differences(found)["nordvik"] == "45.45"


def test_what_nobody_knows_is_told_once_with_what_is_known(books: Folder) -> None:
    changes = figures(
        "population:vestvik=1@2018-01-01",
        "population:Vestvik=1@2019-01-01",
        "people:midvik=1@2018-01-01",
        "population:sørvik=1@2018-01-01",
        "population:sorvik=2@2018-01-01",
    )
    with pytest.raises(CannotCompareError) as error:
        tried(books, proposal(JOINS), *changes)
    said = str(error.value.text)
    known = "midvik, nordvik, ostvik, sorvik, utvik"
    assert said.count(f"Kjente kommuner: {known}.") == 1
    assert "Ukjent statistikk «people». Kjente: population." in said
    assert "«population:sorvik@2018-01-01»: tallet står to ganger." in said
    assert not error.value.faults


def test_the_command_and_the_page_say_the_same(books: Folder, tmp_path: Path) -> None:
    path = tmp_path / "forslag.yaml"
    path.write_text(JOINS, encoding="utf-8")
    done = books.run("compare", "--with", str(path), "--statistic", FIGURE)
    assert done.exit_code == 0, done.output
    assert "Østvik betaler 200,00 kr mer." in done.output.replace("\xa0", " ")
    main = books.path / "ledger" / "main.beancount"
    with_pages(main)
    page = reader_of(main).page("Virkning", forslag=JOINS, tall=FIGURE)
    assert "Østvik betaler 200,00 kr mer." in page.words
    assert "Endring 2 kan ikke prøves alene: Ukjent kommune «ostvik»." in page.words
    wrong = FIGURE.replace("ostvik", "vestvik")
    page = reader_of(main).page("Virkning", forslag=JOINS, tall=f"{wrong} tull")
    assert "«tull» kan ikke leses." in page.words
    assert "Ukjent kommune «vestvik»." in page.words


def test_a_member_sees_what_one_that_joins_does_to_it(books: Folder) -> None:
    """The figures stand in the proposal that is laid out."""
    own = seen_by_sorvik(books, JOINS + VALUES)
    assert "Sørvik betaler 40,00 kr mindre" in own
    assert "Østvik" not in own


def test_the_coming_year_has_the_figure_that_is_tried(books: Folder) -> None:
    books.add('\n2019-01-01 custom "budget" Expenses:IKT "yearly" 2000.00 NOK\n')
    here = source(books)
    changes = [proposal(JOINS), *figures(FIGURE)]
    found = compare(here, here, changes, TriedOn.COMING)
    assert {e.payer: str(e.after) for e in found.effects if e.year == 2019} == {
        "nordvik": "800.00",
        "midvik": "480.00",
        "ostvik": "400.00",
        "sorvik": "320.00",
    }


NEW = """\
cooperations:
  brann:
    title: Brannvesenet
    account: Brann
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2018-01-01
        participants: [midvik, nordvik]
        host: nordvik
        key: equal
        basis: net
        settlement: year
        surplus: return_to_participants
        decision: not_stated
        source: Forslaget
"""
VOUCHER = "2018-01-01 open Expenses:Brann\n" + cost("2018-06-01", "100.00", "Brann")


def test_a_new_cooperation_is_tried_though_no_account_is_open_yet(
    books: Folder, tmp_path: Path
) -> None:
    path = tmp_path / "bilag.beancount"
    path.write_text(VOUCHER, encoding="utf-8")
    found = tried(books, proposal(NEW), proposed_vouchers(path))
    assert differences(found) == {"nordvik": "50.00", "midvik": "50.00"}
    told = [fault for fault in found.faults if "er ikke åpen" in fault.message]
    assert {(fault.path, fault.line) for fault in told} == {("forslag.yaml", 2)}
    assert [
        "open Assets:Fordringer:Midvik:Brann NOK" in fault.message for fault in told
    ].count(True) == 1


def test_an_account_that_a_voucher_needs_must_be_open(
    books: Folder, tmp_path: Path
) -> None:
    path = tmp_path / "bilag.beancount"
    path.write_text(VOUCHER.partition("\n")[2], encoding="utf-8")
    with pytest.raises(CannotCompareError) as error:
        tried(books, proposal(NEW), proposed_vouchers(path))
    assert {fault.path for fault in error.value.faults} == {str(path)}


def test_what_must_be_there_before_it_is_adopted_is_told(books: Folder) -> None:
    """2019 has figures of the others, so that `check` asks for Østvik's too."""
    csv = books.path / "ledger" / "population.csv"
    of_2019 = POPULATION.replace("2018", "2019").partition("\n")[2]
    csv.write_text(POPULATION + of_2019, encoding="utf-8")
    found = tried(books, proposal(JOINS + VALUES))
    assert {e.payer: str(e.difference) for e in found.different} == WITH_OSTVIK
    line = books.path.joinpath("allocation_rules.yaml").read_text().splitlines()
    number = next(n for n, text in enumerate(line, 1) if "key: {statistic" in text)
    (told,) = [note for note in found.notes if "vedtas" in note]
    assert told == (
        "Slik det prøves, kan det ikke vedtas ennå: «fellesbok check» godtar ikke"
        f" avtalene (1 feil). allocation_rules.yaml:{number}: Statistikken «population»"
        " mangler tall per 01.01.2019 for Østvik."
    )
    more = VALUES + "      - {municipality: ostvik, date: 2019-01-01, value: 2500}\n"
    whole = tried(books, proposal(JOINS + more))
    assert not [note for note in whole.notes if "vedtas" in note]
