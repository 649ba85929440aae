"""What a member may see of the others: nothing, or their shares where these are common.

Three municipalities share 100 000.01 kr by weights 5 : 3 : 2 with an assumption whose
effect is written in kroner of others; a bank batch pays for two of them.
"""

from __future__ import annotations

from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from claimbook import ASSUMED
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.claim_documents import documents
from fellesbok.entries.shielding import SHIELDED_VOUCHER
from fellesbok.sharing import statement
from fellesbok.sharing.for_programs import allocations
from fellesbok.viewpoint.part import sight
from fellesbok.web.access.serving import application
from readers import signed_in
from readers import with_sign_in

if TYPE_CHECKING:
    from pathlib import Path

    from fellesbok.viewpoint.part import Sight

SHARES = {"Nordvik": "50000.01", "Midvik": "30000.00", "Sørvik": "20000.00"}
SUPPORT, WORK = "Equity:Memo:IKT:Driftsstøtte", "Equity:Memo:IKT:Egeninnsats"
MEMO = "2018-01-01 open Equity:Memo:Motpost\n" + "".join(
    f"2018-01-01 open {account}:{who}\n"
    for account in (SUPPORT, WORK)
    for who in ("Midvik", "Nordvik", "Kommunene-samlet")
)
PUT_IN = f"""
2018-01-01 custom "budget" {WORK}:Nordvik "yearly" -90.25 TIMER
2018-01-01 custom "budget" {WORK}:Midvik "yearly" -80.25 TIMER

2018-06-30 * "Timer i prosjektgruppa"
  {WORK}:Nordvik            -70.25 TIMER
  {WORK}:Midvik             -60.25 TIMER
  {WORK}:Kommunene-samlet   -50.25 TIMER
  Equity:Memo:Motpost

2018-07-31 * "Timer av Nordvik alene"
  {WORK}:Nordvik            -40.25 TIMER
  Equity:Memo:Motpost

2018-08-31 * "Oppgitt driftsstøtte"
  {SUPPORT}:Nordvik            -7000.25 NOK
  {SUPPORT}:Midvik             -6000.25 NOK
  {SUPPORT}:Kommunene-samlet   -5000.25 NOK
  Equity:Memo:Motpost
"""
COUNTED = """\
parties:
  staten: {name: Staten}
grants:
  staten-ikt:
    title: Tilskudd til IKT
    grantor: staten
    cooperation: ikt
    purpose: not_stated
    commitments: [{amount: 1000, date: 2018-01-01, source: Brevet}]
    conditions:
      own_financing: {amount: 70000, kind: either}
    unused: restricted_fund
    source: Brevet
"""
BATCH = """
2018-04-01 * "Banken" "Lønn til Kari i Nordvik" #hemmelig ^krav-nordvik-2018-0001
  Assets:Bank                        300.00 NOK
  Assets:Fordringer:Nordvik:IKT     -100.00 NOK
  Assets:Fordringer:Midvik:IKT      -200.00 NOK
"""


def books(folder: Path, innsyn: str = "", others: str = "", *written: str) -> Folder:
    """The books, with or without a decision on what members see."""
    text = rules(version(claims=ASSUMED), others=others, innsyn=innsyn)
    pages = (
        'option "title" "Vika"\noption "operating_currency" "NOK"\n'
        '2018-01-01 custom "fava-extension" "fellesbok.web"\n'
    )
    vouchers = cost("2018-03-01", "100000.01"), BATCH
    return Folder(folder).write(text, chart(), pages, *vouchers, *written)


def seen_by(folder: Folder, reader: str) -> Sight:
    """What one municipality may read."""
    loaded = folder.load()
    return sight(loaded.entries, loaded.settled, reader, loaded.options["include"])


def amounts(found: Sight) -> dict[str, str]:
    """The shares that may be seen."""
    return {s.municipality: str(s.amount) for s in statement.shares(found.entries)}


def vouchers(found: Sight) -> list[data.Transaction]:
    """Vouchers and what is generated, as far as they may be read."""
    return [e for e in found.entries if isinstance(e, data.Transaction)]


