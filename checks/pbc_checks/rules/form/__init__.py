"""Rules on form and care: what was left in, left empty, or should not be there."""
