"""The tax of an e-invoice by category and rate, held against the lines (*avgift*).

By EN 16931: BR-CO-14, BR-CO-17, BR-CO-18 and, for each category, its rules 08 and 09.
The slack is the rules' own: less than 1 on the tax of a rate (BR-CO-17, BR-S-09) and
on what it is reckoned of (BR-S-08), none on anything else.  What uses it is told.

A category without ``TaxScheme`` is value added tax, the only one that Peppol knows.
"""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING
from typing import Any

from fellesbok.messages import Text
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.documents.numbers import number_by_machine
from fellesbok_importers.invoices.sums import lines_of
from fellesbok_importers.invoices.sums import signed_charge
from fellesbok_importers.invoices.sums import tax_totals
from fellesbok_importers.invoices.sums import total
from fellesbok_importers.invoices.value_by_value import figure

if TYPE_CHECKING:
    from collections.abc import Iterator
    from collections.abc import Mapping
    from collections.abc import Sequence
    from decimal import Decimal

    from fellesbok_importers.invoices.value_by_value import InvoiceReader

BY_RATE = {"S": "S", "L": "AF", "M": "AG"}
"""Categories whose tax is a rate, and what their rules are called: the ordinary one,
and those of the Canary Islands and of Ceuta and Melilla."""
WITHOUT_TAX = {"Z": "Z", "E": "E", "O": "O", "AE": "AE", "K": "IC", "G": "G"}
"""Categories that bear no tax, and what their rules are called."""
LINE, CHARGE, SUBTOTAL = "Item/ClassifiedTaxCategory", "TaxCategory", "TaxCategory"
BELOW = 1
HALF = Fraction(1, 2)
"""Per cent: a rate below is none to BR-CO-17."""
Kind = tuple[str, Fraction | None]
"""A category, and its rate where the category has several."""
Based = tuple[Kind, Fraction | None, Any, str]
"""What bears tax: its kind, amount and element, and the way there to its category."""


def rate_of(element: Any, way: str) -> str:  # noqa: ANN401 -- lxml
    """Category and per cent in one form: ``25`` and ``25.00`` are the same."""
    percent = text_of(element, f"{way}/Percent")
    if "." in percent:
        percent = percent.rstrip("0").rstrip(".")
    return f"{text_of(element, f'{way}/ID')} {percent}".strip()


