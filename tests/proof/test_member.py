"""What a member's folder tells of the others: nothing that can be tried out."""

from __future__ import annotations

import hashlib
import json
import re
import shutil
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from casebook import PROGRAMME
from fellesbok.cli import main
from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify
from fellesbok.proof.member import Commitments
from fellesbok.proof.member import member_certificate
from proved import prove
from proved import prove_draws
from random_agreements import draw

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

CLEAN = PROGRAMME.parents[1] / "tests" / "books" / "clean_books"
RULES = "allocation_rules.yaml"
FIGURES = "folketall.csv"
OWN = "ikt-2018-nordvik-medlem.json"
DIGESTS = re.compile(r"[0-9a-f]{64}")
POPULATION = {"nordvik": 3012, "sorvik": 1877, "ytrevik": 944}


def books_of(folder: Path, population: dict[str, int]) -> Path:
    """Made-up books whose figures of the others are in a file of their own."""
    shutil.copytree(CLEAN, folder / "bok")
    path = folder / "bok" / RULES
    text = path.read_text("utf-8")
    begin, end = text.index("    values:\n"), text.index("\nkeys:")
    path.write_text(f"{text[:begin]}    file: {FIGURES}\n{text[end:]}", "utf-8")
    (folder / "bok" / FIGURES).write_bytes(figures(population))
    return folder


def figures(population: dict[str, int]) -> bytes:
    rows = [f"{name},2018-01-01,{count}" for name, count in population.items()]
    return "\n".join(["municipality,date,value", *rows, ""]).encode()


def run(folder: Path, out: str, *more: str, key: str = "5f" * 32) -> Path:
    (folder / f"{out}.key").write_text(key, "ascii")
    given = ["certify", "2018", "--books", str(folder / "bok"), "--output"]
    salted = ["--salt-key", str(folder / f"{out}.key")]
    done = CliRunner().invoke(main, [*given, str(folder / out), *salted, *more])
    assert done.exit_code == 0, done.output
    return folder / out


@pytest.fixture
def books(tmp_path: Path) -> Path:
    return books_of(tmp_path, POPULATION)


def own(folder: Path, out: str = "mitt", key: str = "5f" * 32) -> Path:
    return run(folder, out, "--member", "--municipality", "nordvik", key=key)


def texts(folder: Path) -> Iterator[str]:
    for path in folder.glob("*.json"):
        yield path.read_text("utf-8")


def salts(folder: Path) -> list[str]:
    """Every salt that the member has been given."""
    found = json.loads((folder / OWN).read_bytes())
    return ["", found["salt"], *found["salts"].values()]


