"""What a payment says that it is for: references, texts and its parts."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from lxml import etree

from fellesbok_importers.documents.camt_remittance import kids_of
from fellesbok_importers.documents.camt_remittance import parts_of
from fellesbok_importers.documents.camt_remittance import said_of


def detail(*parts: str) -> Any:  # noqa: ANN401 -- lxml
    return etree.fromstring(f"<TxDtls><RmtInf>{''.join(parts)}</RmtInf></TxDtls>")


def strd(kid: str = "", document: str = "", amount: str = "", note: str = "") -> str:
    """A structured reference, with what is paid of it or taken off."""
    paid = f'<RmtdAmt Ccy="NOK">{amount}</RmtdAmt>' if amount else ""
    off = f'<CdtNoteAmt Ccy="NOK">{note}</CdtNoteAmt>' if note else ""
    return (
        f"<Strd><RfrdDocInf><Nb>{document}</Nb></RfrdDocInf>"
        f"<RfrdDocAmt>{paid}{off}</RfrdDocAmt>"
        f"<CdtrRefInf><Ref>{kid}</Ref></CdtrRefInf></Strd>"
    )


def parts(value: str, *structured: str) -> list[tuple[str, str, str]]:
    found = parts_of(detail(*structured), "NOK", Decimal(value))
    return [(part.kid, part.document, str(part.amount)) for part in found]


def test_each_reference_is_told_once_however_it_is_spaced() -> None:
    found = kids_of(detail(strd("12 34"), strd("1234"), strd(), strd("5678")))
    assert len(found) == 2
    assert {"".join(kid.split()) for kid in found} == {"1234", "5678"}


def test_free_text_and_the_documents_it_names_are_one_text() -> None:
    free = "<Ustrd> Husleie\n juni </Ustrd><Ustrd>Husleie juni</Ustrd>"
    assert said_of(detail(free, strd(document="F-12"))) == "Husleie juni F-12"


def test_parts_that_are_the_whole_are_told_each_with_its_amount() -> None:
    """70 + 40 − 10 = 100: a credit note comes off."""
    found = parts(
        "100.00",
        strd("1111", amount="70.00"),
        strd("2222", amount="40.00"),
        strd(document="K-1", note="10.00"),
    )
    assert found == [
        ("1111", "", "70.00"),
        ("2222", "", "40.00"),
        ("", "K-1", "-10.00"),
    ]


def test_a_payment_out_has_its_parts_with_the_other_sign() -> None:
    found = parts("-100.00", strd("1", amount="70.00"), strd("2", amount="30.00"))
    assert [amount for _, _, amount in found] == ["-70.00", "-30.00"]


def test_the_same_reference_twice_is_one_part() -> None:
    found = parts(
        "60.00",
        strd("1", amount="10.00"),
        strd("2", amount="20.00"),
        strd("1", amount="30.00"),
    )
    assert found == [("1", "", "40.00"), ("2", "", "20.00")]


@pytest.mark.parametrize(
    "structured",
    [
        (strd("1", amount="70.00"), strd("2", amount="29.99")),
        (strd("1", amount="100.00"),),
        (strd("1", amount="70.00"), strd("2")),
        (strd("1", amount="70.00"), strd("2", amount="-30.00")),
        (strd("1", amount="70.00"), strd("2", amount="30.00").replace("NOK", "EUR")),
        (),
    ],
    ids=(
        "one øre too little",
        "one part",
        "no amount",
        "below nothing",
        "euro",
        "none",
    ),
)
def test_what_is_not_the_whole_is_no_part(structured: tuple[str, ...]) -> None:
    assert parts("100.00", *structured) == []
