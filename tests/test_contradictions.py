"""A contradiction of one cooperation's figures is told, and stops no other."""
# ruff: noqa: ANN401 -- what is broken stands for steps with types of their own

from __future__ import annotations

import ast
from decimal import Decimal
from fractions import Fraction
from pathlib import Path
from types import SimpleNamespace
from typing import TYPE_CHECKING
from typing import Any

import pytest
from click.testing import CliRunner

from casebook import PROGRAMME
from casebook import errors_text
from casebook import load
from fellesbok import __version__
from fellesbok import plugin
from fellesbok.agreement.apportion import largest_remainder
from fellesbok.books import load_books
from fellesbok.budgets import shares
from fellesbok.cli import main
from fellesbok.closing import corrections
from fellesbok.closing import open_years
from fellesbok.contradictions import ContradictionError
from fellesbok.contradictions import must_equal
from fellesbok.contradictions import must_hold
from fellesbok.error_texts.inner_contradictions import why
from fellesbok.report.composition import build_report
from fellesbok.shared import OPTION
from fellesbok.sharing import receivables
from fellesbok.sharing import statement
from fellesbok.sharing.readings import other_readings
from fellesbok.sharing.settlement import settle_year
from pagebook import reader_of
from pagebook import with_pages

if TYPE_CHECKING:
    from collections.abc import Callable

    from casebook import Loaded

RULES = """\
region: Nord-Troms
currency: NOK
municipalities:
  kafjord:
    {name: Kåfjord, organisation_number: "940363586", numbers: [{number: "1940"}]}
  lyngen:
    {name: Lyngen, organisation_number: "840014932", numbers: [{number: "1938"}]}
cooperations:
"""
COOPERATION = """\
  {slug}:
    title: {title}
    account: {account}
    kind: cooperation
    legal_form: not_stated
    versions:
      - from: 2018-01-01
        participants: [kafjord, lyngen]
        host: kafjord
        key: equal
        basis: net
        settlement: year
        surplus: fund
        decision: not_stated
        source: Avtalen
"""
IKT, PPT = ("ikt", "IKT-samarbeidet", "IKT"), ("ppt", "PP-tjenesten", "PPT")
REPORT = (
    "Har bøkene andre feil, rett dem først. Ellers er det en feil i programmet"
    f" (fellesbok {__version__}): meld fra om den, med denne meldingen, avtalen og"
    " bilagene til samarbeidet. De andre samarbeidene er ikke berørt."
)


def books(folder: Path, vouchers: str = "") -> Path:
    """Two cooperations of two, each with a cost of 100 in 2018 and in 2019."""
    names = ("slug", "title", "account")
    rules = RULES
    source = 'plugin "fellesbok.plugin" "rules.yaml"\n2018-01-01 open Assets:Bank NOK\n'
    for one in (IKT, PPT):
        of = dict(zip(names, one, strict=True))
        rules += COOPERATION.format(**of)
        account = of["account"]
        for name in ("Expenses:{c}", "Income:{c}:Fond", "Income:{c}:Salg"):
            source += f"2018-01-01 open {name.format(c=account)} NOK\n"
        for payer in ("Kåfjord", "Lyngen"):
            source += (
                f"2018-01-01 open Assets:Fordringer:{payer}:{account} NOK\n"
                f"2018-01-01 open Income:{account}:Kommuner:{payer} NOK\n"
                f"2018-01-01 open Liabilities:Fond:{account}:{payer} NOK\n"
            )
        for year in (2018, 2019):
            source += (
                f'{year}-03-01 * "Kostnad"\n'
                f"  Expenses:{account}  100.00 NOK\n  Assets:Bank\n"
            )
    (folder / "rules.yaml").write_text(rules, encoding="utf-8")
    main_file = folder / "source.beancount"
    main_file.write_text(source + vouchers, encoding="utf-8")
    return main_file


def charged(loaded: Loaded) -> dict[tuple[str, int], Decimal]:
    """What is charged by cooperation and year."""
    found: dict[tuple[str, int], Decimal] = {}
    for share in statement.shares(loaded.entries):
        key = share.cooperation, share.day.year
        found[key] = found.get(key, Decimal(0)) + share.amount
    return found


ALL = {(c, y): Decimal(100) for c in ("IKT", "PPT") for y in (2018, 2019)}


def test_the_books_are_in_order_before_anything_is_broken(tmp_path: Path) -> None:
    loaded = load(books(tmp_path))
    assert not loaded.errors
    assert charged(loaded) == ALL


def _breaks_for_ikt_2018(right: Callable[..., Any]) -> Callable[..., Any]:
    """A step of the arithmetic that loses 1 øre of IKT in 2018, and nowhere else."""

    def broken(entitlements: dict[str, Fraction], total: int, **words: Any) -> Any:
        is_ours = broken.year == ("ikt", 2018)  # type: ignore[attr-defined]
        return right(entitlements, total - 1 if is_ours else total, **words)

    return broken


