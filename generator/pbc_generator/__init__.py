"""Generate: a framework and a PCT's profile become documents, and documents become Word, PDF and HTML."""
