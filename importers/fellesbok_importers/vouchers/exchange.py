"""A transaction as records that can be written elsewhere and read back, whole.

What a format has no field for is kept as items, written as Beancount writes them::

    !                         the flag, when it is not *
    @Datahuset AS             the payee
    "en lang tekst …          the narration, where its field is too short for it
    #intern   ^fordeling-…    a tag, a link
    kilde: "nordvik/1/2018/7" metadata
    =15.00 NOK.PROSJEKT       what a line is of, when it is not money
    ~2018-12-31 custom …      the directive that the books made it of

The room knows no file format.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.entries import drafting
from fellesbok.entries.custom_values import is_amount
from fellesbok.frozen import frozen
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from beancount.core.data import Posting
    from beancount.core.data import Transaction

NOT_OURS = frozenset({"filename", "lineno"})
PLAIN = "*"
MADE_OF = "~"
_META = re.compile(r"([a-z][A-Za-z0-9_-]*):(?: (.*))?", re.DOTALL)
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_NUMBER = re.compile(r"-?\d+(\.\d+)?", re.ASCII)
_AMOUNT = re.compile(r"(-?\d+(?:\.\d+)?) ([A-Z][A-Z0-9'._-]*)", re.ASCII)


NOT_OUR_WORDS = Text("Opplysningen er ikke skrevet av fellesbok.")


class CannotTellError(ValueError):
    """An item is none of ours, or a value is of a kind that cannot be written."""


@frozen
class RecordLine:
    """One posting: ``amount`` is debit positive, in ``currency``."""

    account: str
    amount: Decimal
    currency: str
    items: tuple[str, ...]

    @cached_property
    def meta(self) -> dict[str, Any]:
        """Its metadata."""
        return dict(metadata_of(self.items))


@frozen
class Record:
    """One transaction; ``generated`` when the books made it themselves."""

    day: date
    text: str
    items: tuple[str, ...]
    lines: tuple[RecordLine, ...]
    generated: bool

    @cached_property
    def meta(self) -> dict[str, Any]:
        """Its metadata."""
        return dict(metadata_of(self.items))

    @property
    def made_of(self) -> tuple[str, ...]:
        """The directives that the books made it of, as Beancount writes them."""
        return tuple(item[1:] for item in self.items if item.startswith(MADE_OF))

    @property
    def payee(self) -> str:
        """Who it was with, or nothing."""
        return next((item[1:] for item in self.items if item.startswith("@")), "")


def record_of(
    entry: Transaction,
    links: frozenset[str] | None,
    *,
    generated: bool,
    made_of: Sequence[str] = (),
) -> Record:
    """A transaction as a record; ``links`` instead of those that it has got.

    Args:
        entry: The transaction.
        links: The links that it is to have, or ``None`` for its own.
        generated: Whether the books made it themselves.
        made_of: Directives that they made it of, as Beancount writes them.

    Raises:
        CannotTellError: Something in it cannot be written.
    """
    items = [f"!{entry.flag}"] if entry.flag != PLAIN else []
    if entry.payee is not None:
        items.append(f"@{entry.payee}")
    items += sorted(f"#{tag}" for tag in entry.tags)
    items += sorted(f"^{link}" for link in (entry.links if links is None else links))
    items += _meta_items(entry.meta)
    items += [f"{MADE_OF}{text}" for text in made_of]
    lines = tuple(map(_line, entry.postings))
    return Record(entry.date, entry.narration or "", tuple(items), lines, generated)


def transaction_of(record: Record, place: Mapping[str, Any]) -> Transaction:
    """The transaction that a record was made of; ``place`` is its file and line.

    Raises:
        CannotTellError: An item is none of ours.
    """
    flag, payee, text = PLAIN, None, record.text
    tags, links = set(), set()
    for item in record.items:
        sign, rest = item[:1], item[1:]
        match sign:
            case "!":
                flag = rest
            case "@":
                payee = rest
            case '"':
                text = rest
            case "#":
                tags.add(rest)
            case "^":
                links.add(rest)
            case "~":
                pass
            case _ if not _META.fullmatch(item):
                raise CannotTellError(item)
    postings = [_posting(line, place) for line in record.lines]
    meta = {**place, **record.meta}
    return drafting.voucher(
        meta,
        record.day,
        payee,
        text,
        postings,
        flag=flag,
        tags=frozenset(tags),
        links=frozenset(links),
    )


def metadata_of(items: Sequence[str]) -> Iterator[tuple[str, Any]]:
    """The metadata among items.

    Raises:
        CannotTellError: A value is none of those that Beancount has.
    """
    for item in items:
        if found := _META.fullmatch(item):
            yield found[1], _read(found[2] or "")


def quantity_of(items: Sequence[str]) -> tuple[Decimal, str]:
    """How much a line is of, and of what, where it is not money.

    Raises:
        CannotTellError: No item tells it.
    """
    for item in items:
        found = _AMOUNT.fullmatch(item[1:])
        if found and item.startswith("="):
            return Decimal(found[1]), found[2]
    raise CannotTellError(", ".join(items))


def _line(posting: Posting) -> RecordLine:
    units: Any = posting.units
    if posting.cost is not None or posting.price is not None:
        raise CannotTellError(f"{units} {{}} @")
    items = [f"!{posting.flag}"] if posting.flag else []
    items += _meta_items(posting.meta or {})
    return RecordLine(posting.account, units.number, units.currency, tuple(items))


def _posting(line: RecordLine, place: Mapping[str, Any]) -> Posting:
    flag = None
    for item in line.items:
        if item.startswith("!"):
            flag = item[1:]
        elif not _META.fullmatch(item):
            raise CannotTellError(item)
    meta = {**place, **line.meta}
    return drafting.posting(line.account, line.amount, line.currency, meta, flag)


def _meta_items(meta: Mapping[str, Any]) -> list[str]:
    """Metadata as items, by name; what the loader adds for itself is left."""
    return [
        f"{key}: {_written(value)}".rstrip(" ") if value is None else _item(key, value)
        for key, value in sorted(meta.items())
        if key not in NOT_OURS and not key.startswith("__")
    ]


def _item(key: str, value: Any) -> str:  # noqa: ANN401 -- any value of metadata
    return f"{key}: {_written(value)}"


def _written(value: Any) -> str:  # noqa: ANN401 -- any value of metadata
    """A value as Beancount writes it, text between its quotes as it stands."""
    match value:
        case None:
            return ""
        case bool():
            return "TRUE" if value else "FALSE"
        case str():
            return f'"{value}"'
        case Decimal() | int():
            return f"{value:f}" if isinstance(value, Decimal) else str(value)
        case date():
            return value.isoformat()
        case _ if is_amount(value):
            return f"{value.number:f} {value.currency}"
        case _:
            raise CannotTellError(str(value))


def _read(written: str) -> Any:  # noqa: ANN401 -- one for each kind of value
    """A value that was written."""
    if not written:
        return None
    if written.startswith('"') and written.endswith('"') and len(written) > 1:
        return written[1:-1]
    if written in {"TRUE", "FALSE"}:
        return written == "TRUE"
    if _NUMBER.fullmatch(written):
        return Decimal(written)
    if found := _AMOUNT.fullmatch(written):
        return drafting.amount(Decimal(found[1]), found[2])
    if _DAY.fullmatch(written):
        try:
            return date.fromisoformat(written)
        except ValueError:
            raise CannotTellError(written) from None
    raise CannotTellError(written)
