"""Closed years (*avsluttede år*) as the books fix them: written, checked when read.

A cooperation's year is closed by one line, and each transaction that the year was is
fixed by a line of its own::

    2018-12-31 custom "avsluttet" "ikt" 2018
      document: "../documents/Expenses/IKT/2018-12-31.avsluttet-2018-ikt.csv"
      antall-bilag: 9
      antall-linjer: 5
      fordelt: 2822000.00 NOK
      sum: 2822000.00 NOK

    2018-12-31 custom "fastsatt" "ikt" Assets:… Income:… 865709.61 NOK
      tekst: "IKT 2018 – Nordreisa"
      merker: "#fordeling"
      lenker: "^fordeling-2018-ikt ^fordeling-2018-ikt-nordreisa"
      (and the metadata that the transaction has)

``fordelt`` is what was charged and ``sum`` is everything.  The document is the basis at
closing, for people and for telling what has changed since; where the year corrects an
earlier one, ``document-2017`` is the basis of that one then.  The room knows how closed
years are written and read; it does not know what a year gives now.
"""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

from beancount.core.amount import Amount

from fellesbok.entries import vocabulary
from fellesbok.entries.closing_order import out_of_order
from fellesbok.entries.custom_values import AccountName
from fellesbok.entries.custom_values import custom
from fellesbok.entries.custom_values import words_of
from fellesbok.entries.fixed_lines import not_readable
from fellesbok.entries.kinds import customs
from fellesbok.entries.lines import Line
from fellesbok.entries.vocabulary import CLOSED
from fellesbok.entries.vocabulary import FIXED_BY_CLOSING
from fellesbok.entries.vocabulary import correction_link
from fellesbok.entries.vocabulary import shared_link
from fellesbok.errors import LedgerError
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.noted import is_file

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Custom
    from beancount.core.data import Directive

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation

BASIS_FILE = "document"
VOUCHERS = "antall-bilag"
LINES = "antall-linjer"
CHARGED = "fordelt"
TOTAL = "sum"
ORE = Decimal("0.01")
NARRATION = "tekst"
TAGS = "merker"
LINKS = "lenker"
_OWN = {NARRATION, TAGS, LINKS, "filename", "lineno"}


@frozen
class ClosedYear:
    """A cooperation's year as it was closed.

    Attributes:
        cooperation: Which one.
        year: The accounting year.
        lines: What was generated, corrections of earlier years among it.
        basis: The file that holds the basis at closing.
        earlier: The files with the basis at closing of the years that it corrects.
        day: The day of the closing.
        place: Where it is closed: file name and line.
    """

    cooperation: Cooperation
    year: int
    lines: tuple[Line, ...]
    basis: Path
    earlier: Mapping[int, Path]
    day: date
    place: tuple[str, int]

    @property
    def link(self) -> str:
        """What joins the vouchers to what became of them."""
        return shared_link(self.year, self.cooperation.slug)

    @property
    def correction_link(self) -> str:
        """What joins late vouchers to the corrections that they led to."""
        return correction_link(self.year, self.cooperation.slug)


def closings(
    entries: Sequence[Directive],
    agreement: Agreement,
    behind: Callable[[], Mapping[tuple[str, int], Sequence[Directive]]],
) -> tuple[list[ClosedYear], list[LedgerError]]:
    """Every closed year, in the order of cooperation and year, and every error.

    A year whose lines cannot hold is not closed until that is put right.

    Args:
        entries: The books; transactions are not looked at.
        agreement: For cooperations and currency.
        behind: Gives what is booked in each year that has anything, by slug and year.
    """
    written = [*customs(entries, CLOSED, FIXED_BY_CLOSING)]
    if not written:
        return [], []
    errors: list[LedgerError] = []
    heads = _heads(written, agreement, errors)
    errors += out_of_order(heads, behind(), agreement)
    lines: dict[tuple[str, int], list[Line]] = {key: [] for key in heads}
    faulty = set()
    for entry in written:
        if entry.type != FIXED_BY_CLOSING:
            continue
        key = (words_of(entry) or [""])[0], entry.date.year
        line = _line(entry, agreement, heads, errors)
        if line is None:
            faulty.add(key)
        else:
            lines[key].append(line)
    found = []
    for key, entry in sorted(heads.items()):
        cooperation = agreement.cooperations[key[0]]
        faults = list(_faults(entry, lines[key], agreement.currency))
        errors.extend(faults if key not in faulty else ())
        if not faults and key not in faulty:
            found.append(
                ClosedYear(
                    cooperation,
                    key[1],
                    tuple(sorted(lines[key], key=_as_made)),
                    _basis(entry, BASIS_FILE),
                    {
                        int(name.removeprefix(f"{BASIS_FILE}-")): _basis(entry, name)
                        for name in _basis_names(entry)
                        if name != BASIS_FILE
                    },
                    entry.date,
                    (entry.meta["filename"], entry.meta["lineno"]),
                )
            )
    return found, errors


