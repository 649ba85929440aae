"""What pages show, as parts of files whose changes can be told (*hva er endret*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.changes.records import Part
from fellesbok.changes.records import block
from fellesbok.claims.written import read_claims
from fellesbok.entries.records import Record
from fellesbok.entries.records import Voucher
from fellesbok.entries.records import vouchers_in
from fellesbok.messages import Text
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Collection
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.approvals import VoucherApproval
    from fellesbok.entries.declared import Declared
    from fellesbok.entries.records import Entry
    from fellesbok.entries.records import Place
    from fellesbok.explanation import Explanation
    from fellesbok.web.frame.asked import Asked


def part_of_agreement(asked: Asked, cooperation: Cooperation) -> Iterator[Part]:
    """What the agreement file says of a cooperation."""
    place = cooperation.place
    if place is not None:
        last = _last(asked, place.path, place.line)
        terms = targets.Agreement(cooperation.slug)
        yield Part(cooperation.title, place.path, place.line, last, terms)


def part_at(asked: Asked, place: Place, title: str) -> Part:
    """What begins on a line of a file, with what is indented below it."""
    return Part(title, *place, _last(asked, *place), targets.SourceLine(*place))


def part_of_line(asked: Asked, line: Entry, title: str) -> Part:
    """A line of our own in the books: a budget, a decision, what attests."""
    place = Record(line).place
    return Part(title, *place, _last(asked, *place), targets.Entry(line))


def part_of_budget(asked: Asked, line: Declared) -> Part:
    """A line of a budget."""
    year, account = line.day.year, line.word(0)
    title = Text("Budsjett {year}: {account}", year=year, account=account)
    return part_of_line(asked, line.entry, title)


def parts_of_books(asked: Asked) -> Iterator[Part]:
    """Each agreement and each voucher that the filters leave, in their order.

    What stands in a file that the reader may not read whole is left out.
    """
    for cooperation in asked.shared.agreement.cooperations.values():
        for part in part_of_agreement(asked, cooperation):
            if part.path in asked.loaded_texts:
                yield part
    left = {id(entry) for entry in asked.as_written}
    for voucher, part in _vouchers(asked):
        if id(voucher.entry) in left and part.path in asked.loaded_texts:
            yield part


def parts_behind(
    asked: Asked, components: Collection[str], entries: Iterable[Entry]
) -> Iterator[Part]:
    """The agreements of cooperations, and what is written that figures are made of.

    Args:
        asked: The books.
        components: Of the cooperations, as accounts have them.
        entries: What the figures are made of; for what is generated stands what has
            one of its links: those of a whole year.
    """
    for cooperation in asked.shared.agreement.cooperations.values():
        if cooperation.account in components:
            yield from part_of_agreement(asked, cooperation)
    ours = {id(entry): entry for entry in entries}
    made = vouchers_in(ours.values(), generated=True)
    links = {link for voucher in made for link in voucher.links}
    for voucher, part in _vouchers(asked):
        if id(voucher.entry) in ours or not links.isdisjoint(voucher.links):
            yield part


def _vouchers(asked: Asked) -> list[tuple[Voucher, Part]]:
    """Each voucher that somebody has written, by its number and its text."""

    def found() -> list[tuple[Voucher, Part]]:
        return [
            (each, _of_voucher(each, " ".join(filter(None, (each.number, each.text)))))
            for each in vouchers_in(asked.all_entries, generated=False)
        ]

    return asked.once("bilagenes linjer", found)


def parts_of_claims(asked: Asked, payer: Payer | None) -> Iterator[Part]:
    """Claims on a payer, or on all, the newest first."""
    written = read_claims(asked.all_entries, asked.shared.agreement)[0]
    for each in sorted(written, key=lambda w: (w.claim.day, w.claim.id), reverse=True):
        if payer is None or each.claim.payer.slug == payer.slug:
            yield _of_voucher(Voucher(each.entry), each.claim.id)


def parts_of_figure(
    asked: Asked, explanation: Explanation, cooperation: Cooperation
) -> Iterator[Part]:
    """What the steps of an explanation stand on, each place once, in their order."""
    yield from part_of_agreement(asked, cooperation)
    known = {voucher.place: voucher for voucher in vouchers_in(asked.all_entries)}
    rows = [row for section in explanation.sections for row in section.rows]
    places = dict.fromkeys(row.place for row in rows if row.place is not None)
    for place in places:
        voucher = known.get(place)
        if voucher is not None:
            yield _of_voucher(voucher, voucher.text)


def parts_of_attested(asked: Asked, found: Iterable[VoucherApproval]) -> Iterator[Part]:
    """Each voucher once, and after it the lines that attest and approve it."""
    seen = set()
    for each in found:
        voucher = each.voucher
        if voucher.place in seen:
            continue
        seen.add(voucher.place)
        title = each.number or voucher.text
        yield _of_voucher(voucher, title)
        for line in (each.attested, each.approved):
            if line is not None:
                yield part_of_line(asked, line.entry, f"{title}, {line.approval.value}")


def _last(asked: Asked, path: str, first: int) -> int:
    """The last line of what is indented below a line.

    A file is taken apart once: there can be many lines of a large one.
    """
    known: dict[str, list[str]] = asked.once("linjene i filene", dict)
    if path not in known:
        known[path] = asked.loaded_texts.get(path, "").splitlines()
    return block(known[path], first)


def _of_voucher(voucher: Voucher, title: str) -> Part:
    """The lines of a voucher: from its first to that of its last line of amounts."""
    path, first = voucher.place
    return Part(title, path, first, voucher.last_line, targets.Entry(voucher.entry))
