"""What the receiver of a claim needs to check it alone (*vedlegg*).

The steps are those of ``explain``, which asserts that they end at what was posted; the
claim's own reckoning is another room's.  What other payers are charged is left out.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from fellesbok.claim_documents.content import Attachment
from fellesbok.claim_documents.content import Voucher
from fellesbok.entries.claim import ClaimKind
from fellesbok.explanation import Section
from fellesbok.explanation import explain
from fellesbok.explanation import steps
from fellesbok.explanation.grounds import terms
from fellesbok.explanation.key import Row
from fellesbok.explanation.largest_vouchers import VOUCHERS
from fellesbok.frozen import frozen
from fellesbok.messages import Text
from fellesbok.messages import kroner
from fellesbok.sharing.assumption_tables import ASSUMPTION
from fellesbok.tables.values import labelled

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from fellesbok.agreement import Version
    from fellesbok.claim_documents.planned import Planned
    from fellesbok.entries.claim import Claim
    from fellesbok.entries.records import Entries
    from fellesbok.shared import Shared


@frozen
class Behind:
    """What a claim was made of, read before its attachment.

    Attributes:
        years: The years whose shares a settlement is of, each by the last day that it
            has shares of.
        planned: The payment plan that gave an instalment, where there is one.
        carried: How what is brought forward and set off came about.
    """

    years: Sequence[date]
    planned: Planned | None
    carried: tuple[Section, ...]


def attachment(
    claim: Claim,
    version: Version,
    behind: Behind,
    entries: Entries,
    shared: Shared,
) -> Attachment:
    """The attachment of a claim.

    Args:
        claim: The claim.
        version: The terms that it is made under.
        behind: What it was made of.
        entries: The loaded books.
        shared: What the plugin kept.
    """
    own = replace(shared, reader=claim.payer.slug)
    if claim.kind is ClaimKind.CREDIT:
        return Attachment((_terms(claim, version, own),), (), (), _verify_credit())
    if claim.instalment:
        return _of_instalment(claim, version, own, behind.planned)
    if not behind.years:
        sections = (_terms(claim, version, own),)
        return Attachment(sections, (), (), (), behind.carried)
    made = _of_settlement(claim, behind.years, entries, own)
    return replace(made, derived=behind.carried)


def _of_settlement(
    claim: Claim, years: Sequence[date], entries: Entries, shared: Shared
) -> Attachment:
    """The explanation of each year so far, and the vouchers of all."""
    sections: list[Section] = []
    vouchers: list[Voucher] = []
    booked = Decimal(0)
    for day in years:
        explanation = explain(
            entries,
            shared,
            cooperation=claim.cooperation.slug,
            municipality=claim.payer.slug,
            year=day.year,
            everything=True,
            until=day,
        )
        booked += kroner(explanation.booked_ore)
        if len(years) > 1:
            sections.append(Section(explanation.title, ()))
        for section in explanation.sections:
            if section.title.template == VOUCHERS:
                vouchers += map(_voucher, section.rows)
            else:
                sections.append(section)
    remarks = []
    total = sum((v.amount for v in vouchers), Decimal(0))
    if total != booked:
        remarks.append(
            Text(
                "Bilagene er til sammen {total} kr, mens det som er ført, er {booked}"
                " kr. Forskjellen på {difference} kr er ført uten bilag, for eksempel"
                " påløpte kostnader.",
                total=total,
                booked=booked,
                difference=booked - total,
            )
        )
    verify = tuple(_verify_settlement(claim, years[-1]))
    return Attachment(tuple(sections), tuple(vouchers), tuple(remarks), verify)


def _of_instalment(
    claim: Claim, version: Version, shared: Shared, planned: Planned | None
) -> Attachment:
    """How the instalment came about, and what the plan shares and by which key."""
    verify = tuple(_verify_instalment(claim))
    terms_alone: tuple[Section, ...] = (_terms(claim, version, shared),)
    if planned is None:
        return Attachment(terms_alone, (), (), verify)
    budget = planned.budget
    sections = terms_alone
    if budget is not None:
        sections = (
            planned.budget_lines,
            *steps(planned.shared, budget, claim.payer),
        )
    return Attachment(
        tuple(s for s in sections if s.rows),
        (),
        planned.remarks,
        verify,
        planned.sections,
    )


def _voucher(row: Row) -> Voucher:
    """A row of the explanation's vouchers as columns."""
    values = row.label.values
    amount = kroner(int(row.amount_ore or 0))
    return Voucher(str(values["number"]), values["day"], str(values["text"]), amount)


def _terms(claim: Claim, version: Version, shared: Shared) -> Section:
    assumed = [
        Row(labelled(ASSUMPTION, assumption.text)) for assumption in version.assumptions
    ]
    rows = (*terms(shared.agreement, version, claim.payer), *assumed)
    return Section(Text("Avtalen"), rows)


def _verify_settlement(claim: Claim, until: date) -> Iterator[Text]:
    yield Text(
        "Legg sammen bilagene bakerst. Summen skal være kostnaden under «Grunnlag»,"
        " minus kostnadsreduksjon og inntekter der."
    )
    yield Text(
        "Regn etter hvert steg under «Fordelingsnøkkel» med lommeregner. Tallene som"
        " nøkkelen bygger på, står med dato og kilde."
    )
    yield Text(
        "Se under «Avrunding» hvem som har fått ørene som er igjen når alle andeler er"
        " rundet ned til hele øre."
    )
    yield Text(
        "Trekk fra det som er krevd før, slik oppstillingen på første side viser, og"
        " se at det blir kravet. Tidligere krav står med nummer, så de kan finnes igjen"
        " i deres eget regnskap."
    )
    template = (
        "Den som har bøkene, får den samme forklaringen med: fellesbok explain"
        " {cooperation} {payer} --year {year} --all"
        if until == date(until.year, 12, 31)
        else "Den som har bøkene, får forklaringen for hele året med: fellesbok explain"
        " {cooperation} {payer} --year {year} --all"
    )
    yield Text(
        template,
        cooperation=claim.cooperation.slug,
        payer=claim.payer.slug,
        year=until.year,
    )


def _verify_instalment(claim: Claim) -> Iterator[Text]:
    yield Text(
        "Se at terminene på første side til sammen ikke er mer enn årets a konto. Den"
        " siste terminen er det som er igjen, så terminene blir årets beløp på øret."
    )
    yield Text(
        "Regn ut terminen med lommeregner: det som er forfalt til og med denne"
        " terminen i hele øre, minus det som var forfalt før, og så det som er krevd"
        " for lite eller for mye før, delt på terminene som er igjen."
    )
    yield Text(
        "A konto er et forskudd: når {period} er omme, avregnes det mot andelen av"
        " regnskapet, og det som er betalt for mye, går tilbake.",
        period=claim.period,
    )


def _verify_credit() -> tuple[Text, ...]:
    return (
        Text(
            "Finn kravet som tas tilbake i deres eget regnskap, med nummeret på første"
            " side, og se at beløpet er det samme."
        ),
    )
