"""Statistics by the source that a reader would look them up in."""

from __future__ import annotations

import pytest

from fellesbok.agreement.statistic_tables import cited


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("SSB 07459; niphr/csdata@59345122ca61 R/sysdata.rda", "SSB tabell 07459"),
        ("SSB tabell 07459", "SSB tabell 07459"),
        (
            "SSB 07459, oppdatert 2020-02-27",
            "SSB tabell 07459, oppdatert 2020-02-27",
        ),
        ("Manntall i Vika", "Manntall i Vika"),
        ("", ""),
    ],
)
def test_a_source_is_cited_as_a_reader_would(source: str, expected: str) -> None:
    assert cited(source) == expected
