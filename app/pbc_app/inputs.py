"""The files that a run may read: none of them is ever written over, not even with --force."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from pbc_app.circumstances import PROFILE, REGISTERS
from pbc_app.portfolio_file import NAME
from pbc_app.reports import is_kept, review_path
from pbc_app.submitted import expanded, is_folder
from pbc_frameworks.profile import named_register

if TYPE_CHECKING:
    from pbc_frameworks.load import Library


def inputs(
    library: Library | None,
    *named: Path | None,
    profile: Path | None = None,
    submissions: Iterable[Path] = (),
    reports: Iterable[Path] = (),
) -> list[Path]:
    """Return the files that a run may read: those `named`, a profile with its register, and the PCT's own frameworks.

    Of `submissions`, files or folders of them, it is also what is known beside them: profiles, registers, lists. Of
    `reports`, which may be submissions too, it is kept reports with their reviews besides.
    """
    own = library.own.rglob("*.yaml") if library and library.own else ()
    found = [*filter(None, named), *own, *_with_register(profile)]
    sources, kept = [*submissions, *reports], [each for path in reports for each in _kept(path)]
    found += [*expanded(sources), *kept, *map(review_path, kept)]
    for folder in dict.fromkeys(path if is_folder(path) else path.parent for path in sources):
        found += [folder / NAME, *(folder / name for name in REGISTERS), *_with_register(folder / PROFILE)]
    return found


def _kept(path: Path) -> list[Path]:
    return [each for each in (sorted(path.iterdir()) if is_folder(path) else [path]) if is_kept(each)]


def _with_register(profile: Path | None) -> Iterator[Path]:
    if profile is not None:
        yield profile
        register = named_register(profile)
        if register is not None:
            yield register
