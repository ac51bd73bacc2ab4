"""Charts as plain shapes, drawn alike on the screen and on paper; nothing here knows Qt or PDF."""
