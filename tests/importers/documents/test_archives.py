"""A document in a zip file is the document, if it is the only one."""

from __future__ import annotations

import zipfile
from typing import TYPE_CHECKING

import pytest

from fellesbok_importers.faults import RejectedError
from fellesbok_importers.vouchers.from_saft import SaftImporter
from saft_documents import MARCH
from saft_documents import document
from saft_profile import AGREEMENT
from saft_profile import booked
from saft_profile import profile

if TYPE_CHECKING:
    from pathlib import Path


def packed(folder: Path, **documents: str) -> Path:
    """A zip file with those documents."""
    path = folder / "saft.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in documents.items():
            archive.writestr(f"{name}.xml", text)
    return path


def test_a_document_in_a_zip_file_is_the_document(tmp_path: Path) -> None:
    path = packed(tmp_path, a=document())
    importer = SaftImporter("nordvik", profile(), AGREEMENT)
    assert importer.identify(str(path))
    made, plain = importer.booked(str(path)), booked(tmp_path, document())
    assert [e.meta["avtrykk"] for e in made.transactions] == [
        e.meta["avtrykk"] for e in plain.transactions
    ]
    assert importer.length(str(path)) == len(MARCH)


def test_a_zip_file_with_several_documents_is_to_be_unpacked(tmp_path: Path) -> None:
    path = packed(tmp_path, a=document(), b=document())
    with pytest.raises(
        RejectedError, match=r"Fant «a.xml, b.xml». Zip-filen har flere"
    ):
        SaftImporter("nordvik", profile(), AGREEMENT).booked(str(path))


def test_a_zip_file_that_is_packed_too_tightly_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, a=document() + " " * 30_000_000)
    with pytest.raises(RejectedError, match="Filen er for stor"):
        SaftImporter("nordvik", profile(), AGREEMENT).booked(str(path))


def test_a_zip_file_that_is_cut_off_is_refused(tmp_path: Path) -> None:
    path = packed(tmp_path, a=document())
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(RejectedError, match="Zip-filen er ødelagt"):
        SaftImporter("nordvik", profile(), AGREEMENT).booked(str(path))
