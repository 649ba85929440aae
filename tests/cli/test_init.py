"""From an empty folder to the first claim: what a new region does, step by step."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from begun_books import VOUCHER
from fellesbok.books import load_books
from fellesbok.claims.written import claims
from fellesbok.filing import disk
from fellesbok.questions.queries import ask
from fellesbok.questions.queries import queries
from fellesbok.starting import whole_folder
from init_runs import GIVEN
from init_runs import TYPED
from init_runs import run
from init_runs import written

if TYPE_CHECKING:
    from click.testing import Result


def test_a_region_comes_from_nothing_to_its_first_claims(tmp_path: Path) -> None:
    folder = tmp_path / "bok"
    books = ("--books", str(folder))

    made = run("init", str(folder), *GIVEN)

    assert made.exit_code == 0, made.output
    assert "3 kommuner og 2 samarbeid fra 2026." in made.output
    checked = run("check", *books)
    assert (checked.exit_code, checked.output.splitlines()[-1]) == (
        0,
        "Ingen feil. Fra fordelingen: 0 funn.",
    )
    with (folder / "ledger/2026/felles-it.beancount").open("a") as year:
        year.write(VOUCHER)
    shared = run("shares", *books, "--year", "2026", "--format", "csv")
    assert [line.split(";")[1] for line in shared.output.splitlines()[1:]] == [
        "Gáivuotna",
        "Lyngen",
        "Storfjord",
    ]
    claimed = run("claim", *books, "2026", "--instalment", "1", "--yes")
    assert claimed.exit_code == 0, claimed.output
    loaded = load_books(folder / "ledger/main.beancount")
    assert not loaded.errors
    assert loaded.shared is not None
    found = claims(loaded.entries, loaded.shared.agreement)
    assert sum(claim.amount for claim in found) == 25000
    asked = queries(folder / "ledger/main.beancount")
    assert len(asked) == 31
    assert all(ask(loaded, query).columns for query in asked.values())


def test_the_same_answers_give_the_same_bytes(tmp_path: Path) -> None:
    run("init", str(tmp_path / "en"), *GIVEN)
    run("init", str(tmp_path / "to"), *GIVEN)

    assert written(tmp_path / "en") == written(tmp_path / "to")
    assert len(written(tmp_path / "en")) > 40


ANSWERS = """\
region: Lyngenfjord
year: 2026
municipalities:
  - {name: Lyngen, bank_account: "86011117947"}
  - Gáivuotna
  - "5538"
cooperations:
  - {title: Felles IT, key: 40 % likt, host: Lyngen, basis: net,
     due_days: 30, instalments: 4}
  - title: Brann og redning
    key: 40 % likt
    host: Lyngen
    basis: net
    due_days: 30
    instalments: 4
