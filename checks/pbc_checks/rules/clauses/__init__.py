"""The clauses of an agreement: whether a document has them, and whether it has altered them in substance."""
