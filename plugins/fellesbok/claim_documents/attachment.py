"""What the receiver of a claim needs to check it alone (*vedlegg*).

The steps are those of ``explain``, which asserts that they end at what was posted; the
claim's own reckoning is another room's.  What other payers are charged is left out.
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING

from fellesbok.advance import payment_plans
from fellesbok.budgets import budgets
from fellesbok.claim_documents.model import Attachment
from fellesbok.claim_documents.model import Voucher
from fellesbok.claim_documents.periods import period_days
from fellesbok.claim_documents.reckoning import YearAdvance
from fellesbok.claim_documents.reckoning import earlier
from fellesbok.claims import ClaimKind
from fellesbok.explain import Section
from fellesbok.explain import explain
from fellesbok.explain import steps
from fellesbok.explain import terms
from fellesbok.explain_key import Row
from fellesbok.explain_vouchers import VOUCHERS
from fellesbok.key_titles import key_title
from fellesbok.messages import Text
from fellesbok.messages import kroner

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Sequence

    from beancount.core.data import Directive

    from fellesbok.agreement import Version
    from fellesbok.claim_terms import Advance
    from fellesbok.claims import Claim
    from fellesbok.plugin import Shared
    from fellesbok.settlement import YearResult


def year_advance(
    claim: Claim, version: Version, shared: Shared, known: Sequence[Claim]
) -> YearAdvance | None:
    """The year's payment on account, by the payment plan as it was before the claim."""
    advance = version.claims.advance
    if advance is None or not claim.instalment:
        return None
    year = period_days(claim.period)[0].year
    slug = claim.payer.slug
    for plan in payment_plans(shared, earlier(claim, known), year):
        if plan.cooperation.slug == claim.cooperation.slug and slug in plan.share_ore:
            open_rows = [
                row for row in plan.instalments if row.payer == slug and not row.claim
            ]
            is_last = [row.label for row in open_rows] == [claim.instalment]
            return YearAdvance(
                _advance_label(claim, advance),
                kroner(plan.share_ore[slug]),
                kroner(open_rows[0].amount_ore) if is_last else None,
            )
    return None


def _advance_label(claim: Claim, advance: Advance) -> Text:
    if advance.amounts_ore is not None:
        return Text("Avtalt a konto for {period}", period=claim.period)
    if advance.amount_ore is not None:
        return Text("Andel av avtalt a konto for {period}", period=claim.period)
    return Text("Andel av budsjettet for {period}", period=claim.period)


def attachment(
    claim: Claim,
    version: Version,
    years: Sequence[int],
    entries: Sequence[Directive],
    shared: Shared,
) -> Attachment:
    """The attachment of a claim.

    Args:
        claim: The claim.
        version: The terms that it is made under.
        years: The years whose shares a settlement is of.
        entries: The loaded books.
        shared: What the plugin kept.
    """
    own = replace(shared, reader=claim.payer.slug)
    if claim.kind is ClaimKind.CREDIT:
        return Attachment((_terms(claim, version, own),), (), (), _verify_credit())
    if claim.instalment:
        return _of_instalment(claim, version, entries, own)
    if not years:
        return Attachment((_terms(claim, version, own),), (), (), ())
    return _of_settlement(claim, years, entries, own)


