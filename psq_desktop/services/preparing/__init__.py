"""Before the meeting: its agenda, its summonses, and the papers that people bring to it."""
