"""Rounds of collection: what was sent to each partner, and what came back."""
