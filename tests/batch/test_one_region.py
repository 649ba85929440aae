"""One region: what stops it is told with its kind, and nothing is half written."""

from __future__ import annotations

import os
from dataclasses import replace
from typing import TYPE_CHECKING
from typing import Any

import pytest

from fellesbok import __version__
from fellesbok.batch import one_region
from fellesbok.contradictions import ContradictionError
from fellesbok.dataset.whole import CONTENTS
from fellesbok.dataset.whole import is_as_written
from fellesbok.dataset.whole import read_contents
from fellesbok.noted import digest_of
from fellesbok.proof.checker import verify_deep
from places import tree
from small_regions import small_regions

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.batch.outcomes import Outcome
    from fellesbok.batch.own_process import Job


ASKED = {"format": "csv", "certify": "last", "currency": "NOK"}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """The books of a region."""
    (found,) = small_regions(tmp_path / "regioner", 1)
    return found


def job_of(root: Path, output: Path, **other: Any) -> Job:  # noqa: ANN401 -- a job holds any
    """What is asked of the process."""
    return {
        "folder": "vest",
        "root": str(root),
        "output": str(output),
        "run": "",
        "earlier": {},
        "asked": ASKED,
        "seconds": 60,
        "language": "nb",
        "version": __version__,
        **other,
    }


def done(root: Path, output: Path, **other: Any) -> Outcome:  # noqa: ANN401 -- a job holds any
    """What becomes of it in this process."""
    return one_region.carry_out(job_of(root, output, **other), lambda _known: None)


def test_what_is_written_says_what_it_is_made_of(root: Path, tmp_path: Path) -> None:
    outcome = done(root, tmp_path / "ut")
    assert (outcome.state, outcome.exit_code, outcome.folder) == ("written", 0, "vest")
    assert outcome.slug is not None
    place = tmp_path / "ut" / f"region={outcome.slug}"
    said = read_contents(place)
    assert said is not None
    assert said["revision"] == outcome.revision
    assert said["outcome"] == {**outcome.told(), "folder": "", "contents": None}
    assert outcome.contents == digest_of((place / CONTENTS).read_bytes())
    again = done(
        root, tmp_path / "ut", earlier={said["made_of"]["folder"]: outcome.slug}
    )
    assert again == replace(outcome, is_kept=True)
    assert said["made_of"]["programs"]["fellesbok"] == __version__
    assert outcome.rows == sum(table["rows"] for table in said["tables"].values())
    assert is_as_written(place)
    assert outcome.certificates == len([*place.glob("bevis/2024/ikt-*.json")]) > 0


def test_which_region_it_is_is_told_before_anything_is_put(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Who stops it then knows what may have been put."""
    told: list[dict[str, str]] = []

    class StoppedError(Exception):
        """It is stopped."""

    def stopped(*_: object, **__: object) -> None:
        raise StoppedError

    monkeypatch.setattr(one_region, "put_dataset", stopped)
    job = job_of(root, tmp_path / "ut")
    with pytest.raises(StoppedError):
        one_region.carry_out(job, told.append)
    (known,) = told
    monkeypatch.undo()
    outcome = done(root, tmp_path / "ut")
    assert known == {"region": outcome.region, "slug": outcome.slug}


def test_all_years_are_certified_where_that_is_asked(
    root: Path, tmp_path: Path
) -> None:
    outcome = done(root, tmp_path, asked=ASKED | {"certify": "all"})
    years = sorted(path.name for path in tmp_path.glob("region=*/bevis/*"))
    assert years[0] < years[-1] == "2024"
    assert outcome.certificates == 3 * len(years)


@pytest.mark.parametrize("output", ["felles", "regioner/../felles"])
def test_a_folder_that_has_a_file_of_the_books_is_refused(
    output: str, root: Path, tmp_path: Path
) -> None:
    """The books may include what lies outside the folder that a run is given."""
    (tmp_path / "felles").mkdir()
    shared = tmp_path / "felles" / "konti.beancount"
    shared.write_text("2010-01-01 open Equity:Felles\n", "utf-8")
    with (root / "ledger" / "main.beancount").open("a", encoding="utf-8") as main:
        way = os.path.relpath(shared, root / "ledger").replace(os.sep, "/")
        main.write(f'include "{way}"\n')
    outcome = done(root, tmp_path / output)
    assert outcome.state == "refused"
    assert "er en del av bøkene, eller ligger blant dem" in str(outcome.reason)
    assert [path.name for path in shared.parent.iterdir()] == [shared.name]
    assert done(root, tmp_path / "ut").state == "written"


def test_another_version_does_nothing(root: Path, tmp_path: Path) -> None:
    outcome = done(root, tmp_path / "ut", version="9.9")
    assert (outcome.state, outcome.exit_code) == ("refused", 1)
    assert "9.9" in str(outcome.reason)
    assert not (tmp_path / "ut").exists()


def test_a_certificate_that_is_not_accepted_stops_the_region(
    root: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object) -> None:
        raise verify_deep.DiffersError("summen")

    monkeypatch.setattr(verify_deep, "certificate", refused)
    outcome = done(root, tmp_path / "ut")
    assert outcome.state == "refused"
    assert "Kontrollen godtar ikke sertifikatet ikt-2024-" in str(outcome.reason)
    assert not (tmp_path / "ut").exists()


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (ContradictionError("Summen av andelene", {}), "Summen av andelene"),
        (OSError(28, "No space left on device", "/ut/x"), "/ut/x"),
    ],
)
def test_what_stops_it_is_told_in_words(
    root: Path,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    error: Exception,
    said: str,
) -> None:
    def stopped(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr(one_region, "dataset", stopped)
    outcome = done(root, tmp_path / "ut")
    assert (outcome.state, outcome.exit_code) == ("refused", 1)
    assert said in str(outcome.reason)
    assert not tree(tmp_path / "ut")


def test_books_without_our_plugin_are_told_of(root: Path, tmp_path: Path) -> None:
    main = root / "ledger" / "main.beancount"
    lines = main.read_text(encoding="utf-8").splitlines()
    left = [line for line in lines if not line.startswith("plugin")]
    main.write_text("\n".join(left) + "\n", encoding="utf-8")
    outcome = done(root, tmp_path / "ut")
    assert outcome.state == "faults"
    assert outcome.reason


def test_of_many_faults_the_first_are_told_from_the_folder_of_the_books(
    root: Path, tmp_path: Path
) -> None:
    main = root / "ledger" / "main.beancount"
    lines = [f"2024-05-{n:02} balance Assets:Bank 1.01 NOK\n" for n in range(1, 31)]
    main.write_text(main.read_text(encoding="utf-8") + "".join(lines), encoding="utf-8")
    outcome = done(root, tmp_path / "ut")
    assert str(outcome.reason).startswith("30 feil i bøkene. Den første: ")
    assert len(outcome.faults) == 20
    assert {each.partition(":")[0] for each in outcome.faults} == {
        str((main).relative_to(root))
    }
