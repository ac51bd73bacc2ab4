"""The search: what the palette shows of the base, and the page of all results."""
