"""``fellesbok documents``: files of several claims, and what is said of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from claim_books import claimed_year
from claim_books import instalments
from claim_books import make_claim_books
from claim_books import settlement
from claim_books import written
from fellesbok.claim_documents import Examination
from fellesbok.claim_documents import RuleFault
from fellesbok.cli import main
from fellesbok.cli import papers

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result

pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def command(folder: Path, *arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--books", str(folder)])


def asked(folder: Path, *more: str, out: str = "krav") -> Result:
    return command(folder, "documents", "2018", "--output", str(folder / out), *more)


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("drawn_pdf")
def test_what_is_claimed_gets_its_documents(tmp_path: Path) -> None:
    """The whole way: claimed by the command, documented, and held against the rules."""
    make_claim_books(tmp_path)
    done = command(tmp_path, "claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 0, done.output
    done = command(
        tmp_path, "claim", "2018", "--settlement", "--date", "2019-02-01", "--yes"
    )
    assert done.exit_code == 0, done.output
    done = asked(tmp_path)
    assert done.exit_code == 0, done.output
    numbers = [
        *(f"ytrefjord-2018-000{number}" for number in (1, 2, 3)),
        *(f"ytrefjord-2019-000{number}" for number in (1, 2, 3)),
    ]
    found = names(tmp_path / "krav")
    assert [n for n in found if n.endswith(".pdf")] == [
        f"krav-{number}.pdf" for number in numbers
    ]
    assert len([n for n in found if n.endswith(".xml")]) == 2
    assert "e-fakturaer.csv" in found
    assert "! Intern nota: verten sender ikke faktura til seg selv. (ytrefjord-" in (
        done.output
    )
    assert "! Innfjord mangler adresse («address»)" in done.output
    assert f"Skrev 9 filer i {tmp_path / 'krav'}." in done.output


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Books with the four instalments of Midtfjord."""
    claimed_year(tmp_path)
    return tmp_path


def test_one_claim_can_be_chosen(folder: Path) -> None:
    done = asked(folder, "--claim", "ytrefjord-2018-0002")
    assert done.exit_code == 0, done.output
    assert names(folder / "krav") == [
        "e-fakturaer.csv",
        "krav-ytrefjord-2018-0002.pdf",
        "krav-ytrefjord-2018-0002.xml",
    ]
    first = (folder / "krav" / "krav-ytrefjord-2018-0002.xml").read_bytes()
    assert asked(folder, "--claim", "ytrefjord-2018-0002").exit_code == 0
    assert (folder / "krav" / "krav-ytrefjord-2018-0002.xml").read_bytes() == first


def test_a_dry_run_writes_nothing(folder: Path) -> None:
    done = asked(folder, "--dry-run", "--cooperation", "IKT")
    assert done.exit_code == 0, done.output
    assert "Ingenting er skrevet. 9 filer til" in done.output
    assert not (folder / "krav").exists()


@pytest.mark.parametrize(
    ("more", "said"),
    [
        (["--claim", "ytrefjord-2018-0099"], "Fant ikke krav ytrefjord-2018-0099"),
        (["--cooperation", "Kino"], "Ukjent samarbeid «Kino»"),
    ],
)
def test_what_is_not_there_is_told(folder: Path, more: list[str], said: str) -> None:
    done = asked(folder, *more)
    assert done.exit_code == 1
    assert said in done.output


def test_a_year_without_claims_is_told(folder: Path) -> None:
    done = command(folder, "documents", "2019", "--output", str(folder / "krav"))
    assert done.exit_code == 1
    assert "Ingen krav for 2019 står i bøkene." in done.output


def test_what_may_have_been_sent_is_not_written_over(folder: Path) -> None:
    one = ("--claim", "ytrefjord-2018-0002")
    assert asked(folder, *one).exit_code == 0
    sent = folder / "krav" / "krav-ytrefjord-2018-0002.xml"
    sent.write_bytes(sent.read_bytes() + b" ")
    done = asked(folder, *one)
    assert done.exit_code == 1
    assert "finnes og er en annen" in done.output


def test_a_folder_that_cannot_be_made_is_told(folder: Path) -> None:
    (folder / "krav").write_text("", encoding="utf-8")
    done = asked(folder, "--claim", "ytrefjord-2018-0002", out="krav/2018")
    assert done.exit_code == 1
    assert "Fikk ikke skrevet i" in done.output


def test_a_claim_that_does_not_add_up_has_no_documents(tmp_path: Path) -> None:
    """A voucher came after the settlement."""
    books = claimed_year(tmp_path)
    text = "".join(map(written, [*instalments(books), settlement(books)]))
    make_claim_books(tmp_path, claims=text, operations="391777.50")
    done = asked(tmp_path)
    assert done.exit_code == 1
    assert "Kravet ytrefjord-2019-0001 er på" in done.output
    assert "1 krav har ingen dokumenter, se over." in done.output
    names = [path.name for path in (tmp_path / "krav").iterdir()]
    assert any("2018-0001" in name for name in names)
    assert not any("2019-0001" in name for name in names)
    done = asked(tmp_path, "--claim", "ytrefjord-2018-0001")
    assert done.exit_code == 0, done.output


def test_an_e_invoice_that_breaks_a_rule_is_not_written(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fault = RuleFault("BR-99", "Broken", is_warning=False)
    monkeypatch.setattr(papers, "examine", lambda _made: Examination((fault,), (), ()))
    done = asked(folder, "--claim", "ytrefjord-2018-0002")
    assert done.exit_code == 1
    assert "bryter BR-99: Broken" in done.output
    assert "Ingenting er skrevet: 1 feil." in done.output
    assert not (folder / "krav").exists()
