"""Rules on money: totals, contradictions, savings, who pays."""
