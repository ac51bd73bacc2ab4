"""Réserves: the roster, availability, missions, training."""
