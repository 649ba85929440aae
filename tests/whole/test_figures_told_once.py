"""A figure is told once: its subject makes tables and columns, and faces show them."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

from casebook import PROGRAMME
from fellesbok import web
from floors import FACES
from floors import imported
from floors import listing
from floors import name_of
from floors import programme
from floors import room
from parsed import nodes
from places import HOUSE
from places import MADE
from report_pages import labels_of_figures
from report_panels import report

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pagebook import Reader


YEAR = "År"
ASKED_FOR = {YEAR, "Konto", "Periode"}
"""What a reader asks for in fields of their own, which say what they are."""
NUMBERS = frozenset({"MONEY", "SHARE", "PERCENT", "COUNT"})


def calls(path: Path, *names: str) -> Iterator[ast.Call]:
    """Where any of these is made, by its name alone or by that of its module."""
    for node in nodes(path):
        if isinstance(node, ast.Call):
            called = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield from [node] if called in names else []


def said(call: ast.Call) -> str:
    """The words of a text, or of a column's title."""
    first = call.args[0] if call.args else None
    if isinstance(first, ast.Call):
        return said(first)
    return str(first.value) if isinstance(first, ast.Constant) else ""


def is_number(column: ast.Call) -> bool:
    """Whether a column has figures in it."""
    kinds = {n.attr for n in ast.walk(column) if isinstance(n, ast.Attribute)}
    return bool(kinds & NUMBERS)


def title_of(column: ast.Call) -> str:
    """The title of a column, with its name and kind: the same in all is one column."""
    texts = [ast.unparse(part) for part in (*column.args, *column.keywords)]
    return " ".join(sorted(text.removeprefix("values.") for text in texts))


def labels_in_short(path: Path) -> Iterator[str]:
    """What a module calls figures that stand alone, and all that a subject says so."""
    for call in calls(path, "Figure", *(["Text"] if path.stem == "in_short" else [])):
        yield said(call)


def makes_tables(path: Path) -> bool:
    """Whether it is a module that a subject has for its tables."""
    return path.stem == "tables" or path.stem.endswith("_tables")


def literals(path: Path) -> Iterator[tuple[int, str]]:
    """Every text that a face says in its own words, with its line.

    Whatever it is given to; what a page is called by is no word of a figure.
    """
    if path.suffix == ".html":
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1):
            yield from ((number, said) for said in SAID_IN_A_TEMPLATE.findall(line))
        return
    for node in nodes(path):
        is_text = isinstance(node, ast.Constant) and isinstance(node.value, str)
        if is_text and node.value not in web.__all__:  # type: ignore[attr-defined]
            yield node.lineno, node.value  # type: ignore[attr-defined]


SAID_IN_A_TEMPLATE = re.compile(r"""(?<=["'>])[^"'<>{}]+(?=["'<])""")


def faces() -> list[Path]:
    """The modules and templates of all faces."""
    shown = [p for room in FACES for p in (PROGRAMME / room).rglob("*.html")]
    return [p for p in programme() if room(p) in FACES] + sorted(shown)


def test_tables_and_columns_are_made_by_their_subject_alone() -> None:
    """In its ``tables.py``, or in one module a kind of table: ``plan_tables.py``.

    A face chooses tables; it makes none, and says the name of no figure itself.
    """
    modules = [p for p in programme() if room(p) != "tables"]
    columns = [call for path in modules for call in calls(path, "Column")]
    figures = {said(column) for column in columns if is_number(column)} - {"", YEAR}
    assert len(figures) > 50
    in_short = {label for path in modules for label in labels_in_short(path)} - {""}
    assert len(in_short) > 10
    assert in_short & figures == set(), "what has a column is called what that is"
    # A template heads lists of links and fields too, as the payers'.
    by_subjects = in_short | {said(column) for column in columns} - {""}
    by_subjects -= ASKED_FOR
    assert len(faces()) > 50
    made = {str(p) for p in modules if any(calls(p, "Column", "Table"))}
    assert {path for path in made if not makes_tables(Path(path))} == set()
    assert not made & set(map(str, faces()))
    told = {
        f"{path.relative_to(PROGRAMME)}:{line}: {words}"
        for path in faces()
        for line, words in literals(path)
        if words in (by_subjects if path.suffix == ".py" else figures)
    }
    assert told == set()


ON_PAPER = "noted_table"
"""The one module of the report that turns the lines of a subject's table to rows."""

MAKE_LINES = {"Cell", "Column", "Line", "Panel", "PanelRow", "Table", "total_line"}
PARTS_OF_TABLES = {"cells", "columns", "lines"}
MAKE_SUMS = {"SUM", "added", "is_difference", "summed", "total_line", "variance_of"}
"""What a subject makes the lines of its tables with, and their sums."""


OF_CELLS = {"Headline", "PanelRow"}
"""What the report has of figures: those that stand alone, and the rows of tables."""


