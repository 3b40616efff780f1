"""The command line, for scripts and batch work, on the same actions as the desk."""
