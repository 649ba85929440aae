"""The passes over the whole books, without those that have nothing to do.

They are Beancount's own and the plugins', in Beancount's order.  A pass is left out
where nothing in the books is what it is about, and transactions that are known to be
right are not looked at again; whenever one of them may be wrong, all are.
"""

from __future__ import annotations

from importlib import import_module
from itertools import chain
from typing import TYPE_CHECKING
from typing import Any

from beancount import loader
from beancount.core import account
from beancount.core import data
from beancount.core.data import Transaction
from beancount.ops import balance
from beancount.ops import validation

from fellesbok.entries.book_files import PLUGIN
from fellesbok.kept_loads.ground import NoGroundError
from fellesbok.kept_loads.known_classes import STOCK

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable

    from fellesbok.kept_loads.booked_files import Facts

_ABOUT = {
    "beancount.ops.documents": data.Document,
    "beancount.ops.pad": data.Pad,
    "beancount.ops.balance": data.Balance,
}
"""What Beancount's own passes are about."""


def are_known(options: dict[str, Any]) -> bool:
    """Whether each plugin of the main file makes what it makes of the books alone."""
    return {plugin for plugin, _ in options["plugin"]} <= STOCK | {PLUGIN}


def are_the_usual() -> bool:
    """Whether Beancount runs no passes of its own but those that are known here."""
    passes = chain(loader.PLUGINS_PRE, loader.PLUGINS_AUTO, loader.PLUGINS_POST)
    return {name for name, _ in passes} <= _ABOUT.keys()


def transformed(
    entries: list[Any], errors: list[Any], options: dict[str, Any]
) -> tuple[list[Any], list[Any]]:
    """The entries as the plugins leave them, and every error; the entries are sorted.

    Raises:
        NoGroundError: A plugin is not as it is known to be, or stops.
    """
    own = options["plugin"]
    pre, auto, post = loader.PLUGINS_PRE, loader.PLUGINS_AUTO, loader.PLUGINS_POST
    is_raw = options["plugin_processing_mode"] == "raw"
    found = list(errors)
    for name, config in own if is_raw else chain(pre, own, auto, post):
        if not _has_work(name, entries, options):
            continue
        try:
            if name == "beancount.ops.balance":
                entries, faults = _balanced(entries, options)
            else:
                entries, faults = _passed(name, config, entries, options)
        except Exception as error:
            raise NoGroundError(name) from error
        found += faults
        entries.sort(key=data.entry_sortkey)
    return entries, found


def _has_work(name: str, entries: list[Any], options: dict[str, Any]) -> bool:
    if name == "beancount.ops.documents" and options["documents"]:
        return True
    if name == "beancount.ops.pad" and any(map(_says_nothing, entries)):
        return True  # it stops there, and the books are told to have that error
    return name not in _ABOUT or _ABOUT[name] in set(map(type, entries))


def _says_nothing(entry: Any) -> bool:  # noqa: ANN401 -- any entry
    """Whether it is a ``custom`` line without values, which our plugin mends."""
    return type(entry) is data.Custom and entry.values is None


def _passed(
    name: str, config: str | None, entries: list[Any], options: dict[str, Any]
) -> tuple[list[Any], list[Any]]:
    """What one plugin makes of the entries."""
    module = import_module(name)
    errors: list[Any] = []
    for each in module.__plugins__:
        run = getattr(module, each) if isinstance(each, str) else each
        entries, faults = run(entries, options, *(() if config is None else (config,)))
        errors += faults
    return entries, errors


def _balanced(
    entries: list[Any], options: dict[str, Any]
) -> tuple[list[Any], list[Any]]:
    """What Beancount says of balances, from the transactions on their accounts."""
    asserted = {entry.account for entry in entries if type(entry) is data.Balance}
    matches = [account.parent_matcher(name) for name in asserted]
    transactions = [entry for entry in entries if type(entry) is Transaction]
    used = {posting.account for entry in transactions for posting in entry.postings}
    touched = {
        name
        for name in used
        if name in asserted or any(match(name) for match in matches)
    }
    few = [
        entry
        for entry in entries
        if type(entry) is not Transaction
        or any(posting.account in touched for posting in entry.postings)
    ]
    found, errors = balance.check(few, options)  # type: ignore[no-untyped-call]
    other = {
        id(before): after
        for before, after in zip(few, found, strict=True)
        if before is not after
    }
    if not other:
        return list(entries), errors
    return [other.get(id(entry), entry) for entry in entries], errors


def validated(
    entries: list[Any],
    options: dict[str, Any],
    facts: Collection[Facts],
    known: Collection[int],
) -> list[Any]:
    """Every error that Beancount finds in the books as a whole.

    Args:
        entries: The entries.
        options: Of the main file.
        facts: What is known of the transactions that are known.
        known: The numbers (``id``) of their postings.
    """
    few = [
        entry
        for entry in entries
        if type(entry) is not Transaction or id(entry.postings) not in known
    ]
    are_right = {
        validation.validate_active_accounts: _are_open(few, facts),
        validation.validate_currency_constraints: _are_allowed(few, facts),
        validation.validate_check_transaction_balances: all(
            each.is_balanced for each in facts
        ),
    }
    errors: list[Any] = []
    checks: list[Any] = validation.VALIDATIONS
    for check in checks:
        found = (
            check(few, options) if are_right.get(check, check in _OF_OTHERS) else None
        )
        # What is wrong is told in the order of the books.
        errors += check(entries, options) if found is None or found else found
    return errors


_OF_OTHERS = {
    validation.validate_open_close,
    validation.validate_duplicate_balances,
    validation.validate_duplicate_commodities,
    validation.validate_documents_paths,
}
"""What looks at no transaction."""


def _are_open(entries: Iterable[Any], facts: Iterable[Facts]) -> bool:
    """Whether every account is opened before it is used, and never closed."""
    opened: dict[str, Any] = {}
    for entry in entries:
        if type(entry) is data.Open:
            opened.setdefault(entry.account, entry.date)
        elif type(entry) is data.Close:
            return False
    return all(
        name in opened and opened[name] <= first
        for each in facts
        for name, (first, _) in each.days.items()
    )


def _are_allowed(entries: Iterable[Any], facts: Iterable[Facts]) -> bool:
    """Whether every account may have the currencies that are booked on it."""
    limits = {
        entry.account: entry.currencies
        for entry in entries
        if type(entry) is data.Open and entry.currencies
    }
    return all(
        name not in limits or currency in limits[name]
        for each in facts
        for name, currency in each.pairs
    )
