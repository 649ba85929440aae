"""What files of books name of others is found before it is looked for."""

from __future__ import annotations

from pathlib import Path

import pytest

from fellesbok.entries.taken_in import Named
from fellesbok.entries.taken_in import taken_in

BOOKS = """\
option "documents" "../bilag"
plugin "fellesbok.plugin" "../avtaler.yaml"
include "2018.beancount"
include "../../felles/*/konto.beancount"
include "*/../../annet.beancount"
2018-01-01 open Assets:Bank
2018-01-02 document Assets:Bank "brev.pdf"
"""


def test_each_file_names_its_own(tmp_path: Path) -> None:
    main = tmp_path / "region" / "ledger" / "main.beancount"
    main.parent.mkdir(parents=True)
    main.write_text(BOOKS)
    year = main.with_name("2018.beancount")
    year.write_text('include "januar.beancount"\noption "documents" "papirer"\n')
    known: dict[Path, list[Named]] = {}
    found = list(taken_in(main, known))
    assert {(each.by.name, each.lead, each.rest, each.is_needed) for each in found} == {
        ("main.beancount", year, (), True),
        ("main.beancount", tmp_path / "felles", ("*", "konto.beancount"), True),
        # What turns back after a sign may lead anywhere.
        ("main.beancount", Path("/"), ("*", "..", "..", "annet.beancount"), True),
        ("main.beancount", tmp_path / "region", ("avtaler.yaml",), True),
        ("main.beancount", tmp_path / "region" / "bilag", (), False),
        ("main.beancount", main.with_name("brev.pdf"), (), False),
        ("2018.beancount", main.with_name("januar.beancount"), (), True),
    }
    assert known.keys() == {main, year}


@pytest.mark.parametrize(
    ("rest", "path", "may_be"),
    [
        ("", "felles", True),
        ("", "felles/bilag", False),
        ("", ".", True),
        ("", "annet", False),
        ("*.beancount", "felles/bilag.beancount", True),
        ("*.beancount", "felles/mer/bilag.beancount", False),
        ("*.beancount", "felles/brev.pdf", False),
        ("*/*.beancount", "felles/mer", True),
        ("*/*.beancount", "felles/brev.pdf", False),
        ("**/*.beancount", "felles/bilag.beancount", True),
        ("**/*.beancount", "felles/a/b/c.beancount", True),
        ("**/*.beancount", "felles/a/b/c.pdf", False),
        ("**/*.beancount", "felles/a/b", True),
        ("**/a/**/x.beancount", "felles/b/a/c/d/x.beancount", True),
        ("**/a/**/x.beancount", "felles/b/c/x.beancount", False),
        ("**", "felles/brev.pdf", True),
    ],
)
def test_what_a_pattern_may_stand_for(rest: str, path: str, *, may_be: bool) -> None:
    """What has no ending may be a folder, and what is in that is not known."""
    top = Path("/srv")
    parts = tuple(part for part in rest.split("/") if part)
    named = Named(top / "main.beancount", rest, top / "felles", parts)
    assert named.may_be(top / path) is may_be
