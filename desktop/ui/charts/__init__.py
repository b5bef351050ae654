"""What every chart over time shares: months, phases, keys, and the picture that leaves the window."""