def _as_made(line: Line) -> tuple[Any, ...]:
    """The order that lines are made in, whatever the one that they are written in."""
    is_charge = vocabulary.CHARGE_TAG in line.tags
    corrects = str(line.meta.get(vocabulary.CORRECTS, ""))
    links = [] if corrects else sorted(line.links)
    what = line.accounts, line.narration, line.amount_ore
    return corrects, line.day, not is_charge, links, *what


def directives(closed: ClosedYear, vouchers: int, currency: str) -> Iterator[Custom]:
    """The lines that close a year, as they are written into the books.

    Args:
        closed: The year.
        vouchers: How many were behind it; it is told, and nothing rests on it.
        currency: The agreements'.
    """
    head = {
        BASIS_FILE: closed.basis.name,
        **{f"{BASIS_FILE}-{y}": path.name for y, path in closed.earlier.items()},
        VOUCHERS: Decimal(vouchers),
        **_sums(closed.lines, currency),
    }
    slug = closed.cooperation.slug
    yield custom(CLOSED, closed.day, (slug, Decimal(closed.year)), head)
    for line in closed.lines:
        amount = Amount(kroner(line.amount_ore), currency)
        values = slug, *map(AccountName, line.accounts), amount
        own = {
            NARRATION: line.narration,
            TAGS: " ".join(f"#{tag}" for tag in sorted(line.tags)),
            LINKS: " ".join(f"^{link}" for link in sorted(line.links)),
        }
        yield custom(FIXED_BY_CLOSING, line.day, values, {**own, **line.meta})


def _sums(lines: Sequence[Line], currency: str) -> dict[str, Decimal | Amount]:
    """How many lines fix a year, and the kroner that they come to."""
    charged = [n.amount_ore for n in lines if vocabulary.CHARGE_TAG in n.tags]
    return {
        LINES: Decimal(len(lines)),
        CHARGED: Amount(kroner(sum(charged)), currency),
        TOTAL: Amount(kroner(sum(n.amount_ore for n in lines)), currency),
    }


def _heads(
    written: Sequence[Custom], agreement: Agreement, errors: list[LedgerError]
) -> dict[tuple[str, int], Custom]:
    """The line that closes each year."""
    heads: dict[tuple[str, int], Custom] = {}
    for entry in written:
        if entry.type != CLOSED:
            continue
        slug = (words_of(entry) or [""])[0]
        if slug not in agreement.cooperations:
            _error(errors, entry, "Ukjent samarbeid «{slug}».", slug=slug)
            continue
        year = entry.values[1].value if len(entry.values) == 2 else None  # noqa: PLR2004 -- cooperation and year
        if not isinstance(year, Decimal) or year != int(year):
            _error(
                errors,
                entry,
                "Skriv samarbeidet og året som avsluttes:"
                ' custom "avsluttet" "{slug}" 2018.',
                slug=slug,
            )
            continue
        key = slug, int(year)
        if key in heads:
            _error(
                errors,
                entry,
                "{cooperation} {year} er avsluttet to ganger: også på linje {line} i"
                " {file}. Stryk den ene avslutningen med linjene sine.",
                cooperation=agreement.cooperations[slug].title,
                year=key[1],
                line=heads[key].meta["lineno"],
                file=Path(heads[key].meta["filename"]).name,
            )
            continue
        heads[key] = entry
    return heads


