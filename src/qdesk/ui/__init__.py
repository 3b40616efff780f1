"""The desk: windows and panels in Qt; every change goes through the report session."""
