"""The floors of the house: its rooms, lowest first, and who imports whom."""

from __future__ import annotations

import ast
import subprocess
from functools import cache
from typing import TYPE_CHECKING

from casebook import PROGRAMME
from parsed import nodes
from places import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path


INTAKE = HOUSE / "importers" / "fellesbok_importers"
# Lowest first.  A room knows those before it; the pages are neighbours on one floor,
# apart from what one page shows of another.
ROOMS = (
    "frozen",
    "contradictions",
    "messages",
    "errors",
    "error_texts",
    "system",
    "command_language",
    "anywhere",
    "unseen",
    "collecting",
    "noted",
    "pdf",
    "tables",
    "drawing",
    "agreement",
    "rules",
    "entries",
    "sharing",
    "shared",
    "reconciling",
    "filing",
    "kept_rules",
    "kept_loads",
    "terminal",
    "budgets",
    "accruals",
    "funds",
    "objections",
    "approvals",
    "claims",
    "closing",
    "chart",
    "new_voucher",
    "grants",
    "woken",
    "plugin",
    "books",
    "viewpoint",
    "starting",
    "site",
    "explanation",
    "compare",
    "changes",
    "proof",
    "lint",
    "questions",
    "dataset",
    "batch",
    "report",
    "machine",
    "claim_documents",
    "web",
    "cli",
    "__main__",
)
PAGES = (
    "rendering",
    "limits",
    "access",
    "frame",
    "agreements",
    "approvals",
    "budget",
    "changes",
    "claims",
    "distribution",
    "effect",
    "explanation",
    "findings",
    "funds",
    "grants",
    "municipality",
    "new_voucher",
    "overview",
)
INTAKE_ROOMS = (
    "faults",
    "document_outcome",
    "documents",
    "profiles",
    "rows",
    "statistics",
    "vouchers",
    "bank",
    "invoices",
    "export",
    "intake",
)
HOUSES = {
    "fellesbok": (PROGRAMME, ROOMS),
    "fellesbok.web": (PROGRAMME / "web", PAGES),
    "fellesbok_importers": (INTAKE, INTAKE_ROOMS),
}
FACES = {"web", "cli", "report"}
"""They show what other rooms know, by the same names."""


def programme() -> Iterator[Path]:
    """Every module of the programme."""
    yield from sorted(PROGRAMME.rglob("*.py"))


@cache
def imported(path: Path) -> tuple[tuple[int, str], ...]:
    """Line and full name of everything that a module imports, for types too."""
    return tuple(_imported(path))


def _imported(path: Path) -> Iterator[tuple[int, str]]:
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: imports are absolute"
            for alias in node.names:
                yield node.lineno, f"{node.module}.{alias.name}"


def room(path: Path, house: Path = PROGRAMME) -> str:
    """The room that a module of a house is, or is in."""
    return path.relative_to(house).with_suffix("").parts[0]


def name_of(path: Path) -> str:
    """What a module is imported as."""
    package = INTAKE if path.is_relative_to(INTAKE) else PROGRAMME
    parts = path.relative_to(package.parent).with_suffix("").parts
    return ".".join(parts).removesuffix(".__init__")


def listing(faults: list[str]) -> str:
    """Faults, one a line."""
    return "\n".join(["", *faults])


def tracked() -> list[str]:
    """The files of the repository; every file where there is no git."""
    command = ["git", "-C", str(HOUSE), "ls-files", "-z"]
    try:
        found = subprocess.run(command, check=True, capture_output=True, text=True)
    except (OSError, subprocess.CalledProcessError):
        return [
            path.relative_to(HOUSE).as_posix()
            for folder in ("plugins", "importers", "tests", "ledger")
            for path in sorted((HOUSE / folder).rglob("*.*"))
            if "cache" not in str(path)
        ]
    return [name for name in found.stdout.split("\0") if name]
