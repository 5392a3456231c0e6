"""A borough's numbers: what each return comes to, where each school stands, what they show together."""
