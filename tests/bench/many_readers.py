"""Several auditors at once: how long each waits, from when a page is asked for.

The books are served as ``fellesbok serve`` does it, in a process of its own.  Every
reader goes through the pages of a municipality, one after another and without a pause,
so the server always has as many requests to answer as there are readers.
"""

from __future__ import annotations

import http.client
import subprocess
import sys
import tempfile
from contextlib import contextmanager
from contextlib import suppress
from dataclasses import dataclass
from dataclasses import field
from dataclasses import replace
from itertools import cycle
from itertools import islice
from pathlib import Path
from statistics import median
from statistics import quantiles
from threading import Event
from threading import Lock
from threading import Thread
from time import monotonic
from time import sleep
from typing import TYPE_CHECKING
from urllib.parse import quote
from urllib.parse import urlencode
from urllib.parse import urlsplit

import click
from measured import Goal
from measured import Part
from region_year import YEAR
from region_year import write_books

from fellesbok.rules import read_rules

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

PAGES = """
custom "fava-extension" "fellesbok.web"
custom "fava-option" "locale" "nb"
"""
MOST_SECONDS = 1.0
MOST_NEW_SECONDS, MOST_REMEMBERED_SECONDS = 0.3, 0.03
LOOKS_SECONDS = 5.0
KINDS_OF_PAGES = 7
"""In the walk of a controller, for one municipality."""

VOUCHERS, READERS, ROUNDS = 20_000, 20, 4
SERVER = """
import sys
from pathlib import Path
from fellesbok.web.access.serving import Access, application, serve
from fellesbok.web.access.sign_in import Reader, ReadersFile, hashed
names = sys.argv[2:]
readers = {name: Reader(name, None, hashed(name)) for name in names}
known = ReadersFile(readers, {}, None)
access = Access(lambda: known) if names else None
app = application(Path(sys.argv[1]), edit=False, access=access)
say = lambda address: print(address, app.config["LEDGERS"].slug, flush=True)
serve(app, host="127.0.0.1", port=0, ready=say)
"""


@dataclass(frozen=True)
class Waited:
    """Seconds that each request took, and how many were not answered well."""

    seconds: tuple[float, ...]
    errors: int

    @property
    def p95_seconds(self) -> float:
        """What nineteen of twenty took at most."""
        return quantiles(self.seconds, n=20)[18]

    def __str__(self) -> str:
        """In the words of the table."""
        return (
            f"{len(self.seconds)} svar, p50 {median(self.seconds):.3f} s,"
            f" p95 {self.p95_seconds:.3f} s, lengst {max(self.seconds):.2f} s,"
            f" {self.errors} feil"
        )

    def goals(self, name: str, most_seconds: float) -> tuple[Goal, Goal]:
        """The time, and that everything was answered."""
        return (
            Goal(f"{name}, p95", self.p95_seconds, most_seconds, "s", 3),
            Goal(f"{name}, feil", self.errors, 0, "", 0),
        )


@dataclass(frozen=True)
class Visitor:
    """What is sent with each request, how long answers are looked at, and from when."""

    headers: dict[str, str] = field(default_factory=dict)
    looks_seconds: float = 0.0
    late_seconds: float = 0.0


HOSTILE = 10
EVIL = "(a|aa)+$"
LONG = "a" * 40
NESTED = f"subst('a', 'aaaaaaaaaa', {LONG!r})"
for _ in range(8):
    NESTED = f"subst('a', 'aaaaaaaaaa', {NESTED})"
HEAVY = (
    f"SELECT * WHERE '{LONG}!' ~ '{EVIL}'",
    f"SELECT {NESTED}",
    "SELECT " + ", ".join(["balance"] * 99),
    f"SELECT grep('{EVIL}', '{LONG}!'), narration ORDER BY narration",
)
"""What readers who mean harm ask for; as filters they ask for the pattern."""


def measure_readers(vouchers: int = VOUCHERS, readers: int = READERS) -> Part:
    """What is told of the first round, in which every page is new, and of the rest."""
    with _served(vouchers) as (address, pages):
        walks = _walks(pages, readers)
        first, *rest = [
            _round(address, walks, label)
            for label in ("første", *(["videre"] * (ROUNDS - 1)))
        ]
    later = Waited(
        tuple(s for one in rest for s in one.seconds), sum(one.errors for one in rest)
    )
    return Part(
        f"{readers} lesere samtidig på {vouchers} bilag, uten pauser",
        f"Første gang   {first}\nSiden         {later}",
        later.goals("uten pauser, etter første gang", MOST_SECONDS),
    )


