"""An objection and what has been said of it, as values."""

from __future__ import annotations

from dataclasses import replace
from enum import Enum
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    import datetime as dt
    from collections.abc import Sequence
    from decimal import Decimal
    from pathlib import Path

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Place


FROM_INBOX = "innboks"
"""Metadata: the digest of the file that a municipality sent."""


class About(Enum):
    """What is objected to; the value is how people write it."""

    CLAIM = "krav"
    SHARE = "andel"
    VOUCHER = "bilag"


class Outcome(Enum):
    """How it ends (*utfall*); the value is how people write it."""

    PARTLY = "delvis"
    CORRECTED = "korreksjon"
    UPHELD = "opprettholdt"


OUTCOMES = {
    Outcome.PARTLY: Text("delvis medhold"),
    Outcome.CORRECTED: Text("medhold, korrigert"),
    Outcome.UPHELD: Text("opprettholdt"),
}
"""What became of it, as it is said."""

NOT_PUT_RIGHT = {
    Outcome.PARTLY: "delvis medhold {day}, ikke korrigert ennå",
    Outcome.CORRECTED: "medhold {day}, ikke korrigert ennå",
}
"""The same where what was granted is neither credited nor said to be corrected."""


@frozen
class Said:
    """An answer or an outcome: the day, what was written, and the line."""

    day: dt.date
    text: str
    entry: Any


def what_about(words: Sequence[str], agreement: Agreement) -> Text:
    """What an objection is about, in a few words, as its line says it after the id."""
    kind, named, *rest = words
    of = About(kind)
    if of is About.CLAIM:
        return _in_words(of, named)
    cooperation = agreement.cooperation_by_account.get(named)
    return _in_words(of, named if cooperation is None else cooperation.title, *rest)


def _in_words(of: About, named: str, year: str = "", voucher: str = "") -> Text:
    if of is About.CLAIM:
        return Text("krav {claim}", claim=named)
    if of is About.SHARE:
        return Text("andel av {cooperation} {year}", cooperation=named, year=year)
    return Text(
        "bilag {voucher}, {cooperation} {year}",
        voucher=voucher,
        cooperation=named,
        year=year,
    )