def test_a_year_that_contradicts_itself_is_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = _breaks_for_ikt_2018(largest_remainder)
    monkeypatch.setattr("fellesbok.sharing.parts_of_year.largest_remainder", broken)

    def settled(vouchers: Any, *rest: Any) -> Any:
        broken.year = vouchers.cooperation.slug, vouchers.year  # type: ignore[attr-defined]
        return settle_year(vouchers, *rest)

    monkeypatch.setattr(plugin, "settle_year", settled)
    loaded = load(books(tmp_path))
    assert errors_text(loaded.errors, tmp_path) == (
        "rules.yaml:9: IKT-samarbeidet 2018 er ikke fordelt: Det betalerne skal bære,"
        " og summen som fordeles, skal være like, men er 100 kr og 99,99 kr: 0,01 kr i"
        f" forskjell. {REPORT}\n"
    )
    assert charged(loaded) == {k: v for k, v in ALL.items() if k != ("IKT", 2018)}


def test_lines_that_contradict_their_year_are_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Also the pages and queries hold nothing of that year."""
    right = receivables._charges

    def broken(agreement: Any, result: Any) -> Any:
        lines = list(right(agreement, result))
        return lines[1:] if result.cooperation.slug == "ikt" else lines

    monkeypatch.setattr(receivables, "_charges", broken)
    loaded = load(books(tmp_path))
    told = errors_text(loaded.errors, tmp_path).splitlines()
    assert [line.partition(" er ikke fordelt")[0] for line in told] == [
        "rules.yaml:9: IKT-samarbeidet 2018",
        "rules.yaml:9: IKT-samarbeidet 2019",
    ]
    assert "skal være like, men er 50,00 kr og 100,00 kr: 50 kr i forskjell." in told[0]
    assert charged(loaded) == {k: v for k, v in ALL.items() if k[0] == "PPT"}
    results = loaded.options[OPTION].results
    assert {r.cooperation.slug for r in results} == {"ppt"}


def test_a_fund_that_contradicts_itself_stops_only_its_own_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, **__: Any) -> Any:
        must_equal("Fondet", Decimal(1), Decimal(2))

    monkeypatch.setattr("fellesbok.funds.moves.largest_remainder", broken)
    source = books(
        tmp_path,
        '2018-02-01 * "Salg"\n  Assets:Bank  150.00 NOK\n  Income:IKT:Salg\n'
        '2019-02-01 custom "fond" "ikt" "bruk" 10.00 NOK\n'
        '2019-02-01 custom "fond" "ppt" "innbetaling" "Lyngen" 10.00 NOK\n',
    )
    loaded = load(source)
    (error,) = loaded.errors
    text = source.read_text(encoding="utf-8")
    line = text[: text.index('custom "fond" "ikt"')].count("\n") + 1
    assert error.source["lineno"] == line
    assert "Fondet skal være like, men er 1,00 kr og 2,00 kr" in error.message
    # The use is not made, so the year that it was to cover is not shared.
    assert charged(loaded) == {k: v for k, v in ALL.items() if k[0] == "PPT"}


@pytest.fixture
def inconsistent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Books in which what is read of IKT's shares is 1 krone more than is posted."""

    def broken(_entries: Any, _shared: Any, result: Any, _payer: Any) -> list[Any]:
        is_ours = result.cooperation.slug == "ikt"
        return [SimpleNamespace(amount=Decimal(1))] if is_ours else []

    monkeypatch.setattr("fellesbok.explanation.of_one_payer.corrections_of", broken)
    return books(tmp_path)


@pytest.mark.parametrize("language", ["nb", "en"])
def test_a_command_that_contradicts_itself_says_so(
    inconsistent: Path, language: str
) -> None:
    command = ["explain", "IKT", "Lyngen", "--year", "2018"]
    where = ["--books", str(inconsistent), "--language", language]
    run = CliRunner().invoke(main, [*command, *where])
    assert run.exit_code == 1
    assert isinstance(run.exception, SystemExit)
    expected = {
        "nb": "Feil: Dette kan ikke vises: Det Lyngen skal bære av IKT-samarbeidet"
        " 2018, og det som er ført, skal være like, men er 50,00 kr og 51,00 kr: 1 kr"
        f" i forskjell. {REPORT}\n",
        "en": "Error: This cannot be shown: What Lyngen is to bear of",
    }
    assert run.output.startswith(expected[language])
    other = CliRunner().invoke(main, ["explain", "PPT", *command[2:], *where])
    assert other.exit_code == 0


