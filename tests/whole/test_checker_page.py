"""The page that checks certificates: the small checker's verdicts, without net."""

from __future__ import annotations

import base64
import json
import random
import re
from collections import Counter
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from attacked_books import prove_more
from attacks import changed
from attacks import sealed
from browser import chromium
from casebook import PROGRAMME
from deep import FIRST
from deep import examples
from fellesbok.cli import main
from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify
from fellesbok.proof.checkpoint import checkpoint
from handed_out import DROPPED
from handed_out import figures
from handed_out import filled
from handed_out import hand_out
from handed_out import sealed_again
from lying_host import HIDDEN
from lying_host import LIES
from lying_host import hide
from lying_host import lied
from named_otherwise import NAME
from named_otherwise import OF_SUMS
from named_otherwise import OTHER_FIGURES
from named_otherwise import prove_2018
from named_otherwise import prove_pushed
from named_otherwise import prove_sums
from named_otherwise import prove_sums_in_lines
from named_otherwise import with_figure
from named_otherwise import with_nothing_for_one
from named_otherwise import with_sums_due_twice
from named_otherwise import with_sums_of_a_centre
from named_otherwise import with_sums_of_the_last_terms
from named_otherwise import with_sums_twice
from named_otherwise import with_the_end_of_one_observation
from named_otherwise import with_two_observations
from proved import prove
from proved import prove_draws

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Page

CLEAN = PROGRAMME.parents[1] / "tests/books/clean_books/ledger/main.beancount"
PAGE = PROGRAMME / "proof/checker/verify.html"
AGREEMENTS = 6
MUTATIONS = 60
VERDICT = """async (files) => {
  const raw = Object.entries(files).map(([name, content]) =>
    [name, Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))]);
  return await verify(new Map(raw));
}"""


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """The page as a file, in a browser without net."""
    with chromium() as browser:
        context = browser.new_context(offline=True)
        opened = context.new_page()
        opened.goto(PAGE.as_uri())
        yield opened


def verdict(page: Page, folder: Path, other: dict[str, bytes] | None = None) -> Any:  # noqa: ANN401 -- as it says
    """What the page says of a folder, some of whose files are others."""
    files = {path.name: path.read_bytes() for path in folder.iterdir()} | (other or {})
    told = {name: base64.b64encode(raw).decode() for name, raw in files.items()}
    return page.evaluate(VERDICT, told)


def test_a_folder_is_chosen_and_is_green(page: Page, tmp_path: Path) -> None:
    """And red with the first difference, in words, when a figure is changed."""
    prove(CLEAN, tmp_path / "bevis")
    page.locator("#files").set_input_files(tmp_path / "bevis")
    page.locator("#said.right").wait_for()
    said = page.locator("#said").inner_text()
    assert said.startswith("5 sertifikater stemmer, så langt det kan ses.")
    path = tmp_path / "bevis" / "ikt-2018-nordvik.json"
    found = json.loads(path.read_bytes())
    found["subject"]["ore"] += 1
    path.write_bytes(canonical(found))
    page.locator("#files").set_input_files(tmp_path / "bevis")
    page.locator("#said.wrong").wait_for()
    assert page.locator("#said").inner_text() == (
        "STEMMER IKKE. ikt-2018-nordvik.json: beløpet er et annet"
    )


def test_the_page_asks_for_nothing_from_the_net() -> None:
    text = PAGE.read_text("utf-8")
    assert "default-src 'none'" in text
    assert not re.search(r"https?:|fetch\(|XMLHttp|import |src=", text)


