"""``pytest --update-golden`` writes what is expected anew; git shows the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.claim_documents import making
from fellesbok.cli import desk
from fellesbok.cli.papers import Papers
from fellesbok.messages import Text
from fellesbok.report.pdf import NoPdfError

if TYPE_CHECKING:
    from collections.abc import Iterator


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the one option that rewrites expectations."""
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the expected files of the test ledgers and the JSON Schema anew",
    )


@pytest.fixture
def update_golden(request: pytest.FixtureRequest) -> bool:
    """Whether expectations shall be rewritten instead of compared."""
    return bool(request.config.getoption("--update-golden"))


@pytest.fixture
def no_documents(monkeypatch: pytest.MonkeyPatch) -> None:
    """Claims are written without documents, which take most of the time."""
    monkeypatch.setattr(desk, "papers_of", lambda *_: Papers({}, (), (), ()))


@pytest.fixture(scope="module")
def without_pdf() -> Iterator[None]:
    """Claims get their page as HTML alone: it says the same, and is made at once."""

    def no_pdf(_page: str) -> bytes:
        raise NoPdfError(Text("–"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(making, "pdf", no_pdf)
        yield
