"""The screen of one meeting: its agenda, its participants, its minutes and its decisions."""
