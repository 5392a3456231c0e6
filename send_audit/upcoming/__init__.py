"""What is left, what is due, what is late and what must be looked at again, worked out for one day."""
