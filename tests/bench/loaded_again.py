"""What books that were loaded before cost the next time, as ratios against Beancount.

Nothing changed, one file of twenty-two changed, and one line that is seen in an open
page; each in turn with what it is held against, so that whatever else the machine does
falls on both alike.  Processor time of the whole process; of pages, from the edit until
the page is there.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from pathlib import Path
from statistics import median

from commands import CHECK
from commands import FELLESBOK
from commands import run
from measured import Goal
from measured import Part
from own_process import as_installed
from region_year import write_books

VOUCHERS = 50_000
REPEAT = 5
MOST_UNCHANGED = 0.15
MOST_ONE_FILE = 0.30
MOST_PAGE = 0.40
ONE_RELOAD = Path(__file__).parent / "one_reload.py"


def measure_again() -> Part:
    """Each way to load again ÷ Beancount or Fava alone, held against its goal."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, plain = write_books(folder / "books", VOUCHERS)
        environment = as_installed(XDG_CACHE_HOME=str(folder))
        files = (ours.parent / "2024").iterdir()
        by_size = sorted(files, key=lambda path: path.stat().st_size)
        file = by_size[len(by_size) // 2]  # neither small nor large
        shares = FELLESBOK, "shares", "--books", str(ours.parents[1])
        check = CHECK, str(plain)
        run(shares, environment)
        unchanged, one_file, pages = [], [], []
        for number in range(REPEAT):
            alone = run(check, environment)
            unchanged.append(run(shares, environment) / alone)
            with file.open("a", encoding="utf-8") as text:
                text.write(f"2024-01-01 open Assets:Ny{number} NOK\n")
            one_file.append(run(shares, environment) / alone)
            fava = _page("fava", plain, file, environment)
            pages.append(_page("fellesbok", ours, file, environment) / fava)
    goals = (
        Goal("shares, uendret ÷ bean-check", median(unchanged), MOST_UNCHANGED),
        Goal("shares, én fil endret ÷ bean-check", median(one_file), MOST_ONE_FILE),
        Goal("endret linje sett på en side ÷ Fava", median(pages), MOST_PAGE),
    )
    told = f"{VOUCHERS} bilag i 22 filer; det vi holdes mot, er uten tillegget."
    return Part("Lest før", told, goals)


def _page(whose: str, ledger: Path, file: Path, environment: dict[str, str]) -> float:
    """Seconds from an edit until a page shows it."""
    done = subprocess.run(
        [sys.executable, str(ONE_RELOAD), whose, str(ledger), str(file), "1"],
        env=environment,
        stdout=subprocess.PIPE,
        check=True,
        text=True,
    )
    return float(median(json.loads(done.stdout)))
