#!/usr/bin/env python3
"""Compares whole commands, ours and a peer's in turn: a check of folders with all recipes beside
ast-grep with one pattern, a diff of one file beside ast.parse of it, --version beside
an empty main, the launcher beside the image.

All read the same files: the script stops if their numbers differ by more than a few.
"""

import argparse
import os
import re
import statistics
import subprocess
import sys
import tempfile
import time
import zipfile

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
IMAGE = os.path.join(ROOT, "target", "image", "bin", "loopmend")
JAVA = os.path.join(ROOT, "target", "image", "runtime", "bin", "java")
LIB = os.path.join(ROOT, "target", "image", "lib")
FLAGS = "@" + os.path.join(LIB, "flags")
EMPTY = "dev/loopmend/cli/EmptyMain"
LAUNCHER = os.path.join(ROOT, "loopmend")
PATTERN = "asyncio.run($$$A)"
RUFF = os.path.join(HERE, "peers", "ruff.mjs")


def run(command, folder):
    """The wall and CPU seconds and peak MiB of a process, and how many files it said to read."""
    with tempfile.TemporaryFile() as said:
        before = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=said)
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - before
        said.seek(0)
        text = said.read().decode(errors="replace")
    code = os.waitstatus_to_exitcode(status)
    # A check that finds something ends with 1.
    if code != 0 and not (code == 1 and command[0] == IMAGE):
        sys.exit("%s failed:\n%s" % (" ".join(command), text))
    files = re.search(r"scannedFileCount=(\d+)|(\d+) files? read", text)
    read = int(files.group(1) or files.group(2)) if files else None
    return (wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024), read


def compare(name, ours, peer, times, folder):
    """Runs both in turn and prints medians and ratios."""
    runs = ([], [])
    for _ in range(times):
        mine, read = run(ours, folder)
        theirs, seen = run(peer, folder)
        # We read .pyw files and notebooks too.
        if seen is not None and not seen <= read <= seen + seen // 100:
            sys.exit("%s: ours read %s files, the peer %d" % (name, read, seen))
        runs[0].append(mine)
        runs[1].append(theirs)
    medians = [[statistics.median(one[at] for one in each) for at in range(3)] for each in runs]
    print(name)
    for who, (wall, cpu, peak) in zip(("loopmend", "peer"), medians):
        print("  %-8s wall %8.3f s  CPU %8.3f s  peak %5.0f MiB" % (who, wall, cpu, peak))
    ratios = [mine / theirs for mine, theirs in zip(*medians)]
    print("  %-8s wall %8.2f    CPU %8.2f    peak %5.1f" % (("ratio",) + tuple(ratios)), flush=True)


def empty_mains(folder):
    """An empty program, started by the runtime of the image with our flags, by its cache: that
    of `--version`, one of its own, none."""
    jar = os.path.join(folder, "empty.jar")
    with zipfile.ZipFile(jar, "w") as file:
        file.write(os.path.join(ROOT, "target/bench/classes", EMPTY + ".class"), EMPTY + ".class")
    main = EMPTY.replace("/", ".")
    own = os.path.join(folder, "empty.aot")
    subprocess.run(
        [JAVA, FLAGS, "-XX:AOTCacheOutput=" + own, "-cp", jar, main],
        check=True,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    ours = os.pathsep.join(os.path.join(LIB, name) for name in ("loopmend.jar", "libraries.jar"))
    cache = "-XX:AOTCache=" + os.path.join(LIB, "tree.aot")
    return {
        "the same cache": [JAVA, FLAGS, cache, "-cp", ours + os.pathsep + jar, main],
        "a cache of its own": [JAVA, FLAGS, "-XX:AOTCache=" + own, "-cp", jar, main],
        "no cache": [JAVA, FLAGS, "-cp", jar, main],
    }


def main():
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folders", nargs="*", help="code bases to check")
    options.add_argument("--file", help="a file to diff, beside ast.parse of it")
    options.add_argument("--ast-grep", default="ast-grep", metavar="COMMAND")
    options.add_argument("--python", default="python3", metavar="COMMAND", help="CPython itself")
    options.add_argument("--no-prefilter", action="store_true", help="parse and link every file")
    options.add_argument("--ruff", metavar="NODE_MODULES", help="compare with ruff from there, too")
    options.add_argument("--times", type=int, default=5, metavar="N")
    given = options.parse_args()
    if given.file:
        folder, name = os.path.split(os.path.abspath(given.file))
        parse = "import ast; ast.parse(open(%r, encoding='utf-8').read())" % name
        peer = [given.python, "-c", parse]
        compare("diff " + name, [IMAGE, "diff", name], peer, given.times, folder)
    for folder in given.folders:
        peer = [given.ast_grep, "run", "-l", "python", "-p", PATTERN, "-j", str(os.cpu_count())]
        peer += ["--globs", "*.py", "--no-ignore", "hidden", "--inspect", "summary", "."]
        ours = [IMAGE, "check"] + (["--no-prefilter"] if given.no_prefilter else [])
        compare(" ".join(ours[1:] + [folder]), ours, peer, given.times, folder)
        if given.ruff:
            os.environ["NODE_PATH"] = os.path.abspath(given.ruff)
            compare("ruff over " + folder, ours, ["node", RUFF, "."], given.times, folder)
    version = [IMAGE, "--version"]
    with tempfile.TemporaryDirectory() as folder:
        for cache, peer in empty_mains(folder).items():
            compare("--version, an empty main with " + cache, version, peer, given.times, ROOT)
    compare("--version", [LAUNCHER, "--version"], version, given.times, ROOT)


if __name__ == "__main__":
    main()