def made_of_cells(path: Path) -> Iterator[str]:
    """The classes of a module that have cells: rows in another shape than a table's."""
    for node in nodes(path):
        if isinstance(node, ast.ClassDef):
            fields = [part for part in node.body if isinstance(part, ast.AnnAssign)]
            told = " ".join(ast.unparse(part.annotation) for part in fields)
            yield from [node.name] if re.search(r"\bCell\b", told) else []


def lays_out(path: Path) -> Iterator[str]:
    """What a module does that a subject does for its tables: lines, cells and sums."""
    for call in calls(path, *MAKE_LINES):
        yield f"{call.lineno}: makes {ast.unparse(call.func)}"
    for call in calls(path, "replace"):
        given = PARTS_OF_TABLES & {word.arg for word in call.keywords}
        yield from (f"{call.lineno}: puts other {part} in" for part in sorted(given))
    for line, name in imported(path):
        if name.rpartition(".")[2] in MAKE_SUMS:
            yield f"{line}: knows {name}"


def test_a_face_lays_out_no_lines_and_adds_nothing_up() -> None:
    """The lines of a table are its subject's, in its order and with its sums.

    A face that puts rows together under column titles of others tells the figure anew:
    the report's two-column table, overview and matrix did.
    """
    faults = {
        f"{path.relative_to(PROGRAMME)}:{fault}"
        for path in programme()
        if room(path) in FACES and path.stem != ON_PAPER
        for fault in lays_out(path)
    }
    assert faults == set()
    assert {*lays_out(PROGRAMME / "budgets" / "form_tables.py")}
    shown = [path for path in programme() if room(path) in FACES]
    assert {name for path in shown for name in made_of_cells(path)} == OF_CELLS


ADDRESSES = {
    "web": "web/frame/links.py",
    "report": "report/anchors.py",
}
"""The one module of a face that makes addresses of what a cell leads to."""
SAYS_OF_AN_ADDRESS = re.compile(r"\bTarget\b")


def makes_addresses(path: Path) -> Iterator[str]:
    """The functions of a module that are given what a cell leads to, and what does so.

    Also one without a name, which is handed on to whoever shows the table.
    """
    for node in nodes(path):
        if isinstance(node, ast.FunctionDef):
            told = " ".join(
                ast.unparse(a.annotation) for a in node.args.args if a.annotation
            )
            if SAYS_OF_AN_ADDRESS.search(told):
                yield f"{node.lineno}: {node.name}"
    for call in calls(path, "panel_of"):
        given = [*call.args[1:], *(k.value for k in call.keywords if k.arg == "to")]
        yield from (f"{a.lineno}: lambda" for a in given if isinstance(a, ast.Lambda))


def test_a_face_makes_addresses_in_one_place() -> None:
    """What a cell leads to is a value; the report made anchors of it in eleven."""
    found: dict[str, set[str]] = defaultdict(set)
    for path in programme():
        if room(path) in FACES and any(makes_addresses(path)):
            found[room(path)].add(path.relative_to(PROGRAMME).as_posix())
    assert found == {face: {path} for face, path in ADDRESSES.items()}


HOLD = {"must_equal", "must_hold"}


def sums_of_money(path: Path) -> Iterator[str]:
    """Where a module adds amounts up, but to hold them against what was told."""
    for function in nodes(path):
        if not isinstance(function, ast.FunctionDef):
            continue
        made = [call for call in ast.walk(function) if isinstance(call, ast.Call)]
        called = {ast.unparse(call.func) for call in made}
        for call in made:
            # A count begins at 0 by itself; an amount is given where it begins.
            is_sum = ast.unparse(call.func) == "sum" and len(call.args) == 2
            if is_sum and not called & HOLD:
                yield f"{call.lineno}: {function.name} adds amounts up"
            if ast.unparse(call.func) == "kroner" and "sum(" in ast.unparse(call):
                yield f"{call.lineno}: {function.name} adds øre up"


def test_a_face_tells_no_sum_of_its_own() -> None:
    """Also in a sentence: what a face needs to say is said by the subject."""
    faults = {
        f"{path.relative_to(PROGRAMME)}:{fault}"
        for path in programme()
        if room(path) in FACES
        for fault in sums_of_money(path)
    }
    assert faults == set()
    assert {*sums_of_money(PROGRAMME / "claims" / "in_short.py")}


