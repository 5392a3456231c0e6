"""Results to text or bytes: views that decide what is printed, and one module for each format."""
