"""A bank's table is told from a list of vouchers, and what it leaves open is asked."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.intake.propose import propose

if TYPE_CHECKING:
    from pathlib import Path


def proposed(
    folder: Path, head: str, row: str, use: str | None = None
) -> tuple[str, list[str]]:
    """The profile for a table of two rows, and what is said beside it."""
    path = folder / "konto.csv"
    path.write_text(f"{head}\n{row}\n{row}\n", encoding="utf-8")
    found = propose(str(path), use) if use else propose(str(path))
    return found.yaml, [str(remark) for remark in found.remarks]


def test_a_table_with_a_balance_is_a_banks(tmp_path: Path) -> None:
    text, said = proposed(
        tmp_path, "Dato;Tekst;Beløp;Saldo;KID", "05.03.2018;a;10,50;100,50;123"
    )
    assert "like: bank" in text
    assert '    amount: "Beløp"' in text
    assert '    balance: "Saldo"' in text
    assert "# host: …" in text, "nobody is taken for the host"
    assert not any("Filen har ingen saldo" in each for each in said)


@pytest.mark.parametrize(
    ("head", "row", "is_bank"),
    [
        ("Dato;Tekst;Beløp;Saldo", "05.03.2018;a;10,50;1,00", True),
        ("Dato;Rentedato;Tekst;Beløp", "05.03.2018;05.03.2018;a;10,50", True),
        ("Dato;Tekst;Ut;Inn;Saldo", "05.03.2018;a;;10,50;1,00", True),
        ("Dato;Art;Ansvar;Tekst;Beløp", "05.03.2018;195;155;a;10,50", False),
    ],
)
def test_what_only_banks_have_tells_their_tables_from_others(
    tmp_path: Path, head: str, row: str, *, is_bank: bool
) -> None:
    text, _ = proposed(tmp_path, head, row)
    assert ("like: bank" in text) is is_bank


def test_one_column_in_and_one_out_are_no_one_amount(tmp_path: Path) -> None:
    text, _ = proposed(tmp_path, "Dato;Tekst;Inn;Ut;Saldo", "05.03.2018;a;10,50;;1,00")
    assert '    paid_in: "Inn"' in text
    assert '    paid_out: "Ut"' in text
    assert "    amount:" not in text


def test_what_is_said_to_be_a_banks_is_believed_and_what_lacks_is_asked(
    tmp_path: Path,
) -> None:
    text, said = proposed(
        tmp_path, "Dato;Tekst;Beløp;Status", "05.03.2018;a;10,50;Bokført", "bank"
    )
    assert "like: bank" in text
    assert "# booked: …" in text
    assert "Si hvilket ord i statuskolonnen som er bokført (booked)." in said
    assert "Filen har ingen saldo: ingenting holdes mot bankens." in said
