"""Six municipalities' own books held against the joint books, some of them wrong."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from openpyxl import load_workbook

from held_files import region as region  # noqa: PLC0414 -- a fixture
from reconciled_region import CENTRE
from reconciled_region import SIX
from reconciled_region import Region
from reconciled_region import changed
from reconciled_region import purchase
from reconciled_region import true_vouchers
from saft_documents import Line
from saft_documents import Voucher

if TYPE_CHECKING:
    from click.testing import Result


D = Decimal


def held(
    region: Region, slug: str, vouchers: tuple[Voucher, ...], *more: str
) -> Result:
    """The reconciliation as JSON unless another form is asked for."""
    form = () if "--format" in more else ("--format", "json")
    return region.held(slug, region.file(slug, vouchers), *form, *more)


def told(done: Result) -> list[tuple[str, str, str]]:
    """What is said of each claim, and how much of the difference it is."""
    assert done.exit_code == 0, done.output
    [side] = json.loads(done.stdout)["held"]
    return [
        (
            item["outcome"],
            " ".join(line["claim"] for line in item["ours"]),
            item["difference"],
        )
        for item in side["items"]
        if item["outcome"] != "agreed"
    ]


def sums(done: Result) -> tuple[Decimal, Decimal]:
    """What the joint books and the municipality have."""
    [side] = json.loads(done.stdout)["held"]
    assert D(side["theirs"]) - D(side["ours"]) == D(side["difference"])
    explained = sum((D(item["difference"]) for item in side["items"]), D(0))
    assert explained == D(side["difference"])
    return D(side["ours"]), D(side["theirs"])


@pytest.mark.parametrize("slug", SIX)
def test_a_true_file_agrees(region: Region, slug: str) -> None:
    """A host is claimed by the other host alone."""
    claims = region.claims(slug)
    assert len(claims) == (2 if slug in {"vest", "ost"} else 4)
    done = held(region, slug, true_vouchers(claims))
    [side] = json.loads(done.stdout)["held"]
    of = {line["cooperation"] for item in side["items"] for line in item["ours"]}
    assert of
    assert of <= {"IKT", "Brann"}
    assert told(done) == []
    total = sum((claim.amount for claim in claims), D(0))
    assert sums(done) == (total, total)


def test_vest_has_not_booked_one_and_booked_something_else(region: Region) -> None:
    """Vest bears 1/21 of 42 000 kr: 2 000 kr in two instalments."""
    wages, first, _ = true_vouchers(region.claims("vest"))
    other = Voucher(
        "9",
        "2018-06-01",
        (Line("350", "512.50", CENTRE, "Skoleplass"), Line("2400", "-512.50")),
    )
    done = held(region, "vest", (wages, first, other))
    assert told(done) == [
        ("missing_there", "ost-2018-0010", "-1000.00"),
        ("missing_here", "", "512.50"),
    ]
    assert sums(done) == (D("2000.00"), D("1512.50"))


def test_ost_has_booked_an_ore_too_much(region: Region) -> None:
    wages, first, second = true_vouchers(region.claims("ost"))
    amount = first.lines[0].amount
    wrong = str(D(amount) + D("0.01"))
    lines = (
        replace(first.lines[0], amount=wrong),
        replace(first.lines[1], amount=f"-{wrong}"),
    )
    done = held(region, "ost", (wages, replace(first, lines=lines), second))
    assert told(done) == [("amount", "vest-2018-0006", "0.01")]


def test_nord_has_booked_one_in_january_after(region: Region) -> None:
    *others, last = true_vouchers(region.claims("nord"))
    late = replace(last, day="2019-01-10")
    done = held(region, "nord", (*others, late))
    assert told(done) == [("period", "vest-2018-0008", "-15000.00")]
    away = held(region, "nord", tuple(others))
    assert told(away) == [("missing_there", "vest-2018-0008", "-15000.00")]


@pytest.mark.parametrize("art", ["370", "380"])
def test_sor_has_booked_on_another_art(region: Region, art: str) -> None:
    wages, first, *rest = true_vouchers(region.claims("sor"))
    done = held(region, "sor", (wages, changed(first, account=art), *rest))
    assert told(done) == [("account", "ost-2018-0003", "0.00")]
    [side] = json.loads(done.stdout)["held"]
    remarks = [item["remark"] for item in side["items"] if item["remark"]]
    assert remarks == [f"Ført på art {art}, og ikke på 350 / 750."]


def test_midt_names_nothing_and_is_known_by_amount_and_day(region: Region) -> None:
    claims = region.claims("midt")
    vouchers = tuple(
        purchase(str(n), claim, "Felles tjenester") for n, claim in enumerate(claims, 2)
    )
    done = held(region, "midt", vouchers)
    assert told(done) == []
    [side] = json.loads(done.stdout)["held"]
    assert {item["basis"] for item in side["items"]} == {"amount_and_day"}


def test_ytre_gives_the_kid_which_two_hosts_have_given(region: Region) -> None:
    claims = region.claims("ytre")
    assert len({claim.kid for claim in claims}) < len(claims)
    vouchers = tuple(
        purchase(str(n), claim, "Faktura", kid=claim.kid)
        for n, claim in enumerate(claims, 2)
    )
    done = held(region, "ytre", vouchers)
    assert told(done) == []
    [side] = json.loads(done.stdout)["held"]
    assert {item["basis"] for item in side["items"]} == {"kid"}


def test_what_can_be_read_two_ways_is_asked(region: Region) -> None:
    """Two claims of Sør on fire services are 4 000 kr, half a year apart."""
    first, _, second, _ = region.claims("sor")
    days = (second.day - first.day).days
    assert days % 2 == 0
    middle = first.day.fromordinal(first.day.toordinal() + days // 2).isoformat()
    vouchers = (purchase("2", first, "Brann", day=middle),)
    path = region.file("sor", vouchers)
    asked = region.held("sor", path)
    assert "Kan leses på flere måter" in asked.output
    assert asked.output.endswith(
        "Svar på det som kan leses på flere måter, med --same RAD=KRAV.\n"
    )
    text = Path(path).read_text(encoding="utf-8").splitlines()
    row = next(n for n, line in enumerate(text, 1) if "<Line>" in line)
    answer = f"{row}={second.claim}"
    answered = region.held("sor", path, "--same", answer, "--format", "json")
    assert ("missing_there", first.claim, "-4000.00") in told(answered)
    assert second.claim not in {claim for _, claim, _ in told(answered)}


def test_payments_are_held_where_the_account_is_said(
    region: Region, tmp_path: Path
) -> None:
    """One claim is paid in both books, one in the municipality's alone."""
    mine = Region(tmp_path / "bok")
    _copied(region, mine)
    first, second, *_ = claims = mine.claims("sor")
    mine.add(
        f'2018-03-10 * "Sør" "Innbetaling" ^krav-{first.claim}\n'
        f"  Assets:Bank  {first.amount} NOK\n"
        f"  Assets:Krav:Sør:Brann  -{first.amount} NOK\n"
    )
    payments = tuple(
        Voucher(
            f"B{n}",
            "2018-03-09",
            (
                Line("2400", str(claim.amount), text=claim.claim),
                Line("1920", f"-{claim.amount}", text="Remittering"),
            ),
        )
        for n, claim in enumerate((first, second))
    )
    path = mine.file("sor", (*true_vouchers(claims), *payments))
    done = mine.held("sor", path, "--payables", "24", "--format", "json")
    assert done.exit_code == 0, done.output
    claimed, paid = json.loads(done.stdout)["held"]
    assert claimed["agreed"]
    assert (paid["side"], paid["ours"], paid["theirs"]) == (
        "payments",
        str(first.amount),
        str(first.amount + second.amount),
    )
    assert [item["outcome"] for item in paid["items"]] == ["agreed", "missing_here"]


