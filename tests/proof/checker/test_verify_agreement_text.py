"""What the agreement says is read in its own text, not in what a host tells of it."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING
from typing import Any

import pytest
import yaml

from attacks import sealed
from casebook import LEDGERS
from casebook import PROGRAMME
from deep import seeds
from fellesbok.proof.canonical import canonical
from fellesbok.proof.checker import verify
from fellesbok.proof.checker import verify_deep
from proved import prove

if TYPE_CHECKING:
    from pathlib import Path

    from lying_host import Json

ROTATES = LEDGERS / "the-odd-ore-rotates-between-years"
HOUSE = PROGRAMME.parents[1]
NAME = "ikt-2018-kafjord.json"


def proved(folder: Path, *changes: tuple[str, str], top: str = "") -> Path:
    """The certificate of 1,01 kr between two, when words of the rules are others."""
    rules = top + (ROTATES / "rules.yaml").read_text("utf-8")
    for before, after in changes:
        assert before in rules
        rules = rules.replace(before, after)
    (folder / "rules.yaml").write_text(rules, "utf-8", newline="")
    source = (ROTATES / "source.beancount").read_text("utf-8")
    (folder / "source.beancount").write_text(source, "utf-8")
    prove(folder / "source.beancount", folder / "bevis")
    return folder / "bevis" / NAME


def key(said: str) -> tuple[str, str]:
    return "key: equal", f"key: {said}"


def accepted(path: Path) -> Json:
    """The certificate, which the large checker finds right and has seen all of."""
    unseen: set[str] = set()
    found = verify_deep.certificate(path.parent, path.name, unseen)
    assert not unseen
    return found


# Told in another structure ------------------------------------------------------------

TEN = [["threshold", "10"], ["above", "equal"]]
LIES: dict[str, tuple[str, str, Any]] = {
    "a number is cut": (
        "{threshold: 1 000, above: equal}",
        "key",
        [["threshold", "1"], ["000", ""], ["above", "equal"]],
    ),
    "a bound is inside": (
        "{bounded: equal, minimum: '0.10'}",
        "key",
        [["bounded", [["equal", ""], ["minimum", "0.10"]]]],
    ),
    "a bound is left out": ("{bounded: equal, minimum: '0.10'}", "key", "equal"),
    "percent is left out": (
        "{parts: [{weight: 40 %, key: equal}, {weight: 60 %, key: equal}]}",
        "key",
        [
            [
                "parts",
                [
                    [["weight", "40"], ["%", ""], ["key", "equal"]],
                    [["weight", "60 %"], ["key", "equal"]],
                ],
            ]
        ],
    ),
    "one is two": ("equal", "participants", ["kafjord lyngen"]),
    "a comma is of the word": ("equal", "basis", "net,"),
    "another period": ("equal", "settlement", "year,"),
}


@pytest.mark.parametrize("what", LIES)
def test_the_words_of_an_agreement_are_not_put_together_otherwise(
    what: str, tmp_path: Path
) -> None:
    """The same words in the same order, and another agreement."""
    written, field, lie = LIES[what]
    path = proved(tmp_path, key(written))
    told = accepted(path)
    told["agreement"]["versions"][0][field][2] = lie
    path.write_bytes(canonical(sealed(told, path.parent)))
    with pytest.raises(verify_deep.DiffersError, match="vilkårene er andre"):
        verify_deep.certificate(path.parent, path.name, set())


def test_a_number_that_is_cut_stands_not_on_its_line(tmp_path: Path) -> None:
    """Also the small checker sees that ``1`` is not all of ``1 000``."""
    path = proved(tmp_path, key("{threshold: 1 000, above: equal}"))
    told = accepted(path)
    tree = told["periods"][0]["uses"][0]["tree"]
    for place in tree["numbers"].values():
        place[3] = "1"
    path.write_bytes(canonical(told))
    for checker in (verify, verify_deep):
        with pytest.raises(checker.DiffersError, match="«1» står ikke der"):
            checker.certificate(path.parent, path.name, set())


def test_another_file_than_the_one_that_the_books_name_is_no_agreement() -> None:
    books = {"ledger/main.beancount": ['plugin "fellesbok.plugin" "../rules.yaml"']}
    verify_deep.included(books, "rules.yaml", set())
    with pytest.raises(verify_deep.DiffersError, match="er ikke avtalen som"):
        verify_deep.included(books, "ledger/rules.yaml", set())


# Written otherwise --------------------------------------------------------------------


@pytest.mark.parametrize(
    "change",
    [
        ("    account: IKT", '    "account": IKT'),
        ("    account: IKT", "    account : IKT  # konto: Annet"),
        ("    title: IKT-samarbeidet", "    title: IKT # eller {a: b}"),
        ("    title: IKT-samarbeidet", "    title: 'IKT, og annet'"),
        ("    title: IKT-samarbeidet", "    title: IKT\n      - from i går"),
        (
            "source: Avtalen",
            "source: >\n          - from: 2017-01-01\n          key: x",
        ),
        ("source: Avtalen", '"s\\u006furce": Avtalen'),
        ("currency: NOK", "currency: NOK  # accounts: {claims: Assets:Annet}"),
        ("cooperations:\n", "cooperations:\n\n# mellom\n"),
        key("{threshold: '0,10', above: equal}"),
        key("{\n          threshold: 10, # kr\n          above: equal}"),
        key("\n          threshold: 10\n          above:\n            equal"),
    ],
)
def test_the_same_agreement_written_otherwise_is_accepted(
    change: tuple[str, str], tmp_path: Path
) -> None:
    accepted(proved(tmp_path, change))


@pytest.mark.parametrize(
    "row",
    ["# se § 4\rx: 1", "a: b\x85c: d", "a: b\u2028c: d", "\ta: b", "%YAML 1.1", "..."],
)
def test_what_may_begin_a_line_for_another_reader_is_not_read(row: str) -> None:
    with pytest.raises(verify_deep.DiffersError, match="på en måte"):
        verify_deep.tree_of(("x: y", row, "z: w"))


@pytest.mark.parametrize(
    "text",
    ["a: &x 1", "a: *x", "a: !!str 1", "? a", "a: 1\na: 2", "<<: {a: 1}", "{a: 1", ""],
)
def test_what_can_be_read_two_ways_is_not_read(text: str) -> None:
    with pytest.raises(verify_deep.DiffersError):
        verify_deep.tree_of((*text.split("\n"),))


class _Texts(yaml.SafeLoader):
    """YAML with every value as it is written."""


_Texts.yaml_implicit_resolvers = {}
WORDS = [
    "1 000",
    "40 %",
    "it's",
    "# no",
    "a: b",
    "- x",
    "[x",
    "{y",
    "",
    "two\nrows",
    "x,y",
]
MARKS = [
    *" \n#:-'\",[]{}|>\\?&*%",
    " #",
    ": ",
    "- ",
    "\n  ",
    '""',
    "\n\n",
    "\n#x\n",
    "...",
]


def drawn(chance: random.Random, depth: int = 0) -> Any:  # noqa: ANN401 -- anything
    kind = chance.random()
    if depth > 3 or kind < 0.4:
        return chance.choice(WORDS)
    inner = [drawn(chance, depth + 1) for _ in range(chance.randrange(4))]
    return inner if kind < 0.6 else {chance.choice(WORDS): value for value in inner}


def test_what_is_read_is_what_yaml_says() -> None:
    """Of made-up texts and pieces of real agreements, with marks put in and taken out.

    What is not read is refused; nothing is read in another way.
    """
    real = [(HOUSE / "allocation_rules.yaml").read_text("utf-8")]
    real += [path.read_text("utf-8-sig") for path in LEDGERS.glob("*/rules.yaml")]
    real.sort()
    read = 0
    for seed in seeds(600):
        chance = random.Random(seed)  # noqa: S311 -- can be repeated
        rows = chance.choice(real).split("\n")
        first = chance.randrange(len(rows))
        text = "\n".join(rows[first : first + chance.choice((5, 40))])
        if chance.randrange(2):
            style, width = chance.choice((True, False, None)), chance.choice((20, 200))
            made = {"r": drawn(chance), "s": drawn(chance)}
            text = yaml.dump(made, default_flow_style=style, width=width)
        for _ in range(chance.randrange(3)):
            place = chance.randrange(len(text) + 1)
            gone = chance.choice((0, 0, 1, 2))
            text = text[:place] + chance.choice(MARKS) + text[place + gone :]
        try:
            found = verify_deep.tree_of((*text.split("\n"),))
            right = yaml.load(text, _Texts)  # noqa: S506 -- texts alone are made of it
        except (verify_deep.DiffersError, yaml.YAMLError):
            continue
        assert found == right, text
        read += 1
    assert read > len(seeds(600)) // 5
