"""Objections from a municipality's page: its own alone, bounded, whole, taken in."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest

from fellesbok.objections.raised import objections
from fellesbok.web.claims import sending
from pagebook import Reader
from sent_objections import OURS
from sent_objections import as_
from sent_objections import folder as folder  # noqa: PLC0414 -- a fixture
from sent_objections import in_february as in_february  # noqa: PLC0414 -- a fixture
from sent_objections import send
from sent_objections import sent
from sent_objections import take

if TYPE_CHECKING:
    from claimbook import Folder


pytestmark = pytest.mark.usefixtures("undrawn_pdf")


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


WAITS = "Innsigelser som venter"


@pytest.mark.parametrize("page", ["Krav", "Kommuneoppgave", "Oversikt"])
def test_what_waits_is_told_to_who_sent_it_and_to_who_takes_it_in(
    folder: Folder, page: str
) -> None:
    asks = {"kommune": "midvik"} if page == "Kommuneoppgave" else {}
    sender, other, keeper = (as_(folder, n) for n in ("midvik", "sorvik", "regnskap"))
    assert WAITS not in keeper.page(page, **asks).words
    assert send(as_(folder, "midvik")).status_code == 303
    own = sender.page(page).words
    assert WAITS in own
    assert "Mottatt. Det venter på at den som fører bøkene, tar det inn" in own
    assert "krav nordvik-2018-0001" in own
    assert "Gjelder Nordvik alene" not in other.page(page).words
    assert WAITS not in other.page(page).words
    all_ = keeper.page(page, **asks).words
    assert "1 venter i innboksen, fra Midvik." in all_
    assert "Gjelder Nordvik alene" in all_
    assert take(folder, "--yes").exit_code == 0
    for name in ("midvik", "regnskap"):
        assert WAITS not in as_(folder, name).page(page, **asks).words


def test_a_page_that_was_remembered_tells_what_was_sent_since(folder: Folder) -> None:
    """Nothing in the books has changed by it."""
    sender = as_(folder, "midvik")
    assert WAITS not in sender.page("Krav").words
    assert send(sender).status_code == 303
    assert WAITS in sender.page("Krav").words


def test_a_voucher_in_a_share_is_objected_to(folder: Folder) -> None:
    reader = as_(folder, "midvik")
    assert send(reader, gjelder="andel IKT 2018", bilag="B-1").status_code == 303
    assert take(folder, "--yes").exit_code == 0
    loaded = folder.load()
    (found,) = objections(loaded.entries, loaded.settled.agreement)
    assert (found.voucher, found.year) == ("B-1", 2018)


def test_what_was_right_when_it_was_sent_is_taken_in_and_told(folder: Folder) -> None:
    """Midvik objects to its part of the budget, which is lowered before it is read."""
    reader = as_(folder, "midvik")
    assert send(reader, gjelder="andel IKT 2018", beloep="12000").status_code == 303
    main = folder.path / "ledger" / "main.beancount"
    main.write_text(main.read_text("utf-8").replace("40000.00", "4000.00"), "utf-8")
    done = take(folder, "--yes")
    assert done.exit_code == 0, done.output
    (name,) = (w for w in done.output.split() if w.endswith(".json"))
    said = " ".join(done.output.split())
    assert f"{name} tas inn slik den ble sendt, men: Midvik: det meste som" in said
    loaded = folder.load()
    (found,) = objections(loaded.entries, loaded.settled.agreement)
    assert str(found.amount) == "12000.00"


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
        (
            {"gjelder": "andel IKT 2018", "beloep": "12000,01"},
            "det meste som er fordelt, krevd eller budsjettert",
        ),
        (
            {"gjelder": "andel IKT 2018", "bilag": "B-1", "beloep": "12000,01"},
            "Bilag B-1 er på",
        ),
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


def test_the_same_sent_twice_is_there_once(folder: Folder) -> None:
    reader = as_(folder, "midvik")
    assert [send(reader).status_code for _ in range(2)] == [303, 303]
    assert len(sent(folder)) == 1


def test_a_claim_of_a_later_day_can_be_objected_to_when_it_comes(
    folder: Folder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "today", lambda: date(2018, 1, 9))
    answer = send(as_(folder, "midvik"))
    assert answer.status_code == 409
    assert "Velg kravet eller andelen" in answer.text
    monkeypatch.setattr(sending, "today", lambda: date(2018, 1, 10))
    assert send(as_(folder, "midvik")).status_code == 303


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
