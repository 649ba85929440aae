"""A change of host (*vertskommune*): each host claims what its own time cost."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from beancount.core import data
from beancount.core.amount import Amount
from hypothesis import given
from hypothesis import settings
from hypothesis import strategies as st

from claim_runs import claim
from claim_runs import credit
from claim_runs import rows
from claimbook import CLAIMS
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import paid
from claimbook import rules
from claimbook import version
from deep import examples
from drawn_claims import LAST
from drawn_claims import STEPS
from drawn_claims import VOUCHERS
from drawn_claims import Year
from drawn_claims import in_folders
from fellesbok.claim_documents import documents
from fellesbok.claims.movements import movements
from fellesbok.claims.ready import Wanted
from fellesbok.claims.ready import claimable
from fellesbok.claims.share_accounts import share_accounts
from fellesbok.entries import vocabulary
from fellesbok.entries.claim import ClaimKind

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

DAYS = "claims: {due_days: 30}"


def hosted(
    *hosts: tuple[str, str], settlement: str = "half_year", claims: str = DAYS
) -> str:
    """The agreements: who is host from which day, everything else the same."""
    terms = {"key": "equal", "settlement": settlement, "claims": claims}
    return rules(*(version(day, host=host, **terms) for day, host in hosts))


# -------------------------------------------------------- each host claims its own

CHANGE = (("2018-01-01", "midvik"), ("2018-07-01", "nordvik"))
HALVES = (cost("2018-02-01", "300.00"), cost("2018-08-01", "600.00"))
OVER = '\n2018-12-31 * "Rente"\n  Assets:Bank  0.00 NOK\n'


def links(folder: Folder, number: str) -> frozenset[str]:
    """The links of a claim."""
    return next(
        entry.links
        for entry in folder.load().entries
        if isinstance(entry, data.Transaction) and entry.meta.get("krav") == number
    )


@pytest.fixture
def halves(tmp_path: Path) -> Folder:
    """Midvik is host until the end of June, Nordvik after; both halves are claimed."""
    folder = Folder(tmp_path).write(hosted(*CHANGE), chart(), *HALVES, OVER)
    assert rows(claim(folder)) == {
        (host, payer, period, amount)
        for host, period, amount in (
            ("midvik", "2018-H1", "100.00"),
            ("nordvik", "2018-H2", "200.00"),
        )
        for payer in ("midvik", "nordvik", "sorvik")
    }
    return folder


def test_a_credited_claim_comes_back_from_the_host_that_had_the_cost(
    halves: Folder,
) -> None:
    """Nordvik's claim for the first half: 100.00 to Midvik, and not to itself."""
    credit(halves, "midvik-2018-0002")
    (again,) = claim(halves)
    assert rows([again]) == {("midvik", "nordvik", "2018-H1", "100.00")}
    assert again.kind is ClaimKind.SETTLEMENT
    assert again.reason == "Endring etter krav midvik-2018-0002"
    assert "krav-midvik-2018-0002" in links(halves, again.id)
    assert not rows(claim(halves))


def test_two_credited_claims_come_back_as_two(halves: Folder) -> None:
    credit(halves, "midvik-2018-0003")
    credit(halves, "nordvik-2019-0003")
    made = claim(halves)
    assert rows(made) == {
        ("midvik", "sorvik", "2018-H1", "100.00"),
        ("nordvik", "sorvik", "2018-H2", "200.00"),
    }
    assert {one.reason for one in made} == {
        "Endring etter krav midvik-2018-0003",
        "Endring etter krav nordvik-2019-0003",
    }


def test_who_was_host_is_a_payer_after(halves: Folder) -> None:
    """The own share is an internal note in the time of the host, and a claim after."""
    kinds = {(c.host.slug, c.payer.slug): c.kind for c in halves.claims()}
    assert kinds["midvik", "midvik"] is ClaimKind.INTERNAL
    assert kinds["nordvik", "midvik"] is ClaimKind.SETTLEMENT
    assert kinds["midvik", "nordvik"] is ClaimKind.SETTLEMENT


