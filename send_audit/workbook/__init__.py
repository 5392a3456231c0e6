"""An audit as an Excel form and back: export, safe reading, a merge of three sides, and the report of it."""
