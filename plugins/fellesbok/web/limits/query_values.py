"""What a query makes stays small, and its text is read in time (*størrelser*).

A few words can ask for a number of a billion digits or a text that doubles a hundred
times, and nobody can stop a machine that makes one.  Each value that the query language
makes is therefore measured before it is used for the next.
"""

from __future__ import annotations

from decimal import Decimal
from functools import wraps
from math import prod
from typing import TYPE_CHECKING
from typing import Any

from beanquery import compiler
from beanquery import parser
from beanquery import query_compile
from beanquery import query_env

from fellesbok.messages import Text
from fellesbok.web.limits.deadline import RefusedError
from fellesbok.web.limits.deadline import clocked
from fellesbok.web.limits.deadline import in_time
from fellesbok.web.limits.deadline import seconds_left
from fellesbok.web.limits.deadline import spend

if TYPE_CHECKING:
    from collections.abc import Callable

    from beanquery import Cursor

MOST_DIGITS = 300
MOST_BITS = 4 * MOST_DIGITS
LONGEST_TEXT = 100_000
MOST_CELLS = 1_000_000
CELL_CHARACTERS = 10
"""What a value that is no text counts for in an answer, about."""

MEASURED = "fellesbok_measured"


class TooLargeError(RefusedError):
    """A value has more digits or letters than anybody reads; ``text`` says so."""

    text = Text(
        "Spørringen lager større tall eller lengre tekster enn noen leser. Spør om"
        " mindre."
    )


def put_in_place() -> None:
    """Let the query language measure what it makes, in this process."""
    if hasattr(query_compile, MEASURED):
        return
    setattr(query_compile, MEASURED, True)
    functions: Any = query_compile.FUNCTIONS
    _register_round(functions)
    makers: list[Any] = [query_compile.EvalBinaryOp]
    makers += [
        kind
        for kinds in functions.values()
        for kind in kinds
        if not issubclass(kind, query_compile.EvalAggregator)
    ]
    for maker in dict.fromkeys(makers):
        maker.__call__ = _measuring(maker.__call__)
    language: Any = compiler
    language.SubqueryTable = in_time(language.SubqueryTable)
    totals: Any = query_compile.EvalAggregator
    totals.finalize = clocked(totals.finalize)
    pivot: Any = query_compile.EvalPivot
    pivot.__call__ = _counting(pivot.__call__)
    grammar: Any = parser
    grammar.BQLParser = _timed(grammar.BQLParser)


def measured(value: Any) -> Any:  # noqa: ANN401 -- any value of the query language
    """The value, or nothing if it is no number.

    Raises:
        TooLargeError: It is larger than anybody reads.
    """
    match value:
        case str():
            spend(len(value))
            is_small = len(value) <= LONGEST_TEXT
        case int():
            is_small = value.bit_length() <= MOST_BITS
        case Decimal():
            if not value.is_finite():
                return None
            is_small = abs(value.adjusted()) <= MOST_DIGITS
        case _:
            return value
    if not is_small:
        raise TooLargeError
    return value


def measure_answer(cursor: Cursor) -> None:
    """Look at a whole answer before it is written out.

    Raises:
        fellesbok.web.limits.deadline.TooMuchError: It has more text than anybody reads.
    """
    answered: Any = cursor
    for row in answered._rows:  # noqa: SLF001 -- reading it elsewise uses it up
        seconds_left()
        spend(sum(len(v) if type(v) is str else CELL_CHARACTERS for v in row))


def _measuring(make: Callable[..., Any]) -> Callable[..., Any]:
    """What makes a value, and looks at the clock and at the value."""

    @wraps(make)
    def call(node: Any, row: Any) -> Any:  # noqa: ANN401 -- as the query language
        seconds_left()
        return measured(make(node, row))

    return call


def _register_round(functions: Any) -> None:  # noqa: ANN401 -- as the query language
    """Round to places that there are: to the billionth digit has no end."""
    functions["round"].clear()
    for kind in (Decimal, int):
        for kinds in ([kind], [kind, int]):
            put: Any = query_env.function(kinds, kind, name="round")  # type: ignore[no-untyped-call]
            put(_round)


def _round(number: Any, digits: int = 0) -> Any:  # noqa: ANN401 -- an int or a Decimal
    if abs(digits) > MOST_DIGITS:
        raise TooLargeError
    return round(number, digits)


def _counting(pivot: Callable[..., Any]) -> Callable[..., Any]:
    """A table turned on its side, if it has not more cells than anybody reads."""

    @wraps(pivot)
    def call(node: Any) -> Any:  # noqa: ANN401 -- as the query language
        columns, rows = node.query()
        sides = [len({row[place] for row in rows}) for place in node.pivots]
        if prod(sides) * len(columns) > MOST_CELLS:
            raise TooLargeError
        timed = in_time(list)(rows)
        made: Any = lambda: (columns, timed)  # noqa: E731 -- what asks it calls it
        return pivot(query_compile.EvalPivot(made, node.pivots))

    return call


def _timed(language: Any) -> Any:  # noqa: ANN401 -- a class without types
    """The parser of the language, which looks at the clock for each rule."""

    class TimedParser(language):  # type: ignore[misc]
        """It takes minutes for a thousand sums in a row."""

        def _call(self, rule: Any) -> Any:  # noqa: ANN401 -- as its parent
            seconds_left()
            return super()._call(rule)

    return TimedParser
