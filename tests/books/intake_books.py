"""Books of a made-up region in a folder, for tests that read documents into them."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

from beancount import loader

from places import MADE

if TYPE_CHECKING:
    from pathlib import Path

FOLDER = MADE / "intake"
PARTIES = ("Nordvik", "Sørvik", "Ytrevik")
CENTRES = (
    ("IKT", "Ansvar-155"),
    ("IKT", "Ansvar-153"),
    ("Brann", "Ansvar-155"),
    ("Brann", "Ansvar-339"),
)
HEADING = (
    "Bilag;Dato;Art;Ansvar;Funksjon;Prosjekt;Tekst;Beløp\n"  # as the preset has it
)
MARCH = (
    "1;14.3.2018;120;155;120;;Lisenser;1 000,00\n"
    "1;14.3.2018;429;155;120;;Mva;250,00\n"
    "2;20.3.2018;010;153;120;;Lønn;45 000,50\n"
)

loader.initialize(use_cache=False)


def make_books(folder: Path) -> Path:
    """Empty books with agreements, accounts and one profile; gives the main file."""
    (folder / "ledger").mkdir(parents=True)
    (folder / "profiles").mkdir()
    shutil.copy(FOLDER / "allocation_rules.yaml", folder)
    (folder / "profiles" / "nordvik.yaml").write_text(
        "like: art-ansvar-funksjon\nbooking: {source: nordvik, host: nordvik}\n",
        encoding="utf-8",
    )
    accounts = ["Assets:Bank", *(f"Liabilities:Utlegg:{name}" for name in PARTIES)]
    accounts += [f"Expenses:{coop}:{centre}" for coop, centre in CENTRES]
    for coop in ("IKT", "Brann"):
        accounts += [f"Income:{coop}", f"Income:{coop}:Overskudd"]
        accounts.append(f"Liabilities:Uavklart:{coop}")
        for name in PARTIES:
            accounts.append(f"Income:{coop}:Kommuner:{name}")
            accounts.append(f"Assets:Fordringer:{name}:{coop}")
    opened = "".join(f"2018-01-01 open {account} NOK\n" for account in accounts)
    main = folder / "ledger" / "main.beancount"
    main.write_text(
        'option "title" "Fjordene"\noption "operating_currency" "NOK"\n'
        f'plugin "fellesbok.plugin" "../allocation_rules.yaml"\n\n{opened}',
        encoding="utf-8",
    )
    return main


def with_bank(main: Path) -> Path:
    """The books, with what a bank account, claims and e-invoices need."""
    profiles = main.parent.parent / "profiles"
    (profiles / "drift.yaml").write_text(
        "like: bank\nbooking: {host: nordvik}\n"
        'bank: {accounts: [{number: "8601 11 17947", account: Assets:Bank}]}\n',
        encoding="utf-8",
    )
    (profiles / "faktura.yaml").write_text(
        "like: ehf\nbooking: {host: nordvik}\n", encoding="utf-8"
    )
    accounts = [
        "Liabilities:Uplassert",
        "Assets:Uplassert",
        "Assets:Merverdiavgift",
        "Equity:Inngaaende-balanse",
        *(
            f"Assets:Krav:{name}:{coop}"
            for name in PARTIES
            for coop in ("IKT", "Brann")
        ),
    ]
    add(main, "".join(f"2018-01-01 open {account} NOK\n" for account in accounts))
    return main


def with_import_page(main: Path) -> Path:
    """The folder that Fava's import page reads in those books."""
    (main.parent / "import_config.py").write_text(
        "from pathlib import Path\n"
        "from fellesbok_importers.intake.registry import config\n"
        "CONFIG = config(Path(__file__).parent / 'main.beancount')\n",
        encoding="utf-8",
    )
    add(
        main,
        '2017-01-01 custom "fava-option" "import-config" "import_config.py"\n'
        '2017-01-01 custom "fava-option" "import-dirs" "../innboks"\n'
        'option "documents" "documents"\n',
    )
    (main.parent / "documents").mkdir()
    inbox = main.parent.parent / "innboks"
    inbox.mkdir()
    return inbox


def add(main: Path, text: str) -> None:
    """Write more into the books."""
    with main.open("a", encoding="utf-8") as file:
        file.write(f"\n{text}")


def claim(  # noqa: PLR0913 -- what a claim says
    number: str,
    payer: str,
    amount: str,
    *,
    kid: str,
    day: str = "2018-02-01",
    host: str = "Nordvik",
    cooperation: str = "IKT",
) -> str:
    """A claim as it is written in the books."""
    return f"""\
{day} * "Krav" "{cooperation} 2018 – {payer}: a konto" #krav ^krav-{number}
  krav: "{number}"
  kravtype: "akonto"
  samarbeid: "{cooperation}"
  kommune: "{payer}"
  vert: "{host}"
  periode: "2018"
  termin: "1 av 4"
  forfall: {day}
  kid: "{kid}"
  Assets:Krav:{payer}:{cooperation}         {amount} NOK
  Assets:Fordringer:{payer}:{cooperation}  -{amount} NOK

"""


def document(folder: Path, rows: str = MARCH, name: str = "mars.csv") -> Path:
    """A voucher list of the region."""
    path = folder / name
    path.write_text(HEADING + rows, encoding="utf-8")
    return path


def folders(folder: Path) -> list[str]:
    """Every folder below a folder, also those that have nothing in them."""
    found = (path for path in folder.rglob("*") if path.is_dir())
    return sorted(path.relative_to(folder).as_posix() for path in found)


def open_import_page(main: Path, inbox: str) -> None:
    """Let Fava read documents that lie in a folder beside the ledger's."""
    (main.parent / "import_config.py").write_text(
        "from pathlib import Path\n"
        "from fellesbok_importers.intake.registry import config\n"
        "CONFIG = config(Path(__file__).parent / 'main.beancount')\n",
        encoding="utf-8",
    )
    with main.open("a", encoding="utf-8") as file:
        file.write(
            '2018-01-01 custom "fava-option" "import-config" "import_config.py"\n'
            f'2018-01-01 custom "fava-option" "import-dirs" "{inbox}"\n'
        )
