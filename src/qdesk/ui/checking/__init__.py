"""The findings as a list with filters, and the rules with their help and numbers."""
