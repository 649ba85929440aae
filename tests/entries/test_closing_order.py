"""A late voucher dated before a closed year: what to do, and whom it stops."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.agreement.distribution_key import Equal
from fellesbok.entries.closing_order import out_of_order
from fellesbok.entries.custom_values import custom
from settled_years import agreement
from settled_years import version as terms

if TYPE_CHECKING:
    from pathlib import Path

    from beancount.core.data import Custom

    from fellesbok.entries.records import Entry

SETTLED = "claims: {due_days: 30}"
OTHER = f"""\
  barnevern:
    title: Barnevernet
    account: Barnevern
    kind: cooperation
    legal_form: not_stated
    versions:
{version("2016-01-01", members="[midvik, nordvik]", claims=SETTLED)}"""
LATE = cost("2017-05-03", "90.00")
IN_2020 = ("--yes", "--date", "2020-01-31")


@pytest.fixture
def books(tmp_path: Path, undrawn_pdf: None) -> Folder:  # noqa: ARG001 -- a fixture
    """IKT 2018 is claimed and closed, then a bill of 2017 comes; Barnevern is open."""
    folder = Folder(tmp_path).write(
        rules(version("2016-01-01", claims=SETTLED), others=OTHER),
        chart("IKT", "Barnevern"),
        cost("2018-03-01", "1000.00"),
        cost("2018-04-01", "400.00", "Barnevern"),
        cost("2019-04-01", "500.00"),
    )
    for words in (("claim", "2018", "--date", "2019-01-31"), ("close", "2018")):
        done = folder.run(*words, "--cooperation", "IKT", "--yes")
        assert done.exit_code == 0, done.output
    return folder.add(LATE)


def claimed(books: Folder, cooperation: str) -> dict[str, Decimal]:
    """What each payer is asked for in all, of a cooperation."""
    sums: dict[str, Decimal] = {}
    for claim in books.claims():
        if claim.cooperation.slug == cooperation:
            so_far = sums.get(claim.payer.slug, Decimal(0))
            sums[claim.payer.slug] = so_far + claim.amount
    return sums


def of_ikt(*amounts: int) -> dict[str, Decimal]:
    """What Nordvik, Midvik and Sørvik are asked for, who share 5 : 3 : 2."""
    return dict(
        zip(("nordvik", "midvik", "sorvik"), map(Decimal, amounts), strict=True)
    )


def test_it_is_told_at_the_voucher_with_what_to_do(books: Folder) -> None:
    (closing,) = (books.path / "ledger" / "avsluttet").iterdir()
    main = (books.path / "ledger" / "main.beancount").read_text(encoding="utf-8")
    line = main[: main.index("2017-05-03")].count("\n") + 1
    said = (
        f"{line}: IKT-samarbeidet 2017 er åpent, men 2018 er avsluttet"
        f" ({closing.name}:6). Er bilaget kommet sent, så datér det i 2019 og skriv"
        ' «periode: "2017-05-03"» på det: det hører fortsatt til den tiden, og kreves'
        " med 2019. Skulle 2017 vært avsluttet, så ta avslutningen av 2018 ut av"
        " bøkene og avslutt årene i rekkefølge."
    )
    assert books.errors() == [said]


def test_the_other_cooperations_are_claimed_and_closed(books: Folder) -> None:
    done = books.run("claim", "2018", *IN_2020)
    assert done.exit_code == 0, done.output
    assert "ingenting kreves for 2017 eller senere før feilen i main.beancount" in (
        done.output
    )
    done = books.run("close", "2018", "--yes")
    assert done.exit_code == 0, done.output
    known = Folder(books.path, ("IKT-samarbeidet 2017 er åpent",))
    assert claimed(known, "barnevern") == {"nordvik": 250, "midvik": 150}
    assert claimed(known, "ikt") == of_ikt(500, 300, 200)
    closed = {(c.cooperation.slug, c.year) for c in known.shared().closed}
    assert closed == {("ikt", 2018), ("barnevern", 2018)}


def test_what_waits_is_not_told_of_as_claimed(tmp_path: Path) -> None:
    """Barnevern claims 8 kr of 2017 with 2018; IKT waits, and has nothing with it."""
    folder = Folder(tmp_path).write(
        rules(version("2016-01-01", claims=SETTLED), others=OTHER),
        chart("IKT", "Barnevern"),
        cost("2018-03-01", "1000.00"),
        cost("2018-04-01", "400.00", "Barnevern"),
        cost("2019-04-01", "500.00"),
    )
    assert folder.run("close", "2018", "--cooperation", "IKT", "--yes").exit_code == 0
    folder.add(cost("2017-05-03", "10.00"), cost("2017-05-03", "8.00", "Barnevern"))
    done = folder.run("claim", "2018", "--dry-run")
    assert done.exit_code == 0, done.output
    assert "Barnevernet: Midvik har 3,00 kr som ikke er gjort opp fra" in done.output
    assert "IKT-samarbeidet: ingenting kreves for 2017 eller senere" in done.output
    assert "IKT-samarbeidet: Midvik har" not in done.output


@pytest.mark.parametrize("is_in_main", [True, False])
def test_other_places_that_an_error_names_are_no_new_errors(
    books: Folder, *, is_in_main: bool
) -> None:
    """Two late vouchers in the main file, and the closing too: Barnevern is claimed."""
    ledger = books.path / "ledger"
    if is_in_main:
        (closing,) = (ledger / "avsluttet").iterdir()
        moved = closing.read_text(encoding="utf-8").replace('"../doc', '"doc')
        books.add(moved)
        closing.unlink()
        (ledger / "avsluttet.beancount").unlink()
        main = ledger / "main.beancount"
        text = main.read_text(encoding="utf-8")
        main.write_text(
            text.replace('include "avsluttet.beancount"\n', ""), encoding="utf-8"
        )
    books.add(cost("2017-05-04", "20.00"))
    (told,) = books.errors()
    assert ("avsluttet (main.beancount:" in told) is is_in_main
    assert "Det samme gjelder 1 til i 2017, den neste i main.beancount:" in told
    for words in (("claim", "2018", *IN_2020), ("close", "2018", "--yes")):
        done = books.run(*words, "--cooperation", "Barnevern")
        assert done.exit_code == 0, done.output
    known = Folder(books.path, ("IKT-samarbeidet 2017 er åpent",))
    assert claimed(known, "barnevern") == {"nordvik": 250, "midvik": 150}


@pytest.mark.parametrize("words", [("claim", "2019"), ("close", "2019")])
def test_its_own_cooperation_waits(books: Folder, words: tuple[str, str]) -> None:
    before = books.files()
    done = books.run(*words, "--cooperation", "IKT", "--yes")
    assert done.exit_code == 1
    assert "før feilen i main.beancount:" in done.output
    assert books.files() == before


def test_a_year_with_a_fault_is_not_left_out_of_a_closing_unsaid(
    books: Folder,
) -> None:
    """Without a name all that is open is closed, or none of it."""
    books.add(cost("2019-05-01", "40.00", "Barnevern"))
    before = books.files()
    done = books.run("close", "2019", "--yes")
    assert done.exit_code == 1
    assert books.files() == before
    done = books.run("close", "2018", "--cooperation", "Barnevernet", "--yes")
    assert done.exit_code == 0, done.output


@pytest.mark.parametrize("is_late", [True, False])
def test_each_way_out_claims_it_once(books: Folder, *, is_late: bool) -> None:
    """1 000 of 2018, 500 of 2019 and 90 of 2017: all that there is, in both ways."""
    ledger = books.path / "ledger"
    if is_late:
        dated = LATE.replace("2017-05-03", "2019-12-31")
        with_period = dated.replace('"\n', '"\n  periode: "2017-05-03"\n', 1)
        main = ledger / "main.beancount"
        text = main.read_text(encoding="utf-8")
        main.write_text(text.replace(LATE, with_period), encoding="utf-8")
    else:
        (ledger / "avsluttet.beancount").write_text("", encoding="utf-8")
        (closing,) = (ledger / "avsluttet").iterdir()
        closing.unlink()
        for year in ("2017", "2018"):
            done = books.run("close", year, "--cooperation", "IKT", "--yes")
            assert done.exit_code == 0, done.output
    assert not books.errors()
    for _ in range(2):
        done = books.run("claim", "2019", "--cooperation", "IKT", *IN_2020)
        assert done.exit_code == 0, done.output
    assert claimed(books, "ikt") == of_ikt(795, 477, 318)


def told(*written: Entry) -> list[str]:
    """What is said of 2017, which has these lines, where 2018 and 2019 are closed."""
    ikt = agreement(terms(Equal()))
    heads = {("ikt", y): line(f"{y}-12-31", "avsluttet", y) for y in (2018, 2019)}
    found = [*out_of_order(heads, {("ikt", 2017): written}, ikt)]
    assert [error.of for error in found] == [("ikt", 2017)]
    assert [error.source["lineno"] for error in found] == [
        (written[0] if written else heads["ikt", 2018]).meta["lineno"]
    ]
    return [str(error.message) for error in found]


def line(day: str, kind: str, number: int) -> Custom:
    """A line of our own, in the books at the line of its number."""
    entry = custom(kind, date.fromisoformat(day), ("ikt",), {})
    return entry._replace(meta={"filename": "ledger/main.beancount", "lineno": number})


BEFORE = "IKT 2017 er åpent, men 2018 er avsluttet (main.beancount:2018)."
IN_ORDER = (
    "Skulle 2017 vært avsluttet, så ta avslutningen av 2018 ut av bøkene og avslutt"
    " årene i rekkefølge."
)


def test_lines_of_a_fund_go_to_the_year_after_the_last_closed_one() -> None:
    first, second = (line("2017-06-30", "fond", number) for number in (7, 9))
    late = "Er linjen kommet sent, så datér den i 2020."
    assert told(first) == [f"{BEFORE} {late} {IN_ORDER}"]
    more = "Det samme gjelder 1 til i 2017, den neste i main.beancount:9."
    assert told(first, second) == [f"{BEFORE} {late} {more} {IN_ORDER}"]


def test_a_year_that_has_agreed_sums_alone_is_told_at_the_closing() -> None:
    assert told() == [f"{BEFORE} {IN_ORDER}"]
