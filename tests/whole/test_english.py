"""``--language en``: all that the programme says is English; the books speak Norwegian.

What the books and the agreements themselves say (sources, assumptions, names, texts of
vouchers) is quoted as it stands.  It is taken out of what is printed, and nothing
Norwegian may be left.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING
from typing import Any

import pytest
import yaml
from beancount.core import data
from click.testing import CliRunner

from catalogue import HOUSE
from fellesbok.books import load_books
from fellesbok.cli import main
from fellesbok.entries import vocabulary
from fellesbok.filing.folder import MAIN
from places import MADE

if TYPE_CHECKING:
    from collections.abc import Iterator

COMMANDS = {
    "check": ("check",),
    "shares": ("shares", "--year", "2018"),
    "shares-csv": ("shares", "--year", "2018", "--format", "csv"),
    "explain": ("explain", "IKT", "Nordreisa", "--year", "2018", "--all"),
    "explain-fixed": ("explain", "Skadefelling", "Lyngen", "--year", "2018", "--all"),
    "explain-groups": (
        *("explain", "HoppIdé-C", "Kommunene samlet"),
        *("--year", "2018", "--all"),
    ),
    "not-shared": ("explain", "Brann", "Nordreisa", "--year", "2018"),
    "no-vouchers": ("explain", "IKT", "Nordreisa", "--year", "2017"),
    "no-payer": ("explain", "IKT", "Lyngen", "--year", "2018"),
    "queries": ("query",),
    "no-query": ("query", "unknown"),
    "lint": ("lint", "2018"),
    "plan": ("plan", "2018"),
    "claim": ("claim", "2018"),
    "no-claim": ("credit", "nordreisa-2018-0001", "--reason", "none"),
    "open": ("open",),
    "explain-claims": ("explain", "Legevakt", "Vik", "--year", "2024"),
    "explain-set-off": ("explain", "Legevakt", "Strand", "--year", "2024"),
    "explain-fund": ("explain", "Viltlag", "Strand", "--year", "2025"),
}
REGION = MADE / "settled_books"
ASKED = {"explain-claims": REGION, "explain-set-off": REGION, "explain-fund": REGION}
"""Commands that are asked of other books than those of this repository."""

FOR_SPREADSHEETS = {"shares-csv"}
"""Numbers as a Norwegian spreadsheet reads them, whatever the language."""

SAYS = {
    "check": [
        "is not shared:",
        "It is not stated which municipality is the host.",
        "Report missing for 2018.",
        "Assumption: ",
        "5,325,040.00 kr is shared in 6 cooperations; the shares add up to the øre.",
        "No errors. Findings of the settlement: ",
    ],
    "shares": [
        *("Cooperation", "Payer", "Period", "Basis", "Key", "Share", "Per cent"),
        *("Amount", "Note", "Sum IKT", "internal", "fixed amount"),
        *("at the end of the project", "2,822,000.00", "30.68"),
    ],
    "shares-csv": [
        "Cooperation;Payer;Period;Basis in the year so far;Key;Share: numerator;"
    ],
    "explain": [
        "Nordreisa pays 865,709.61 kr",
        *("Vouchers (4)", "31 December 2018", "Basis\n", "Distribution key: 40/60"),
        *("To share", "40% equal: to share", "Share 974/3175, 30.68%"),
        *("4,944 / 13,081", "639,949.606299…", "Rounding", "2 øre are left"),
        *("Amount", "The agreement", "Host: not stated", "Decision: not stated"),
        *("Source: ", "Assumption: ", "Effect: "),
    ],
    "explain-fixed": ["Surplus", "Left over in the year", "Set aside to fund"],
    "explain-groups": ["the group as a whole; the sharing within the group"],
    "not-shared": ["Error: Nord-Troms brannvesen 2018 is not shared: "],
    "no-vouchers": ["has no vouchers in 2017. Years with vouchers: 2018."],
    "no-payer": ["“Lyngen” does not pay for IKT-samarbeidet i Nord-Troms 2018."],
    "queries": ["overspends ", "Costs that are more than 5 per cent above the budget"],
    "no-query": ["Error: Unknown query “unknown”. Known: "],
    "plan": ["No payments on account are agreed, or can be calculated, for 2018."],
    "claim": ["the agreement does not say who is the host", "when a claim falls due"],
    "no-claim": ["Error: The books have no claim “nordreisa-2018-0001”."],
    "open": ["No claim is open on 1 January 2019."],
    "lint": ["Variance from the budget", "in the budget: 537,724.00 kr under"],
    "explain-claims": [
        *("Claims and settlement", "credit note nes-2024-0007 for claim nes-2024-0005"),
        *("claim nes-2025-0002: settlement", "Left to settle", "Outstanding"),
        *("Closed year", "Correction in 2025: "),
    ],
    "explain-set-off": ["set off against outlays with claim nes-2025-0003"],
    "explain-fund": ["Part of the fund", "Closing"],
}

NORWEGIAN = re.compile(
    r"\w*(?!øre)[æøåÆØÅ«»]\w*"
    r"|\b(?:alle|andel(?:en)?|av|avvik|avtalen?|bare|belastet|betaler|bilag|budsjett"
    r"|deltakere|deles|der|det|dette|eller|en|enn|er|et|etter|feil|fondet|fordeles"
    r"|fordelt|fordeling|fordringer?|funn|gang|grunnlag|hele|hvem|hver|hvert|hvor|ikke"
    r"|ingen|innbyggere|inntekter?|intern|kan|kilde|kommune[nr]?|kostnad(?:en|er)?"
    r"|likt|mangler|med|mellom|mer|mindre|mot|netto|og|om|oppgitt|overskudd"
    r"|periode|prosent|regnskap|samarbeid|skal|som|stemmer|summen|tilskudd|til|ukjent"
    r"|underdekning|uten|vedtak|ved|vert)\b",
    re.IGNORECASE,
)
RULE = re.compile(r"\[[a-zæøå-]+( [^\]]*)?\]")
"""The name of a rule, which an answer in the ledger refers to."""


@cache
def printed(name: str) -> str:
    """What a command prints."""
    books = ASKED.get(name, HOUSE)
    arguments = [*COMMANDS[name], "--books", str(books), "--language", "en"]
    return CliRunner().invoke(main, arguments).output


@pytest.mark.parametrize("name", COMMANDS)
def test_headings_and_messages_are_english(name: str) -> None:
    output = printed(name)
    for expected in SAYS[name]:
        assert expected in output


@pytest.mark.parametrize("name", COMMANDS)
def test_nothing_norwegian_is_left_but_what_is_quoted(name: str) -> None:
    said = without_quotes(name)
    found = NORWEGIAN.findall(said)
    assert not found, f"{sorted(found)} in:\n{said}"


@pytest.mark.parametrize("name", sorted(COMMANDS.keys() - FOR_SPREADSHEETS))
def test_numbers_are_written_as_in_english(name: str) -> None:
    """Comma between thousands, and a decimal point."""
    said = without_quotes(name)
    norwegian = re.findall(r"\d[ \u00a0\u202f]\d{3}[.,]\d\d\b|\d,\d{1,2}\b(?!\d)", said)
    assert not norwegian, f"{norwegian} in:\n{said}"


@cache
def without_quotes(name: str) -> str:
    """What is left when the words of the books and the agreements are taken out."""
    output = RULE.sub("", printed(name))
    for pattern in _quotes():
        output = pattern.sub("…", output)
    return output


@cache
def _quotes() -> tuple[re.Pattern[str], ...]:
    """Everything that is quoted, the longest first, wherever a line may break."""
    texts = {*_in_agreements(), *_in_books(), *_places()}
    texts |= {text[:1].lower() + text[1:] for text in texts}
    known = sorted((t for t in texts if re.search(r"[^\W\d_]{2}", t)), key=len)
    return tuple(re.compile(_wherever(text)) for text in reversed(known))


def _wherever(text: str) -> str:
    """A pattern for a text, which may be broken at a space or after a hyphen."""
    words = r"\s+".join(re.escape(word) for word in text.split())
    return rf"(?<!\w){words}(?!\w)".replace(r"\-", r"\-\s*")


def _in_agreements() -> Iterator[str]:
    """Every text in the agreements and in the statistics that they name."""
    for folder in (HOUSE, REGION):
        text = (folder / "allocation_rules.yaml").read_text(encoding="utf-8")
        yield from _leaves(yaml.load(text, yaml.BaseLoader))  # noqa: S506 -- all text
    for path in (HOUSE / "ledger" / "statistics").glob("*.csv"):
        yield from path.read_text(encoding="utf-8").replace("\n", ",").split(",")


def _leaves(tree: Any) -> Iterator[str]:  # noqa: ANN401 -- whatever YAML holds
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield key
            yield from _leaves(value)
    elif isinstance(tree, list):
        for value in tree:
            yield from _leaves(value)
    else:
        yield tree


def _in_books() -> Iterator[str]:
    """Account names and their parts, and the texts and metadata of what is written."""
    entries = [e for books in (HOUSE, REGION) for e in load_books(books / MAIN).entries]
    for entry in entries:
        if entry.meta["filename"] == vocabulary.FILE:
            continue
        yield from map(str, entry.meta.values())
        match entry:
            case data.Open():
                yield entry.account
            case data.Transaction():
                yield entry.narration or ""
                yield entry.payee or ""
            case data.Custom():
                yield from (str(value.value) for value in entry.values)


def _places() -> Iterator[str]:
    """Names of files."""
    for path in HOUSE.rglob("ledger/**/*.*"):
        yield path.relative_to(HOUSE).as_posix()
