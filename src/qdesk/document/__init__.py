"""Report and style become neutral blocks: what every output is written from."""
