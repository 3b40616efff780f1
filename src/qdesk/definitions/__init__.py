"""Template files become model objects; a bad file is named with its key and line."""