@frozen
class Objection:
    """What a payer objects to (*innsigelse*), with its history.

    Attributes:
        id: What later lines name it by.
        payer: Who objects.
        about: What kind of thing it is about.
        claim: The number of the claim; blank where it is about no claim.
        cooperation: Of the share or voucher; ``None`` where it is about a claim.
        year: Likewise.
        voucher: The voucher number; blank where it is about none.
        amount: How much is objected to, in kroner; ``None`` where nobody has said.
        reason: Why, as it was written.
        day: When it was made.
        deadline: When it is to be answered by; ``None`` where nobody has said.
        entry: The line.
        answers: What was answered, in the order of the days.
        outcome: How it ended; ``None`` while it is open.
        decided: The day and the words of that.
        credit_note: The number of the credit note that follows; blank if none does.
        put_right: The day and the words of that the books are right, where it was
            granted, in part or whole, so that no share has what the credit note gave
            back.
        waits_in: The inbox that it waits in; ``None`` where it stands in the books.
    """

    id: str
    payer: Payer
    about: About
    claim: str
    cooperation: Cooperation | None
    year: int | None
    voucher: str
    amount: Decimal | None
    reason: str
    day: dt.date
    deadline: dt.date | None
    entry: Any
    answers: tuple[Said, ...] = ()
    outcome: Outcome | None = None
    decided: Said | None = None
    credit_note: str = ""
    put_right: Said | None = None
    waits_in: Path | None = None

    @property
    def from_inbox(self) -> str:
        """The digest of the file that it was taken in from; blank if from none."""
        return str(self.entry.meta.get(FROM_INBOX, ""))

    @property
    def place(self) -> Place:
        """Where it stands in the books."""
        return self.entry.meta["filename"], self.entry.meta["lineno"]

    @property
    def is_open(self) -> bool:
        """Whether it has no outcome."""
        return self.outcome is None

    @property
    def is_granted(self) -> bool:
        """Whether its outcome is that it is right, in part or whole (*medhold*)."""
        return self.outcome in NOT_PUT_RIGHT

    @property
    def is_undone(self) -> bool:
        """Whether it was granted, and neither credited nor said to be corrected."""
        is_corrected = self.credit_note or self.put_right is not None
        return self.is_granted and not is_corrected

    @property
    def holds_back(self) -> bool:
        """Whether what it is to is not reminded of: it is open, or not put right."""
        return self.is_open or self.is_undone

    @property
    def what(self) -> Text:
        """What it is about, in a few words."""
        if self.cooperation is None:
            return _in_words(self.about, self.claim)
        return _in_words(
            self.about, self.cooperation.title, str(self.year), self.voucher
        )

    @property
    def standing(self) -> Text:
        """How it stands: open and until when, or how it ended and when."""
        if self.waits_in is not None:
            return Text("mottatt {day}, venter i innboksen", day=self.day)
        if self.outcome is not None and self.decided is not None:
            if self.is_undone:
                return Text(NOT_PUT_RIGHT[self.outcome], day=self.decided.day)
            said = OUTCOMES[self.outcome]
            return Text("{outcome} {day}", outcome=said, day=self.decided.day)
        if self.deadline is not None:
            return Text("åpen, frist {day}", day=self.deadline)
        return Text("åpen")

    @property
    def mark(self) -> Text:
        """What stands beside the figure; what waits has no id in the books."""
        if self.waits_in is not None:
            return self.standing
        return Text("{id}: {standing}", id=self.id, standing=self.standing)

    def on(self, day: dt.date) -> Objection | None:
        """The objection as it was known on a day; ``None`` before it was made."""
        if self.day > day:
            return None
        answers = tuple(each for each in self.answers if each.day <= day)
        is_right = self.put_right is not None and self.put_right.day <= day
        known = replace(
            self, answers=answers, put_right=self.put_right if is_right else None
        )
        if self.decided is not None and self.decided.day > day:
            return replace(known, outcome=None, decided=None, credit_note="")
        return known


@frozen
class ObjectionRow:
    """The same for programs; amounts in kroner, blank where nobody has said.

    ``cooperation`` and ``year`` are of the share or the voucher, or of the claim.
    """

    id: str
    municipality: str
    about: str
    claim: str | None
    cooperation: str | None
    year: int
    voucher: str | None
    amount: Decimal | None
    reason: str
    date: dt.date
    deadline: dt.date | None
    answers: tuple[str, ...]
    outcome: str | None
    decided: dt.date | None
    decision: str | None
    credit_note: str | None
    put_right: dt.date | None


def objection_row(found: Objection, claim: Claim | None = None) -> ObjectionRow:
    """An objection as programs read it.

    Args:
        found: The objection.
        claim: The one that it is about, if it is about one; where the books do not
            have that, which is an error of theirs, its year is the one it was made in.
    """
    decided, put_right = found.decided, found.put_right
    of = found if claim is None else claim
    return ObjectionRow(
        id=found.id,
        municipality=found.payer.name,
        about=found.about.value,
        claim=found.claim or None,
        cooperation=of.cooperation.account if of.cooperation else None,
        year=of.year or found.day.year,
        voucher=found.voucher or None,
        amount=found.amount,
        reason=found.reason,
        date=found.day,
        deadline=found.deadline,
        answers=tuple(f"{each.day} {each.text}" for each in found.answers),
        outcome=None if found.outcome is None else found.outcome.value,
        decided=None if decided is None else decided.day,
        decision=None if decided is None else decided.text,
        credit_note=found.credit_note or None,
        put_right=None if put_right is None else put_right.day,
    )
