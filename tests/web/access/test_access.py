"""Access can be withdrawn, and guessed at only slowly."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore
from typing import TYPE_CHECKING

import pytest

from claimbook import Folder
from claimbook import chart
from claimbook import rules
from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from fellesbok.web.access.sign_in import FollowedReaders
from fellesbok.web.access.sign_in import Reader
from fellesbok.web.access.sign_in import hashed
from fellesbok.web.access.sign_in import password
from fellesbok.web.access.sign_in.attempts import FORGOTTEN_SECONDS
from fellesbok.web.access.sign_in.attempts import FREE
from fellesbok.web.access.sign_in.attempts import FREE_FROM_ALL
from fellesbok.web.access.sign_in.attempts import LONGEST_PAUSE_SECONDS
from fellesbok.web.access.sign_in.attempts import Attempts
from fellesbok.web.access.sign_in.attempts import places
from fellesbok.web.access.sign_in.names import normalised
from fellesbok.web.access.sign_in.sessions import FOLLOWING_SECONDS
from fellesbok.web.access.sign_in.sessions import IDLE_SECONDS
from fellesbok.web.access.sign_in.sessions import LONGEST_SECONDS
from fellesbok.web.access.sign_in.sessions import MOST_FOR_EACH
from fellesbok.web.access.sign_in.sessions import Sessions
from fellesbok.web.access.sign_in.sessions import SignedIn
from readers import HASH
from readers import WORD

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from flask import Flask
    from flask.testing import FlaskClient
    from werkzeug.test import TestResponse

PAGE = "/vika/extension/Fordeling/"
POLL = "/vika/api/changed"
BOOKS = """
option "title" "Vika"
2018-01-01 custom "fava-extension" "fellesbok.web"
"""
OTHER_HASH = hashed("et annet ord")
KNOWN = "fellesbok-known"
PATIENCE_SECONDS = 30


class Clock:
    """Seconds that pass when the test says so."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now


def reader(name: str, role: str, password: str = HASH) -> str:
    """One who may sign in, as the file has it."""
    return f'[[readers]]\nname = "{name}"\nrole = "{role}"\npassword = "{password}"\n'


ACCOUNTANT = reader("regnskap", "regnskapsfører")
EVERYBODY = ACCOUNTANT + reader("kontroll", "midvik")


class Door:
    """A server with a file of readers that can be changed."""

    def __init__(self, folder: Path) -> None:
        self.path = folder / "lesere.toml"
        self.clock = Clock()
        self.write(EVERYBODY)
        readers = FollowedReaders(self.path, lambda: ["midvik", "sorvik"])
        access = Access(readers, clock=self.clock)
        Folder(folder).write(rules(), chart(), BOOKS)
        books = folder / "ledger" / "main.beancount"
        self.app: Flask = application(books, edit=False, language="nb", access=access)

    def write(self, text: str) -> None:
        """Let another file take its place."""
        self.path.write_text(text, encoding="utf-8")

    def try_it(
        self, name: str, password: str = WORD, address: str = "10.0.0.1"
    ) -> TestResponse:
        """Sign in from a browser of its own."""
        return self.app.test_client().post(
            "/logg-inn",
            data={"name": name, "password": password},
            environ_base={"REMOTE_ADDR": address},
        )

    def signed_in(self, name: str = "kontroll") -> FlaskClient:
        """Somebody who has signed in and reads."""
        client = self.app.test_client()
        client.post("/logg-inn", data={"name": name, "password": WORD})
        assert is_in(client)
        return client


@pytest.fixture
def door(tmp_path: Path) -> Door:
    return Door(tmp_path)


def until(true: Callable[[], bool]) -> None:
    """Wait as a page does, which asks again and again."""
    end = time.monotonic() + PATIENCE_SECONDS
    while not true():
        assert time.monotonic() < end, "nothing happened"
        time.sleep(0.05)


def is_in(client: FlaskClient) -> bool:
    """Whether somebody may still read."""
    answer = client.get(PAGE)
    is_sent_away = answer.status_code == 302
    assert is_sent_away or answer.status_code == 200
    return not is_sent_away


@pytest.mark.parametrize(
    "after",
    [
        ACCOUNTANT,
        ACCOUNTANT + reader("kontroll", "sorvik"),
        ACCOUNTANT + reader("kontroll", "regnskapsfører"),
        ACCOUNTANT + reader("kontroll", "midvik", OTHER_HASH),
    ],
    ids=["removed", "another municipality", "another role", "another password"],
)
def test_a_change_in_the_file_ends_the_session_at_once(door: Door, after: str) -> None:
    client, accountant = door.signed_in(), door.signed_in("regnskap")
    door.write(after)
    assert not is_in(client)
    assert is_in(accountant)
    door.write(EVERYBODY)
    assert not is_in(client), "a session that has ended does not come back"


def test_who_is_written_in_the_file_can_sign_in_without_a_restart(door: Door) -> None:
    assert door.try_it("ny").status_code == 403
    door.write(EVERYBODY + reader("ny", "sorvik"))
    assert door.try_it("ny").status_code == 302


