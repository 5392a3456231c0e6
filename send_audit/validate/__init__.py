"""Rules across a whole file and the content it refers to, one group a module."""
