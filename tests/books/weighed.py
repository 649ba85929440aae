"""A cooperation of many by weights, claimed on account in two instalments."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Collection


def cooperation(
    slug: str, name: str, host: str, payers: Collection[str], *, title: str
) -> list[str]:
    """The lines of its agreement; the first bears one part, the second two."""
    weights = ", ".join(f"{payer}: {n}" for n, payer in enumerate(payers, 1))
    return [
        f"  {slug}:",
        f"    title: {title}",
        f"    account: {name}",
        "    kind: cooperation",
        "    legal_form: not_stated",
        "    versions:",
        "      - from: 2018-01-01",
        f"        participants: [{', '.join(payers)}]",
        f"        host: {host}",
        f"        key: {{weights: {{{weights}}}}}",
        "        basis: net",
        "        settlement: year",
        "        surplus: return_to_participants",
        "        decision: not_stated",
        "        source: Avtalen",
        "        claims:",
        "          advance: {basis: budget, due: [03-15, 09-15]}",
        "          due_days: 30",
    ]
