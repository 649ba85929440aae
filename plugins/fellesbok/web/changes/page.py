"""The page of changes: who wrote it, when and why, as git knows it (*endringer*).

git is asked here alone, in a page that is made as heavy answers are: no other page
waits for it.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from fellesbok.changes.git_blame import MOST_SECONDS
from fellesbok.changes.git_blame import blamed
from fellesbok.changes.records import Part
from fellesbok.changes.records import block
from fellesbok.changes.tables import changes_table
from fellesbok.claims.written import read_claims
from fellesbok.entries.records import Voucher
from fellesbok.entries.records import vouchers_in
from fellesbok.messages import Text
from fellesbok.tables import targets
from fellesbok.web.frame.page import BooksPage
from fellesbok.web.frame.shown import Shown
from fellesbok.web.limits.deadline import seconds_left

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence

    from fellesbok.agreement.model import Cooperation
    from fellesbok.agreement.model import Payer
    from fellesbok.changes.records import Change
    from fellesbok.explanation.of_one_payer import Explanation
    from fellesbok.web.frame.asked import Asked


class Endringer(BooksPage):
    """The changes of an agreement, of what is behind a figure, or of claims.

    Who is signed in as a municipality sees days alone, of files that it may read whole.
    """

    report_title = Text("Endringer")

    def shown(self, asked: Asked) -> Shown:
        """The changes of what is asked for."""
        wanted = asked.arguments.get("samarbeid", "").strip()
        who = asked.arguments.get("kommune", "").strip()
        arguments: dict[str, str] = {}
        cooperation = asked.cooperation(wanted) if wanted else None
        payer = asked.payer(who, of=cooperation) if who else None
        if cooperation is not None:
            arguments["samarbeid"] = cooperation.slug
        if payer is not None:
            arguments["kommune"] = payer.slug
        if cooperation is None:
            title = Text("Endringer av krav")
            parts = _claims(asked, payer)
        elif payer is None:
            title = Text("Endringer av avtalen om {name}", name=cooperation.title)
            parts = _agreement(asked, cooperation)
        else:
            title = Text(
                "Endringer bak {cooperation} for {payer}",
                cooperation=cooperation.title,
                payer=payer.name,
            )
            parts = _figure(asked, asked.explained(cooperation, payer), cooperation)
        found = [part for part in parts if part.path in asked.loaded_texts]
        lines = _blamed(asked, found)
        table = changes_table(found, lines, sees_all=asked.reader is None)
        shown = (table,) if table.lines else ()
        return Shown(title, "endringer.html", shown, arguments=arguments)


def _blamed(
    asked: Asked, parts: Sequence[Part]
) -> Mapping[str, tuple[Change | None, ...]]:
    """What wrote each line of the files; each file is asked for once."""
    known: dict[str, tuple[Change | None, ...]] = asked.once("blamed", dict)
    for path in dict.fromkeys(part.path for part in parts):
        if path not in known:
            left = seconds_left()
            seconds = MOST_SECONDS if left is None else min(MOST_SECONDS, left)
            known[path] = blamed(path, asked.loaded_texts[path], seconds)
    return known


def _agreement(asked: Asked, cooperation: Cooperation) -> Iterator[Part]:
    """What the agreement file says of a cooperation."""
    place = cooperation.place
    if place is not None:
        last = block(asked.loaded_texts.get(place.path, ""), place.line)
        terms = targets.Agreement(cooperation.slug)
        yield Part(cooperation.title, place.path, place.line, last, terms)


def _claims(asked: Asked, payer: Payer | None) -> Iterator[Part]:
    """Claims on a payer, or on all, the newest first."""
    written = read_claims(asked.all_entries, asked.shared.agreement)[0]
    for each in sorted(written, key=lambda w: (w.claim.day, w.claim.id), reverse=True):
        if payer is None or each.claim.payer.slug == payer.slug:
            yield _of_voucher(Voucher(each.entry), each.claim.id)


def _figure(
    asked: Asked, explanation: Explanation, cooperation: Cooperation
) -> Iterator[Part]:
    """What the steps of an explanation stand on, each place once, in their order."""
    yield from _agreement(asked, cooperation)
    known = {voucher.place: voucher for voucher in vouchers_in(asked.all_entries)}
    rows = [row for section in explanation.sections for row in section.rows]
    places = dict.fromkeys(row.place for row in rows if row.place is not None)
    for path, group in groupby(places, key=lambda place: place[0]):
        for _, line in group:
            voucher = known.get((path, line))
            if voucher is not None:
                yield _of_voucher(voucher, voucher.text)


def _of_voucher(voucher: Voucher, title: str) -> Part:
    """The lines of a voucher: from its first to that of its last line of amounts."""
    path, first = voucher.place
    last = max([first, *(line.meta.get("lineno", first) for line in voucher.lines)])
    return Part(title, path, first, last, targets.Entry(voucher.entry))
