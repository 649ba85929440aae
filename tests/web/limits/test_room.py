"""Who asks for little is next at once, and who asks without end takes turns."""

from __future__ import annotations

from fellesbok.web.limits.room import MOST_READERS
from fellesbok.web.limits.room import Room
from fellesbok.web.limits.room import Turn


def asks(room: Room, *asked: tuple[str, float]) -> list[Turn]:
    """Each asks for an answer of so many seconds."""
    turns = [Turn(reader, None, seconds) for reader, seconds in asked]
    for turn in turns:
        room.enter(turn)
    return turns


def made(room: Room) -> str:
    """Make the answer that is next, and say whose it was."""
    (turn,) = room.made
    room.leave(turn, turn.seconds)
    return str(turn.reader)


def test_as_many_are_let_in_as_there_is_room_for() -> None:
    room = Room(2)
    turns = asks(room, ("a", 0.1), ("b", 0.1), ("c", 0.1))
    assert [turn.is_let_in.is_set() for turn in turns] == [True, True, False]
    room.leave(turns[0], 0.1)
    assert turns[2].is_let_in.is_set()
    room.leave(turns[1], 0.1)
    room.leave(turns[2], 0.1)
    assert (room.made, room.waiting) == ([], [])


def test_readers_take_turns_however_many_answers_each_asks_for() -> None:
    room = Room(1)
    asks(room, *[("a", 0.1)] * 4, *[("b", 0.1)] * 2, ("c", 0.1))
    assert "".join(made(room) for _ in range(7)) == "abcabaa"


def test_who_asks_seldom_is_next_at_once() -> None:
    room = Room(1)
    asks(room, *[("a", 0.1)] * 9, *[("b", 0.1)] * 9)
    told = [made(room) for _ in range(4)]
    asks(room, ("seldom", 0.2))
    told += [made(room) for _ in range(3)]
    assert told[4] in "ab"  # was begun before
    assert "seldom" in told[5:]


def test_who_has_had_much_is_out_of_nobodys_sight() -> None:
    """After five seconds of the processor a page waited until it was refused."""
    room = Room(1)
    asks(room, ("much", 5.0), *[("a", 0.05)] * 99, *[("b", 0.05)] * 99)
    assert made(room) == "much"
    asks(room, ("much", 0.1))
    assert "much" in [made(room) for _ in range(13)]


def test_long_answers_move_one_further_back() -> None:
    room = Room(1)
    asks(room, *[("long", 0.2)] * 9, *[("short", 0.1)] * 9)
    told = "".join(made(room)[0] for _ in range(9))
    assert told.count("s") == 2 * told.count("l")


def test_what_it_took_counts_and_not_what_was_expected() -> None:
    room = Room(1)
    asks(room, *[("a", 0.01)] * 9, *[("b", 0.01)] * 9)
    told = ""
    for _ in range(8):
        (turn,) = room.made
        told += str(turn.reader)
        room.leave(turn, 0.09 if turn.reader == "a" else 0.03)
    assert told.count("b") >= 2 * told.count("a")


def test_of_some_only_one_is_made_at_a_time() -> None:
    room = Room(2)
    first, second = Turn("a", alone="a"), Turn("a", alone="a")
    other = Turn("b", alone="b")
    for turn in (first, second, other):
        room.enter(turn)
    assert room.made == [first, other]
    room.leave(other, 0.1)
    assert room.made == [first]
    room.leave(first, 0.1)
    assert room.made == [second]


def test_who_waits_no_longer_is_not_let_in() -> None:
    room = Room(1)
    first, second, third = asks(room, ("a", 0.1), ("b", 0.1), ("c", 0.1))
    room.give_up(second)
    room.leave(first, 0.1)
    assert room.made == [third]
    assert not second.is_let_in.is_set()


def test_readers_without_number_take_no_room() -> None:
    room = Room(1)
    for number in range(3 * MOST_READERS):
        asks(room, (str(number), 0.0))
        made(room)
    assert len(room._next) <= MOST_READERS + 1
