"""Profiles of documents that have a form of their own, and need no columns.

What a bank statement, an e-invoice or SAF-T says where is a standard's business; the
profile says whose it is, and which accounts it goes to.
"""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

    from fellesbok_importers.faults import Fault
    from fellesbok_importers.profiles.column_schema import ProfileModel

OWN_FORM = frozenset({"bank", "invoice", "saft"})
"""Each ``use`` is also the name of the part of the profile that is about it."""


def own_form_sense(
    profile: ProfileModel, fault: Callable[[str, Text], Fault]
) -> Iterator[Fault]:
    """Faults of sense: what only the region knows must be said, and once.

    Args:
        profile: What was read.
        fault: Makes a fault of a field and a message.
    """
    for use in sorted(OWN_FORM):
        if use == profile.use and getattr(profile, use) is None:
            yield fault(use, Text("Feltet mangler."))
        if use != profile.use and getattr(profile, use) is not None:
            yield fault(use, Text("Feltet hører til use: {use}.", use=use))
    if profile.bank is not None and profile.bank.columns is not None:
        yield from _table(profile, fault)
    if profile.columns.model_dump(exclude_none=True):
        text = Text("En fil av denne formen har ingen kolonner å oppgi.")
        yield fault("columns", text)
    if profile.use == "saft" and profile.saft is not None:
        yield from _dimensions(profile, fault)
    if profile.like is None:
        return  # one that comes along: no region's own
    if profile.use == "bank" and profile.bank is not None:
        yield from _accounts(profile, fault)
    if profile.use == "invoice" and profile.booking.host is None:
        text = Text("Vertskommunen som fakturaene er til, må oppgis.")
        yield fault("booking.host", text)


def _dimensions(
    profile: ProfileModel, fault: Callable[[str, Text], Fault]
) -> Iterator[Fault]:
    """Ansvar is a dimension, and the vouchers are whole."""
    if profile.saft is not None and not profile.saft.dimensions.ansvar:
        text = Text("Si hvilken dimensjon i SAF-T-filen som er ansvar.")
        yield fault("saft.dimensions.ansvar", text)
    if profile.booking.source is None:
        text = Text("Navnet på kildesystemet må oppgis; det gjør bilaget til seg selv.")
        yield fault("booking.source", text)
    if profile.booking.vouchers != "balanced":
        text = Text("Bilag i SAF-T er hele: vouchers må være balanced.")
        yield fault("booking.vouchers", text)


def _table(
    profile: ProfileModel, fault: Callable[[str, Text], Fault]
) -> Iterator[Fault]:
    """A bank's table has one amount, or one in and one out."""
    columns = profile.bank.columns if profile.bank else None
    if columns is None:
        return
    both = columns.paid_in is not None and columns.paid_out is not None
    either = columns.paid_in is not None or columns.paid_out is not None
    if (columns.amount is None) != both or (columns.amount is not None and either):
        text = Text("Oppgi enten amount, eller både paid_in og paid_out.")
        yield fault("bank.columns", text)
    if profile.file.header_row is None:
        yield fault("file.header_row", Text("Raden med kolonnenavn må oppgis."))
    if profile.bank is not None and profile.bank.booked and columns.status is None:
        text = Text("Ordet booked trenger kolonnen status.")
        yield fault("bank.columns.status", text)


def _accounts(
    profile: ProfileModel, fault: Callable[[str, Text], Fault]
) -> Iterator[Fault]:
    accounts = profile.bank.accounts if profile.bank else []
    if not accounts:
        text = Text("Profilen skal ha minst én bankkonto under bank.accounts.")
        yield fault("bank.accounts", text)
    for number, times in Counter(a.number for a in accounts).items():
        if times > 1:
            text = Text("Konto {number} står to ganger.", number=number)
            yield fault("bank.accounts", text)
