"""Dialogs and what they are made of."""
