"""Figures from Statistics Norway and budgets: exact, dated, with their source."""

from __future__ import annotations

import json
import threading
from decimal import Decimal
from http.server import BaseHTTPRequestHandler
from http.server import HTTPServer
from typing import TYPE_CHECKING
from typing import Any

import pytest
from beancount import loader
from beancount.core import data

from fellesbok.filing.disk import CannotFileError
from fellesbok.filing.folder import load
from fellesbok.filing.writing import write
from fellesbok.rules import read_rules
from fellesbok.rules.statistic_file import read_statistic
from fellesbok_importers.faults import RejectedError
from fellesbok_importers.intake.registry import importers
from fellesbok_importers.intake.taking_in import filing
from fellesbok_importers.intake.taking_in import identify
from fellesbok_importers.intake.taking_in import preview
from fellesbok_importers.statistics import ssb
from fellesbok_importers.statistics.files import merged
from fellesbok_importers.statistics.files import read_jsonstat
from intake_books import make_books
from places import MADE
from ssb_answers import answer

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path

    from fellesbok_importers.intake.taking_in import Preview

FOLDER = MADE / "intake"
AGREEMENT = read_rules(FOLDER / "allocation_rules.yaml")
HEADING = "municipality,number,date,population,source\n"


def read(said: dict[str, Any]) -> str:
    """The file that an answer becomes."""
    figures = read_jsonstat(json.dumps(said).encode(), "svar.json", AGREEMENT)
    return merged("", "population.csv", "population", figures, AGREEMENT).text


def test_figures_become_the_file_of_the_books() -> None:
    assert read(answer()) == HEADING + (
        'Nordvik,1901,2019-01-01,3012,"SSB 07459, oppdatert 2020-02-27"\n'
        'Nordvik,5901,2020-01-01,3020,"SSB 07459, oppdatert 2020-02-27"\n'
        'Sørvik,1902,2019-01-01,1877,"SSB 07459, oppdatert 2020-02-27"\n'
        'Sørvik,5902,2020-01-01,1880,"SSB 07459, oppdatert 2020-02-27"\n'
        'Ytrevik,1903,2019-01-01,944,"SSB 07459, oppdatert 2020-02-27"\n'
        'Ytrevik,5903,2020-01-01,940,"SSB 07459, oppdatert 2020-02-27"\n'
    )


def test_the_rules_read_the_file_that_is_written() -> None:
    found, faults = read_statistic(
        read(answer()),
        "population.csv",
        name="population",
        municipalities=AGREEMENT.municipalities,
    )
    assert not faults
    assert len(found) == 6


def test_the_old_service_and_the_new_give_the_same_file() -> None:
    """Codes with and without prefix, indexes listed or numbered, values sparse."""
    old = answer(
        dimension={
            "Region": {"category": {"index": ["5901", "5902", "5903"]}},
            "ContentsCode": {"category": {"label": {"Personer1": "Personer"}}},
            "Tid": {"category": {"index": ["2019", "2020"]}},
        },
        value={str(n): v for n, v in enumerate(answer()["value"])},
        updated="2020-02-27T08:00:00.000Z",
    )
    assert read(old) == read(answer())


