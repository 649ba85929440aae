"""Edit a line and see it in an open page, time and again; what it took, as JSON.

Run as ``python one_reload.py <fava or fellesbok> <ledger> <file> <times>``: each time a
line is added to the file, the books are loaded anew, and the page is made.  The time is
the processor's, from the edit until the page is there.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path
from time import process_time
from typing import Any

from fava.application import create_app

from fellesbok.web.access.serving import application

PAGE = "/{slug}/income_statement/"


def main(whose: str, ledger: str, file: str, times: str) -> None:
    """Edit and look, and print the seconds of each time."""
    app: Any = (
        create_app([ledger], load=True, poll_watcher=True)
        if whose == "fava"
        else application(Path(ledger), edit=False)
    )
    ledgers = app.config["LEDGERS"]
    slug = ledgers.first_slug()
    client = app.test_client()
    path, seconds = Path(file), []
    for number in range(int(times) + 1):
        text = path.read_text(encoding="utf-8")
        line = f"2024-01-0{number % 9 + 1} open Assets:Ny{number} NOK\n"
        path.write_text(text + line, encoding="utf-8")
        began = process_time()
        if whose == "fava":
            ledgers[slug].load_file()
        else:
            ledgers.reload()
        answer = client.get(PAGE.format(slug=slug))
        seconds.append(process_time() - began)
        if answer.status_code != 200:
            raise RuntimeError(answer.get_data(as_text=True))
        if not any(f"Assets:Ny{number}" == e.account for e in _opens(ledgers[slug])):
            raise RuntimeError(line)
        path.write_text(text, encoding="utf-8")
    json.dump(seconds[1:], sys.stdout)


def _opens(ledger: Any) -> Any:  # noqa: ANN401 -- Fava's
    return ledger.all_entries_by_type.Open


if __name__ == "__main__":
    main(*sys.argv[1:])