class TaxSums:
    """The tax of one document."""

    def __init__(self, reader: InvoiceReader) -> None:
        """Nothing has been checked yet."""
        self._reader = reader
        self._parts = [
            part
            for whole in tax_totals(reader)
            for part in find_all(whole, "TaxSubtotal")
        ]
        self._slack: list[Text] = []

    def check(self) -> list[Text]:
        """Note every sum of tax that is not that of its parts.

        Returns:
            What is off from its parts within a rule's slack, in words.
        """
        reader = self._reader
        if not self._parts:
            text = Text("BR-CO-18: Fakturaen skal ha avgiften fordelt på satser.")
            reader.tell(reader.element, "TaxTotal/TaxSubtotal", text, found="")
            return []
        for whole in tax_totals(reader):
            self._check_whole(whole)
        based = list(self._based())
        sums: dict[Kind, list[Fraction | None]] = {}
        for kind, amount, *_ in based:
            sums.setdefault(kind, []).append(amount)
        bases = {kind: total(amounts) for kind, amounts in sums.items()}
        for part in self._parts:
            self._check_base(part, bases)
            self._check_tax(part)
        self._check_missing(based)
        self._check_other_currency()
        return self._slack

    def _check_whole(self, whole: Any) -> None:  # noqa: ANN401 -- lxml
        """The tax is the sum of the taxes of its rates."""
        stated = self._reader.amount(whole, "TaxAmount")
        parts = find_all(whole, "TaxSubtotal")
        reckoned = total([self._reader.amount(part, "TaxAmount") for part in parts])
        if stated is None or reckoned is None or stated == reckoned:
            return
        text = Text(
            "BR-CO-14: Avgiften av satsene blir til sammen {sum}.", sum=figure(reckoned)
        )
        off = Fraction(stated) - reckoned
        self._reader.tell(whole, "TaxAmount", text, off=off)

    def _based(self) -> Iterator[Based]:
        """Each line, allowance and charge; one without a category has the only one."""
        reader = self._reader
        kinds = {self._kind(part, SUBTOTAL) for part in self._parts}

        def based(element: Any, way: str, amount: Any) -> Based:  # noqa: ANN401 -- lxml
            kind = self._kind(element, way)
            self._check_free(kind[0], element, way)
            if not kind[0] and len(kinds) == 1:
                (kind,) = kinds
            return kind, None if amount is None else Fraction(amount), element, way

        for line in lines_of(reader):
            yield based(line, LINE, reader.amount(line, "LineExtensionAmount"))
        for part in find_all(reader.element, "AllowanceCharge"):
            yield based(part, CHARGE, signed_charge(reader, part))

    def _kind(self, element: Any, way: str) -> Kind:  # noqa: ANN401 -- lxml
        """The category, and the rate of one that has several."""
        category = text_of(element, f"{way}/ID")
        percent = self._reader.number_or(element, f"{way}/Percent", None)
        return category, None if category in WITHOUT_TAX else percent

    def _check_base(self, part: Any, bases: Mapping[Kind, Fraction | None]) -> None:  # noqa: ANN401 -- lxml
        """What tax is reckoned of is what the lines of the rate add up to."""
        kind = self._kind(part, SUBTOTAL)
        stated = self._reader.amount(part, "TaxableAmount")
        reckoned = bases.get(kind, Fraction(0))
        if stated is None or reckoned is None or stated == reckoned:
            return
        rule = f"BR-{_rules(kind)}-08"
        off = Fraction(stated) - reckoned
        text = Text(
            "{rule}: Linjer, tillegg og rabatter med «{rate}» blir til sammen {sum}.",
            rule=rule,
            rate=rate_of(part, SUBTOTAL),
            sum=figure(reckoned),
        )
        if kind[0] in BY_RATE and abs(off) < BELOW:
            self._tell_slack(rule, part, stated, reckoned)
        else:
            self._reader.tell(part, "TaxableAmount", text, off=off)

    def _check_tax(self, part: Any) -> None:  # noqa: ANN401 -- lxml
        """The tax is its rate of what it is reckoned of, or nought."""
        category, _ = kind = self._kind(part, SUBTOTAL)
        tax = self._reader.amount(part, "TaxAmount")
        base = self._reader.amount(part, "TaxableAmount")
        percent = self._reader.number_or(part, f"{SUBTOTAL}/Percent", 0)
        if tax is None or base is None or percent is None:
            return
        rule = f"BR-{_rules(kind)}-09"
        if category in WITHOUT_TAX and tax:
            text = Text("{rule}: Skal være 0.", rule=rule)
            self._reader.tell(part, "TaxAmount", text)
            return
        reckoned = _rounded(Fraction(base) * percent / 100)
        off = Fraction(tax) - reckoned
        if not off or (category in WITHOUT_TAX and percent < HALF):
            return
        if not percent or abs(off) >= BELOW:
            text = Text(
                "{rule}, BR-CO-17: {percent} % avgift av {base} blir {sum}.",
                rule=rule,
                percent=percent,
                base=base,
                sum=figure(reckoned),
            )
            self._reader.tell(part, "TaxAmount", text, off=off)
        else:
            self._tell_slack(rule, part, tax, reckoned)

    def _check_free(self, category: str, element: Any, way: str) -> None:  # noqa: ANN401 -- lxml
        """A line without tax has no rate."""
        way = f"{way}/Percent"
        if category in WITHOUT_TAX and self._reader.number_or(element, way, None):
            rules = WITHOUT_TAX[category]
            text = Text("BR-{rules}-05: Satsen skal være 0.", rules=rules)
            self._reader.tell(element, way, text)

    def _check_missing(self, based: Sequence[Based]) -> None:
        """Every line, allowance and charge has its tax among the rates."""
        there = {self._kind(part, SUBTOTAL) for part in self._parts}
        for kind, _, element, way in based:
            if kind in there:
                continue
            text = Text(
                "BR-{rules}-08: Fakturaen har ingen avgift for denne satsen.",
                rules=_rules(kind),
            )
            if not kind[0]:
                text = Text(
                    "BR-CO-04: Skal ha en avgiftskategori; fakturaen har flere."
                )
            self._reader.tell(element, way, text, rate_of(element, way))

    def _check_other_currency(self) -> None:
        """The tax in the seller's own currency has the sign of the tax."""
        reader = self._reader
        signs = [
            number_by_machine(text_of(whole, "TaxAmount")) or 0
            for whole in find_all(reader.element, "TaxTotal")
        ]
        if any(sign < 0 for sign in signs) and any(sign > 0 for sign in signs):
            text = (
                "PEPPOL-EN16931-R055: Avgiften skal ha samme fortegn i begge valutaer."
            )
            reader.tell(reader.element, "TaxTotal", Text(text), "")

    def _tell_slack(
        self,
        rule: str,
        part: Any,  # noqa: ANN401 -- lxml
        stated: Decimal,
        reckoned: Fraction,
    ) -> None:
        self._slack.append(
            Text(
                "{rule} for «{rate}»: fakturaen sier {stated}, delene blir {sum}."
                " Regelen tillater et avvik under 1 kr.",
                rule=rule,
                rate=rate_of(part, SUBTOTAL),
                stated=stated,
                sum=figure(reckoned),
            )
        )


def _rules(kind: Kind) -> str:
    """What the rules of a category are called; of one that is unknown, its own name."""
    category, _ = kind
    return BY_RATE.get(category) or WITHOUT_TAX.get(category) or category or "S"


def _rounded(amount: Fraction) -> Fraction:
    """Whole øre; half of one away from nought, as the rules reckon without signs."""
    ore = (abs(amount) * 100 + Fraction(1, 2)).__floor__()
    return Fraction(ore if amount >= 0 else -ore, 100)
