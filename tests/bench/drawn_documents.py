"""What a report and a hundred claims take as PDF: seconds of the processor, with goals.

The whole command, its imports, the loading and the program that sets the sheets.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median
from typing import TYPE_CHECKING

from measured import Goal
from measured import Part
from own_process import as_installed
from own_process import processor_seconds
from stdnum.no import orgnr

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUSE = Path(__file__).parents[2]
FELLESBOK = (
    "import sys; from fellesbok.cli import main; sys.argv[0] = 'fellesbok'; main()"
)
REPEAT = 3
PAYERS = 100
GOAL_REPORT = 6.0
GOAL_CLAIMS = 20.0
BANK_ACCOUNT = "86011117947"
FIRST_NUMBER = 31_000_000
"""Of the series that the register uses for what is made up."""


def measure_documents() -> Part:
    """The report of 2018, and a hundred claims with an e-invoice that is examined."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        books = written_region(folder / "region")
        _run("claim", "2018", "--instalment", "1", "--yes", "--books", str(books))
        report, claims = [], []
        for turn in range(REPEAT):
            out = str(folder / f"{turn}.pdf")
            words = ("--format", "pdf", "--output", out, "--books", str(HOUSE))
            report.append(_run("report", "2018", *words))
            out = str(folder / f"krav-{turn}")
            to = ("--output", out, "--books", str(books))
            claims.append(_run("documents", "2018", *to))
    drawn = f"{PAYERS} krav, PDF og e-faktura prøvd"
    goals = (
        Goal("rapporten for 2018 som PDF", median(report), GOAL_REPORT, "s", 1),
        Goal(drawn, median(claims), GOAL_CLAIMS, "s", 1),
    )
    return Part("Dokumentene", "Prosessortid for hele kommandoen.", goals)


def _run(*words: str) -> float:
    """Seconds of the processor that a command took, and its children.

    Raises:
        RuntimeError: It did not end well.
    """
    before = processor_seconds()
    done = subprocess.run(
        [sys.executable, "-c", FELLESBOK, *words],
        env=as_installed(),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=False,
    )
    took = processor_seconds() - before
    if done.returncode:
        raise RuntimeError(done.stderr.decode())
    return took


def written_region(folder: Path) -> Path:
    """Books in which one municipality claims on account of all, by e-invoice."""
    (folder / "ledger").mkdir(parents=True)
    slugs = [f"k{number:03d}" for number in range(PAYERS + 1)]
    names = [f"Kommune{number:03d}" for number in range(PAYERS + 1)]
    rules = "\n".join([*_municipalities(slugs, names), *_cooperation(slugs)])
    (folder / "allocation_rules.yaml").write_text(f"{rules}\n", encoding="utf-8")
    lines = [
        'plugin "fellesbok.plugin" "../allocation_rules.yaml"',
        "2017-01-01 open Expenses:IKT NOK",
        '2018-01-01 custom "budget" Expenses:IKT "yearly" 21000000.10 NOK',
        *(
            f"2017-01-01 open {account}:{name}:IKT NOK"
            for account in ("Assets:Fordringer", "Assets:Krav")
            for name in names
        ),
    ]
    text = "\n".join(lines)
    (folder / "ledger" / "main.beancount").write_text(f"{text}\n", encoding="utf-8")
    return folder


def _municipalities(slugs: list[str], names: list[str]) -> Iterator[str]:
    yield from ("region: Målestrøket", "currency: NOK", "municipalities:")
    for slug, name, number in zip(slugs, names, _numbers(), strict=False):
        yield f"  {slug}:"
        yield f"    name: {name}"
        yield f'    organisation_number: "{number}"'
        yield "    numbers: []"
        yield "    invoicing:"
        yield '      address: {street: Gata 1, postcode: "9000", city: Vika}'
        yield f'      endpoint: "{number}"'
        yield "      buyer_reference: Regnskap"
        if slug == slugs[0]:
            yield f'      bank_account: "{BANK_ACCOUNT}"'


def _cooperation(slugs: list[str]) -> Iterator[str]:
    sys.path.insert(0, str(HOUSE / "tests" / "books"))
    from weighed import cooperation  # noqa: PLC0415 -- found when the path is set

    yield "cooperations:"
    yield from cooperation("ikt", "IKT", slugs[0], slugs, title="IKT-samarbeidet")
    yield "          vat: {category: O, reason: Refusjon mellom kommuner}"


def _numbers() -> Iterator[str]:
    """Organisation numbers whose check digit is right."""
    for number in range(10 * FIRST_NUMBER, 10 * FIRST_NUMBER + 100 * PAYERS):
        if orgnr.is_valid(str(number)):
            yield str(number)
