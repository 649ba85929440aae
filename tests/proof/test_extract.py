"""A member's certificate quotes of each file what its figures rest on, and no more."""

from __future__ import annotations

from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from fellesbok.cli import main
from fellesbok.proof.extract import of_vouchers
from two_municipalities import BOTH
from two_municipalities import rules

if TYPE_CHECKING:
    from pathlib import Path

BEGUN = f"""\
plugin "fellesbok.plugin" "rules.yaml"
{BOTH}2018-01-01 open Assets:Bank
2018-01-01 open Expenses:IKT
2018-01-01 open Liabilities:Påløpt:IKT
"""
LINE = "  Expenses:IKT  100.00 NOK"
ENDED = f"{LINE}\n  Assets:Bank"
VOUCHERS = {
    "a date within a text": f'2018-03-01 * "Lisens\n2017-05-05 * og mer"\n{ENDED}\n',
    "an empty line within a text": (
        '2018-03-01 * "Lisens\n\nog mer"\n  periode: "2018-01-01/2018-12-31"\n'
        f"{ENDED}\n"
    ),
    "our word within a text": (
        '2018-03-01 * "Lisens"\n  tekst: "a\n  betaler: b\n\nc"\n'
        f'  deltakere: "Lyngen"\n{ENDED}\n'
    ),
    "a date within a text of a line": (
        f'2018-03-01 * "Lisens"\n{LINE}\n    tekst: "x\n2018-01-01 y"\n'
        '    deltakere: "Lyngen"\n  Assets:Bank\n'
    ),
    "remarks between the lines": (
        '2018-03-01 * "Lisens"\n  ; x\n  deltakere: "Lyngen" ; "\n  ; "\n'
        f'{LINE}\n  ; z\n    periode: "2018-02-02"\n  Assets:Bank\n'
    ),
    "pushed within a text": (
        "2018-02-02 note Assets:Bank \"a\npushmeta periode: 'x'\nb\"\n"
        f'pushmeta periode: "2018-02-02"\n2018-03-01 * "Lisens"\n{ENDED}\n'
        "popmeta periode:\n"
    ),
    "a directive with a text that goes on": (
        '2018-12-31 custom "paaloept" "ikt" Expenses:IKT 1000.00 NOK\n'
        '  id: "a"\n  venter: "faktura"\n  note: "på\n2018-01-01 *\n  periode: x"\n'
        f'2018-03-01 * "Lisens"\n  Assets:Bank\n{LINE}\n'
    ),
}


@pytest.mark.parametrize("voucher", VOUCHERS.values(), ids=VOUCHERS)
@pytest.mark.parametrize("end", ["\n", "\r\n"], ids=["LF", "CRLF"])
def test_a_member_gets_what_the_accountant_gets(
    tmp_path: Path, voucher: str, end: str
) -> None:
    """What lies inside a text is no line of the books, however it looks."""
    books = tmp_path / "bok"
    books.mkdir()
    text = f"{BEGUN}\n{voucher}".replace("\n", end)
    (books / "main.beancount").write_bytes(text.encode())
    key = "{weights: {kafjord: 1, lyngen: 3}}"
    (books / "rules.yaml").write_text(rules().replace("key: equal", f"key: {key}"))
    (tmp_path / "key").write_text("5f" * 32, encoding="ascii")
    given = ["certify", "2018", "--books", str(books)]
    given += ["--salt-key", str(tmp_path / "key"), "--output"]
    for more in ([], ["--member", "--municipality", "lyngen"]):
        out = str(tmp_path / f"ut{len(more)}")
        done = CliRunner().invoke(main, [*given, out, *more])
        assert done.exit_code == 0, (more, done.output)


def quoted(text: str, *mine: int) -> dict[int, str]:
    """What is quoted of a file of which some lines are a cooperation's."""
    lines = [{"file": "a", "line": n} for n in mine]
    found: dict[str, Any] = {
        "claims": lines[1:],
        "vouchers": {"left_out": [], "lines": lines[:1]},
    }
    return of_vouchers(found, {"a": text.split("\n")})["a"]


def test_a_voucher_is_quoted_by_its_date_its_line_and_our_words() -> None:
    text = (
        '2018-03-01 * "Hvem" "Hva" #merke\n'
        '  periode: "2018; x" ; merknad\n'
        '  note: "annet"\n'
        "  Expenses:Annet  1.00 NOK\n"
        '    deltakere: "Andre"\n'
        "  Expenses:IKT  2.00 NOK ; merknad\n"
        '    ansvar: "7"\n'
        "  Assets:Bank\n"
        '    betaler: "Andre"\n'
        '2018-03-02 * "Annet"\n'
        '  deltakere: "Andre"\n'
        "  Expenses:Annet  3.00 NOK\n"
    )
    assert quoted(text, 6) == {
        1: "2018-03-01 *",
        2: '  periode: "2018; x"',
        6: "  Expenses:IKT  2.00 NOK ; merknad",
        7: '    ansvar: "7"',
    }


def test_what_is_pushed_is_quoted_where_it_is_said_of_what_is_quoted() -> None:
    """The one that holds of several, and where it is taken off; nothing of others."""
    text = (
        'pushmeta deltakere: "A"\n'  # 1: of others alone
        "2018-01-01 * \n  Expenses:Annet  1.00 NOK\n"
        "popmeta deltakere:\n"
        'pushmeta periode: "2018-01-01"\n'  # 5: of the last one
        'pushmeta periode: "2018-02-02" ; merknad\n'  # 6: of the first one
        "2018-03-01 *\n  Expenses:IKT  2.00 NOK\n"
        "popmeta periode:\n"
        'pushmeta deltakere: "B"\n'  # 10: of others alone
        "2018-04-01 *\n  Expenses:Annet  2.00 NOK\n"
        "popmeta deltakere:\n"
        "2018-05-01 *\n  Expenses:IKT  2.00 NOK"
    )
    assert quoted(text, 8) == {
        6: 'pushmeta periode: "2018-02-02"',
        7: "2018-03-01 *",
        8: "  Expenses:IKT  2.00 NOK",
        9: "popmeta periode:",
    }
    assert quoted(text, 15) == {
        5: 'pushmeta periode: "2018-01-01"',
        14: "2018-05-01 *",
        15: "  Expenses:IKT  2.00 NOK",
    }


def test_nothing_is_pushed_on_a_directive() -> None:
    """Beancount says it of vouchers alone, and a text is quoted to its end."""
    text = 'pushmeta periode: "2018-01-01"\n2018-03-01 custom "fond" "a\n\nb"\n  x: "y"'
    assert quoted(text, 2) == {2: '2018-03-01 custom "fond" "a', 3: "", 4: 'b"'}