def amount(posting: data.Posting) -> Decimal:
    """The kroner of a line."""
    assert posting.units is not None
    assert posting.units.number is not None
    return posting.units.number


@pytest.mark.parametrize(
    ("innsyn", "grant", "hidden"),
    [
        ("", "", {f"{WORK}:Nordvik", f"{SUPPORT}:Nordvik"}),
        ("egen", "", {f"{WORK}:Nordvik", f"{SUPPORT}:Nordvik"}),
        ("egen", COUNTED, {f"{SUPPORT}:Nordvik"}),
        (
            "egen",
            COUNTED.replace("either", "cash"),
            {f"{WORK}:Nordvik", f"{SUPPORT}:Nordvik"},
        ),
        ("felles", "", set()),
    ],
)
def test_what_another_has_put_in_without_money_is_its_own(
    tmp_path: Path, innsyn: str, grant: str, hidden: set[str]
) -> None:
    """Unless shares are common, or a grant counts the work; what all have is told."""
    folder = books(tmp_path, innsyn, grant, MEMO, PUT_IN)
    found = seen_by(folder, "midvik")
    memo = {
        f"{account}:{who}"
        for account in (WORK, SUPPORT)
        for who in ("Midvik", "Nordvik", "Kommunene-samlet")
    }
    seen = {p.account for v in vouchers(found) for p in v.postings}
    assert seen & memo == memo - hidden
    opened = {e.account for e in found.entries if isinstance(e, data.Open)}
    assert opened & memo == memo - hidden
    of_budget = {
        str(entry.values[0].value)
        for entry in found.entries
        if isinstance(entry, data.Custom) and entry.type == "budget"
    }
    assert of_budget == {f"{WORK}:Midvik", f"{WORK}:Nordvik"} - hidden
    told = {v.narration for v in vouchers(found)}
    assert "Timer av Nordvik alene" not in told


@pytest.mark.parametrize(
    ("innsyn", "seen"),
    [
        ("", {"Sørvik": "20000.00"}),
        ("egen", {"Sørvik": "20000.00"}),
        ("felles", SHARES),
    ],
)
def test_the_agreement_decides_what_members_see(
    tmp_path: Path, innsyn: str, seen: dict[str, str]
) -> None:
    found = seen_by(books(tmp_path, innsyn), "sorvik")
    assert amounts(found) == seen
    asked = allocations(found.entries, found.shared.agreement)
    assert {row.municipality: str(row.amount) for row in asked} == seen


def test_another_word_is_refused_with_its_line(tmp_path: Path) -> None:
    text = (books(tmp_path, "alle").path / "allocation_rules.yaml").read_text("utf-8")
    line = text[: text.index("innsyn")].count("\n") + 1
    run = Folder(tmp_path).run("check")
    assert run.exit_code == 1
    assert f"allocation_rules.yaml:{line}:" in run.output
    assert "innsyn" in run.output


def test_common_shares_are_no_sight_of_what_others_owe(tmp_path: Path) -> None:
    found = seen_by(books(tmp_path, "felles"), "sorvik")
    postings = [p for e in vouchers(found) for p in e.postings]
    accounts = {p.account for p in postings}
    assert "Income:IKT:Kommuner:Nordvik" in accounts
    assert not [a for a in accounts if a.startswith("Assets:Fordringer:Nordvik")]
    assert sum((amount(p) for p in postings), Decimal(0)) == 0


def test_a_voucher_with_lines_of_others_tells_nothing_of_them(tmp_path: Path) -> None:
    found = seen_by(books(tmp_path), "midvik")
    (paid,) = [e for e in vouchers(found) if -200 in [amount(p) for p in e.postings]]
    assert (paid.payee, paid.narration) == (None, SHIELDED_VOUCHER)
    assert (paid.tags, paid.links) == (frozenset(), frozenset())
    assert "Kari" not in str(found.entries)


