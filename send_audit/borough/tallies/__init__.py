"""What is added up over all schools of a borough, each in a module of its own."""
