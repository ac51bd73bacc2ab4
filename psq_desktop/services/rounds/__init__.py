"""Rounds of collection: what is asked of each partner, what goes out, what comes back and what is taken over."""
