"""The notes editor that the live screen and the minutes share."""
