"""What became of a region in a run: whether it is written, and why not (*utfall*)."""

from __future__ import annotations

from dataclasses import asdict
from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from fellesbok.batch.own_process import Ended

FAULTS_TOLD = 20
"""Of the faults of a region's books, so many are told."""


class State(Enum):
    """What became of a region; the value is what programs read."""

    WRITTEN = "written"
    FAULTS = "faults"
    """Its books have errors."""
    REFUSED = "refused"
    """It cannot be read, or cannot be written."""
    NO_BOOKS = "no_books"
    SAME_NAME = "same_name"
    LATE = "late"
    CRASHED = "crashed"


EXIT_CODES = {
    State.WRITTEN: 0,
    State.FAULTS: 1,
    State.REFUSED: 1,
    State.NO_BOOKS: 2,
    State.SAME_NAME: 2,
    State.LATE: 124,
}
"""As the commands of one region end, and ``timeout`` of GNU; a crash has its own."""

SIGNALLED = 128
"""What a shell adds to the signal that ended a process."""


@frozen
class Outcome:
    """What became of a region.

    ``region`` is the name and ``slug`` the slug, where the books could tell, also where
    they have errors or were not done in time;
    ``faults`` are the first of its faults, each with file and line; ``revision`` is
    that of the books (*bøkenes utgave*), and ``contents`` the digest of what the folder
    of the region says of itself, where the digest of each of its files is;
    ``is_kept`` tells that what an earlier run wrote of the same books stands, and is no
    part of the record.
    """

    folder: str
    state: str
    exit_code: int
    region: str | None = None
    slug: str | None = None
    reason: str | None = None
    faults: tuple[str, ...] = ()
    tables: int = 0
    rows: int = 0
    certificates: int = 0
    revision: str | None = None
    contents: str | None = None
    is_kept: bool = False

    @property
    def is_written(self) -> bool:
        """Whether the region is in the folder of the run."""
        return self.state == State.WRITTEN.value

    def told(self) -> dict[str, Any]:
        """The same for the record, which is the same whoever wrote the region when."""
        told = asdict(self)
        del told["is_kept"]
        return {**told, "faults": list(self.faults)}

    @classmethod
    def read(cls, told: dict[str, Any]) -> Outcome:
        """What a process has told."""
        return cls(**{**told, "faults": tuple(told["faults"])})


def failed(
    folder: str,
    state: State,
    reason: Text,
    language: str,
    faults: Iterable[str] = (),
) -> Outcome:
    """A region that is not written, and why."""
    told = tuple(faults)[:FAULTS_TOLD]
    return Outcome(
        folder,
        state.value,
        EXIT_CODES[state],
        reason=say(reason, language),
        faults=told,
    )


def same_named(outcome: Outcome, others: Iterable[str], language: str) -> Outcome:
    """A region of which there are several: none of them is taken for the right one."""
    reason = Text(
        "Flere mapper er regionen «{slug}»: {folders}. Ingen av dem er skrevet. Gi dem"
        " hvert sitt navn (region i avtalefilen), eller oppgi én av dem.",
        slug=outcome.slug,
        folders=", ".join(sorted({outcome.folder, *others})),
    )
    found = failed(outcome.folder, State.SAME_NAME, reason, language, outcome.faults)
    return replace(found, region=outcome.region, slug=outcome.slug)


def outcome_of(folder: str, ended: Ended, seconds: int, language: str) -> Outcome:
    """What a process that has ended has to tell, or what its end tells of it.

    Whichever it is, it is of the region that the process told on the way.
    """
    if "answer" in ended:
        found = Outcome.read(ended["answer"])
    elif ended.get("late"):
        text = Text(
            "Ikke ferdig på {seconds} sekunder, og stanset. Gi den lengre tid med"
            " --timeout.",
            seconds=seconds,
        )
        found = failed(folder, State.LATE, text, language)
    else:
        found = _crashed(folder, ended, language)
    return replace(found, **ended.get("known", {}))


def _crashed(folder: str, ended: Ended, language: str) -> Outcome:
    """A process that ended by itself, and the last that it said."""
    code = int(ended["code"])
    exit_code = SIGNALLED - code if code < 0 else code
    text = Text(
        "Prosessen stanset uten svar (kode {code}). Det siste den sa: {said}",
        code=exit_code,
        said=ended["said"] or "–",
    )
    return Outcome(folder, State.CRASHED.value, exit_code, reason=say(text, language))
