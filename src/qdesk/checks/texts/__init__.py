"""Rules about sentences: what they say of the data, of each other, and of the tables beside them."""
