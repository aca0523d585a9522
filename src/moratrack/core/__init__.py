"""What a policy is and what its events add up to; no file, no clock."""
