"""The means of the district, the contacts with its residents and what they say of it."""
