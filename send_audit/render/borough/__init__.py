"""What is printed of a whole borough: its report, its strategy, and the tables beside them."""
