"""What waits for an attestation: claims and the closing of a year."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from beancount.core import data

from attested_books import CABLE
from attested_books import SERVER
from attested_books import TERMS
from attested_books import approved
from attested_books import books
from attested_books import line
from claimbook import CLAIMS
from claimbook import Folder
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from fellesbok.approvals.attested import approvals_of_year
from objected_books import MIDVIK
from objected_books import OBJECTED
from objected_books import SHARE
from objected_books import VOUCHER
from objected_books import folder as folder  # noqa: PLC0414 -- a fixture

if TYPE_CHECKING:
    from pathlib import Path


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


def test_a_claim_waits_for_what_the_agreement_asks(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER, CABLE)
    before = folder.files()
    done = folder.run("claim", "2018", "--date", "2019-01-31", "--yes")
    assert done.exit_code == 1
    assert (
        "! IKT-samarbeidet: bilag B-1 fra 01.03.2018 på 12 000,00 kr: ikke attestert."
        in done.output.replace("\N{NO-BREAK SPACE}", " ")
    )
    assert (
        "IKT-samarbeidet venter til bilagene er attestert og anvist slik avtalen"
        " krever. Se «fellesbok approvals 2018»." in done.output
    )
    assert folder.files() == before


def test_a_claim_is_made_when_all_is_attested(tmp_path: Path) -> None:
    folder = approved(tmp_path)
    done = folder.run("claim", "2018", "--date", "2019-01-31", "--yes")
    assert done.exit_code == 0, done.output
    assert len(folder.claims()) == 3


def test_what_is_paid_on_account_waits_for_no_voucher(tmp_path: Path) -> None:
    folder = Folder(tmp_path).write(
        rules(version(claims=CLAIMS + TERMS)),
        chart(),
        '\n2018-01-01 custom "budget" Expenses:IKT "yearly" 40000.00 NOK\n',
        SERVER,
    )
    done = folder.run("claim", "2018", "--instalment", "1", "--yes")
    assert done.exit_code == 0, done.output
    assert len(folder.claims()) == 3


def test_a_claim_tells_and_does_not_wait_where_the_agreement_asks_nothing(
    tmp_path: Path,
) -> None:
    folder = books(tmp_path, CABLE, required="[]")
    done = folder.run("claim", "2018", "--date", "2019-01-31", "--yes")
    assert done.exit_code == 0, done.output
    assert "bilag B-2 fra 02.04.2018" in done.output
    assert "venter til" not in done.output
    assert len(folder.claims()) == 3


def test_a_year_is_not_closed_before_its_vouchers_are_attested(tmp_path: Path) -> None:
    folder = books(tmp_path, SERVER, CABLE, required="[close]")
    before = folder.files()
    done = folder.run("close", "2018", "--yes")
    assert done.exit_code == 1
    assert (
        "IKT-samarbeidet 2018 avsluttes ikke før 2 bilag er attestert og anvist slik"
        " avtalen krever: B-1, B-2. Se «fellesbok approvals 2018 --lacking»."
        in done.output
    )
    assert folder.files() == before


def test_all_that_a_closing_waits_for_is_told_at_once(tmp_path: Path) -> None:
    """All of each cooperation: who hears of one at a time begins anew each time."""
    brann = """\
  brann:
    title: Brannvernet
    account: Brann
    kind: cooperation
    legal_form: not_stated
    versions:
