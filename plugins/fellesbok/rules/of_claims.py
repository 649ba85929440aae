"""What is written of claims in the rules file → the terms, or its faults."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.agreement import Settlement
from fellesbok.agreement.claim_terms import Address
from fellesbok.agreement.claim_terms import Advance
from fellesbok.agreement.claim_terms import ClaimTerms
from fellesbok.agreement.claim_terms import Invoicing
from fellesbok.agreement.claim_terms import Vat
from fellesbok.agreement.claim_terms import VatCategory

if TYPE_CHECKING:
    from collections.abc import Collection

    from fellesbok.agreement import Agreement
    from fellesbok.agreement import Version
    from fellesbok.rules.claim_schema import AdvanceModel
    from fellesbok.rules.claim_schema import ClaimsModel
    from fellesbok.rules.claim_schema import InvoicingModel
    from fellesbok.rules.claim_schema import VatModel
    from fellesbok.rules.document import Document
    from fellesbok.rules.document import Location

INSTALMENTS = frozenset({1, 2, 4, 12})


def read_claims(
    written: ClaimsModel, document: Document, way: Location, payers: Collection[str]
) -> ClaimTerms:
    """The terms of claims; faults are noted in the document."""
    advance = vat = None
    if written.advance is not None:
        there = (*way, "advance")
        advance = _advance(written.advance, document, there, payers)
    if not isinstance(written.vat, str):
        vat = _vat(written.vat, document, (*way, "vat"))
    by_centre = {
        code: _vat(one, document, (*way, "vat_by_cost_centre", code))
        for code, one in sorted(written.vat_by_cost_centre.items())
    }
    if by_centre and vat is None:
        document.fault(
            (*way, "vat_by_cost_centre"),
            "Oppgi også «vat»: den gjelder det som ikke er ført på ansvarene her.",
        )
    return ClaimTerms(advance, written.due_days, vat, by_centre)


def _advance(
    written: AdvanceModel, document: Document, way: Location, payers: Collection[str]
) -> Advance:
    line = document.line_of(way)
    given = [written.basis, written.amount, written.amounts]
    if sum(value is not None for value in given) != 1:
        document.fault(line, "Oppgi én av «basis: budget», «amount» og «amounts».")
    if len(written.due) not in INSTALMENTS:
        document.fault(
            (*way, "due"),
            "{count} terminer; det skal være 1, 2, 4 eller 12.",
            count=len(written.due),
        )
    if any(b <= a for a, b in zip(written.due, written.due[1:], strict=False)):
        document.fault(
            (*way, "due"), "Forfallene skal stå i rekkefølge, hvert på sin dag."
        )
    for slug in sorted((written.amounts or {}).keys() - set(payers)):
        place = document.line_of((*way, "amounts", slug))
        document.fault(place, "Ukjent betaler «{name}».", name=slug)
    amounts = written.amounts
    return Advance(
        None if written.amount is None else int(written.amount),
        None if amounts is None else {p: int(ore) for p, ore in amounts.items()},
        tuple(written.due),
    )


def check_claims(agreement: Agreement, document: Document) -> None:
    """Hold what is paid on account against who takes part, and how it is settled."""
    for cooperation in agreement.cooperations.values():
        for number, version in enumerate(cooperation.versions):
            way = ("cooperations", cooperation.slug, "versions", number, "claims")
            for code in version.claims.vat_by_cost_centre:
                if code not in cooperation.cost_centres:
                    document.fault(
                        (*way, "vat_by_cost_centre", code),
                        "Ansvar «{code}» er ikke blant ansvarene til {cooperation}.",
                        code=code,
                        cooperation=cooperation.title,
                    )
            if version.claims.advance is not None:
                there: Location = (*way, "advance")
                _check_amounts(version, agreement, document, there)
                _check_terms(version, version.claims.advance, document, there)


def _check_amounts(
    version: Version, agreement: Agreement, document: Document, way: Location
) -> None:
    """The amounts are those of the participants, and of parties beside them."""
    advance = version.claims.advance
    if advance is None or advance.amounts_ore is None or version.participants is None:
        return
    named, members = advance.amounts_ore.keys(), set(version.participants)
    for slug in sorted((named & agreement.municipalities.keys()) - members):
        document.fault(
            (*way, "amounts", slug),
            "{name} deltar ikke, og betaler da ikke a konto.",
            name=agreement.payer(slug).name,
        )
    missing = sorted(agreement.payer(slug).name for slug in members - named)
    if missing:
        document.fault(
            (*way, "amounts"),
            "Beløpene mangler {payers}, som deltar. Skriv 0 for den som ikke betaler.",
            payers=", ".join(missing),
        )


def _check_terms(
    version: Version, advance: Advance, document: Document, way: Location
) -> None:
    """A sum needs a key that shares it; a year is settled once, when it is over."""
    if advance.amount_ore is not None and not version.key.shares_cost:
        document.fault(
            (*way, "amount"),
            "Nøkkelen deler ikke et beløp. Bruk «basis: budget» eller «amounts».",
        )
    settlement = version.settlement
    if settlement not in {Settlement.YEAR, Settlement.PROJECT_END}:
        document.fault(
            way,
            "A konto avregnes når året eller prosjektet er slutt: «settlement» er"
            " {found}, men skal være year eller project_end.",
            found=settlement.value,
        )


def _vat(written: VatModel, document: Document, way: Location) -> Vat:
    category = VatCategory(written.category)
    line = document.line_of(way)
    if (category is VatCategory.STANDARD) != bool(written.rate):
        document.fault(line, "Kategori S har en sats («rate»), de andre har ingen.")
    without_reason = category in {VatCategory.OUTSIDE, VatCategory.EXEMPT}
    if without_reason and written.reason is None:
        document.fault(
            line,
            "Kategori {category} krever en grunn («reason»).",
            category=category.value,
        )
    return Vat(category, written.rate or Fraction(0), written.reason or "")


def read_invoicing(written: InvoicingModel) -> Invoicing:
    """What an invoice must know of a municipality."""
    address = written.address
    return Invoicing(
        None
        if address is None
        else Address(address.street, address.postcode, address.city),
        written.endpoint,
        written.bank_account,
        written.buyer_reference,
        written.accounting_cost,
        written.in_vat_register,
        written.endpoint_of,
    )
