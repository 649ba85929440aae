"""What others take to split the same costs (*andre programmer*), beside ours.

Each runs in a process of its own, ours before it every time, so that whatever else the
machine does falls on both alike.  The processor's time of the whole process.  One that
is not installed is told so: ``pip install autobean beancount-share`` puts two of them
beside Beancount, and ``apt install hledger ledger`` the others on the machine.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tempfile
from dataclasses import dataclass
from decimal import Decimal
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version
from pathlib import Path
from statistics import median

import click
from measured import Part
from own_process import as_installed
from own_process import processor_seconds
from peer_books import RECEIVABLES
from peer_books import write_peers
from region_year import write_books

from fellesbok.tables.text import text_table

VOUCHERS = 10_000
REPEAT = 9
ONE_SPLIT = Path(__file__).parent / "one_split.py"
HEADINGS = ("Program", "Utgave", "Vår ÷ deres", "Sekunder", "Våre sekunder")
NOT_INSTALLED = "ikke installert"
A_VOUCHER = Decimal("0.05")
"""The most kroner that the parts of a voucher may be off; some round each of them."""


@dataclass(frozen=True)
class Peer:
    """Another program that splits costs.

    Attributes:
        name: What it is called.
        command: What is run on its books, or nothing where it is a plugin.
        package: Where it is a plugin: what it is called where it is installed.
        accounts: Where it puts what others owe.
    """

    name: str
    command: tuple[str, ...] = ()
    package: str = ""
    accounts: str = RECEIVABLES

    @property
    def edition(self) -> str | None:
        """Its version; ``None`` where it is not installed."""
        if self.package:
            try:
                return version(self.package)
            except PackageNotFoundError:
                return None
        if shutil.which(self.command[0]) is None:
            return None
        said = subprocess.run(
            [self.command[0], "--version"],
            stdout=subprocess.PIPE,
            check=True,
            text=True,
        ).stdout
        found = re.search(r"\d[\d.]*\d", said)
        return found.group() if found else ""

    def words(self, books: Path) -> tuple[str, ...]:
        """The command that splits the costs of its books, and tells the sum."""
        if self.package:
            return sys.executable, str(ONE_SPLIT), str(books), self.accounts
        return tuple(word.format(books=books) for word in self.command)


_BALANCE = ("balance", f"^{RECEIVABLES}", "--depth", "2")
PEERS = (
    Peer("beancount_share", (), "beancount-share", "Assets:Debtors"),
    Peer("autobean.share", (), "autobean", "Assets:Receivables"),
    Peer("hledger --auto", ("hledger", "-f", "{books}", "--auto", *_BALANCE, "-N")),
    Peer("ledger", ("ledger", "-f", "{books}", *_BALANCE)),
)


def measure_peers() -> Part:
    """Our whole process ÷ that of each other program, on the same costs."""
    rows: list[tuple[str, ...]] = [HEADINGS]
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ours, _ = write_books(folder / "books", VOUCHERS)
        files, kroner = write_peers(folder, ours)
        for peer in PEERS:
            edition, figures = peer.edition, ["", "", ""]
            if edition is not None:
                figures = _compared(peer, files[peer.name], ours, kroner)
            rows.append((peer.name, edition or NOT_INSTALLED, *figures))
    told = (
        f"{VOUCHERS} bilag, prosessortid for hele prosessen. De andre deler hver"
        " kostnad etter faste\nandeler; vi etter avtalene, med terskler, tilskudd og"
        " perioder."
    )
    table = text_table(rows, right={2, 3, 4})
    return Part("Mot andre som deler de samme kostnadene", f"{table}\n\n{told}", ())


def _compared(peer: Peer, books: Path, ours: Path, kroner: Decimal) -> list[str]:
    """The median ratio, and the seconds of each."""
    mine, theirs = [], []
    for _ in range(REPEAT):
        words = (sys.executable, str(ONE_SPLIT), str(ours), RECEIVABLES)
        mine.append(_run(words)[0])
        seconds, said = _run(peer.words(books))
        theirs.append(seconds)
        _must_be_split(peer, said, kroner)
    ratio = median(one / other for one, other in zip(mine, theirs, strict=True))
    told = [f"{ratio:.2f} ×", f"{median(theirs):.2f}", f"{median(mine):.2f}"]
    return [figure.replace(".", ",") for figure in told]


def _run(words: tuple[str, ...]) -> tuple[float, str]:
    """Seconds of the processor that a process took, and what it said."""
    before = processor_seconds()
    done = subprocess.run(
        words, env=as_installed(), stdout=subprocess.PIPE, check=True, text=True
    )
    return processor_seconds() - before, done.stdout


def _must_be_split(peer: Peer, said: str, kroner: Decimal) -> None:
    """Refuse to compare with a program that has not split the same costs."""
    total = Decimal(0)
    if peer.package:
        told = json.loads(said)
        if told["error"]:
            raise click.ClickException(f"{peer.name}: {told['error']}")
        total = Decimal(told["total"])
    elif found := re.search(r"-?[\d.]+(?= NOK)", said):
        total = Decimal(found.group())
    if abs(total - kroner) > A_VOUCHER * VOUCHERS:
        raise click.ClickException(f"{peer.name}: {total} is split, not {kroner}")
