"""Which files are the books, and which words the large checker reads as Beancount."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS
from fellesbok.proof.checker import verify_deep
from proved import prove

if TYPE_CHECKING:
    from pathlib import Path

MAIN = ['plugin "fellesbok.plugin" "rules.yaml"', 'include "a.beancount"']
VOUCHER = ['2018-04-01 * "x"', "  Expenses:X  900.00 NOK", "  Assets:Bank"]
CASE = LEDGERS / "a-cost-centre-has-another-key-and-other-participants"


def test_only_what_the_main_file_includes_is_read_as_books() -> None:
    """A voucher in a file that nothing includes, or in one of figures, is none."""
    texts = {
        "main.beancount": MAIN,
        "a.beancount": ['include "under/b.beancount"'],
        "under/b.beancount": VOUCHER,
        "extra.beancount": VOUCHER,
        "figures.csv": ['nes,a;b,2018-01-01,100,"', *VOUCHER, '"'],
    }
    unseen: set[str] = set()
    books = verify_deep.included(texts, "rules.yaml", unseen)
    assert [*books] == ["main.beancount", "a.beancount", "under/b.beancount"]
    assert not unseen


def test_the_agreement_is_the_one_that_the_main_file_names() -> None:
    """Beancount heeds no plugin of a file that is included."""
    texts = {
        "main.beancount": ['plugin "fellesbok.plugin" "b.yaml"', MAIN[1]],
        "a.beancount": MAIN[:1],
    }
    assert verify_deep.included(texts, "b.yaml", set())
    with pytest.raises(verify_deep.DiffersError, match="er ikke avtalen som"):
        verify_deep.included(texts, "rules.yaml", set())


def test_two_main_files_are_none() -> None:
    texts = {"one.beancount": MAIN[:1], "other.beancount": MAIN[:1]}
    with pytest.raises(verify_deep.DiffersError, match="på to måter"):
        verify_deep.included(texts, "rules.yaml", set())


@pytest.mark.parametrize(
    "row", ['include "ex', "include 'a.beancount'", 'plugin "fel', 'option "a']
)
def test_what_cannot_be_read_on_one_line_is_refused(row: str) -> None:
    texts = {"main.beancount": [MAIN[0], row, 'tra"'], "a.beancount": VOUCHER}
    with pytest.raises(verify_deep.DiffersError, match="kan ikke leses her"):
        verify_deep.included(texts, "rules.yaml", set())


@pytest.mark.parametrize(
    ("row", "is_told"),
    [
        ('plugin "mine"', True),
        ('plugin "beancount.plugins.forecast"', True),
        ('plugin "beancount.plugins.auto_accounts"', False),
        ('option "inferred_tolerance_default" "NOK:50000"', True),
        ('option "tolerance_multiplier" "100"', True),
        ('option "insert_pythonpath" "TRUE"', True),
        ('option "title" "Bøkene"', False),
    ],
)
def test_what_may_change_vouchers_is_told(row: str, *, is_told: bool) -> None:
    unseen: set[str] = set()
    verify_deep.included({"main.beancount": [MAIN[0], row]}, "rules.yaml", unseen)
    assert bool(unseen) == is_told


@pytest.mark.parametrize(
    ("said", "value"),
    [
        (' "1101"', "1101"),
        (" 1101", "1101"),
        (" #1101", None),
        (" 1101-1", None),
        (" 2202/2", None),
        (" TRUE", None),
        (" NULL", None),
        (" 2018-01-05", "2018-01-05"),
        (" 2018/01/05", "2018-01-05"),
        (" 2018-1-5", "2018-01-05"),
        (" 4290.0", "4290.0"),
        (" 04,290.", "4290"),
        (" 4290.0000000", None),
        (" -4290", None),
        (" ,4290", None),
    ],
)
def test_a_word_that_stands_bare_is_what_beancount_makes_of_it(
    said: str, value: str | None
) -> None:
    """What is made of it otherwise is refused: a tag, a sum, true and false."""
    assert verify_deep.worth(said) == value


def test_more_figures_than_beancount_keeps_are_not_worked_out() -> None:
    huge = "1" + "0" * 40
    assert verify_deep.worked_out(f"900.00+{huge}-{huge}") is None
    assert verify_deep.worked_out("900.00+1000000000.00-1000000000.00") == 90000


def test_a_cost_centre_that_the_agreement_lacks_is_refused(tmp_path: Path) -> None:
    (name, *_) = prove(CASE / "source.beancount", tmp_path / "bevis")
    certificate = verify_deep.read(tmp_path / "bevis" / name)
    rules = (CASE / "rules.yaml").read_text("utf-8").split("\n")
    versions = verify_deep.terms(certificate, rules)
    known = {**certificate, "served": {}, "reductions": [], "words": {}}
    voucher = {"day": "2018-04-01", "said": {"ansvar": "9999"}, "rows": []}
    at = {"account": "Expenses:IKT", "ore": 100, "of": voucher, "said": {}}
    with pytest.raises(verify_deep.DiffersError, match="ikke blant samarbeidets"):
        verify_deep.placed(known, versions, at)
