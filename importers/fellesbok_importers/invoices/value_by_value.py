"""What stands in one e-invoice, value by value, and every fault in it (*avlesing*)."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from typing import Any

from fellesbok.messages import Text
from fellesbok_importers.documents.bounded import find
from fellesbok_importers.documents.bounded import find_all
from fellesbok_importers.documents.bounded import local_name
from fellesbok_importers.documents.bounded import text_of
from fellesbok_importers.documents.numbers import amount_by_machine
from fellesbok_importers.documents.numbers import number_by_machine
from fellesbok_importers.faults import Fault

CURRENCY = "DocumentCurrencyCode"


class InvoiceReader:
    """Reads values of a document as they are written, in its own signs.

    A value that cannot be read is ``None`` and a fault, told once however often it is
    asked for.
    """

    def __init__(self, element: Any, path: str) -> None:  # noqa: ANN401 -- lxml
        """Nothing has been read yet but the currency."""
        self.element = element
        self.path = path
        self.currency = text_of(element, CURRENCY)
        self._faults: dict[Fault, None] = {}
        self._places: dict[tuple[Any, str], dict[Any, int]] = {}

    @property
    def faults(self) -> list[Fault]:
        """Every fault, in the order of the document's lines."""
        return sorted(self._faults, key=lambda fault: fault.row or 0)

    def amount(self, element: Any, way: str) -> Decimal | None:  # noqa: ANN401 -- lxml
        """An amount of the document's currency with two decimals; a fault without."""
        value = amount_by_machine(text_of(element, way))
        self._check_currency(element, way)
        if value is None:
            self.tell(element, way, Text("Skal være et beløp med høyst to desimaler."))
        return value

    def amount_if_any(self, element: Any, way: str) -> Decimal | None:  # noqa: ANN401 -- lxml
        """An amount; ``None`` where none is written."""
        return self.amount(element, way) if text_of(element, way) else None

    def number(self, element: Any, way: str) -> Fraction | None:  # noqa: ANN401 -- lxml
        """A price with all its decimals; a fault where there is none."""
        if not text_of(element, way):
            self.tell(element, way, Text("Må stå i fakturaen."))
            return None
        return self.number_or(element, way, None)

    def number_or(
        self,
        element: Any,  # noqa: ANN401 -- lxml
        way: str,
        otherwise: int | None,
    ) -> Fraction | None:
        """A quantity or a rate, and what is meant where none is written."""
        written = text_of(element, way)
        if not written:
            return None if otherwise is None else Fraction(otherwise)
        self._check_currency(element, way)
        value = number_by_machine(written)
        if value is None:
            self.tell(element, way, Text("Skal være et tall."))
            return None
        return Fraction(value)

    def tell(
        self,
        element: Any,  # noqa: ANN401 -- lxml
        way: str,
        expected: Text,
        found: str | None = None,
        off: Decimal | Fraction | None = None,
    ) -> None:
        """Note a fault at the end of a way, or at the nearest there is."""
        shown = text_of(element, way) if found is None else found
        column = "/".join(filter(None, (self._name(element), way)))
        by = figure(off) if isinstance(off, Fraction) else off
        row = self.row_of(element, way)
        fault = Fault(self.path, row, column, shown, expected, by)
        self._faults.setdefault(fault)

    @staticmethod
    def row_of(element: Any, way: str) -> int:  # noqa: ANN401 -- lxml
        """The line of what stands at the end of a way, or of the nearest there is."""
        for step in way.split("/"):
            element = element if (there := find(element, step)) is None else there
        return int(element.sourceline)

    def _check_currency(self, element: Any, way: str) -> None:  # noqa: ANN401 -- lxml
        said = find(element, way)
        other = self.currency if said is None else said.get("currencyID", self.currency)
        if other != self.currency:
            text = Text("Fakturaen er i {currency}.", currency=self.currency)
            self.tell(element, f"{way}/@currencyID", text, other)

    def _name(self, element: Any) -> str:  # noqa: ANN401 -- lxml
        """A way from the document to an element; of several, which one it is."""
        steps: list[str] = []
        while element is not self.element and element.getparent() is not None:
            name, parent = local_name(element), element.getparent()
            alike = self._places.get((parent, name))
            if alike is None:
                found = enumerate(find_all(parent, name), start=1)
                alike = {one: place for place, one in found}
                self._places[parent, name] = alike
            is_counted = len(alike) > 1 or name.endswith("Line")
            steps.append(f"{name}[{alike[element]}]" if is_counted else name)
            element = parent
        return "/".join(reversed(steps))


def figure(value: Fraction) -> Decimal | Fraction:
    """What is whole øre as an amount, to be shown with two decimals; else as it is."""
    ore = value * 100
    if ore.denominator == 1:
        return Decimal(ore.numerator).scaleb(-2)
    return value
