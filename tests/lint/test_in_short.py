"""The first sentence of Funn: how many lack an answer, and of which kind most do."""

from __future__ import annotations

import pytest

from fellesbok.lint import AuditFinding
from fellesbok.lint.in_short import findings_in_short
from fellesbok.messages import Text


def found(*rules: str) -> list[AuditFinding]:
    """Unanswered findings by these rules."""
    return [
        AuditFinding(
            rule=rule,
            cooperation="ikt",
            year=2018,
            text=Text("Noe."),
            amount=None,
            place=None,
            answer=None,
        )
        for rule in rules
    ]


@pytest.mark.parametrize(
    ("rules", "told"),
    [
        (
            ("avvik", "avvik", "tak"),
            "3 … ubesvart; flest om «Avvik fra budsjettet» (2).",
        ),
        (
            ("avvik", "avvik", "prosent", "tak", "tak"),
            "5 … ubesvart; flest om «Avvik fra budsjettet» og «Over taket» (2 hver).",
        ),
        (("avvik", "prosent", "tak"), "3 … ubesvart, av 3 slag."),
        (("avvik",), "1 … ubesvart: «Avvik fra budsjettet»."),
    ],
)
def test_most_are_of_a_kind_only_where_no_other_has_as_many(
    rules: tuple[str, ...], told: str
) -> None:
    short = findings_in_short(found(*rules), 2018)
    assert short.sentence == told.replace("…", "spørsmål til 2018 er")
