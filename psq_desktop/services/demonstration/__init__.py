"""The demonstration base, loaded from data files through the services where it can be."""
