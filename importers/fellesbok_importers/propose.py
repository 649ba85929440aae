"""Looks at an unknown file and proposes a profile for it, saying what was guessed.

The proposal is YAML that a person reads and corrects.  What the file does not show is
left out and said in a comment, so that the profile is refused until somebody knows.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from contextlib import suppress
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text
from fellesbok_importers.dates import FORMS
from fellesbok_importers.dates import NotADateError
from fellesbok_importers.dates import read_day
from fellesbok_importers.faults import Fault
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.numbers import NotANumberError
from fellesbok_importers.numbers import read_number
from fellesbok_importers.profile import find_profile
from fellesbok_importers.profile import preset_names
from fellesbok_importers.propose_bank import WORDS as OF_BANKS
from fellesbok_importers.propose_bank import as_amounts
from fellesbok_importers.propose_bank import asked
from fellesbok_importers.propose_bank import bank_columns
from fellesbok_importers.propose_bank import bank_lines
from fellesbok_importers.propose_bank import host_lines
from fellesbok_importers.propose_own_form import own_form_lines
from fellesbok_importers.recognition import fits
from fellesbok_importers.saft import dimensions_of
from fellesbok_importers.saft import told
from fellesbok_importers.sheet import Row
from fellesbok_importers.sheet import decoded
from fellesbok_importers.xlsx import sheet_rows

if TYPE_CHECKING:
    from collections.abc import Sequence

MOST_ROWS = 400
_DELIMITERS = (";", "\t", ",", "|")
# What exports call their columns; the first word that fits decides.
_WORDS = {
    "voucher": ("bilagsnr", "bilagsnummer", "bilag", "voucherno", "voucher"),
    "date": ("bilagsdato", "dato", "voucherdate", "posteringsdato", "date"),
    "year": ("regnskapsår", "fiscalyear", "år"),
    "series": ("bilagsart", "bilagsserie", "serie", "vouchertype", "bilagstype"),
    "art": ("art", "konto", "kontonr", "account"),
    "ansvar": ("ansvar", "avdeling", "koststed", "ansvarsnr", "posting1"),
    "funksjon": ("funksjon", "tjeneste", "tjeneste_nr", "funksjonsnr"),
    "project": ("prosjekt", "prosjektnr", "posting2", "project"),
    "payee": ("leverandør", "navn", "kunde", "kontaktnavn"),
    "text": ("tekst", "beskrivelse", "bilagstekst", "text"),
    "vat": ("mva-kode", "mvakode", "mva", "avgiftskode", "taxrule"),
    "amount": ("beløp", "belop", "beloep", "bokført beløp", "saldo", "amount"),
    "debit": ("debet", "debit"),
    "credit": ("kredit", "kreditt", "credit"),
}
_NEEDED = ("voucher", "date", "ansvar")


@dataclass(frozen=True)
class Proposal:
    """A profile as YAML text, and what a person must decide or check."""

    yaml: str
    preset: str | None
    remarks: tuple[str, ...]


@dataclass(frozen=True)
class _Seen:
    """What a file looks like."""

    kind: str
    delimiter: str
    encoding: str
    header: Row | None
    rows: Sequence[Row]


def propose(path: str) -> Proposal:
    """A profile for a file.

    Raises:
        RejectedError: The file cannot be read at all, or holds no table.
    """
    own_form = own_form_lines(path)
    if own_form is not None:
        lines, asked = own_form
        name = lines[0].removeprefix("like: ")
        return Proposal("\n".join([*lines, ""]), name, (asked,))
    for name in preset_names():
        if fits(path, find_profile(name)):
            return _from_preset(name, path)
    seen = _look(path)
    if seen.header is None:
        expected = Text("Finner ingen rad med kolonnenavn, og ingen kjent form.")
        raise RejectedError([Fault(path, None, None, "", expected)])
    names = [str(cell).strip() for cell in seen.header.cells]
    if (of_bank := bank_columns(names)) is not None:
        return _of_bank(path, seen, names, of_bank)
    columns = _columns(names)
    sign, sign_remark = _decimal_sign(seen, names, columns)
    form, form_remark = _date_form(seen, names, columns)
    remarks: list[str] = [r for r in (sign_remark, form_remark) if r is not None]
    for name in _NEEDED:
        if name not in columns:
            known = ", ".join(n for n in names if n)
            remarks.append(
                Text(
                    "Finner ingen kolonne for {name}. Filen har {known}.",
                    name=name,
                    known=known,
                )
            )
    if "amount" not in columns and not {"debit", "credit"} <= set(columns):
        remarks.append(Text("Finner ingen kolonne for beløp."))
    remarks.append(Text("Si hvem som er vert (host), og hva kildesystemet heter."))
    return Proposal(_yaml(path, seen, columns, sign, form), None, tuple(remarks))


def _of_bank(
    path: str, seen: _Seen, names: Sequence[str], columns: dict[str, int]
) -> Proposal:
    """A profile for a bank's table."""
    numbers = as_amounts(columns)
    sign, sign_remark = _decimal_sign(seen, names, numbers)
    form, form_remark = _date_form(seen, names, numbers)
    remarks = [r for r in (sign_remark, form_remark) if r is not None]
    lines = bank_lines(names, columns, path, _layout(seen, sign, form))
    return Proposal("\n".join(lines), None, (*remarks, *asked(columns)))


