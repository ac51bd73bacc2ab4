"""Files that come from elsewhere: they pass three walls before one value of them is believed.

`guard` looks at the bytes before any library does, `xlsx` and `ods` read what it let through, and both run in a
process of their own (`child`) that `reading` watches, bounds and ends. No Session, no Qt.
"""