def test_a_page_that_contradicts_itself_says_so_in_its_frame(
    inconsistent: Path,
) -> None:
    reader = reader_of(with_pages(inconsistent))
    asked = {"kommune": "lyngen", "time": "2018"}
    page = reader.page("Forklaring", samarbeid="ikt", **asked)
    assert page.status == 200
    assert "Dette kan ikke vises: Det Lyngen skal bære" in page.words
    assert "51,00 kr: 1 kr i forskjell" in page.words
    other = reader.page("Forklaring", samarbeid="ppt", **asked)
    assert other.status == 200
    assert "Dette kan ikke vises" not in other.words


def test_a_report_shows_everything_but_the_figure_that_contradicts_itself(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: Any, cooperation: str, **__: Any) -> Any:
        must_hold("Forklaringen", cooperation != "ikt")
        raise AssertionError

    def no_panel(_year: Any, cooperation: Any, _sources: Any) -> Any:
        must_hold("Tabellen", cooperation.slug != "ikt")
        return iter(())

    monkeypatch.setattr("fellesbok.report.page.explain", broken)
    monkeypatch.setattr("fellesbok.report.further._MAKERS", (no_panel,))
    loaded = load_books(books(tmp_path))
    monkeypatch.undo()
    assert loaded.shared is not None
    monkeypatch.setattr("fellesbok.report.further._MAKERS", (no_panel,))
    report, _ = build_report(loaded, loaded.shared, 2018)
    panels = {page.slug: [p.anchor for p in page.panels] for page in report.pages}
    assert panels == {"ikt": ["mangler-ikt-0"], "ppt": []}


def test_what_contradicts_what_is_said_exactly() -> None:
    with pytest.raises(ContradictionError) as told:
        must_equal("Det", Fraction(100, 3), Decimal("33.33"))
    assert why(told.value) == (
        "Det skal være like, men er 33,333333… kr og 33,33 kr: 0,003333… kr i"
        " forskjell."
    )
    with pytest.raises(ContradictionError) as told:
        must_hold("Dette", [])
    assert why(told.value) == "Dette stemmer ikke."


def test_the_programme_asserts_nothing() -> None:
    """An assertion would reach a user as it is."""
    found = [
        f"{path}:{node.lineno}"
        for folder in (PROGRAMME, PROGRAMME.parents[1] / "importers")
        for path in sorted(folder.rglob("*.py"))
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Assert)
    ]
    assert not found


def test_shares_that_are_not_what_was_shared_are_left_out_and_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is read of IKT's shares is 1 krone more than their basis."""
    right = statement._share

    def broken(entry: Any) -> Any:
        share = right(entry)
        if (share.cooperation, share.day.year) != ("IKT", 2018):
            return share
        return statement.Share(**{**share.__dict__, "amount": share.amount + 1})

    monkeypatch.setattr(statement, "_share", broken)
    source = books(tmp_path)
    loaded = load(source)
    assert errors_text(loaded.errors, tmp_path) == (
        "rules.yaml:9: IKT-samarbeidet 2018 er ikke fordelt: Andelene i IKT 2018 og"
        " grunnlaget skal være like, men er 102,00 kr og 100,00 kr: 2 kr i forskjell."
        f" {REPORT}\n"
    )
    assert charged(loaded) == {k: v for k, v in ALL.items() if k != ("IKT", 2018)}
    shown = CliRunner().invoke(main, ["shares", "--books", str(source)])
    assert shown.exit_code == 0
    said = "Bøkene har 1 feil; tallene under kan mangle noe."
    _, _, table = shown.output.partition(f"{said}\n")
    amounts = [line.split() for line in table.splitlines() if "likt" in line]
    assert [(row[:3], row[7]) for row in amounts] == [
        ([title, payer, year], "50,00")
        for (_, title, _), year in ((IKT, "2019"), (PPT, "2018"), (PPT, "2019"))
        for payer in ("Kåfjord", "Lyngen")
    ]


def test_an_explanation_of_what_could_not_be_posted_points_to_the_other_error(
    tmp_path: Path,
) -> None:
    """An account that is not open is the books' own fault, and is told as such."""
    source = books(tmp_path)
    text = source.read_text(encoding="utf-8")
    opened = "2018-01-01 open Income:IKT:Kommuner:Lyngen NOK\n"
    source.write_text(text.replace(opened, ""), encoding="utf-8")
    command = ["explain", "IKT", "Lyngen", "--year", "2018", "--books", str(source)]
    run = CliRunner().invoke(main, command)
    assert run.exit_code == 1
    assert "Income:IKT:Kommuner:Lyngen er ikke åpen" in run.output
    assert "Har bøkene andre feil, rett dem først." in run.output


def _unforeseen(*_: Any, **__: Any) -> Any:
    nobody: list[Any] = []
    return nobody[1]