def test_nought_under_a_number_that_was_not_in_use_says_nothing() -> None:
    both = answer(
        size=[2, 1, 2],
        dimension=answer()["dimension"]
        | {"Region": {"category": {"index": ["1901", "5901"]}}},
        value=[3012, 0, 0, 3020],
    )
    assert [line.split(",")[:4] for line in read(both).splitlines()[1:]] == [
        ["Nordvik", "1901", "2019-01-01", "3012"],
        ["Nordvik", "5901", "2020-01-01", "3020"],
    ]


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"value": [3012, None, 1877, 1880, 944, 940]}, "mangler, er ikke null"),
        ({"value": {"0": 3012}}, "mangler, er ikke null"),
        ({"value": [3012, 3020, 1877]}, "mangler, er ikke null"),
        ({"value": [0, 3020, 1877, 1880, 944, 940]}, "Nordvik 2019: Fant «0»"),
        ({"value": [3012, 1.5, 1877, 1880, 944, 940]}, "helt tall fra 1"),
        ({"value": [3012, "3020", 1877, 1880, 944, 940]}, "helt tall fra 1"),
        ({"value": [3012, True, 1877, 1880, 944, 940]}, "helt tall fra 1"),
        ({"value": [3012, -5, 1877, 1880, 944, 940]}, "helt tall fra 1"),
        ({"class": "collection"}, "JSON-stat2"),
        ({"value": None}, "JSON-stat2"),
        ({"id": ["Region", "Tid"]}, "JSON-stat2"),
        ({"size": [3, 1, 1]}, "be tjenesten|Be tjenesten"),
        ({"id": ["Sted", "ContentsCode", "Tid"]}, "mangler variabelen"),
    ],
)
def test_what_is_no_figure_is_refused(changed: dict[str, Any], said: str) -> None:
    with pytest.raises(RejectedError, match=said):
        read(answer(**changed))


def test_every_figure_that_is_lacking_is_told() -> None:
    with pytest.raises(RejectedError) as refused:
        read(answer(value=[None, 3020, None, 1880, 944, 940]))
    assert [fault.column for fault in refused.value.faults] == [
        "Nordvik 2019",
        "Sørvik 2019",
    ]


def test_a_table_that_is_not_summed_is_refused() -> None:
    said = answer(
        id=["Region", "Kjonn", "Tid"],
        size=[3, 2, 1],
        dimension=answer()["dimension"]
        | {
            "Kjonn": {"category": {"index": ["1", "2"]}},
            "Tid": {"category": {"index": ["2019"]}},
        },
    )
    with pytest.raises(RejectedError, match="Be tjenesten om summen"):
        read(said)


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"[1]", b'{"value": NaN}', b"[" * 5000, b"9" * 9999]
)
def test_what_is_no_answer_is_refused(content: bytes) -> None:
    with pytest.raises(RejectedError, match="JSON-stat2"):
        read_jsonstat(content, "svar.json", AGREEMENT)


def test_what_the_books_have_stays_as_it_stands() -> None:
    there = HEADING + "Nordvik,1901,2019-01-01,3012,Folkeregisteret\n"
    figures = read_jsonstat(json.dumps(answer()).encode(), "s", AGREEMENT)
    found = merged(there, "p.csv", "population", figures, AGREEMENT)
    assert (found.added, found.kept) == (5, 1)
    assert "3012,Folkeregisteret\n" in found.text
    again = merged(found.text, "p.csv", "population", figures, AGREEMENT)
    assert (again.added, again.text) == (0, found.text)


def test_a_figure_that_contradicts_the_books_is_told_and_nothing_is_changed() -> None:
    there = HEADING + "Nordvik,1901,2019-01-01,3011,Folkeregisteret\n"
    figures = read_jsonstat(json.dumps(answer()).encode(), "s", AGREEMENT)
    with pytest.raises(RejectedError, match=r"Bøkene har 3011 \(Folkeregisteret\)"):
        merged(there, "p.csv", "population", figures, AGREEMENT)