def _copied(region: Region, to: Region) -> None:
    for file in sorted(region.path.rglob("*")):
        if file.is_file() and "cache" not in file.name:
            target = to.path / file.relative_to(region.path)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(file.read_bytes())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--same", "x"), "«x» er ikke et svar. Skriv rad og krav"),
        (("--same", "3=a", "--same", "3=b"), "Rad 3 er besvart to ganger."),
        (("--art", "35"), "«35» er ikke en art på tre sifre, slik som 350."),
        (("--format", "pdf"), "Oppgi filen som skal skrives: --output."),
    ],
)
def test_options_that_say_nothing(
    region: Region, arguments: tuple[str, ...], said: str
) -> None:
    done = region.held("sor", "sor.xml", *arguments)
    assert done.exit_code == 2
    assert said in done.stderr


def test_an_unknown_municipality(region: Region) -> None:
    done = region.held("bergen", "sor.xml")
    assert done.exit_code == 1
    assert done.stderr == (
        "Feil: Ukjent betaler «bergen». Kjente: Vest, Øst, Nord, Sør, Midt, Ytre.\n"
    )


# The faces ----------------------------------------------------------------------------


def test_the_terminal_tells_sums_and_what_does_not_agree(region: Region) -> None:
    wages, first, second = true_vouchers(region.claims("vest"))
    shown = held(region, "vest", (wages, first), "--format", "text").output
    assert second.lines[0].text.removeprefix("Krav ") in shown
    assert first.lines[0].text.removeprefix("Krav ") not in shown
    assert (
        "Hos kommunen 1 000,00 kr, hos oss 2 000,00 kr. Forskjellen på -1 000,00 kr er"
        " forklart på øret."
    ) in shown.replace("\N{NO-BREAK SPACE}", " ")