"""


def test_options_a_file_and_questions_make_the_same_books(tmp_path: Path) -> None:
    (tmp_path / "svar.yaml").write_text(ANSWERS, encoding="utf-8")

    run("init", str(tmp_path / "valg"), *GIVEN)
    read = run("init", str(tmp_path / "fil"), "--answers", str(tmp_path / "svar.yaml"))
    asked = run("init", str(tmp_path / "spurt"), typed=TYPED)

    assert read.exit_code == 0, read.output
    assert asked.exit_code == 0, asked.output
    assert "«40/60» er ikke en nøkkel som lages her" in asked.output
    assert "Svar en av disse: Lyngen, Gáivuotna, 5538." in asked.output
    assert written(tmp_path / "fil") == written(tmp_path / "valg")
    assert written(tmp_path / "spurt") == written(tmp_path / "valg")


def test_what_nobody_states_is_not_stated(tmp_path: Path) -> None:
    folder = tmp_path / "bok"

    done = run(
        *("init", str(folder), "--region", "Vika", "--year", "2026"),
        *("--municipality", "Tana"),
        *("--municipality", "Nesseby", "--cooperation", "Barnevern"),
        *("--key", "likt", "--host", "not_stated", "--basis", "gross"),
    )

    assert done.exit_code == 0, done.output
    rules = (folder / "allocation_rules.yaml").read_text(encoding="utf-8")
    assert "        host: not_stated" in rules
    assert "        surplus: not_stated" in rules
    assert "statistics:" not in rules
    assert "# claims: {due_days: 30}" in rules
    told = (folder / "LES-MEG.md").read_text(encoding="utf-8")
    assert "Barnevern: hvem er vert? Uten vert kreves ingenting." in told
    assert "Barnevern: hvor mange dager er det å betale på" in told


def test_every_fault_of_a_file_is_told_with_its_line(tmp_path: Path) -> None:
    path = tmp_path / "svar.yaml"
    path.write_text(
        "region: Vika\nyear: 2026\nmunicipalities:\n  - Herøy\n  - Haram\n  - Bergen\n"
        "  - {name: Lyngen, bank_account: '1'}\nkommuner: []\n"
        "cooperations:\n  - {title: IT, key: likt, host: Lyngen}\n",
        encoding="utf-8",
    )

    done = run("init", str(tmp_path / "bok"), "--answers", str(path))

    assert done.exit_code == 1
    lines = [line.removeprefix("Feil: ") for line in done.output.splitlines()]
    assert [line.removeprefix(f"{path}:").split(":")[0] for line in lines] == [
        "7",
        "8",
        "10",
    ]
    path.write_text(
        path.read_text(encoding="utf-8")
        .replace("kommuner: []\n", "")
        .replace("'1'", "'86011117947'")
        .replace("host: Lyngen", "host: Tromsø, basis: net"),
        encoding="utf-8",
    )
    done = run("init", str(tmp_path / "bok"), "--answers", str(path))
    assert f"{path}:4: Flere kommuner heter «Herøy»:" in done.output
    assert (
        f"{path}:5: Haram: kommunelisten har ikke organisasjonsnummeret." in done.output
    )
    assert not (tmp_path / "bok").exists()


def test_lacking_options_are_told_all_at_once(tmp_path: Path) -> None:
    done = run("init", str(tmp_path / "bok"), "--region", "Vika")

    assert done.exit_code == 1
    for name in ("year", "municipality", "cooperation"):
        assert f"«--{name}» mangler." in done.output
    assert not (tmp_path / "bok").exists()


def test_a_folder_with_something_in_it_is_left(tmp_path: Path) -> None:
    (tmp_path / "notat.txt").write_text("mitt", encoding="utf-8")

    done = run("init", str(tmp_path), *GIVEN)

    assert done.exit_code == 1
    assert f"{tmp_path} er ikke tom." in done.output
    assert written(tmp_path) == {"notat.txt": "mitt"}


def test_the_folder_that_one_stands_in_can_be_made_books(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    done = run("init", ".", *GIVEN)

    assert done.exit_code == 0, done.output
    assert run("check").exit_code == 0
    assert not [*tmp_path.parent.glob(".*fellesbok*")]


@pytest.mark.parametrize("is_there", [False, True])
def test_a_full_disk_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, *, is_there: bool
) -> None:
    """Stopped at one file after another, until there are no more."""
    folder = tmp_path / "bok"
    real = disk.put
    stopped = 0
    for step in range(0, 200, 9):
        left = step

        def put(*arguments: object, **named: object) -> None:
            nonlocal left
            if not left:
                raise OSError(28, os.strerror(28))
            left -= 1
            real(*arguments, **named)  # type: ignore[arg-type]

        monkeypatch.setattr(whole_folder, "put", put)
        if is_there:
            folder.mkdir(exist_ok=True)
        done = run("init", str(folder), *GIVEN)
        if done.exit_code == 0:
            break
        stopped += 1
        assert "(disken er full)" in done.output
        assert [*tmp_path.iterdir()] == ([folder] if is_there else [])
        assert not folder.exists() or not [*folder.iterdir()]
    assert stopped > 4
    assert run("check", "--books", str(folder)).exit_code == 0


HOSTILE = 'A": {x: 1}\n"; include "/etc/passwd'


def named(folder: Path, region: str, cooperation: str) -> Result:
    return run(
        *("init", str(folder), "--region", region, "--cooperation", cooperation),
        *("--year", "2026", "--municipality", "Tana"),
        *("--key", "likt", "--host", "Tana", "--basis", "net"),
    )


def test_a_title_is_never_read_as_something_else(tmp_path: Path) -> None:
    folder = tmp_path / "bok"
    region = 'R"\\ 2020-01-01 open Assets:X'

    done = named(folder, region, HOSTILE)

    assert done.exit_code == 0, done.output
    loaded = load_books(folder / "ledger/main.beancount")
    assert not loaded.errors
    assert loaded.settled.agreement.region == region
    assert {Path(name).parent for name in loaded.options["include"]} == {
        folder,
        folder / "ledger",
        folder / "ledger/2026",
    }
    assert not any(getattr(e, "account", "") == "Assets:X" for e in loaded.entries)


def test_the_name_of_a_region_stands_on_one_line(tmp_path: Path) -> None:
    done = named(tmp_path / "bok", 'R"\\\n2020-01-01 open Assets:X', "IKT")
    assert done.exit_code == 1
    assert "går over flere linjer. Skriv det på én." in done.output
    assert not (tmp_path / "bok").exists()


def test_the_example_of_every_file_can_be_used_at_once(tmp_path: Path) -> None:
    """The numbers are one series, so two files cannot begin with the same one."""
    folder = tmp_path / "bok"
    run("init", str(folder), *GIVEN)
    for file in sorted((folder / "ledger" / "2026").glob("*.beancount")):
        lines = file.read_text(encoding="utf-8").splitlines()
        start = next(n for n, line in enumerate(lines) if "2026-03-31" in line)
        used = [line.removeprefix("; ") for line in lines[start : start + 4]]
        file.write_text("\n".join([*used, ""]), encoding="utf-8")

    checked = run("check", "--books", str(folder))

    assert checked.exit_code == 0, checked.output
    assert "25\xa0000,00 kr er fordelt på 2 samarbeid" in checked.output


def test_two_municipalities_are_not_paid_on_one_account(tmp_path: Path) -> None:
    again = ("--municipality", "Skjervøy=86011117947")

    made = run("init", str(tmp_path / "bok"), *GIVEN, *again)

    assert made.exit_code == 1
    assert "Skjervøy har samme kontonummer som Lyngen: 86011117947." in made.output
    assert not (tmp_path / "bok").exists()


def test_two_municipalities_have_not_one_organisation_number(tmp_path: Path) -> None:
    """The list lacks the numbers of these two, so they are stated."""
    answers = tmp_path / "svar.yaml"
    answers.write_text(
        "region: Sunnmøre\nyear: 2026\nmunicipalities:\n"
        '  - {name: Ålesund, organisation_number: "940363586"}\n'
        '  - {name: Haram, organisation_number: "940363586"}\n'
        "cooperations:\n  - {title: IKT, key: likt, host: Haram, basis: net}\n",
        encoding="utf-8",
    )

    made = run("init", str(tmp_path / "bok"), "--answers", str(answers))

    assert made.exit_code == 1
    assert (
        "svar.yaml:5: Haram har samme organisasjonsnummer som Ålesund: 940363586."
        in made.output
    )
    assert not (tmp_path / "bok").exists()


def test_a_plan_without_population_says_that_and_not_that_the_budget_lacks(
    tmp_path: Path,
) -> None:
    folder = tmp_path / "bok"
    run("init", str(folder), *GIVEN)
    file = folder / "ledger" / "2026" / "felles-it.beancount"
    file.write_text(VOUCHER, encoding="utf-8")
    made = run("year", "2027", "--yes", "--books", str(folder))
    assert "population.csv:1" in made.output

    planned = run("plan", "2027", "--books", str(folder))

    told = "Felles IT: a konto for 2027 kan ikke deles. Folketall 1. januar: tall per"
    assert told in " ".join(planned.output.split())


def test_a_source_that_is_not_stated_is_said_in_words(tmp_path: Path) -> None:
    folder = tmp_path / "bok"
    run("init", str(folder), *GIVEN)
    file = folder / "ledger" / "2026" / "felles-it.beancount"
    file.write_text(VOUCHER, encoding="utf-8")

    told = run(
        *("explain", "Felles-IT", "Storfjord", "--year", "2026"),
        *("--books", str(folder)),
    )

    assert "Kilde: ikke oppgitt" in told.output
    assert "not_stated" not in told.output
    (figures,) = [line for line in told.output.splitlines() if "innbyggere. " in line]
    assert figures.endswith("Kilde: SSB tabell 07459")


def test_what_is_wrong_is_told_by_the_option_that_gives_it(tmp_path: Path) -> None:
    given = ("--region", "X", "--municipality", "Lyngen", "--cooperation", "IT")
    told = run("init", str(tmp_path / "bok"), *given, "--year", "20x6").output
    assert "--year: «20x6» er ikke et år" in told
    assert "«--key» mangler." in told
    assert not (tmp_path / "bok").exists()
