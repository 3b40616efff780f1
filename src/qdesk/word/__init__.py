"""Neutral blocks become a Word document."""
