"""The part of the books that one municipality may read (*innsyn*).

A municipality reads its own shares and the vouchers of cooperations that it takes part
in, and the shares of the others where the agreement says that they are common.  What is
not known to concern it is left out: the rule says what is shown and never what is
hidden.  A host gets no extra sight of what the others owe or have paid.
"""

from __future__ import annotations

import re
from dataclasses import replace
from enum import Enum
from functools import lru_cache
from functools import partial
from typing import TYPE_CHECKING
from typing import Any

from beancount.core import data

from fellesbok.agreement.innsyn import Innsyn
from fellesbok.claims import is_claim
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import ID as CLAIM
from fellesbok.entries.claim import LINK
from fellesbok.entries.custom_values import values_of
from fellesbok.entries.shielding import SHIELDED_FILE
from fellesbok.entries.shielding import SHIELDED_VOUCHER
from fellesbok.entries.shielding import opened_for
from fellesbok.entries.shielding import rest_of
from fellesbok.entries.shielding import share_of_another
from fellesbok.entries.vocabulary import COOPERATION
from fellesbok.entries.vocabulary import COUNTERSIGNED
from fellesbok.entries.vocabulary import MUNICIPALITY
from fellesbok.entries.vocabulary import OBJECTION
from fellesbok.entries.vocabulary import VOUCHER
from fellesbok.entries.vocabulary import correction_link
from fellesbok.entries.vocabulary import shared_link
from fellesbok.frozen import frozen
from fellesbok.funds.moves import MOVE
from fellesbok.objections import objections
from fellesbok.viewpoint.taking_part import own_claims
from fellesbok.viewpoint.taking_part import takes_part
from fellesbok.viewpoint.taking_part import tells_of_all
from fellesbok.viewpoint.whose import whose

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator
    from collections.abc import Sequence
    from datetime import date

    from beancount.core.data import Custom
    from beancount.core.data import Directive
    from beancount.core.data import Transaction

    from fellesbok.entries.lines import Line
    from fellesbok.shared import Shared
    from fellesbok.sharing.readings import OtherReading

WORD = re.compile(r"\w+")
STATISTICS_FILE = ".csv"

COMMON_CUSTOMS = {"fava-option", "fava-extension"}
PRIVATE_OPTIONS = {"import-config", "import-dirs", "insert-entry"}
"""What Fava is told that only concerns who keeps the books."""


ALONE = {OBJECTION, COUNTERSIGNED}
"""Lines of one municipality that nobody else may know of."""


@frozen
class Sight:
    """What a reader may read.

    Attributes:
        entries: Whole entries, and vouchers in which the lines of others are replaced.
        shared: The agreements, and the years in which the reader takes part.
        files: The files of which every line may be read.
    """

    entries: list[Directive]
    shared: Shared
    files: frozenset[str]


class _Line(Enum):
    """What a line of a voucher is to the reader."""

    OWN = "own"
    BESIDE = "beside"  # says nothing of anybody, such as the bank: shown with own lines
    OTHERS = "others"


def sight(
    entries: Sequence[Directive],
    shared: Shared,
    reader: str,
    files: Collection[str] = (),
) -> Sight:
    """What the books are to one payer.

    Args:
        entries: All entries, generated ones among them.
        shared: What the plugin found out.
        reader: The payer's slug; one that is not known sees nothing.
        files: The files of the books that can be considered at all.
    """
    rule = _Rule(entries, shared, reader)
    seen: list[Directive] = []
    closed: set[str] = set()
    whole: set[str] = set()
    for entry in entries:
        shown = rule.shown(entry)
        if shown is not None:
            seen.append(shown)
        name = entry.meta["filename"]
        (whole if shown is entry else closed).add(name)
    readable = (whole | rule.common_files(files)) - closed
    seen = opened_for([*_without_others_names(seen, readable)])
    return Sight(seen, rule.shared(), frozenset(f for f in files if f in readable))


def _without_others_names(
    seen: Iterable[Directive], readable: Collection[str]
) -> Iterator[Directive]:
    """The entries; of what came with others' lines, not the file that they stand in.

    Objections that are taken in together stand in one file: its name, and how far down
    in it a line stands, would tell who else objects, when, and about how many.
    """
    for entry in seen:
        is_alone = isinstance(entry, data.Custom) and entry.type in ALONE
        if is_alone and entry.meta["filename"] not in readable:
            nowhere = {"filename": SHIELDED_FILE, "lineno": 0}
            yield entry._replace(meta={**entry.meta, **nowhere})
        else:
            yield entry