"""
    folder = Folder(tmp_path).write(
        rules(
            version(claims=TERMS),
            others=brann + version(),
        ),
        chart("IKT", "Brann"),
        SERVER,
        cost("2018-05-01", "900.00", "Brann"),
        SHARE,
        SHARE.replace("midvik-2", "midvik-4").replace('"IKT"', '"Brann"'),
    )
    before = folder.files()
    done = folder.run("close", "2018", "--yes")
    assert done.exit_code == 1
    said = done.output
    assert "IKT-samarbeidet 2018 avsluttes ikke før 1 bilag er attestert" in said
    assert "har et utfall: 2018-midvik-2. Se" in said
    assert "Brannvernet 2018 avsluttes ikke før innsigelsene har et utfall:" in said
    assert "2018-midvik-4" in said
    assert folder.files() == before


def test_a_year_is_closed_when_they_are(tmp_path: Path) -> None:
    done = approved(tmp_path).run("close", "2018", "--yes")
    assert done.exit_code == 0, done.output


def test_a_late_voucher_behind_a_correction_is_waited_for(tmp_path: Path) -> None:
    """2018 is closed; a voucher of 2018 comes in 2019 and is claimed with 2019."""
    folder = approved(tmp_path)
    assert folder.run("close", "2018", "--yes").exit_code == 0
    late = CABLE.replace("B-2", "B-7").replace("9999.99", "5000.00")
    folder.add(late)
    loaded = folder.load()
    found = approvals_of_year(loaded.entries, loaded.settled.agreement, 2019)
    assert [each.number for each in found if each.lacking] == ["B-7"]


def test_a_claim_of_a_correction_is_no_voucher_to_attest(tmp_path: Path) -> None:
    """It follows the late voucher and bears its link, and has no number of its own."""
    folder = approved(tmp_path)
    claimed = folder.run("claim", "2018", "--date", "2019-01-31", "--yes")
    assert claimed.exit_code == 0, claimed.output
    assert folder.run("close", "2018", "--yes").exit_code == 0
    folder.add(
        CABLE.replace("B-2", "B-7").replace("9999.99", "5000.00"),
        '\n2019-12-31 * "Leverandør" "Småting"\n  bilag: "C-1"\n'
        "  Expenses:IKT  10.00 NOK\n  Assets:Bank\n",
    )
    folder.add(
        line(folder, "B-7", "attestert", "IKT-leder"),
        line(folder, "C-1", "attestert", "IKT-leder", day="2019-12-31"),
    )
    done = folder.run("claim", "2019", "--date", "2020-01-31", "--yes")
    assert done.exit_code == 0, done.output
    loaded = folder.load()
    links = [
        entry.links
        for entry in loaded.entries
        if isinstance(entry, data.Transaction)
        if "krav" in entry.tags and entry.date.year > 2019
    ]
    assert any("korreksjon-2018-ikt" in each for each in links)
    found = approvals_of_year(loaded.entries, loaded.settled.agreement, 2019)
    assert [each.number for each in found] == ["B-7", "C-1"]


SETTLED = ("claim", "2018", "--settlement", "--date", "2019-01-10", "--dry-run")


@pytest.mark.parametrize(
    ("written", "told"),
    [
        (
            OBJECTED,
            f"krav {MIDVIK}, 1 000,00 kr (2018-midvik-1: åpen, frist 01.03.2018)",
        ),
        (
            SHARE,
            ("andel av IKT-samarbeidet 2018, beløp ikke oppgitt (2018-midvik-2: åpen)"),
        ),
        (
            VOUCHER,
            (
                "bilag B-1, IKT-samarbeidet 2018, beløp ikke oppgitt (2018-midvik-3:"
                " åpen)"
            ),
        ),
    ],
)
def test_what_is_objected_to_is_told_before_the_year_is_claimed(
    folder: Folder, written: str, told: str
) -> None:
    """Before anybody is asked; the settlement is for the accountant to decide."""
    assert "innsigelse" not in folder.run(*SETTLED).output
    folder.add(written)
    said = folder.run(*SETTLED).output.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        f"! IKT-samarbeidet: Midvik har innsigelse mot {told}. Avregningen for 2018"
        " kreves med det den gjelder." in said
    )
    id_ = written.partition('"innsigelse" "')[2].partition('"')[0]
    folder.add(f'2018-12-20 custom "innsigelse" "{id_}" "utfall" "opprettholdt"\n')
    assert "innsigelse" not in folder.run(*SETTLED).output


@pytest.mark.parametrize("written", [OBJECTED, SHARE, VOUCHER])
def test_what_is_not_put_right_is_told_before_the_year_is_claimed(
    folder: Folder, written: str
) -> None:
    """Whoever said that the municipality is right claims the same of it else."""
    id_ = written.partition('"innsigelse" "')[2].partition('"')[0]
    line = f'custom "innsigelse" "{id_}"'
    folder.add(written, f'2018-12-20 {line} "utfall" "korreksjon"\n')
    said = folder.run(*SETTLED).output
    assert f"({id_}: medhold 20.12.2018, ikke korrigert ennå). Avregningen" in said
    folder.add(f'2018-12-21 {line} "rettet"\n')
    assert "innsigelse" not in folder.run(*SETTLED).output


def test_an_instalment_rests_on_the_budget_and_tells_of_no_share(
    folder: Folder,
) -> None:
    folder.add(SHARE)
    done = folder.run("claim", "2018", "--instalment", "2", "--dry-run")
    assert done.exit_code == 0, done.output
    assert "innsigelse" not in done.output


@pytest.mark.parametrize("written", [OBJECTED, SHARE, VOUCHER])
def test_a_year_is_not_closed_before_the_outcome(folder: Folder, written: str) -> None:
    folder.add(written)
    id_ = written.partition('"innsigelse" "')[2].partition('"')[0]
    before = folder.files()
    done = folder.run("close", "2018", "--yes")
    assert done.exit_code == 1
    assert (
        f"IKT-samarbeidet 2018 avsluttes ikke før innsigelsene har et utfall: {id_}. Se"
        " «fellesbok objections list»." in done.output
    )
    assert folder.files() == before
    folder.add(f'2018-12-20 custom "innsigelse" "{id_}" "utfall" "opprettholdt"\n')
    done = folder.run("close", "2018", "--yes")
    assert done.exit_code == 0, done.output


# What a settlement takes along beside its own year ------------------------------------

OF_2019 = CABLE.replace("B-2", "C-1").replace("2018-04-02", "2019-04-02")
LAST_DAY = "\n2021-12-31 balance Assets:Bank -21999.99 NOK\n"
LACKS_B1 = "IKT-samarbeidet: bilag B-1 fra 01.03.2018 på 12 000,00 kr: ikke attestert."
WAITS = "IKT-samarbeidet venter til bilagene er attestert og anvist slik avtalen krever"


def refused(folder: Folder, *words: str) -> str:
    """What is said where nothing is claimed."""
    before = folder.files()
    done = folder.run("claim", *words, "--yes")
    assert done.exit_code == 1, done.output
    assert folder.files() == before
    return done.output.replace("\N{NO-BREAK SPACE}", " ")


def project(path: Path, *parts: str, required: str = "[claim]") -> Folder:
    """IKT is a project of 2018 and 2019, and is settled when it is over."""
    terms = TERMS.replace("[claim, close]", required)
    claims = "claims: {due_days: 30}" + terms
    of = version(claims=claims, settlement="project_end", last="2019-12-31")
    text = rules(of).replace("kind: cooperation", "kind: project")
    return Folder(path).write(text, chart(), *parts)


def test_a_claim_waits_for_vouchers_of_a_year_that_it_takes_along(
    tmp_path: Path,
) -> None:
    """2018 was never claimed, so 2019 asks for it too: B-1 lacks both."""
    folder = books(tmp_path, SERVER, OF_2019)
    folder.add(line(folder, "C-1", "attestert", "IKT-leder", day="2019-05-01"))
    said = refused(folder, "2019", "--settlement", "--date", "2020-01-31")
    assert LACKS_B1 in said
    assert f"{WAITS}. Se «fellesbok approvals 2018»." in said
    listed = folder.run("approvals", "2019", "--lacking")
    assert (
        "! IKT-samarbeidet: avregningen for 2019 hviler også på bilag fra år før som"
        " ikke er krevd, og som mangler noe: B-1. Se «fellesbok approvals 2018»."
        in listed.output
    )


def test_a_claim_waits_for_no_voucher_of_a_year_that_is_claimed(tmp_path: Path) -> None:
    """B-1 lost what it had after 2018 was claimed; the claim of 2019 has none of it."""
    folder = approved(tmp_path)
    claimed = folder.run("claim", "2018", "--date", "2019-01-31", "--yes")
    assert claimed.exit_code == 0, claimed.output
    main = tmp_path / "ledger" / "main.beancount"
    main.write_text(main.read_text("utf-8").replace('"Server"', '"Tjener"'), "utf-8")
    folder.add(OF_2019)
    folder.add(line(folder, "C-1", "attestert", "IKT-leder", day="2019-05-01"))
    done = folder.run("claim", "2019", "--date", "2020-01-31", "--yes")
    assert done.exit_code == 0, done.output
    assert "hviler også" not in folder.run("approvals", "2019").output


def test_a_project_waits_for_the_vouchers_of_all_its_years(tmp_path: Path) -> None:
    folder = project(tmp_path, SERVER, OF_2019)
    folder.add(line(folder, "C-1", "attestert", "IKT-leder", day="2019-05-01"))
    assert LACKS_B1 in refused(folder, "2019", "--date", "2020-01-31")
    assert "mangler noe: B-1." in folder.run("approvals", "2019").output


def test_a_project_waits_for_a_bill_that_comes_when_its_terms_are_over(
    tmp_path: Path,
) -> None:
    """The terms that share the bill are those of 2019, and no other holds in 2020."""
    late = OF_2019.replace("2019-04-02", "2020-02-01").replace(
        '"C-1"', '"C-1"\n  periode: "2019-12-01/2019-12-31"'
    )
    folder = project(tmp_path, late)
    said = refused(folder, "2020", "--date", "2021-01-31")
    assert "bilag C-1 fra 01.02.2020 på 9 999,99 kr: ikke attestert." in said
    listed = folder.run("approvals", "2020", "--format", "csv")
    assert "C-1" in listed.stdout


def test_a_former_host_waits_for_the_late_bill_of_its_time(tmp_path: Path) -> None:
    """Nordvik is host until July; the bill for May is dated in August."""
    claims = "claims: {due_days: 30}" + TERMS
    late = CABLE.replace("2018-04-02", "2018-08-10").replace(
        '"B-2"', '"B-2"\n  periode: "2018-05-01/2018-05-31"'
    )
    folder = Folder(tmp_path).write(
        rules(
            version(claims=claims), version("2018-07-01", host="midvik", claims=claims)
        ),
        chart(),
        SERVER,
        late,
    )
    folder.add(
        line(folder, "B-1", "attestert", "IKT-leder"),
        line(folder, "B-1", "anvist", "Rådmann"),
    )
    said = refused(folder, "2018", "--settlement", "--date", "2019-01-31")
    assert "bilag B-2 fra 10.08.2018 på 9 999,99 kr: ikke attestert." in said
    assert said.count(WAITS) == 1


def test_an_objection_to_a_year_that_is_taken_along_is_told_and_not_reminded_of(
    tmp_path: Path,
) -> None:
    """Midvik objects to its share of 2018, which nobody was claimed for before 2019."""
    folder = Folder(tmp_path).write(
        rules(version(claims="claims: {due_days: 30}")), chart(), SERVER, OF_2019
    )
    folder.add(SHARE)
    words = ("claim", "2019", "--settlement", "--date", "2020-01-10")
    said = folder.run(*words, "--dry-run").output.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "! IKT-samarbeidet: Midvik har innsigelse mot andel av IKT-samarbeidet 2018,"
        " beløp ikke oppgitt (2018-midvik-2: åpen). Avregningen for 2019 kreves med det"
        " den gjelder." in said
    )
    assert folder.run(*words, "--yes").exit_code == 0
    folder.add(LAST_DAY)
    (of_midvik,) = (c.id for c in folder.claims() if c.payer.slug == "midvik")
    reminded = folder.run("open", "--reminders").output
    assert f"{of_midvik} purres ikke så lenge det er innsigelse mot det" in reminded


def test_a_year_is_closed_when_all_that_its_claims_ask_for_is_decided(
    tmp_path: Path,
) -> None:
    """2019's claim has 2018's share, which Midvik objects to when 2018 is closed."""
    folder = Folder(tmp_path).write(
        rules(version(claims="claims: {due_days: 30}")), chart(), SERVER, OF_2019
    )
    claimed = ("claim", "2019", "--settlement", "--date", "2020-01-10", "--yes")
    assert folder.run(*claimed).exit_code == 0
    # Whoever objects to that claim objects to its part of 2018 too.
    (of_midvik,) = (c.id for c in folder.claims() if c.payer.slug == "midvik")
    to_claim = OBJECTED.replace("2018-02-01", "2020-02-01").replace(MIDVIK, of_midvik)
    folder.add(to_claim.replace("2018-03-01", "2020-03-01"))
    closed = folder.run("close", "2018", "--yes")
    assert closed.exit_code == 1
    assert "2018 avsluttes ikke før innsigelsene har et utfall" in closed.output
    upheld = '"innsigelse" "2018-midvik-1" "utfall" "opprettholdt"'
    folder.add(f"2020-02-20 custom {upheld}\n")
    assert folder.run("close", "2018", "--yes").exit_code == 0
    folder.add(SHARE.replace("2018-12-01", "2020-03-01"))
    closed = folder.run("close", "2019", "--yes")
    assert closed.exit_code == 1
    assert "2019 avsluttes ikke før innsigelsene har et utfall" in closed.output
    upheld = '"innsigelse" "2018-midvik-2" "utfall" "opprettholdt"'
    folder.add(f"2020-04-01 custom {upheld}\n")
    assert folder.run("close", "2019", "--yes").exit_code == 0


def test_an_objection_to_a_year_of_a_project_is_not_reminded_of(tmp_path: Path) -> None:
    folder = project(tmp_path, SERVER, OF_2019, SHARE, required="[]")
    done = folder.run("claim", "2019", "--date", "2020-01-10", "--yes")
    assert done.exit_code == 0, done.output
    assert "Midvik har innsigelse mot andel av IKT-samarbeidet 2018" in done.output
    folder.add(LAST_DAY)
    assert (
        "purres ikke så lenge det er innsigelse mot det (2018-midvik-2: åpen)"
        in folder.run("open", "--reminders").output
    )


# A late voucher of a closed year, whose correction the next year carries --------------

LATE_ALONE = """
2018-11-11 * "Leverandør" "Sent bilag"
  bilag: "B-2"
  Expenses:IKT  5000.00 NOK
  Assets:Bank
