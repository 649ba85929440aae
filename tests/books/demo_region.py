"""The made-up region of ``fellesbok demo``, written anew by the commands that wrote it.

What people write (agreements, chart, vouchers, budgets, payments, attestations) lies in
the programme as it is.  The rest is made here: the year files come into the books one
after another, as they would have come, and the commands are given in the same order.
"""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from fellesbok.cli import desk
from fellesbok.cli import main
from fellesbok.cli.papers import Papers
from places import HOUSE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

SHIPPED = HOUSE / "plugins" / "fellesbok" / "starting" / "demo" / "books"

MADE_BY_COMMANDS = ("avsluttet", "documents", "innsigelser", "krav")
"""What lies under ``ledger/`` because a command put it there."""

LEFT_BEHIND = (".picklecache", ".fellesbok-laas")

TAKE = "take"
"""The word of a step that takes files into the books."""


def of_year(year: int) -> tuple[str, ...]:
    names = ("beredskap", "ikt", "legevakt", "velferdsteknologi")
    return (TAKE, *(f"{year}/{name}.beancount" for name in names))


def instalment(year: int, cooperation: str, number: int) -> tuple[str, ...]:
    of = ("--cooperation", cooperation, "--instalment", str(number))
    return ("claim", str(year), *of, "--yes")


def settled(year: int, day: str) -> tuple[str, ...]:
    return ("claim", str(year), "--settlement", "--date", day, "--yes")


def closed(year: int, day: str) -> tuple[str, ...]:
    return ("close", str(year), "--date", day, "--yes")


STORY: tuple[tuple[str, ...], ...] = (
    of_year(2023),
    instalment(2023, "ikt", 1),
    instalment(2023, "beredskap", 1),
    instalment(2023, "legevakt", 1),
    instalment(2023, "ikt", 2),
    instalment(2023, "ikt", 3),
    instalment(2023, "legevakt", 2),
    instalment(2023, "ikt", 4),
    (TAKE, "2023/bank.beancount", "2023/rapport.beancount"),
    of_year(2024),
    instalment(2024, "ikt", 1),
    instalment(2024, "beredskap", 1),
    instalment(2024, "legevakt", 1),
    settled(2023, "2024-02-20"),
    closed(2023, "2024-03-01"),
    instalment(2024, "ikt", 2),
    (TAKE, "2024/revidert-budsjett.beancount"),
    (
        *("object", "--claim", "granvag-2024-0019", "--amount", "14000,00"),
        *("--reason", "Terminen er regnet av budsjettet før det ble satt ned"),
        *("--deadline", "2024-05-31", "--date", "2024-05-06", "--yes"),
    ),
    (
        *("credit", "granvag-2024-0019", "--amount", "14000,00"),
        *("--reason", "Revidert budsjett, sak 27/24"),
        *("--date", "2024-05-10", "--yes"),
    ),
    (
        *("objections", "answer", "2024-storholm-1", "--outcome", "delvis"),
        *("--credit-note", "granvag-2024-0020", "--date", "2024-05-10"),
        *("--text", "Storholm får tilbake det terminen var for høy", "--yes"),
    ),
    instalment(2024, "ikt", 3),
    instalment(2024, "legevakt", 2),
    instalment(2024, "ikt", 4),
    (TAKE, "2024/bank.beancount", "2024/rapport.beancount"),
    of_year(2025),
    instalment(2025, "ikt", 1),
    instalment(2025, "beredskap", 1),
    settled(2024, "2025-02-10"),
    instalment(2025, "legevakt", 1),
    closed(2024, "2025-03-03"),
    instalment(2025, "ikt", 2),
    (TAKE, "2025/etter-avslutning.beancount"),
    (
        *("claim", "2024", "--cooperation", "ikt", "--settlement"),
        *("--date", "2025-06-02", "--yes"),
    ),
    instalment(2025, "ikt", 3),
    instalment(2025, "legevakt", 2),
    (
        *("object", "--claim", "granvag-2025-0020", "--amount", "62500,00"),
        *("--reason", "Minstebeløpet skal vurderes på nytt i 2025"),
        *("--deadline", "2026-01-15", "--date", "2025-10-02", "--yes"),
    ),
    instalment(2025, "ikt", 4),
    (
        TAKE,
        "2025/bank.beancount",
        "2025/attestasjoner.beancount",
        "2025/svar.beancount",
    ),
)


def written_anew(folder: Path) -> Path:
    """The books, from what people have written, by the story; gives their folder."""
    books = folder / "demo"
    shutil.copytree(SHIPPED, books)
    for name in MADE_BY_COMMANDS:
        shutil.rmtree(books / "ledger" / name, ignore_errors=True)
        (books / "ledger" / f"{name}.beancount").unlink(missing_ok=True)
    (books / "ledger" / "documents").mkdir()
    main_file = books / "ledger" / "main.beancount"
    written = main_file.read_text(encoding="utf-8").splitlines()
    own = [line for line in written if not _made(line)]
    taken: set[str] = set()
    main_file.write_text(_main(own, [], taken), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        # Papers are made of the books at any time, and would change with each word in
        # them: the demo has none, and ``fellesbok documents`` makes them.
        patch.setattr(desk, "papers_of", lambda *_: Papers({}, (), (), ()))
        for step in STORY:
            if step[0] == TAKE:
                now = main_file.read_text(encoding="utf-8").splitlines()
                taken.update(step[1:])
                lists = [line for line in now if _made(line)]
                main_file.write_text(_main(own, lists, taken), encoding="utf-8")
            else:
                _do(books, step)
    return books


def _do(books: Path, words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(main, [*words, "--books", str(books)])
    assert result.exit_code == 0, f"{words}: {result.output}"


def _made(line: str) -> bool:
    """Whether a line of the main file takes in what a command wrote."""
    return any(line == f'include "{name}.beancount"' for name in MADE_BY_COMMANDS)


def _main(own: list[str], lists: list[str], taken: set[str]) -> str:
    lines = [line for line in own if _is_in(line, taken)]
    return "\n".join([*lines, *lists]) + "\n"


def _is_in(line: str, taken: set[str]) -> bool:
    """Whether a line is there yet: the file of a year comes when it is taken in."""
    name = line.removeprefix('include "').removesuffix('"')
    return "/" not in name or not line.startswith("include") or name in taken


def files(folder: Path) -> Iterator[tuple[str, bytes]]:
    """Every file but what a loading leaves behind."""
    for path in sorted(folder.rglob("*")):
        if path.is_file() and not path.name.endswith(LEFT_BEHIND):
            yield path.relative_to(folder).as_posix(), path.read_bytes()
