"""Bank statements of every version are read, or refused with every fault."""

from __future__ import annotations

import time
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest

from bank_statements import GOOD
from bank_statements import NUMBER
from bank_statements import SPACE_053
from bank_statements import entry
from bank_statements import saved
from bank_statements import statement
from fellesbok_importers.documents.camt import read_statements
from fellesbok_importers.faults import RejectedError

if TYPE_CHECKING:
    from pathlib import Path


SPACE_054 = "urn:iso:std:iso:20022:tech:xsd:camt.054.001."


def test_what_is_not_booked_yet_is_left_out(tmp_path: Path) -> None:
    entries = entry("20.00", status="PDNG"), entry("1.00")
    path = saved(tmp_path, statement(*entries, closing="101.00"))
    (found,) = read_statements(path)
    assert [p.amount for p in found.payments] == [Decimal("1.00")]


def test_payments_are_the_difference_between_the_balances(tmp_path: Path) -> None:
    path = saved(tmp_path, statement(entry("1.00"), closing="102.00"))
    with pytest.raises(RejectedError, match="utgående saldo") as error:
        read_statements(path)
    assert error.value.faults[0].off == Decimal("-1.00")


@pytest.mark.parametrize("version", range(2, 9))
@pytest.mark.parametrize("space", [SPACE_053, SPACE_054])
def test_every_version_is_read(tmp_path: Path, space: str, version: int) -> None:
    """From version 8, the status is a code within the element."""
    text = statement(entry("1.00"), closing="101.00", space=f"{space}{version:02d}")
    if version == 8:
        text = text.replace("<Sts>BOOK</Sts>", "<Sts><Cd>BOOK</Cd></Sts>")
        text = text.replace("<Nm>", "<Pty><Nm>").replace("</Nm>", "</Nm></Pty>")
    (found,) = read_statements(saved(tmp_path, text))
    assert [p.amount for p in found.payments] == [Decimal("1.00")]


BOMB = """<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;">]>"""
HOSTILE = {
    "empty": "",
    "not xml": "Dato;Beløp",
    "cut off": GOOD[:-40],
    "another document": "<html/>",
    "entity bomb": BOMB + GOOD.split("?>", 1)[1].replace("utskrift-1", "&y;"),
    "external entity": GOOD.replace(
        "<Document", '<!DOCTYPE d [<!ENTITY e SYSTEM "file:///etc/passwd">]><Document'
    ).replace("utskrift-1", "&e;"),
    "external type": GOOD.replace(
        "<Document", '<!DOCTYPE d SYSTEM "http://127.0.0.1:9/x.dtd"><Document'
    ),
    "amount NaN": GOOD.replace(">1.00<", ">NaN<"),
    "amount with sign": GOOD.replace(">1.00<", ">-1.00<"),
    "three decimals": GOOD.replace(">1.00<", ">1.001<"),
    "an exponent": GOOD.replace(">1.00<", ">1E0<"),
    "marks that Python reads": GOOD.replace(">1.00<", ">1_0<"),
    "digits of another script": GOOD.replace(">1.00<", ">\N{FULLWIDTH DIGIT ONE}.00<"),
    "another currency": GOOD.replace('Ccy="NOK">1.00', 'Ccy="EUR">1.00'),
    "a day by its week": GOOD.replace("2018-03-05", "2018-W10-1"),
    "the last day there is": GOOD.replace("2018-03-31", "9999-12-31"),
    "the first day there is": GOOD.replace("2018-03-05", "0001-01-01"),
    "huge exponent": GOOD.replace(">1.00<", ">1E999999<"),
    "no sign": GOOD.replace("CRDT", "X"),
    "no day": GOOD.replace("2018-03-05", "5. mars"),
    "no account": GOOD.replace(NUMBER, ""),
    "unknown status": GOOD.replace("BOOK", "X"),
    "control characters": GOOD.replace("utskrift-1", "a&#x85;b"),
    "turned text": GOOD.replace("utskrift-1", "a\u202eb"),
    "too deep": "<a>" * 200 + "</a>" * 200,
    "a gigabyte line begun": "<Document>" + "x" * 11_000_000,
    "wrong encoding": GOOD.replace("utskrift-1", "å").encode("cp1252"),
    "zero bytes": GOOD.replace("utskrift-1", "a\0b"),
}


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_what_cannot_be_trusted_is_refused_at_once(
    tmp_path: Path, text: str | bytes
) -> None:
    path = saved(tmp_path, text)
    before = time.process_time()
    with pytest.raises(RejectedError) as error:
        read_statements(path)
    assert time.process_time() - before < 5, "seconds of work on a file of nothing"
    assert "root:" not in str(error.value)
    assert [p.name for p in tmp_path.iterdir()] == ["utskrift.xml"]


def test_all_faults_of_a_document_are_told_at_once(tmp_path: Path) -> None:
    text = statement(entry("x"), entry("1.00", "X"), entry("1.00", status="Y"))
    with pytest.raises(RejectedError) as error:
        read_statements(saved(tmp_path, text))
    assert [fault.column for fault in error.value.faults] == ["Amt", "CdtDbtInd", "Sts"]
    assert all(fault.row for fault in error.value.faults)
