"""The prose editor."""
