"""``dev.py``: what it starts, it ends, however it ends itself."""

import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from django.conf import settings

STARTS_A_CHILD = """
import os, time
import dev

group = dev.warden()
child = dev.start(["-c", "import time; time.sleep(60)"], dict(os.environ), group.pid)
print(child.pid, group.pid, flush=True)
time.sleep(60)
"""


def is_gone(pid: int) -> bool:
    """Ended, or ended and only not yet asked for its result."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except FileNotFoundError:
        return True


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="looks into /proc")
def test_killing_dev_leaves_nothing_running() -> None:
    command = [sys.executable, "-c", STARTS_A_CHILD]
    parent = subprocess.Popen(command, cwd=settings.BASE_DIR, stdout=subprocess.PIPE, text=True)
    with parent:
        started = [int(pid) for pid in parent.stdout.readline().split()]
        assert not any(is_gone(pid) for pid in started)
        parent.send_signal(signal.SIGKILL)
    until = time.monotonic() + 20
    while time.monotonic() < until and not all(is_gone(pid) for pid in started):
        time.sleep(0.05)
    assert all(is_gone(pid) for pid in started)
