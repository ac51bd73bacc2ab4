"""The register of decisions of all meetings."""
