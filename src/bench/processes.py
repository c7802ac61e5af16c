#!/usr/bin/env python3
"""Compares whole processes that parse the same files, ours and its peers in turn.

A peer is a program that gets a list of files and a number of passes into which it divides the
list. For each pass it prints a line: files, bytes, files rejected, CPU seconds. Add one to peers().
"""

import argparse
import glob
import hashlib
import os
import random
import statistics
import subprocess
import sys
import tempfile
import time

HERE = os.path.dirname(os.path.abspath(__file__))
ROOT = os.path.dirname(os.path.dirname(HERE))
SEED = 1


def peers(python):
    """The programs by name; the first is the one that the others are compared with."""
    image = os.path.join(ROOT, "target", "image")
    classes = [os.path.join(image, "lib", name) for name in ("loopmend.jar", "libraries.jar")]
    classes.append(os.path.join(ROOT, "target", "bench", "classes"))
    java = [os.path.join(image, "runtime", "bin", "java"), "-XX:+UseSerialGC"]
    main = ["-cp", os.pathsep.join(classes), "dev.loopmend.parse.ParseFiles"]
    parse = [python, os.path.join(HERE, "peers", "parse.py")]
    found = {
        "cpython": parse + ["ast"],
        # The flags of src/main/launcher/loopmend.
        "loopmend": java + ["-XX:TieredStopAtLevel=1"] + main,
        "loopmend, default JIT": java + main,
    }
    if subprocess.run([python, "-c", "import libcst"], stderr=subprocess.DEVNULL).returncode == 0:
        found["libcst"] = parse + ["libcst"]
    return found


def sample(folders, count):
    """So many different Python files, in an order that is random but the same each time."""
    found = {}
    for folder in folders:
        for file in sorted(glob.glob(os.path.join(folder, "**", "*.py"), recursive=True)):
            if 0 < os.path.getsize(file) <= 1 << 20:
                with open(file, "rb") as stream:
                    found.setdefault(hashlib.sha256(stream.read()).digest(), file)
    files = sorted(found.values())
    random.Random(SEED).shuffle(files)
    if len(files) < count:
        sys.exit("only %d files in %s" % (len(files), " ".join(folders)))
    return files[:count]


def run(command, list_file, passes):
    """What a peer printed, and the wall seconds, CPU seconds and peak bytes of its process."""
    before = time.perf_counter()
    process = subprocess.Popen(command + [list_file, str(passes)], stdout=subprocess.PIPE)
    output = process.stdout.read().decode()
    _, status, usage = os.wait4(process.pid, 0)
    wall = time.perf_counter() - before
    if status != 0:
        sys.exit("%s ended with status %d" % (command[0], status))
    lines = [line.split() for line in output.splitlines()]
    found = [(int(files), int(size), int(bad), float(cpu)) for files, size, bad, cpu in lines]
    return found, (wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024)


def check(seen):
    """Stops unless every peer read the same files and bytes in each pass."""
    reads = {name: [line[:2] for line in lines] for name, lines in seen.items()}
    first = next(iter(reads.values()))
    for name, read in reads.items():
        if read != first:
            sys.exit("%s read other files: %s, not %s" % (name, read, first))


def main():
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("folders", nargs="+", help="where to look for Python files")
    options.add_argument("--count", type=int, default=1500, help="files in a pass")
    options.add_argument("--passes", type=int, default=1, help="passes, each over other files")
    options.add_argument("--rounds", type=int, default=5, help="runs of each peer, in turn")
    options.add_argument("--python", default=sys.executable, help="the CPython to compare with")
    chosen = options.parse_args()
    files = sample(chosen.folders, chosen.count * chosen.passes)
    with tempfile.NamedTemporaryFile("w", suffix=".txt") as names:
        names.write("".join(file + "\n" for file in files))
        names.flush()
        report(peers(chosen.python), names.name, chosen)


def report(commands, list_file, chosen):
    usages = {name: [] for name in commands}
    speeds = {name: [] for name in commands}
    lines = {}
    for _ in range(chosen.rounds):
        for name, command in commands.items():
            lines[name], usage = run(command, list_file, chosen.passes)
            usages[name].append(usage)
            speeds[name].append([line[1] / 1e6 / line[3] for line in lines[name]])
        check(lines)
    size = sum(line[1] for line in next(iter(lines.values())))
    print("%d files, %.1f MB, medians of %d runs in turn; ratios to the first row"
          % (chosen.count * chosen.passes, size / 1e6, chosen.rounds))
    print("%-24s %15s %15s %15s %9s" % ("whole process", "wall s", "CPU s", "peak MB", "rejected"))
    base = None
    for name, all_usages in usages.items():
        row = [statistics.median(column) for column in zip(*all_usages)]
        base = base or row
        cells = ["%8.2f %5.2fx" % (value / unit, value / own)
                 for value, own, unit in zip(row, base, (1, 1, 1e6))]
        rejected = sum(line[2] for line in lines[name])
        print("%-24s %15s %15s %15s %9d" % (name, *cells, rejected))
    print("%-24s %s" % ("CPU MB/s in pass", "".join("%16d" % (n + 1) for n in range(chosen.passes))))
    base = None
    for name, all_speeds in speeds.items():
        row = [statistics.median(column) for column in zip(*all_speeds)]
        base = base or row
        print("%-24s %s" % (name, "".join(
            "%9.1f %5.2fx" % (value, value / own) for value, own in zip(row, base))))


if __name__ == "__main__":
    main()