def test_a_late_voucher_of_the_first_half_is_claimed_by_its_host(
    halves: Folder,
) -> None:
    halves.add(cost("2018-06-30", "30.00"))
    made = claim(halves)
    assert rows(made) == {
        ("midvik", payer, "2018-H1", "10.00")
        for payer in ("midvik", "nordvik", "sorvik")
    }
    assert {one.reason for one in made} == {
        f"Endring etter krav midvik-2018-000{number}" for number in (1, 2, 3)
    }
    assert {one.day for one in made} == {date(2019, 1, 1)}, "when it is made"
    assert not rows(claim(halves))


def test_a_refund_of_one_half_and_a_cost_of_the_other(halves: Folder) -> None:
    """Each host settles its own, also where they are of the same size."""
    halves.add(cost("2018-03-01", "-30.00"), cost("2018-09-01", "30.00"))
    assert rows(claim(halves)) == {
        (host, payer, period, amount)
        for host, period, amount in (
            ("midvik", "2018-H1", "-10.00"),
            ("nordvik", "2018-H2", "10.00"),
        )
        for payer in ("midvik", "nordvik", "sorvik")
    }


@pytest.mark.parametrize("settlement", ["half_year", "quarter", "month"])
def test_without_a_change_a_claim_comes_back_for_its_own_period(
    tmp_path: Path, settlement: str
) -> None:
    text = hosted(("2018-01-01", "midvik"), settlement=settlement)
    folder = Folder(tmp_path).write(text, chart(), *HALVES, OVER)
    first = next(one for one in claim(folder) if one.payer.slug == "sorvik")
    credit(folder, first.id)
    (again,) = claim(folder)
    assert (again.period, again.amount) == (first.period, Decimal("100.00"))
    assert again.reason == f"Endring etter krav {first.id}"


def test_without_a_change_a_claim_comes_back_for_its_own_year(tmp_path: Path) -> None:
    """Also where the year after has been claimed, and is what is asked for."""
    text = hosted(("2018-01-01", "midvik"), settlement="year")
    costs = cost("2018-02-01", "300.00"), cost("2019-12-31", "600.00")
    folder = Folder(tmp_path).write(text, chart(), *costs)
    claim(folder, "2018")
    claim(folder, "2019")
    credit(folder, "midvik-2019-0003")
    (again,) = claim(folder, "2019")
    assert rows([again]) == {("midvik", "sorvik", "2018", "100.00")}


@pytest.mark.usefixtures("no_documents")
def test_a_year_is_claimed_without_what_came_back_of_the_next(tmp_path: Path) -> None:
    """What is asked for is 2018, of which everything is claimed."""
    text = hosted(("2018-01-01", "midvik"), settlement="year")
    costs = cost("2018-02-01", "300.00"), cost("2019-12-31", "600.00")
    folder = Folder(tmp_path).write(text, chart(), *costs)
    claim(folder, "2018")
    later = next(one for one in claim(folder, "2019") if one.payer.slug == "sorvik")
    credit(folder, later.id)
    assert not claim(folder, "2018")
    assert rows(claim(folder, "2019")) == {("midvik", "sorvik", "2019", "200.00")}