def test_the_page_and_the_small_checker_say_the_same(
    page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Of random agreements, and of what attackers make of them, sealed again or not."""
    tried: Counter[bool] = Counter()
    (tmp_path / "more").mkdir()
    drawn = [(of, names) for _, of, names in prove_draws(AGREEMENTS, tmp_path)]
    books = [*drawn, *prove_more(tmp_path / "more").items()]
    for seed, (folder, names) in enumerate(books, FIRST):
        assert verify.main(folder) == 0
        printed = capsys.readouterr().out.splitlines()
        right = verdict(page, folder)
        assert right["right"], (folder, right["said"])
        assert right["unseen"] == [line.removeprefix("- ") for line in printed[1:]]
        for number in range(-(-examples(MUTATIONS) // len(books))):
            begin = FIRST + seed * 1000 + number
            chance = random.Random(begin)  # noqa: S311 -- can be repeated
            path = folder / chance.choice(names)
            whole = path.read_bytes()
            what, other = changed(json.loads(whole), folder, chance)
            other = sealed(other, folder, what) if number % 2 else other
            path.write_bytes(canonical(other))
            ours = verify.main(folder) == 0
            theirs = verdict(page, folder)
            path.write_bytes(whole)
            printed = capsys.readouterr().out.splitlines()
            assert theirs["right"] == ours, (path, what, printed, theirs["said"])
            tried[ours] += 1
    assert tried[False] > examples(MUTATIONS) // 2


@pytest.mark.parametrize("others", DROPPED)
def test_the_page_and_the_small_checker_read_a_line_without_an_amount_alike(
    page: Page,
    tmp_path: Path,
    others: list[str],
    capsys: pytest.CaptureFixture[str],
) -> None:
    """One that Beancount drops, and one that an øre more on another line leaves."""
    folder = tmp_path / "bok"
    hand_out(folder, filled(*others))
    verify.main(folder / "bevis")
    printed = capsys.readouterr().out.splitlines()
    right = verdict(page, folder / "bevis")
    assert right["right"], right["said"]
    assert right["unseen"] == [line.removeprefix("- ") for line in printed[1:]]
    told = filled(*others, "Equity:Start  0.01 NOK")
    lie = tmp_path / "lie"
    hand_out(lie, filled(*others))
    books = lie / "bevis" / "bok~main.beancount.txt"
    books.write_text(books.read_text("utf-8").replace(filled(*others), told), "utf-8")
    sealed_again(lie / "bevis")
    ours = verify.main(lie / "bevis") == 0
    assert verdict(page, lie / "bevis")["right"] == ours
    assert ours == any("+" in other or "@" in other for other in others)


@pytest.mark.parametrize("named", [True, False])
def test_the_page_leaves_unshared_what_nobody_has_paid_above_a_threshold(
    page: Page, tmp_path: Path, capsys: pytest.CaptureFixture[str], *, named: bool
) -> None:
    """And lists it as the small checker does; without a threshold it is refused."""
    folder, key = tmp_path / "bok", "{threshold: 500, above: equal}"
    keys = f"keys:\n  terskel: {{title: T, key: {key}}}\n" if named else ""
    more = '\n2018-05-01 * "Nett"\n  Expenses:X  777.01 NOK\n  Equity:Start\n'
    hand_out(folder, more, key="terskel" if named else key, keys=keys)
    assert verify.main(folder / "bevis") == 0
    printed = capsys.readouterr().out.splitlines()
    right = verdict(page, folder / "bevis")
    assert right["right"], right["said"]
    assert right["unseen"] == [line.removeprefix("- ") for line in printed[1:]]
    rules = folder / "bevis" / "bok~rules.yaml.txt"
    text = rules.read_text("utf-8").replace("threshold", "terskelen")
    rules.write_text(text, "utf-8")
    sealed_again(folder / "bevis")
    assert verify.main(folder / "bevis") == 1
    wrong = verdict(page, folder / "bevis")
    assert not wrong["right"]
    assert wrong["said"] == capsys.readouterr().out.strip()
    assert wrong["said"].endswith("er delt på annen måte")


def test_the_page_refuses_a_carriage_return_inside_a_line(
    page: Page, tmp_path: Path
) -> None:
    """At the end of a line it is read; inside one Beancount takes it for a blank."""
    key = "{statistic: population, date: accounting_year}"
    rows = figures(2017, 2018)
    hand_out(tmp_path / "bok", "", key=key, population=rows.replace("\n", "\r\n"))
    proof = tmp_path / "bok" / "bevis"
    assert verdict(page, proof)["right"]
    (proof / "bok~population.csv.txt").write_bytes(rows.replace("\n", "\r").encode())
    sealed_again(proof)
    wrong = verdict(page, proof)
    assert not wrong["right"]
    assert "population.csv:1: har en vognretur" in wrong["said"]


def test_the_page_reads_a_row_of_figures_with_all_its_cells(
    page: Page, tmp_path: Path
) -> None:
    key = "{statistic: population, date: accounting_year}"
    hand_out(tmp_path / "bok", "", key=key, population=figures(2017, 2018))
    beside = tmp_path / "bok" / "bevis" / "bok~population.csv.txt"
    text = beside.read_text("utf-8")
    beside.write_text(text.replace("vik,2018-01-01,2012", "vik,2018-01-01,2012,5"))
    assert beside.read_text("utf-8") != text
    sealed_again(beside.parent)
    wrong = verdict(page, beside.parent)
    assert not wrong["right"]
    assert "er ikke et tall for vik" in wrong["said"]


@pytest.mark.parametrize(
    "written", ['include "/main.beancount"', 'option "include" "mer.beancount"']
)
def test_the_page_refuses_files_that_are_taken_in_another_way(
    page: Page, tmp_path: Path, written: str
) -> None:
    hand_out(tmp_path / "bok", "")
    proof = tmp_path / "bok" / "bevis"
    beside = proof / "bok~main.beancount.txt"
    beside.write_text(beside.read_text("utf-8") + f"\n{written}\n", "utf-8")
    sealed_again(proof)
    wrong = verdict(page, proof)
    assert not wrong["right"]
    assert "er ikke blant filene" in wrong["said"]


def test_the_page_reads_what_the_agreement_calls_an_account(
    page: Page, tmp_path: Path
) -> None:
    """What stands on an account called Overskudd is income where that is another."""
    folder = tmp_path / "bok"
    words = 'accounts: # ord\n\n  "surplus": Bort # ikke Overskudd\n'
    more = filled("Income:X:Overskudd  -300.00 NOK", "Assets:Bank  -5.00 NOK")
    hand_out(folder, more, accounts=words)
    assert verify.main(folder / "bevis") == 0
    assert verdict(page, folder / "bevis")["right"]
    rules = folder / "bevis" / "bok~rules.yaml.txt"
    rules.write_text(rules.read_text("utf-8").replace("Bort", "Overskudd"), "utf-8")
    sealed_again(folder / "bevis")
    assert verify.main(folder / "bevis") == 1
    assert not verdict(page, folder / "bevis")["right"]


@pytest.mark.parametrize("how", HIDDEN)
def test_the_page_finds_a_voucher_that_is_hidden(
    page: Page, tmp_path: Path, how: str
) -> None:
    prove(CLEAN, tmp_path / "bevis")
    hide(tmp_path / "bevis", HIDDEN[how])
    said = verdict(page, tmp_path / "bevis")
    assert not said["right"]
    assert "bilagslinjen er ikke med én gang" in said["said"]


@pytest.mark.parametrize("lie", LIES)
def test_the_page_refuses_what_is_made_up(
    page: Page, tmp_path: Path, lie: Callable[[Any], object]
) -> None:
    prove(CLEAN, tmp_path / "bevis")
    lied(tmp_path / "bevis", lie)
    assert not verdict(page, tmp_path / "bevis")["right"]


@pytest.mark.parametrize("which", OTHER_FIGURES)
def test_the_page_reads_a_figure_in_its_row_and_column(
    page: Page, tmp_path: Path, which: str
) -> None:
    prove_2018(tmp_path / "bevis")
    told = canonical(with_figure(tmp_path / "bevis", *OTHER_FIGURES[which]))
    assert (
        "er ikke et tall for" in verdict(page, tmp_path / "bevis", {NAME: told})["said"]
    )
    assert verdict(page, tmp_path / "bevis")["right"]


@pytest.mark.parametrize(
    "lie",
    [
        with_nothing_for_one,
        with_sums_due_twice,
        with_sums_of_a_centre,
        with_sums_of_the_last_terms,
        with_sums_twice,
        with_two_observations,
    ],
)
def test_the_page_charges_agreed_sums_once_by_one_observation(
    page: Page, tmp_path: Path, lie: Callable[[Path], Any]
) -> None:
    prove_sums(tmp_path / "bevis")
    told = canonical(lie(tmp_path / "bevis"))
    assert not verdict(page, tmp_path / "bevis", {OF_SUMS: told})["right"]
    assert verdict(page, tmp_path / "bevis")["right"]


def test_the_page_takes_no_figure_of_one_observation_and_the_next(
    page: Page, tmp_path: Path
) -> None:
    prove_sums_in_lines(tmp_path)
    told = canonical(with_the_end_of_one_observation(tmp_path / "bevis"))
    assert not verdict(page, tmp_path / "bevis", {OF_SUMS: told})["right"]
    assert verdict(page, tmp_path / "bevis")["right"]


def test_the_page_reads_what_is_pushed(page: Page, tmp_path: Path) -> None:
    """It is told as seen by nobody, not as shared otherwise than the agreement says."""
    prove_pushed(tmp_path)
    said = verdict(page, tmp_path / "bevis")
    assert said["right"], said["said"]


def test_the_page_holds_a_checkpoint_against_its_number(
    page: Page, tmp_path: Path
) -> None:
    prove(CLEAN, tmp_path / "bevis")
    checkpoint = tmp_path / "bevis" / "sjekkpunkt-0001.json"
    checkpoint.rename(tmp_path / "bevis" / "sjekkpunkt-0002.json")
    assert verdict(page, tmp_path / "bevis")["said"] == (
        "STEMMER IKKE. sjekkpunkt-0002.json: er nummer 1, og heter noe annet"
    )


def test_the_page_binds_a_checkpoint_to_all_that_came_before(
    page: Page, tmp_path: Path
) -> None:
    proof = tmp_path / "bevis"
    prove(CLEAN, proof)
    first = json.loads((proof / "sjekkpunkt-0001.json").read_bytes())
    names = first["certificates"]
    kept = {name: (proof / name).read_bytes() for name in names}
    told = canonical(checkpoint(kept, first["origin"], first))
    (proof / "sjekkpunkt-0002.json").write_bytes(told)
    assert verdict(page, proof)["right"]
    other = checkpoint({"ikt-2017-nordvik.json": b"x"}, first["origin"], None)
    (proof / "sjekkpunkt-0001.json").write_bytes(canonical(other))
    follows = json.loads(told) | {"previous": other["root"]}
    (proof / "sjekkpunkt-0002.json").write_bytes(canonical(follows))
    assert verdict(page, proof)["said"] == (
        "STEMMER IKKE. sjekkpunkt-0002.json: roten er en annen"
    )


@pytest.mark.parametrize("is_right", [True, False])
def test_the_page_checks_a_members_own(
    page: Page, tmp_path: Path, *, is_right: bool
) -> None:
    """Digests of files are commitments there; its own figures are worked out."""
    (tmp_path / "nokkel").write_text("5f" * 32, "ascii")
    given = ["certify", "2018", "--books", str(CLEAN.parents[1])]
    given += ["--member", "--municipality", "nordvik"]
    given += ["--salt-key", str(tmp_path / "nokkel")]
    done = CliRunner().invoke(main, [*given, "--output", str(tmp_path / "mitt")])
    assert done.exit_code == 0, done.output
    name = "ikt-2018-nordvik-medlem.json"
    found = json.loads((tmp_path / "mitt" / name).read_bytes())
    found["subject"]["ore"] += 0 if is_right else 1
    said = verdict(page, tmp_path / "mitt", {name: canonical(found)})
    assert said["right"] is is_right, said["said"]
    if is_right:
        assert any("det som er skjult" in what for what in said["unseen"])


@pytest.mark.parametrize("version", [2, 5])
def test_the_page_says_what_to_do_with_another_version(
    page: Page, tmp_path: Path, version: int
) -> None:
    prove(CLEAN, tmp_path / "bevis")
    name = "ikt-2018-nordvik.json"
    found = json.loads((tmp_path / "bevis" / name).read_bytes())
    other = canonical({**found, "version": version})
    assert verdict(page, tmp_path / "bevis", {name: other})["said"] == (
        f"STEMMER IKKE. {name}: er av utgave {version}: kontroller det med kontrollen"
        " som fulgte med det"
    )


def test_the_page_takes_no_mark_before_the_first_letter(
    page: Page, tmp_path: Path
) -> None:
    """A certificate has one spelling, and the digest is of its bytes."""
    prove(CLEAN, tmp_path / "bevis")
    (tmp_path / "bevis" / "sjekkpunkt-0001.json").unlink()
    path = tmp_path / "bevis" / "ikt-2018-nordvik.json"
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())
    assert not verdict(page, tmp_path / "bevis")["right"]
    assert verify.main(tmp_path / "bevis") == 1
