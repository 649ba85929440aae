"""The texts of 2018 stand beside the figures, one file for each report that has come.

``ledger/2018/tekst/<slug>.md`` opens with header lines as a letter does, then Markdown.
"""

from __future__ import annotations

import re
from email import message_from_string
from email.policy import default
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from beancount.parser import parser

from places import HOUSE

if TYPE_CHECKING:
    from email.message import EmailMessage
    from pathlib import Path

YEAR = HOUSE / "ledger" / "2018"
TEXTS = sorted((YEAR / "tekst").iterdir())
HEADINGS = ["Kommentarer", "Satsingsområder", "Utfordringer og muligheter framover"]

# The surnames that the report mentions, in small letters: a list of them in the open
# would be what the test is there to prevent.
SURNAMES = frozenset(
    [
        "042e0c1e358349af9eacbf6d9b25f0ec2f1e48613bd50977d11116f590cab49f",
        "0bb7bbe4387facd2820d188988f0c93c9d42d668201d1c8e3f7fc6d624799954",
        "0cba5fe23d56bde1b7ea6e64f0d8e1222da7cc56c2d12468d547a4a223bb26de",
        "14fb7197b4a32fafe0d28310a0b98ca5a140bbf5eef6711b7617428f82c5f5a2",
        "478afa328c8a94e5d26c4615a4d717808f77babd41fba1215ac02d4c1801c901",
        "487c0fd88f02a3adeaa98d999477133aaa27ea4f646e1a55b2cda5b410b9d520",
        "4ca41e02026888aa5fcc36909a7009985c8bb34581ba479459f2e93206fdd96b",
        "5ba3a2baccdad4f37ab8461ed5f4e639cc6e3f95a18a1dae4fce7b3ea7160052",
        "81fe4a9668462210f671699eadd5af0e56c3afbe93bc8f8dee146a303415fdb9",
        "98486c9f2834d869a6d58b2969e64636331ce499a9cc98db770968d30640e7ee",
        "aed8c46499958977bb693645eac5dd4bfbd65f4b470b1b329b619bf7d2293a0b",
        "b52616ff1bd1d2c7ef02ba3a3a18a85d83ea6a06eb0d1d619313fdb6e8a7e037",
        "c87f42bd454c031b875b76c76b0412feb4649fe67a17cc9bde2c2f31a74fbaf4",
        "d2ba2144f6cd7505f25289c5457f96c88771bd296df31c7a0aaef5232ad77e81",
        "d458c158c0afbd97aaf3d3a9eb994b55fa684ccaa9c085cac711b66041469b49",
        "f426bc406ab9972958aac5500076643bad041497df8eca88072d3dbe7f1b6313",
    ]
)

each_text = pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.stem)


def read(path: Path) -> EmailMessage:
    """One text, its headers and its body apart."""
    return message_from_string(path.read_text(encoding="utf-8"), policy=default)


def body(path: Path) -> str:
    """The Markdown of one text."""
    return str(read(path).get_payload())


def names(text: str) -> set[str]:
    """The surnames of the report that a text has, by their digests."""
    words = re.findall(r"\w+", text.lower())
    digests = {sha256(word.encode()).hexdigest() for word in words}
    # The genitive of a name is the name with an s.
    digests |= {sha256(word.removesuffix("s").encode()).hexdigest() for word in words}
    return digests & SURNAMES


def reporting() -> dict[str, str]:
    """What the books say of each cooperation: has its report come, or is it missing."""
    found = {}
    for path in YEAR.glob("*.beancount"):
        entries, errors, _ = parser.parse_file(str(path))
        assert not errors, f"{path}: {errors[0].message}"
        for entry in entries:
            if isinstance(entry, data.Custom) and entry.type == "rapportering":
                cooperation, state = (value.value for value in entry.values)
                found[cooperation] = state
    return found


def test_every_report_that_has_come_has_a_text_and_no_other() -> None:
    reports = reporting()
    assert set(reports.values()) == {"rapportert", "mangler"}
    expected = [f"{slug}.md" for slug in sorted(reports) if reports[slug] != "mangler"]
    assert [path.name for path in TEXTS] == sorted(expected)


@each_text
def test_the_headers_say_what_the_file_name_and_the_folder_say(path: Path) -> None:
    text = read(path)
    assert not text.defects
    assert text.items() == [("samarbeid", path.stem), ("aar", YEAR.name)]


@each_text
def test_the_headings_are_the_known_ones_in_order_each_with_a_text(path: Path) -> None:
    before, *sections = re.split(r"^#+ *", body(path), flags=re.MULTILINE)
    assert not before.strip()
    found = [section.partition("\n")[0] for section in sections]
    assert found
    assert found == [heading for heading in HEADINGS if heading in found]
    assert re.findall(r"^#+ ", body(path), re.MULTILINE) == ["## "] * len(found)
    for heading, section in zip(found, sections, strict=True):
        assert section.partition("\n")[2].strip(), f"{heading}: nothing under it"


@each_text
def test_no_person_is_named(path: Path) -> None:
    assert not names(path.read_text(encoding="utf-8"))
