"""Objectives, what is promised for them, and what is measured."""
