"""The domain types: frozen, strict, and unaware of files, the clock and how anything is printed."""
