"""`pbcgov` for a program that measures it: each submission is judged by scorers that have not learned from it.

usage: python bench/check_cross_validated.py PARTS check FILE... [options of pbcgov check] --format json

PARTS is the folder that `pbcgov train --parts` wrote; the files are called <id>.<ending>. Each file is checked with the
model of the part of the cross-validation in which it was left out, and the reports are printed as of one run.
"""

import contextlib
import io
import json
import os
import sys
from collections import defaultdict
from pathlib import Path

from pbc_app.cli import main as pbcgov


def main() -> None:
    if len(sys.argv) < 4:
        raise SystemExit(__doc__)
    parts = Path(sys.argv[1])
    models = {
        name: model
        for model, names in json.loads((parts / "parts.json").read_text(encoding="utf-8")).items()
        if model.startswith("cross-validation")
        for name in names
    }
    files: dict[str, list[str]] = defaultdict(list)
    options: list[str] = []
    for argument in sys.argv[3:]:
        known = models.get(Path(argument).stem) if Path(argument).is_file() else None
        files[known].append(argument) if known else options.append(argument)
    together: dict[str, list[object]] = {"reports": [], "problems": []}
    for model, some in sorted(files.items()):
        os.environ["PBCGOV_MODEL"] = str(parts / model)
        printed = io.StringIO()
        with contextlib.redirect_stdout(printed), contextlib.suppress(SystemExit):
            pbcgov([sys.argv[2], *some, *options])
        report = json.loads(printed.getvalue())
        for key, items in together.items():
            items.extend(report[key])
    print(json.dumps(together))


if __name__ == "__main__":
    main()
