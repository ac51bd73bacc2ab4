"""What the register of decisions and the meeting's tabs share: table, detail panel, entry form, popovers."""
