"""Rules on conflicts of interest: what is declared, who provides, who withdraws."""