def test_a_column_is_made_once() -> None:
    """Another subject that has the same takes it from where it is."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in programme():
        for call in calls(path, "Column"):
            place = f"{path.relative_to(PROGRAMME)}:{call.lineno}"
            found[title_of(call)].append(place)
    twice = [f"{of}: {', '.join(at)}" for of, at in found.items() if len(at) > 1]
    assert not twice, listing(twice)


SEVERAL_TITLES = {
    "amount": "of one line («Beløp»), with the unit where the table says it nowhere"
    " else («Kroner»), and what a period adds to a share",
    "basis": "what is shared, and by what two lines are known to be the same",
    "difference": "what a proposal changes, and between the books of two parties",
    "reason": "why a share was corrected, and why a folder was not calculated",
    "received": "of a grant, and of others' money, by a payer for the cooperation",
    "settlement": "how often the terms say, and what is claimed by it in kroner",
    "tax": "what is added to claims, and what of a sum that is told with it («Herav»)",
    "text": "what a voucher says, and what it is that a year waits for («Hva»)",
}
"""Names that programs know as fields, each of several subjects, and of what there."""


def name_and_title(column: ast.Call, path: Path) -> tuple[str, str]:
    """What a column is called by programs and by people; a made title as it is made."""
    given: dict[str | None, ast.expr] = {k.arg: k.value for k in column.keywords}
    given |= dict(zip(("title", "kind", "name"), column.args, strict=False))
    name = given.get("name", ast.Constant(""))
    told = {
        ast.unparse(node.targets[0]): node.value
        for node in nodes(path)
        if isinstance(node, ast.Assign)
    }
    name = told.get(ast.unparse(name), name)
    called = name.value if isinstance(name, ast.Constant) else ast.unparse(name)
    return str(called), said(column) or ast.unparse(given["title"])


def fields_for_programs() -> set[str]:
    """The fields of all records that are given to programs."""
    return {
        ast.unparse(node.target)
        for path in programme()
        if path.stem == "for_programs"
        for node in nodes(path)
        if isinstance(node, ast.AnnAssign)
    }


def test_a_column_of_one_name_has_one_title() -> None:
    """What is another figure has another name, but for fields that programs read."""
    titles: dict[str, set[str]] = defaultdict(set)
    for path in programme():
        for column in calls(path, "Column"):
            name, title = name_and_title(column, path)
            titles[name].add(title)
    several = {name: of for name, of in titles.items() if len(of) > 1 and name}
    assert set(several) == set(SEVERAL_TITLES), several
    assert set(SEVERAL_TITLES) <= fields_for_programs()


SEVERAL_NAMES = {
    "Beløp": "of one line, and of what no source says whether it is budget or accounts",
    "Endring": "in kroner, and the commit that holds a change of the books",
    "Enhet": "of an amount, and the commodity that a grant is counted in",
    "Funnet": "on this machine, and in the books of two parties",
    "Gjelder": "what a claim is for, a deadline, and the year that a correction is of",
    "Hva": "a term of an agreement, a part of the books that was changed, and what a"
    " year waits for",
    "Hvorfor": "two sums differ, and the message of a change",
    "Mangler": "what is told in a sentence, and the paper that is awaited",
    "Samarbeid": "the title, and the name that commands and accounts know it by",
}
"""Titles that people read above what are different fields for programs."""


def test_a_column_of_one_title_has_one_name() -> None:
    """What is the same to people is the same to programs, and of one kind."""
    names: dict[str, set[str]] = defaultdict(set)
    kinds: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in programme():
        for column in calls(path, "Column"):
            name, title = name_and_title(column, path)
            if said(column) not in {"", "{year}"}:
                names[title].add(name)
                kinds[title, name].add(title_of(column))
    several = {title: of for title, of in names.items() if len(of) > 1}
    assert set(several) == set(SEVERAL_NAMES), several
    twice = {of: made for of, made in kinds.items() if len(made) > 1}
    assert not twice, "made in two subjects"


def asked_columns(path: Path) -> Iterator[str]:
    """The names by which a module chooses columns of tables that others make."""
    known = vars(import_module(name_of(path)))
    for call in calls(path, "narrowed", "where_used"):
        for part in ast.walk(call.args[0]):
            if isinstance(part, ast.Constant):
                yield str(part.value)
            named = known.get(part.id, ()) if isinstance(part, ast.Name) else ()
            several = named if isinstance(named, set | frozenset | tuple | list) else ()
            yield from (str(getattr(each, "name", each)) for each in several)


def test_a_face_asks_for_columns_that_there_are() -> None:
    """It says which by name; a name that no table has would be left out unseen."""
    known = {
        name_and_title(column, path)[0]
        for path in programme()
        for column in calls(path, "Column")
    }
    asked = {
        path: {*asked_columns(path)} for path in programme() if room(path) in FACES
    }
    assert len(set().union(*asked.values())) > 20
    assert not {path: names - known for path, names in asked.items() if names - known}


def test_a_face_says_no_label_of_a_figure_that_it_shows(accountant: Reader) -> None:
    """Report and pages are read as they are shown: what heads a column of figures.

    In the report also what heads a line.  Whatever a face calls it by, and through
    whatever function or template: the words are not its.
    """
    shown = {
        label
        for books, year in ((MADE / "settled_books", 2024), (HOUSE, 2018))
        for label in labels_of_figures(report(year, books=books))
    }
    shown |= {
        heading
        for page in web.__all__
        for heading in accountant.page(page, time="2018").figure_headings
    }
    assert {
        "Inngående",
        "Krevd i alt",
        "Oppgitt sum",
        "Kontroll",
        "Andel av budsjett",
    } <= shown
    told = {
        f"{path.relative_to(PROGRAMME)}:{line}: {words}"
        for path in faces()
        for line, words in literals(path)
        if words in shown
    }
    assert told == set()
