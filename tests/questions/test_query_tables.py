"""The questions to the books: the same answers in bean-query, Fava and the shell."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core import data
from beancount.parser import parser
from beanquery.sources import beancount as source
from click.testing import CliRunner
from click.testing import Result
from fava.application import create_app

from fellesbok.books import Books
from fellesbok.books import load_books
from fellesbok.cli import main
from fellesbok.questions import query_tables
from fellesbok.questions.queries import SENTENCE
from fellesbok.questions.queries import CannotAnswerError
from fellesbok.questions.queries import Query
from fellesbok.questions.queries import answer_csv
from fellesbok.questions.queries import answer_text
from fellesbok.questions.queries import ask
from fellesbok.questions.queries import queries
from places import HOUSE
from places import MADE

if TYPE_CHECKING:
    from flask.testing import FlaskClient

LEDGER = HOUSE / "ledger" / "main.beancount"
DIRECTIVES = HOUSE / "ledger" / "queries.beancount"
QUERIES = queries(LEDGER)
NAMES = sorted(QUERIES)
CLAIMED = MADE / "settled_books" / "ledger" / "main.beancount"
OF_CLAIMS = {"claims", "corrections", "open-claims", "payment-plan", "settlements"}
"""Questions that the books of 2018 answer with nothing: no claim was made in them."""

OF_2018 = sorted(set(NAMES) - OF_CLAIMS)
HOME = "interkommunale-samarbeid-i-nord-troms"
REGION = "fjordene"

# Runs every query through bean-query's own command, in one process; the cache is used
# however quickly the books were loaded.
EACH_QUERY = """
import contextlib, io, json, sys
from beancount import loader
loader.PICKLE_CACHE_THRESHOLD = 0.0
loader.initialize(True, sys.argv[2])
from beanquery.shell import main
printed = {}
for name, text in json.load(sys.stdin).items():
    with contextlib.redirect_stdout(io.StringIO()) as out:
        main([sys.argv[1], text], standalone_mode=False)
    printed[name] = out.getvalue()
json.dump(printed, sys.stdout)
"""


def run(*arguments: str, books: Path = HOUSE) -> Result:
    """One command on the books of this repository."""
    return CliRunner().invoke(main, [*arguments, "--books", str(books)])


@pytest.fixture(scope="module")
def books() -> Books:
    """The books of this repository."""
    return load_books(LEDGER)


@pytest.fixture(scope="module")
def fava() -> FlaskClient:
    """The books in Fava."""
    return create_app([str(LEDGER)], load=True, read_only=True).test_client()


@pytest.fixture(scope="module")
def claimed() -> Books:
    """The books of a made-up region whose shares are claimed."""
    return load_books(CLAIMED)


@pytest.fixture(scope="module")
def claimed_in_fava() -> FlaskClient:
    """The same books in Fava."""
    return create_app([str(CLAIMED)], load=True, read_only=True).test_client()


def rows(books: Books, text: str) -> list[tuple[Any, ...]]:
    """What a query gives."""
    return list(ask(books, Query("test", "", text)).rows)


# ------------------------------------------------------------------- the tables


def test_budget_and_accounts_of_each_cost_centre(books: Books) -> None:
    found = rows(
        books,
        "SELECT cost_centre, part, budget, accounts, variance, variance_percent"
        " FROM budget_vs_accounts WHERE cooperation = 'IKT' AND kind = 'kostnad'",
    )
    assert [tuple(map(str, row)) for row in found] == [
        ("148", "Profil", "36902.00", "7000.00", "29902.00", "81.03"),
        ("152", "ePhorte", "356077.00", "222000.00", "134077.00", "37.65"),
        ("153", "Helse", "508390.00", "693000.00", "-184610.00", "-36.31"),
        ("155", "Felles", "2458355.00", "1900000.00", "558355.00", "22.71"),
    ]


def test_totals_tell_blank_from_zero(books: Books) -> None:
    """Brann reports 0 in grants, Innkjøp has no budget, the three have no row."""
    text = "SELECT cooperation, kind, currency, budget, accounts, variance"
    found = {
        row[:3]: row[3:]
        for row in rows(books, f"{text} FROM budget_totals WHERE year = 2018")
    }
    assert found["IKT", "kostnad", "NOK"] == (
        Decimal(3359724),
        Decimal(2822000),
        Decimal(537724),
    )
    assert found["Brann", "tilskudd", "NOK"] == (Decimal(0), Decimal(0), Decimal(0))
    assert found["Innkjøp", "kostnad", "NOK"] == (None, Decimal(610000), None)
    assert found["Kommuneveterinær", "tilskudd", "NOK"][2] == Decimal(27800)
    assert found["Helseteknologi", "tilskudd", "NOK.TILSAGN"][1] is None
    assert not {row for row in found if row[0] == "Friluftsråd"}


def test_what_is_left_of_a_budget_for_other_days_is_no_variance(books: Books) -> None:
    """Of HoppIdé C nobody states the days, and Kompetanseløft's go on after 2018."""
    text = "SELECT cooperation, kind, budget, accounts, variance, variance_percent"
    found = {row[:2]: row[2:] for row in rows(books, f"{text} FROM budget_totals")}
    blank = (None, None)
    cost = found["HoppIdé-C", "kostnad"]
    assert cost == (Decimal(375000), Decimal(127000), *blank)
    cost = found["Kompetanseløft", "kostnad"]
    assert cost == (Decimal(6775000), Decimal(6696396), *blank)
    over = found["HoppIdé-B", "kostnad"]  # from 1 July 2017 to 31 December 2018
    assert over[2:] == (Decimal(61181), Decimal("16.85"))
    text = "SELECT municipality, budget, accounts, variance, variance_percent"
    parts = rows(books, f"{text} FROM budget_allocations WHERE cooperation='HoppIdé-C'")
    assert parts == [
        ("Eksterne finansiører", Decimal(171750), Decimal(58166), *blank),
        ("Kommunene samlet", Decimal(203250), Decimal(68834), *blank),
    ]


