"""Measure everything, print it, and write it to docs/performance.md.

    python -m bench [--quick] [--only SECTION] [--print]

Needs the extra `bench`, and LibreOffice for what is compared with it. Takes about a quarter of an hour on two cores.
"""

from __future__ import annotations

import argparse
import logging
import tempfile
import time
import warnings
from pathlib import Path

from bench.performance import checking, generating, page, peers, portfolios, starting

SECTIONS = {
    "start": lambda _folder, quick: starting.measured(quick),
    "check": checking.measured,
    "generate": generating.measured,
    "portfolio": portfolios.measured,
}


def main() -> None:
    """Measure, print and write."""
    parser = argparse.ArgumentParser(
        prog="python -m bench", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--quick", action="store_true", help="small sizes and few runs: to try the bench itself")
    parser.add_argument("--only", choices=SECTIONS, action="append", help="this section; may be given several times")
    parser.add_argument("--print", dest="printed", action="store_true", help="print only; leave the page as it is")
    given = parser.parse_args()
    warnings.simplefilter("ignore")  # what other libraries have to say of themselves
    logging.disable(logging.WARNING)
    begun = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        sections = [SECTIONS[name](Path(folder), given.quick) for name in given.only or SECTIONS]
    part = page.measured_part(sections, page.machine(peers.versions()))
    print(f"\n{part}\n{time.perf_counter() - begun:.0f} s in all")
    if not (given.quick or given.only or given.printed):
        page.PAGE.write_text(page.written(page.PAGE.read_text("utf-8"), part), encoding="utf-8")
        page.draw(sections)
        print(f"written to {page.PAGE}")


if __name__ == "__main__":
    main()
