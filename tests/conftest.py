"""Settings for all tests: in CI the property tests repeat themselves, elsewhere they explore."""

import os

from hypothesis import settings

settings.register_profile("ci", derandomize=True, print_blob=True)
if os.environ.get("CI"):
    settings.load_profile("ci")
