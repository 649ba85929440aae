"""An answer is made once for everybody who asks for it, and forgotten in good time."""

from __future__ import annotations

from threading import Thread
from time import sleep

import pytest

from fellesbok.web.access import remembered
from fellesbok.web.access.remembered import BESIDE_BYTES
from fellesbok.web.access.remembered import Remembered
from fellesbok.web.limits.gate import TooManyError

SIDE = b"side"
ANSWER = remembered.packed(b"svar", "text/html", None)


def test_many_who_ask_at_once_wait_for_one_answer() -> None:
    answers = Remembered()
    made: list[bytes] = []
    got: list[object] = []

    def ask() -> None:
        found = answers.find(SIDE)
        if not isinstance(found, remembered.Answer):
            made.append(SIDE)
            sleep(0.05)
            answers.keep(SIDE, ANSWER)
            answers.let_go(SIDE, found)
            return
        got.append(found)

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == [SIDE]
    assert got == [ANSWER] * 7


def test_what_could_not_be_made_is_made_by_the_next() -> None:
    answers = Remembered()
    first = answers.find(SIDE)
    assert not isinstance(first, remembered.Answer)
    answers.let_go(SIDE, first)
    second = answers.find(SIDE)
    assert not isinstance(second, remembered.Answer)
    answers.let_go(SIDE, second)


def test_the_oldest_answers_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(
        remembered, "MOST_BYTES", 3 * (len(ANSWER.packed) + BESIDE_BYTES)
    )
    answers = Remembered()
    for name in (b"a", b"b", b"c", b"d"):
        making = answers.find(name)
        assert not isinstance(making, remembered.Answer)
        answers.keep(name, ANSWER)
        answers.let_go(name, making)
    assert not isinstance(answers.find(b"a"), remembered.Answer)
    assert answers.find(b"d") is ANSWER


def test_what_could_not_be_made_leaves_nothing_behind() -> None:
    answers = Remembered()
    for number in range(100):
        name = str(number).encode()
        making = answers.find(name)
        assert not isinstance(making, remembered.Answer)
        answers.let_go(name, making)
    assert not answers.waiting()


def test_nobody_waits_for_ever(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "LONGEST_WAIT_SECONDS", 0.01)
    answers = Remembered()
    answers.find(SIDE)
    with pytest.raises(TooManyError):
        answers.find(SIDE)


def test_a_short_answer_takes_more_room_than_its_text(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """A million of them, of a few bytes each, took a thousand times as many."""
    empty = remembered.packed(b"", "text/plain", None)
    most = 3 * (len(empty.packed) + BESIDE_BYTES)
    monkeypatch.setattr(remembered, "MOST_BYTES", most)
    answers = Remembered()
    for number in range(10):
        answers.keep(bytes([number]), empty)
    assert len(answers._answers) == 3


def test_a_page_takes_less_room_than_its_text_and_is_sent_whole(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Twenty readers' pages of 20 000 vouchers forgot each other."""
    monkeypatch.setattr(remembered, "MOST_BYTES", 50_000)
    page = b"<tr><td>Kostnad</td><td>1 000,00</td></tr>" * 2_000
    answers = Remembered()
    for name in (b"a", b"b", b"c", b"d"):
        answers.keep(name, remembered.packed(page, "text/html", None))
    found = answers.find(b"a")
    assert isinstance(found, remembered.Answer)
    assert found.content == page
