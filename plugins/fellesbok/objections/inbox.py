"""The inbox of objections (*innboksen*): a folder outside the books, a file for each.

Municipalities send, the accountant takes in.  What is sent is bounded in size and in
number, is named by its own digest and by nothing that the sender wrote, and is there
whole or not at all.  What lies in the folder is hostile until it is read: other files
are left and told of.
"""

from __future__ import annotations

import errno
import json
import re
from collections import Counter
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries.checks import FIRST_YEAR
from fellesbok.entries.checks import LAST_YEAR
from fellesbok.error_texts.system_reasons import reason_of
from fellesbok.filing.disk import BESIDE
from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.disk import locked
from fellesbok.filing.disk import put
from fellesbok.filing.disk import read_plain
from fellesbok.filing.disk import remove
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.noted import digest_of
from fellesbok.objections.records import About
from fellesbok.system.differences import is_link
from fellesbok.unseen import is_visible
from fellesbok.unseen import visible

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterator
    from pathlib import Path

CONFIGURED = "FELLESBOK_OBJECTIONS"
"""Where an application that serves books keeps the folder, if it has one."""

MOST_FILES = 500
"""So many objections wait in an inbox; the first of each municipality always may."""

MOST_OF_ONE = 20
"""So many of one municipality."""

MOST_BYTES = 16_000
LONGEST_REASON = 2_000
LONGEST_WORD = 100
MOST_TOLD = 20
"""Files of others that are named; the rest are counted."""

_NAME = re.compile(r"([a-z0-9][a-z0-9_-]*)\.([0-9a-f]{64})\.json")
_BEGUN = re.compile(rf"\.{_NAME.pattern}{re.escape(BESIDE)}")
_YEAR = re.compile(r"[12][0-9]{3}")
_AMOUNT = re.compile(r"[0-9]{1,12}\.[0-9]{2}")
_FIELDS = {"payer", "by", "received", "about", "amount", "reason"}
BUSY = Text("Noen andre skriver i innboksen akkurat nå. Prøv igjen om litt.")


@frozen
class Sent:
    """What a municipality sent.

    Attributes:
        payer: The slug of who sent it, as it had signed in.
        by: The name that it was signed in by.
        received: The day.
        about: The kind and what it is about, as they stand in the books after the id.
        amount: How much, in kroner; ``None`` where that was not said.
        reason: Why.
    """

    payer: str
    by: str
    received: date
    about: tuple[str, ...]
    amount: Decimal | None
    reason: str

    def written(self) -> bytes:
        """The file that it becomes; the same is written the same."""
        said = {
            "payer": self.payer,
            "by": self.by,
            "received": self.received.isoformat(),
            "about": list(self.about),
            "amount": None if self.amount is None else f"{self.amount:.2f}",
            "reason": self.reason,
        }
        return (json.dumps(said, ensure_ascii=False, indent=1) + "\n").encode()


@frozen
class Waiting:
    """What lies in the inbox: the file, its digest, and what it says."""

    path: Path
    digest: str
    sent: Sent


def send(folder: Path, sent: Sent) -> None:
    """Put an objection in the inbox; the same one twice is there once.

    Raises:
        CannotFileError: There are too many already, or it could not be written.
    """
    content = sent.written()
    digest = digest_of(content)
    if len(content) > MOST_BYTES or not _NAME.fullmatch(f"{sent.payer}.{digest}.json"):
        raise CannotFileError(Text("Innsigelsen er for lang."))
    if _sent(json.loads(content)) != sent:
        text = Text("Innsigelsen har tegn som ikke synes, eller mangler noe.")
        raise CannotFileError(text)
    path = folder / f"{sent.payer}.{digest}.json"
    try:
        with locked(_itself(folder), BUSY):
            names = [p.name for p in folder.iterdir() if _NAME.fullmatch(p.name)]
            own = [name for name in names if name.startswith(f"{sent.payer}.")]
            if path.name in names:
                return
            # The first of each has room, whatever others have sent.
            if len(own) >= MOST_OF_ONE or (own and len(names) >= MOST_FILES):
                raise CannotFileError(
                    Text(
                        "Det venter alt {count} innsigelser på regnskapsføreren. Vent"
                        " til de er tatt inn.",
                        count=len(own),
                    )
                )
            put(path, content)
    except OSError as error:
        reason = reason_of(error)
        text = Text("Innsigelsen ble ikke tatt imot ({reason}).", reason=reason)
        raise CannotFileError(text) from None


