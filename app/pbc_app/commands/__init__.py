"""One module a command; `pbc_app.cli` lists them and imports each when it is called."""
