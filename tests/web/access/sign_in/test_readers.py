"""The file of readers says who reads what; its faults are told at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.web.access.sign_in import Reader
from fellesbok.web.access.sign_in import ReadersFile
from fellesbok.web.access.sign_in import ReadersFileError
from fellesbok.web.access.sign_in import load_readers
from fellesbok.web.access.sign_in.openid import reader_of
from fellesbok.web.access.sign_in.password import who_has
from readers import HASH
from readers import WORD

if TYPE_CHECKING:
    from pathlib import Path


def written(folder: Path, text: str) -> Path:
    path = folder / "lesere.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_file_of_readers_says_who_reads_what(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        f"""
        [[readers]]
        name = "Regnskap"
        role = "regnskapsfører"
        password = "{HASH}"

        [[readers]]
        name = "kontroll"
        role = "lyngen"
        password = "{HASH}"
        """,
    )
    found = load_readers(path, ["lyngen"])
    accountant = Reader("Regnskap", None, HASH)
    assert found.by_name["regnskap"] == accountant
    assert found.by_name["kontroll"].municipality == "lyngen"
    assert who_has(found.by_name, "REGNSKAP ", WORD) == accountant
    assert who_has(found.by_name, "regnskap", "feil") is None


def test_all_faults_of_the_file_are_told_at_once(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        """
        farge = "blå"
        [openid]
        issuer = "https://login.example/common/v2.0"
        [[readers]]
        name = "a"
        role = "oslo"
        password = "hemmelig"
        [[readers]]
        role = "lyngen"
        passord = "x"
        """,
    )
    with pytest.raises(ReadersFileError) as error:
        load_readers(path, ["lyngen"])
    told = "\n".join(map(str, error.value.faults))
    for part in (
        "ukjent nøkkel «farge»",
        "«client_id» mangler",
        "alle leietakere",
        "leser 1: rollen «oslo» er ukjent",
        "leser 1: passordet står i klartekst",
        "leser 2: «name» mangler",
        "leser 2: ukjent nøkkel «passord»",
    ):
        assert part in told


@pytest.mark.parametrize("text", ["", "x = [", "[[readers]]\n"])
def test_a_file_that_lets_nobody_in_is_refused(tmp_path: Path, text: str) -> None:
    with pytest.raises(ReadersFileError):
        load_readers(written(tmp_path, text), ["lyngen"])


def test_an_address_that_is_not_verified_names_nobody() -> None:
    reader = Reader("kontroll@lyngen.example", "lyngen")
    readers = ReadersFile({}, {reader.name: reader}, None)
    claims = {"email": "Kontroll@Lyngen.example"}
    assert reader_of(claims, "email", readers) is None
    assert reader_of({**claims, "email_verified": False}, "email", readers) is None
    assert reader_of({**claims, "email_verified": True}, "email", readers) == reader
    assert reader_of({"email": ["x"]}, "email", readers) is None


@pytest.mark.parametrize(
    "name",
    [
        "\N{KELVIN SIGN}ontroll@lyngen.example",
        "kontroll@lyngen.e\N{LATIN SMALL LETTER X}ample\N{ZERO WIDTH SPACE}",
        "kontroll@l\N{FULLWIDTH LATIN SMALL LETTER Y}ngen.example",
        "kontroll@lyngen.example ",
    ],
)
def test_a_name_that_looks_alike_is_somebody_else(name: str) -> None:
    reader = Reader("kontroll@lyngen.example", "lyngen")
    readers = ReadersFile({}, {reader.name: reader}, None)
    assert (
        reader_of({"preferred_username": name}, "preferred_username", readers) is None
    )
