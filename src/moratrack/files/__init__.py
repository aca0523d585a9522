"""Bytes of a data file to records, fast."""
