"""What a year rests on (*grunnlag*): its vouchers, statistics and terms, as text.

The rows are written beside a closed year, as CSV that a person reads, and are held
against the rows of today to say just what has changed.  The room shares nothing.
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from contextlib import suppress
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.agreement import terms_of
from fellesbok.agreement.titles import BASES
from fellesbok.agreement.titles import SETTLEMENTS
from fellesbok.agreement.titles import SURPLUSES
from fellesbok.agreement.titles import key_title
from fellesbok.closing.basis_accounts import ACCOUNT
from fellesbok.closing.basis_accounts import BasisRow
from fellesbok.closing.basis_accounts import account_rows
from fellesbok.entries.custom_values import words_of
from fellesbok.entries.kinds import customs
from fellesbok.entries.overrides import OVERRIDES
from fellesbok.entries.vocabulary import ACCRUED
from fellesbok.entries.vocabulary import FUND
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.tables.csv_file import BYTE_ORDER_MARK
from fellesbok.tables.csv_file import csv_text
from fellesbok.tables.csv_file import ungrouped

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core import data
    from beancount.core.data import Transaction

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Version
    from fellesbok.agreement.distribution_key import Evaluation
    from fellesbok.entries.records import Entry
    from fellesbok.sharing.settlement import YearResult

STATISTIC = "statistikk"
FIGURE = "tall i nøkkelen"
TERMS = "vilkår"
HEADINGS = ("Hva", "Nummer", "Dato", "Tekst", "Konto eller betaler", "Verdi", "Merknad")
CONTRA = "kostnadsreduksjon"


@frozen
class Changes:
    """What has changed since then: in words, and number and day of the vouchers."""

    told: tuple[Text, ...]
    vouchers: frozenset[tuple[str, str]]


def voucher_rows(
    entries: Iterable[Entry], cooperation: str, agreement: Agreement
) -> Iterator[BasisRow]:
    """Each cost and outside income of a cooperation (by account component)."""
    vouchers: list[Any] = list(entries)
    for entry in vouchers:
        for posting in entry.postings:
            if agreement.accounts.is_shared(posting.account, cooperation):
                units: Any = posting.units
                yield BasisRow(
                    VOUCHER,
                    voucher_number(entry),
                    entry.date.isoformat(),
                    _text(entry, cooperation, agreement),
                    posting.account,
                    ungrouped(units.number),
                    _overrides(entry, posting, agreement.cooperation_by_account),
                )


def fund_rows(
    entries: Iterable[Entry], cooperation: Cooperation, year: int
) -> Iterator[BasisRow]:
    """What is decided about a cooperation's fund in a year: its use covers costs."""
    for entry in customs(entries, FUND):
        if entry.date.year == year:
            words = words_of(entry)
            if words[:1] == [cooperation.slug]:
                yield BasisRow(
                    FUND,
                    "",
                    entry.date.isoformat(),
                    ", ".join(words[1:-1]),
                    cooperation.title,
                    words[-1],
                    "",
                )


def _text(entry: Transaction, cooperation: str, agreement: Agreement) -> str:
    """What a voucher is for; nothing where it is about others too, who may read it."""
    others = agreement.cooperation_by_account.keys() - {cooperation}
    words = agreement.accounts
    prefixes = (f"{words.receivables}:", f"{words.claims}:", f"{words.funds}:")
    about_others = any(
        not others.isdisjoint(posting.account.split(":"))
        or posting.account.startswith(prefixes)
        for posting in entry.postings
    )
    return "" if about_others else entry.narration or entry.payee or ""


def voucher_number(entry: Transaction) -> str:
    """The number of a voucher, or what stands for it."""
    return str(entry.meta.get(VOUCHER, entry.meta.get(ACCRUED, "")))


def result_rows(result: YearResult, agreement: Agreement) -> list[BasisRow]:
    """The statistics and figures that the keys used, and the terms of the year."""
    found: dict[BasisRow, None] = {}
    for pot in result.periods[-1].pots:
        found.update(dict.fromkeys(_figures(pot.evaluation, agreement)))
    for version in terms_of(result.cooperation, result.year):
        found.update(dict.fromkeys(_terms(version, agreement)))
    found.update(dict.fromkeys(_contra(result.cooperation)))
    for pot in result.periods[-1].pots:
        found.update(dict.fromkeys(account_rows(pot, agreement)))
    return list(found)


def _figures(evaluation: Evaluation, agreement: Agreement) -> Iterator[BasisRow]:
    """What each leaf of a key looked up or was told."""
    day = evaluation.statistic_date
    name = getattr(evaluation.key, "statistic", "")
    figures = evaluation.figures if evaluation.key.is_linear else {}
    for slug, figure in sorted(figures.items()):
        yield BasisRow(
            STATISTIC if day else FIGURE,
            name,
            day.isoformat() if day else "",
            agreement.statistics[name].title if name else key_title(evaluation.key),
            agreement.payer(slug).name,
            ungrouped(figure),
            "",
        )
    for step in evaluation.steps:
        yield from _figures(step, agreement)


def _terms(version: Version, agreement: Agreement) -> Iterator[BasisRow]:
    """What the agreement says of who shares, by what, and of what is left over."""
    names = [agreement.payer(slug).name for slug in version.participants or ()]
    said = {
        "deltakere": ", ".join(names),
        "vertskommune": agreement.payer(version.host).name if version.host else "",
        "fordelingsnøkkel": key_title(version.key),
        "grunnlag": BASES[version.basis],
        "avregning": SETTLEMENTS[version.settlement],
        "overskudd": SURPLUSES[version.surplus],
        "ansvar": "; ".join(
            f"{code}: {key_title(version.rule_and_key(code)[1])}"
            for code in version.cost_centre_rules
        ),
    }
    for name, value in said.items():
        yield BasisRow(TERMS, "", version.first_day.isoformat(), name, "", value, "")


