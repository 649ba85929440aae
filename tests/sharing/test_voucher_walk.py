"""One walk over the vouchers finds all that is asked of them, in whatever order."""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core import data
from beancount.core.amount import Amount

from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from deep import seeds
from fellesbok.books import load_books
from fellesbok.entries.checks import UnsoundError
from fellesbok.plugin import share_costs
from fellesbok.rules import read_rules
from fellesbok.shared import OPTION
from fellesbok.sharing.pots import Sums
from fellesbok.sharing.voucher_pots import collect_vouchers
from random_agreements import draw

if TYPE_CHECKING:
    from pathlib import Path

    from beancount.core.data import Directive

HEAD = 'option "title" "Vika"\noption "operating_currency" "NOK"'
PLUGIN = "fellesbok.plugin"


def load(
    folder: Path, *vouchers: str, terms: str = ""
) -> tuple[list[Directive], dict[str, Any]]:
    """The entries as the plugin gets them."""
    Folder(folder).write(terms or rules(), HEAD, chart(), *vouchers)
    main = folder / "ledger" / "main.beancount"
    plain = folder / "ledger" / "plain.beancount"
    lines = main.read_text("utf-8").splitlines(keepends=True)
    kept = (line if PLUGIN not in line else "\n" for line in lines)
    plain.write_text("".join(kept), encoding="utf-8")
    entries, errors, options = loader.load_file(str(plain))
    assert not errors
    return entries, options


def share(
    entries: list[Directive], options: dict[str, Any]
) -> tuple[Decimal, list[Any]]:
    """What is charged for the years in kroner, and every error.

    No transaction lacks tags or links, which Fava cannot bear.
    """
    shared, errors = share_costs(list(entries), options, "../allocation_rules.yaml")
    transactions: list[Any] = [e for e in shared if isinstance(e, data.Transaction)]
    assert all(isinstance(e.tags, frozenset) for e in transactions)
    assert all(isinstance(e.links, frozenset) for e in transactions)
    charged = sum(result.charged_ore for result in options.pop(OPTION).results)
    return Decimal(charged) / 100, errors


def test_vouchers_out_of_the_order_of_days_come_to_the_same(tmp_path: Path) -> None:
    """Accrued costs stand last: terms and periods that are over come back."""
    halves = (
        version("2018-01-01", settlement="quarter", claims="", last="2018-05-31"),
        version("2018-06-01", "[midvik, nordvik]", settlement="quarter", claims=""),
    )
    months = [(year, month) for year in (2018, 2019) for month in range(1, 13)]
    days = [f"{year}-{month:02}-01" for year, month in months]
    vouchers = [cost(day, f"{at}.00") for at, day in enumerate(days, start=1)]
    entries, _ = load(tmp_path, *vouchers, terms=rules(*halves))
    agreement = read_rules(tmp_path / "allocation_rules.yaml")

    def sums(entries: list[Directive]) -> dict[Any, Any]:
        years = collect_vouchers(entries, agreement).years
        return {
            (*key, pot.participants): [row.get(n, Sums()).cost for n in range(4)]
            for key, year in years.items()
            for pot, row in year.pots.items()
        }

    expected = sums(entries)
    all_three = "midvik", "nordvik", "sorvik"
    assert expected == {
        ("ikt", 2018, all_three): [1 + 2 + 3, 4 + 5, 0, 0],
        ("ikt", 2018, all_three[:2]): [0, 6, 7 + 8 + 9, 10 + 11 + 12],
        ("ikt", 2019, all_three[:2]): [42, 51, 60, 69],
    }
    assert sums(entries[::-1]) == expected
    assert sums([*entries[1::2], *entries[::2]]) == expected


@pytest.mark.parametrize("key", ["equal", "{threshold: 500, above: equal}"])
def test_a_threshold_that_comes_or_goes_holds_on_its_days_whatever_the_order(
    tmp_path: Path, key: str
) -> None:
    """Who paid is asked for on the days of the terms that have the threshold."""
    other = "equal" if key != "equal" else "{threshold: 500, above: equal}"
    halves = (
        version("2018-01-01", key=key, claims="", last="2018-05-31"),
        version("2018-06-01", key=other, claims=""),
    )
    days = [f"{year}-{month:02}-15" for year in (2018, 2019) for month in range(1, 13)]
    vouchers = [cost(day, f"{at}.00") for at, day in enumerate(days, start=1)]
    entries, _ = load(tmp_path, *vouchers, terms=rules(*halves))
    agreement = read_rules(tmp_path / "allocation_rules.yaml")

    def found(entries: list[Directive]) -> dict[Any, Any]:
        years = collect_vouchers(entries, agreement).years
        return {
            (year.year, pot.version, pot.days): row
            for year in years.values()
            for pot, row in year.pots.items()
        }

    expected = found(entries)
    by_day = 5 if key != "equal" else 7 + 12
    assert sum(days is not None for *_, days in expected) == by_day
    assert found(entries[::-1]) == expected
    assert found([*entries[1::2], *entries[::2]]) == expected


