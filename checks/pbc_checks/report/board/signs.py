"""The signs by which a board sees how a submission stands, and where it stands in time."""

from __future__ import annotations

from pbc_checks.report.board.portfolio import Pace, Standing
from pbc_generator.document import Badge, Tone

STANDINGS: dict[Standing, Badge] = {
    Standing.COMPLETE: Badge("✓", "Complete", Tone.GOOD),
    Standing.NOT_COMPLETE: Badge("✗", "Not complete", Tone.BAD),
    Standing.UNREAD: Badge("?", "Not all read", Tone.FAIR),
}
PACES: dict[Pace, Badge] = {
    Pace.LATE: Badge("!", "Late", Tone.BAD),
    Pace.PAST_THE_AIM: Badge("◐", "Past the aim", Tone.FAIR),
    Pace.IN_TIME: Badge("✓", "In time", Tone.GOOD),
    Pace.NOT_KNOWN: Badge("-", "Not known", Tone.NEUTRAL),
}
