"""What stands for something for the moment stands in no file, and is never told."""

from __future__ import annotations

import re
import shutil
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import rules
from claimbook import version
from compared_books import OTHER
from fellesbok.books import load_books
from places import HOUSE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("pattern", "wrong", "said"),
    [
        (r"    organisation_number: .*\n", "", "«organisation_number» mangler."),
        (r'organisation_number: "\d*"', 'organisation_number: "12"', "«12» er feil"),
        (r"    invoicing: .*", '    invoicing: {bank_account: "12"}', "«12» er feil"),
        (r"numbers: \[\]", 'numbers: [{number: "12"}]', "«12» har ikke fire siffer"),
        (r"numbers: \[\]", "numbers: [{to: 2019-12-31}]", "«number» mangler."),
        (
            r"numbers: \[\]",
            'numbers: [{number: "12"}, {number: "1940", from: 2020-01-01}]',
            "«12» har ikke fire siffer",
        ),
    ],
)
def test_a_number_that_nobody_has_is_nobody_elses(
    tmp_path: Path, pattern: str, wrong: str, said: str
) -> None:
    text, count = re.subn(pattern, wrong, rules())
    assert count == 4
    done = Folder(tmp_path).write(text, chart()).run("check")
    told = " ".join(done.output.split())
    assert told.count(said) == count, told
    for stand_in in ("nummer 974760673", "nummer 0000", "Kommunenumrene"):
        assert stand_in not in told


def test_what_is_left_out_with_something_around_it_hides_no_other_fault(
    tmp_path: Path,
) -> None:
    """Terms without a day are left out whole, and all that they lack with them."""
    text = rules(
        version(first="2018-13-01").replace("        basis: net\n", ""),
        others=OTHER.replace("nordvik: 3", "nordvik: 3, lutvik: 1"),
    )
    done = Folder(tmp_path).write(text, chart()).run("check")
    told = " ".join(done.output.split())
    assert "from: «2018-13-01» er ikke en dato." in told
    assert "«basis» mangler." in told
    assert "«lutvik»: ikke blant" in told


@pytest.mark.parametrize(
    ("ledger", "pattern", "wrong", "said"),
    [
        (
            "a-statistics-file-has-the-right-municipality-number",
            r'number: "\d{4}"',
            'number: "12"',
            ["number: Kommunenummer «12» har ikke fire siffer."] * 2,
        ),
        (
            "contra-cost-is-on-an-account-of-the-cooperation",
            r"    account: IKT\n",
            "",
            ["«account» mangler."],
        ),
    ],
)
def test_nothing_is_held_against_what_is_not_known(
    tmp_path: Path, ledger: str, pattern: str, wrong: str, said: list[str]
) -> None:
    folder = tmp_path / "bok"
    shutil.copytree(HOUSE / "tests" / "ledgers" / ledger, folder)
    path = folder / "rules.yaml"
    text, count = re.subn(pattern, wrong, path.read_text(encoding="utf-8"))
    assert count == len(said)
    path.write_text(text, encoding="utf-8")
    told = [
        str(each.message) for each in load_books(folder / "source.beancount").errors
    ]
    assert told == said
