"""Every fault of a record or a file, as a value."""
