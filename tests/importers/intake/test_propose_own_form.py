"""A profile is proposed that reads a bank statement or an e-invoice."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from bank_documents import Paid
from bank_documents import statement
from fellesbok_importers.intake.propose import propose
from fellesbok_importers.intake.propose_own_form import own_form_lines
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.profiles import read_profile
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = MADE / "intake_documents"


@pytest.mark.parametrize(
    ("name", "asked"),
    [
        (
            "a-month-at-the-bank",
            "Si hvem som er vert (host), og hvilken konto i bøkene hver er.",
        ),
        (
            "a-bill-with-documents-inside",
            "Si hvem som er vert (host): kjøperen er «Nordvik kommune 974760673».",
        ),
    ],
)
def test_a_profile_is_proposed_that_reads_the_document(name: str, asked: str) -> None:
    """With the host filled in, it is the profile of the case."""
    folder = FOLDER / name
    proposal = propose(str(folder / "document.xml"))
    assert proposal.remarks == (asked,)
    text = proposal.yaml.replace("# host: …", "host: nordvik")
    assert profile_of(text, "p.yaml") == read_profile(folder / "profile.yaml")


def test_a_document_of_another_form_is_not_proposed_so(tmp_path: Path) -> None:
    for content in (b"", b"Bilag;Dato\n1;5.1.2018\n", b"<Document/>"):
        path = tmp_path / "fil"
        path.write_bytes(content)
        assert own_form_lines(str(path)) is None


def test_every_account_of_a_statement_is_asked_about(tmp_path: Path) -> None:
    path = tmp_path / "utskrift.xml"
    path.write_text(statement(Paid("5.00"), account="12345600009"), encoding="utf-8")
    found = own_form_lines(str(path))
    assert found is not None
    lines, _ = found
    assert lines[0] == "like: bank"
    assert lines[-1] == '    - {number: "12345600009", account: Assets:Bank}'
    assert "  # host: …" in lines, "nobody is taken for the host"
