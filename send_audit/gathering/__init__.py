"""Reading a borough's returns, however many: each to its facts, over all cores, and from earlier runs."""
