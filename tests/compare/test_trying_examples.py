"""An example of the agreement is of what it says now: it stops nothing that is tried.

IKT shares 1 000 kr by 5 : 3 : 2, and the agreement says so in an example.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from compared_books import EQUAL
from compared_books import FIGURE
from compared_books import compared_books
from compared_books import seen_by_sorvik
from compared_books import source
from fellesbok.compare.own_part import own_how
from fellesbok.compare.own_part import own_part
from fellesbok.compare.proposed_change import CannotCompareError
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.trying import compare
from pagebook import reader_of
from pagebook import with_pages

if TYPE_CHECKING:
    from pathlib import Path

    from claimbook import Folder
    from fellesbok.compare.proposed_change import Change
    from fellesbok.compare.records import Comparison

TERMS = "        source: Avtalen\n"
EXAMPLE = """\
        examples:
          - {cost: 1000, year: 2018, source: "§ 4", payers: {PAYERS}}
"""
AS_IT_IS = EXAMPLE.replace("PAYERS", "nordvik: 500, midvik: 300, sorvik: 200")


@pytest.fixture
def books(tmp_path: Path) -> Folder:
    made = compared_books(tmp_path / "bok", 'option "title" "Vika"')
    path = made.path / "allocation_rules.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace(TERMS, TERMS + AS_IT_IS, 1), encoding="utf-8")
    return made


def line_of(books: Folder) -> int:
    """The line of the example."""
    lines = (books.path / "allocation_rules.yaml").read_text(encoding="utf-8")
    return 1 + lines.splitlines().index(AS_IT_IS.splitlines()[1])


def tried(books: Folder, *changes: Change) -> Comparison:
    here = source(books)
    return compare(here, here, changes)


def told(found: Comparison) -> list[str]:
    """What is said of examples."""
    return [note for note in found.notes if "Eksempelet i avtalen" in note]


def test_another_key_is_tried_and_the_example_is_told(books: Folder) -> None:
    found = tried(books, proposed_text(EQUAL, "forslag.yaml"))
    assert {e.payer: str(e.difference) for e in found.different} == {
        "nordvik": "-166.67",
        "midvik": "33.34",
        "sorvik": "133.33",
    }
    said = [
        "Eksempelet i avtalen stemmer ikke med det som prøves,",
        "og må skrives om når det vedtas.",
        "Eksempelet sier 500,00 kr for Nordvik, men nøkkelen gir 333,33 kr.",
        "Eksempelet sier 300,00 kr for Midvik, men nøkkelen gir 333,34 kr.",
        "Eksempelet sier 200,00 kr for Sørvik, men nøkkelen gir 333,33 kr.",
    ]
    (note,) = told(found)
    assert note == f"allocation_rules.yaml:{line_of(books)}: {' '.join(said)}"


def test_another_figure_is_tried_and_the_example_is_told(books: Folder) -> None:
    figures, faults = proposed_figures([FIGURE])
    assert not faults
    (note,) = told(tried(books, *figures))
    assert "Eksempelet sier 500,00 kr for Nordvik, men nøkkelen gir 545,45 kr." in note


def test_an_example_without_those_who_leave_is_told(books: Folder) -> None:
    """It says that Sørvik pays, who takes no part in what is tried."""
    leaves = EQUAL.replace("key: equal", "participants: [midvik, nordvik]")
    (note,) = told(tried(books, proposed_text(leaves, "forslag.yaml")))
    assert "Eksempelet sier 200,00 kr for Sørvik, men nøkkelen gir 0,00 kr." in note


def test_an_example_of_no_year_is_told_with_both_figures(books: Folder) -> None:
    """By the key that is tried, the øre that is left over is drawn for each year."""
    path = books.path / "allocation_rules.yaml"
    weights = "{weights: {nordvik: 5, midvik: 3, sorvik: 2}}"
    text = path.read_text(encoding="utf-8").replace(" year: 2018,", "", 1)
    text = text.replace("{statistic: population, date: accounting_year}", weights, 1)
    path.write_text(text, encoding="utf-8")
    (note,) = told(tried(books, proposed_text(EQUAL, "forslag.yaml")))
    assert "Eksempelet må ha «year»" in note
    assert "Eksempelet sier 500,00 kr for Nordvik, men nøkkelen gir 333,33 kr." in note


def test_an_example_that_holds_is_not_told(books: Folder) -> None:
    same = EQUAL.replace("equal", "{weights: {nordvik: 5, midvik: 3, sorvik: 2}}")
    assert not told(tried(books, proposed_text(same, "forslag.yaml")))


def test_an_example_of_the_proposal_is_held_against_its_key(books: Folder) -> None:
    """It stands beside what it is of, and there is no other rule that it can mean."""
    with pytest.raises(CannotCompareError) as error:
        tried(books, proposed_text(EQUAL + AS_IT_IS, "forslag.yaml"))
    assert next(str(fault) for fault in error.value.faults) == (
        "forslag.yaml:7: Eksempelet sier 200,00 kr for Sørvik, men nøkkelen gir"
        " 333,33 kr."
    )
    right = EXAMPLE.replace(
        "PAYERS", 'nordvik: "333.33", midvik: "333.34", sorvik: "333.33"'
    )
    assert not told(tried(books, proposed_text(EQUAL + right, "forslag.yaml")))


def test_an_example_that_is_wrong_already_is_a_fault(books: Folder) -> None:
    """Of the books as they are; also where what is tried is that of another folder."""
    path = books.path / "allocation_rules.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("nordvik: 500", "nordvik: 501"), encoding="utf-8")
    with pytest.raises(CannotCompareError) as error:
        tried(books, proposed_text(EQUAL, "forslag.yaml"))
    assert "men nøkkelen gir 500,00 kr" in " ".join(map(str, error.value.faults))


@pytest.mark.parametrize("form", ["text", "csv", "json", "md"])
def test_every_form_tells_it(books: Folder, form: str, tmp_path: Path) -> None:
    path = tmp_path / "forslag.yaml"
    path.write_text(EQUAL, encoding="utf-8")
    done = books.run("compare", "--with", str(path), "--format", form)
    assert done.exit_code == 0, done.output
    said = json.loads(done.output)["notes"] if form == "json" else [done.output]
    words = " ".join(" ".join(said).replace("\\", "").split())
    assert f"allocation_rules.yaml:{line_of(books)}: Eksempelet i avtalen" in words
    assert "500,00 kr for Nordvik, men nøkkelen gir 333,33 kr." in words


def test_the_page_tells_it_and_a_municipality_hears_nothing_of_others(
    books: Folder,
) -> None:
    main = books.path / "ledger" / "main.beancount"
    with_pages(main)
    page = reader_of(main).page("Virkning", forslag=EQUAL)
    assert "Nordvik betaler 166,67 kr mindre." in page.words
    assert f"allocation_rules.yaml:{line_of(books)}: Eksempelet i avt" in page.words
    own = seen_by_sorvik(books, EQUAL)
    assert "Sørvik betaler 133,33 kr mer" in own
    assert "Eksempelet" not in own


def test_a_payers_own_part_has_no_note_of_others(books: Folder) -> None:
    own = own_part(tried(books, proposed_text(EQUAL, "forslag.yaml")), "sorvik")
    assert not told(own)
    assert not [text for text in own_how(own) if "Eksempelet" in text]
