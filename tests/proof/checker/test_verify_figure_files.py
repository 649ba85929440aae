"""Files of figures are read as the programme reads them, and what is none is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from fellesbok.proof.checker import verify_deep
from handed_out import CHECKERS
from handed_out import accepted
from handed_out import charged
from handed_out import figures
from handed_out import hand_out
from handed_out import refuse_lie
from handed_out import sealed_again

if TYPE_CHECKING:
    from pathlib import Path
    from types import ModuleType

BY_FIGURES = "{statistic: population, date: accounting_year}"
FIGURES = figures(2017, 2018)


@pytest.mark.parametrize("end", ["\r\n", "\n"])
@pytest.mark.parametrize("checker", CHECKERS)
def test_lines_may_end_in_either_way(
    tmp_path: Path, checker: ModuleType, end: str
) -> None:
    """The programme reads them, and a figure on another line is another."""
    right, lie = tmp_path / "right", tmp_path / "lie"
    hand_out(right, "", key=BY_FIGURES, population=FIGURES.replace("\n", end))
    assert sum(charged(right)) == 100001
    assert not accepted(right)
    other = FIGURES.replace("vik,2018-01-01,2012", "vik,2018-01-01,12")
    hand_out(lie, "", key=BY_FIGURES, population=other)
    refuse_lie(right, lie, "sitt tall|er ikke et tall for", checker)


@pytest.mark.parametrize("checker", CHECKERS)
def test_lines_that_end_in_cr_alone_are_refused(
    tmp_path: Path, checker: ModuleType
) -> None:
    """One row to some readers, and many to others."""
    hand_out(tmp_path / "bok", "", key=BY_FIGURES, population=FIGURES)
    beside = tmp_path / "bok" / "bevis" / "bok~population.csv.txt"
    beside.write_bytes(FIGURES.replace("\n", "\r").encode())
    sealed_again(beside.parent)
    with pytest.raises(checker.DiffersError, match="vognretur"):
        checker.certificate(beside.parent, "x-2018-nes.json", set())


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("told", ["vik" * 50_000, "v\0ik"])
def test_what_is_no_file_of_figures_is_told_on_one_line(
    tmp_path: Path,
    checker: ModuleType,
    told: str,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """A cell that is too long for anybody ended the checker in Python words."""
    hand_out(tmp_path / "bok", "", key=BY_FIGURES, population=FIGURES)
    proof = tmp_path / "bok" / "bevis"
    path = proof / "bok~population.csv.txt"
    path.write_text(FIGURES.replace("vik", told), "utf-8")
    sealed_again(proof)
    assert checker.main(proof) == 1
    (line,) = capsys.readouterr().out.splitlines()
    assert line.startswith("STEMMER IKKE. ")


@pytest.mark.parametrize("checker", CHECKERS)
@pytest.mark.parametrize("twice", ["more", "columns"])
def test_a_row_is_read_with_all_its_cells_and_no_column_twice(
    tmp_path: Path, checker: ModuleType, twice: str
) -> None:
    """Of ``2012,5`` the half would be lost; of two columns it is chosen which."""
    hand_out(tmp_path / "bok", "", key=BY_FIGURES, population=FIGURES)
    proof = tmp_path / "bok" / "bevis"
    path = proof / "bok~population.csv.txt"
    head, *rows = path.read_text("utf-8").splitlines()
    assert all("2012" in row for row in rows if row.startswith("vik,2018"))
    if twice == "more":
        rows = [row.replace("2012", "2012,5") for row in rows]
    else:
        head, rows = f"{head},value,value", [f"{row},1,2012" for row in rows]
    path.write_text("\n".join([head, *rows, ""]), "utf-8")
    sealed_again(proof)
    with pytest.raises(checker.DiffersError, match=r"population\.csv"):
        checker.certificate(proof, "x-2018-nes.json", set())


@pytest.mark.parametrize("row", ["vik,2018-01-01,12", "Vik, 2018-01-01 , 12"])
def test_of_two_figures_of_one_day_none_is_chosen(tmp_path: Path, row: str) -> None:
    """The programme refuses such a file; a host could choose what it charges by."""
    hand_out(tmp_path / "bok", "", key=BY_FIGURES, population=FIGURES)
    proof = tmp_path / "bok" / "bevis"
    path = proof / "bok~population.csv.txt"
    path.write_text(f"{path.read_text('utf-8')}{row}\n", "utf-8")
    sealed_again(proof)
    with pytest.raises(verify_deep.DiffersError, match="er enda et tall for"):
        verify_deep.certificate(proof, "x-2018-nes.json", set())
