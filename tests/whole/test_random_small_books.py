"""Whatever is written in small books, nothing ends in a Python error.

A test ledger is drawn, some of its lines are taken away, doubled or given other words,
dates, amounts and accounts, and it is loaded and read by the commands.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from click.testing import CliRunner
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from casebook import SOURCE
from casebook import case_folders
from casebook import load
from deep import examples
from fellesbok.cli import main

TOKEN = re.compile(
    r'(?P<text>"[^"]*")|(?P<day>\d{4}-\d\d-\d\d)|(?P<number>-?\d+(?:\.\d+)?)'
    r"|(?P<account>[A-ZÆØÅ][\w-]*(?::[\w-]+)+)"
)
OTHERS = {
    "text": (
        '""',
        '"x"',
        '"ikt"',
        '"Lyngen"',
        '"Lyngen, Lyngen"',
        '"equal"',
        '"bruk"',
        '"utbetaling"',
        '"2018-01-01/2018-12-31"',
        '"2018-13-01/x"',
        "TRUE",
        "12",
        "2018-01-01",
        "5.00 NOK",
        "Assets:Bank",
        "NOK",
        "#tag",
    ),
    "day": (
        "1999-01-01",
        "2017-12-31",
        "2018-01-01",
        "2018-07-15",
        "2018-12-31",
        "2019-06-30",
        "2020-02-29",
        "2999-12-31",
        "9999-12-31",
    ),
    "number": (
        "0",
        "-1",
        "0.001",
        "100.005",
        "1000000000000",
        "-50.00",
        "33.33",
    ),
    "account": (
        "Assets:Bank",
        "Assets:Fordringer:Kåfjord:IKT",
        "Income:IKT:Fond",
        "Assets:Krav:Lyngen:IKT",
        "Liabilities:Fond:IKT:Lyngen",
        "Liabilities:Fond:IKT",
        "Income:IKT:Kommuner:Lyngen",
        "Expenses:IKT",
        "Liabilities:Utlegg:Lyngen:IKT",
        "Income:IKT:Tilskudd:Staten",
        "Assets:Tilskudd:IKT:Staten",
        "Expenses:PPT",
        "Liabilities:Bundet-fond:IKT:Staten",
        "Liabilities:Påløpt:IKT",
    ),
}
ADDED = (
    "  deltakere: 5",
    '  periode: "2018-01-01/2019-12-31"',
    '  noekkel: "equal"',
    "  betaler: TRUE",
    '  krav: "x"',
    '2018-06-01 custom "fond" "ikt" "bruk" 10.00 NOK',
    '2018-06-01 custom "fond" "ikt" "utbetaling" "Lyngen"',
    '2018-06-01 custom "budget" Expenses:IKT "yearly" 100.00 NOK',
    '2018-12-31 custom "avsluttet" "ikt" 2018',
    '2018-12-31 custom "fastsatt" "ikt" Assets:Bank Income:IKT:Fond 1.00 NOK',
    '2018-12-31 custom "rapportering"',
    "2018-06-01 close Expenses:IKT",
    '2018-06-01 * "x"\n  Assets:Fordringer:Lyngen:IKT  10.00 NOK\n  Assets:Bank',
    '2018-06-01 * "x"\n  Liabilities:Fond:IKT:Lyngen  10.00 NOK\n  Assets:Bank',
)
COMMANDS = (
    ("check",),
    ("shares",),
    ("explain", "IKT", "Kåfjord", "--year", "2018", "--all"),
    ("explain", "IKT", "Lyngen", "--year", "2019"),
    ("funds",),
    ("open",),
)


@cache
def sources() -> tuple[Path, ...]:
    """Every test ledger."""
    return tuple(case_folders())


@st.composite
def books(draw: st.DrawFn) -> tuple[Path, str]:
    """A test ledger, and its books with a few lines otherwise."""
    folder = draw(st.sampled_from(sources()))
    lines = (folder / SOURCE).read_text(encoding="utf-8").split("\n")
    for _ in range(draw(st.integers(1, 4))):
        place = draw(st.integers(0, len(lines) - 1))
        match draw(st.sampled_from(["away", "twice", "added", "other", "other"])):
            case "away" if len(lines) > 1:
                del lines[place]
            case "twice":
                lines.insert(place, lines[place])
            case "added":
                lines.insert(place + 1, draw(st.sampled_from(ADDED)))
            case _:
                lines[place] = draw(_otherwise(lines[place]))
    return folder, "\n".join(lines)


@st.composite
def _otherwise(draw: st.DrawFn, line: str) -> str:
    """The line with another word, date, amount or account in one place."""
    found = list(TOKEN.finditer(line))
    # The line of the plugin is Beancount's to read.
    if not found or line.startswith("plugin"):
        return line
    token = draw(st.sampled_from(found))
    other = draw(st.sampled_from(OTHERS[str(token.lastgroup)]))
    return line[: token.start()] + other + line[token.end() :]


@settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow],
)
@given(drawn=books())
def test_no_books_end_in_a_python_error(drawn: tuple[Path, str]) -> None:
    folder, text = drawn
    with TemporaryDirectory() as name:
        for path in folder.iterdir():
            if path.is_file():
                (Path(name) / path.name).write_bytes(path.read_bytes())
        ledger = Path(name) / SOURCE
        ledger.write_text(text, encoding="utf-8")
        for error in load(ledger).errors:
            # What Beancount's own plugins cannot bear is theirs.
            said = str(error.message)
            assert not ("Traceback" in said and "fellesbok" in said), said + text
        for command in COMMANDS:
            run = CliRunner().invoke(main, [*command, "--books", str(ledger)])
            assert run.exception is None or isinstance(run.exception, SystemExit), text
            assert "Traceback" not in run.output
