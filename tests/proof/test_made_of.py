"""What a claim was made of is kept with it, and printed whenever its paper is drawn."""

from __future__ import annotations

import io
import json
import re
import subprocess
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from pypdf import PdfReader

from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from exported_books import FORMATS
from exported_books import exported
from fellesbok.books import load_books
from fellesbok.claim_documents import documents
from fellesbok.claim_documents.plain import plain
from fellesbok.contradictions import ContradictionError
from fellesbok.entries.claim import DIGEST
from fellesbok.proof import made_of as of_proof
from fellesbok.proof.canonical import short
from fellesbok.proof.made_of import made_of
from fellesbok.proof.revision import books_revision
from fellesbok.report.composition import build_report
from pagebook import reader_of
from pagebook import with_pages
from readers import ACCOUNTANT
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok.entries.claim import Claim

pytestmark = pytest.mark.usefixtures("undrawn_pdf")
YEAR = [
    'option "title" "Vika"',
    chart(),
    budget("1000.00"),
    cost("2018-06-01", "600.00"),
    cost("2018-12-31", "630.01"),
]
SLUGS = ("nordvik", "midvik", "sorvik")


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    """A year of IKT, a budget of 1 000 kr in four instalments, in no repository."""
    (tmp_path / "bok").mkdir()
    return Folder(tmp_path / "bok").write(rules(), *YEAR)


def main_of(folder: Folder) -> Path:
    return folder.path / "ledger" / "main.beancount"


def claim(folder: Folder, *more: str) -> None:
    done = folder.run("claim", "2018", *more, "--without-account", "--yes")
    assert done.exit_code == 0, done.output


def of(folder: Folder, payer: str, *, is_settled: bool = True) -> Claim:
    return next(
        c
        for c in folder.claims()
        if c.payer.slug == payer and is_settled is not bool(c.instalment)
    )


def certified(folder: Folder, into: Path, *more: str) -> dict[str, str]:
    """What the checkpoint of a run says of each certificate, and of the books."""
    done = folder.run("certify", "2018", "--output", str(into), *more)
    assert done.exit_code == 0, done.output
    checkpoint = json.loads((into / "sjekkpunkt-0001.json").read_bytes())
    one = json.loads((into / "ikt-2018-midvik.json").read_bytes())
    return {**checkpoint["certificates"], "revision": one["books"]["revision"]}


def filed(folder: Folder, id_: str) -> bytes:
    """The paper that stands in the books."""
    (path,) = folder.path.rglob(f"*.krav-{id_}.pdf")
    return path.read_bytes()


# What is kept -------------------------------------------------------------------------


def test_a_settlement_keeps_the_revision_and_the_certificate_of_the_share(
    folder: Folder, tmp_path: Path
) -> None:
    """Those of the books before it: ``certify`` gives both of the same files."""
    told = certified(folder, tmp_path / "bevis")
    claim(folder)
    for slug in SLUGS:
        made = of(folder, slug)
        assert made.revision == told["revision"]
        assert made.certificate == told[f"ikt-2018-{slug}.json"]
    books = folder.load()
    assert books_revision(books) != told["revision"]  # the claim is among them now
    later = certified(folder, tmp_path / "igjen")
    assert later["ikt-2018-midvik.json"] != told["ikt-2018-midvik.json"]


PLANNED = "ikke oppgitt (hviler på budsjettet)"


def credited(folder: Folder, claim: Claim) -> Claim:
    done = folder.run("credit", claim.id, "--reason", "Feil", "--yes")
    assert done.exit_code == 0, done.output
    return next(c for c in folder.claims() if c.credits == claim.id)