def _from_preset(name: str, path: str) -> Proposal:
    preset = find_profile(name)
    remarks: list[str] = [*preset.attested.assumed]
    if preset.use == "bank":
        title = f"# Ferdig profil «{name}»: {preset.title} ({preset.attested.level})"
        lines = [title, f"like: {name}", *host_lines(), ""]
        return Proposal("\n".join(lines), name, (*remarks, *asked({"balance": 0})))
    if preset.use == "saft":
        known = told(dimensions_of(path))
        remarks.append(Text("Filen har dimensjonene: {known}.", known=known))
    remarks.append(Text("Si hvem som er vert (host), og hva kildesystemet heter."))
    lines = [
        f"# Ferdig profil «{name}»: {preset.title} ({preset.attested.level})",
        f"like: {name}",
        "booking:",
        "  # Kommunen som eksporten kommer fra, med kortnavnet i allocation_rules.yaml",
        "  # host: …",
        "  # Navnet på kildesystemet; det blir en del av hvert bilags identitet",
        f"  source: {_quoted(preset.booking.source or name)}",
    ]
    return Proposal("\n".join([*lines, ""]), name, tuple(remarks))


def _look(path: str) -> _Seen:
    """The table in a file: how it is cut into cells, which row names the columns."""
    if path.lower().endswith((".xlsx", ".xlsm")):
        rows = [Row(*row) for row in islice(sheet_rows(path, None), MOST_ROWS)]
        return _Seen("xlsx", "", "", _heading(rows), rows)
    try:
        text, encoding = decoded(path, "utf-8"), "utf-8"
    except RejectedError:
        text, encoding = decoded(path, "cp1252"), "cp1252"
    best: list[Row] = []
    chosen, most = ";", 1
    for delimiter in _DELIMITERS:
        rows = _cut(text, delimiter)
        width, times = (
            Counter(len(row.cells) for row in rows).most_common(1)[0]
            if (rows)
            else (0, 0)
        )
        if width > 1 and width * times > most:
            best, chosen, most = rows, delimiter, width * times
    return _Seen("csv", chosen, encoding, _heading(best), best)


def _cut(text: str, delimiter: str) -> list[Row]:
    """The first rows, as long as they are CSV with that delimiter."""
    rows: list[Row] = []
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
    with suppress(csv.Error):
        rows.extend(
            Row(reader.line_num, tuple(cells))
            for cells in islice(reader, MOST_ROWS)
            if any(cells)
        )
    return rows


def _heading(rows: Sequence[Row]) -> Row | None:
    """The first row that is all words and names at least two columns that we know."""
    known = {w for words in (*_WORDS.values(), *OF_BANKS.values()) for w in words}
    for row in rows[:30]:
        cells = [str(cell).strip().casefold() for cell in row.cells]
        if sum(cell in known for cell in cells) > 1:
            return row
    return None


def _columns(names: Sequence[str]) -> dict[str, int]:
    """Which column is what, by its name; no column is two things."""
    folded = [name.casefold() for name in names]
    found: dict[str, int] = {}
    for what, words in _WORDS.items():
        for word in words:
            if word in folded and folded.index(word) not in found.values():
                found[what] = folded.index(word)
                break
    if "amount" in found:
        found.pop("debit", None)
        found.pop("credit", None)
    return found


def _cells(seen: _Seen, index: int) -> list[str | Decimal]:
    """The filled cells of a column below the heading."""
    first = seen.header.number if seen.header else 0
    cells = [
        row.cells[index]
        for row in seen.rows
        if row.number > first and len(row.cells) > index
    ]
    return [c for c in cells if not isinstance(c, str) or c.strip()]


