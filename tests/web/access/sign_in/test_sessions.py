"""A session ends when it is signed out of, when nobody reads, and when it is old."""

from __future__ import annotations

from doors import Door
from doors import door as door  # noqa: PLC0414 -- a fixture
from doors import is_in
from fellesbok.web.access.sign_in import Reader
from fellesbok.web.access.sign_in.sessions import FOLLOWING_SECONDS
from fellesbok.web.access.sign_in.sessions import IDLE_SECONDS
from fellesbok.web.access.sign_in.sessions import LONGEST_SECONDS
from fellesbok.web.access.sign_in.sessions import MOST_FOR_EACH
from fellesbok.web.access.sign_in.sessions import Sessions
from fellesbok.web.access.sign_in.sessions import SignedIn
from viewed_books import until

POLL = "/vika/api/changed"


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


def test_who_signs_in_again_and_again_puts_out_nobody_else(door: Door) -> None:
    sessions = Sessions(door.clock)
    other, own = (SignedIn(Reader(name, None), None) for name in ("annen", "egen"))
    first = sessions.begin(other)
    numbers = [sessions.begin(own) for _ in range(MOST_FOR_EACH + 3)]
    held = [number for number in numbers if sessions.find(number, is_reading=True)]
    assert held == numbers[3:]
    assert sessions.find(first, is_reading=True) == other
