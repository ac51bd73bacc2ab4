"""What meetings, decisions and partners show of the objectives."""

# Any of these changes what is shown of an objective.
TABLES = (
    "axis", "objective", "objective_associate", "indicator", "reading", "outlook", "commitment", "support_request",
    "thresholds",
)  # fmt: skip