@pytest.mark.parametrize(
    "text", ["", "[[readers]", None], ids=["empty", "torn", "away"]
)
def test_a_file_that_says_nothing_puts_nobody_out_and_lets_nobody_in(
    door: Door, text: str | None
) -> None:
    client, accountant = door.signed_in(), door.signed_in("regnskap")
    if text is None:
        door.path.unlink()
    else:
        door.write(text)
    assert is_in(client)
    assert "Leserfilen har feil" not in client.get(PAGE).text
    assert "Leserfilen har feil" in accountant.get(PAGE).text
    answer = door.try_it("kontroll")
    assert answer.status_code == 503
    assert "Mens leserfilen har feil, kan ingen logge inn." in answer.text
    door.write(EVERYBODY)
    assert "Leserfilen har feil" not in accountant.get(PAGE).text
    assert door.try_it("kontroll").status_code == 302


@pytest.mark.parametrize(
    "after",
    [
        ACCOUNTANT,
        ACCOUNTANT + reader("kontroll", "sorvik"),
        ACCOUNTANT + reader("kontroll", "midvik", OTHER_HASH),
        ACCOUNTANT + reader("kontroll", "midvik", "klartekst"),
        EVERYBODY + reader("kontroll", "midvik"),
    ],
    ids=["removed", "another role", "another password", "no hash", "twice"],
)
def test_a_slip_in_another_line_keeps_in_nobody_who_was_removed(
    door: Door, after: str
) -> None:
    client, accountant = door.signed_in(), door.signed_in("regnskap")
    door.write(after + reader("ny", "oslo"))
    assert not is_in(client)
    assert door.try_it("kontroll").status_code == 403
    assert "Leserfilen har feil" in accountant.get(PAGE).text
    assert door.try_it("regnskap").status_code == 302
    assert door.try_it("ny").status_code == 403


def test_nobody_comes_in_by_a_file_with_faults(door: Door) -> None:
    door.write(EVERYBODY + reader("ny", "sorvik") + reader("x", "oslo"))
    assert door.try_it("ny").status_code == 403
    assert door.try_it("kontroll").status_code == 302


def test_a_file_that_is_gone_is_told(door: Door) -> None:
    accountant = door.signed_in("regnskap")
    door.path.unlink()
    page = accountant.get(PAGE)
    assert page.status_code == 200
    assert "Leserfilen kan ikke leses" in page.text


def test_signing_out_ends_it_for_whoever_has_the_cookie(door: Door) -> None:
    client = door.signed_in()
    cookie = client.get_cookie("fellesbok")
    assert cookie is not None
    thief = door.app.test_client()
    thief.set_cookie("fellesbok", cookie.value)
    assert is_in(thief)
    client.post("/logg-ut")
    assert not is_in(thief)


