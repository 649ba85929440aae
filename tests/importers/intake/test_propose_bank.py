"""A profile is proposed that reads a bank statement or an e-invoice."""

from __future__ import annotations

import pytest

from fellesbok_importers.intake.propose import propose
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.profiles import read_profile
from places import MADE

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