@pytest.mark.parametrize(
    ("hosts", "periods"),
    [
        (CHANGE, {"2018-H1": "100.00", "2018-H2": "200.00"}),
        (
            (("2018-01-01", "midvik"), ("2018-04-16", "nordvik")),
            {"2018-01-01/2018-04-15": "100.00", "2018-04-16/2018-12-31": "200.00"},
        ),
        (
            (
                ("2018-01-01", "midvik"),
                ("2018-03-01", "nordvik"),
                ("2018-08-01", "midvik"),
            ),
            {"2018-01-01/2018-02-28": "100.00", "2018-08-01/2018-12-31": "200.00"},
        ),
    ],
)
def test_a_yearly_settlement_is_cut_where_the_host_changes(
    tmp_path: Path, hosts: tuple[tuple[str, str], ...], periods: dict[str, str]
) -> None:
    text = hosted(*hosts, settlement="year")
    folder = Folder(tmp_path).write(text, chart(), *HALVES, OVER)
    made = claim(folder)
    claimed = {
        one.period: str(one.amount) for one in made if one.payer.slug == "sorvik"
    }
    assert claimed == periods
    first, *_, last = (host for _, host in hosts)
    expected = dict(zip(periods, (first, last), strict=True))
    assert {one.period: one.host.slug for one in made} == expected
    assert not rows(claim(folder))
    assert (
        folder.run("documents", "2018", "--output", str(tmp_path / "ut")).exit_code == 0
    )


def test_who_is_host_twice_gets_back_what_it_had_then(tmp_path: Path) -> None:
    """Midvik, Nordvik, Midvik: the claim of the first time comes back for it."""
    hosts = [("2018-01-01", "midvik"), ("2018-05-01", "nordvik")]
    text = hosted(*hosts, ("2018-09-01", "midvik"), settlement="year")
    days = ("2018-02-01", "2018-06-01", "2018-10-01")
    folder = Folder(tmp_path).write(text, chart(), *(cost(d, "300.00") for d in days))
    folder.add(OVER)
    first = next(one for one in claim(folder) if one.payer.slug == "sorvik")
    assert (first.host.slug, first.period) == ("midvik", "2018-01-01/2018-04-30")
    credit(folder, first.id)
    assert rows(claim(folder)) == {("midvik", "sorvik", first.period, "100.00")}


def test_a_project_is_settled_by_each_of_its_hosts_when_it_ends(tmp_path: Path) -> None:
    terms = {"key": "equal", "settlement": "project_end", "claims": DAYS}
    text = rules(
        version("2017-01-01", host="midvik", **terms),
        version("2018-04-16", host="nordvik", last="2019-12-31", **terms),
    )
    days = ("2017-02-01", "2018-02-01", "2018-08-01", "2019-12-31")
    folder = Folder(tmp_path).write(text, chart(), *(cost(d, "300.00") for d in days))
    assert not claim(folder, "2017")
    assert not claim(folder, "2018"), "it goes on"
    made = claim(folder, "2019")
    assert rows(made) == {
        (host, payer, period, "200.00")
        for host, period in (("midvik", "2018-01-01/2018-04-15"), ("nordvik", "2019"))
        for payer in ("midvik", "nordvik", "sorvik")
    }
    credit(folder, "midvik-2018-0003")
    assert rows(claim(folder, "2019")) == {
        ("midvik", "sorvik", "2018-01-01/2018-04-15", "200.00")
    }


def test_instalments_come_off_what_their_own_host_settles(tmp_path: Path) -> None:
    """Midvik claims 2 x 83.33 on account, and settles 100.00 - 166.67."""
    text = hosted(*CHANGE, settlement="year", claims=CLAIMS)
    folder = Folder(tmp_path).write(text, chart(), budget("1000.00"), *HALVES, OVER)
    for number in "1234":
        claim(folder, "2018", "--instalment", number)
    asked: dict[tuple[str, str], Decimal] = defaultdict(Decimal)
    for one in folder.claims():
        asked[one.host.slug, one.payer.slug] += one.share
    made = claim(folder)
    assert {one.period for one in made} == {"2018-H1", "2018-H2"}
    for one in made:
        asked[one.host.slug, one.payer.slug] += one.share
    assert set(asked.values()) == {Decimal("100.00"), Decimal("200.00")}
    assert {host for (host, _), amount in asked.items() if amount == 100} == {"midvik"}
    assert not claim(folder)


