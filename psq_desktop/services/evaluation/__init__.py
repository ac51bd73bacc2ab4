"""Surveys and the quarterly note."""
