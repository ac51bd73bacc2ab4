"""Tables, one file per concept; `models.tables` knows them all."""
