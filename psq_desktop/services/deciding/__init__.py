"""Decisions: taken, entered in the register, reminded of."""