def test_an_overspend_of_an_unknown_part_is_negative(books: Books) -> None:
    """29 115 over 4 210 030 is 0,69 %, cut and not rounded up."""
    found = rows(
        books,
        "SELECT variance, variance_percent FROM budget_totals"
        " WHERE cooperation = 'Brann' AND kind = 'kostnad'",
    )
    assert found == [(Decimal("-29115.00"), Decimal("-0.69"))]


def test_allocations_have_the_exact_share(books: Books) -> None:
    found = rows(
        books,
        "SELECT year, period, basis, key, share, share_percent, amount, internal, link"
        " FROM allocations WHERE cooperation = 'IKT' AND municipality = 'Nordreisa'",
    )
    assert found == [
        (
            2018,
            "2018",
            Decimal(2822000),
            "40/60",
            "974/3175",
            Decimal("30.68"),
            Decimal("865709.61"),
            False,
            "fordeling-2018-ikt",
        )
    ]


def test_a_fixed_amount_has_no_share(books: Books) -> None:
    found = rows(
        books,
        "SELECT share, share_text, share_percent, amount, internal FROM allocations"
        " WHERE cooperation = 'Skadefelling' AND municipality = 'Lyngen'",
    )
    assert found == [(None, "fast beløp", None, Decimal(100000), True)]


def test_a_project_falls_due_when_it_ends(books: Books) -> None:
    found = rows(books, "SELECT due FROM allocations WHERE cooperation = 'HoppIdé-C'")
    assert found == [("ved prosjektslutt",)] * 2


def test_the_budget_is_shared_by_the_same_keys(books: Books) -> None:
    found = rows(
        books,
        "SELECT municipality, budget, accounts, variance FROM budget_allocations"
        " WHERE cooperation = 'IKT'",
    )
    assert {row[0]: str(row[1]) for row in found} == {
        "Kvænangen": "457401.21",
        "Nordreisa": "1030668.09",
        "Skjervøy": "719532.12",
        "Kåfjord": "597327.64",
        "Storfjord": "554794.94",
    }
    assert all(row[1] - row[2] == row[3] for row in found)


def test_a_charge_without_a_budget_has_a_blank_budget(books: Books) -> None:
    found = rows(
        books,
        "SELECT budget, variance FROM budget_allocations"
        " WHERE cooperation = 'Innkjøp' AND municipality = 'Lyngen'",
    )
    assert found == [(None, None)]


def test_findings_and_grants(books: Books) -> None:
    found = rows(
        books,
        "SELECT cooperation FROM settlement_notes WHERE kind = 'mangler rapportering'",
    )
    assert {row[0] for row in found} == {
        "Distriktmedisinsk-senter",
        "Friluftsråd",
        "Jordmortjenesten",
    }
    found = rows(
        books,
        "SELECT grantor, budget, accounts FROM grants"
        " WHERE currency = 'NOK' AND cooperation = 'Veterinærvakt'",
    )
    assert found == [("Staten", Decimal(897267), Decimal(919149))]


