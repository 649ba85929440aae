"""What the programme's own part of a load is made of (*profil*), step by step.

It says where the time is of a goal that is missed.  Processor time, medians.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

import one_profile
from measured import Part
from own_process import as_installed
from region_year import write_books

from fellesbok.tables.text import text_table

SIZES = (10_000, 100_000)
REPEAT = 5
ONE_PROFILE = Path(__file__).parent / "one_profile.py"
HEADINGS = ("Bilag", "Steg", "Millisekunder", "Mikrosekunder per bilag", "Av prosessen")
STEPS = {
    one_profile.IMPORT: "modulene hentes",
    "rules_of": "avtalene hentes av hurtiglageret",
    "collect_vouchers": "bilagene gås igjennom",
    "settle_year": "årene deles, periode for periode",
    "_post": "andelene føres",
    one_profile.REST: "kontroller, funn og resten",
    one_profile.SORTING: "Beancount sorterer det som kom ut",
}


def measure_own_part() -> Part:
    """Each step of the plugin in books of two sizes."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    with tempfile.TemporaryDirectory() as folder:
        for vouchers in SIZES:
            ours, _ = write_books(Path(folder) / str(vouchers), vouchers)
            _profile(ours)  # the rules are kept from now on
            found = [_profile(ours) for _ in range(REPEAT)]
            whole = median(one[one_profile.PROCESS] for one in found)
            for step, told in STEPS.items():
                took = median(one[step] for one in found)
                figures = (
                    f"{took * 1_000:.1f}",
                    f"{took * 1_000_000 / vouchers:.2f}",
                    f"{took / whole * 100:.1f} %",
                )
                comma = (figure.replace(".", ",") for figure in figures)
                rows.append((str(vouchers), told, *comma))
    table = text_table(rows, right={0, 2, 3, 4})
    return Part("Hva programmets egen del går til", table, ())


def _profile(ledger: Path) -> dict[str, float]:
    """Seconds by step of one load, in a process of its own."""
    done = subprocess.run(
        [sys.executable, str(ONE_PROFILE), str(ledger)],
        env=as_installed(),
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