def test_what_is_settled_is_not_claimed_on_account_as_well(tmp_path: Path) -> None:
    """In July the half of Midvik is settled; its instalments were never claimed."""
    text = hosted(*CHANGE, settlement="year", claims=CLAIMS)
    folder = Folder(tmp_path).write(text, chart(), budget("1000.00"), *HALVES)
    made = claim(folder, "2018")
    assert {one.host.slug for one in made if not one.instalment} == {"midvik"}
    assert {one.host.slug for one in made if one.instalment} == {"nordvik"}
    assert not claim(folder, "2018")


def test_each_host_sets_off_what_was_laid_out_in_its_time(tmp_path: Path) -> None:
    laid = "Liabilities:Utlegg:Sørvik:IKT"
    costs = cost("2018-02-01", "300.00", of=laid), cost("2018-08-01", "60.00", of=laid)
    folder = Folder(tmp_path).write(hosted(*CHANGE), chart(), *costs, OVER)
    made = {one.host.slug: one for one in claim(folder) if one.payer.slug == "sorvik"}
    found = {host: (str(c.amount), str(c.set_off)) for host, c in made.items()}
    assert found == {"midvik": ("-200.00", "300.00"), "nordvik": ("-40.00", "60.00")}
    folder.add(cost("2018-03-01", "30.00", of=laid))
    late = {one.payer.slug: one for one in claim(folder)}
    assert {one.host.slug for one in late.values()} == {"midvik"}
    assert [late["sorvik"].amount, late["sorvik"].set_off] == [-20, 30]


def set_off_rows(folder: Folder) -> dict[str, list[tuple[str, int]]]:
    """How what is set off came about on the papers of Sørvik, by host, in øre."""
    loaded = folder.load()
    return {
        one.host.slug: [
            (str(row.label), int(row.amount_ore or 0))
            for section in documents(one, loaded).paper.attachment.derived
            if section.title == "Utlegg som motregnes"
            for row in section.rows
        ]
        for one in folder.claims()
        if one.payer.slug == "sorvik"
    }


def test_a_paper_tells_of_what_its_own_host_sets_off(tmp_path: Path) -> None:
    laid = "Liabilities:Utlegg:Sørvik:IKT"
    costs = cost("2018-02-01", "300.00", of=laid), cost("2018-08-01", "60.00", of=laid)
    folder = Folder(tmp_path).write(hosted(*CHANGE), chart(), *costs, OVER)
    claim(folder)
    assert set_off_rows(folder) == {
        "midvik": [
            ("01.02.2018: Kostnad", 30000),
            ("Lagt ut og ikke gjort opp", 30000),
        ],
        "nordvik": [
            ("01.08.2018: Kostnad", 6000),
            ("Lagt ut og ikke gjort opp", 6000),
        ],
    }


def test_a_paper_tells_of_an_outlay_whose_service_was_before(tmp_path: Path) -> None:
    """Paid in the time of Nordvik for June, which is Midvik's to settle."""
    laid = cost("2018-08-01", "100.01", of="Liabilities:Utlegg:Sørvik:IKT")
    laid = laid.replace('"Kostnad"', '"Kostnad"\n  periode: "2018-06-01/2018-06-30"')
    folder = Folder(tmp_path).write(hosted(*CHANGE), chart(), laid, OVER)
    claim(folder)
    assert set_off_rows(folder) == {
        "midvik": [
            ("01.08.2018: Kostnad", 10001),
            ("Lagt ut og ikke gjort opp", 10001),
        ]
    }


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        ("2018-06-01/2018-06-30", {"midvik": "100.01"}),
        ("2018-06-30", {"midvik": "100.01"}),
        ("2018-06-21/2018-07-20", {"midvik": "33.33", "nordvik": "66.68"}),
        ("2018-08-01/2018-08-31", {"nordvik": "100.01"}),
    ],
)
def test_an_outlay_follows_the_service_like_its_cost(
    tmp_path: Path, days: str, expected: dict[str, str]
) -> None:
    """Dated in the time of Nordvik; 10 of 30 days are in that of Midvik."""
    laid = cost("2018-08-01", "100.01", of="Liabilities:Utlegg:Sørvik:IKT")
    laid = laid.replace('"Kostnad"', f'"Kostnad"\n  periode: "{days}"')
    folder = Folder(tmp_path).write(hosted(*CHANGE), chart(), laid, OVER)
    loaded = folder.load()
    assert loaded.shared is not None
    found: dict[str, Decimal] = defaultdict(Decimal)
    pair = "sorvik", "ikt"
    for each in movements(loaded.entries, loaded.shared.agreement, ())[pair]:
        if each.laid_out:
            found[str(each.host)] += each.laid_out
    assert {host: str(amount) for host, amount in found.items()} == expected


