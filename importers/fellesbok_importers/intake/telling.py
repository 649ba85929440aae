"""A preview as lines that an accountant reads before she says yes."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

from fellesbok.approvals.attested import PERSON
from fellesbok.entries.custom_values import is_amount
from fellesbok.entries.custom_values import values_of
from fellesbok.entries.kinds import is_custom
from fellesbok.entries.kinds import is_transaction
from fellesbok.entries.number_series import SERIES
from fellesbok.entries.records import Voucher
from fellesbok.entries.vocabulary import ATTESTATION
from fellesbok.entries.vocabulary import BUDGET
from fellesbok.messages import Text
from fellesbok.messages import say
from fellesbok.messages import show
from fellesbok_importers.bank.suggest import SUGGESTION
from fellesbok_importers.documents.numbers import ZERO

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from decimal import Decimal

    from beancount.core.data import Transaction

    from fellesbok_importers.intake.taking_in import Change
    from fellesbok_importers.intake.taking_in import Preview

MOST_TOLD = 20
COST = "Expenses:"


def preview_lines(found: Preview, language: str) -> Iterator[str]:
    """The whole preview, in a language."""
    yield say(
        Text(
            "{path} ({importer}): {new} nye, {known} kjente, {changed} endrede.",
            path=str(found.path),
            importer=found.importer.name,
            new=len(found.new),
            known=len(found.known),
            changed=len(found.changes),
        ),
        language,
    )
    profile = getattr(found.importer, "profile", None)
    if profile is not None and profile.attested.level != "dokumentert":
        title, level = profile.title, profile.attested.level
        yield say(
            Text("  Profilen «{title}» er {level}.", title=title, level=level), language
        )
    yield from _control(found, language)
    for text in found.controls:
        yield f"  {say(text, language)}"
    for title, amount in found.totals.items():
        text = Text("  {title}: {amount} kr", title=title, amount=amount)
        yield say(text, language)
    banks = frozenset(getattr(found.importer, "accounts", {}).values())
    for entry in found.new[:MOST_TOLD]:
        yield f"  + {_entry(entry, language, banks)}"
        if suggestion := (entry.meta or {}).get(SUGGESTION):
            yield f"      {say(Text('Forslag: {text}', text=suggestion), language)}"
    if len(found.new) > MOST_TOLD:
        rest = len(found.new) - MOST_TOLD
        yield say(Text("  … og {count} til", count=rest), language)
    for change in found.changes:
        yield from _change(change, language, banks)
    for finding in found.findings:
        yield f"  ! {say(finding, language)}"


def _control(found: Preview, language: str) -> Iterator[str]:
    """The file's own sums beside what is booked of them."""
    control = found.control
    if control is None:
        return
    yield say(
        Text(
            "  Filen har {rows} linjer: debet {debit} kr, kredit {credit} kr.",
            rows=control.rows,
            debit=control.debit,
            credit=control.credit,
        ),
        language,
    )
    if control.rest:
        text = Text(
            "  {booked} kr føres på samarbeidene; {rest} kr angår dem ikke.",
            booked=control.booked,
            rest=control.rest,
        )
        yield say(text, language)
    if control.left_out:
        text = Text(
            "  {count} bilag angår ingen av samarbeidene og føres ikke.",
            count=control.left_out,
        )
        yield say(text, language)


def _change(change: Change, language: str, banks: Collection[str]) -> Iterator[str]:
    """A changed voucher: what stands there, what comes, and the difference."""
    yield f"  ~ {_entry(change.before, language, banks)}"
    yield f"    → {_entry(change.corrected, language, banks)}"
    before, after = _sums(change.before), _sums(change.after)
    for account in dict.fromkeys([*before, *after]):
        off = after.get(account, ZERO) - before.get(account, ZERO)
        if off:
            yield f"      {account}: {show(off, language)}"


def _sums(entry: Transaction) -> dict[str, Decimal]:
    sums: dict[str, Decimal] = {}
    for posting in entry.postings:
        units: Any = posting.units
        sums[posting.account] = sums.get(posting.account, ZERO) + units.number
    return sums


def _amount(entry: Transaction, banks: Collection[str]) -> Decimal:
    """What moves, in kroner: below zero where money goes out, or a cost is reduced.

    Of a payment what the bank's accounts get; between two of them all that moves.
    """
    found: list[tuple[str, Any]] = [(p.account, p.units) for p in entry.postings]
    paid = sum((units.number for account, units in found if account in banks), ZERO)
    if paid:
        return paid
    whole = sum((units.number for _, units in found if units.number > 0), ZERO)
    cost = sum((u.number for account, u in found if account.startswith(COST)), ZERO)
    return -whole if cost < 0 else whole


def _entry(entry: Any, language: str, banks: Collection[str]) -> str:  # noqa: ANN401 -- any directive
    """One directive on a line: number, day, text and what moves."""
    day = show(entry.date, language)
    if is_transaction(entry):
        voucher = Voucher(entry)
        moved = show(_amount(entry, banks), language)
        return f"{voucher.number} {day} {voucher.said}: {moved}".strip()
    if is_custom(entry, ATTESTATION):
        number, done = values_of(entry)
        return f"{day} {entry.type} {number}: {done} – {entry.meta[PERSON]}"
    if is_custom(entry, SERIES):
        name, numbers = values_of(entry)
        return f"{day} {entry.type} {name}: {numbers}"
    if is_custom(entry) and entry.values:
        words = values_of(entry)
        names = [str(word) for word in words if not is_amount(word)]
        # A budget is said to be for a year; a decision, what is decided about whom.
        said = names[0] if entry.type == BUDGET else " ".join(names)
        amounts = [show(w.number, language) for w in words if is_amount(w)]
        return ": ".join([f"{day} {entry.type} {said}", *amounts])
    amount = getattr(entry, "amount", None)
    shown = f": {show(amount.number, language)}" if amount is not None else ""
    return f"{day} {type(entry).__name__} {getattr(entry, 'account', '')}{shown}"
