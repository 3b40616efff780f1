"""The import, shown and corrected before anything is stored."""
