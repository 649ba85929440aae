"""What the lines of an unknown file show: signs, date form, arts, what is left blank.

What they do not show is a remark, and stays a comment in the profile.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.messages import Text
from fellesbok_importers.documents.dates import FORMS
from fellesbok_importers.documents.dates import NotADateError
from fellesbok_importers.documents.dates import read_day
from fellesbok_importers.documents.numbers import NotANumberError
from fellesbok_importers.documents.numbers import read_number
from fellesbok_importers.documents.numbers import read_sided
from fellesbok_importers.documents.numbers import without_side
from fellesbok_importers.profiles.account_codes import code_fault
from fellesbok_importers.profiles.account_codes import may_be_accounts
from fellesbok_importers.profiles.account_codes import may_begin_with_class
from fellesbok_importers.profiles.art_forms import which_chart
from fellesbok_importers.rows.amounts import cell_text
from fellesbok_importers.rows.body import filled

if TYPE_CHECKING:
    from collections.abc import Sequence

    from fellesbok_importers.documents.xlsx_sheet import Cell
    from fellesbok_importers.intake.propose_look import Seen

Found = tuple[str | None, Text | None]
"""What to write in the profile, and what to say about it."""

_AMOUNTS = ("amount", "debit", "credit")
_ART_DIGITS = 3


def decimal_sign(seen: Seen, columns: Sequence[int]) -> Found:
    """The one decimal sign with which every amount can be read, if there is one."""
    written = [c for i in columns for c in seen.cells(i) if isinstance(c, str)]
    if not written:
        return None, None
    possible = [sign for sign in ",." if all(_reads(c, sign) for c in written)]
    if len(possible) == 1:
        return possible[0], None
    if not any(sign in cell for cell in written for sign in ",."):
        return None, None
    return None, Text(
        "Desimaltegnet i {column} kan ikke avgjøres; skriv decimal_sign.",
        column=seen.names[columns[0]],
    )


def _reads(cell: str, sign: str) -> bool:
    try:
        read_number(without_side(cell)[0], sign)
    except NotANumberError:
        return False
    return True


def date_form(seen: Seen, index: int | None) -> Found:
    """The one date form in which every date can be read, if there is one.

    With points the day stands first in every country that writes them so, which is
    told where no date shows it; with slashes or dashes it is asked.
    """
    if index is None:
        return None, None
    cells, column = seen.cells(index), seen.names[index]
    possible = [form for form in FORMS if all(_is_day(cell, form) for cell in cells)]
    if not cells or len(possible) == len(FORMS):  # days of a spreadsheet
        return ("yyyy-mm-dd", None) if cells else (None, _no_form(column))
    if possible == ["dd.mm.yyyy", "mm.dd.yyyy"]:
        return possible[0], Text(
            "Ingen dato i {column} viser om dag eller måned står først; de leses som"
            " dag.måned.år.",
            column=column,
        )
    if len(possible) == 1:
        return possible[0], None
    if possible:
        return None, Text(
            "Datoene i {column} kan leses på flere måter ({forms}); skriv date_form.",
            column=column,
            forms=", ".join(possible),
        )
    return None, _no_form(column)


def _no_form(column: str) -> Text:
    return Text(
        "Datoformen i {column} kan ikke avgjøres; skriv date_form.", column=column
    )


def _is_day(cell: Cell, form: str) -> bool:
    try:
        read_day(cell, form)
    except NotADateError:
        return False
    return True


def art_form(seen: Seen) -> Found:
    """Whether the account class stands before the art, where the codes show it."""
    if "art" not in seen.columns.places:
        return None, None
    codes = {cell_text(cell) for cell in seen.cells(seen.columns.places["art"])}
    if not codes or all(len(code) <= _ART_DIGITS for code in codes):
        return None, None
    are_arts = all(code_fault(code, "kostra") is None for code in codes)
    with_class = all(code_fault(code[1:], "kostra") is None for code in codes)
    if are_arts and may_begin_with_class(codes):
        code = min(codes)
        return None, Text(
            "Kodene i {column} kan leses på to måter: {code} er art {plain}, eller art"
            " {behind} med kontoklassen {first} foran. Skriv art_form.",
            column=seen.names[seen.columns.places["art"]],
            code=code,
            plain=code[:_ART_DIGITS],
            behind=code[1 : 1 + _ART_DIGITS],
            first=code[0],
        )
    if are_arts:
        return "art", None
    return ("class_art", None) if with_class else (None, None)


def chart(seen: Seen) -> Text | None:
    """That accounts of four digits are of one chart or of another."""
    if "art" not in seen.columns.places:
        return None
    index = seen.columns.places["art"]
    codes = {cell_text(cell) for cell in seen.cells(index)}
    return which_chart(min(codes)) if may_be_accounts(codes) else None


def blank_repeats(seen: Seen) -> tuple[tuple[str, ...], Text | None]:
    """The columns that say only on the first line of a voucher what it is."""
    places = seen.columns.places
    if "voucher" not in places:
        return (), None
    blank = [row for row in seen.rows[1:] if not _filled(row.cells, places["voucher"])]
    if not blank or not seen.rows or not _filled(seen.rows[0].cells, places["voucher"]):
        return (), None
    names = tuple(
        name
        for name in ("voucher", "date", "year", "series")
        if name in places and not any(_filled(r.cells, places[name]) for r in blank)
    )
    return names, Text(
        "{count} linjer er uten bilagsnummer; de leses som linjer av bilaget over"
        " (blank_repeats).",
        count=len(blank),
    )


def _filled(cells: Sequence[Cell], index: int) -> bool:
    return index < len(cells) and filled(cells[index])


def minus_in_sides(seen: Seen, sign: str | None) -> Text | None:
    """That a minus stands where the side is said already, which is asked."""
    places = seen.columns.places
    names = ["amount"] if "side" in places else ["debit", "credit"]
    for name in names:
        if name in places and any(
            (_number(cell, sign) or 0) < 0 for cell in seen.cells(places[name])
        ):
            return Text(
                "{column} har beløp med minus. Går de motsatt vei (reversal), eller"
                " gjentar minus bare kredit (repeated)? Skriv minus_in_sides.",
                column=seen.names[places[name]],
            )
    return None


def whole_or_not(seen: Seen, sign: str | None) -> str:
    """Whether every voucher of the rows that were seen goes to nought."""
    places = seen.columns.places
    sums: dict[str, Decimal] = {}
    number = ""
    for row in seen.rows if seen.whole else seen.rows[:-1]:
        if "voucher" not in places or not {*_AMOUNTS} & {*places}:
            return "one_sided"
        if _filled(row.cells, places["voucher"]):
            number = cell_text(row.cells[places["voucher"]])
        net = Decimal(0)
        for name in _AMOUNTS:
            if name in places and _filled(row.cells, places[name]):
                amount = _number(row.cells[places[name]], sign)
                if amount is None:
                    return "one_sided"
                net += (
                    -amount
                    if name == "credit" or _is_credit(seen, row.cells)
                    else amount
                )
        sums[number] = sums.get(number, Decimal(0)) + net
    if not seen.whole and seen.rows:
        sums.pop(number, None)  # its last lines may not have been seen
    return "balanced" if sums and not any(sums.values()) else "one_sided"


def _is_credit(seen: Seen, cells: Sequence[Cell]) -> bool:
    index = seen.columns.places.get("side")
    if index is None or index >= len(cells):
        return False
    return cell_text(cells[index]).casefold()[:1] in {"k", "c"}


def _number(cell: Cell, sign: str | None) -> Decimal | None:
    """The amount in a cell, debit positive where letters say its side."""
    if isinstance(cell, Decimal):
        return cell
    try:
        amount, side = read_sided(cell, sign)
    except NotANumberError:
        return None
    return -amount if side == "credit" else amount