def _decimal_sign(
    seen: _Seen, names: Sequence[str], columns: dict[str, int]
) -> tuple[str | None, Text | None]:
    """The one decimal sign with which every amount can be read, if there is one."""
    chosen = [columns[n] for n in ("amount", "debit", "credit") if n in columns]
    written = [c for i in chosen for c in _cells(seen, i) if isinstance(c, str)]
    if not written:
        return None, None
    possible = [sign for sign in ",." if all(_reads(c, sign) for c in written)]
    if len(possible) == 1:
        return possible[0], None
    if not any(sign in cell for cell in written for sign in ",."):
        return None, None
    return None, Text(
        "Desimaltegnet i {column} kan ikke avgjøres; skriv decimal_sign.",
        column=names[chosen[0]],
    )


def _reads(cell: str, sign: str) -> bool:
    try:
        read_number(cell, sign)
    except NotANumberError:
        return False
    return True


def _date_form(
    seen: _Seen, names: Sequence[str], columns: dict[str, int]
) -> tuple[str | None, Text | None]:
    """The one date form in which every date can be read, if there is one."""
    if "date" not in columns:
        return None, None
    cells = _cells(seen, columns["date"])
    if cells and all(isinstance(cell, Decimal) for cell in cells):
        return "yyyy-mm-dd", None
    possible = [form for form in FORMS if all(_is_day(cell, form) for cell in cells)]
    if len(possible) == 1:
        return possible[0], None
    return None, Text(
        "Datoformen i {column} kan ikke avgjøres; skriv date_form.",
        column=names[columns["date"]],
    )


def _is_day(cell: str | Decimal, form: str) -> bool:
    try:
        read_day(cell, form)
    except NotADateError:
        return False
    return True


def _yaml(
    path: str,
    seen: _Seen,
    columns: dict[str, int],
    sign: str | None,
    form: str | None,
) -> str:
    """The profile as text, in the order in which a person thinks of it."""
    header: Any = seen.header  # a profile is proposed from one
    names = [str(cell).strip() for cell in header.cells]
    title = path.replace("\\", "/").rpartition("/")[2]
    lines = [
        "# Foreslått av «fellesbok profile». Les gjennom og rett før den brukes.",
        f"title: {_quoted(f'Eksport som {title}')}",
        "attested:",
        "  level: uprøvd",
        f"  source: {_quoted(f'Foreslått etter å ha sett på {title}')}",
        *_layout(seen, sign, form),
        "columns:",
    ]
    for what, index in columns.items():
        twice = names.count(names[index]) > 1
        column = str(index + 1) if twice else names[index]
        lines.append(f"  {what}: {_quoted(column)}")
    lines += [f"  # {name}: …" for name in _NEEDED if name not in columns]
    lines += [
        "booking:",
        "  # Kommunen som eksporten kommer fra, med kortnavnet i allocation_rules.yaml",
        "  # host: …",
        "  # Navnet på kildesystemet; det blir en del av hvert bilags identitet",
        "  # source: …",
        f"  vouchers: {_whole_or_not(seen, columns, sign)}",
        "",
    ]
    return "\n".join(lines)


def _layout(seen: _Seen, sign: str | None, form: str | None) -> list[str]:
    """How the file is cut into cells, and how it writes numbers and days."""
    header: Any = seen.header  # a profile is proposed from one
    lines = ["file:", f"  kind: {seen.kind}"]
    if seen.kind == "csv":
        delimiter = "tab" if seen.delimiter == "\t" else seen.delimiter
        lines += [f"  delimiter: {_quoted(delimiter)}", f"  encoding: {seen.encoding}"]
    lines.append(f"  header_row: {header.number}")
    if sign is not None:
        lines.append(f"decimal_sign: {_quoted(sign)}")
    elif seen.kind == "csv":
        lines.append("# decimal_sign: …")
    return [*lines, f"date_form: {form}" if form else "# date_form: …"]


def _whole_or_not(seen: _Seen, columns: dict[str, int], sign: str | None) -> str:
    """Whether every voucher of the rows that were seen goes to nought."""
    sums: dict[str, Decimal] = {}
    first = seen.header.number if seen.header else 0
    rows = [row for row in seen.rows if row.number > first]
    for row in rows[:-1] if len(seen.rows) == MOST_ROWS else rows:
        try:
            number = str(row.cells[columns["voucher"]])
            if "amount" in columns:
                net = _number(row.cells[columns["amount"]], sign)
            else:
                net = _number(row.cells[columns["debit"]], sign)
                net -= _number(row.cells[columns["credit"]], sign)
        except (KeyError, IndexError, NotANumberError):
            return "one_sided"
        sums[number] = sums.get(number, Decimal(0)) + net
    return "balanced" if sums and not any(sums.values()) else "one_sided"


def _number(cell: str | Decimal, sign: str | None) -> Decimal:
    if isinstance(cell, Decimal):
        return cell
    return read_number(cell, sign) if cell.strip() else Decimal(0)


def _quoted(text: str) -> str:
    """A YAML scalar that no reader takes for anything but text."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
