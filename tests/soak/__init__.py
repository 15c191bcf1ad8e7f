"""The real bot under load, killed again and again: `make soak`, and `make test` with fewer kills.

`python -m soak` (with `tests/` on the path) runs every scenario of `soak.__main__.SCENARIOS` and
prints what came of it. A scenario is a module with a coroutine that takes a folder and how often to
kill, and returns a frozen value whose `is_kept` says whether the promise was kept and whose text is
what is printed.
"""
