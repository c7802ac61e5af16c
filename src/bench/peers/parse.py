"""Parses every file of a list with a parser for Python, as a peer of processes.py."""

import ast
import sys
import time
import warnings

warnings.simplefilter("ignore")
sys.setrecursionlimit(10000)


def parser(name):
    """What parses the bytes of a file, and what it raises where it rejects them."""
    if name == "ast":
        return ast.parse, (SyntaxError, ValueError, RecursionError)
    import libcst

    refused = (libcst.ParserSyntaxError, SyntaxError, ValueError, RecursionError)
    return libcst.parse_module, refused


def main(name, list_file, passes):
    parse, refused = parser(name)
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
                parse(content)
            except refused:
                rejected += 1
        print(len(part), size, rejected, "%.6f" % (time.process_time() - before))


main(sys.argv[1], sys.argv[2], int(sys.argv[3]))
