"""What every test shares: no screen is needed, and hypothesis behaves alike everywhere."""

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

# Before Qt is imported; a developer may set xcb to watch the windows.
os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

# Two loaded cores are slow at times: no deadline, and the same examples in every run of `check`.
settings.register_profile(
    "check", deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("search", deadline=None, max_examples=2000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "check"))


@pytest.fixture(scope="session", autouse=True)
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    """Settings, log, backups and own templates of the one who tests stay as they are."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("QDESK_HOME", str(tmp_path_factory.mktemp("home")))
        yield
