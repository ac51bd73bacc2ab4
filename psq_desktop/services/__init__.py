"""Use cases: functions on a session that return frozen rows. No Qt, no file, no document."""
