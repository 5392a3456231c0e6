"""The parts of the authority's own accessibility strategy, each in a module of its own."""
