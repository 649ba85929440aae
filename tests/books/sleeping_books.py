"""Books that no sleeping room has anything to say of, and what is asked of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from typing import NamedTuple

from casebook import LEDGERS
from casebook import load_case
from fellesbok.entries.kinds import is_custom
from fellesbok.entries.kinds import is_transaction
from fellesbok.shared import OPTION
from fellesbok.shared import Shared
from fellesbok.sharing.pots import YearOfVouchers


class Plain(NamedTuple):
    """What is opened in some books, what was shared in them, and their one year."""

    entries: list[Any]
    shared: Shared
    result: Any

    @property
    def agreement(self) -> Any:  # noqa: ANN401 -- as the books have it
        return self.shared.agreement

    @property
    def year(self) -> YearOfVouchers:
        """The year, of which nothing is written."""
        return YearOfVouchers(self.result.cooperation, self.result.year, ())


def plain() -> Plain:
    """Books without vouchers and without lines of our own."""
    books = load_case(LEDGERS / "forty-sixty-of-the-ikt-accounts-2018")
    shared = books.options[OPTION]
    (result,) = shared.results
    entries = [e for e in books.entries if not is_transaction(e) and not is_custom(e)]
    return Plain(entries, shared, result)


def assert_same(asked: tuple[tuple[Any, Any, tuple[Any, ...]], ...]) -> None:
    """What is answered for each sleeping room is what it says itself."""
    for asleep, room, given in asked:
        told, said = asleep(*given), room(*given)
        if isinstance(said, Iterator):
            told, said = [*told], [*said]
        assert told == said, room
