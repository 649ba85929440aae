"""Numbers of a series: gaps, vouchers that are gone, and those that come again."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace
from typing import Any

from beancount.parser.parser import parse_string

from fellesbok_importers.vouchers.series import MOST_TOLD
from fellesbok_importers.vouchers.series import known_series
from fellesbok_importers.vouchers.series import series_findings
from fellesbok_importers.vouchers.series import series_lines
from lists_of_people import a_profile

WHOLE = a_profile(booking="vouchers: balanced")
PARTS = a_profile()


def export(*numbers: str, booked: tuple[str, ...] = ()) -> Any:  # noqa: ANN401 -- a stand-in
    """An export of one series of 2018, and which of its vouchers are booked."""
    vouchers = [
        SimpleNamespace(
            source="liste",
            series="A",
            year=2018,
            number=number,
            day=date(2018, 1, 5),
            identity=f"liste/A/2018/{number}",
        )
        for number in numbers
    ]
    entries = [SimpleNamespace(meta={"kilde": f"liste/A/2018/{n}"}) for n in booked]
    file = SimpleNamespace(vouchers=vouchers, path="liste.csv")
    return SimpleNamespace(file=file, transactions=entries)


def known(numbers: str) -> Any:  # noqa: ANN401 -- entries
    entries, errors, _ = parse_string(
        f'2018-01-01 custom "bilagsserie" "liste/A/2018" "{numbers}"'
    )
    assert not errors
    return entries


def told(made: Any, existing: Any = (), holding: Any = None) -> list[str]:  # noqa: ANN401 -- stand-ins
    found = series_findings(made, WHOLE, holding or {}, existing)
    return [" ".join(map(str, text.values.values())) for text in found]


def test_a_gap_within_the_export_is_told_with_its_numbers() -> None:
    assert told(export("1", "2", "5", "7")) == ["A 2018 3 4", "A 2018 6"]
    assert told(export("7", "8", "9")) == [], "nobody knows what came before"


def test_or_between_it_and_its_neighbours_in_the_books() -> None:
    """A gap among the neighbours themselves was told when they came."""
    assert told(export("7", "8"), known("1-2,4-5")) == ["A 2018 6"]
    assert told(export("3"), known("1-2,4-5")) == []


def test_of_many_gaps_the_first_are_told_and_the_rest_counted() -> None:
    numbers = [str(n) for n in range(1, 2 * MOST_TOLD + 6, 2)]
    *each, rest = told(export(*numbers))
    assert len(each) == MOST_TOLD
    assert rest == "A 2018 2"


def test_only_whole_vouchers_have_gaps() -> None:
    made = export("1", "5")
    assert series_findings(made, PARTS, {}, ()) == ()
    assert list(series_lines(made, PARTS, ())) == []


def test_a_voucher_of_the_books_that_the_export_has_no_more_is_told() -> None:
    def there(number: str) -> dict[str, Any]:
        entry = SimpleNamespace(meta={"bilag": number}, date=date(2018, 1, 5))
        return {f"liste/A/2018/{number}": entry}

    made = export("1", "2", "4")
    assert told(made, holding=there("3"))[0].startswith("3 ")
    assert told(made, holding=there("2")) == ["A 2018 3"]
    assert told(made, holding=there("9")) == ["A 2018 3"], "beyond what the file has"


def test_a_number_of_an_earlier_file_that_is_booked_now_is_asked_about() -> None:
    made = export("1", "2", booked=("2",))
    assert told(made, known("1-2")) == ["liste/A/2018/2"]
    assert told(export("1", "2"), known("1-2")) == []


def test_the_books_remember_what_an_export_held_where_it_is_new() -> None:
    (line,) = series_lines(export("1", "2", "4", "x"), WHOLE, ())
    assert known_series([line]) == {("liste", "A", 2018): ((1, 2), (4, 4))}
    assert list(series_lines(export("2", "4"), WHOLE, [line])) == []


def test_a_line_that_cannot_be_read_is_no_series() -> None:
    entries, _, _ = parse_string(
        '2018-01-01 custom "bilagsserie" "liste/A/i fjor" "1-2"\n'
        '2018-01-01 custom "bilagsserie" "liste/A/2018"\n'
    )
    assert known_series(entries) == {}