@pytest.fixture
def service() -> Iterator[Callable[[dict[str, Any] | int], str]]:
    """A service on this machine that gives an answer, or an error code."""
    servers: list[HTTPServer] = []

    def start(said: dict[str, Any] | int) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = self.rfile.read(int(self.headers["Content-Length"]))
                assert json.loads(asked)
                self.send_response(said if isinstance(said, int) else 200)
                self.end_headers()
                if isinstance(said, dict):
                    self.wfile.write(json.dumps(said).encode())

            def log_message(self, *_: object) -> None:
                """Say nothing."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        servers.append(server)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return f"http://127.0.0.1:{server.server_port}/{{table}}"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def test_the_old_service_is_asked_when_the_new_one_fails(
    service: Callable[[dict[str, Any] | int], str],
) -> None:
    addresses = service(503), service(answer())
    content = ssb.fetch(AGREEMENT, ["2019", "2020"], addresses=addresses)
    assert len(read_jsonstat(content, "svar", AGREEMENT)) == 6


def test_without_a_service_it_is_said_how_to_go_on(
    service: Callable[[dict[str, Any] | int], str],
) -> None:
    with pytest.raises(CannotFileError, match="--file"):
        ssb.fetch(AGREEMENT, ["2019"], addresses=(service(503), service(404)))


def test_what_is_asked_is_municipalities_and_years_alone() -> None:
    codes = ssb.codes_of(AGREEMENT)
    assert codes == ["K-5901", "K-5902", "K-5903"]
    assert set(json.dumps(ssb.question_new(codes, ["2019"]))) <= set(
        map(chr, range(128))
    )
    assert ssb.question_old(codes, ["2019"])["response"] == {"format": "json-stat2"}


BUDGET = (
    "År;Ansvar;Art;Tekst;Beløp\n"
    "2018;155;120;Drift;100 000\n2018;155;195;Lisenser;20 000,50\n"
    "2018;153;010;Lønn;742.000\n2018;153;700;Refusjon fra staten;-42.000\n"
)


def budget(folder: Path, text: str) -> tuple[Path, Path]:
    main = make_books(folder)
    (folder / "profiles" / "budsjett-nordvik.yaml").write_text(
        "like: budsjett\nbooking: {source: budsjett-nordvik, host: nordvik}\n",
        encoding="utf-8",
    )
    path = folder / "budsjett.csv"
    path.write_text(text, encoding="utf-8-sig")
    return main, path


def previewed(main: Path, path: Path) -> Preview:
    books = load(main)
    found = preview(path, identify(path, importers(books)), books)
    if found.entries:
        write(filing(found, books))
    return found


def budget_lines(main: Path) -> list[tuple[str, str, str, Decimal]]:
    entries, errors, _ = loader.load_file(str(main))
    assert not errors
    lines = [e for e in entries if isinstance(e, data.Custom)]
    values = [[value.value for value in line.values or ()] for line in lines]
    return [
        (str(line.date), account, interval, amount.number)
        for line, (account, interval, amount) in zip(lines, values, strict=True)
    ]


def test_a_budget_becomes_one_line_per_account(tmp_path: Path) -> None:
    main, path = budget(tmp_path, BUDGET)
    previewed(main, path)
    assert budget_lines(main) == [
        ("2018-01-01", "Expenses:IKT:Ansvar-153", "yearly", Decimal("742000.00")),
        ("2018-01-01", "Expenses:IKT:Ansvar-155", "yearly", Decimal("120000.50")),
        ("2018-01-01", "Income:IKT", "yearly", Decimal("-42000.00")),
    ]
    assert previewed(main, path).entries == ()


def test_a_changed_budget_must_have_a_date_of_its_own(tmp_path: Path) -> None:
    main, path = budget(tmp_path, BUDGET)
    previewed(main, path)
    path.write_text(BUDGET.replace("100 000", "90 000"), encoding="utf-8")
    with pytest.raises(RejectedError, match=r"revidert budsjett.*Avvik: -10.000,00"):
        previewed(main, path)


def test_a_revised_budget_holds_from_its_date(tmp_path: Path) -> None:
    main, path = budget(tmp_path, BUDGET)
    previewed(main, path)
    (tmp_path / "profiles" / "revidert.yaml").write_text(
        "like: budsjett\nbooking: {source: revidert, host: nordvik}\n"
        "columns: {date: Vedtatt}\n",
        encoding="utf-8",
    )
    (tmp_path / "profiles" / "budsjett-nordvik.yaml").unlink()
    path.write_text("År;Vedtatt;Ansvar;Art;Beløp\n2018;15.6.2018;155;120;90 000\n")
    previewed(main, path)
    assert budget_lines(main)[-1] == (
        "2018-06-15",
        "Expenses:IKT:Ansvar-155",
        "yearly",
        Decimal("90000.00"),
    )