def measure_looking(vouchers: int = VOUCHERS, readers: int = READERS) -> Part:
    """Readers who look at each page: at what nobody has seen, and then once more."""
    who = Visitor(looks_seconds=LOOKS_SECONDS)
    with _served(vouchers) as (address, pages):
        walks = [
            [f"{page}&n={reader}" for page in walk]
            for reader, walk in enumerate(_walks(pages[:KINDS_OF_PAGES], readers))
        ]
        first, again = (
            _round(address, walks, label, who) for label in ("første", "neste")
        )
    return Part(
        f"{readers} lesere på {vouchers} bilag, {LOOKS_SECONDS:.0f} s ved hver side",
        f"Nye sider     {first}\nDe samme      {again}",
        (
            *first.goals("en side som ingen har sett", MOST_NEW_SECONDS),
            *again.goals("en side som er sett før", MOST_REMEMBERED_SECONDS),
        ),
    )


def measure_hostile(vouchers: int = VOUCHERS, hostile: int = HOSTILE) -> Part:
    """What another reader waits for pages while some ask for all that is heavy."""
    waited = _among(vouchers, hostile, _hostile_addresses, looks_seconds=0.0)
    return Part(
        f"1 leser blant {hostile} fiendtlige på {vouchers} bilag",
        f"Sider         {waited}",
        waited.goals("blant fiendtlige", MOST_SECONDS),
    )


def measure_long_pages(vouchers: int = VOUCHERS, hostile: int = HOSTILE) -> Part:
    """The same while they ask for the longest pages, each time a new one, without end.

    The reader looks at each page for a second: who asks without a pause too is one of
    eleven who share one processor's time.
    """
    waited = _among(vouchers, hostile, _long_pages, looks_seconds=1.0)
    return Part(
        f"1 leser blant {hostile} som henter lange sider på {vouchers} bilag",
        f"Sider         {waited}",
        waited.goals("blant lange sider", MOST_SECONDS),
    )


def _among(
    vouchers: int,
    hostile: int,
    asked_for: Callable[[str], Iterator[str]],
    looks_seconds: float,
) -> Waited:
    """What one waits for pages that nobody has seen, while others ask.

    All are signed in, each by a name of its own: that is what tells one from another.
    """
    names = ["kontroll", *(f"fiende{number}" for number in range(hostile))]
    with _served(vouchers, *names) as (address, pages):
        cookies, *others = (_signed_in(address, name) for name in names)
        done, turn = Event(), Lock()
        asks = cycle(asked_for(pages[0].split("/")[1]))
        threads = [
            Thread(
                target=_ask_until, args=(address, asks, turn, done, who), daemon=True
            )
            for who in others
        ]
        for thread in threads:
            thread.start()
        # No page is one that has been made before.
        new = [f"{page}&n={number}" for number, page in enumerate(pages * 3)]
        who = Visitor(cookies, looks_seconds)
        waited = _round(address, [new], "blant andre,", who)
        done.set()
        for thread in threads:
            thread.join()
    return waited


@contextmanager
def _served(vouchers: int, *names: str) -> Iterator[tuple[str, list[str]]]:
    """The address of served books, and the pages that a controller goes through.

    Whoever is named signs in with the name as the password; without names, nobody does.
    """
    with tempfile.TemporaryDirectory() as folder:
        main, _plain = write_books(Path(folder), vouchers)
        pages = PAGES.replace("custom", f"{YEAR}-01-01 custom")
        main.write_text(main.read_text("utf-8") + pages, "utf-8")
        command = [sys.executable, "-c", SERVER, str(main), *names]
        with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as server:
            assert server.stdout is not None
            address, slug = server.stdout.readline().split()
            try:
                yield address, list(_walk(main, slug))
            finally:
                server.terminate()