def test_a_payment_without_a_claim_is_to_the_host_of_its_day(tmp_path: Path) -> None:
    payment = paid("2018-08-01", "Sørvik", "70.00").replace("Krav", "Fordringer")
    text = hosted(*CHANGE)
    folder = Folder(tmp_path).write(text, chart(), *HALVES, payment, OVER)
    assert {r for r in rows(claim(folder)) if r[1] == "sorvik"} == {
        ("midvik", "sorvik", "2018-H1", "100.00"),
        ("nordvik", "sorvik", "2018-H2", "130.00"),
    }


def test_a_payment_can_say_which_host_it_was_to(tmp_path: Path) -> None:
    payment = paid("2018-08-01", "Sørvik", "70.00").replace("Krav", "Fordringer")
    payment = payment.replace('"Innbetaling"', '"Innbetaling"\n  vert: "Midvik"')
    text = hosted(*CHANGE)
    folder = Folder(tmp_path).write(text, chart(), *HALVES, payment, OVER)
    assert {r for r in rows(claim(folder)) if r[1] == "sorvik"} == {
        ("midvik", "sorvik", "2018-H1", "30.00"),
        ("nordvik", "sorvik", "2018-H2", "200.00"),
    }


@pytest.mark.parametrize(
    ("day", "named", "counts"),
    [
        ("2018-12-31", "Midvik", "2018-06-30"),
        ("2018-12-31", "Nordvik", "2018-12-31"),
        ("2018-06-30", "Nordvik", "2018-07-01"),
        ("2019-12-31", "Midvik", "2018-06-30"),
    ],
)
def test_a_share_that_says_its_host_counts_in_that_hosts_time(
    tmp_path: Path, day: str, named: str, counts: str
) -> None:
    """A voucher of the first half that came later; or one that was paid ahead."""
    folder = Folder(tmp_path).write(hosted(*CHANGE), chart(), *HALVES, OVER)
    agreement = folder.shared().agreement
    share = data.Transaction(
        vocabulary.metadata(0, {"vert": named}),
        date.fromisoformat(day),
        "*",
        "Fordeling",
        "",
        frozenset({vocabulary.CHARGE_TAG}),
        frozenset(),
        [
            data.Posting(
                "Assets:Fordringer:Sørvik:IKT",
                Amount(Decimal("10.00"), "NOK"),
                None,
                None,
                None,
                {},
            )
        ],
    )
    (moved,) = movements([share], agreement, ())["sorvik", "ikt"]
    assert (moved.host, str(moved.day)) == (named.casefold(), counts)


def test_a_host_that_is_none_of_the_cooperation_is_told(tmp_path: Path) -> None:
    payment = paid("2018-08-01", "Sørvik", "70.00").replace("Krav", "Fordringer")
    payment = payment.replace('"Innbetaling"', '"Innbetaling"\n  vert: "Sørvik"')
    folder = Folder(tmp_path).write(hosted(*CHANGE), chart(), *HALVES, payment)
    told = folder.run("check").output
    assert "Sørvik er ikke vert for IKT-samarbeidet i noen versjon av avtalen." in told


