"""What is made of findings: JSON for programs, a board's compliance report, and the words they share."""
