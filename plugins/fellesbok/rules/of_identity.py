"""What must be one municipality's own (*det som skiller kommuner*): its numbers.

A number that is copied from the line above goes on every claim and every invoice, and
what is paid, sent or counted is then another's.  What only stands for a number that
lacks or is wrong is nobody's.
"""

from __future__ import annotations

import itertools
from datetime import date
from typing import TYPE_CHECKING

from fellesbok.agreement.municipality_numbers import NumberPeriod

if TYPE_CHECKING:
    from collections.abc import Mapping

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Municipality
    from fellesbok.rules.document import Document
    from fellesbok.rules.schema import MunicipalityModel


def read_numbers(
    written: MunicipalityModel, document: Document, slug: str
) -> tuple[NumberPeriod, ...]:
    """The numbers of a municipality; none where one of them is not known."""
    way = "municipalities", slug, "numbers"
    numbers = tuple(
        NumberPeriod(n.number, n.from_ or date.min, n.to or date.max)
        for n in written.numbers
    )
    if any((*way, n, "number") in document.unfit for n in range(len(numbers))):
        return ()
    for n, (before, after) in enumerate(itertools.pairwise(numbers)):
        if after.first_day <= before.last_day:
            document.fault(
                (*way, n + 1),
                "Kommunenumrene {before} og {after} gjelder på samme tid.",
                before=before.number,
                after=after.number,
            )
    return numbers


def check_identities(agreement: Agreement, document: Document) -> None:
    """Refuse what two municipalities have in common and only one can have."""
    owners: dict[str, Municipality] = {}
    for slug, municipality in agreement.municipalities.items():
        if ("municipalities", slug, "organisation_number") in document.unfit:
            continue
        owner = owners.setdefault(municipality.organisation_number, municipality)
        if owner is not municipality:
            _one_organisation_number(owner, municipality, document)
    _endpoints(agreement, owners, document)
    _municipality_numbers(agreement, document)
    _bank_accounts(agreement, document)


def _one_organisation_number(
    owner: Municipality, other: Municipality, document: Document
) -> None:
    """Claims and invoices name who pays by this number alone."""
    document.fault(
        ("municipalities", other.slug, "organisation_number"),
        "{name} har organisasjonsnummer {number}, som også står på {other} (linje"
        " {line}). Rett det som er feil; ellers går krav og fakturaer til feil"
        " kommune.",
        name=other.name,
        number=other.organisation_number,
        other=owner.name,
        line=_line(owner, document),
    )


def _endpoints(
    agreement: Agreement, owners: Mapping[str, Municipality], document: Document
) -> None:
    """An e-invoice is not sent to another municipality.

    Two may have their invoices received in one place, which is neither of them: then
    both say whose it is, by the same name.
    """
    first: dict[str, Municipality] = {}
    for municipality in agreement.municipalities.values():
        endpoint = municipality.invoicing.endpoint
        owner = owners.get(endpoint or "")
        if endpoint is not None and owner is None:
            other = first.setdefault(endpoint, municipality)
            told = other.invoicing.endpoint_of, municipality.invoicing.endpoint_of
            if other is not municipality and (told[0] is None or told[0] != told[1]):
                document.fault(
                    ("municipalities", municipality.slug, "invoicing", "endpoint"),
                    "E-fakturaer til {name} og {other} (linje {line}) ville gått til"
                    " samme mottaker, {number}, som ikke er noen av dem. Rett det som"
                    " er feil; har de en felles mottaker, skriv hvem det er på begge:"
                    " «endpoint_of:».",
                    name=municipality.name,
                    other=other.name,
                    number=endpoint,
                    line=_line(other, document),
                )
        if owner is None or endpoint == municipality.organisation_number:
            continue
        document.fault(
            ("municipalities", municipality.slug, "invoicing", "endpoint"),
            "E-fakturaer til {name} ville gått til {other}, som har organisasjonsnummer"
            " {number} (linje {line}).",
            name=municipality.name,
            other=owner.name,
            number=endpoint,
            line=_line(owner, document),
        )


def _municipality_numbers(agreement: Agreement, document: Document) -> None:
    """Figures that are fetched by the number would be one's for both."""
    held: dict[str, list[tuple[NumberPeriod, Municipality]]] = {}
    for municipality in agreement.municipalities.values():
        for n, mine in enumerate(municipality.numbers):
            for theirs, owner in held.get(mine.number, []):
                is_before = mine.last_day < theirs.first_day
                if is_before or theirs.last_day < mine.first_day:
                    continue
                document.fault(
                    ("municipalities", municipality.slug, "numbers", n),
                    "{name} har kommunenummer {number}, som {other} (linje {line}) har"
                    " på samme tid.",
                    name=municipality.name,
                    number=mine.number,
                    other=owner.name,
                    line=_line(owner, document),
                )
        for mine in municipality.numbers:
            held.setdefault(mine.number, []).append((mine, municipality))


def _line(municipality: Municipality, document: Document) -> int:
    """The line that a municipality is written from."""
    _, line = document.place(document.line_of(("municipalities", municipality.slug)))
    return line


def _bank_accounts(agreement: Agreement, document: Document) -> None:
    """What is paid to one municipality must not land on the account of another.

    The reference (KID) of one host is that of another too.
    """
    owners: dict[str, str] = {}
    for slug, municipality in agreement.municipalities.items():
        account = municipality.invoicing.bank_account
        if account is None:
            continue
        owner = owners.setdefault(account, slug)
        if owner != slug:
            document.fault(
                ("municipalities", slug, "invoicing", "bank_account"),
                "Kontonummer {account} står også på {other}. Rett det som er feil;"
                " ellers går pengene til den andre.",
                account=account,
                other=agreement.municipalities[owner].name,
            )
