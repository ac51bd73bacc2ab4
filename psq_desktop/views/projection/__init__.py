"""What the room sees: the item being spoken of on the second screen, and the decisions read aloud."""