def test_a_former_host_claims_what_comes_to_its_closed_year(tmp_path: Path) -> None:
    """2018 is closed, and Nordvik is host: the correction is Midvik's to claim."""
    hosts = ("2018-01-01", "midvik"), ("2019-01-01", "nordvik")
    text = hosted(*hosts, settlement="year")
    folder = Folder(tmp_path).write(text, chart(), *HALVES, OVER)
    claim(folder, "2018")
    assert folder.run("close", "2018", "--yes").exit_code == 0
    folder.add(cost("2018-11-30", "30.00"), cost("2019-12-31", "90.00"))
    made = claim(folder, "2019")
    assert rows(made) == {
        (host, payer, period, amount)
        for host, period, amount in (
            ("midvik", "2018", "10.00"),
            ("nordvik", "2019", "30.00"),
        )
        for payer in ("midvik", "nordvik", "sorvik")
    }
    late = [one for one in made if one.host.slug == "midvik"]
    assert {one.reason[:18] for one in late} == {"Endring etter krav"}
    assert {one.day for one in late} == {date(2019, 12, 31)}, "when it is made"
    assert not claim(folder, "2019")
    assert not claim(folder, "2018")
    assert "fellesbok claim" not in folder.run("check").output, "nothing is left"
    loaded = folder.load()
    assert loaded.shared is not None
    found = share_accounts(loaded.entries, loaded.shared.agreement)
    assert {(a.year, a.due, a.to_settle) for a in found} == {
        (2018, Decimal("310.00"), Decimal(0)),
        (2019, Decimal("30.00"), Decimal(0)),
    }, "each year adds up by itself"


def test_a_correction_of_a_year_whose_host_is_not_stated_names_none(
    tmp_path: Path,
) -> None:
    """2018 is closed, and its host is not stated; Nordvik is host from 2019."""
    hosts = ("2018-01-01", "not_stated"), ("2019-01-01", "nordvik")
    text = hosted(*hosts, settlement="year")
    folder = Folder(tmp_path).write(text, chart(), *HALVES, OVER)
    assert folder.run("close", "2018", "--yes").exit_code == 0
    folder.add(cost("2018-11-30", "30.00"), cost("2019-12-31", "90.00"))
    corrected = [
        (entry.meta["kommune"], entry.meta.get("vert"), str(entry.postings[0].units))
        for entry in folder.load().entries
        if isinstance(entry, data.Transaction) and "korreksjon" in (entry.tags or ())
    ]
    assert corrected == [
        (name, None, "10.00 NOK") for name in ("Midvik", "Nordvik", "Sørvik")
    ]


# ---------------------------------------------------- whatever is claimed and credited

HOSTED = {
    "halves": hosted(*CHANGE),
    "year": hosted(*CHANGE, settlement="year", claims=CLAIMS),
    "quarters": hosted(
        ("2018-01-01", "midvik"), ("2018-02-15", "nordvik"), settlement="quarter"
    ),
    "twice": hosted(
        ("2018-01-01", "midvik"),
        ("2018-03-10", "nordvik"),
        ("2018-09-01", "midvik"),
        settlement="year",
        claims=CLAIMS,
    ),
}


@pytest.fixture(scope="module")
def folders(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The agreements, each in a folder."""
    return in_folders(HOSTED, tmp_path_factory)


@settings(deadline=None, max_examples=examples(8))
@given(
    agreement=st.sampled_from(sorted(HOSTED)),
    first=st.lists(VOUCHERS, max_size=6),
    steps=st.lists(STEPS, max_size=12),
)
def test_each_host_has_claimed_just_what_its_time_cost(
    folders: dict[str, Path],
    agreement: str,
    first: list[str],
    steps: list[tuple[str, object]],
) -> None:
    year = Year(folders[agreement])
    year.happens(first, steps)
    year.close()
    assert not any(year.balances("Assets:Fordringer").values())
    found = movements(year.entries, year.shared.agreement, year.written)
    for moved in found.values():
        left: dict[str | None, Decimal] = defaultdict(Decimal)
        for each in moved:
            left[each.host] += each.due
        assert not any(left.values()), "no host has anything left"
    wanted = Wanted(2018, day=LAST)
    assert not claimable(year.entries, year.shared, wanted).drafts, "nothing twice"
