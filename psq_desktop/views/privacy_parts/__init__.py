"""What seems to be personal data, as screens show it."""