def waiting(folder: Path, payers: Collection[str]) -> tuple[list[Waiting], list[Text]]:
    """What lies in the inbox, by name, and what is there that is not heard.

    All that ``send`` lets in is heard, however much it is together: of each payer as
    much as it lets in of one, and nothing is read of others.

    Args:
        folder: The inbox.
        payers: The slugs of those who may have sent something.

    Raises:
        CannotFileError: The folder cannot be read.
    """
    try:
        names = sorted(path.name for path in folder.iterdir())
    except OSError as error:
        raise CannotFileError(_unread(folder, error)) from None
    found: list[Waiting] = []
    faults: list[Text] = []
    of_each: Counter[str] = Counter()
    for name in names:
        if name.startswith("."):
            continue  # what is being written, or was when the machine stopped
        match = _NAME.fullmatch(name)
        payer = match[1] if match else ""
        if payer and payer not in payers:
            faults.append(
                Text("{path} er fra en ukjent kommune, og blir liggende.", path=name)
            )
        elif of_each[payer] >= MOST_OF_ONE:
            faults.append(
                Text(
                    "{path} er ikke lest, og blir liggende: det er {count} fra samme"
                    " kommune før den.",
                    path=name,
                    count=MOST_OF_ONE,
                )
            )
        elif (one := _read(folder / name) if payer else None) is None:
            faults.append(
                Text(
                    "{path} er ikke en innsigelse herfra, og blir liggende.",
                    path=visible(name),
                )
            )
        else:
            found.append(one)
            of_each[payer] += 1
    told = faults[:MOST_TOLD]
    if left := len(faults) - len(told):
        told.append(Text("{count} filer til i innboksen er ikke lest.", count=left))
    return found, told


def names_in(folder: Path | None) -> tuple[str, ...]:
    """The names of what lies there: another when something is sent or taken in."""
    if folder is None:
        return ()
    try:
        return tuple(sorted(path.name for path in folder.iterdir()))
    except OSError:
        return ()


def tidy(folder: Path) -> None:
    """Take away what a server that was stopped left of files it had begun.

    Raises:
        CannotFileError: Somebody sends an objection just now, or the disk does not
            work.
    """
    try:
        with locked(folder, BUSY):
            for path in sorted(folder.iterdir()):
                if _BEGUN.fullmatch(path.name):
                    remove(path)
    except OSError as error:
        raise CannotFileError(_unread(folder, error)) from None


def taken(found: list[Waiting]) -> Iterator[Text]:
    """Take away what the books hold now; what the disk does not let go, is told.

    It is known by its digest the next time, and is not taken in twice.
    """
    for each in found:
        try:
            remove(each.path)
        except OSError as error:
            yield Text(
                "{path} ligger fortsatt i innboksen ({reason}), men er tatt inn.",
                path=each.path.name,
                reason=reason_of(error),
            )


def _itself(folder: Path) -> Path:
    """The folder that was chosen: another that a link now leads to is not.

    Raises:
        OSError: There is a link in its place.
    """
    if is_link(folder):
        raise OSError(errno.ELOOP, "")
    return folder


def _unread(folder: Path, error: OSError) -> Text:
    return Text(
        "Fikk ikke lest innboksen {path} ({reason}).",
        path=str(folder),
        reason=reason_of(error),
    )


def _read(path: Path) -> Waiting | None:
    """One file, where it is what ``send`` writes, to the byte; else nothing."""
    content = read_plain(path, MOST_BYTES)
    if content is None:
        return None
    digest = digest_of(content)
    slug, _, rest = path.name.partition(".")
    if rest != f"{digest}.json":
        return None
    try:
        sent = _sent(json.loads(content))
    except (ValueError, TypeError, RecursionError):
        return None
    if sent is None or sent.payer != slug or sent.written() != content:
        return None
    return Waiting(path, digest, sent)


def _sent(said: Any) -> Sent | None:  # noqa: ANN401 -- whatever JSON holds
    """What a file says, every field of its kind and within its bounds."""
    if not isinstance(said, dict) or said.keys() != _FIELDS:
        return None
    words = (said["payer"], said["by"], said["received"], said["reason"])
    if not all(isinstance(word, str) and is_visible(word) for word in words):
        return None
    about, amount = said["about"], said["amount"]
    is_about = isinstance(about, list) and all(
        isinstance(word, str) and is_visible(word) and 0 < len(word) <= LONGEST_WORD
        for word in about
    )
    is_amount = amount is None or (
        isinstance(amount, str) and _AMOUNT.fullmatch(amount) is not None
    )
    if not is_about or not is_amount or not 0 < len(words[3]) <= LONGEST_REASON:
        return None
    day = date.fromisoformat(words[2])
    if not _is_about(about) or not FIRST_YEAR <= day.year <= LAST_YEAR:
        return None
    return Sent(
        words[0],
        words[1],
        day,
        tuple(about),
        None if amount is None else Decimal(amount),
        words[3],
    )


def _is_about(words: list[str]) -> bool:
    """Whether it is a claim, a share of a year, or a voucher in one."""
    match words:
        case [About.CLAIM.value, _]:
            return True
        case [About.SHARE.value, _, year] | [About.VOUCHER.value, _, year, _]:
            return bool(_YEAR.fullmatch(year))
    return False
