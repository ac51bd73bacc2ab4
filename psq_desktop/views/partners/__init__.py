"""The partners, their contacts, mandates and dated names."""
