"""The home page: what to do today."""
