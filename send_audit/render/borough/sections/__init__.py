"""The sections of the borough report, each in a module of its own."""
