"""The concerted objectives: list, matrix, and one of them in detail."""
