"""A correction to a fact that hundreds of threads carry, told by a bot that is killed meanwhile."""

from pathlib import Path

from fan_out import fan_out


async def test_fanout_5000_resumes(tmp_path: Path) -> None:
    """Every thread is told once, whatever is killed; `make soak` runs it at 5,000."""
    came = await fan_out(tmp_path, threads=200, kills=2, channels=50)
    assert came.is_kept, str(came)
    assert came.shown[-1].startswith("F-1 rev 2: Notified 200 of 200 threads.")
