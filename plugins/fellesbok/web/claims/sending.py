"""What a municipality objects to from its own page, and how it is sent (*innsigelse*).

What is chosen is one of what was shown: a claim on the municipality itself, or its
share of a cooperation's year.  It goes to the inbox that ``serve`` was given, never to
the books, and by a name that nothing in it decides.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from flask import request

from fellesbok.claims import claims
from fellesbok.claims.objectable import too_much
from fellesbok.entries.claim import ClaimKind
from fellesbok.entries.records import Voucher
from fellesbok.entries.vocabulary import shared_link
from fellesbok.messages import Text
from fellesbok.objections.inbox import LONGEST_REASON
from fellesbok.objections.inbox import Sent
from fellesbok.objections.inbox import send
from fellesbok.objections.records import About
from fellesbok.sharing import statement
from fellesbok.sharing.statement import vouchers
from fellesbok.system.today import today
from fellesbok.unseen import one_line
from fellesbok.web.access.sign_in import current_reader
from fellesbok.web.frame import CannotShowError
from fellesbok.web.frame.waiting_objections import inbox

if TYPE_CHECKING:
    from fellesbok.entries.claim import Claim
    from fellesbok.web.frame import Asked

LONGEST_VOUCHER = 60
_AMOUNT = re.compile(r"([0-9]{1,12})(?:[.,]([0-9]{1,2}))?")


def choices(asked: Asked) -> list[tuple[str, Text]]:
    """What the reader can object to: its claims, newest first, and its shares.

    Nothing where no objections are taken in, and for who is no municipality.
    """
    if inbox() is None or asked.reader is None:
        return []
    agreement = asked.shared.agreement
    found: list[tuple[str, Text]] = []
    for claim in reversed(claims(asked.all_entries, agreement)):
        if _is_open_to(claim, asked.reader):
            said = Text(
                "krav {claim}, {cooperation} {period}: {amount} kr",
                claim=claim.id,
                cooperation=claim.cooperation.title,
                period=claim.period,
                amount=claim.payable,
            )
            found.append((f"{About.CLAIM.value} {claim.id}", said))
    name = next((p.name for p in agreement.payers if p.slug == asked.reader), "")
    shared = {
        (share.day.year, share.cooperation)
        for share in statement.shares(list(asked.all_entries))
        if share.municipality == name
    }
    for year, account in sorted(shared, reverse=True):
        title = agreement.cooperation_by_account[account].title
        said = Text("andel av {cooperation} {year}", cooperation=title, year=str(year))
        found.append((f"{About.SHARE.value} {account} {year}", said))
    return found


def _is_open_to(claim: Claim, reader: str | None) -> bool:
    """Whether a reader can object to a claim today: one that is dated later waits."""
    is_claim = claim.kind is not ClaimKind.CREDIT and claim.day <= today()
    return is_claim and claim.payer.slug == reader


def send_what_was_written(asked: Asked) -> None:
    """Put what the form says in the inbox.

    Raises:
        CannotShowError: It says nothing that can be sent.
        fellesbok.filing.disk.CannotFileError: The inbox does not take it.
    """
    folder, who = inbox(), current_reader()
    if folder is None or who is None or asked.reader is None:
        raise CannotShowError(Text("Innsigelser tas ikke imot her."))
    chosen = request.form.get("gjelder", "")
    if chosen not in {value for value, _ in choices(asked)}:
        raise CannotShowError(Text("Velg kravet eller andelen innsigelsen gjelder."))
    reason = one_line(request.form.get("aarsak", ""))
    if reason is None:
        raise CannotShowError(Text("Årsaken har tegn som ikke kan skrives."))
    if not reason or len(reason) > LONGEST_REASON:
        raise CannotShowError(
            Text("Skriv hva som er feil, med høyst {count} tegn.", count=LONGEST_REASON)
        )
    about = _about(asked, chosen.split(" "))
    amount = _amount(request.form.get("beloep", "").strip())
    _not_above(asked, about, amount)
    send(folder, Sent(asked.reader, who.name, today(), about, amount, reason))


def _about(asked: Asked, chosen: list[str]) -> tuple[str, ...]:
    """The claim or share, or the voucher in the share that is named besides.

    Raises:
        CannotShowError: The share rests on no such voucher that the reader may see.
    """
    voucher = request.form.get("bilag", "").strip()
    if not voucher:
        return tuple(chosen)
    if chosen[0] != About.SHARE.value:
        raise CannotShowError(Text("Velg andelen som bilaget er delt i."))
    _, account, year = chosen
    slug = asked.shared.agreement.cooperation_by_account[account].slug
    known = vouchers(list(asked.all_entries), shared_link(year, slug))
    numbers = {Voucher(entry).number for entry in known}
    if voucher not in numbers or len(voucher) > LONGEST_VOUCHER:
        raise CannotShowError(Text("Andelen bygger ikke på et bilag med det nummeret."))
    return (About.VOUCHER.value, account, year, voucher)


def _amount(written: str) -> Decimal | None:
    """Kroner, with or without øre; nothing where nothing is written.

    Raises:
        CannotShowError: It is no amount above zero.
    """
    plain = "".join(written.split())
    if not plain:
        return None
    match = _AMOUNT.fullmatch(plain)
    found = Decimal(f"{match[1]}.{(match[2] or '').ljust(2, '0')}") if match else None
    if not found:
        raise CannotShowError(Text("Skriv beløpet som kroner og øre: 1000,00."))
    return found


def _not_above(asked: Asked, about: tuple[str, ...], amount: Decimal | None) -> None:
    """A claim is not objected to for more than it is, nor a share or a voucher in it.

    Raises:
        CannotShowError: It is.
    """
    if amount is None or asked.reader is None:
        return
    payer = asked.payer(asked.reader)
    fault = too_much(about, amount, payer, asked.all_entries, asked.shared)
    if fault is not None:
        raise CannotShowError(fault)
    if about[0] != About.CLAIM.value:
        return
    for claim in claims(asked.all_entries, asked.shared.agreement):
        if claim.id == about[1] and amount > abs(claim.payable):
            raise CannotShowError(
                Text(
                    "Kravet {claim} er på {whole} kr, så innsigelsen kan ikke gjelde"
                    " {amount} kr.",
                    claim=claim.id,
                    whole=claim.payable,
                    amount=amount,
                )
            )
