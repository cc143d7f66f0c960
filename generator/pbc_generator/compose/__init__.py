"""One module a kind of document: (framework, profile) -> Document. Pure: nothing here knows a file format."""
