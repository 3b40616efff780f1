"""The helper pane beside the section."""
