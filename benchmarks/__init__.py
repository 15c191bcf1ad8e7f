"""What only measures: `python -m benchmarks`, from the root of the project.

It is not part of the package that is installed, and neither `facts` nor `bot` imports it; it may
import any module of theirs. Needs the extra `bench`, and `semantic` to measure embeddings.
"""
