"""Books whose changes git knows."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from pagebook import Reader
from pagebook import copy_of_seen_books
from readers import ACCOUNTANT
from readers import signed_in
from readers import with_sign_in
from repository import Repository

if TYPE_CHECKING:
    from pathlib import Path

    from flask import Flask


EXTENSION = '2017-01-01 custom "fava-extension" "fellesbok.web"\n'
SLUGS = ("nordvik", "midvik", "sorvik")
COST = "2018-03-01", "600.00"


@pytest.fixture
def books(tmp_path: Path, no_documents: None) -> Folder:  # noqa: ARG001 -- a fixture
    """Books with claims, and an agreement that was changed after it was made."""
    folder = Folder(tmp_path / "bok")
    folder.path.mkdir()
    folder.write(rules(), chart(), EXTENSION, budget("1000.00"), cost(*COST))
    done = folder.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 0, done.output
    return folder


def in_git(books: Folder) -> Repository:
    """The same in git: made by Kari, and the agreement mended by Ola."""
    repository = Repository(books.path).begun()
    repository.commit({}, "Kari Nordmann", "2018-03-11T12:00:00+0100", "Ført")
    path = books.path / "allocation_rules.yaml"
    text = path.read_text(encoding="utf-8").replace("source: Avtalen", "source: Sak 7")
    path.write_text(text, encoding="utf-8")
    reason = "Sak 7, se ola@nordvik.no"
    repository.commit({}, "Ola Dahl", "2018-03-12T12:00:00+0100", reason)
    return repository


def mended_again(books: Folder) -> None:
    """The agreement is changed once more, and that is not committed."""
    path = books.path / "allocation_rules.yaml"
    text = path.read_text(encoding="utf-8").replace("source: Sak 7", "source: Sak 8")
    path.write_text(text, encoding="utf-8")


def common_in_git(books: Folder) -> None:
    """The same in git, where shares are common: all may read the agreement file."""
    whole = rules().replace("legal_form", "innsyn: felles\n    legal_form")
    books.write(whole, chart(), EXTENSION, budget("1000.00"), cost(*COST))
    in_git(books)


def seen_in_git(folder: Path, was: str, is_now: str) -> Flask:
    """Books with a grant and a fund, made by Kari; Ola has mended a place in them."""
    main = copy_of_seen_books(folder / "bok")
    repository = Repository(folder / "bok").begun()
    repository.commit({}, "Kari Nordmann", "2018-03-11T12:00:00+0100", "Ført")
    (path,) = (
        path
        for path in (main, folder / "bok" / "allocation_rules.yaml")
        if path.read_text(encoding="utf-8").count(was) == 1
    )
    mended = {
        str(path): path.read_text(encoding="utf-8").replace(was, is_now),
    }
    repository.commit(mended, "Ola Dahl", "2018-03-12T12:00:00+0100", "Sak 7, se …")
    return with_sign_in(main, slugs=SLUGS)


def app_of(books: Folder) -> Flask:
    return with_sign_in(books.path / "ledger" / "main.beancount", slugs=SLUGS)


def reader(app: Flask, name: str = ACCOUNTANT) -> Reader:
    return Reader(app, signed_in(app, name))


def rows(seen: Reader, **asks: str) -> list[list[str]]:
    """The lines of the table, which have a day."""
    found = seen.csv("Endringer", **asks)
    return [row for row in found if row[1:] and re.fullmatch(r"[\d-]{10}", row[1])]