def test_a_session_has_an_end_however_busy(door: Door) -> None:
    client = door.signed_in()
    for _ in range(LONGEST_SECONDS // IDLE_SECONDS * 2 - 1):
        door.clock.now += IDLE_SECONDS / 2
        assert is_in(client)
    door.clock.now += IDLE_SECONDS / 2
    assert not is_in(client)


def test_an_open_page_that_asks_by_itself_keeps_nobody_in(door: Door) -> None:
    client = door.signed_in()
    statuses = []
    for _ in range(4):
        door.clock.now += IDLE_SECONDS / 4
        statuses.append(client.get(POLL).status_code)
    assert statuses == [200, 200, 200, 401]
    assert not is_in(client)


def test_a_page_that_follows_the_books_keeps_nobody_in(door: Door) -> None:
    """It is told that they are newer than what it shows, and then fetches itself."""
    client = door.signed_in()
    before = client.get(POLL).get_json()["mtime"]
    door.clock.now = IDLE_SECONDS / 2
    assert client.get(POLL).get_json()["mtime"] == before
    main = door.path.parent / "ledger" / "main.beancount"
    main.write_text(main.read_text("utf-8") + "; endret\n", "utf-8")
    until(lambda: client.get(POLL).get_json()["mtime"] != before)
    door.clock.now += FOLLOWING_SECONDS
    assert is_in(client)
    door.clock.now = IDLE_SECONDS
    assert not is_in(client)


def test_who_reads_is_not_idle(door: Door) -> None:
    client = door.signed_in()
    door.clock.now = IDLE_SECONDS / 2
    assert is_in(client)
    door.clock.now = IDLE_SECONDS
    assert is_in(client)


@pytest.mark.parametrize(
    "name",
    [
        "Kontroll",
        " kontroll ",
        "\N{FULLWIDTH LATIN SMALL LETTER K}ontroll",
        "KONTROLL\t",
    ],
)
def test_a_name_is_one_however_it_is_written(door: Door, name: str) -> None:
    assert normalised(name) == "kontroll"
    assert door.try_it(name).status_code == 302


def test_another_spelling_is_no_new_guess(door: Door) -> None:
    names = [
        "kontroll",
        "Kontroll",
        " kontroll",
        "kontroll  ",
        "\N{FULLWIDTH LATIN SMALL LETTER K}ontroll",
    ]
    assert [door.try_it(n, "feil").status_code for n in names] == [403] * FREE
    answer = door.try_it("KONTROLL", WORD)
    assert answer.status_code == 429
    assert answer.headers["Retry-After"] == "1"
    assert "Prøv igjen om 1 sekunder." in answer.text


def test_forty_at_once_are_as_few_as_one_by_one(door: Door) -> None:
    with ThreadPoolExecutor(40) as pool:
        found = list(pool.map(lambda _: door.try_it("kontroll", "feil"), range(40)))
    statuses = sorted(answer.status_code for answer in found)
    assert statuses == [403] * FREE + [429] * (40 - FREE)


def test_the_owner_comes_in_while_others_guess(door: Door) -> None:
    """From another address, and from a browser that has signed in before."""
    known = door.signed_in()
    for _ in range(FREE):
        door.try_it("kontroll", "feil", "10.6.6.6")
    assert door.try_it("kontroll", "feil", "10.6.6.6").status_code == 429
    assert door.try_it("kontroll", address="10.0.0.2").status_code == 302
    for number in range(FREE_FROM_ALL):
        door.try_it("kontroll", "feil", f"10.6.7.{number}")
    assert door.try_it("kontroll", address="10.0.0.3").status_code == 429
    known.post("/logg-ut")
    answer = known.post("/logg-inn", data={"name": "kontroll", "password": WORD})
    assert answer.status_code == 302
    door.clock.now += LONGEST_PAUSE_SECONDS
    assert door.try_it("kontroll", address="10.0.0.3").status_code == 302


def test_a_known_browser_is_no_licence_to_guess(door: Door) -> None:
    known = door.signed_in()
    wrong = {"name": "kontroll", "password": "feil"}
    found = [known.post("/logg-inn", data=wrong).status_code for _ in range(FREE + 1)]
    assert found == [403] * FREE + [429]
    cookie = known.get_cookie(KNOWN, path="/logg-inn")
    assert cookie is not None
    stranger = door.app.test_client()
    stranger.set_cookie(KNOWN, cookie.value, path="/logg-inn")
    other = wrong | {"name": "regnskap"}
    found = [stranger.post("/logg-inn", data=other).status_code for _ in range(FREE)]
    assert found == [403] * FREE
    assert stranger.post("/logg-inn", data=other).status_code == 429
    assert door.try_it("regnskap", address="127.0.0.1").status_code == 429


def test_a_subscriber_is_one_however_many_addresses_it_has(door: Door) -> None:
    """Whoever has one IPv6 address has 2^64 of them."""
    for number in range(FREE_FROM_ALL):
        name = f"navn-{number}"
        assert door.try_it(name, "feil", f"2001:db8::{number:x}").status_code == 403
    assert door.try_it("kontroll", "feil", "2001:db8::ffff").status_code == 429
    assert door.try_it("kontroll", "feil", "2001:db8:0:1::1").status_code == 403
    assert door.try_it("kontroll", "feil", "::ffff:10.0.0.9").status_code == 403


def test_who_signs_in_again_and_again_puts_out_nobody_else(door: Door) -> None:
    sessions = Sessions(door.clock)
    other, own = (SignedIn(Reader(name, None), None) for name in ("annen", "egen"))
    first = sessions.begin(other)
    numbers = [sessions.begin(own) for _ in range(MOST_FOR_EACH + 3)]
    held = [number for number in numbers if sessions.find(number, is_reading=True)]
    assert held == numbers[3:]
    assert sessions.find(first, is_reading=True) == other


def test_passwords_that_wait_to_be_compared_leave_threads_for_others(
    door: Door, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(password, "_in_line", BoundedSemaphore(1))
    with password._in_line:
        answer = door.try_it("kontroll")
    assert answer.status_code == 429
    assert door.try_it("kontroll").status_code == 302


@pytest.mark.parametrize(
    ("guesses", "wait_seconds"),
    [(4, 0), (5, 1), (6, 2), (7, 4), (10, 32), (11, 60), (40, 60)],
)
def test_each_guess_costs_more_and_none_costs_much(
    guesses: int, wait_seconds: int
) -> None:
    clock = Clock()
    attempts = Attempts(clock)
    place = places("x", "1.2.3.4")[:1]
    for _ in range(guesses):
        clock.now += LONGEST_PAUSE_SECONDS
        assert attempts.begin(place) == 0
    assert attempts.begin(place) == wait_seconds
    clock.now += FORGOTTEN_SECONDS
    assert attempts.begin(place) == 0


def test_who_waits_is_not_made_to_wait_longer_by_asking() -> None:
    clock = Clock()
    attempts = Attempts(clock)
    place = places("x", "1.2.3.4")[:1]
    for _ in range(FREE + 5):
        clock.now += LONGEST_PAUSE_SECONDS
        attempts.begin(place)
    assert [attempts.begin(place) for _ in range(3)] == [32, 32, 32]
    clock.now += 32
    assert attempts.begin(place) == 0
