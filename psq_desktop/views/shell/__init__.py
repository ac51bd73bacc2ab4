"""The frame that every screen sits in: navigation, top bar, page, status bar."""
