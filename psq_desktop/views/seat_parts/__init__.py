"""What screens share about the seats of a meeting: menus and small panels."""
