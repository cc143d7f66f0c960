"""The command line: it reads arguments, calls, writes files and prints. No logic of its own."""
