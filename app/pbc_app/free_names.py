"""Names for files that go into one folder: each only once, also where capitals do not tell files apart."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import chain, count


@dataclass(slots=True)
class FreeNames:
    """The names that are taken in a folder."""

    _taken: set[str] = field(default_factory=set)
    _numbers: dict[str, Iterator[int]] = field(default_factory=dict)

    def take(self, name: str, beside: str) -> str:
        """Return a name for a file that no other has: the one asked for, with `beside` at its end, or with a number.

        a.docx and a.pdf, or two files of one name from different folders, need different reports.
        """
        # Windows and macOS take Case.pdf and case.pdf for one file.
        following = self._numbers.setdefault(name.casefold(), count(2))
        possible = chain([name, f"{name}-{beside}"], (f"{name}-{number}" for number in following))
        free = next(each for each in possible if each.casefold() not in self._taken)
        self._taken.add(free.casefold())
        return free
