"""What a page is asked, without the page: the books as a reader and filters leave them.

The books are made up and served once in a process: no test here writes in them.
"""

from __future__ import annotations

from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from fava.context import g

from fellesbok.web.frame.asked import asked_of
from pagebook import SEEN_BOOKS
from pagebook import Reader
from readers import ACCOUNTANT
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator

    from flask import Flask

    from fellesbok.web.frame import Asked


@cache
def _app() -> Flask:
    main = SEEN_BOOKS / "ledger" / "main.beancount"
    return with_sign_in(main, slugs=("nordvik", "midvik", "sorvik"))


@cache
def reader(who: str = ACCOUNTANT) -> Reader:
    """Who keeps the books, or a municipality that is signed in as itself."""
    return Reader(_app(), signed_in(_app(), who))


@contextmanager
def asked_by(who: str = ACCOUNTANT, **asks: object) -> Iterator[Asked]:
    """What somebody asks of the books in an address, as long as it is answered."""
    words = {name: str(value) for name, value in asks.items()}
    of = reader(who)
    with of.client as client:
        answer = client.get(f"/{of.slug}/api/changed", query_string=words)
        assert answer.status_code == 200
        yield asked_of(g.ledger)
