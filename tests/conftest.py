"""``pytest --update-golden`` writes what is expected anew; git shows the difference."""

from __future__ import annotations

import gc
import os
from functools import partialmethod
from hashlib import sha256
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner
from fava.application import _cached_url_for

import another_machine  # before anything of ours
import once_in_a_process
import parsed
import rules_read_once
from fellesbok import kept_rules
from fellesbok.claim_documents import making
from fellesbok.cli import desk
from fellesbok.cli.papers import Papers
from fellesbok.messages import Text
from fellesbok.pdf import NoPdfError
from fellesbok.pdf import pdf
from fellesbok.system import differences
from pagebook import Reader
from pagebook import copy_of_seen_books
from pagebook import reader_of
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from _typeshed import HasFileno

# A command that breaks ends with 1, as one that refuses does, and would pass for it.
_runner: Any = CliRunner
_runner.__init__ = partialmethod(CliRunner.__init__, catch_exceptions=False)


# No test leaves anything with the user who runs it, or finds what another has left:
# nothing can be kept here, and who tries what is kept says where.
os.environ["XDG_CACHE_HOME"] = os.devnull
if another_machine.IS_WINDOWS:  # every place refuses twice there
    differences.WAITS = (0.0, 0.0, 0.0, 0.0, 0.0)


# Nobody reads what a test has written after the machine has stopped, and to wait for
# the disk is most of the time of what writes.  That it is asked for is counted by
# ``faulty`` and told by ``filing/test_disk.py``.
def _unforced(fd: int | HasFileno) -> None:
    """What is written is there for every process, and is not forced to the disk."""


os.fsync = _unforced


# A process that loads thousands of small books makes little that is garbage, and looks
# for it every seven hundred objects.
gc.set_threshold(20_000, 10, 10)


once_in_a_process.install()

TRY_WHAT_IS_KEPT = {"kept_loads", "kept_rules"}
"""Folders of tests that read rules each time they are to be read."""


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one option that rewrites expectations."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the expected files of the test ledgers and the JSON Schema anew",
    )


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What tries the whole product comes first: its files take longest.

    Files are dealt out to the cores in this order, and who gets a long one last has the
    others wait.
    """
    items.sort(key=lambda item: item.path.parent.name != "whole")


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expectations shall be rewritten instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture(autouse=True)
def addresses_of_its_own() -> None:
    """Fava remembers addresses, with their prefix, for all applications of a process.

    A process of ours serves one application; tests make many.
    """
    _cached_url_for.cache_clear()


@pytest.fixture(scope="module", autouse=True)
def read_anew(request: pytest.FixtureRequest) -> Iterator[None]:
    """What a file of tests has read of code and of rules is not kept for others."""
    with pytest.MonkeyPatch.context() as patch:
        if request.path.parent.name not in TRY_WHAT_IS_KEPT:
            patch.setattr(kept_rules, "examine_rules", rules_read_once.examined)
        yield
    parsed.forget()
    rules_read_once.forget()


@pytest.fixture
def no_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims are written without documents, which take most of the time."""
    monkeypatch.setattr(desk, "papers_of", lambda *_: Papers({}, (), (), ()))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """What was tried of each command that writes, and what it left."""
    rows = [
        value
        for report in terminalreporter.getreports("passed")
        for name, value in getattr(report, "user_properties", ())
        if name == "faults"
    ]
    if not rows:
        return
    terminalreporter.section("stopped at a step: what is there is the old or the new")
    table = [list(rows[0]), *([str(cell) for cell in row.values()] for row in rows)]
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    for row in table:
        cells = (cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        terminalreporter.write_line("  ".join(cells).rstrip())


@pytest.fixture(scope="module")
def seen_books(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Made-up books with claims, two grants and a fund."""
    return copy_of_seen_books(tmp_path_factory.mktemp("seen") / "books")


@pytest.fixture(scope="module")
def accountant(seen_books: Path) -> Reader:
    """Who reads everything in them."""
    return reader_of(seen_books)


@pytest.fixture(scope="module")
def readers(seen_books: Path) -> dict[str, Reader]:
    """Each municipality in them, signed in as itself."""
    slugs = ("nordvik", "midvik", "sorvik")
    app = with_sign_in(seen_books, slugs=slugs)
    return {slug: Reader(app, signed_in(app, slug)) for slug in slugs}


@pytest.fixture
def without_pdf(monkeypatch: pytest.MonkeyPatch) -> None:
    """No PDF can be made, as on a machine without memory."""

    def no_pdf(_page: str) -> bytes:
        raise NoPdfError(Text("Typst, som setter PDF-en, stanset uten å bli ferdig."))

    monkeypatch.setattr(making, "pdf", no_pdf)


@pytest.fixture(scope="module")
def undrawn_pdf() -> Iterator[None]:
    """A claim's PDF is a short one that differs with its page, and is not drawn.

    Files, names and attachments are as they are with a drawn one.  What a drawn one
    says is tried where it is read: ``claim_documents/test_paper.py`` and
    ``cli/test_preview.py``.
    """

    def undrawn(page: str) -> bytes:
        return f"%PDF-1.7\n% {sha256(page.encode()).hexdigest()}\n".encode()

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "pdf", undrawn)
        yield


@pytest.fixture
def drawn_pdf(undrawn_pdf: None, monkeypatch: pytest.MonkeyPatch) -> None:  # noqa: ARG001 -- takes its place
    """The claims of this test have a drawn PDF, in a module where others have not."""
    monkeypatch.setattr(making, "pdf", pdf)
