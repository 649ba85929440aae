"""Passwords can be guessed at only slowly, and by that nobody is kept out."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from threading import BoundedSemaphore

import pytest

from doors import Clock
from doors import Door
from doors import door as door  # noqa: PLC0414 -- a fixture
from fellesbok.web.access.sign_in import password
from fellesbok.web.access.sign_in.attempts import FORGOTTEN_SECONDS
from fellesbok.web.access.sign_in.attempts import FREE
from fellesbok.web.access.sign_in.attempts import FREE_FROM_ALL
from fellesbok.web.access.sign_in.attempts import LONGEST_PAUSE_SECONDS
from fellesbok.web.access.sign_in.attempts import Attempts
from fellesbok.web.access.sign_in.attempts import places
from readers import WORD

KNOWN = "fellesbok-known"


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
