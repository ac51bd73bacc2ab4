"""A document before it is saved."""