def sha(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def test_hidden_figures_cannot_be_found_by_trying_them(books: Path) -> None:
    """The attacker knows everything but two populations, and about what they are.

    It has all other files of the books, the accountant's whole certificates but for the
    figures, and its own salts; each try is held against every digest that it was given.
    """
    mine = own(books)
    whole = run(books, "alt")
    given = {found for text in texts(mine) for found in DIGESTS.findall(text)}
    known = [b"", *(salt.encode() for salt in salts(mine))]
    tried = set()
    for sorvik in range(1860, 1890):
        guess = {**POPULATION, "sorvik": sorvik, "ytrevik": 2821 - sorvik}
        file = figures(guess)
        files = whole_files(whole) | {FIGURES: file}
        digests = {name: f"sha256:{sha(raw)}" for name, raw in files.items()}
        contents = [file, canonical(digests), *guessed(whole, guess, digests)]
        values = [str(n) for n in guess.values()]
        values += [digests[FIGURES], f"sha256:{sha(canonical(digests))}"]
        tried |= {sha(salt + content) for salt in known for content in contents}
        tried |= {sha(salt + b":" + v.encode()) for salt in known[1:] for v in values}
    assert sha(canonical_of(whole, "ikt-2018-nordvik.json")) in tried  # what is right
    assert not given & tried


def canonical_of(folder: Path, name: str) -> bytes:
    found = json.loads((folder / name).read_bytes())
    del found["salt"]
    return canonical(found)


def whole_files(folder: Path) -> dict[str, bytes]:
    return {
        path.name.removeprefix("bok~").removesuffix(".txt").replace("~", "/"): (
            path.read_bytes()
        )
        for path in folder.glob("bok~*")
    }


def guessed(
    folder: Path, guess: dict[str, int], digests: dict[str, str]
) -> Iterator[bytes]:
    """Whole certificates of a guess: all but what nobody but the accountant knows."""
    for path in folder.glob("ikt-*.json"):
        found = json.loads(path.read_bytes())
        del found["salt"]
        revision = f"sha256:{sha(canonical(digests))}"
        found["books"] = {"files": digests, "revision": revision}
        for whose, count in guess.items():
            found["statistics"]["population@2018-01-01"][whose][3] = str(count)
        yield canonical(found)


def test_a_member_sees_no_difference_between_two_sets_of_the_others_figures(
    tmp_path: Path,
) -> None:
    """Two others change places: but for commitments and salted digests all is alike."""
    (tmp_path / "en").mkdir()
    (tmp_path / "to").mkdir()
    one = own(books_of(tmp_path / "en", POPULATION))
    swapped = {"nordvik": 3012, "sorvik": 944, "ytrevik": 1877}
    other = own(books_of(tmp_path / "to", swapped))
    assert without_commitments(one) == without_commitments(other)
    assert (one / OWN).read_bytes() != (other / OWN).read_bytes()


def without_commitments(folder: Path) -> dict[str, str]:
    """The texts of a folder; of a checkpoint's digests, who has one."""
    found = {}
    for path in sorted(folder.glob("*.json")):
        text = path.read_text("utf-8")
        if path.name.startswith("sjekkpunkt-"):
            text = DIGESTS.sub("…", text)
        found[path.name] = re.sub("skjult:[0-9a-f]{64}", "skjult:…", text)
    return found


def test_what_the_checkpoint_has_digests_of_is_salted(books: Path) -> None:
    """So that a digest of what is hidden says nothing to who has not the salt."""
    mine, whole = own(books), run(books, "alt")
    said = json.loads((mine / "sjekkpunkt-0001.json").read_bytes())["certificates"]
    found = {path.name: json.loads(path.read_bytes()) for path in whole.glob("*.json")}
    checked = [name for name in said if name in found]
    assert checked
    assert len({found[name]["salt"] for name in checked}) == len(checked)
    assert (
        said
        == json.loads((whole / "sjekkpunkt-0001.json").read_bytes())["certificates"]
    )
    assert verify.main(mine) == verify.main(whole) == 0


def test_another_key_gives_other_digests_everywhere(books: Path) -> None:
    """Whatever of a folder is the same under another key, depends on no hidden file."""
    mine, other = own(books), own(books, "annet", "a0" * 32)
    both = [set(DIGESTS.findall("".join(texts(of)))) for of in (mine, other)]
    same = both[0] & both[1]
    open_to_it = set()
    for path in mine.glob("*-medlem.json"):
        vouchers = json.loads(path.read_bytes())["vouchers"]
        open_to_it |= {line["digest"] for line in vouchers["lines"]}
        open_to_it |= {vouchers["set_digest"], vouchers["selector_digest"]}
    assert same == {of.removeprefix("sha256:") for of in open_to_it}


def test_the_accountant_opens_the_files_of_a_members_certificate(books: Path) -> None:
    mine, whole = own(books), run(books, "alt")
    opened = json.loads((whole / "apning.txt").read_bytes())
    hidden = json.loads((mine / OWN).read_bytes())["books"]
    right = json.loads((whole / "ikt-2018-nordvik.json").read_bytes())["books"]
    for name, commitment in {**hidden["files"], "": hidden["revision"]}.items():
        value, salt = opened[f"bok/{name}" if name else "utgave"]
        assert value == (right["files"][name] if name else right["revision"])
        assert commitment == "skjult:" + sha(f"{salt}:{value}".encode())


AGREEMENTS = 4
MOVED_IN_AN_EARLIER_YEAR = 108
"""An agreement whose bounds moved something on an account that goes on."""


def test_no_figure_of_another_payer_stands_open(tmp_path: Path) -> None:
    """Of random agreements, with bounds and accounts that go on from earlier years."""
    told, main = 0, draw(MOVED_IN_AN_EARLIER_YEAR).write(tmp_path)
    drawn = [(tmp_path / "bevis", prove(main, tmp_path / "bevis"))]
    drawn += [(of, names) for _, of, names in prove_draws(AGREEMENTS, tmp_path)]
    for folder, names in drawn:
        rows = {
            name: raw.decode().split("\n") for name, raw in whole_files(folder).items()
        }
        for name in names:
            whole = json.loads((folder / name).read_bytes())
            found = member_certificate(
                whole, rows, Commitments(b"k" * 32), is_common=False
            )
            payer = whole["subject"]["payer"]
            others = {p for period in whole["periods"] for p in period["amounts"]}
            seen = list(open_figures(found, others - {payer}))
            assert not seen, (folder.parent.name, name, seen[:3])
            told += len(list(open_figures(whole, others - {payer})))
    assert told > 100


def open_figures(
    value: object, payers: set[str], way: tuple[object, ...] = ()
) -> Iterator[tuple[object, ...]]:
    """Figures by the payers that they are of, but for words of the agreement itself."""
    if isinstance(value, dict):
        yield from open_places(value, payers, way)
        for name, inner in value.items():
            is_figure = isinstance(inner, int | str) and name in payers
            if is_figure and not str(inner).startswith("skjult:"):
                yield (*way, name, inner)
            elif name not in {"agreement", "payers"}:
                yield from open_figures(inner, payers, (*way, name))
    elif isinstance(value, list):
        for number, inner in enumerate(value):
            yield from open_figures(inner, payers, (*way, number))


def open_places(
    step: dict[str, Any], payers: set[str], way: tuple[object, ...]
) -> Iterator[tuple[object, ...]]:
    """Figures of statistics of a step, and the stairs that they lead to."""
    for name in ("counts", "numbers"):
        if name == "counts" or step.get("op") in {"price", "statistic", "steps"}:
            for whose, place in step.get(name, {}).items():
                if whose in payers and isinstance(place, list):
                    yield (*way, name, whose, *place)
