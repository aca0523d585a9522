"""Spreadsheets → policies: what each cell says, what could not be read, and what was kept as a note.

``sheet`` reads a file to rows, ``mapping`` and ``guess`` say which column is what, ``keys`` reads one cell,
``rows`` makes a policy of a row, ``report`` tells people about it, ``writing`` makes the files.
Nothing here reads a clock.
"""
