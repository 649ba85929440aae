"""Objections from a municipality's page: its own alone, bounded, whole, taken in."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

import pytest
from click.testing import CliRunner

from claimbook import CLAIMS
from claimbook import Folder
from claimbook import budget
from claimbook import chart
from claimbook import cost
from claimbook import rules
from claimbook import version
from faulty import Counting
from faulty import full
from faulty import nothing
from fellesbok.cli import main
from fellesbok.objections import inbox
from fellesbok.objections.raised import objections
from fellesbok.web.access.serving import Access
from fellesbok.web.access.serving import application
from fellesbok.web.access.sign_in import Reader as SignIn
from fellesbok.web.access.sign_in import ReadersFile
from fellesbok.web.claims import sending
from pagebook import Reader
from pagebook import with_pages
from readers import HASH
from readers import signed_in

if TYPE_CHECKING:
    from pathlib import Path

    from click.testing import Result
    from werkzeug.test import TestResponse

pytestmark = pytest.mark.usefixtures("undrawn_pdf")

OURS = {"Sec-Fetch-Site": "same-origin", "Accept-Language": "nb"}
CLAIM = "krav nordvik-2018-0001"
"""The claim on Midvik, 3 000 kr; 0003 is on Sørvik."""

FORM = {"gjelder": CLAIM, "beloep": "1 000,00", "aarsak": "Gjelder Nordvik alene"}


@pytest.fixture(autouse=True)
def _day(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sending, "today", lambda: date(2018, 2, 1))


@pytest.fixture
def folder(tmp_path: Path) -> Folder:
    (tmp_path / "bok").mkdir()
    (tmp_path / "inn").mkdir()
    found = Folder(tmp_path / "bok").write(
        rules(version(claims=CLAIMS)),
        'option "title" "Vika"\noption "operating_currency" "NOK"\n',
        chart(),
        budget("40000.00"),
        cost("2018-04-01", "12000.00").replace(
            '"Kostnad"', '"Kostnad"\n  bilag: "B-1"'
        ),
    )
    with_pages(found.path / "ledger" / "main.beancount")
    first = ("--instalment", "1", "--date", "2018-01-10", "--yes")
    done = found.run("claim", "2018", *first)
    assert done.exit_code == 0, done.output
    return found


def as_(folder: Folder, name: str, *, takes: bool = True) -> Reader:
    """Somebody who has signed in where objections are taken in."""
    names = {n: SignIn(n, n, HASH) for n in ("midvik", "sorvik")}
    names["regnskap"] = SignIn("regnskap", None, HASH)
    known = ReadersFile(names, {}, None)
    app = application(
        folder.path / "ledger" / "main.beancount",
        edit=False,
        access=Access(lambda: known),
        objections=folder.path.parent / "inn" if takes else None,
    )
    return Reader(app, signed_in(app, name))


def send(
    reader: Reader, headers: dict[str, str] | None = None, **more: str
) -> TestResponse:
    return reader.client.post(
        f"/{reader.slug}/extension/Krav/innsigelse",
        data=FORM | more,
        headers=OURS if headers is None else headers,
    )


def sent(folder: Folder) -> list[str]:
    """The names in the inbox."""
    return sorted(p.name for p in (folder.path.parent / "inn").iterdir())


def take(folder: Folder, *more: str) -> Result:
    command = ["objections", "take", str(folder.path.parent / "inn")]
    return CliRunner().invoke(main, [*command, "--books", str(folder.path), *more])


# From the page to the books -----------------------------------------------------------


def test_an_objection_goes_from_the_page_to_the_inbox_to_the_books(
    folder: Folder,
) -> None:
    reader, books = as_(folder, "midvik"), folder.files()
    for page in ("Krav", "Kommuneoppgave"):
        assert "Send innsigelse" in reader.page(page).words
    answer = send(reader)
    assert answer.status_code == 303
    shown = reader.client.get(answer.location, headers=OURS).text
    assert "Innsigelsen er sendt til den som fører bøkene." in shown
    assert folder.files() == books
    (name,) = sent(folder)
    assert name.startswith("midvik.")
    done = take(folder, "--deadline", "2018-03-01", "--yes")
    assert done.exit_code == 0, done.output
    assert sent(folder) == []
    loaded = folder.load()
    (found,) = objections(loaded.entries, loaded.settled.agreement)
    assert (found.id, found.claim, str(found.amount), found.reason) == (
        "2018-midvik-1",
        "nordvik-2018-0001",
        "1000.00",
        "Gjelder Nordvik alene",
    )
    assert (found.day, found.deadline) == (date(2018, 2, 1), date(2018, 3, 1))


def test_a_voucher_in_a_share_is_objected_to(folder: Folder) -> None:
    reader = as_(folder, "midvik")
    assert send(reader, gjelder="andel IKT 2018", bilag="B-1").status_code == 303
    assert take(folder, "--yes").exit_code == 0
    loaded = folder.load()
    (found,) = objections(loaded.entries, loaded.settled.agreement)
    assert (found.voucher, found.year) == ("B-1", 2018)


def test_what_was_taken_in_before_is_not_taken_in_twice(folder: Folder) -> None:
    """The machine stopped after the books were written, and the file was left."""
    send(as_(folder, "midvik"))
    path = folder.path.parent / "inn" / sent(folder)[0]
    content = path.read_bytes()
    assert take(folder, "--yes").exit_code == 0
    path.write_bytes(content)
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    assert sent(folder) == []
    loaded = folder.load()
    assert len(objections(loaded.entries, loaded.settled.agreement)) == 1


def test_it_is_shown_and_not_written_where_nobody_says_yes(folder: Folder) -> None:
    send(as_(folder, "midvik"))
    books, names = folder.files(), sent(folder)
    done = take(folder, "--dry-run")
    assert (
        'custom "innsigelse" "2018-midvik-1" "krav" "nordvik-2018-0001"' in done.output
    )
    assert (folder.files(), sent(folder)) == (books, names)


# Who may ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"gjelder": "krav nordvik-2018-0003"}, "Velg kravet eller andelen"),
        ({"gjelder": "andel Vann 2018"}, "Velg kravet eller andelen"),
        ({"gjelder": "../../ledger/main"}, "Velg kravet eller andelen"),
        ({"aarsak": " "}, "Skriv hva som er feil"),
        ({"aarsak": "x" * 2001}, "Skriv hva som er feil"),
        ({"aarsak": "a\x00b"}, "Årsaken har tegn som ikke kan skrives."),
        ({"beloep": "mye"}, "Skriv beløpet som kroner og øre"),
        ({"beloep": "0"}, "Skriv beløpet som kroner og øre"),
        ({"beloep": "3000,01"}, "så innsigelsen kan ikke gjelde"),
        ({"bilag": "B-1"}, "Velg andelen som bilaget er delt i."),
        (
            {"gjelder": "andel IKT 2018", "bilag": "../x"},
            "Andelen bygger ikke på et bilag med det nummeret.",
        ),
    ],
)
def test_what_is_not_its_own_or_means_nothing_is_refused_in_words(
    folder: Folder, more: dict[str, str], told: str
) -> None:
    answer = send(as_(folder, "midvik"), None, **more)
    assert answer.status_code == 409
    assert told in answer.text
    assert sent(folder) == []


def test_who_is_no_municipality_sends_nothing(folder: Folder) -> None:
    """The accountant writes in the books; a stranger signs in first."""
    accountant = as_(folder, "regnskap")
    assert "Send innsigelse" not in accountant.page("Krav").words
    assert send(accountant).status_code == 403
    stranger = Reader.__new__(Reader)
    stranger.client, stranger.slug = accountant.app.test_client(), accountant.slug
    answer = send(stranger)
    assert (answer.status_code, answer.location) == (302, "/logg-inn")
    assert sent(folder) == []


def test_where_none_are_taken_in_none_are_sent(folder: Folder) -> None:
    reader = as_(folder, "midvik", takes=False)
    assert "Send innsigelse" not in reader.page("Krav").words
    assert send(reader).status_code == 403


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "https://other.example"}, {"Sec-Fetch-Site": "cross-site"}],
)
def test_another_site_sends_nothing(folder: Folder, headers: dict[str, str]) -> None:
    """And who does not say where it comes from is not believed."""
    assert send(as_(folder, "midvik"), headers).status_code == 403
    assert sent(folder) == []


def test_only_that_one_thing_can_be_sent(folder: Folder) -> None:
    reader = as_(folder, "midvik")
    for path in ("Attestasjon/attester", "Fordeling/innsigelse", "Krav/csv"):
        answer = reader.client.post(f"/{reader.slug}/extension/{path}", headers=OURS)
        assert answer.status_code == 403, path


# Floods, and what lies in the folder --------------------------------------------------


def test_a_flood_is_bounded_and_takes_nothing_from_others(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_OF_ONE", 3)
    reader = as_(folder, "midvik")
    statuses = [send(reader, aarsak=f"Feil {n}").status_code for n in range(5)]
    assert statuses == [303, 303, 303, 409, 409]
    other = send(as_(folder, "sorvik"), gjelder="krav nordvik-2018-0003", beloep="")
    assert other.status_code == 303
    assert len(sent(folder)) == 4


def test_the_same_sent_twice_is_there_once(folder: Folder) -> None:
    reader = as_(folder, "midvik")
    assert [send(reader).status_code for _ in range(2)] == [303, 303]
    assert len(sent(folder)) == 1


def test_a_torn_writing_leaves_nothing_that_is_taken_in(
    folder: Folder,
) -> None:
    """The disk is full at each step of the sending in turn."""
    reader = as_(folder, "midvik")
    with pytest.MonkeyPatch.context() as patch:
        counting = Counting(patch, nothing, 0)
        send(reader, aarsak="Teller")
    for at in range(1, counting.calls + 1):
        before = sent(folder)
        with pytest.MonkeyPatch.context() as patch:
            Counting(patch, full, at)
            status = send(reader, aarsak=f"Steg {at}").status_code
        names = [n for n in sent(folder) if not n.startswith(".")]
        assert status in {303, 409}, at
        if status == 303:
            assert len(names) == len([n for n in before if n[0] != "."]) + 1
        found, faults = inbox.waiting(folder.path.parent / "inn")
        assert (len(found), faults) == (len(names), [])


@pytest.mark.parametrize(
    "content",
    [b"", b"{}", b"[" * 5000, b'{"payer": "midvik"}', b"\xff", b"x" * 20_000],
)
def test_what_is_no_objection_is_left_and_told(folder: Folder, content: bytes) -> None:
    digest = hashlib.sha256(content).hexdigest()
    there = folder.path.parent / "inn"
    name = f"midvik.{digest}.json"
    (there / name).write_bytes(content)
    (there / "notat.txt").write_text("Hei", "utf-8")
    (there / f"sorvik.{'0' * 64}.json").symlink_to("/etc/hostname")
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    for each in (name, "notat.txt", f"sorvik.{'0' * 64}.json"):
        assert f"{each} er ikke en innsigelse herfra, og blir liggende." in done.output
    assert "Ingen nye innsigelser" in done.output
    assert len(sent(folder)) == 3


def test_a_changed_file_is_not_what_was_sent(folder: Folder) -> None:
    send(as_(folder, "midvik"))
    path = folder.path.parent / "inn" / sent(folder)[0]
    path.write_bytes(path.read_bytes().replace(b"1000.00", b"3000.00"))
    done = take(folder, "--yes")
    assert "er ikke en innsigelse herfra, og blir liggende." in done.output
    assert len(sent(folder)) == 1


def test_the_inbox_is_not_in_the_books(folder: Folder, tmp_path: Path) -> None:
    inside = folder.path / "inn"
    inside.mkdir()
    for where, told in (
        (inside, "som ligger i bokmappen"),
        (tmp_path / "inn", "--readers"),
    ):
        done = folder.run("serve", "--objections", str(where), "--port", "0")
        assert done.exit_code == 1
        assert told in done.output


# What is left, and what cannot be taken in -------------------------------------------


def put_in(folder: Folder, **changed: object) -> str:
    """A file as somebody who can write in the folder makes it; its name."""
    sent = inbox.Sent("midvik", "midvik", date(2018, 2, 1), tuple(ABOUT), None, "Feil")
    content = replace(sent, **changed).written()  # type: ignore[arg-type]
    name = f"midvik.{hashlib.sha256(content).hexdigest()}.json"
    (folder.path.parent / "inn" / name).write_bytes(content)
    return name


ABOUT = ("krav", "nordvik-2018-0001")


UNFIT: list[tuple[dict[str, object], str]] = [
    ({"received": date(2018, 1, 9)}, "før kravet nordvik-2018-0001"),
    ({"about": ("krav", "nordvik-2018-0003")}, "men kravet nordvik-2018-0003 er"),
    ({"about": ("krav", "borte")}, "som ikke er et krav i bøkene"),
    ({"about": ("bilag", "IKT", "2018", "B-9")}, "som ikke er ført på"),
    ({"about": ("andel", "IKT", "1999")}, "som ikke har noen andel"),
    ({"about": ("andel", "Ukjent", "2018")}, "som ikke er et samarbeid"),
    ({"amount": Decimal("3000.01")}, "0,01 for mye"),
]


def test_what_cannot_be_in_the_books_keeps_nobody_elses_out(folder: Folder) -> None:
    """All of the inbox waited for one that was sent to a claim of a later day."""
    names = {put_in(folder, **changed): why for changed, why in UNFIT}
    other = send(as_(folder, "sorvik"), gjelder="krav nordvik-2018-0003", beloep="")
    assert other.status_code == 303
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    for name, why in names.items():
        (told,) = (line for line in done.output.splitlines() if name in line)
        assert told.startswith(f"! {name} blir liggende: Innsigelsen 2018-midvik-")
        assert why in told
    assert sent(folder) == sorted(names)
    loaded = folder.load()
    (found,) = objections(loaded.entries, loaded.settled.agreement)
    assert (found.payer.name, found.id) == ("Sørvik", "2018-sorvik-1")


def test_a_claim_of_a_later_day_can_be_objected_to_when_it_comes(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "today", lambda: date(2018, 1, 9))
    answer = send(as_(folder, "midvik"))
    assert answer.status_code == 409
    assert "Velg kravet eller andelen" in answer.text
    monkeypatch.setattr(sending, "today", lambda: date(2018, 1, 10))
    assert send(as_(folder, "midvik")).status_code == 303


NO_OBJECTIONS: list[dict[str, object]] = [
    {"reason": "\x1b]0;navn\x07"},
    {"reason": "To\nlinjer"},
    {"reason": "Blank\u2800"},
    {"by": "mid\u202evik"},
    {"about": ()},
    {"about": ("krav",)},
    {"about": ("krav", "x\n2018-01-01 open Assets:X")},
    {"about": ("andel", "IKT", "9" * 90)},
    {"about": ("andel", "IKT", "\u00b2")},
    {"about": ("noe", "annet")},
    {"received": date(1, 1, 1)},
    {"received": date(9999, 1, 1)},
]


def test_what_no_page_sends_is_no_objection(folder: Folder) -> None:
    """Also what would be read as something else, or as nothing, on a screen."""
    names = [put_in(folder, **changed) for changed in NO_OBJECTIONS]
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    for name in names:
        assert f"{name} er ikke en innsigelse herfra, og blir liggende." in done.output
    assert "\x1b" not in done.output
    assert "Ingen nye innsigelser" in done.output


REASONS = [r'Sa "nei" \n til C:\mappe\ "', "'=1+1", '"', "\\", "; #x ^y 🙂"]


def test_a_reason_is_read_back_as_it_was_sent(folder: Folder) -> None:
    reader = as_(folder, "midvik")
    for reason in REASONS:
        assert send(reader, aarsak=reason).status_code == 303
    assert take(folder, "--yes").exit_code == 0
    loaded = folder.load()
    found = objections(loaded.entries, loaded.settled.agreement)
    assert sorted(each.reason for each in found) == sorted(REASONS)


def test_a_page_sends_nothing_that_is_not_taken_in(folder: Folder) -> None:
    """A blank that is drawn as nothing was sent, and then left lying."""
    answer = send(as_(folder, "midvik"), aarsak="Feil\u2800")
    assert answer.status_code == 409
    assert "Årsaken har tegn som ikke kan skrives." in answer.text
    assert sent(folder) == []


def test_a_flood_of_other_files_hides_no_objection(folder: Folder) -> None:
    there = folder.path.parent / "inn"
    for number in range(1_050):
        (there / f"00{number}").write_bytes(b"x")
    (there / "00\x1b[2J").write_bytes(b"x")
    assert send(as_(folder, "midvik")).status_code == 303
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    assert "! 00\ufffd[2J er ikke en innsigelse herfra, og blir" in done.output
    assert "! 1031 filer til i innboksen er ikke lest." in done.output
    loaded = folder.load()
    assert len(objections(loaded.entries, loaded.settled.agreement)) == 1


def test_whoever_has_sent_nothing_has_room_in_a_full_inbox(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(inbox, "MOST_FILES", 1)
    reader = as_(folder, "midvik")
    assert [send(reader, aarsak=f"{n}").status_code for n in range(2)] == [303, 409]
    other = send(as_(folder, "sorvik"), gjelder="krav nordvik-2018-0003", beloep="")
    assert other.status_code == 303


def test_an_inbox_that_has_become_a_link_takes_nothing(folder: Folder) -> None:
    """It was chosen outside the books, and somebody has put a way into them there."""
    reader, there = as_(folder, "midvik"), folder.path.parent / "inn"
    books = folder.files()
    there.rmdir()
    there.symlink_to(folder.path / "ledger")
    answer = send(reader)
    assert answer.status_code == 409
    assert "Innsigelsen ble ikke tatt imot" in answer.text
    there.unlink()
    answer = send(reader)
    assert answer.status_code == 409
    assert str(there) not in answer.text
    assert folder.files() == books


def test_what_a_stopped_server_left_in_the_inbox_is_taken_away(folder: Folder) -> None:
    there = folder.path.parent / "inn"
    begun = f".midvik.{'0' * 64}.json.fellesbok-ny"
    others = f".{'0' * 64}.json.fellesbok-ny"
    for name in (begun, others):
        (there / name).write_bytes(b"halv")
    assert take(folder, "--dry-run").exit_code == 0
    assert sent(folder) == sorted([begun, others])
    assert take(folder, "--yes").exit_code == 0
    assert sent(folder) == [others]
