"""Editing a YAML file in place: what an edit does not concern stays as it was, byte for byte."""
