"""Guesses at a password cost time, and more for each (*forsøk*).

A guess is counted before it is tried, so that many at once are as few as one by one.
Each place that guesses come from slows down by itself: a name from one address, and,
with more patience, a name from everywhere and an address for all names.  A browser that
has signed in before as that name counts alone: whoever guesses from elsewhere does not
keep its owner out.
"""

from __future__ import annotations

from collections import OrderedDict
from ipaddress import IPv4Address
from ipaddress import ip_address
from ipaddress import ip_network
from math import ceil
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from fellesbok.agreement.person_names import normalised
from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

FREE = 5
FREE_FROM_ALL = 25
LONGEST_PAUSE_SECONDS = 60
FORGOTTEN_SECONDS = 900
MOST_REMEMBERED = 10_000
SUBSCRIBER_BITS = 64


@frozen
class Place:
    """Where guesses come from, and how many it may make before it slows down."""

    key: str
    free: int


def places(name: str, address: str | None, browser: str = "") -> tuple[Place, ...]:
    """The places that a guess counts in.

    Args:
        name: The name that was written.
        address: The network address that it comes from.
        browser: What a browser is known by that has signed in as that name before.
    """
    who, address = normalised(name), network(address)
    if browser:
        return (Place(f"browser {browser} {who}", FREE),)
    return (
        Place(f"name {who} address {address}", FREE),
        Place(f"name {who}", FREE_FROM_ALL),
        Place(f"address {address}", FREE_FROM_ALL),
    )


def network(address: str | None) -> str:
    """The address, or the network that one subscriber has all of (IPv6, /64)."""
    try:
        found = ip_address(address or "")
    except ValueError:
        return str(address)
    if isinstance(found, IPv4Address):
        return str(found)
    if found.ipv4_mapped is not None:
        return str(found.ipv4_mapped)
    return str(ip_network((found.packed, SUBSCRIBER_BITS), strict=False))


class Attempts:
    """The guesses of each place; what is not tried again is forgotten."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin with none; ``clock`` gives seconds."""
        self._clock = clock
        self._failures: OrderedDict[str, tuple[int, float]] = OrderedDict()
        self._lock = Lock()

    def begin(self, tried: tuple[Place, ...]) -> int:
        """Count a guess, and say 0; or the whole seconds to wait, and count none."""
        with self._lock:
            now = self._clock()
            pause = max(self._pause_seconds(place, now) for place in tried)
            if pause > 0:
                return ceil(pause)
            for place in tried:
                count, _ = self._failures.pop(place.key, (0, now))
                self._failures[place.key] = count + 1, now
            while len(self._failures) > MOST_REMEMBERED:
                self._failures.popitem(last=False)
            return 0

    def succeeded(self, tried: tuple[Place, ...]) -> None:
        """Take the guess back: the password was right."""
        with self._lock:
            for place in tried:
                count, last = self._failures.pop(place.key, (0, 0.0))
                if count > 1 and place.free > FREE:
                    self._failures[place.key] = count - 1, last

    def _pause_seconds(self, place: Place, now: float) -> float:
        count, last = self._failures.get(place.key, (0, now))
        if now - last >= FORGOTTEN_SECONDS:
            del self._failures[place.key]
            return 0
        if count < place.free:
            return 0
        doublings = min(count - place.free, LONGEST_PAUSE_SECONDS.bit_length())
        return last + min(1 << doublings, LONGEST_PAUSE_SECONDS) - now
