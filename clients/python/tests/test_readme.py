"""The README's example is right."""

import re
import subprocess
import sys
from pathlib import Path

README = Path(__file__).parent.parent / "README.md"


def test_the_example_runs():
    example = re.search(r"```python\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    ran = subprocess.run([sys.executable, "-c", example[1]], capture_output=True, text=True, timeout=60)
    assert ran.returncode == 0, ran.stderr
    lines = ran.stdout.splitlines()
    assert lines[:4] == ["completed 2 1", "0 [8]", "1 [15]", "2 filter_error"]
    assert lines[4:7] == ["0 [{'sent': 1}]", "1 [{'sent': 2}]", "2 no_address"]
    assert lines[7] == "1 JobSubmitted" and lines[-2].endswith("JobCompleted")
    assert lines[-1] == "True 422 5"
