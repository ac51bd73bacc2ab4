"""The means of the district: posts, training, equipment, mobile forces."""
