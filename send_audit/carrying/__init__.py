"""A new audit from last cycle's: each answer carried and marked, and what changed in the checklists since."""