@pytest.mark.parametrize("place", [{}, {"lineno": 4}, {"filename": "a.beancount"}])
@pytest.mark.parametrize("plugins", [[], ["annet.tillegg", PLUGIN], ["annet.tillegg"]])
def test_words_that_another_plugin_put_on_a_line_count(
    tmp_path: Path, plugins: list[str], place: dict[str, object]
) -> None:
    """The line has no whole place of its own, as one that is read from a file has."""
    entries, options = load(tmp_path, cost("2018-02-01", "90.00"))
    options["plugin"] = [(name, None) for name in plugins]
    number = next(i for i, e in enumerate(entries) if isinstance(e, data.Transaction))
    entry: Any = entries[number]
    words: dict[str, object] = {"noekkel": "finnes-ikke", **place}
    if not place:
        words["deltakere"] = "Nesset"
    line = entry.postings[0]._replace(meta=words)
    entries[number] = entry._replace(postings=[line, entry.postings[1]])
    charged, errors = share(entries, options)
    assert [e.message for e in errors if "finnes-ikke" in e.message]
    assert charged == 0


def test_a_line_that_is_read_from_a_file_has_its_place_first(tmp_path: Path) -> None:
    """So two words on a line say nothing against the agreements where ours is first."""
    words = '\n    deltakere: "Nordvik"'
    written = cost("2018-02-01", "90.00")
    line = next(x for x in written.splitlines() if "Expenses:" in x)
    vouchers = (written, written.replace(line, line + words).replace("-02-", "-03-"))
    entries, _ = load(tmp_path, *vouchers)
    booked: list[Any] = [e for e in entries if isinstance(e, data.Transaction)]
    told = [list(p.meta) for entry in booked for p in entry.postings]
    place = ["filename", "lineno"]
    assert told == [place, place, [*place, "deltakere"], place]
    Folder(tmp_path).write(rules(), HEAD, chart(), *vouchers)
    books = load_books(tmp_path / "ledger" / "main.beancount")
    assert books.shared is not None
    (result,) = books.shared.results
    assert {p.pot.participants for p in result.periods[-1].pots} == {
        ("midvik", "nordvik", "sorvik"),
        ("nordvik",),
    }


def test_a_word_on_the_only_line_leaves_no_pot_for_those_without(
    tmp_path: Path,
) -> None:
    """Nothing is summed for the terms alone, so nobody has a part of nothing."""
    written = cost("2018-02-01", "90.00")
    line = next(x for x in written.splitlines() if "Expenses:" in x)
    voucher = written.replace(line, line + '\n    deltakere: "Nordvik"')
    entries, _ = load(tmp_path, voucher)
    agreement = read_rules(tmp_path / "allocation_rules.yaml")
    for as_written in (True, False):
        found = collect_vouchers(entries, agreement, as_written=as_written)
        (year,) = found.years.values()
        assert [pot.participants for pot in year.pots] == [("nordvik",)]


@pytest.mark.parametrize("lacking", ["tags", "links"])
def test_what_another_plugin_left_out_takes_nothing_from_the_shares(
    tmp_path: Path, lacking: str
) -> None:
    """The second voucher is no cost, so nothing links it to anything."""
    moved = (
        '2018-02-02 * "Flyttet"\n  Assets:Bank  1.00 NOK\n  Assets:Bank  -1.00 NOK\n'
    )
    entries, options = load(tmp_path, cost("2018-02-01", "90.00"), moved)
    nothing: dict[str, Any] = {lacking: None}
    without = [
        entry._replace(**nothing) if isinstance(entry, data.Transaction) else entry
        for entry in entries
    ]
    assert share(without, options) == share(entries, options) == (Decimal(90), [])


def test_one_amount_beyond_any_sum_does_not_hide_another(tmp_path: Path) -> None:
    """Both are told, once each, and what is sound is shared."""
    vouchers = [cost(f"2018-0{month}-01", f"{month}0.00") for month in (1, 2, 3)]
    entries, options = load(tmp_path, *vouchers)
    booked = [i for i, e in enumerate(entries) if isinstance(e, data.Transaction)]
    for index in booked[:2]:
        entry: Any = entries[index]
        large = [
            p._replace(units=Amount(p.units.number.scaleb(15), "NOK"))
            for p in entry.postings
        ]
        entries[index] = entry._replace(postings=large)
    charged, errors = share(entries, options)
    assert charged == 30
    assert [error.source["lineno"] for error in errors] == [
        entries[index].meta["lineno"] for index in booked[:2]
    ]
    assert all("høyst 15 kan regnskapsføres" in error.message for error in errors)


