"""What pages show, as parts of files whose changes can be told (*hva er endret*)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from fellesbok.changes.records import Part
from fellesbok.changes.records import block
from fellesbok.claims.written import read_claims
from fellesbok.entries.records import Voucher
from fellesbok.entries.records import vouchers_in
from fellesbok.tables import targets

if TYPE_CHECKING:
    from collections.abc import Iterable
    from collections.abc import Iterator

    from fellesbok.agreement import Cooperation
    from fellesbok.agreement import Payer
    from fellesbok.approvals import VoucherApproval
    from fellesbok.explanation import Explanation
    from fellesbok.web.frame.asked import Asked


def part_of_agreement(asked: Asked, cooperation: Cooperation) -> Iterator[Part]:
    """What the agreement file says of a cooperation."""
    place = cooperation.place
    if place is not None:
        last = block(asked.loaded_texts.get(place.path, ""), place.line)
        terms = targets.Agreement(cooperation.slug)
        yield Part(cooperation.title, place.path, place.line, last, terms)


def parts_of_books(asked: Asked) -> Iterator[Part]:
    """Each agreement and each voucher that the filters leave, in their order.

    What stands in a file that the reader may not read whole is left out.
    """
    for cooperation in asked.shared.agreement.cooperations.values():
        for part in part_of_agreement(asked, cooperation):
            if part.path in asked.loaded_texts:
                yield part
    for voucher in vouchers_in(asked.as_written, generated=False):
        if voucher.place[0] in asked.loaded_texts:
            told = (voucher.number, voucher.text)
            yield _of_voucher(voucher, " ".join(filter(None, told)))


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
                path, first = line.place
                last = block(asked.loaded_texts.get(path, ""), first)
                leads_to = targets.Entry(line.entry)
                named = f"{title}, {line.approval.value}"
                yield Part(named, path, first, last, leads_to)


def _of_voucher(voucher: Voucher, title: str) -> Part:
    """The lines of a voucher: from its first to that of its last line of amounts."""
    path, first = voucher.place
    last = max([first, *(line.meta.get("lineno", first) for line in voucher.lines)])
    return Part(title, path, first, last, targets.Entry(voucher.entry))