def test_csv_has_every_line_and_no_sum(region: Region) -> None:
    vouchers = true_vouchers(region.claims("sor"))
    done = held(region, "sor", vouchers, "--format", "csv")
    heading, *rows = done.stdout.splitlines()
    assert heading.startswith("\ufeffFunnet;Krav;Samarbeid;")
    assert len(rows) == 4
    assert rows[0].startswith(
        "Stemmer;ost-2018-0003;Brannsamarbeidet;2018-02-13;4000,00;"
    )


def test_xlsx_and_pdf_are_written_whole_and_alike(
    region: Region, tmp_path: Path
) -> None:
    wages, *others = true_vouchers(region.claims("sor"))
    path = region.file("sor", (wages, *others[1:]))
    written = {}
    for form in ("xlsx", "pdf"):
        for name in ("en", "to"):
            out = tmp_path / f"{name}.{form}"
            done = region.held("sor", path, "--format", form, "--output", str(out))
            assert (done.exit_code, done.stdout) == (0, f"Skrev {out}.\n"), done.output
            written[form, name] = out.read_bytes()
        assert written[form, "en"] == written[form, "to"]
    book = load_workbook(tmp_path / "en.xlsx")
    [_, lines] = book.worksheets
    rows = [[cell.value for cell in row] for row in lines.iter_rows(min_row=4)]
    missing, total = rows[-4], rows[-3]
    assert (missing[1], missing[10]) == ("ost-2018-0003", -4000)
    assert total[10] == -4000
    assert written["pdf", "en"].startswith(b"%PDF")


def test_an_objection_stands_beside_the_line_of_its_claim(
    region: Region, tmp_path: Path
) -> None:
    """A claim that is missing there, one of another amount, and one that agrees."""
    mine = Region(tmp_path / "bok")
    _copied(region, mine)
    first, second, third, *_ = claims = mine.claims("nord")
    for claim, amount in ((first, "100,00"), (second, "50,00"), (third, "25,00")):
        asked = ("--claim", claim.claim, "--amount", amount, "--reason", "Uenig")
        done = mine.run("object", *asked, "--date", "2018-12-01", "--yes")
        assert done.exit_code == 0, done.output
    other = mine.claims("sor")[0].claim
    asked = ("--claim", other, "--amount", "10,00", "--reason", "Uenig")
    done = mine.run("object", *asked, "--date", "2018-12-01", "--yes")
    assert done.exit_code == 0, done.output
    wages, _, at_second, *rest = true_vouchers(claims)
    wrong = purchase("9", second, f"Krav {second.claim}", amount="1.00")
    assert second.claim in at_second.lines[0].text
    path = mine.file("nord", (wages, wrong, *rest))

    shown = mine.held("nord", path).output
    assert "Innsigelse" in shown
    assert "2018-nord-1: åpen" in shown
    assert "2018-nord-2: åpen" in shown

    csv = mine.held("nord", path, "--format", "csv").stdout
    heading, *rows = csv.splitlines()
    beside = {r.split(";")[1]: r.split(";")[-1] for r in rows}
    assert heading.endswith(";Merknad;Innsigelse")
    assert beside[first.claim] == "2018-nord-1: åpen"
    assert beside[second.claim] == "2018-nord-2: åpen"
    assert beside[third.claim] == "2018-nord-3: åpen"
    assert "2018-sor-1" not in csv

    [side] = json.loads(mine.held("nord", path, "--format", "json").stdout)["held"]
    ids = {
        line["claim"]: line["objections"] for i in side["items"] for line in i["ours"]
    }
    assert ids[first.claim] == ["2018-nord-1"]
    assert ids[second.claim] == ["2018-nord-2"]
    assert ids[claims[3].claim] == []

    out = tmp_path / "avstemming.xlsx"
    done = mine.held("nord", path, "--format", "xlsx", "--output", str(out))
    assert done.exit_code == 0, done.output
    values = {cell.value for row in load_workbook(out).worksheets[1] for cell in row}
    assert {"Innsigelse", "2018-nord-1: åpen", "2018-nord-3: åpen"} <= values


def test_the_municipalitys_file_is_not_written_over(region: Region) -> None:
    path = region.file("sor", true_vouchers(region.claims("sor")))
    before = Path(path).read_bytes()
    done = region.held("sor", path, "--format", "csv", "--output", path)
    assert done.exit_code == 1
    assert f"{path} er en fil som leses her" in done.output
    assert Path(path).read_bytes() == before


def test_nothing_is_written_among_the_books(region: Region) -> None:
    path = region.file("sor", true_vouchers(region.claims("sor")))
    out = region.path / "ledger" / "main.beancount"
    before = out.read_bytes()
    done = region.held("sor", path, "--format", "xlsx", "--output", str(out))
    assert done.exit_code == 1
    assert out.read_bytes() == before
