"""From bytes to frozen models: decode, pre-scan, parse, shape. Bad content becomes problems."""
