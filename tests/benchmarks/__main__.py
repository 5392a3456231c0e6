"""Benchmarks, side by side in one run: python -m tests.benchmarks. They print figures and judge nothing."""

from tests.benchmarks.start_up import main

main()