def test_an_instalment_says_why_it_has_no_certificate(
    folder: Folder, tmp_path: Path
) -> None:
    """It is a part of a budget: what the year has cost so far proves nothing of it."""
    told = certified(folder, tmp_path / "bevis")
    claim(folder, "--instalment", "1")
    made = of(folder, "midvik", is_settled=False)
    assert (made.revision, made.certificate) == (told["revision"], "")
    facts = [(str(name), str(said)) for name, said in made_of(made).facts]
    assert facts[1] == ("Sertifikat", PLANNED)
    paper = documents(made, folder.load()).html.decode()
    assert f"Bøkenes utgave: {short(told['revision'])}. Sertifikat: {PLANNED}." in paper
    assert "Sertifikatet beviser andelen" not in paper
    between = books_revision(folder.load())
    note = credited(folder, made)
    assert (note.revision, note.certificate) == (between, "")
    assert str(made_of(note).facts[1][1]) == PLANNED


def test_what_takes_back_a_settlement_keeps_the_certificate_of_its_own_day(
    folder: Folder, tmp_path: Path
) -> None:
    """What the payer is to bear, and the claim that is taken back, stand in it."""
    claim(folder)
    taken = of(folder, "midvik")
    told = certified(folder, tmp_path / "bevis")
    note = credited(folder, taken)
    assert note.revision == told["revision"] != taken.revision
    assert note.certificate == told["ikt-2018-midvik.json"] != taken.certificate
    whole = json.loads((tmp_path / "bevis" / "ikt-2018-midvik.json").read_bytes())
    assert [of["id"] for of in whole["claims"]] == [taken.id]
    paper = documents(note, folder.load()).html.decode()
    assert f"Sertifikat: {short(note.certificate)}." in paper
    assert folder.run("check").exit_code == 0


def test_the_joint_report_has_both_of_each_claim(
    folder: Folder, tmp_path: Path
) -> None:
    claim(folder, "--instalment", "1")
    claim(folder, "--settlement")
    books = folder.load()
    report = build_report(books, books.settled, 2018)[0]
    tables = {panel.anchor: panel for page in report.pages for panel in page.panels}
    panel = tables["utgaver-ikt"]
    rows = {row.texts[0]: [str(said) for said in row.texts[1:]] for row in panel.rows}
    assert len(rows) == len(folder.claims())
    for each in folder.claims():
        proof = PLANNED if each.instalment else short(each.certificate)
        assert rows[each.id] == [short(each.revision), proof]
    path = tmp_path / "rapport.md"
    done = folder.run("report", "2018", "--format", "md", "--output", str(path))
    assert done.exit_code == 0, done.output
    assert short(of(folder, "midvik").certificate) in path.read_text("utf-8")


def test_a_key_salts_what_a_claim_keeps_of_its_certificate(
    folder: Folder, tmp_path: Path
) -> None:
    """Else its paper tells who knows all but a few figures which of them fit."""
    key = tmp_path / "fellesbok.key"
    key.write_text("5f" * 32, "ascii")
    salted = ("--salt-key", str(key))
    told = certified(folder, tmp_path / "bevis", *salted)
    without = certified(folder, tmp_path / "uten")
    claim(folder, *salted)
    for slug in SLUGS:
        made = of(folder, slug)
        assert made.certificate == told[f"ikt-2018-{slug}.json"]
        assert made.certificate != without[f"ikt-2018-{slug}.json"]
    again = certified(folder, tmp_path / "igjen", *salted)
    taken = of(folder, "midvik")
    done = folder.run("credit", taken.id, "--reason", "Feil", "--yes", *salted)
    assert done.exit_code == 0, done.output
    note = next(c for c in folder.claims() if c.credits)
    assert note.certificate == again["ikt-2018-midvik.json"]


def test_a_key_among_the_books_salts_no_claim(folder: Folder) -> None:
    key = folder.path / "ledger" / "nokkel"
    key.write_text("5f" * 32, "ascii")
    before = folder.files()
    done = folder.run("claim", "2018", "--yes", "--salt-key", str(key))
    assert done.exit_code == 1
    assert "ligger blant bøkene" in done.output
    assert folder.files() == before


