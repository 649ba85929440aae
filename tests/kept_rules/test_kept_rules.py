"""Rules that were read before are the same as those read now, or are not used."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
from dataclasses import replace
from fractions import Fraction
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from hypothesis import HealthCheck
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

import fellesbok
from casebook import PROGRAMME
from casebook import case_folders
from casebook import load_case
from deep import examples
from fellesbok import kept_rules
from fellesbok.agreement.model import Agreement
from fellesbok.agreement.model import Place
from fellesbok.kept_rules import cache_folder
from fellesbok.kept_rules import rules_of
from fellesbok.kept_rules import written_values
from fellesbok.rules import examine_rules
from fellesbok.rules.proposal import Proposal
from places import HOUSE
from random_agreements import draw
from systems import needs

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator

STATISTIC = "ledger/statistics/population.csv"


@pytest.fixture(autouse=True)
def caches(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """A folder for caches that is the user's own."""
    folder = tmp_path_factory.mktemp("caches")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(folder))
        yield folder / "fellesbok"


@pytest.fixture
def books(tmp_path: Path) -> Path:
    """A folder with the rules of these books, and the statistics that they name."""
    return put(tmp_path)


def put(folder: Path) -> Path:
    """The rules of these books put in a folder."""
    for name in ("allocation_rules.yaml", STATISTIC):
        target = folder / name
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes((HOUSE / name).read_bytes())
    return folder


def rules(books: Path) -> Path:
    return books / "allocation_rules.yaml"


def only(caches: Path) -> Path:
    """The one file that is kept."""
    [found] = caches.iterdir()
    return found


def is_used(books: Path, monkeypatch: pytest.MonkeyPatch) -> bool:
    """Whether what is kept is used; either way the rules are what they are."""
    reads: list[Path] = []

    def read(path: Path, **more: Any) -> Any:  # noqa: ANN401 -- as it is
        reads.append(path)
        return examine_rules(path, **more)

    with monkeypatch.context() as patch:
        patch.setattr(kept_rules, "examine_rules", read)
        found = rules_of(rules(books), books)
    assert found == examine_rules(rules(books))
    return not reads


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


def changed(path: Path, before: str, after: str) -> None:
    """Another text of the same length and the same time."""
    stamp = path.stat()
    text = path.read_text(encoding="utf-8")
    assert before in text
    path.write_text(text.replace(before, after, 1), encoding="utf-8")
    os.utime(path, ns=(stamp.st_atime_ns, stamp.st_mtime_ns))


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


def test_another_version_is_not_used(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules_of(rules(books), books)
    monkeypatch.setattr(cache_folder, "__version__", "0.0.1")
    cache_folder.same_programme.cache_clear()
    try:
        assert not is_used(books, monkeypatch)
    finally:
        cache_folder.same_programme.cache_clear()


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


@needs("geteuid")
@pytest.mark.parametrize("what", ["file", "folder"])
@pytest.mark.parametrize("mode", [0o620, 0o602, 0o777])
def test_what_others_may_write_is_not_used(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch, what: str, mode: int
) -> None:
    rules_of(rules(books), books)
    (only(caches) if what == "file" else caches).chmod(mode | 0o700)
    assert not is_used(books, monkeypatch)


@needs("chown", root=True)
@pytest.mark.parametrize("what", ["file", "folder"])
def test_what_another_user_owns_is_not_used(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    rules_of(rules(books), books)
    os.chown(only(caches) if what == "file" else caches, 12345, 12345)
    assert not is_used(books, monkeypatch)


def test_a_link_is_not_followed(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    rules_of(rules(books), books)
    kept = only(caches)
    there = books / "kept.json"
    kept.rename(there)
    kept.symlink_to(there)
    assert not is_used(books, monkeypatch)


@pytest.mark.parametrize("inside", ["", "ledger", ".cache"])
def test_nothing_is_kept_in_the_books(
    books: Path, monkeypatch: pytest.MonkeyPatch, inside: str
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(books / inside))
    before = sorted(books.rglob("*"))
    assert not is_used(books, monkeypatch)
    assert not is_used(books, monkeypatch)
    assert sorted(books.rglob("*")) == before


def test_a_cache_folder_that_is_not_whole_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("HOME", "/somewhere")
    for named in ("", "relative", "./x"):
        monkeypatch.setenv("XDG_CACHE_HOME", named)
        assert cache_folder.cache_folder() == Path("/somewhere/.cache/fellesbok")


def test_where_nothing_can_be_kept_all_is_as_before(
    books: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", os.devnull)
    assert not is_used(books, monkeypatch)
    assert not is_used(books, monkeypatch)


def test_what_is_kept_is_the_users_alone_and_bounded(
    books: Path, caches: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    few = replace(cache_folder.RULES, most_files=2)
    monkeypatch.setattr(kept_rules, "RULES", few)
    assert caches.parent.is_dir()
    for name in ("a", "b", "c"):
        there = put(books / name)
        assert not rules_of(rules(there), there).faults
    assert caches.stat().st_mode & 0o777 == 0o700
    assert [each.stat().st_mode & 0o777 for each in caches.iterdir()] == [0o600] * 2


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


def test_only_what_agreements_are_made_of_is_written() -> None:
    for value in (1.5, {1}, [1], object(), Fraction, b"x", fellesbok):
        with pytest.raises(written_values.NotKeptError):
            written_values.written(value)


def test_a_line_of_a_proposal_is_not_kept() -> None:
    class Line(int):
        """A line that knows more than its number."""

    with pytest.raises(written_values.NotKeptError):
        written_values.written(replace(Place("x", 1), line=Line(2)))


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
