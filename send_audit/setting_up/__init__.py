"""A borough's folder from the register of schools: the list, the round, a blank return for each setting."""
