"""A name of the agreement is written in one way alone, or told of with its line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from casebook import LEDGERS
from fellesbok.rules import examine_rules

if TYPE_CHECKING:
    from pathlib import Path


RULES = (LEDGERS / "yes-or-no-is-one-of-them" / "rules.yaml").read_text("utf-8")
SPACES = {"no-break": "\u00a0", "thin": "\u2009", "tab": "\t", "plain": " "}


def told(path: Path, text: str) -> list[tuple[int, str]]:
    """What is told of a rules file, with its lines."""
    path.write_text(text, encoding="utf-8")
    return [(fault.line, str(fault.message)) for fault in examine_rules(path).faults]


NAMED = RULES.replace('"kanskje"', "yes")


@pytest.mark.parametrize("space", SPACES.values(), ids=SPACES)
@pytest.mark.parametrize(
    ("written", "quoted"),
    [
        ("  kafjord:", '  "{}kafjord":'),
        ("  ikt:", '  "ikt{}":'),
        ("name: Kåfjord", 'name: "{}Kåfjord"'),
        ("account: IKT", 'account: "IKT{}"'),
        ("region: ", 'region: "{}Nord" #'),
        ("host: kafjord", 'host: "kafjord{}"'),
        ("participants: [", 'participants: ["{}kafjord" ,'),
        ("key: equal", 'key: "equal{}"'),
        ("- from: 2018-01-01", '- from: "2018-01-01{}"'),
    ],
)
def test_a_space_beside_a_name_is_told_with_its_line(
    written: str, quoted: str, space: str, tmp_path: Path
) -> None:
    """Pasted from a text it is not seen; a certificate quotes what is written."""
    path = tmp_path / "rules.yaml"
    assert not told(path, NAMED)
    assert written in NAMED
    line = NAMED[: NAMED.index(written)].count("\n") + 1
    found = told(path, NAMED.replace(written, quoted.format(space), 1))
    said = f"Her er et mellomrom (U+{ord(space):04X}) foran eller bak «"
    assert any(at == line and said in message for at, message in found), found


def test_a_no_break_space_before_a_name_without_quotation_marks(
    tmp_path: Path,
) -> None:
    path = tmp_path / "rules.yaml"
    text = NAMED.replace("  kafjord:", "  \u00a0kafjord:", 1)
    said = "Her er et mellomrom (U+00A0) foran eller bak «kafjord». Ta det bort."
    assert said in [message for _, message in told(path, text)]


def test_a_name_is_written_in_one_way_alone(tmp_path: Path) -> None:
    """A space of another kind, and a letter with its ring apart, look the same."""
    path = tmp_path / "rules.yaml"
    name = "name: Kåfjord\n"
    assert not told(path, NAMED.replace(name, "name: Kå fjord\n    account: Kåfjord\n"))
    other = "name: Kå\u00a0fjord\n    account: Kåfjord\n"
    apart = "name: Ka\u030afjord\n    account: Kåfjord\n"
    ((_, spaced),) = told(path, NAMED.replace(name, other))
    ((_, ringed),) = told(path, NAMED.replace(name, apart))
    assert "har et mellomrom (U+00A0) som ser ut som et vanlig" in spaced
    assert "har en bokstav der merket over eller under er et tegn for seg" in ringed


def test_what_is_no_name_may_have_any_space(tmp_path: Path) -> None:
    text = NAMED.replace("source: Avtalen", 'source: "\u00a0Avtalen\u00a0§\u20095 "')
    assert text != NAMED
    assert not told(tmp_path / "rules.yaml", text)
