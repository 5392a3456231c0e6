"""Benchmarks, side by side in one run: python -m tests.benchmarks. They print figures and judge nothing."""

from tests.benchmarks import borough, documents, filling, loading, start_up, validating

for benchmark in (start_up, loading, filling, validating, documents, borough):
    benchmark.main()
    print()
