"""An assessor's own verdicts on a report, kept in a file beside it and apart from the checker's."""
