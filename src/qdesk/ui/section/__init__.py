"""The page of the chosen section."""
