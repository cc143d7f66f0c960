"""The version, in the one place from which the package takes it too: to look it up in the package takes longer."""

VERSION = "0.1.0"
