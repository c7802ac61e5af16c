"""Parses every file of a list with ast.parse, as a peer of processes.py."""

import ast
import sys
import time
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(10000)


def main(list_file, passes):
    with open(list_file, encoding="utf-8") as lines:
        files = lines.read().splitlines()
    for number in range(passes):
        before = time.process_time()
        size = rejected = 0
        part = files[len(files) * number // passes : len(files) * (number + 1) // passes]
        for file in part:
            with open(file, "rb") as stream:
                content = stream.read()
            size += len(content)
            try:
                ast.parse(content)
            except (SyntaxError, ValueError, RecursionError):
                rejected += 1
        print(len(part), size, rejected, "%.6f" % (time.process_time() - before))


main(sys.argv[1], int(sys.argv[2]))
