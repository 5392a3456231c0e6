"""The tables beside the borough report, for officers: each with its columns said once, for CSV and Excel."""