@pytest.mark.parametrize("as_written", [True, False])
@pytest.mark.parametrize(
    ("word", "is_sound"),
    [
        (Decimal(10) ** 15, False),
        (Amount(Decimal(-(10**15)), "NOK"), False),
        (Decimal(7), True),
        (None, True),
    ],
)
def test_a_number_among_the_words_of_a_voucher_is_looked_at(
    tmp_path: Path, word: object, *, is_sound: bool, as_written: bool
) -> None:
    """Whether it can be added up, also where every line says nothing but its place."""
    entries, _ = load(tmp_path, cost("2018-02-01", "90.00"))
    agreement = read_rules(tmp_path / "allocation_rules.yaml")
    number = next(i for i, e in enumerate(entries) if isinstance(e, data.Transaction))
    entry: Any = entries[number]
    entries[number] = entry._replace(meta={**entry.meta, "tall": word})
    if is_sound:
        found = collect_vouchers(entries, agreement, as_written=as_written)
        assert len(found.marked) == 1
        return
    with pytest.raises(UnsoundError):
        collect_vouchers(entries, agreement, as_written=as_written)


@pytest.mark.parametrize("seed", seeds(60))
def test_a_voucher_that_says_its_own_day_goes_where_it_would_have_gone(
    tmp_path: Path, seed: int
) -> None:
    """What says nothing is summed quickly, and what says something looked up with care.

    Pots, sums, links and faults are the same, on whichever way they are found.
    """
    path = draw(seed).write(tmp_path)
    text = path.read_text("utf-8")
    kept = (line for line in text.splitlines(keepends=True) if PLUGIN not in line)
    path.write_text("".join(kept), encoding="utf-8")
    entries, errors, _ = loader.load_file(str(path))
    assert not errors
    agreement = read_rules(tmp_path / "rules.yaml")
    said: list[Directive] = []
    on_lines: list[Directive] = []
    entry: Any
    for entry in entries:
        own: dict[str, Any] = {"periode": entry.date.isoformat()}
        once = each = entry
        if isinstance(entry, data.Transaction):
            once = entry._replace(meta={**own, **entry.meta})
            lines: list[Any] = entry.postings
            own = {} if "periode" in entry.meta else own
            each = entry._replace(
                postings=[p._replace(meta={**p.meta, **own}) for p in lines]
            )
        said.append(once)
        on_lines.append(each)

    def found(entries: list[Directive], *, as_written: bool) -> Any:  # noqa: ANN401 -- all there is
        linked = list(entries)
        of = collect_vouchers(entries, agreement, linked=linked, as_written=as_written)
        links = [e.links for e in linked if isinstance(e, data.Transaction)]
        errors = [(e.source["lineno"], e.message) for e in of.errors]
        pots = {key: dict(year.pots) for key, year in of.years.items()}
        return pots, links, of.links, of.faulty, errors, of.accounts, of.last_day

    quickly = found(entries, as_written=True)
    assert quickly[0]
    assert found(entries, as_written=False) == quickly
    assert found(said, as_written=True) == quickly
    assert found(said, as_written=False) == quickly
    assert found(on_lines, as_written=True) == quickly
    assert found(on_lines, as_written=False) == quickly


def linked(entries: list[Directive], options: dict[str, Any]) -> list[frozenset[str]]:
    """What each voucher that is shared is linked to, in the order of the books."""
    shared, _ = share_costs(list(entries), options, "../allocation_rules.yaml")
    options.pop(OPTION)
    vouchers: list[Any] = [e for e in shared if isinstance(e, data.Transaction)]
    return [e.links for e in vouchers if e.narration == "Kostnad"]


def test_a_voucher_is_linked_once_to_every_cooperation_that_bears_it(
    tmp_path: Path,
) -> None:
    """Its own link stays; the lines of the third go to and fro between the two."""
    both = (
        '\n2018-03-01 * "Kostnad"\n  Expenses:IKT  1.00 NOK\n'
        "  Expenses:PPT  2.00 NOK\n  Expenses:IKT  3.00 NOK\n  Assets:Bank  -6.00 NOK\n"
    )
    own = cost("2018-02-01", "20.00").replace('"Kostnad"', '"Kostnad" ^avtale-7')
    ppt_too = "  ppt:\n    title: PPT\n    account: PPT\n    kind: cooperation\n"
    ppt_too += f"    legal_form: not_stated\n    versions:\n{version()}"
    terms = rules(others=ppt_too)
    accounts = chart("PPT").partition("\n")[2]  # the bank is there
    vouchers = (accounts, cost("2018-01-01", "10.00"), own, both)
    ikt, ppt = "fordeling-2018-ikt", "fordeling-2018-ppt"
    assert linked(*load(tmp_path, *vouchers, terms=terms)) == [
        {ikt},
        {"avtale-7", ikt},
        {ikt, ppt},
    ]


def test_what_cannot_be_added_up_leaves_the_links_of_the_others_as_they_are(
    tmp_path: Path,
) -> None:
    """The walk stops at the second of three vouchers and begins again without it."""
    days = ("2018-01-01", "2018-02-01", "2018-03-01")
    entries, options = load(tmp_path, *(cost(day, "10.00") for day in days))
    index = next(i for i, e in enumerate(entries) if e.date.isoformat() == days[1])
    entry: Any = entries[index]
    large = [
        p._replace(units=Amount(p.units.number.scaleb(20), "NOK"))
        for p in entry.postings
    ]
    entries[index] = entry._replace(postings=large)
    assert linked(entries, options) == [{"fordeling-2018-ikt"}] * 2