"""
OBJECTED_LATE = """
2019-02-01 custom "innsigelse" "2019-midvik-1" "bilag" "IKT" 2018 "B-2"
  kommune: "Midvik"
  aarsak: "Gjelder skolen"
"""
LATE = f"""
{LATE_ALONE}
2019-03-01 * "Leverandør" "Server"
  bilag: "B-3"
  Expenses:IKT  7000.00 NOK
  Assets:Bank

2019-12-31 balance Assets:Bank -24000.00 NOK
{OBJECTED_LATE}"""
CARRIED = ("claim", "2019", "--settlement", "--date", "2020-01-10")


@pytest.fixture
def late(folder: Folder) -> Folder:
    """2018 is claimed and closed; Midvik objects to a voucher that came after that."""
    for words in (
        ("claim", "2018", "--settlement", "--yes", "--date", "2018-12-31"),
        ("close", "2018", "--yes"),
    ):
        assert folder.run(*words).exit_code == 0
    return folder.add(LATE)


def test_a_correction_that_is_objected_to_is_told_before_it_is_claimed(
    late: Folder,
) -> None:
    said = late.run(*CARRIED, "--dry-run").output.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "! IKT-samarbeidet: Midvik har innsigelse mot bilag B-2, IKT-samarbeidet 2018,"
        " beløp ikke oppgitt (2019-midvik-1: åpen). Avregningen for 2019 kreves med det"
        " den gjelder." in said
    )


def test_a_claim_of_a_correction_that_is_objected_to_is_not_reminded_of(
    late: Folder,
) -> None:
    assert late.run(*CARRIED, "--yes").exit_code == 0
    late.add("2020-06-30 balance Assets:Bank -24000.00 NOK\n")
    said = late.run("open", "--reminders").output
    (of_midvik,) = (c.id for c in late.claims() if c.id.endswith("2020-0001"))
    assert f"{of_midvik} purres ikke så lenge det er innsigelse mot det" in said


def test_a_year_is_not_closed_while_a_correction_in_it_is_objected_to(
    late: Folder,
) -> None:
    before = late.files()
    done = late.run("close", "2019", "--yes")
    assert done.exit_code == 1
    assert (
        "IKT-samarbeidet 2019 avsluttes ikke før innsigelsene har et utfall:"
        " 2019-midvik-1." in done.output
    )
    assert late.files() == before


HOSTED = """
2019-03-01 * "Leverandør" "Server"
  bilag: "B-3"
  Expenses:IKT  7000.00 NOK
  Assets:Bank

