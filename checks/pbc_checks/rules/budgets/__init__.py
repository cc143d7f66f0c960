"""Rules on statements of practices' budgets."""
