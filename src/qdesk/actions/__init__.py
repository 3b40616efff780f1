"""What the user can do, one file each; the only way of window and command line to data."""
