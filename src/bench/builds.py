#!/usr/bin/env python3
"""Compares what two builds find and would edit in the same folders, recipe by recipe.

    builds.py OLD NEW FOLDER...

OLD and NEW are launchers, such as target/image/bin/loopmend of two work trees. Each build checks
each folder and makes the diff of all its fixes; nothing is written. Exit code: 0 no difference,
1 differences, 2 a build that fails.
"""

import argparse
import collections
import difflib
import json
import os
import subprocess
import sys
import tempfile


def said(command, folder, codes=(0, 1)):
    """What a command prints in a folder; ends the script if it fails."""
    done = subprocess.run(command, capture_output=True, cwd=folder)
    if done.returncode not in codes:
        sys.stderr.write(done.stderr.decode(errors="replace"))
        print("exit code %d: %s" % (done.returncode, " ".join(command)), file=sys.stderr)
        sys.exit(2)
    return done.stdout


def findings(build, folder, options):
    """What a build finds, and what it would do, by recipe and place."""
    report = json.loads(said([build, "check", "-q", "--format", "json"] + options, folder))
    found = collections.defaultdict(list)
    for one in report["findings"]:
        place = (one["recipe"], one["path"], one["line"], one["column"])
        fix = [one["safety"]] + one["edits"] + one.get("requests", [])
        found[place].append(json.dumps(fix, sort_keys=True))
    return found


def patches(build, folder, options):
    """The patch of each recipe, by its id, as lines."""
    with tempfile.TemporaryDirectory() as made:
        split = os.path.join(made, "patches")
        said([build, "diff", "-q", "--recipe-split", split] + options, folder)
        texts = {}
        for name in sorted(os.listdir(split)) if os.path.isdir(split) else []:
            recipe = name.rpartition(".")[0].lstrip("0123456789-")
            with open(os.path.join(split, name), errors="replace") as patch:
                texts[recipe] = patch.read().splitlines()
        return texts


def compare(builds, folder, options, table, details):
    """Adds the differences in one folder to the table and to the details."""
    old, new = (findings(build, folder, options) for build in builds)
    for place in sorted(set(old) | set(new)):
        recipe, path, line, column = place
        if place not in new:
            what = "gone"
        elif place not in old:
            what = "new"
        elif old[place] != new[place]:
            what = "other fix"
        else:
            table[recipe]["same"] += 1
            continue
        table[recipe][what] += 1
        details.append("%s: %s/%s:%d:%d: %s" % (what, folder, path, line, column, recipe))
    old, new = (patches(build, folder, options) for build in builds)
    for recipe in sorted(set(old) | set(new)):
        lines = list(difflib.unified_diff(old.get(recipe, []), new.get(recipe, []), n=0, lineterm=""))
        changed = [line for line in lines[2:] if not line.startswith("@@")]
        table[recipe]["patch lines"] += len(changed)
        details.extend("%s: %s: %s" % (folder, recipe, line) for line in changed)


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("old")
    parser.add_argument("new")
    parser.add_argument("folders", nargs="+", metavar="FOLDER")
    parser.add_argument("--set", action="append", default=[], metavar="RECIPE.OPTION=VALUE")
    parser.add_argument("--target-python", default="3.11", metavar="VERSION")
    parser.add_argument("--details", type=int, default=100, metavar="LINES", help="at most so many")
    arguments = parser.parse_args()
    options = ["--unsafe", "--no-ignore", "--select", "all"]
    options += ["--target-python", arguments.target_python]
    for one in arguments.set:
        options += ["--set", one]
    table = collections.defaultdict(collections.Counter)
    details = []
    builds = [os.path.abspath(launcher) for launcher in (arguments.old, arguments.new)]
    for folder in arguments.folders:
        compare(builds, folder, options, table, details)
    columns = ("same", "gone", "new", "other fix", "patch lines")
    print("%-28s" % "recipe" + "".join("%12s" % name for name in columns))
    for recipe in sorted(table):
        print("%-28s" % recipe + "".join("%12d" % table[recipe][name] for name in columns))
    if details:
        print("\n".join([""] + details[: arguments.details]))
        if len(details) > arguments.details:
            print("and %d lines more" % (len(details) - arguments.details))
    return 1 if details else 0


if __name__ == "__main__":
    sys.exit(main())
