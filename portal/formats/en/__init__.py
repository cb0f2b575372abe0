"""English dates as most of the alliance's countries write them."""
