"""Every folder in ``ledgers`` becomes what it says, and every message has a folder.

What no readable file can hold (other encodings, endless files) stands in ``HOSTILE``.
"""

from __future__ import annotations

import ast
import os
import re
from typing import TYPE_CHECKING

import pytest

from casebook import EXPECTED_ENTRIES
from casebook import EXPECTED_ERRORS
from casebook import LEDGERS
from casebook import PROGRAMME
from casebook import SOURCE
from casebook import case_folders
from casebook import entries_text
from casebook import errors_text
from casebook import generated_entries
from casebook import load
from casebook import load_case
from systems import needs

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

ROOMS_WITH_MESSAGES = (
    "rules/*.py",
    "agreement/distribution_key/*.py",
    "sharing/voucher_pots.py",
    "sharing/vat.py",
    "grants/drawings.py",
    "funds/orders.py",
    "funds/uses.py",
    "closing/closed_orders.py",
    "funds/below_zero.py",
    "grants/lost_sight.py",
    "funds/moves.py",
    "grants/unused.py",
    "entries/overrides.py",
    "entries/vocabulary.py",
    "entries/checks.py",
    "entries/declared.py",
    "approvals/checks.py",
    "objections/raised.py",
    "objections/checks.py",
    "claims/written.py",
    "claims/checks.py",
    "claims/disagreements.py",
    "plugin.py",
    "sharing/findings.py",
    "budgets/adopted.py",
    "budgets/shares.py",
    "entries/closed_years.py",
    "accruals/incurred.py",
    "accruals/booked_and_reversed.py",
)

NEVER_SEEN = {
    # Stands for faults of shape that the schema cannot give today.
    "«{field}» har en verdi som ikke passer.",
    # A proposal alone may not name such a file, and no ledger has one (test_trying).
    "Filen «{file}» er ikke en CSV-fil.",
    # Of a part of the rules that is tried (test_trying); a whole file says otherwise.
    "Vilkårene fra {day} står to ganger: her og på linje {first}.",
    (
        "«{field}» kan ikke prøves: bøkene er ført med det som står i avtalene nå, og"
        " ville ikke hatt noe under et annet navn."
    ),
    # Of two parts that are tried together (test_merging).
    (
        "«{field}» prøves som noe annet i {file}, linje {line}, og bare én av dem kan"
        " gjelde. Prøv dem hver for seg."
    ),
    # Of terms that are tried, which are found by their day (test_other_hosts).
    (
        "Vilkår i et forslag finnes ved dagen de gjelder fra. Skriv «from»: {known},"
        " eller en annen dag for nye vilkår."
    ),
    (
        "Ingen vilkår gjelder fra {day}, så disse er nye og må være hele. Det finnes"
        " vilkår fra {known}."
    ),
    # Of a figure that a proposal has and one by itself (test_trying_new_members).
    (
        "{statistic} for {municipality} per {day} prøves som {value} her og som {other}"
        " for seg, og bare én av dem kan gjelde. Prøv dem hver for seg."
    ),
    # Of figures that are tried, which stand in no file (test_trying_new_members).
    "Ukjent statistikk «{name}». Kjente: {known}.",
    "«{written}»: tallet står to ganger.",
    # Of an objection as it is made by the command, and never again (test_objections).
    (
        "Bilag {voucher} fra {day} er ikke med i det som er fordelt av {cooperation}"
        " for {year}."
    ),
    # A voucher that does not say who paid is not shared, and a budget is the host's;
    # the key itself refuses to guess all the same.
    (
        "Nøkkelen har en terskel som betaleren bærer selv, men betaleren er ikke"
        " oppgitt. Oppgi vertskommune i avtalen eller «betaler:» på bilaget."
    ),
}

HOSTILE = {
    "NUL": (
        b"region: Nord-Troms\ncurrency: N\0K\n",
        "rules.yaml:2: Filen har et tegn som ikke kan stå i YAML (nummer 0).\n",
    ),
    "Latin-1": (
        "region: Nord-Troms\n# Kåfjord\n".encode("latin-1"),
        "rules.yaml:2: Filen er ikke lagret som UTF-8.\n",
    ),
    "UTF-16": (
        "region: Nord-Troms\n".encode("utf-16"),
        "rules.yaml:1: Filen er ikke lagret som UTF-8.\n",
    ),
    "too large": (
        b"# " + b"a" * 5_000_000,
        "rules.yaml:1: Filen er for stor til å være en avtalefil.\n",
    ),
    "too many values": (
        b"[" + b"a," * 200_000 + b"]",
        "rules.yaml:1: Filen har for mange verdier til å være en avtalefil.\n",
    ),
    "too many directives": (
        b"%TAG !a! b\n" * 5 + b"---\na: b\n",
        (
            "rules.yaml:5: Filen har for mange linjer som begynner med %, til å være en"
            " avtalefil.\n"
        ),
    ),
    "endlessly deep": (
        b"[" * 100_000,
        "rules.yaml:1: Filen er nøstet for dypt.\n",
    ),
    "too deep": (
        b"[" * 70 + b"]" * 70,
        "rules.yaml:1: Filen er nøstet for dypt.\n",
    ),
    "a list": (
        b"[Nord-Troms]",
        "rules.yaml:1: Filen skal ha felter med navn.\n",
    ),
}

