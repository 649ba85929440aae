"""What is measured, and the goal that it is held against."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Goal:
    """A figure and the most that it may be.

    Attributes:
        name: What was measured, in Norwegian.
        value: What it came to.
        most: The goal.
        unit: ``×`` of a ratio, ``s`` or ``ms`` of a time, ``%`` of a part in hundred.
        decimals: As many as the figure is told with; it is held against the goal whole.
    """

    name: str
    value: float
    most: float
    unit: str = "×"
    decimals: int = 2

    @property
    def is_met(self) -> bool:
        """Whether it is no more than it may be."""
        return self.value <= self.most

    @property
    def cells(self) -> list[str]:
        """The goal as a row: what, how much, the most, and whether it is met."""
        value, most = f"{self.value:.{self.decimals}f}", f"{self.most:g}"
        met = "nådd" if self.is_met else "IKKE\N{NO-BREAK SPACE}NÅDD"
        return [self.name, self._told(value), self._told(most), met]

    def _told(self, number: str) -> str:
        """A number with its unit, on one line."""
        return f"{number}\N{NO-BREAK SPACE}{self.unit}".rstrip().replace(".", ",")


@dataclass(frozen=True)
class Part:
    """One part of the measurements.

    Attributes:
        title: What is measured.
        told: What there is to say of it beside the goals; a line or a table.
        goals: What is held against something.
    """

    title: str
    told: str
    goals: tuple[Goal, ...]
