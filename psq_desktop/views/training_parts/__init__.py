"""What the two screens that show training sessions share."""
