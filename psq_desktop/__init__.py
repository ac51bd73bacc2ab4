"""Concertation: the partnership side of the police de sécurité du quotidien, on one desktop."""

__version__ = "0.1.0"
