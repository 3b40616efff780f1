"""Rules about the numbers of tables: each by itself, and one value in several of them."""
