"""Who is signed in, held by the server (*økter*).

A browser holds nothing but a number that means something here: signing out, a change in
the file of readers and the end of the time end it at once, whoever has copied it.
"""

from __future__ import annotations

import secrets
from collections import OrderedDict
from dataclasses import dataclass
from dataclasses import field
from threading import Lock
from time import monotonic
from typing import TYPE_CHECKING

from fellesbok.frozen import frozen

if TYPE_CHECKING:
    from collections.abc import Callable

    from fellesbok.web.access.sign_in.readers import OpenId
    from fellesbok.web.access.sign_in.readers import Reader

LONGEST_SECONDS = 8 * 3600
IDLE_SECONDS = 3600
MOST_SESSIONS = 10_000
MOST_FOR_EACH = 20
"""Sessions of one reader; whoever signs in again and again puts out nobody else."""

FOLLOWING_SECONDS = 10
"""Pages fetch themselves anew when the books change; that is nobody's reading."""


@frozen
class SignedIn:
    """Somebody as they were when they signed in.

    Attributes:
        reader: The name, the role, and the hash of the password.
        openid: Who vouched for them, if they did not sign in by a password.
    """

    reader: Reader
    openid: OpenId | None


@dataclass
class _Session:
    who: SignedIn
    began: float
    used: float
    told: str = ""
    told_of_change: float = field(default=float("-inf"))


class Sessions:
    """Those who are signed in, by the number that their browser holds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        """Begin with none; ``clock`` gives seconds."""
        self._clock = clock
        self._sessions: OrderedDict[str, _Session] = OrderedDict()
        self._lock = Lock()

    def begin(self, who: SignedIn) -> str:
        """Let somebody in; the number is for their browser alone."""
        number = secrets.token_urlsafe(32)
        with self._lock:
            now = self._clock()
            for old in [n for n, s in self._sessions.items() if _is_over(s, now)]:
                del self._sessions[old]
            own = [n for n, s in self._sessions.items() if s.who == who]
            for old in own[: max(0, len(own) + 1 - MOST_FOR_EACH)]:
                del self._sessions[old]
            while len(self._sessions) >= MOST_SESSIONS:
                self._sessions.popitem(last=False)
            self._sessions[number] = _Session(who, now, now)
        return number

    def find(self, number: str, *, is_reading: bool) -> SignedIn | None:
        """Who holds a number, if their time is not over.

        Args:
            number: What the browser holds.
            is_reading: Whether somebody asks, so that they are not idle; a page that
                asks by itself, or draws itself anew right after, is nobody.
        """
        with self._lock:
            found, now = self._sessions.get(number), self._clock()
            if found is None:
                return None
            if _is_over(found, now):
                del self._sessions[number]
                return None
            if is_reading and now - found.told_of_change > FOLLOWING_SECONDS:
                found.used = now
            return found.who

    def tell_state(self, number: str, state: str) -> None:
        """An open page has been told which state of the books there is now.

        Where it was told another before, it fetches itself anew.
        """
        with self._lock:
            found = self._sessions.get(number)
            if found is None:
                return
            if found.told not in {"", state}:
                found.told_of_change = self._clock()
            found.told = state

    def end(self, number: str) -> None:
        """Let nobody in by that number any more."""
        with self._lock:
            self._sessions.pop(number, None)


def _is_over(session: _Session, now: float) -> bool:
    return now - session.began >= LONGEST_SECONDS or now - session.used >= IDLE_SECONDS
