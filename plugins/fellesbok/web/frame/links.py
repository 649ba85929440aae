"""Addresses in Fava: pages, journals, accounts, entries and lines of files."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any
from urllib.parse import urlencode

from fava.application import url_for
from fava.beans.funcs import hash_entry

from fellesbok.entries.records import Record
from fellesbok.tables import targets
from fellesbok.web.frame.worked_out import once

if TYPE_CHECKING:
    from collections.abc import Hashable
    from collections.abc import Mapping

    from fava.core import FavaLedger

    from fellesbok.entries.records import Entry
    from fellesbok.entries.records import Place
    from fellesbok.tables.targets import Target


class Links:
    """Makes addresses that keep Fava's filters and the prefix of the server."""

    def __init__(self, ledger: FavaLedger, filters: Mapping[str, str]) -> None:
        """Remember whose addresses they are."""
        self._ledger = ledger
        self._filters = filters
        # Pages lead to thousands of entries, and many pages to the same ones.
        self._journals: dict[int, str] = {}
        self._worked_out: dict[Hashable, Any] = getattr(ledger, "worked_out", {})

    def to(self, target: Target | None) -> str:  # noqa: C901, PLR0911 -- one each
        """The address of what a cell leads to; the one place that makes them of values.

        Whatever leads nowhere in Fava, and a line that may not be read, is no link.
        """
        match target:
            case None:
                return ""
            case targets.Page(name, arguments):
                return self.page(name, **dict(arguments))
            case targets.Explanation(cooperation, payer, period):
                asks = {"samarbeid": cooperation, "kommune": payer, "time": period}
                return self.page("Forklaring", **asks)
            case targets.Statement(payer, period):
                return self.page("Kommuneoppgave", kommune=payer, time=period)
            case targets.Agreement(cooperation):
                return self.page("Avtaler", samarbeid=cooperation)
            case targets.Account(name, period):
                asks = {} if period is None else {"time": period}
                return self.account(name, **asks)
            case targets.Entry(entry):
                return self.entry(entry)
            case targets.Basis(title, parts):
                # Several stand together on their account, if they have one.
                if len(parts) == 1:
                    return self.entry(parts[0][0].entry)
                return self.account(title) if title in self._ledger.accounts else ""
            case targets.Vouchers(link, others):
                # Fava reads a comma between two links as «or».
                return self.journal(", ^".join((link, *others)))
            case targets.SourceLine(path, line, otherwise):
                return self.place(path, line) or self.to(otherwise)
            case targets.Document(path):
                return self.document(path)

    def page(self, name: str, **arguments: object) -> str:
        """One of our pages; ``time`` and the other filters can be given or blanked."""
        address = url_for("extension_report", extension_name=name).partition("?")[0]
        return with_arguments(address, {**self._filters, **arguments})

    def export(self, name: str, form: str, **arguments: object) -> str:
        """The figures of a page as a file."""
        address = self.page(name).partition("?")[0]
        return with_arguments(f"{address}{form}", {**self._filters, **arguments})

    def journal(self, link: str, **arguments: object) -> str:
        """The vouchers behind a Beancount link, and what they became."""
        address = url_for("report", report_name="journal").partition("?")[0]
        return with_arguments(address, {"filter": f"^{link}", **arguments})

    def account(self, name: str, **arguments: object) -> str:
        """An account's page."""
        # Fava leaves colons as they are, and shows an empty page for escaped ones.
        address = url_for("account", name=name).partition("?")[0].replace("%3A", ":")
        return with_arguments(address, {**self._filters, **arguments})

    def entry(self, entry: Entry) -> str:
        """An entry in the journal, opened with its text in the books."""
        known: Any = entry
        return self._opened(entry, hash_entry(known))

    def _opened(self, entry: Entry, called: str) -> str:
        year = Record(entry).day.year
        if year not in self._journals:
            address = url_for("report", report_name="journal").partition("?")[0]
            self._journals[year] = with_arguments(address, {"time": str(year)})
        return f"{self._journals[year]}#context-{called}"

    def document(self, path: str) -> str:
        """A document of the books."""
        return with_arguments(url_for("document").partition("?")[0], {"filename": path})

    def source(self, path: str, line: int) -> str:
        """A line of a file in the books, or nothing if it may not be read here."""
        if path not in self._ledger.options["include"]:
            return ""
        address = url_for("report", report_name="editor").partition("?")[0]
        return with_arguments(address, {"file_path": path, "line": line})

    def place(self, path: str, line: int) -> str:
        """The entry that stands on a line, else the line itself."""
        entry: Any = self._entries.get((path, line))
        if entry is None:
            return self.source(path, line)
        called = self._called.get((path, line))
        if called is None:
            called = self._called[path, line] = hash_entry(entry)
        return self._opened(entry, called)

    @cached_property
    def _entries(self) -> dict[Place, Entry]:
        entries: Any = self._ledger.all_entries
        return once(
            self._worked_out,
            "oppføringer etter sted",
            lambda: {Record(entry).place: entry for entry in entries},
        )

    @cached_property
    def _called(self) -> dict[Place, str]:
        """What Fava calls the entries that a page has led to, by their places."""
        nothing: dict[Place, str] = {}
        return once(self._worked_out, "oppføringers kjennetegn", lambda: nothing)


def with_arguments(address: str, arguments: Mapping[str, object]) -> str:
    """An address that asks for these; what is blank is left out."""
    written = {name: str(value) for name, value in arguments.items() if value}
    return f"{address}?{urlencode(written)}" if written else address