COLUMNS = b"municipality,date,population\n"
HOSTILE_FIGURES: dict[str, tuple[bytes | None, str]] = {
    "Latin-1": (
        COLUMNS + "Kåfjord,2018-01-01,2132\n".encode("latin-1"),
        "population.csv:2: Filen er ikke lagret som UTF-8.\n",
    ),
    "a workbook": (
        b"PK\x03\x04" + bytes(100),
        (
            "population.csv:1: Filen er et regneark eller et arkiv. Lagre arket som"
            " CSV, i UTF-8, eller skriv det som en tekst.\n"
        ),
    ),
    "too large": (
        COLUMNS + b"\n" * 5_000_000,
        "population.csv:1: Filen er for stor: høyst 5 MB.\n",
    ),
    "full of faults": (
        COLUMNS + b"Oslo,2018-01-01,1\n" * 1_000,
        (
            "population.csv:102: Filen har flere feil enn de 100 som er nevnt. Rett dem"
            " først.\n"
        ),
    ),
    "a pipe": (None, "population.csv:1: Det er ikke en vanlig fil.\n"),
}
"""What a file of figures holds, or nothing where it is none; and what is said last."""


@pytest.mark.parametrize("folder", case_folders(), ids=lambda folder: folder.name)
def test_the_books_become_what_the_folder_says(
    folder: Path, *, update_golden: bool
) -> None:
    loaded = load_case(folder)
    found = {
        EXPECTED_ENTRIES: entries_text(generated_entries(loaded)),
        EXPECTED_ERRORS: errors_text(loaded.errors, folder),
    }
    assert any(found.values()), "a case must show something"
    places = [entry.meta["lineno"] for entry in generated_entries(loaded)]
    assert len(places) == len(set(places)), "no two generated entries are the same"
    assert "Traceback" not in found[EXPECTED_ERRORS]
    for name, text in found.items():
        path = folder / name
        if update_golden:
            path.unlink(missing_ok=True)
            if text:
                path.write_text(text, encoding="utf-8")
        expected = path.read_text(encoding="utf-8") if path.exists() else ""
        assert text == expected, name


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_rules_file_is_one_fault(name: str, tmp_path: Path) -> None:
    written, expected = HOSTILE[name]
    ledger = tmp_path / SOURCE
    ledger.write_text('plugin "fellesbok.plugin" "rules.yaml"\n', encoding="utf-8")
    (tmp_path / "rules.yaml").write_bytes(written)
    assert errors_text(load(ledger).errors, tmp_path) == expected


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=() if content else needs("mkfifo"))
        for name, (content, _) in HOSTILE_FIGURES.items()
    ],
)
def test_a_hostile_file_of_figures_is_told_in_few_words(
    name: str, tmp_path: Path
) -> None:
    written, expected = HOSTILE_FIGURES[name]
    case = LEDGERS / "a-statistics-file-has-one-figure-a-day"
    for of in (SOURCE, "rules.yaml"):
        (tmp_path / of).write_bytes((case / of).read_bytes())
    if written is None:
        os.mkfifo(tmp_path / "population.csv")
    else:
        (tmp_path / "population.csv").write_bytes(written)
    found = errors_text(load(tmp_path / SOURCE).errors, tmp_path)
    assert found.endswith(expected)
    assert found.count("\n") <= 101


def test_every_message_has_a_ledger_that_causes_it() -> None:
    """A new message is not done until a bookkeeper can see where it comes from."""
    said = "\n".join(_said())
    unseen = [
        f"{place}: {template}"
        for place, template in _templates()
        if template not in NEVER_SEEN and not _pattern(template).search(said)
    ]
    assert not unseen, "No ledger causes\n" + "\n".join(unseen)


def _said() -> Iterator[str]:
    """Every message that is expected, one a line, without file and line number."""
    for folder in case_folders():
        errors = folder / EXPECTED_ERRORS
        if errors.exists():
            for line in errors.read_text(encoding="utf-8").splitlines():
                yield line.partition(": ")[2]
        entries = folder / EXPECTED_ENTRIES
        if entries.exists():
            text = entries.read_text(encoding="utf-8")
            yield from re.findall(r'^\S+ note \S+ "(.*)"', text, re.MULTILINE)
    for _, expected in (*HOSTILE.values(), *HOSTILE_FIGURES.values()):
        yield expected.strip().partition(": ")[2]


def _pattern(template: str) -> re.Pattern[str]:
    """What the template looks like when it is filled, alone or after ``field: ``."""
    filled = re.sub(r"\\\{\w+\\\}", ".+", re.escape(template))
    return re.compile(f"^(.*: )?{filled}$", re.MULTILINE)


def _templates() -> Iterator[tuple[str, str]]:
    """Every text for people in the rooms that find faults, with its place.

    That is a text with a full stop or a value to fill in, unless it is a docstring or
    the description of a field.
    """
    for room in ROOMS_WITH_MESSAGES:
        paths = sorted(PROGRAMME.glob(room))
        assert paths, f"{room} is no room any more"
        for path in paths:
            tree = ast.parse(path.read_text(encoding="utf-8"))
            silent = {id(text) for node in ast.walk(tree) for text in _not_said(node)}
            for node in ast.walk(tree):
                if (
                    isinstance(node, ast.Constant)
                    and isinstance(node.value, str)
                    and id(node) not in silent
                    and " " in node.value
                    and re.search(r"\{[a-z]+\}|\.$", node.value)
                ):
                    place = path.relative_to(PROGRAMME).as_posix()
                    yield f"{place}:{node.lineno}", node.value


def _not_said(node: ast.AST) -> list[ast.AST]:
    """Texts that stand in a node without being said to anybody."""
    match node:
        case ast.Expr(value=ast.Constant() as docstring):
            return [docstring]
        case ast.keyword(arg="description", value=description):
            return [description]
        case ast.JoinedStr(values=parts):
            return list(parts)
        case _:
            return []
