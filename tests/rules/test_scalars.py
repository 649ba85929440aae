"""A word of the agreement file is what it says, or must be quoted."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

import pytest
from pydantic_core import PydanticCustomError

from casebook import LEDGERS
from fellesbok.rules import examine_rules
from fellesbok.rules.scalars import to_share

if TYPE_CHECKING:
    from pathlib import Path


RULES = (LEDGERS / "yes-or-no-is-one-of-them" / "rules.yaml").read_text("utf-8")


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("yes", True),
        ("no", False),
        ("Yes", True),
        ("ja", True),
        ("nei", False),
        ("true", True),
        ("False", False),
        ('"yes"', True),
        ("'no'", False),
    ],
)
def test_a_yes_or_a_no_needs_no_quotes(
    tmp_path: Path, written: str, *, meant: bool
) -> None:
    path = tmp_path / "rules.yaml"
    path.write_text(RULES.replace('"kanskje"', written), encoding="utf-8")
    examined = examine_rules(path)
    assert not examined.faults
    assert examined.agreement is not None
    said = examined.agreement.municipalities["kafjord"].invoicing
    assert said.in_vat_register is meant


@pytest.mark.parametrize("word", ["no", "yes", "NO", "true", "off"])
def test_where_no_is_a_name_it_must_be_quoted(tmp_path: Path, word: str) -> None:
    """YAML reads ``country: NO`` as false: nobody may see another name than we do."""
    path = tmp_path / "rules.yaml"
    text = RULES.replace('"kanskje"', "yes").replace(
        "source: Avtalen", f"source: {word}"
    )
    path.write_text(text, encoding="utf-8")
    (fault,) = examine_rules(path).faults
    line = text.splitlines().index(f"        source: {word}") + 1
    assert (fault.line, str(fault.message)) == (
        line,
        (
            f"{word} leses av YAML som noe annet enn det som står. Sett anførselstegn:"
            f' "{word}".'
        ),
    )


@pytest.mark.parametrize(
    "share", ["50\u2009%", "50\t%", "1\u2009/\u20092", "\u0665\u0660 %"]
)
def test_a_share_is_written_as_others_read_it(share: str) -> None:
    with pytest.raises(PydanticCustomError):
        to_share(share)


@pytest.mark.parametrize("share", ["50 %", "50%", "50\u00a0%", "50  %", "1/2", "1 / 2"])
def test_a_share_may_have_spaces_before_its_sign(share: str) -> None:
    assert to_share(share) == Fraction(1, 2)