def _of_ikt_2018(right: Callable[..., Any]) -> Callable[..., Any]:
    """A step that meets what nobody has foreseen in IKT's 2018, and nowhere else."""

    def broken(*given: Any, **words: Any) -> Any:
        for one in given:
            if (
                getattr(one, "cooperation", None) is not None
                and one.cooperation.slug == "ikt"
                and one.year == 2018
            ):
                return _unforeseen()
        return right(*given, **words)

    return broken


def _place() -> str:
    source = Path(__file__).read_text(encoding="utf-8").splitlines()
    line = 1 + source.index("    return nobody[1]")
    return (
        f"(IndexError: list index out of range, i {Path(__file__).name} linje {line})"
    )


@pytest.mark.parametrize(
    "step",
    [
        "plugin.settle_year",
        "plugin.useless_uses",
        "plugin.carried_after",
        "plugin.refusals",
        "open_years.year_lines",
    ],
)
def test_what_nobody_foresaw_in_one_year_stops_no_other(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    module, _, name = step.partition(".")
    where = {"plugin": plugin, "open_years": open_years}[module]
    monkeypatch.setattr(where, name, _of_ikt_2018(getattr(where, name)))
    loaded = load(books(tmp_path))
    assert errors_text(loaded.errors, tmp_path) == (
        "rules.yaml:9: IKT-samarbeidet 2018 er ikke fordelt: programmet møtte noe det"
        f" ikke er laget for {_place()}. {REPORT}\n"
    )
    assert charged(loaded) == {k: v for k, v in ALL.items() if k != ("IKT", 2018)}


@pytest.mark.parametrize("step", ["_open_period", "changes", "Finding"])
def test_what_nobody_foresaw_in_a_correction_leaves_the_closed_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    """2018 is closed, and 30 come late to IKT alone: they are told, and not charged."""
    source = books(tmp_path)
    done = CliRunner().invoke(main, ["close", "2018", "--yes", "--books", str(source)])
    assert done.exit_code == 0, done.output
    with source.open("a", encoding="utf-8") as file:
        file.write('\n2018-04-01 * "Sent"\n  Expenses:IKT  30.00 NOK\n  Assets:Bank\n')
    right = getattr(corrections, step)

    def broken(first: Any, *given: Any) -> Any:
        if getattr(first, "slug", "ikt") == "ikt":
            return _unforeseen()
        return right(first, *given)

    monkeypatch.setattr(corrections, step, broken)
    loaded = load(source)
    (error,) = loaded.errors
    assert error.message.startswith("IKT-samarbeidet 2018 er ikke fordelt: programmet")
    assert _place() in error.message
    assert charged(loaded) == ALL
    assert statement.corrections(loaded.entries) == []


def test_what_nobody_foresaw_in_another_reading_leaves_the_year(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(plugin, "other_readings", _of_ikt_2018(other_readings))
    loaded = load(books(tmp_path))
    (error,) = loaded.errors
    assert _place() in error.message
    assert charged(loaded) == ALL


def test_what_nobody_foresaw_in_a_budget_leaves_the_accounts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    broken = _of_ikt_2018(settle_year)
    monkeypatch.setattr(shares, "settle_year", broken)
    budgets = "".join(
        f'2018-01-01 custom "budget" Expenses:{account} "yearly" 90.00 NOK\n'
        for account in ("IKT", "PPT")
    )
    loaded = load(books(tmp_path, budgets))
    (error,) = loaded.errors
    assert error.message.startswith(
        "Budsjettet til IKT-samarbeidet 2018 er ikke fordelt: programmet møtte noe det"
        f" ikke er laget for {_place()}."
    )
    assert charged(loaded) == ALL
    planned = loaded.options[OPTION].budget_results
    assert [r.cooperation.slug for r in planned] == ["ppt"]


def test_what_nobody_foresaw_in_a_fund_stops_only_its_own_decision(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fellesbok.funds.moves._lines", _unforeseen)
    order = '2019-02-01 custom "fond" "ppt" "innbetaling" "Lyngen" 10.00 NOK\n'
    loaded = load(books(tmp_path, order))
    (error,) = loaded.errors
    assert _place() in error.message
    assert charged(loaded) == ALL


def test_what_nobody_has_thought_of_is_one_line_to_report(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Beancount makes an error of it, with the whole trace; people get the end."""

    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError("uventet")

    monkeypatch.setattr(plugin, "findings", broken)
    run = CliRunner().invoke(main, ["check", "--books", str(books(tmp_path))])
    assert run.exit_code == 1
    assert "Traceback" not in run.output
    assert (
        "Tillegget fellesbok.plugin stoppet, og ingenting er gjort av det:"
        " RuntimeError: uventet. Det er en feil i programmet"
        f" (fellesbok {__version__}); meld fra om den, med denne linjen."
    ) in run.output
