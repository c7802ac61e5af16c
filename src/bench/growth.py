#!/usr/bin/env python3
"""Times runs over generated projects with a finding in every tenth file: how they grow with the
lines, what all recipes cost beside each alone, and `branch` beside `apply`.
"""

import argparse
import os
import statistics
import subprocess
import tempfile

from commands import IMAGE, run

FILES_OF_PACKAGE = 50
LINES_OF_FILE = 100

FAULTS = [
    "async def refresh_{n}(delay):\n    time.sleep(delay)\n    return await load_{n}(delay)\n",
    "async def spread_{n}(values):\n    asyncio.create_task(load_{n}(len(values)))\n    await asyncio.sleep(0)\n",
    "async def warm_{n}(value):\n    load_{n}(value)\n    await asyncio.sleep(0)\n",
    "async def stop_{n}(task):\n    try:\n        await task.run(1)\n    except asyncio.CancelledError:\n        print({n})\n",
    "async def all_{n}(values):\n    await asyncio.gather(*[load_{n}(v) for v in values], return_exceptions=True)\n",
]


def module(number, count, broken):
    """About a hundred lines that import from two other modules and are imported by others."""
    lines = ["import asyncio", "import time", ""]
    for other in {(number * 7 + 1) % count, (number * 13 + 5) % count} - {number}:
        lines.append("from %s import Store%d, load_%d as other_%d" % (place(other), other, other, other))
    lines += ["", "", "async def load_%d(value):" % number, "    await asyncio.sleep(0)", "    return value", ""]
    lines += ["", "class Store%d:" % number, "    def __init__(self, name):"]
    lines += ["        self.name = name", "        self.items = {}", ""]
    for method in range(8):
        lines += [
            "    def get_%d(self, key, default=None):" % method,
            "        value = self.items.get(key, default)",
            "        if value is None and key in self.items:",
            "            value = self.compute_%d(key)" % method,
            "        self.items[key] = value",
            "        return value",
            "",
            "    def compute_%d(self, key):" % method,
            "        return [self.name, key, %d]" % method,
            "",
        ]
    if broken:
        lines += ["", *FAULTS[(number // 10) % len(FAULTS)].format(n=number).splitlines()]
    return "\n".join(lines) + "\n"


def place(number):
    return "app.part_%d.module_%d" % (number // FILES_OF_PACKAGE, number)


def generate(folder, lines):
    """Writes a project of about so many lines; gives the number of its files."""
    count = lines // LINES_OF_FILE
    with open(os.path.join(folder, "pyproject.toml"), "w") as file:
        file.write('[project]\nname = "app"\nrequires-python = ">=3.11"\n')
    for number in range(count):
        path = os.path.join(folder, *place(number).split(".")) + ".py"
        os.makedirs(os.path.dirname(path), exist_ok=True)
        for package in {os.path.dirname(path), os.path.join(folder, "app")}:
            open(os.path.join(package, "__init__.py"), "a").close()
        with open(path, "w") as file:
            file.write(module(number, count, number % 10 == 0))
    return count


def median(command, folder, times):
    """The medians of wall seconds, CPU seconds and peak MiB."""
    runs = [run(command, folder)[0] for _ in range(times)]
    return [statistics.median(one[at] for one in runs) for at in range(3)]


def show(name, figures):
    print("%-40s wall %7.2f s  CPU %7.2f s  peak %5.0f MiB" % (name, *figures), flush=True)


def git(folder, *arguments):
    who = ["-c", "user.name=bench", "-c", "user.email=bench@example.org"]
    subprocess.run(["git", *who, *arguments], cwd=folder, check=True, capture_output=True)


def growth(sizes, times):
    before = None
    for lines in sizes:
        with tempfile.TemporaryDirectory() as folder:
            files = generate(folder, lines)
            figures = median([IMAGE, "check"], folder, times)
            show("check, %d lines, %d files" % (lines, files), figures)
            if before:
                print("%-40s %.1f" % ("  times the wall of the one before", figures[0] / before))
            before = figures[0]


def each_recipe(lines, times):
    with tempfile.TemporaryDirectory() as folder:
        generate(folder, lines)
        whole = median([IMAGE, "check"], folder, times)
        show("check, all recipes", whole)
        listed = subprocess.run([IMAGE, "recipes"], capture_output=True, text=True, check=True)
        slowest = (0, "")
        for recipe in [line.split()[0] for line in listed.stdout.splitlines()]:
            figures = median([IMAGE, "check", "--select", recipe], folder, times)
            show("check, " + recipe, figures)
            slowest = max(slowest, (figures[0], recipe))
        print("all recipes take %.2f times the wall of %s" % (whole[0] / slowest[0], slowest[1]))


def delivery(lines, times):
    walls = {"apply": [], "branch": []}
    for _ in range(times):
        for command in walls:
            with tempfile.TemporaryDirectory() as folder:
                generate(folder, lines)
                git(folder, "init", "-q")
                git(folder, "add", ".")
                git(folder, "commit", "-qm", "start")
                walls[command].append(run([IMAGE, command, "--unsafe"], folder)[0])
    medians = {}
    for command, runs in walls.items():
        medians[command] = [statistics.median(one[at] for one in runs) for at in range(3)]
        show("%s --unsafe, %d lines" % (command, lines), medians[command])
    print("branch takes %.2f times the wall of apply" % (medians["branch"][0] / medians["apply"][0]))


def main():
    options = argparse.ArgumentParser(description=" ".join(__doc__.split()))
    options.add_argument("what", choices=["growth", "recipes", "branch"])
    options.add_argument("--lines", type=int, nargs="+", help="of the projects (growth takes several)")
    options.add_argument("--times", type=int, default=3, metavar="N")
    given = options.parse_args()
    if given.what == "growth":
        growth(given.lines or [10_000, 100_000, 1_000_000], given.times)
    elif given.what == "recipes":
        each_recipe((given.lines or [100_000])[0], given.times)
    else:
        delivery((given.lines or [200_000])[0], given.times)


if __name__ == "__main__":
    main()
