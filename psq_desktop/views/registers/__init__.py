"""Registers: a list of records with one of them beside it, told by data; screens of several kinds share it."""
