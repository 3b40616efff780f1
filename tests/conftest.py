"""What every test shares: no screen is needed, and hypothesis behaves alike everywhere."""

import os

from hypothesis import HealthCheck, settings

# Before Qt is imported; a developer may set xcb to watch the windows.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Two loaded cores are slow at times: no deadline, and the same examples in every run of `check`.
settings.register_profile(
    "check", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))
