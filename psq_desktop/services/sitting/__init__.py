"""In the room: who is there, what is at hand, the votes, and what everybody sees."""
