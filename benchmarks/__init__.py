"""The benchmarks: run `python -m benchmarks` from the root of the project.

They are not part of the installed package, and neither `facts` nor `bot` imports them; they may
import any module of either. Needs the extra `bench`, and `semantic` to measure embeddings.
"""