@pytest.mark.parametrize(("innsyn", "is_told"), [("egen", False), ("felles", True)])
def test_an_effect_in_words_is_for_those_who_see_all(
    tmp_path: Path, innsyn: str, *, is_told: bool
) -> None:
    folder = books(tmp_path, innsyn)
    main = folder.path / "ledger" / "main.beancount"
    app = with_sign_in(main, slugs=["sorvik", "nordvik"])
    for page in ("Avtaler", "Forklaring"):
        path = f"/vika/extension/{page}/?samarbeid=ikt&kommune=sorvik&time=2018"
        text = signed_in(app, "sorvik").get(path).text
        assert "Vektene er tolket" in text
        assert "33 333,34" not in text, "it is calculated instead"
        assert ("17,17" in text) is is_told
    whole = application(main, edit=False, language="nb").test_client()
    path = "/vika/extension/Avtaler/?samarbeid=ikt"
    assert "Sørvik sparer 17,17 kr." in whole.get(path).text
    files = seen_by(folder, "sorvik").files
    assert [f for f in files if f.endswith(".yaml")] == (
        [str(folder.path / "allocation_rules.yaml")] if is_told else []
    )


def test_what_is_calculated_is_told_of_the_reader_alone(tmp_path: Path) -> None:
    """33 333.34 instead of 20 000: an equal share of 100 000.01, less 2/10 of it."""
    folder = books(tmp_path, "egen")
    app = with_sign_in(folder.path / "ledger" / "main.beancount", slugs=["sorvik"])
    path = "/vika/extension/Avtaler/?samarbeid=ikt"
    text = signed_in(app, "sorvik").get(path, headers={"Accept-Language": "nb"}).text
    text = text.replace("\N{NO-BREAK SPACE}", " ")
    assert "13 333,3" in text
    assert "16 666,6" not in text, "what Nordvik would save"


def rounding(folder: Folder, payer: str) -> list[str]:
    """How the left øre was given, on the paper of a payer."""
    loaded = folder.load()
    (claim,) = [c for c in folder.claims() if c.payer.slug == payer]
    sections = documents(claim, loaded).paper.attachment.sections
    (found,) = [s for s in sections if str(s.title) == "Avrunding"]
    return [str(row.label) for row in found.rows]


def test_the_paper_of_a_claim_lists_nobody_else(tmp_path: Path) -> None:
    folder = books(tmp_path, "egen")
    folder.run("claim", "2018", "--date", "2019-01-15", "--yes")
    head, *rows = rounding(folder, "sorvik")
    assert head.startswith("Alle rundes ned til hele øre. 1 øre er igjen")
    assert rows == ["▸ Sørvik: 0,2 øre → –", "brøkdelen er nummer 3 av 3"]


def test_the_paper_lists_all_where_shares_are_common(tmp_path: Path) -> None:
    folder = books(tmp_path, "felles")
    folder.run("claim", "2018", "--date", "2019-01-15", "--yes")
    assert rounding(folder, "sorvik")[1:] == [
        "· Nordvik: 0,5 øre → +1 øre",
        "· Midvik: 0,3 øre → –",
        "▸ Sørvik: 0,2 øre → –",
    ]


@pytest.mark.parametrize(("innsyn", "columns"), [("egen", 1), ("felles", 3)])
def test_the_pages_show_as_much_as_the_agreement_says(
    tmp_path: Path, innsyn: str, columns: int
) -> None:
    folder = books(tmp_path, innsyn)
    app = with_sign_in(folder.path / "ledger" / "main.beancount", slugs=["sorvik"])
    client = signed_in(app, "sorvik")
    csv = client.get("/vika/extension/Fordeling/csv?time=2018").text
    told = [amount for amount in SHARES.values() if amount.replace(".", ",") in csv]
    assert len(told) == columns
    other = "/vika/extension/Forklaring/?samarbeid=ikt&kommune=nordvik&time=2018"
    answer = client.get(other, headers={"Accept-Language": "nb"})
    page = answer.text.replace("\N{NO-BREAK SPACE}", " ")
    assert ("50 000,01" in page) is (innsyn == "felles")
