"""Joint controls, contacts with residents, security liaisons, reception of victims."""
