"""Benchmarks, side by side in one run: python -m tests.benchmarks. They print figures and judge nothing."""

from tests.benchmarks import borough, filling, loading, start_up, validating

for benchmark in (start_up, loading, filling, validating, borough):
    benchmark.main()
    print()