2020-01-15 * "Leverandør" "Sent bilag"
  bilag: "B-4"
  Expenses:IKT  100.00 NOK
  Assets:Bank
"""
OF_FORMER_HOST = ("claim", "2019", "--settlement", "--date", "2021-01-10")


def test_a_correction_that_a_former_host_claims_is_objected_to_with_its_last_year(
    tmp_path: Path,
) -> None:
    """Nordvik is host until July 2019; a voucher of 2018 comes when 2019 is closed."""
    later = version("2019-07-01", host="midvik", claims="claims: {due_days: 30}")
    folder = Folder(tmp_path).write(
        rules(version(claims="claims: {due_days: 30}"), later), chart(), SERVER, HOSTED
    )
    for year in ("2018", "2019"):
        claimed = ("claim", year, "--date", f"{int(year) + 1}-01-31", "--yes")
        for words in (claimed, ("close", year, "--yes")):
            done = folder.run(*words)
            assert done.exit_code == 0, done.output
    folder.add(LATE_ALONE, OBJECTED_LATE.replace("2019-02-01", "2020-03-01"))
    said = folder.run(*OF_FORMER_HOST, "--dry-run").output
    said = said.replace("\N{NO-BREAK SPACE}", " ")
    assert (
        "Midvik har innsigelse mot bilag B-2, IKT-samarbeidet 2018, beløp ikke oppgitt"
        " (2019-midvik-1: åpen). Avregningen for 2019 kreves med det den gjelder."
        in said
    )
    assert folder.run(*OF_FORMER_HOST, "--yes").exit_code == 0
    folder.add("2021-06-30 balance Assets:Bank -24100.00 NOK\n")
    (of_midvik,) = (
        claim.id
        for claim in folder.claims()
        if (claim.payer.slug, claim.day.year) == ("midvik", 2021)
    )
    assert of_midvik.startswith("nordvik-")
    reminded = folder.run("open", "--reminders").output
    assert f"{of_midvik} purres ikke så lenge det er innsigelse mot det" in reminded