def _signed_in(address: str, name: str) -> dict[str, str]:
    """What a reader who has signed in sends with each request."""
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    form = urlencode({"name": name, "password": name})
    kind = {"Content-Type": "application/x-www-form-urlencoded"}
    connection.request("POST", "/logg-inn", form, kind)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert answer.status == http.client.FOUND, answer.status
    cookies = answer.headers.get_all("Set-Cookie")
    assert cookies is not None
    return {"Cookie": "; ".join(cookie.split(";")[0] for cookie in cookies)}


def _hostile_addresses(slug: str) -> Iterator[str]:
    for number, query in enumerate(HEAVY):
        yield f"/{slug}/api/query?{urlencode({'query_string': query})}&n={number}"
    yield f"/{slug}/api/journal?{urlencode({'account': f'x{EVIL}|{EVIL}'})}"
    asked = urlencode({"filter": f'narration:"{EVIL}"'})
    yield f"/{slug}/extension/Fordeling/?{asked}"


def _long_pages(slug: str) -> Iterator[str]:
    for path in ("api/journal", "download-journal/", "extension/Funn/"):
        yield f"/{slug}/{path}?n=1"
    yield f"/{slug}/extension/Fordeling/?time={YEAR}"
    yield f"/{slug}/api/journal_page?page=1&order=desc"


def _ask_until(
    address: str,
    asks: Iterator[str],
    one_by_one: Lock,
    done: Event,
    who: dict[str, str],
) -> None:
    """Ask again and again; no answer is the same as another, so none is remembered."""
    number = 0
    while not done.is_set():
        number += 1
        with one_by_one:
            path = next(asks)
        connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
        with suppress(OSError):
            asked = quote(f"{path}&x={number}", safe="/?=&:%+")
            connection.request("GET", asked, headers=who)
            connection.getresponse().read()
        connection.close()


def _walk(main: Path, slug: str) -> Iterator[str]:
    """The pages that a controller goes through, for each municipality."""
    agreement = read_rules(main.parent.parent / "allocation_rules.yaml")
    cooperation = next(iter(agreement.cooperations))
    for payer in agreement.municipalities:
        asks = f"samarbeid={cooperation}&kommune={payer}&time={YEAR}"
        yield f"/{slug}/extension/Fordeling/?time={YEAR}"
        yield f"/{slug}/extension/Kommuneoppgave/?kommune={payer}&time={YEAR}"
        yield f"/{slug}/extension/Forklaring/?{asks}"
        yield f"/{slug}/extension/Avtaler/?samarbeid={cooperation}"
        yield f"/{slug}/extension/Budsjett/?kommune={payer}&time={YEAR}"
        yield f"/{slug}/extension/Funn/?time={YEAR}"
        yield f"/{slug}/api/account_report?a=Assets:Fordringer&time={YEAR}"


def _walks(pages: list[str], readers: int) -> list[list[str]]:
    """Every reader goes through all pages, each beginning at another one."""
    return [list(islice(cycle(pages), n, n + len(pages))) for n in range(readers)]


def _round(
    address: str, walks: list[list[str]], label: str, who: Visitor | None = None
) -> Waited:
    """Each reader through its own pages once."""
    who = who or Visitor()
    seconds: list[float] = []
    errors: list[str] = []
    between = who.looks_seconds / len(walks)
    threads = [
        Thread(
            target=_read,
            args=(address, walk, seconds, errors, replace(who, late_seconds=late)),
        )
        for late, walk in (
            (number * between, walk) for number, walk in enumerate(walks)
        )
    ]
    for thread in threads:
        thread.start()
    shown = f"{len(walks)} lesere, {label} gang"
    with click.progressbar(threads, label=shown, file=sys.stderr) as waiting:
        for thread in waiting:
            thread.join()
    return Waited(tuple(seconds), len(errors))


def _read(
    address: str,
    pages: list[str],
    seconds: list[float],
    errors: list[str],
    who: Visitor,
) -> None:
    sleep(who.late_seconds)
    connection = http.client.HTTPConnection(urlsplit(address).netloc, timeout=120)
    for page in pages:
        begun = monotonic()
        try:
            connection.request("GET", quote(page, safe="/?=&:"), headers=who.headers)
            answer = connection.getresponse()
            answer.read()
            if answer.status != http.client.OK:
                errors.append(page)
        except OSError:
            errors.append(page)
            connection.close()
        seconds.append(monotonic() - begun)
        sleep(who.looks_seconds)
    connection.close()
