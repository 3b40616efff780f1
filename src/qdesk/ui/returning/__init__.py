"""Reading back a document that others have edited."""
