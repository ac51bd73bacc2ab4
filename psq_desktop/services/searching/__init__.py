"""The search: what people type, where it is found, and how it is told."""
