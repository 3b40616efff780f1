"""From a grid of cells to an understood table, whatever the grid came from."""
