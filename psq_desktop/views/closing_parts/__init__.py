"""How a meeting is closed and what comes next: shared by the live screen and the meeting's page."""
