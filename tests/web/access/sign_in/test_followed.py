"""Access is withdrawn at once when the file of readers says so."""

from __future__ import annotations

import pytest

from doors import ACCOUNTANT
from doors import EVERYBODY
from doors import PAGE
from doors import Door
from doors import door as door  # noqa: PLC0414 -- a fixture
from doors import is_in
from doors import reader
from fellesbok.web.access.sign_in import hashed

OTHER_HASH = hashed("et annet ord")


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