class _Rule:
    """Decides what of the books a reader sees; everything else is others'."""

    def __init__(
        self, entries: Sequence[Directive], shared: Shared, reader: str
    ) -> None:
        self._shared = shared
        self._agreement = shared.agreement
        self._reader = reader
        self._years = set(takes_part(shared, reader))
        self._slugs = {slug for slug, _ in self._years}
        # An account is classified once: the books name it in thousands of lines.
        self._named = lru_cache(maxsize=None)(partial(whose, agreement=self._agreement))
        self._claims = set(own_claims(entries, self._agreement, reader))
        self._objections = {
            str([each.id])
            for each in objections(entries, self._agreement)
            if each.payer.slug == reader
        }
        self._used = self._accounts_of_own_vouchers(entries)

    def shown(self, entry: Directive) -> Directive | None:  # noqa: PLR0911 -- one line a kind
        """The entry, the reader's part of it, or nothing."""
        match entry:
            case data.Transaction():
                return self._part(entry)
            case data.Commodity() | data.Price():
                return entry
            case data.Query():
                text = f"{entry.name} {entry.query_string}"
                return None if self._names_other_cooperation(text) else entry
            case data.Custom():
                return entry if self._custom(entry) else None
            case data.Open() | data.Close():
                is_own = self._line(entry.account, None) is _Line.OWN
                return entry if is_own or entry.account in self._used else None
            case data.Pad():
                accounts = (entry.account, entry.source_account)
                own = all(self._is_own(a, entry.date) for a in accounts)
                return entry if own else None
            case data.Balance() | data.Note() | data.Document():
                return entry if self._is_own(entry.account, entry.date) else None
            case _:
                return None

    def shared(self) -> Shared:
        """The agreements that the reader takes part in, and their years."""
        agreement = self._agreement
        cooperations = {
            slug: c for slug, c in agreement.cooperations.items() if slug in self._slugs
        }
        grants = {
            slug: grant
            for slug, grant in agreement.grants.items()
            if grant.cooperation in self._slugs
        }

        def mine(results: Iterable[Any]) -> tuple[Any, ...]:
            return tuple(
                r for r in results if (r.cooperation.slug, r.year) in self._years
            )

        return replace(
            self._shared,
            agreement=replace(agreement, cooperations=cooperations, grants=grants),
            results=mine(self._shared.results),
            budget_results=mine(self._shared.budget_results),
            closed=tuple(
                replace(year, lines=tuple(n for n in year.lines if self._is_mine(n)))
                for year in mine(self._shared.closed)
            ),
            readings=tuple(
                self._own_amounts(reading)
                for reading in self._shared.readings
                if (reading.cooperation, reading.year) in self._years
            ),
            left_out={of: None for of in self._shared.left_out if of in self._years},
            budgets_left_out={},
            unread=(),
            reader=self._reader,
        )

    def common_files(self, files: Iterable[str]) -> set[str]:
        """Files without vouchers: statistics are public, and agreements if all are own.

        A file of the books is read by its vouchers, whatever it is called; without any,
        it is the accountant's.
        """
        cooperations = self._agreement.cooperations
        rules = {c.place.path for c in cooperations.values()}
        is_all_own = self._slugs == cooperations.keys() and not any(
            tells_of_all(c) for c in cooperations.values() if c.innsyn is Innsyn.OWN
        )
        return {
            file
            for file in files
            if file.endswith(STATISTICS_FILE) or (file in rules and is_all_own)
        }

    def _own_amounts(self, reading: OtherReading) -> OtherReading:
        """Another reading, with what it means to the reader alone."""
        return replace(
            reading,
            now_ore=self._only_own(reading.now_ore),
            other_ore=self._only_own(reading.other_ore),
        )

    def _is_mine(self, line: Line) -> bool:
        """Whether a line of a closed year is between accounts of the reader."""
        return all(
            self._line(account, line.day) is _Line.OWN for account in line.accounts
        )

    def _only_own(self, amounts: Any) -> dict[str, int]:  # noqa: ANN401 -- any mapping
        return {who: n for who, n in amounts.items() if who == self._reader}

    def _part(self, entry: Transaction) -> Transaction | None:
        """A voucher whole, without the lines of others, or not at all."""
        if self._is_common_share(entry):
            return share_of_another(entry)
        lines = [self._line(p.account, entry.date) for p in entry.postings]
        if _Line.OWN not in lines:
            return None
        if _Line.OTHERS not in lines:
            return entry
        if is_claim(entry):
            return None
        own = [
            posting
            for posting, line in zip(entry.postings, lines, strict=True)
            if line is _Line.OWN
        ]
        known = {k: entry.meta[k] for k in self._kept(entry)}
        meta = data.new_metadata(SHIELDED_FILE, entry.meta["lineno"], known)
        links = frozenset(link for link in entry.links if self._is_own_link(link))
        postings = [*own, *rest_of(own)]
        return entry._replace(
            meta=meta,
            payee=None,
            narration=SHIELDED_VOUCHER,
            tags=frozenset(),
            links=links,
            postings=postings,
        )

    def _is_common_share(self, entry: Transaction) -> bool:
        """Whether it is another's share, in a cooperation where these are common."""
        if vocabulary.CHARGE_TAG not in entry.tags:
            return False
        if entry.meta["filename"] != vocabulary.FILE:
            return False
        agreement = self._agreement
        cooperation = agreement.cooperation_by_account[entry.meta[COOPERATION]]
        return (
            cooperation.innsyn is Innsyn.COMMON
            and (cooperation.slug, entry.date.year) in self._years
            and agreement.slug_by_name[entry.meta[MUNICIPALITY]] != self._reader
        )

    def _kept(self, entry: Transaction) -> Iterator[str]:
        """The remarks of a voucher with others' lines that are shown."""
        yield from (name for name in (VOUCHER, MOVE) if name in entry.meta)
        if entry.meta.get(CLAIM) in self._claims:
            yield CLAIM

    def _is_own(self, account: str, day: date) -> bool:
        return self._line(account, day) is _Line.OWN

    def _line(self, account: str, day: date | None) -> _Line:
        """What a line on an account is; without a day, in any year."""
        cooperation, payer, is_known = self._named(account)
        if not is_known:
            return _Line.OTHERS
        if payer not in {None, self._reader}:
            return self._of_another(account)
        if cooperation is None:
            return _Line.BESIDE if payer is None else _Line.OWN
        if day is None or payer is not None:  # its own account, whenever it is settled
            part = cooperation in self._slugs
        else:
            # What is opened or checked on 1 January belongs to the year that ended.
            years = (
                {day.year, day.year - 1}
                if (day.month, day.day) == (1, 1)
                else {day.year}
            )
            part = any((cooperation, year) in self._years for year in years)
        return _Line.OWN if part else _Line.OTHERS

    def _of_another(self, account: str) -> _Line:
        """What another has laid out stands on the voucher that all of them bear.

        It is no line of their own either, or a claim that sets it off would be shown.
        """
        outlays = f"{self._agreement.accounts.outlays}:"
        return _Line.BESIDE if account.startswith(outlays) else _Line.OTHERS

    def _accounts_of_own_vouchers(self, entries: Iterable[Directive]) -> set[str]:
        """The accounts beside the reader's own, such as the bank."""
        return {
            posting.account
            for entry in entries
            if isinstance(entry, data.Transaction)
            for part in [self._part(entry)]
            if part is entry or self._is_common_share(entry)
            for posting in (part or entry).postings
        }

    def _custom(self, entry: Custom) -> bool:
        """Whether all that a directive names concerns the reader."""
        values = values_of(entry)
        if entry.type == OBJECTION:
            return str(values[:1]) in self._objections
        if entry.type in COMMON_CUSTOMS:
            return not PRIVATE_OPTIONS & {str(v) for v in values[:1]}
        kinds = [self._value(value, entry.date) for value in values]
        return _Line.OWN in kinds and _Line.OTHERS not in kinds

    def _value(self, value: object, day: date) -> _Line:
        """What a value of a directive names."""
        if not isinstance(value, str):
            return _Line.BESIDE
        for cooperation in self._agreement.cooperations.values():
            if value in {cooperation.slug, cooperation.account, cooperation.title}:
                is_own = (cooperation.slug, day.year) in self._years
                return _Line.OWN if is_own else _Line.OTHERS
        for payer in self._agreement.payers:
            if value in {payer.slug, payer.account, payer.name}:
                is_own = payer.slug == self._reader
                return _Line.BESIDE if is_own else _Line.OTHERS
        return self._line(value, day) if ":" in value else _Line.BESIDE

    def _names_other_cooperation(self, text: str) -> bool:
        """Whether a question holds a name of a cooperation without the reader."""
        words = f" {' '.join(WORD.findall(text.casefold()))} "
        return any(
            f" {' '.join(WORD.findall(name.casefold()))} " in words
            for slug, cooperation in self._agreement.cooperations.items()
            if slug not in self._slugs
            for name in (slug, cooperation.account, cooperation.title)
        )

    def _is_own_link(self, link: str) -> bool:
        """Whether it names a year that the reader takes part in, or a claim on it."""
        if link.removeprefix(LINK) in self._claims:
            return True
        of = {
            name(year, slug)
            for slug, year in self._years
            for name in (shared_link, correction_link)
        }
        return link in of | {f"{name}-{self._reader}" for name in of}
