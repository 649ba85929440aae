"""An answer is made once for everybody who asks for it, and forgotten in good time."""

from __future__ import annotations

from threading import Thread
from time import sleep
from typing import TYPE_CHECKING

from fellesbok.web import remembered
from fellesbok.web.remembered import Remembered

if TYPE_CHECKING:
    import pytest

ANSWER = remembered.Answer(b"svar", "text/html", None)


def test_many_who_ask_at_once_wait_for_one_answer() -> None:
    answers = Remembered()
    made: list[str] = []
    got: list[object] = []

    def ask() -> None:
        found = answers.find("side")
        if not isinstance(found, remembered.Answer):
            made.append("side")
            sleep(0.05)
            answers.keep("side", ANSWER)
            found.release()
            return
        got.append(found)

    threads = [Thread(target=ask) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert made == ["side"]
    assert got == [ANSWER] * 7


def test_what_could_not_be_made_is_made_by_the_next() -> None:
    answers = Remembered()
    first = answers.find("side")
    assert not isinstance(first, remembered.Answer)
    first.release()
    second = answers.find("side")
    assert not isinstance(second, remembered.Answer)
    second.release()


def test_the_oldest_answers_make_room(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(remembered, "MOST_BYTES", 3 * len(ANSWER.content))
    answers = Remembered()
    for name in "abcd":
        answers.find(name).release()  # type: ignore[union-attr]
        answers.keep(name, ANSWER)
    assert not isinstance(answers.find("a"), remembered.Answer)
    assert answers.find("d") is ANSWER
