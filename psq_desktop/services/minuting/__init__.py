"""What is written of a meeting: its minutes, their versions and seals, and what must not stand in them."""