def test_what_has_become_of_each_share(claimed: Books) -> None:
    found = rows(
        claimed,
        "SELECT share, advance, settlement, credited, claimed, to_settle, paid,"
        " outstanding, corrected FROM settlements WHERE municipality = 'Vik'"
        " AND cooperation = 'Legevakt' AND year = 2024",
    )
    assert [tuple(str(value) for value in row) for row in found] == [
        (
            *("296250.15", "440000.00", "6250.15", "150000.00", "296250.15", "0.00"),
            *("240000.00", "56250.15", "None"),
        )
    ]


def test_claims_less_credit_notes_are_the_shares(claimed: Books) -> None:
    found = rows(claimed, "SELECT sum(amount + set_off) FROM claims WHERE year = 2024")
    assert found == [(Decimal("987500.50"),)]
    found = rows(claimed, "SELECT credits, reason FROM claims WHERE credits != ''")
    assert [row[0] for row in found] == ["nes-2024-0005"]


def test_open_claims_have_an_age(claimed: Books) -> None:
    """Seen from the last day that something is written on: 2 June 2025."""
    found = rows(
        claimed,
        "SELECT claim, remaining, days_overdue, remind FROM outstanding_claims"
        " WHERE municipality = 'Vik' ORDER BY claim",
    )
    assert found == [
        ("nes-2024-0008", Decimal("50000.00"), 255, True),
        ("nes-2025-0002", Decimal("6250.15"), 103, True),
    ]


def test_accruals_that_nothing_has_replaced(books: Books) -> None:
    found = rows(books, "SELECT cooperation, amount, awaits, replaced FROM accruals")
    assert sorted(found) == [
        ("Digital-innbygger", None, "refusjonskrav", None),
        ("HoppIdé-C", Decimal("127000.00"), "faktura", None),
    ]


def test_the_payment_plan_tells_what_is_claimed(claimed: Books) -> None:
    found = rows(
        claimed,
        "SELECT instalment, amount, claim FROM payment_plan"
        " WHERE municipality = 'Vik' ORDER BY instalment",
    )
    assert found == [
        (1, Decimal("150000.00"), "nes-2024-0002"),
        (2, Decimal("140000.00"), "nes-2024-0008"),
    ]


def test_columns_of_one_type_are_not_mistaken_for_each_other(books: Books) -> None:
    """Grouping by two texts gives as many groups as there are pairs."""
    text = "SELECT cooperation, municipality, sum(amount) FROM allocations"
    grouped = rows(books, f"{text} GROUP BY cooperation, municipality")
    assert len({row[:2] for row in grouped}) == len(grouped) == 27


def test_tables_are_registered_once() -> None:
    """Fava and the command register in one process; a reload replaces."""
    query_tables.register()
    query_tables.register()
    known: list[Any] = source._TABLES
    names = [table.name for table in known]
    assert len(names) == len(set(names))
    assert {table.name for table in query_tables.TABLES} <= set(names)


def test_a_ledger_without_the_plugin_has_empty_tables() -> None:
    entries, errors, options = loader.load_string("2018-01-01 open Assets:Bank")
    assert not errors
    empty = Books(LEDGER, entries, (), None, options, {})
    assert not rows(empty, "SELECT year FROM allocations")


# ------------------------------------------------------------------ the queries


@pytest.mark.parametrize("name", NAMES)
def test_a_query_is_written_so_that_every_door_can_read_it(name: str) -> None:
    """SELECT first, a sentence in it, and nothing that Fava's sidebar cannot show."""
    text = QUERIES[name].text
    assert SENTENCE.match(text)
    assert QUERIES[name].sentence.endswith(".")
    assert "\\" not in text
    assert name.isascii()
    assert len(name) < 25


def directives() -> str:
    """The queries as Beancount directives, for Fava's sidebar and ``.run``."""
    found = "".join(
        f'\n2017-01-01 query "{name}" "{text}"\n'
        for name in NAMES
        for text in [QUERIES[name].text.replace('"', '\\"')]
    )
    return (
        "; SPØRRINGENE I queries/, SLIK FAVA VIL HA DEM\n;\n"
        "; Denne fila lages av pytest --update-golden. Endre heller queries/*.bql.\n"
        + found
    )