def _contra(cooperation: Cooperation) -> Iterator[BasisRow]:
    """The accounts that the agreement says come off the cost, if it names any."""
    for contra in cooperation.contra:
        if contra.place is not None:
            day = cooperation.versions[0].first_day.isoformat()
            yield BasisRow(TERMS, "", day, CONTRA, contra.account, "ja", "")


def _overrides(
    entry: Transaction, posting: data.Posting, known: Mapping[str, Cooperation]
) -> str:
    """What the voucher says against the agreement, and whether it reduces the cost."""
    said: dict[str, Any] = {**entry.meta, **(posting.meta or {})}
    words = [f"{k}: {said[k]}" for k in sorted(OVERRIDES) if k in said]
    cooperation = known.get(posting.account.split(":")[1])
    if cooperation is not None and cooperation.is_contra(posting.account):
        words.append(CONTRA)
    return "; ".join(words)


def basis_csv(rows: Iterable[BasisRow]) -> bytes:
    """The rows as a file that a spreadsheet opens."""
    cells = [[r.kind, r.number, r.day, r.text, r.whose, r.value, r.note] for r in rows]
    return csv_text([list(HEADINGS), *cells]).encode()


def read_basis(content: bytes) -> list[BasisRow]:
    """The rows of such a file; those that have another shape are left out."""
    text = content.decode("utf-8", errors="replace").removeprefix(BYTE_ORDER_MARK)
    rows = csv.reader(io.StringIO(text, newline=""), delimiter=";")
    found: list[BasisRow] = []
    with suppress(csv.Error):  # what follows is no table
        found.extend(BasisRow(*row) for row in rows if len(row) == len(HEADINGS))
    return found[1:]


def changes(then: Sequence[BasisRow], now: Sequence[BasisRow]) -> Changes:
    """What was added, changed and taken away since then."""
    now = read_basis(basis_csv(now))  # as a file holds it
    then, now = _causes(then), _causes(now)
    gone = sorted((Counter(then) - Counter(now)).elements())
    came = sorted((Counter(now) - Counter(then)).elements())
    told: list[Text] = []
    for row in came:
        before = next((old for old in gone if _is_same(old, row)), None)
        if before is None:
            told.append(_new(row))
        else:
            gone.remove(before)
            told.extend(_changed(before, row))
    told.extend(_gone(row) for row in gone)
    return Changes(
        tuple(told),
        frozenset((r.number, r.day) for r in came if r.kind == VOUCHER),
    )


def _causes(rows: Iterable[BasisRow]) -> list[BasisRow]:
    """The rows that can be a reason; a running account only follows from the others."""
    return [row for row in rows if row.kind != ACCOUNT]


def _is_same(old: BasisRow, new: BasisRow) -> bool:
    """Whether a row is another as it was before."""
    if old.kind != new.kind or old.number != new.number:
        return False
    if old.kind == VOUCHER:
        return bool(old.number) or (old.day, old.text) == (new.day, new.text)
    return (old.day, old.text, old.whose) == (new.day, new.text, new.whose)


def _new(row: BasisRow) -> Text:
    return Text("{what} er kommet til", what=_named(row))


def _gone(row: BasisRow) -> Text:
    return Text("{what} er tatt bort", what=_named(row))


def _changed(old: BasisRow, new: BasisRow) -> Iterator[Text]:
    """Each thing of a row that is another now."""
    names = {
        "day": Text("dato"),
        "text": Text("tekst"),
        "whose": Text("konto"),
        "value": Text("beløp"),
        "note": Text("overstyring"),
    }
    for name, title in names.items():
        before, after = getattr(old, name), getattr(new, name)
        if before != after and name == "value" and new.kind != VOUCHER:
            yield Text(
                "{what} er endret fra «{before}» til «{after}»",
                what=_called(new),
                before=before,
                after=after,
            )
        elif before != after:
            yield Text(
                "{what}: {title} er endret fra «{before}» til «{after}»",
                what=_called(new),
                title=title,
                before=before,
                after=after,
            )


def _called(row: BasisRow) -> Text:
    """What a row is, without its value."""
    if row.kind == VOUCHER:
        return Text("bilag {number}", number=row.number or row.text)
    if row.kind == TERMS:
        return Text("{term} fra {day}", term=row.text, day=day_of(row.day))
    if not row.day:
        return Text("{title} for {payer}", title=row.text, payer=row.whose)
    return Text(
        "{title} for {payer} per {day}",
        title=row.text,
        payer=row.whose,
        day=day_of(row.day),
    )


def _named(row: BasisRow) -> Text:
    """What a row is, and its value."""
    if row.kind != VOUCHER:
        return Text("{what} ({value})", what=_called(row), value=row.value)
    return Text(
        "bilag {number} av {day}, «{text}», {amount} kr på {account},",
        number=row.number or "–",
        day=day_of(row.day),
        text=row.text,
        amount=_amount_of(row.value),
        account=row.whose,
    )


def day_of(written: str) -> date | str:
    """A day of the file, or what stands there where a hand has changed it."""
    try:
        return date.fromisoformat(written)
    except ValueError:
        return written


def _amount_of(written: str) -> Decimal | str:
    """An amount of the file, or what stands there where a hand has changed it."""
    try:
        found = Decimal(written.replace(",", "."))
    except ArithmeticError:
        return written
    return found if found.is_finite() else written
