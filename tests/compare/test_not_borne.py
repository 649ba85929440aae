"""Cost that one of the two cannot share is no saving, and is in no sum.

The books have 1 000 kr of IKT in 2018 by inhabitants, 5 : 3 : 2, and where a test says
so 500 kr in 2019 too.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import budget
from claimbook import cost
from compared_books import EQUAL
from compared_books import POPULATION
from compared_books import compared_books
from compared_books import source
from fellesbok.compare.bearing import TriedOn
from fellesbok.compare.proposed_change import proposed_figures
from fellesbok.compare.proposed_change import proposed_text
from fellesbok.compare.proposed_change import proposed_vouchers
from fellesbok.compare.records import by_payer
from fellesbok.compare.sentences import answer
from fellesbok.compare.trying import compare
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from claimbook import Folder
    from fellesbok.compare.records import Comparison
    from fellesbok.messages import Text

NO_ROOM = EQUAL.replace("equal", "{bounded: equal, maximum: 200}")
"""Three pay at most 200 kr each: there is room for 600 kr of 1 000, and for all 500."""
NOT_STATED = EQUAL.replace("equal", "not_stated")
FIXED = EQUAL.replace(
    "equal", "{amounts: {nordvik: 100, midvik: 100, sorvik: 100}, per: year}"
)
ENDED = EQUAL.replace("key: equal", "to: 2018-12-31")
ENDED_EARLY = EQUAL.replace("key: equal", "to: 2018-02-28")
"""Before the cost of March."""
UNKNOWN_BOTH = "IKT-samarbeidet {} kan ikke fordeles i begge, og er ikke med i summene."


def words(texts: Iterable[Text]) -> list[str]:
    """In Norwegian, with spaces that can be written."""
    return [say(text, "nb").replace("\N{NO-BREAK SPACE}", " ") for text in texts]


def two_years(folder: Path, *parts: str, key: str | None = None) -> Folder:
    """The books with 500 kr in May 2019, and the figures of that year."""
    more = {} if key is None else {"key": key}
    books = compared_books(folder, cost("2019-05-01", "500.00"), *parts, **more)
    csv = books.path / "ledger" / "population.csv"
    csv.write_text(POPULATION + POPULATION.replace("2018", "2019").partition("\n")[2])
    return books


def tried(
    books: Folder,
    text: str,
    on: TriedOn = TriedOn.ACCOUNTS,
    year: int | None = None,
) -> Comparison:
    here = source(books)
    return compare(here, here, [proposed_text(text, "forslag.yaml")], on, year=year)


def of_ikt(found: Comparison, year: int) -> list[tuple[Decimal | None, ...]]:
    """What each bears of IKT before and after, and the difference."""
    return [
        (e.before, e.after, e.difference)
        for e in found.effects
        if (e.cooperation, e.year, e.corrects) == ("ikt", year, None)
    ]


def must_not_be_known(found: Comparison, year: int) -> None:
    """What each bore stands; what it would bear is not known, and is in no sum."""
    assert [(of.cooperation, of.year) for of in found.lacking] == [("ikt", year)]
    assert {row[1:] for row in of_ikt(found, year)} == {(None, None)}
    in_sums = sum(e.difference for e in found.effects if e.difference is not None)
    assert sum(p.difference for p in by_payer(found)) == in_sums == found.difference
    (known,) = [y for y in found.years if (y.cooperation, y.year) == ("ikt", year)]
    assert (known.shared_after, known.is_split_only) == (None, False)


def test_bounds_that_leave_cost_are_no_saving(tmp_path: Path) -> None:
    found = tried(two_years(tmp_path / "a"), NO_ROOM)
    must_not_be_known(found, 2018)
    assert words(answer(found)) == [
        UNKNOWN_BOTH.format(2018),
        (
            "forslag.yaml:4: IKT-samarbeidet 2018: 1 000,00 kr kan ikke fordeles etter"
            " «likt med minimum og tak»: Minimum og tak kan ikke holdes samtidig:"
            " 400,00 kr kan ikke plasseres."
        ),
        "Sørvik betaler 66,67 kr mer.",
        "Midvik betaler 16,67 kr mer.",
        "Nordvik betaler 83,34 kr mindre.",
        "Til sammen betaler de det samme.",
    ]


def test_the_same_bounds_in_new_terms_are_told_alike(tmp_path: Path) -> None:
    """The fault stands in the proposal, and holds up no other year."""
    books = two_years(tmp_path / "a")
    terms = (books.path / "allocation_rules.yaml").read_text(encoding="utf-8")
    first, last = terms.index("      - from:"), terms.index("  barnevern:")
    part = terms[first:last].replace("from: 2018-01-01", "from: 2019-01-01")
    part = part.replace("{statistic: population, date: accounting_year}", "{}")
    part = part.replace("key: {}", "key: {bounded: equal, maximum: 100}")
    found = tried(books, f"cooperations:\n  ikt:\n    versions:\n{part}")
    must_not_be_known(found, 2019)
    assert words(answer(found))[1].startswith("forslag.yaml:4: IKT-samarbeidet 2019:")


def test_a_fault_of_the_budget_is_none_of_the_accounts(tmp_path: Path) -> None:
    """And a year that has a budget alone is no year of the accounts."""
    books = two_years(tmp_path / "a", budget("9000.00", "2020-01-01"))
    assert [of.year for of in tried(books, NO_ROOM).lacking] == [2018]
    of_budget = tried(books, NO_ROOM, TriedOn.BUDGET)
    assert [of.year for of in of_budget.lacking] == [2018, 2020]
    (reason,) = words(of_budget.lacking[0].reasons)
    assert reason.startswith("forslag.yaml:4: ")
    assert "2 000,00 kr av budsjettet kan ikke fordeles" in reason


def test_a_key_that_is_not_stated_shares_nothing(tmp_path: Path) -> None:
    found = tried(compared_books(tmp_path / "a"), NOT_STATED)
    must_not_be_known(found, 2018)
    assert words(answer(found)) == [
        UNKNOWN_BOTH.format(2018),
        (
            "forslag.yaml:4: 1 000,00 kr er ikke fordelt: fordelingsnøkkelen er ikke"
            " oppgitt."
        ),
    ]


def test_a_threshold_of_nobody_knows_whom_shares_nothing(tmp_path: Path) -> None:
    """Nordvik and Midvik laid it out, and the voucher does not say who bears it."""
    two_payers = (
        '2018-06-01 * "Lisens"\n'
        "  Expenses:IKT  300.00 NOK\n"
        "  Liabilities:Utlegg:Nordvik:IKT  -100.00 NOK\n"
        "  Liabilities:Utlegg:Midvik:IKT  -200.00 NOK\n"
    )
    books = compared_books(tmp_path / "a", two_payers)
    above = "{threshold: 50, above: {statistic: population, date: accounting_year}}"
    found = tried(books, EQUAL.replace("equal", above))
    must_not_be_known(found, 2018)
    (reason,) = [r for r in words(found.lacking[0].reasons) if "300,00 kr" in r]
    assert reason.startswith("forslag.yaml:4: 300,00 kr er ikke fordelt:")


@pytest.mark.parametrize("on", [TriedOn.ACCOUNTS, TriedOn.BUDGET])
def test_terms_that_have_ended_share_nothing(tmp_path: Path, on: TriedOn) -> None:
    books = two_years(tmp_path / "a", budget("700.00", "2019-01-01"))
    found = tried(books, ENDED, on)
    must_not_be_known(found, 2019)
    assert not by_payer(found)
    (reason,) = words(found.lacking[0].reasons)
    assert reason.startswith("main.beancount:")
    assert "har ingen avtale som gjelder" in reason


def test_what_is_agreed_and_not_charged_yet_is_no_saving(tmp_path: Path) -> None:
    """The books have come to May; the sums of 2019 are charged when it is over."""
    found = tried(two_years(tmp_path / "a"), FIXED)
    must_not_be_known(found, 2019)
    assert words(found.lacking[0].reasons) == [
        (
            "forslag.yaml:4: 300,00 kr er avtalt for året og ikke belastet ennå:"
            " bøkene når til 01.05.2019."
        ),
        (
            "Det som er til overs, går tilbake til deltakerne, og er ikke kjent før det"
            " er belastet."
        ),
    ]
    assert of_ikt(found, 2018)[0][1] == Decimal("100.00")
    begun = "2020-01-02 balance Assets:Bank  -1900.00 NOK\n"
    over = tried(two_years(tmp_path / "b", begun), FIXED)
    assert [of.year for of in over.lacking] == [2020]
    assert of_ikt(over, 2019)[0][1] == Decimal("100.00")


def test_sums_that_wait_in_both_are_known_where_they_are_the_same(
    tmp_path: Path,
) -> None:
    """Another cooperation is tried; other sums of the same total are not the same."""
    books = two_years(tmp_path / "a", key=FIXED.split("key: ")[1].strip())
    found = tried(books, EQUAL.replace("ikt", "barnevern"))
    assert not found.lacking
    assert words(found.notes)[0] == (
        "Avtalt for året og ikke belastet ennå, likt før og etter, og ikke med i"
        " tallene: IKT-samarbeidet 2019 (300,00 kr)."
    )
    turned = FIXED.replace("nordvik: 100, midvik: 100", "nordvik: 50, midvik: 150")
    must_not_be_known(tried(books, turned), 2019)


def with_a_centre(books: Folder, surplus: str) -> Folder:
    """Cost centre 155, with 300 kr of 2019, where IKT has fixed sums."""
    path = books.path / "allocation_rules.yaml"
    text = path.read_text(encoding="utf-8").replace("return_to_participants", surplus)
    centres = "    cost_centres: {155: {account: Ansvar-155, title: Felles}}\n"
    text = text.replace("    versions:\n", f"{centres}    versions:\n", 1)
    path.write_text(text, encoding="utf-8")
    opened = "2017-01-01 open Expenses:IKT:Ansvar-155 NOK\n"
    return books.add(opened, cost("2019-05-01", "300.00", "IKT:Ansvar-155"))


OF_THE_CENTRE = EQUAL.replace("key: equal", "cost_centre_rules: {155: {key: equal}}")
SUMS = FIXED.split("key: ")[1].strip()


def test_more_is_charged_beside_sums_that_wait(tmp_path: Path) -> None:
    """What is to be covered is the same, and more than the split is another."""
    books = with_a_centre(two_years(tmp_path / "a", key=SUMS), "fund")
    found = tried(books, OF_THE_CENTRE)
    assert words(answer(found)) == [
        "Midvik betaler 100,00 kr mer.",
        "Nordvik betaler 100,00 kr mer.",
        "Sørvik betaler 100,00 kr mer.",
        "Til sammen betaler de 300,00 kr mer.",
    ]
    (year,) = [y for y in found.years if (y.cooperation, y.year) == ("ikt", 2019)]
    assert not year.is_split_only


def test_what_is_given_back_is_not_known_while_sums_wait(tmp_path: Path) -> None:
    """All that is charged beside them is given back when they are charged."""
    books = with_a_centre(two_years(tmp_path / "a", key=SUMS), "return_to_participants")
    must_not_be_known(tried(books, OF_THE_CENTRE), 2019)
    must_not_be_known(tried(books, EQUAL.replace("key: equal", "surplus: fund")), 2019)
    path = tmp_path / "bilag.beancount"
    path.write_text(cost("2019-05-01", "50.00"))
    here = source(books)
    must_not_be_known(compare(here, here, [proposed_vouchers(path)]), 2019)


def test_what_neither_of_them_shares_is_told_and_the_rest_compared(
    tmp_path: Path,
) -> None:
    """300 kr of a voucher wait for figures of 2019, before and after alike."""
    ahead = (
        '2018-12-01 * "Lisens for neste år"\n  periode: "2019-01-01/2019-12-31"\n'
        "  Expenses:IKT  300.00 NOK\n  Assets:Bank\n"
    )
    books = compared_books(tmp_path / "a", ahead)
    here = source(books)
    figures, _ = proposed_figures(["population:nordvik=6000@2018-01-01"])
    found = compare(here, here, figures)
    assert not found.lacking
    assert {e.payer: e.difference for e in found.different} == {
        "nordvik": Decimal("45.45"),
        "midvik": Decimal("-27.27"),
        "sorvik": Decimal("-18.18"),
    }
    assert words(found.notes) == [
        (
            "Ikke fordelt verken før eller etter, og ikke med i tallene:"
            " IKT-samarbeidet 2018 (300,00 kr)."
        )
    ]
    # Equal parts need no figures of 2019, so that more of the cost is borne.
    more = tried(books, EQUAL)
    assert [of.year for of in more.lacking] == [2018]
    assert {row[::2] for row in of_ikt(more, 2018)} == {(None, None)}


def test_a_voucher_that_nobody_can_share_is_no_cost_of_nothing(tmp_path: Path) -> None:
    books = compared_books(tmp_path / "a", key="{bounded: equal, maximum: 400}")
    path = tmp_path / "bilag.beancount"
    path.write_text(cost("2018-06-01", "900.00"))
    here = source(books)
    must_not_be_known(compare(here, here, [proposed_vouchers(path)]), 2018)


def closed(folder: Path) -> Folder:
    """The books of two years, of which the first is closed."""
    books = two_years(folder)
    (books.path / "ledger" / "documents").mkdir()
    main = books.path / "ledger" / "main.beancount"
    main.write_text('option "documents" "documents"\n' + main.read_text())
    done = books.run("close", "2018", "--yes")
    assert done.exit_code == 0, done.output
    return books


@pytest.mark.parametrize("text", [NO_ROOM, NOT_STATED, ENDED_EARLY])
@pytest.mark.parametrize("year", [None, 2019])
def test_a_closed_year_that_cannot_be_shared_pays_nothing_back(
    tmp_path: Path, text: str, year: int | None
) -> None:
    """It stands as it was fixed; what would have been corrected is not known."""
    found = tried(closed(tmp_path / "a"), text, year=year)
    corrections = [e for e in found.effects if e.corrects == 2018]
    assert {(e.after, e.difference) for e in corrections} <= {(None, None)}
    assert {e.difference for e in found.effects if e.year == 2018} <= {Decimal(0)}
    (of_2018,) = [of for of in found.lacking if of.year == 2018]
    assert of_2018.is_closed
    assert words(answer(found))[0] == (
        "IKT-samarbeidet 2018 er avsluttet og står som det ble fastsatt. Korreksjonen"
        " av det er ikke kjent, og er ikke med i summene: året kan ikke fordeles i"
        " begge."
    )
    assert sum(p.after - p.before for p in by_payer(found)) == found.difference == 0