def test_fava_is_told_of_every_query(*, update_golden: bool) -> None:
    if update_golden:
        DIRECTIVES.write_text(directives(), encoding="utf-8")
    assert DIRECTIVES.read_text(encoding="utf-8") == directives()
    entries, errors, _ = parser.parse_file(str(DIRECTIVES))
    assert not errors
    assert {
        entry.name: entry.query_string
        for entry in entries
        if isinstance(entry, data.Query)
    } == {name: query.text for name, query in QUERIES.items()}


@pytest.mark.parametrize(
    ("ledger", "names", "directive"),
    [(LEDGER, OF_2018, "receivables"), (CLAIMED, sorted(OF_CLAIMS), "")],
    ids=["2018", "claims"],
)
def test_bean_query_answers_cold_and_from_the_cache(
    ledger: Path, names: list[str], directive: str, tmp_path: Path
) -> None:
    """The second process runs no plugin: the tables come with the cached books.

    In the first, only the first question finds no cache, so no other is asked there.
    """
    cache = tmp_path / "cache"
    asked = {name: QUERIES[name].text for name in names}
    if directive:
        asked[".run"] = f".run {directive}"
    command = [sys.executable, "-c", EACH_QUERY, str(ledger), str(cache)]
    answers, times = [], []
    for questions in ({names[0]: asked[names[0]]}, asked):
        done = subprocess.run(
            command,
            input=json.dumps(questions),
            env={**os.environ, "PYTHONUTF8": "1"},
            capture_output=True,
            check=False,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        answers.append(json.loads(done.stdout))
        times.append(cache.stat().st_mtime_ns)
    cold, cached = answers
    assert times[0] == times[1], "the second process must read the cache"
    assert cold == {names[0]: cached[names[0]]}
    for name in names:
        assert len(cached[name].splitlines()) > 2, name
    if directive:
        assert cached[".run"].strip() == cached[directive].strip()


LATER = """
import sys
from beancount import loader
import fellesbok.plugin
loader.PICKLE_CACHE_THRESHOLD = 0.0
loader.initialize(bool(sys.argv[3]), sys.argv[3])
loader.load_file(sys.argv[1])
assert "beanquery" not in sys.modules, "a load needs no query language"
import beanquery
entries, errors, options = loader.load_file(sys.argv[1])
asked = beanquery.connect("beancount:", entries=entries, errors=errors, options=options)
print(len(asked.execute(sys.argv[2]).fetchall()))
"""


@pytest.mark.parametrize("is_cached", [False, True])
def test_the_query_language_is_taken_in_only_by_who_asks(
    tmp_path: Path,
    is_cached: bool,  # noqa: FBT001 -- one thing more
) -> None:
    """Our tables come with the books that are loaded after it, cached or not."""
    cache = tmp_path / "cache"
    question = QUERIES["overspends"].text
    done = subprocess.run(
        [sys.executable, "-c", LATER, LEDGER, question, cache if is_cached else ""],
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        text=True,
    )
    assert cache.exists() is is_cached
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == "2"


def test_bean_query_itself_answers(tmp_path: Path) -> None:
    """As in README: the command that people type."""
    done = subprocess.run(
        [
            Path(sys.executable).with_name("bean-query"),
            LEDGER,
            QUERIES["overspends"].text,
        ],
        cwd=tmp_path,
        env={**os.environ, "PYTHONUTF8": "1"},
        capture_output=True,
        check=True,
        text=True,
    )
    assert "184610.00" in done.stdout


# ------------------------------------------------------------------------- Fava


def answer_in_fava(
    fava: FlaskClient, query: str, home: str = HOME, **filters: str
) -> dict[str, Any]:
    """What Fava's query page is told."""
    answer = fava.get(
        f"/{home}/api/query", query_string={"query_string": query, **filters}
    )
    assert answer.status_code == 200, answer.text
    assert answer.json is not None
    found: dict[str, Any] = answer.json["data"]
    return found


@pytest.mark.filterwarnings("ignore:commands without")  # Fava's own sidebar does it
@pytest.mark.parametrize("name", OF_2018)
@pytest.mark.parametrize("filters", [{}, {"time": "2018"}], ids=["all", "2018"])
def test_fava_answers_what_the_shell_answers(
    name: str, filters: dict[str, str], fava: FlaskClient, books: Books
) -> None:
    found = answer_in_fava(fava, f"run {name}", **filters)
    expected = ask(books, QUERIES[name]).rows
    assert len(found.get("rows", [])) == len(expected)
    assert bool(expected) is (name not in OF_CLAIMS)


@pytest.mark.filterwarnings("ignore:commands without")
@pytest.mark.parametrize("name", NAMES)
def test_fava_and_the_shell_answer_alike_for_another_year(
    name: str, fava: FlaskClient, books: Books
) -> None:
    """In 2019 only balances are left, and nothing of 2018 is counted as new."""
    found = answer_in_fava(fava, f"run {name}", time="2019")
    rows_of_2019 = ask(books, QUERIES[name], 2019).rows
    assert len(found.get("rows", [])) == len(rows_of_2019)
    assert bool(rows_of_2019) == (name in {"receivables", "outlays"})


@pytest.mark.parametrize(
    "filters", [{"account": "Expenses:IKT"}, {"filter": 'kommune:"Lyngen"'}], ids=str
)
def test_plain_fava_has_the_findings_of_whole_years_under_filters(
    filters: dict[str, str], fava: FlaskClient
) -> None:
    """As ``serve`` has them: a part of a year would lack the report of the rest."""
    query = "SELECT * FROM findings"
    whole = answer_in_fava(fava, query)["rows"]
    assert len(whole) > 50
    assert answer_in_fava(fava, query, **filters)["rows"] == whole


@pytest.mark.parametrize(
    "filters",
    [
        {"account": "Assets:Fordringer:Nordreisa"},
        {"filter": 'kommune:"^Nordreisa$"'},
        {"filter": "#fordeling", "time": "2018-12"},
        {"time": "2018-06"},
    ],
    ids=str,
)
@pytest.mark.parametrize("table", [table.name for table in query_tables.TABLES])
def test_a_filter_that_cuts_through_a_settlement_is_no_error(
    filters: dict[str, str], table: str, fava: FlaskClient
) -> None:
    query = f"SELECT * FROM {table}"  # noqa: S608 -- our own names
    found = answer_in_fava(fava, query, **filters)
    assert found["t"] == "table"


@pytest.mark.parametrize(
    "filters",
    [
        {"account": "Assets:Krav:Vik"},
        {"filter": 'kommune:"^Vik$"'},
        {"filter": "#krav"},
        {"filter": 'kravtype:"kreditnota"'},
        {"time": "2025"},
        {"time": "2024-08"},
    ],
    ids=str,
)
@pytest.mark.parametrize("table", [table.name for table in query_tables.TABLES])
def test_a_filter_that_cuts_through_claims_is_no_error(
    filters: dict[str, str], table: str, claimed_in_fava: FlaskClient
) -> None:
    query = f"SELECT * FROM {table}"  # noqa: S608 -- our own names
    found = answer_in_fava(claimed_in_fava, query, REGION, **filters)
    assert found["t"] == "table"


@pytest.mark.parametrize("name", sorted(OF_CLAIMS))
@pytest.mark.parametrize("filters", [{}, {"time": "2024"}], ids=["all", "2024"])
def test_fava_answers_about_claims(
    name: str, filters: dict[str, str], claimed_in_fava: FlaskClient, claimed: Books
) -> None:
    text = QUERIES[name].text
    found = answer_in_fava(claimed_in_fava, text, REGION, **filters)
    asked = ask(claimed, QUERIES[name], 2024 if filters else None)
    assert len(found.get("rows", [])) == len(asked.rows)
    assert bool(asked.rows) or (filters and name == "corrections")


def test_a_filter_by_municipality_shows_only_its_shares(fava: FlaskClient) -> None:
    query = "SELECT municipality, sum(amount) FROM allocations GROUP BY municipality"
    found = answer_in_fava(fava, query, filter='kommune:"^Nordreisa$"')
    assert [row[0] for row in found["rows"]] == ["Nordreisa"]


def test_the_sidebar_shows_every_query(fava: FlaskClient) -> None:
    page = fava.get(f"/{HOME}/query/")
    shown = re.search(r'"sidebar_show_queries":\s*(\d+)', page.text)
    assert shown is not None
    assert int(shown[1]) >= len(NAMES)


# -------------------------------------------------------------------- the shell


def test_without_a_name_every_query_is_listed_with_its_sentence() -> None:
    listed = run("query").output.splitlines()
    assert [line.split()[0] for line in listed] == NAMES
    assert "Samarbeid som ikke har rapportert for året." in " ".join(listed)


def test_a_table_has_norwegian_numbers() -> None:
    found = run("query", "overspends", "--year", "2018").output
    assert "184\u00a0610,00" in found
    assert "36,31" in found


def test_csv_is_what_norwegian_excel_reads() -> None:
    """Byte order mark, semicolons, decimal commas, no grouping, CR LF."""
    result = run("query", "budget-totals", "--year", "2018", "--format", "csv")
    lines = result.stdout_bytes.split(b"\r\n")
    assert lines[0] == (
        b"\xef\xbb\xbf"
        + "år;samarbeid;art;enhet;budsjett;regnskap;avvik;prosent".encode()
    )
    assert b"2018;Brann;kostnad;NOK;4210030,00;4239145,00;-29115,00;-0,69" in lines
    assert "2018;Innkjøp;kostnad;NOK;;610000,00;;".encode() in lines
    assert lines[-1] == b""


def test_every_kind_of_value_can_be_shown(books: Books) -> None:
    answer = ask(
        books,
        Query(
            "test",
            "",
            "SELECT date, position, weight, tags, flag = '*' AS sikker"
            " WHERE account = 'Assets:Fordringer:Nordreisa:IKT'",
        ),
    )
    amount = "865\u00a0709,61 NOK"
    shown = answer_text(answer, "nb").splitlines()[-1]
    assert shown == f"31.12.2018  {amount}  {amount}  fordeling  ja"
    assert "2018-12-31;865709,61 NOK;865709,61 NOK" in answer_csv(answer, "nb")
    text = "SELECT sum(position) AS sum WHERE account ~ '^Assets:Fordringer:Nordreisa'"
    sums = ask(books, Query("test", "", text))
    assert answer_text(sums, "nb").endswith("1\u00a0653\u00a0985,93 NOK")
    assert answer_csv(sums, "nb") == "\ufeffsum\r\n1653985,93 NOK\r\n"


@pytest.mark.parametrize(
    "name", ["nope", "../ledger/main", "/etc/passwd", "..", "", "shares.bql"]
)
def test_an_unknown_name_is_told_with_those_that_there_are(name: str) -> None:
    result = run("query", name)
    assert result.exit_code == 1
    assert f"Ukjent spørring «{name}». Kjente: accruals, assumptions, " in result.output


def test_a_question_without_an_answer_says_so() -> None:
    result = run("query", "shares", "--year", "2017")
    assert result.exit_code == 0
    assert result.output == "«shares» gir ingen rader.\n"
    result = run("query", "shares", "--year", "2017", "--format", "csv")
    assert result.stdout.startswith("\ufeffår;samarbeid;")
    assert result.stderr == "«shares» gir ingen rader.\n"


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("PRINT", "test.bql begynner ikke med SELECT."),
        ("/* først */ SELECT 1 AS en", "test.bql begynner ikke med SELECT."),
        (".run shares", "test.bql begynner ikke med SELECT."),
        ("SELECT account; SELECT date", "test.bql har mer enn én spørring."),
        ("SELECT FROM WHERE", "test.bql kan ikke besvares: Spørringen kan"),
        ("SELECT nope", "test.bql kan ikke besvares: Kolonnen «nope» finnes ikke"),
    ],
)
def test_what_is_not_one_select_is_refused(
    text: str, message: str, books: Books
) -> None:
    with pytest.raises(CannotAnswerError) as caught:
        ask(books, Query("test", "", text))
    assert str(caught.value.text).startswith(message)


def test_a_semicolon_in_a_text_is_no_second_query(books: Books) -> None:
    text = "SELECT /* en; to */ account WHERE narration = 'a;b';"
    assert not ask(books, Query("test", "", text)).rows


def test_books_without_questions_say_so(tmp_path: Path) -> None:
    (tmp_path / "ledger").mkdir()
    rules = (HOUSE / "allocation_rules.yaml").read_text(encoding="utf-8")
    statistics = tmp_path / "ledger" / "statistics"
    statistics.mkdir()
    for file in (HOUSE / "ledger" / "statistics").iterdir():
        (statistics / file.name).write_bytes(file.read_bytes())
    (tmp_path / "rules.yaml").write_text(rules, encoding="utf-8")
    ledger = 'plugin "fellesbok.plugin" "../rules.yaml"\n'
    (tmp_path / "ledger" / "main.beancount").write_text(ledger, encoding="utf-8")
    assert run("query", books=tmp_path).output == (
        "Det er ingen spørringer i mappen queries.\n"
    )
    result = run("query", "shares", books=tmp_path)
    assert "Ukjent spørring «shares». Kjente: ingen." in result.output
