"""What could not be read of a file, where a rule finds nothing in the rest."""

from __future__ import annotations

from pbc_checks.rules.matter import Matter
from pbc_checks.submission import Tracked

_WORDS_LEFT_OUT = (Tracked.DELETIONS, "pieces of hidden text")


def something_unread(matter: Matter) -> bool:
    """Return whether there are pictures, scanned pages, charts or objects in the file; words may stand in them."""
    return any(not unread.what.startswith(_WORDS_LEFT_OUT) for unread in matter.submission.receipt.unread)
