"""Why a claim has no e-invoice: everything that is lacking or undecided, at once.

Nothing is guessed.  The category of the tax is a decision of the agreement, and a
payer's endpoint and reference are what the payer has said.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from stdnum import luhn

from fellesbok.agreement import Municipality
from fellesbok.agreement.claim_terms import VatCategory
from fellesbok.claim_documents.tax import percent_of
from fellesbok.messages import Text

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Version
    from fellesbok.agreement.claim_terms import Vat
    from fellesbok.claim_documents.content import ClaimPaper
    from fellesbok.entries.claim import Claim

_LONGEST_KID = 25


def why_no_ehf(claim: Claim, paper: ClaimPaper, version: Version) -> tuple[Text, ...]:
    """Every reason why no e-invoice can be made; none where it can."""
    if paper.is_internal:
        return (Text("Intern nota: verten sender ikke faktura til seg selv."),)
    if not claim.amount and not claim.tax:
        return (Text("Kravet er på 0,00 kr, så det er ingenting å fakturere."),)
    return (
        *_tax(claim, version),
        *_seller(claim, paper),
        *_buyer(claim),
        *kid_faults(paper.kid),
    )


def kid_faults(kid: str | None) -> Iterator[Text]:
    """What is wrong with a reference for payment; ``None`` is that there is none.

    No rule of EN 16931 or Peppol looks at the check digit.
    """
    if kid is None:
        return
    if not kid.isascii() or not kid.isdigit() or not 2 <= len(kid) <= _LONGEST_KID:  # noqa: PLR2004 -- digits
        yield Text("KID «{kid}» skal være 2–25 sifre.", kid=kid)
    elif not luhn.is_valid(kid):
        yield Text(
            "KID «{kid}» har feil kontrollsiffer: {digit} var ventet (modulus 10).",
            kid=kid,
            digit=luhn.calc_check_digit(kid[:-1]),
        )


def _tax(claim: Claim, version: Version) -> Iterator[Text]:
    vats = [line.vat for line in claim.tax_lines]
    if not vats and version.claims.vat is not None:
        vats = [version.claims.vat]
    if not vats:
        yield Text(
            "Avgiftskategorien er ikke oppgitt. Avtalen for {cooperation} må si den"
            " («claims: vat»); den blir aldri gjettet.",
            cooperation=claim.cooperation.title,
        )
    for vat in vats:
        yield from _of_category(claim, vat)
    categories = {vat.category for vat in vats}
    if VatCategory.OUTSIDE in categories and len(vats) > 1:
        yield Text(
            "Kravet har en del i avgiftskategori O og en i {others}. En e-faktura med O"
            " kan ikke ha andre kategorier (BR-O-11 til BR-O-14), så den lages ikke.",
            others=", ".join(
                sorted(c.value for c in categories if c is not VatCategory.OUTSIDE)
            ),
        )
    if VatCategory.STANDARD in categories and claim.set_off:
        template = (
            "{amount} kr som {payer} har mottatt for samarbeidet, kreves med et krav"
            " med merverdiavgift. Avtalen sier ikke om beløpet er med eller uten"
            " avgift: gjør det opp for seg."
            if claim.is_of_received
            else "{amount} kr som {payer} har lagt ut, motregnes på et krav med"
            " merverdiavgift. Avtalen sier ikke om utlegget er med eller uten avgift:"
            " gjør det opp for seg."
        )
        amount = claim.received or claim.laid_out
        yield Text(template, amount=amount, payer=claim.payer.name)


def _of_category(claim: Claim, vat: Vat) -> Iterator[Text]:
    """What one category asks of the host, and of its rate."""
    if vat.category is not VatCategory.OUTSIDE and (
        not claim.host.invoicing.in_vat_register
    ):
        yield Text(
            "Avgiftskategori {category} krever at {host} står i"
            " merverdiavgiftsregisteret («invoicing: in_vat_register»).",
            category=vat.category.value,
            host=claim.host.name,
        )
    if percent_of(vat.rate) is None:
        yield Text(
            "Avgiftssatsen {rate} kan ikke skrives med to desimaler i prosent.",
            rate=str(vat.rate),
        )


def _seller(claim: Claim, paper: ClaimPaper) -> Iterator[Text]:
    invoicing = claim.host.invoicing
    known = [
        (invoicing.address, Text("adresse («address»)")),
        (invoicing.endpoint, Text("adresse for e-faktura («endpoint»)")),
    ]
    if not paper.is_credit:
        known.append((invoicing.bank_account, Text("kontonummer («bank_account»)")))
    yield from _missing(claim.host.name, known)


def _buyer(claim: Claim) -> Iterator[Text]:
    payer = claim.payer
    if not isinstance(payer, Municipality):
        yield Text(
            "{payer} er ingen kommune i avtalene, så den har hverken"
            " organisasjonsnummer eller adresse for e-faktura.",
            payer=payer.name,
        )
        return
    invoicing = payer.invoicing
    known = [
        (invoicing.address, Text("adresse («address»)")),
        (invoicing.endpoint, Text("adresse for e-faktura («endpoint»)")),
        (invoicing.buyer_reference, Text("deres referanse («buyer_reference»)")),
    ]
    yield from _missing(payer.name, known)


def _missing(name: str, known: Sequence[tuple[object, Text]]) -> Iterator[Text]:
    for value, what in known:
        if value is None:
            yield Text(
                "{name} mangler {what} under «invoicing» i avtalene.",
                name=name,
                what=what,
            )
