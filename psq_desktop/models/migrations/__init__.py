"""Schema history. Migrations are literal operations and never import live models."""
