"""Rules that were read before are the same as those read now, or are not used."""

from __future__ import annotations

import ast
import hashlib
import json
import os
import subprocess
import sys
from importlib import import_module
from importlib.metadata import packages_distributions
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from casebook import PROGRAMME
from casebook import case_folders
from casebook import load_case
from deep import examples
from fellesbok import kept_rules
from fellesbok.kept_rules import cache_folder
from fellesbok.kept_rules import rules_of
from fellesbok.kept_rules import written_values
from fellesbok.rules import examine_rules
from fellesbok.rules.proposal import Proposal
from kept_books import asked_anew as asked_anew  # noqa: PLC0414 -- a fixture
from kept_books import books as books  # noqa: PLC0414 -- a fixture
from kept_books import caches as caches  # noqa: PLC0414 -- a fixture
from kept_books import changed
from kept_books import is_used
from kept_books import only
from kept_books import put
from kept_books import rules
from random_agreements import draw

if TYPE_CHECKING:
    from collections.abc import Callable

    from fellesbok.agreement.model import Agreement


def test_the_second_time_nothing_is_read(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert not is_used(books, monkeypatch)
    assert is_used(books, monkeypatch)


@pytest.mark.parametrize("folder", case_folders(), ids=lambda folder: folder.name)
def test_every_ledger_is_the_same_with_what_is_kept(folder: Path) -> None:
    """Rules, errors, and every entry that is made of them."""
    path = (folder / "rules.yaml").resolve()
    fresh = examine_rules(path)
    before = load_case(folder)
    if fresh.agreement is not None:
        told = json.loads(json.dumps(written_values.written(fresh.agreement)))
        assert written_values.read(told) == fresh.agreement
    for _ in range(2):
        assert rules_of(path, folder) == fresh
        assert load_case(folder) == before


@settings(
    max_examples=examples(20),
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(seed=st.integers(0, 1_000_000))
def test_random_agreements_are_the_same(tmp_path: Path, seed: int) -> None:
    draw(seed).write(tmp_path)
    path = tmp_path / "rules.yaml"
    fresh = examine_rules(path)
    first, second = (rules_of(path, tmp_path) for _ in range(2))
    assert first == second == fresh
    if fresh.agreement is not None:
        told = json.loads(json.dumps(written_values.written(fresh.agreement)))
        assert repr(written_values.read(told)) == repr(fresh.agreement)


def test_what_stands_in_several_places_is_still_one(books: Path) -> None:
    """A key that has a name is one key wherever it is used."""

    def named(agreement: Agreement | None) -> list[tuple[str, bool]]:
        assert agreement is not None
        return [
            (slug, version.key is agreement.keys.get(getattr(version.key, "name", "")))
            for slug, cooperation in agreement.cooperations.items()
            for version in cooperation.versions
        ]

    fresh = named(examine_rules(rules(books)).agreement)
    assert any(is_one for _, is_one in fresh)
    rules_of(rules(books), books)
    assert named(rules_of(rules(books), books).agreement) == fresh


def test_faults_are_never_kept(books: Path, caches: Path) -> None:
    rules(books).write_text("region: Fjordene\ncooperations: 1\n")
    for _ in range(2):
        assert rules_of(rules(books), books) == examine_rules(rules(books))
        assert rules_of(rules(books), books).faults
    assert not caches.exists()


def test_what_is_tried_is_not_kept(books: Path, caches: Path) -> None:
    tried = Proposal(newest_until=2030)
    assert rules_of(rules(books), books, tried) == examine_rules(rules(books), tried)
    assert not caches.exists()
    rules_of(rules(books), books)
    assert rules_of(rules(books), books, tried) == examine_rules(rules(books), tried)


def test_changed_rules_are_read(books: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    rules_of(rules(books), books)
    changed(rules(books), "Nord-Troms", "Nord-Tromz")
    assert not is_used(books, monkeypatch)
    assert is_used(books, monkeypatch)


def test_rules_elsewhere_are_read(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where they stand is told in messages."""
    rules_of(rules(books), books)
    there = put(books / "annet")
    moved = rules(there)
    kept = only(caches).read_bytes()
    name = "rules-" + hashlib.sha256(os.fsencode(moved)).hexdigest()[:32] + ".json"
    (caches / name).write_bytes(kept)
    (caches / name).chmod(0o600)
    assert not is_used(there, monkeypatch)


@pytest.mark.parametrize("how", ["other figures", "gone", "a link out of the books"])
def test_a_changed_statistic_is_read(tmp_path: Path, caches: Path, how: str) -> None:
    path = tmp_path / "rules" / "allocation_rules.yaml"
    path.parent.mkdir()
    path.write_text(WITH_FILE, encoding="utf-8")
    figures = path.parent / "folketall.csv"
    figures.write_text(FIGURES, encoding="utf-8")
    assert not rules_of(path, tmp_path / "x").faults
    assert len(list(caches.iterdir())) == 1
    if how == "other figures":
        changed(figures, "1000", "2000")
    elif how == "gone":
        figures.unlink()
    else:
        figures.rename(tmp_path / "folketall.csv")
        figures.symlink_to(tmp_path / "folketall.csv")
    found = rules_of(path, tmp_path / "x")
    assert found == examine_rules(path)
    assert bool(found.faults) == (how != "other figures")


@pytest.mark.usefixtures("asked_anew")
def test_another_version_is_not_used(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules_of(rules(books), books)
    monkeypatch.setattr(cache_folder, "__version__", "0.0.1")
    cache_folder.same_programme.cache_clear()
    assert not is_used(books, monkeypatch)


@pytest.mark.usefixtures("asked_anew")
def test_another_python_is_not_used(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules_of(rules(books), books)
    monkeypatch.setattr(sys, "version", "4.0")
    cache_folder.same_programme.cache_clear()
    assert not is_used(books, monkeypatch)


def libraries() -> set[str]:
    """What the rooms that decide what rules become take from outside of Python."""
    trees = (
        ast.parse(path.read_text(encoding="utf-8"))
        for room in cache_folder.READING_ROOMS
        for path in (PROGRAMME / room).rglob("*.py")
    )
    nodes = [node for tree in trees for node in ast.walk(tree)]
    found = {n.module for n in nodes if isinstance(n, ast.ImportFrom) and n.module}
    found |= {a.name for n in nodes if isinstance(n, ast.Import) for a in n.names}
    return {name.partition(".")[0] for name in found} - sys.stdlib_module_names


def test_the_libraries_that_read_rules_are_known() -> None:
    """Pydantic says itself which one of its core it is used with."""
    assert libraries() == {*cache_folder.LIBRARIES, "fellesbok", "pydantic_core"}


@pytest.mark.usefixtures("asked_anew")
@pytest.mark.parametrize("library", cache_folder.LIBRARIES)
def test_another_version_of_what_reads_rules_is_not_used(
    books: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, library: str
) -> None:
    """An upgrade of it may read the same rules as something else."""
    rules_of(rules(books), books)
    there = Path(str(import_module(library).__file__)).parent
    upgraded = tmp_path / "packages" / library
    upgraded.mkdir(parents=True)
    now = version(packages_distributions()[library][0])
    for path in there.glob("*.py"):
        text = path.read_text(encoding="utf-8")
        (upgraded / path.name).write_text(text.replace(now, "99"), encoding="utf-8")
    monkeypatch.syspath_prepend(upgraded.parent)
    cache_folder.same_programme.cache_clear()
    assert not is_used(books, monkeypatch)


def corrupted(path: Path, change: Callable[[bytes], bytes], *, signed: bool) -> None:
    """The kept file, changed; with its digest right where it is signed."""
    digest, _, told = path.read_bytes().partition(b"\n")
    told = change(told)
    if signed:
        digest = hashlib.sha256(told).hexdigest().encode()
    path.write_bytes(digest + b"\n" + told)


CLASSES = b'"fellesbok.agreement.model:Agreement"'


@pytest.mark.parametrize("signed", [False, True])
@pytest.mark.parametrize(
    "change",
    [
        lambda _: b"",
        lambda told: told[:-1],
        lambda told: b"\xff" + told,
        lambda _: b"null",
        lambda _: b"[]",
        lambda _: b'{"programme": 1}',
        lambda _: b"[" * 100_000,
        lambda told: told.replace(CLASSES, b'"subprocess:Popen"'),
        lambda told: told.replace(CLASSES, b'"fellesbok.filing.disk:remove"'),
        lambda told: told.replace(CLASSES, b'"fellesbok.agreement.model:date"'),
        lambda told: told.replace(CLASSES, b'"fellesbok.agreement.no:Agreement"'),
        lambda told: told.replace(CLASSES, b'"fellesbok.agreement.model:Agree.ment"'),
        lambda told: told.replace(b'["d","', b'["z","'),
        lambda told: told.replace(b'["d","', b'["d","x'),
        lambda told: told.replace(b'["r",', b'["r",9999'),
        lambda told: told.replace(b'["t",', b"[999,"),
        lambda told: told.replace(b'["t",', b"[0.5,"),
        lambda told: told.replace(b'["m",', b'["m","odd",'),
    ],
)
def test_what_is_not_whole_is_not_used(
    books: Path,
    caches: Path,
    monkeypatch: pytest.MonkeyPatch,
    change: Callable[[bytes], bytes],
    signed: bool,  # noqa: FBT001 -- a case
) -> None:
    rules_of(rules(books), books)
    corrupted(only(caches), change, signed=signed)
    assert not is_used(books, monkeypatch)
    assert is_used(books, monkeypatch)


def test_a_file_that_changes_while_it_is_read_is_not_kept(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept is bound to the bytes that were read, not to those after."""

    def read(path: Path, *, read: Callable[[Path], bytes]) -> Any:  # noqa: ANN401 -- as it is
        found = examine_rules(path, read=read)
        changed(path, "Nord-Troms", "Nord-Tromz")
        return found

    with monkeypatch.context() as patch:
        patch.setattr(kept_rules, "examine_rules", read)
        rules_of(rules(books), books)
    assert only(caches).exists()
    assert not is_used(books, monkeypatch)


def test_the_reader_of_rules_is_not_imported_when_they_are_kept(books: Path) -> None:
    (books / "ledger" / "main.beancount").write_text(
        'plugin "fellesbok.plugin" "../allocation_rules.yaml"\n'
    )
    code = (
        "import sys; from beancount import loader;"
        f"loader.load_file({str(books / 'ledger' / 'main.beancount')!r});"
        "print('pydantic' in sys.modules, 'yaml' in sys.modules)"
    )
    environment = {**os.environ, "PYTHONPATH": str(PROGRAMME.parent)}
    said = [
        subprocess.run(
            [sys.executable, "-c", code],
            env=environment,
            check=True,
            capture_output=True,
            text=True,
        ).stdout.split()
        for _ in range(2)
    ]
    assert said == [["True", "True"], ["False", "False"]]


WITH_FILE = """\
region: Fjordene
currency: NOK
statistics:
  innbyggere:
    title: Innbyggere
    unit: innbyggere
    source: SSB
    file: folketall.csv
municipalities:
  nordvik:
    name: Nordvik
    organisation_number: "940331102"
    numbers:
      - number: "9901"
cooperations: {}
"""
FIGURES = "municipality,date,value\nnordvik,2018-01-01,1000\n"
