"""What all readers and writers of files share: writing whole or not at all, and what a file really is."""
