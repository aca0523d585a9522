"""One module a command: it reads the words, calls, prints; nothing is computed here."""
