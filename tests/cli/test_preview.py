"""`fellesbok claim --preview`: the papers of a run, before anything is numbered."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from invoiced import INVOICED
from invoiced import TERMS

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")
MARK = "UTKAST – ikke nummerert og ikke sendt. Skal ikke betales."


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """Midvik can get an e-invoice, Sørvik cannot, and Nordvik is the host."""
    (tmp_path / "bok").mkdir()
    text = rules(version(claims=TERMS), invoicing=INVOICED)
    return Folder(tmp_path / "bok").write(text, chart(), budget("1000.00"))


def words(path: Path) -> list[str]:
    """What each page of a PDF says."""
    read = PdfReader(io.BytesIO(path.read_bytes()))
    return [" ".join(page.extract_text().split()) for page in read.pages]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.mark.usefixtures("drawn_pdf")
def test_every_paper_is_a_marked_draft_and_nothing_is_numbered(
    folder: Folder, tmp_path: Path
) -> None:
    before, out = folder.files(), tmp_path / "utkast"
    wanted = ("claim", "2018", "--instalment", "1")
    done = folder.run(*wanted, "--preview", str(out))
    assert done.exit_code == 0, done.output
    assert "Skrev utkast til 3 krav i" in done.output
    assert "1 av dem blir e-fakturaer når de får nummer." in done.output
    assert "nordvik-2018-0001" not in done.output
    assert folder.files() == before
    assert names(out) == [
        "utkast-0001-ikt-midvik.pdf",
        "utkast-0002-ikt-nordvik.pdf",
        "utkast-0003-ikt-sorvik.pdf",
        "utkast-kravliste.csv",
    ]
    drafts = {name: words(out / name) for name in names(out) if name.endswith("pdf")}
    for pages in drafts.values():
        assert all(MARK in page for page in pages)
        assert pages[0].count("gis når kravet sendes") >= 1
        assert "201800018" not in " ".join(pages)
        assert not any("nordvik-2018-" in page for page in pages)
    listed = (out / "utkast-kravliste.csv").read_text(encoding="utf-8-sig")
    assert "nordvik-utkast-0001;2018-01-16;IKT;Midvik;" in listed
    assert ";300,00;2018-02-15;\n" in listed.replace("\r", "")
    first = PdfReader(io.BytesIO((out / "utkast-0001-ikt-midvik.pdf").read_bytes()))
    assert not first.attachments


@pytest.mark.usefixtures("drawn_pdf")
def test_a_draft_says_what_the_claim_will_say(folder: Folder, tmp_path: Path) -> None:
    drafts, sent = tmp_path / "utkast", tmp_path / "krav"
    wanted = ("claim", "2018", "--instalment", "1")
    folder.run(*wanted, "--preview", str(drafts))
    folder.run(*wanted, "--yes", "--output", str(sent))
    draft = above_the_feet(words(drafts / "utkast-0001-ikt-midvik.pdf"))
    claim = above_the_feet(words(sent / "krav-nordvik-2018-0001.pdf"))
    for more in (MARK, "UTKAST: ", "Utkast: ", "gis når kravet sendes"):
        draft = draft.replace(more, "")
    draft = draft.replace("nordvik-utkast-0001", "")
    for more in ("nordvik-2018-0001", "201800018"):
        claim = claim.replace(more, "")
    assert sorted(draft.split()) == sorted(claim.split())


def above_the_feet(pages: list[str]) -> str:
    """What stands on the sheets, without what tells which claim they are of."""
    assert all("Nordvik kommune · " in page for page in pages)
    return " ".join(page.rpartition("Nordvik kommune · ")[0] for page in pages)


@pytest.mark.usefixtures("drawn_pdf")
def test_a_settlement_names_no_number_of_the_run(
    tmp_path: Path, folder: Folder
) -> None:
    """A settlement and its instalments in one run refer to each other as drafts."""
    folder.add(cost("2018-12-31", "900.00"))
    folder.run("claim", "2018", "--instalment", "1", "--yes")
    before = folder.files()
    done = folder.run("claim", "2018", "--preview", str(tmp_path / "utkast"))
    assert done.exit_code == 0, done.output
    (name,) = [n for n in names(tmp_path / "utkast") if "midvik" in n]
    text = " ".join(words(tmp_path / "utkast" / name))
    assert "nordvik-2018-0001" in text, "what is claimed already has its number"
    assert "nordvik-2019-" not in text
    assert folder.files() == before


def test_drafts_are_made_where_the_account_is_missing_too(tmp_path: Path) -> None:
    folder = Folder(tmp_path / "bok")
    folder.path.mkdir()
    year = cost("2018-12-31", "1000.00")
    text = rules(version(claims="claims: {due_days: 30}"), invoicing={})
    folder.write(text, chart(), year)
    done = folder.run("claim", "2018", "--preview", str(tmp_path / "utkast"))
    assert done.exit_code == 0, done.output
    assert "Nordvik mangler kontonummer" in done.output
    assert "får ikke nummer før det er oppgitt" in done.output
    assert len(names(tmp_path / "utkast")) == 4


@pytest.mark.usefixtures("drawn_pdf")
def test_a_credit_note_can_be_looked_at_too(folder: Folder, tmp_path: Path) -> None:
    folder.run("claim", "2018", "--instalment", "1", "--yes")
    before = folder.files()
    done = folder.run(
        *("credit", "nordvik-2018-0001", "--reason", "Feil"),
        *("--preview", str(tmp_path / "utkast")),
    )
    assert done.exit_code == 0, done.output
    assert names(tmp_path / "utkast")[0] == "utkast-0001-ikt-midvik.pdf"
    assert folder.files() == before


def test_drafts_of_an_earlier_run_are_replaced_and_told_of(
    folder: Folder, tmp_path: Path
) -> None:
    """The folder has the drafts of one run, and what else people keep in it."""
    out = tmp_path / "utkast"
    out.mkdir()
    for name in ("utkast-0009-ikt-utvik.pdf", "utkast-notat.docx", "utkast-1.pdf"):
        (out / name).write_bytes(b"old")
    out.chmod(0o750)
    done = folder.run("claim", "2018", "--instalment", "1", "--preview", str(out))
    assert done.exit_code == 0, done.output
    assert "disse er tatt bort: utkast-0009-ikt-utvik.pdf." in done.output
    again = folder.run("claim", "2018", "--instalment", "1", "--preview", str(out))
    assert again.exit_code == 0, again.output
    assert "tatt bort" not in again.output
    assert names(out) == [
        "utkast-0001-ikt-midvik.pdf",
        "utkast-0002-ikt-nordvik.pdf",
        "utkast-0003-ikt-sorvik.pdf",
        "utkast-1.pdf",
        "utkast-kravliste.csv",
        "utkast-notat.docx",
    ]
    assert (out / "utkast-notat.docx").read_bytes() == b"old"
    assert out.stat().st_mode & 0o777 == 0o750


@pytest.mark.parametrize("more", ["--yes", "--dry-run", "--output=ut"])
def test_a_preview_writes_nothing_else(folder: Folder, more: str) -> None:
    done = folder.run("claim", "2018", "--instalment", "1", "--preview", "u", more)
    assert done.exit_code == 2
    assert "--preview skriver ingenting" in done.output


def test_drafts_are_not_put_among_the_books(folder: Folder) -> None:
    before = folder.files()
    out = str(folder.path / "ledger" / "utkast")
    done = folder.run("claim", "2018", "--instalment", "1", "--preview", out)
    assert done.exit_code == 1
    assert "Utkast skal ikke ligge blant bøkene" in done.output
    assert folder.files() == before
    assert not (folder.path / "ledger" / "utkast").exists()


def test_drafts_may_be_put_beside_a_flat_folder_of_books(
    folder: Folder, tmp_path: Path
) -> None:
    flat = folder.flattened().path
    wanted = ("claim", "2018", "--instalment", "1", "--preview")
    assert folder.run(*wanted, str(flat)).exit_code == 1
    done = folder.run(*wanted, str(tmp_path))
    assert done.exit_code == 0, done.output


def test_a_folder_that_cannot_be_made_is_told(folder: Folder, tmp_path: Path) -> None:
    (tmp_path / "fil").write_text("", encoding="utf-8")
    out = str(tmp_path / "fil" / "utkast")
    done = folder.run("claim", "2018", "--instalment", "1", "--preview", out)
    assert done.exit_code == 1
    assert "Fikk ikke skrevet i" in done.output
