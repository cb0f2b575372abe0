"""Every write of this room that has rules: one function, one transaction, one log entry."""
