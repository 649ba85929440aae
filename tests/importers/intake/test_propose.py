"""A profile is proposed that reads the file alike, and asks what it does not settle."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.rules import read_rules
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.propose import propose
from fellesbok_importers.profiles import profile_of
from fellesbok_importers.profiles import read_profile
from fellesbok_importers.vouchers.from_table import VoucherImporter
from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = MADE / "intake"
CASES = sorted(path.parent for path in FOLDER.glob("*/profile.yaml"))
AGREEMENT = read_rules(FOLDER / "allocation_rules.yaml")


@pytest.mark.parametrize(
    "folder",
    [c for c in CASES if (c / "expected.beancount").exists()],
    ids=lambda folder: folder.name,
)
def test_a_profile_is_proposed_that_reads_the_file_alike(folder: Path) -> None:
    """With the host filled in, the proposal makes the same of the file as ours."""
    document = str(next(folder.glob("document.*")))
    ours = read_profile(folder / "profile.yaml").booking
    proposal = propose(document)
    assert (proposal.preset is None) == ("sheet" in folder.name)
    assert any("host" in remark for remark in proposal.remarks)
    text = proposal.yaml.replace("# host: …", f"host: {ours.host}")
    text = text.replace("# source: …", f"source: {ours.source}")
    profile = profile_of(text, "proposed.yaml")
    assert profile.columns == read_profile(folder / "profile.yaml").columns


def test_an_unknown_list_is_proposed_with_what_nobody_knows_left_open(
    tmp_path: Path,
) -> None:
    path = tmp_path / "liste.csv"
    path.write_bytes(
        "Liste fra Nordvik\r\nBilagsnr,Posteringsdato,Konto,Koststed,Beskrivelse,Debet,"
        "Kredit\r\n1,2018-03-14,120,153,Blå penner,1.50,\r\n1,2018-03-14,2400,,x,,1.50"
        "\r\n".encode("cp1252")
    )
    proposal = propose(str(path))
    assert proposal.preset is None
    with pytest.raises(RejectedError, match="kildesystemet"):
        profile_of(proposal.yaml, "p.yaml")
    text = proposal.yaml.replace("# host: …", "host: nordvik")
    profile = profile_of(text.replace("# source: …", "source: nordvik"), "p.yaml")
    assert profile.file.header_row == 2
    assert (profile.file.delimiter, profile.file.encoding) == (",", "cp1252")
    assert (profile.decimal_sign, profile.date_form) == (".", "yyyy-mm-dd")
    assert profile.columns.ansvar == "Koststed"
    assert profile.booking.vouchers == "balanced"
    importer = VoucherImporter("p", profile, AGREEMENT)
    assert importer.identify(str(path))
    assert [e.narration for e in importer.booked(str(path)).transactions] == [
        "Blå penner"
    ]


def test_a_list_whose_numbers_do_not_tell_their_sign_is_asked_about(
    tmp_path: Path,
) -> None:
    path = tmp_path / "liste.csv"
    path.write_text("Bilag;Dato;Art;Koststed;Beløp\n1;20180314;120;153;1.247\n")
    remarks = " ".join(propose(str(path)).remarks)
    assert "decimal_sign" in remarks
