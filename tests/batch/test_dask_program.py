"""The program that knows Dask: with one that stands in for it, and with Dask itself.

The test that is asked for (``-m engine``) fails where Dask is not installed.
"""

from __future__ import annotations

import sys
from concurrent.futures import Future
from concurrent.futures import ThreadPoolExecutor
from concurrent.futures import as_completed
from types import ModuleType
from typing import TYPE_CHECKING
from typing import Any

import pytest

from places import tree
from small_regions import QUICK
from small_regions import batch
from small_regions import small_regions

if TYPE_CHECKING:
    from collections.abc import Callable
    from collections.abc import Iterator
    from pathlib import Path


class Standing(ThreadPoolExecutor):
    """What stands in for the client of Dask, and keeps how it was asked for."""

    asked: object = None

    def __init__(self, of: object) -> None:
        type(self).asked = of
        super().__init__(1)

    def submit(self, *words: Any, pure: bool, **more: Any) -> Future[Any]:  # type: ignore[override] # noqa: ANN401 -- as Dask's
        assert not pure
        return super().submit(*words, **more)


def ended(futures: list[Future[Any]]) -> Iterator[Future[Any]]:
    """The futures as they end, with the word by which Dask tells how."""
    for future in as_completed(futures):
        future.status = "error" if future.exception() else "finished"  # type: ignore[attr-defined]
        yield future


@pytest.fixture
def program(monkeypatch: pytest.MonkeyPatch) -> Iterator[ModuleType]:
    """The program, where a module stands in for Dask."""
    standing = ModuleType("distributed")
    standing.Client = Standing  # type: ignore[attr-defined]
    standing.LocalCluster = dict  # type: ignore[attr-defined]
    standing.as_completed = ended  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "distributed", standing)
    monkeypatch.setattr(sys, "path", [*sys.path])
    from fellesbok.batch import dask_program  # noqa: PLC0415 -- it imports Dask

    yield dask_program
    monkeypatch.delitem(sys.modules, dask_program.__name__)


def answers(
    program: ModuleType, work: Callable[[Any], Any], scheduler: str | None = None
) -> dict[int, Any]:
    """How two jobs end."""
    program.carried_out = work  # type: ignore[attr-defined]
    asked = {"jobs": ["a", "b"], "workers": 2, "scheduler": scheduler}
    return dict(program._ended(asked))


def test_each_answer_comes_with_the_number_of_its_job(program: ModuleType) -> None:
    def work(job: str) -> dict[str, str]:
        return {"answer": job}

    assert answers(program, work) == {0: {"answer": "a"}, 1: {"answer": "b"}}
    assert isinstance(Standing.asked, dict)
    assert Standing.asked["threads_per_worker"] == 2


def test_a_worker_that_is_lost_takes_its_own_job_alone(program: ModuleType) -> None:
    def work(job: str) -> dict[str, str]:
        if job == "a":
            raise MemoryError("borte")
        return {"answer": job}

    found = answers(program, work, "tcp://vert:8786")
    assert found[0] == {"code": 1, "said": "MemoryError: borte"}
    assert found[1] == {"answer": "b"}
    assert Standing.asked == "tcp://vert:8786"


@pytest.mark.engine
def test_dask_gives_the_same_bytes(tmp_path: Path) -> None:
    regions = small_regions(tmp_path / "regioner", 2)
    (tmp_path / "regioner" / "tom").mkdir()
    regions.append(tmp_path / "regioner" / "tom")
    by_us, by_dask = tmp_path / "vi", tmp_path / "dask"
    for output, engine in ((by_us, "processes"), (by_dask, "dask")):
        done = batch(*regions, "--output", output, *QUICK, "--engine", engine)
        assert done.exit_code == 1, done.output
        assert "2 av 3 regioner" in done.output
    assert tree(by_dask) == tree(by_us)
