"""`python -m send_audit`."""

from send_audit.cli import main

main()
