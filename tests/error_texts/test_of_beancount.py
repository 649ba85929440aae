"""Every kind of error that Beancount can make is told in Norwegian, with what to do."""

from __future__ import annotations

import ast
import re
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any
from typing import NamedTuple

import pytest
from beancount import loader

from fellesbok.error_texts.of_beancount import _SAYINGS
from fellesbok.error_texts.of_beancount import in_norwegian
from fellesbok.error_texts.of_beancount import said_of
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOMS = ("loader.py", "parser/*.py", "ops/*.py")
"""What Beancount loads books with; its own plugins are loaded by who asks for them."""

FOLLOWED = {
    "message",  # of bison and of validation: both are among OTHERS
    "str(exc)",  # of a cost: the two are among OTHERS
    "str(message)",  # of the lexer, which is in C
    "option_descriptor.deprecated",  # of two options: both are among OTHERS
}
"""Words that are made elsewhere."""

OTHERS = (
    "syntax error",
    "syntax error, unexpected COMMA, expecting end of file or EOL or ATAT or AT",
    "syntax error, unexpected NUMBER",
    "syntax error, unexpected EOL, expecting STRING",
    "syntax error, unexpected end of file",
    "syntax error, unexpected ACCOUNT",
    "syntax error, unexpected FLAG",
    "Invalid reference to inactive account 'Assets:Bank'",
    "Invalid reference to unknown account 'Assets:Bank'",
    'Amount is zero: "0 NOK"',
    'Cost is negative: "-1 NOK"',
    "ValueError: Invalid number format: '100,50'",
    "Invalid number format: '100,50'",
    "Invalid token: 'kr'",
    "Invalid token: '\"uten slutt'",
    "ValueError: day is out of range for month",
    "ValueError: month must be in 1..12",
    "ValueError: year 0 is out of range",
    "UnicodeDecodeError: 'utf-8' codec can't decode byte 0xe6 in position 0",
    'File glob "2018/*.beancount" does not match any files',
    "Renamed to 'tolerance_multiplier'.",
    "Allowing pipe separator temporarily; this will go away eventually.",
)


class Found(NamedTuple):
    """An error as Beancount makes them."""

    source: dict[str, Any]
    message: str
    entry: Any = None


class Balance(NamedTuple):
    """What an error of a balance stands on."""

    account: str = "Assets:Bank"
    date: str = "2018-12-31"

    @property
    def amount(self) -> Any:  # noqa: ANN401 -- of Beancount
        """An amount."""
        return type("Amount", (), {"number": 1})


def templates() -> Iterator[tuple[str, str]]:
    """Each message in the source of the installed Beancount, and where it is."""
    spec = find_spec("beancount")
    assert spec is not None
    assert spec.origin is not None
    house = Path(spec.origin).parent
    for path in sorted(path for room in ROOMS for path in house.glob(room)):
        if path.stem.endswith("_test"):
            continue
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            match node:
                case (
                    ast.Call(func=ast.Name(id=name), args=[_, words, *_])
                    | ast.Call(func=ast.Attribute(attr=name), args=[_, words, *_])
                ) if name.endswith("Error"):
                    yield f"{path.name}:{node.lineno}", written(words)


def written(words: ast.expr) -> str:
    """The words of a message, something put into its gaps."""
    if isinstance(words, ast.Constant):
        return str(words.value)
    if isinstance(words, ast.BinOp):
        return written(words.left) + written(words.right)
    if isinstance(words, ast.Call) and isinstance(words.func, ast.Attribute):
        text = written(words.func.value)
        if text.startswith("Balance failed"):
            return text.format("Assets:Bank", "1 NOK", "2 NOK", 1, "too much")
        return text.replace("{}", "1")
    return f"={ast.unparse(words)}"


KINDS = [(where, words) for where, words in templates() if not words.startswith("=")]


def test_the_source_of_beancount_is_read() -> None:
    assert len(KINDS) > 50
    lost = {words[1:] for _, words in templates() if words.startswith("=")}
    assert lost <= FOLLOWED