def test_it_is_of_the_files_and_not_of_git(folder: Folder, tmp_path: Path) -> None:
    """In a repository or not, committed or not: the same files give the same claims."""
    claim(folder)
    without = folder.files()
    for name in ("annen", "uten-innsjekking"):
        again = tmp_path / name / "bok"
        again.mkdir(parents=True)
        other = Folder(again).write(rules(), *YEAR)
        git = ("git", "-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run([*git, "init", "-q", str(again)], check=True)
        if name == "annen":
            subprocess.run([*git, "-C", str(again), "add", "-A"], check=True)
            words = [*git, "-C", str(again), "commit", "-qm", "Bøkene"]
            subprocess.run(words, check=True)
        claim(other)
        found = {n: raw for n, raw in other.files().items() if ".git/" not in n}
        assert found == without


def test_what_was_not_kept_before_is_not_stated(folder: Folder) -> None:
    """A claim of before this existed is as good as it was."""
    claim(folder)
    (path,) = (folder.path / "ledger" / "krav").glob("*.beancount")
    text = path.read_text(encoding="utf-8")
    older = re.sub(r'\n +(utgave|sertifikat): "[^"]*"', "", text)
    assert older != text
    path.write_text(older, encoding="utf-8")
    made = of(folder, "midvik")
    assert (made.revision, made.certificate) == ("", "")
    paper = documents(made, folder.load()).html.decode()
    assert "Bøkenes utgave: ikke oppgitt. Sertifikat: ikke oppgitt." in paper
    assert "Utgaven er et avtrykk" not in paper
    assert folder.run("check").exit_code == 0


@pytest.mark.parametrize("field", ["utgave", "sertifikat"])
@pytest.mark.parametrize("written", ["", "abc", "sha256:", f"sha256:{'G' * 64}"])
def test_what_is_no_digest_is_told_with_its_line(
    field: str, written: str, folder: Folder
) -> None:
    claim(folder)
    (path,) = (folder.path / "ledger" / "krav").glob("*.beancount")
    text = path.read_text(encoding="utf-8")
    changed = re.sub(rf'{field}: "[^"]*"', f'{field}: "{written}"', text, count=1)
    path.write_text(changed, encoding="utf-8")
    faults = load_books(main_of(folder)).errors
    if not written:
        assert not faults  # nothing is stated
        return
    (fault,) = faults
    assert fault.path == str(path)
    assert f"«{field}: {written}» er ikke et avtrykk av bøkene" in str(fault.message)


def test_a_year_that_cannot_be_proved_is_claimed_without_a_certificate(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none(*_: object) -> Iterator[object]:
        raise ContradictionError("Noe", {})

    monkeypatch.setattr(of_proof, "certificates", none)
    claim(folder)
    made = of(folder, "midvik")
    assert DIGEST.fullmatch(made.revision)
    assert made.certificate == ""
    assert "Sertifikat: ikke oppgitt." in documents(made, folder.load()).html.decode()


def test_no_file_but_the_claims_is_another(folder: Folder) -> None:
    before = folder.files()
    folder.run("claim", "2018", "--without-account", "--dry-run")
    assert folder.files() == before


@pytest.mark.parametrize("form", FORMATS)
def test_an_export_has_them_with_the_claim(form: str, folder: Folder) -> None:
    """What is read back from it is the same, as of any other word on a voucher."""
    claim(folder)
    content = exported(main_of(folder), form, year=2019).decode("utf-8-sig")
    for slug in SLUGS:
        made = of(folder, slug)
        assert made.certificate in content
        assert content.count(made.revision) == len(SLUGS)


# What is printed ----------------------------------------------------------------------


def test_every_form_of_the_paper_prints_the_beginning_of_both(
    folder: Folder, tmp_path: Path
) -> None:
    told = certified(folder, tmp_path / "bevis")
    claim(folder)
    books = folder.load()
    made = of(folder, "midvik")
    revision, proof = short(told["revision"]), short(told["ikt-2018-midvik.json"])
    found = documents(made, books)
    said = f"Bøkenes utgave: {revision}. Sertifikat: {proof}."
    assert said in found.html.decode()
    rows = plain(found.paper, "nb").decode()
    assert f"Bøkenes utgave;{revision}" in rows.replace(",", ";")
    assert f"Sertifikat;{proof}" in rows.replace(",", ";")
    english = documents(made, books, "en").html.decode()
    assert revision in english
    assert said not in english


@pytest.mark.usefixtures("drawn_pdf")
def test_the_pdf_prints_them(folder: Folder) -> None:
    claim(folder)
    made = of(folder, "midvik")
    pages = PdfReader(io.BytesIO(filed(folder, made.id))).pages
    text = " ".join(" ".join(page.extract_text() for page in pages).split())
    assert f"Bøkenes utgave: {short(made.revision)}." in text
    assert f"Sertifikat: {short(made.certificate)}." in text


def test_a_paper_that_is_drawn_later_is_the_one_that_was_sent(folder: Folder) -> None:
    """Whatever the books are today, it prints those that it was made from."""
    claim(folder)
    made = of(folder, "midvik")
    sent = filed(folder, made.id)
    folder.add("; en merknad\n")
    books = folder.load()
    again = documents(of(folder, "midvik"), books)
    assert again.pdf == sent
    assert short(books_revision(books)) not in again.html.decode()


def test_a_draft_prints_what_the_claim_will(folder: Folder, tmp_path: Path) -> None:
    done = folder.run(
        *("claim", "2018", "--without-account"),
        *("--preview", str(tmp_path / "utkast"), "--settlement"),
    )
    assert done.exit_code == 0, done.output
    (draft,) = (tmp_path / "utkast").glob("utkast-*-ikt-midvik.pdf")
    before = folder.load()
    claim(folder)
    made = of(folder, "midvik")
    number = int(draft.name.split("-")[1])
    drafted = replace(made, id=f"nordvik-utkast-{number:04d}")
    paper = documents(drafted, before, is_draft=True)
    assert f"Bøkenes utgave: {short(made.revision)}." in paper.html.decode()
    assert draft.read_bytes() == paper.pdf


def test_the_report_prints_the_revision_in_the_same_words(folder: Folder) -> None:
    loaded = folder.load()
    before = build_report(loaded, loaded.settled, 2018)[0].revision
    claim(folder)
    made = of(folder, "midvik")
    assert made_of(made).facts[0] == (of_proof.REVISION, before)


# On the pages -------------------------------------------------------------------------


def test_the_statement_tells_its_books_and_those_of_each_claim(folder: Folder) -> None:
    claim(folder)
    with_pages(main_of(folder))
    made = of(folder, "midvik")
    now = short(books_revision(folder.load()))
    reader = reader_of(main_of(folder))
    for page, year in (("Kommuneoppgave", "2018"), ("Krav", "2019")):
        asks = {"kommune": "midvik", "time": year}
        table = reader.page(page, **asks).table("Hva det er laget av")
        assert table["Det som vises her"]["Bøkenes utgave"] == now
        assert table[made.id] == {
            "Bøkenes utgave": short(made.revision),
            "Sertifikat": short(made.certificate),
        }
        rows = reader.csv(page, **asks)
        assert [made.id, short(made.revision), short(made.certificate)] in rows
        assert of(folder, "sorvik").id not in table
    assert "Hva det er laget av" not in reader.page("Krav").words


@pytest.mark.parametrize("who", ["midvik", ACCOUNTANT])
def test_a_municipality_reads_the_same_as_the_accountant(
    who: str, folder: Folder
) -> None:
    """Served books tell what was loaded, also when the files are others by then."""
    claim(folder)
    with_pages(main_of(folder))
    now = short(books_revision(folder.load()))
    client = signed_in(with_sign_in(main_of(folder), slugs=SLUGS), who)
    address = "/vika/extension/Kommuneoppgave/csv?kommune=midvik&time=2018"
    told = client.get(address, headers={"Accept-Language": "nb"}).text
    assert now in told
    assert short(of(folder, "midvik").certificate) in told
    assert short(of(folder, "sorvik").certificate) not in told
    folder.add('2019-01-01 * "bare den ene siden"\n  Assets:Bank  1.00 NOK\n')
    again = client.get(f"{address}&x=1", headers={"Accept-Language": "nb"}).text
    assert now in again
