"""The signs by which a board sees how a submission stands, and where it stands in time."""

from __future__ import annotations

from pbc_checks.report.board.portfolio import Pace, Standing
from pbc_generator.document import Badge, Tone

STANDINGS: dict[Standing, Badge] = {
    Standing.COMPLETE: Badge("✓", "Complete", Tone.GOOD),
    Standing.NOT_COMPLETE: Badge("✗", "Not complete", Tone.BAD),
    Standing.UNREAD: Badge("?", "Not all read", Tone.FAIR),
}
MEANS: dict[Standing, str] = {
    Standing.COMPLETE: "Nothing that is asked for is missing, though it may be met only in part.",
    Standing.NOT_COMPLETE: "Something that is asked for is missing, or has to be put right first.",
    Standing.UNREAD: "Nothing was found missing, but part of the file could not be read.",
}
PACES: dict[Pace, Badge] = {
    Pace.LATE: Badge("!", "Late", Tone.BAD),
    Pace.PAST_THE_AIM: Badge("◐", "Past the aim", Tone.FAIR),
    Pace.IN_TIME: Badge("✓", "In time", Tone.GOOD),
    Pace.NOT_KNOWN: Badge("-", "Not known", Tone.NEUTRAL),
}