@pytest.mark.parametrize(
    "message", [*(words for _, words in KINDS), *OTHERS], ids=lambda words: words[:50]
)
def test_every_kind_is_told_in_norwegian_with_what_to_do(message: str) -> None:
    said = said_of(Found({}, message, Balance()))
    assert isinstance(said, Text), message
    english = say(said, "en")
    assert english != said
    for told in (said, english):
        assert len(re.findall(r"[.:](?: |$)", told)) > 1, told


def test_no_saying_stands_in_the_way_of_another() -> None:
    used = set()
    for message in [*(words for _, words in KINDS), *OTHERS]:
        said = said_of(Found({}, message))
        used.add(getattr(said, "template", ""))
    assert {template for _, template in _SAYINGS} - used == {
        "Tillegget {plugin} finnes ikke. Rett navnet, eller installer det."
    }


CHART = "2018-01-01 open Assets:Bank NOK\n2018-01-01 open Expenses:IKT NOK\n"
VOUCHER = '2018-02-01 * "Lisens"\n  Expenses:IKT  {}\n  Assets:Bank{}\n'
WRONG = {
    "a comma before the øre": (VOUCHER.format("100,50 NOK", ""), 4, "punktum"),
    "a space in an amount": (VOUCHER.format("1 000.50 NOK", ""), 4, "1000.50"),
    "a currency in small letters": (VOUCHER.format("100 kr", ""), 4, "NOK"),
    "no currency": (VOUCHER.format("100", ""), 4, "valuta"),
    "two without amounts": (VOUCHER.format("", ""), 5, "unntatt én"),
    "not in balance": (VOUCHER.format("1 NOK", " -2 NOK"), 3, "til overs"),
    "another currency": (VOUCHER.format("1 EUR", " -1 EUR"), 3, "føres ikke i EUR"),
    "a day as it is spoken": ('01.02.2018 * "x"\n', 3, "2018-12-31"),
    "a day that is not": ('2018-02-31 * "x"\n', 3, "kalenderen"),
    "a text without end": ('2018-02-01 * "x\n', 3, "anførselstegn"),
    "an account that is not open": (
        VOUCHER.format("1 NOK", ":Ukjent"),
        3,
        "fellesbok accounts",
    ),
    "a root in Norwegian": ("2018-01-01 open Utgifter:X\n", 3, "Expenses"),
    "opened twice": ("2018-01-01 open Assets:Bank\n", 3, "to ganger"),
    "a pad for nothing": ("2018-02-01 pad Assets:Bank Expenses:IKT\n", 3, "balance"),
    "a balance that fails": ("2018-02-01 balance Assets:Bank 5 NOK\n", 3, "skal være"),
    "a document that is not there": (
        '2018-02-01 document Assets:Bank "nei.pdf"\n',
        3,
        "nei.pdf",
    ),
    "a plugin that is not there": ('plugin "borte"\n', 0, "installer"),
    "a file that is not there": ('include "borte.beancount"\n', 0, "include"),
}


def test_a_long_path_is_told_by_its_end_which_names_the_file(tmp_path: Path) -> None:
    far_in = tmp_path / ("m" * 90)
    far_in.mkdir()
    path = far_in / "main.beancount"
    document = '2018-02-01 document Assets:Bank "nei.pdf"\n'
    path.write_text(CHART + document, encoding="utf-8")
    _, errors, _ = loader.load_file(str(path))
    said = [str(in_norwegian(each).message) for each in errors]
    assert f"Dokumentet … {'m' * 72}/nei.pdf finnes ikke." in " ".join(said)


@pytest.mark.parametrize(("text", "line", "told"), WRONG.values(), ids=WRONG)
def test_what_people_write_is_told_at_its_line(
    tmp_path: Path, text: str, line: int, told: str
) -> None:
    path = tmp_path / "main.beancount"
    path.write_text(CHART + text, encoding="utf-8")
    _, errors, _ = loader.load_file(str(path))
    found = [(each.source["lineno"], in_norwegian(each).message) for each in errors]
    assert any(at == line and told in said for at, said in found), found
    assert all(isinstance(said, Text) for _, said in found), found
