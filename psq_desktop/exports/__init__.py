"""Rows to PDF and workbooks: no session, no window. See `catalogue` for what can be written."""
