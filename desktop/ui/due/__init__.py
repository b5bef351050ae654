"""Due: the next days over all children, week by week, and their way into a calendar."""
