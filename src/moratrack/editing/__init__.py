"""Adding to a data file of one's own, all or nothing."""
