"""Workbooks: named styles, one table a sheet, ready to print; nothing that runs."""
