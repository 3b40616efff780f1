"""The store: one SQLite file per school or bureau, holding all years."""