def _line(
    entry: Custom,
    agreement: Agreement,
    heads: Mapping[tuple[str, int], Custom],
    errors: list[LedgerError],
) -> Line | None:
    """What a line fixes, or nothing where it cannot hold."""
    slug = (words_of(entry) or [""])[0]
    if (slug, entry.date.year) not in heads:
        _error(
            errors,
            entry,
            "Linjen fastsetter noe for «{slug}» i {year}, som ikke er avsluttet.",
            slug=slug,
            year=entry.date.year,
        )
        return None
    values = [value.value for value in entry.values[1:]]
    match values:
        case [str(debit), str(credit), Amount() as amount] if (
            amount.currency == agreement.currency
            and amount.number is not None
            and amount.number == amount.number.quantize(ORE)
            and _of(agreement.cooperations[slug], debit)
            and _of(agreement.cooperations[slug], credit)
        ):
            pass
        case _:
            _error(
                errors,
                entry,
                "Skriv to kontoer i samarbeidet og et beløp i hele øre:"
                ' custom "fastsatt" "{slug}" konto konto beløp {currency}.',
                slug=slug,
                currency=agreement.currency,
            )
            return None
    meta = entry.meta
    line = Line(
        entry.date,
        str(meta.get(NARRATION, "")),
        frozenset(str(meta.get(TAGS, "")).replace("#", "").split()),
        frozenset(str(meta.get(LINKS, "")).replace("^", "").split()),
        {k: v for k, v in meta.items() if k not in _OWN and not k.startswith("__")},
        debit,
        credit,
        int(amount.number.scaleb(2)),
    )
    account = agreement.cooperations[slug].account
    lacking = not_readable(line, account, agreement.name_by_account.values())
    if lacking:
        _error(
            errors,
            entry,
            "Linjen sier ikke lenger hva den fastsetter: {names} mangler eller kan"
            " ikke leses. Den er endret siden den ble skrevet; hent den tilbake.",
            names=", ".join(f"«{name}»" for name in lacking),
        )
        return None
    return line


def _of(cooperation: Cooperation, account: str) -> bool:
    return cooperation.account in account.split(":")


def _faults(
    entry: Custom, lines: Sequence[Line], currency: str
) -> Iterator[LedgerError]:
    """What the line that closes a year says against the lines that fix it."""
    for name, value in _sums(lines, currency).items():
        said = entry.meta.get(name)
        if said != value:
            yield _fault(
                entry,
                "«{name}» er {said}, men linjene som er fastsatt, gir {found}."
                " Avslutningen er endret siden den ble skrevet; hent den tilbake.",
                name=name,
                said=Text("ikke oppgitt") if said is None else str(said),
                found=str(value),
            )
    for name in _basis_names(entry):
        if not is_file(_basis(entry, name)):
            yield _fault(
                entry,
                "Finner ikke grunnlaget for avslutningen, «{file}». Hent filen"
                " tilbake.",
                file=str(entry.meta.get(name, "")),
            )


def _basis_names(entry: Custom) -> list[str]:
    """The metadata that names the basis of the year, and of years it corrects."""
    earlier = re.compile(rf"{BASIS_FILE}-\d{{4}}")
    return [BASIS_FILE, *(name for name in entry.meta if earlier.fullmatch(name))]


def _basis(entry: Custom, name: str) -> Path:
    """Where a basis at closing lies."""
    return Path(entry.meta["filename"]).parent / str(entry.meta.get(name, ""))


def _fault(entry: Custom, template: str, /, **values: object) -> LedgerError:
    return LedgerError(entry.meta, Text(template, **values), entry)


def _error(
    errors: list[LedgerError], entry: Custom, template: str, /, **values: object
) -> None:
    errors.append(_fault(entry, template, **values))
