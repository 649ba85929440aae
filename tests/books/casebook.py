"""Test ledgers: rules and vouchers in a folder, and what the books become, as text.

A folder in ``tests/ledgers`` holds ``rules.yaml``, ``source.beancount`` and what is
expected: ``expected.beancount`` with the generated entries, ``expected.errors`` with
``file:line: message``, or both.  A file that is not there says that there is nothing.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

from beancount import loader
from beancount.parser import printer

from fellesbok.entries import vocabulary
from places import HOUSE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from beancount.core.data import Directive

LEDGERS = HOUSE / "tests" / "ledgers"
PROGRAMME = HOUSE / "plugins" / "fellesbok"
SOURCE = "source.beancount"
EXPECTED_ENTRIES = "expected.beancount"
EXPECTED_ERRORS = "expected.errors"

loader.initialize(use_cache=False)


class Loaded(NamedTuple):
    """A loaded ledger as Beancount gives it."""

    entries: list[Directive]
    errors: list[Any]
    options: dict[str, Any]


def case_folders() -> list[Path]:
    """Every test ledger, by name."""
    return sorted(path.parent for path in LEDGERS.glob(f"*/{SOURCE}"))


def load(ledger: Path) -> Loaded:
    """Load a ledger through the real plugin."""
    return Loaded(*loader.load_file(str(ledger)))


@cache
def load_case(folder: Path) -> Loaded:
    """Load the ledger of a case once."""
    return load(folder / SOURCE)


def generated_entries(loaded: Loaded) -> list[Directive]:
    """What the plugin has added to the books."""
    return [e for e in loaded.entries if e.meta["filename"] == vocabulary.FILE]


def entries_text(entries: Sequence[Directive]) -> str:
    """Entries as Beancount text, a blank line between them."""
    return "\n".join(printer.format_entry(entry) for entry in entries)


def errors_text(errors: Sequence[Any], folder: Path) -> str:
    """Errors as lines of ``file:line: message``, files relative to the folder."""
    return "".join(
        f"{_relative(error.source['filename'], folder)}:{error.source['lineno']}:"
        f" {str(error.message).strip()}\n"
        for error in errors
    )


def _relative(filename: str, folder: Path) -> str:
    path = Path(filename)
    return str(path.relative_to(folder)) if path.is_relative_to(folder) else filename