def _of_settlement(
    claim: Claim, years: Sequence[int], entries: Sequence[Directive], shared: Shared
) -> Attachment:
    """The explanation of each year, and the vouchers of all."""
    sections: list[Section] = []
    vouchers: list[Voucher] = []
    for year in years:
        explanation = explain(
            entries,
            shared,
            cooperation=claim.cooperation.slug,
            municipality=claim.payer.slug,
            year=year,
            everything=True,
        )
        if len(years) > 1:
            sections.append(Section(explanation.title, ()))
        for section in explanation.sections:
            if section.title.template == VOUCHERS:
                vouchers += map(_voucher, section.rows)
            else:
                sections.append(section)
    remarks = []
    total = sum((v.amount for v in vouchers), Decimal(0))
    booked = _cost(claim, shared, years)
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
    claim: Claim, version: Version, entries: Sequence[Directive], shared: Shared
) -> Attachment:
    advance = version.claims.advance
    budget = _budget(claim, shared)
    is_shared = budget is not None and claim.payer.slug in (
        budget.periods[-1].apportionment.amounts_ore
    )
    if advance is not None and advance.amount_ore is not None:
        rows = (
            Row(Text("Sum for året"), Fraction(advance.amount_ore)),
            Row(Text("Deles med nøkkelen {key}", key=key_title(version.key))),
        )
        agreed = Section(Text("A konto {period}", period=claim.period), rows)
        return _plain(claim, (agreed, _terms(claim, version, shared)))
    is_agreed = advance is not None and advance.amounts_ore is not None
    if is_agreed or budget is None or not is_shared:
        return _plain(claim, (_terms(claim, version, shared),))
    sections = (
        _budget_lines(claim, entries),
        *steps(shared, budget, claim.payer),
    )
    return _plain(claim, tuple(s for s in sections if s.rows))


def _plain(claim: Claim, sections: tuple[Section, ...]) -> Attachment:
    return Attachment(sections, (), (), tuple(_verify_instalment(claim)))


def _voucher(row: Row) -> Voucher:
    """A row of the explanation's vouchers as columns."""
    values = row.label.values
    amount = kroner(int(row.amount_ore or 0))
    return Voucher(str(values["number"]), values["day"], str(values["text"]), amount)


def _cost(claim: Claim, shared: Shared, years: Sequence[int]) -> Decimal:
    """What the years' cost is in kroner, outside income taken off."""
    return kroner(
        sum(
            result.cost_ore - result.income_ore
            for result in shared.results
            if result.cooperation.slug == claim.cooperation.slug
            and result.year in years
        )
    )


def _budget(claim: Claim, shared: Shared) -> YearResult | None:
    wanted = claim.cooperation.slug, period_days(claim.period)[0].year
    for result in shared.budget_results:
        if (result.cooperation.slug, result.year) == wanted:
            return result
    return None


def _budget_lines(claim: Claim, entries: Sequence[Directive]) -> Section:
    """The adopted budget, account by account."""
    year = period_days(claim.period)[0].year
    rows = tuple(
        Row(_budget_label(claim, b.account), Fraction(b.amount) * 100)
        for b in budgets(entries)[0]
        if b.year == year and b.account.split(":")[1] == claim.cooperation.account
    )
    return Section(Text("Budsjett {year}", year=year), rows)


def _budget_label(claim: Claim, account: str) -> Text:
    """What a budget line is for: cost or income, and the cost centre if it has one."""
    root, _, *parts = account.split(":")
    centres = {c.account: c.title for c in claim.cooperation.cost_centres.values()}
    words = [f"{part} {centres[part]}" if part in centres else part for part in parts]
    what = ", ".join(words) or claim.cooperation.title
    if root == "Income":
        return Text("Inntekt: {what}", what=what)
    return Text("Kostnad: {what}", what=what)


def _terms(claim: Claim, version: Version, shared: Shared) -> Section:
    assumed = [
        Row(Text("Antakelse: {text}", text=assumption.text))
        for assumption in version.assumptions
    ]
    rows = (*terms(shared.agreement, version, claim.payer), *assumed)
    return Section(Text("Avtalen"), rows)


def _verify_settlement(claim: Claim, year: int) -> Iterator[Text]:
    yield Text(
        "Legg sammen bilagene bakerst. Summen skal være kostnaden under «Grunnlag»,"
        " minus inntektene der."
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
    yield Text(
        "Den som har bøkene, får den samme forklaringen med: fellesbok explain"
        " {cooperation} {payer} --year {year} --all",
        cooperation=claim.cooperation.slug,
        payer=claim.payer.slug,
        year=year,
    )


def _verify_instalment(claim: Claim) -> Iterator[Text]:
    yield Text(
        "Se at terminene på første side til sammen ikke er mer enn årets a konto. Den"
        " siste terminen er det som er igjen, så terminene blir årets beløp på øret."
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
