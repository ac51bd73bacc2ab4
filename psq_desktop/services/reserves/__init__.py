"""The police reserves: people, their days, missions and shifts."""
