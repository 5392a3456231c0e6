"""Schedule 10 (Equality Act 2010) accessibility audits for schools. This module holds the version only."""

__version__ = "0.1.0"
