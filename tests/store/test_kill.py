from __future__ import annotations

import subprocess
import sys
from pathlib import Path

HARNESS = Path(__file__).resolve().parents[1] / "long" / "kill_nine.py"


def test_no_acknowledged_tag_is_lost_when_the_program_is_killed() -> None:
    done = subprocess.run(
        [sys.executable, str(HARNESS), "--runs", "3"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 0 lost, 0 never asked for, 0 faults" in done.stdout
