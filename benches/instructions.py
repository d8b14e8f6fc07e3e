#!/usr/bin/env python3
"""Counts the instructions of one build of the made-up board, function by function: a figure that does not drift.

    cargo build --release
    benches/instructions.py [--postings 1000] [--top 30] [--dir /dev/shm] [--save FILE | --against FILE]

The build runs under callgrind (`apt install valgrind`) on one thread, into a new folder, for a fixed day. A second run of one
binary differs by less than 0.1 %, so that changes of a percent can be told, on a busy machine too. Two counts compare only if all
of this is equal: the version of rustc and the profile, the processor's features that libraries choose code by (AVX2 and the
like), valgrind's version, board.py and the number of postings. `--save` keeps the table, `--against` prints what has changed since.
"""
import argparse
import json
import os
import pathlib
import re
import subprocess
import sys
import tempfile

import board

HERE = pathlib.Path(__file__).resolve().parent
TODAY = "2026-11-22"


def count(binary, project, folder):
    """The instructions of a build: all, and those of each function by itself."""
    noted = folder / "callgrind.out"
    command = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={noted}", str(binary), "build", "--today", TODAY]
    ran = subprocess.run(command, cwd=project, env={**os.environ, "RAYON_NUM_THREADS": "1"}, capture_output=True, text=True)
    if ran.returncode != 0:
        sys.exit(f"the build under callgrind failed:\n{ran.stderr[-2000:]}")
    said = subprocess.run(["callgrind_annotate", "--threshold=100", str(noted)], capture_output=True, text=True, check=True).stdout
    functions = {}
    for line in said.splitlines():
        if found := re.match(r"\s*([\d,]+) \(\s*[\d.]+%\)\s+(.*)", line):
            name = re.sub(r" \[[^\]]*\]$", "", found[2])
            if name == "PROGRAM TOTALS":
                total = int(found[1].replace(",", ""))
                continue
            # Where a function lies, and its hash, differ from build to build.
            name = re.sub(r"::h[0-9a-f]{16}", "", name.split(":", 1)[1] if ":" in name else name)
            functions[name] = functions.get(name, 0) + int(found[1].replace(",", ""))
    return total, functions


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postings", type=int, default=1000)
    parser.add_argument("--top", type=int, default=30, help="how many functions are named")
    parser.add_argument("--dir", help="where the board is laid (a temporary folder if left out)")
    parser.add_argument("--rolecall", type=pathlib.Path, default=HERE.parent / "target/release/rolecall")
    parser.add_argument("--save", type=pathlib.Path)
    parser.add_argument("--against", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.dir) as root:
        root = pathlib.Path(root)
        board.lay_for_rolecall(root / "site", arguments.postings)
        total, functions = count(arguments.rolecall.resolve(), root / "site", root)
    before = json.loads(arguments.against.read_text()) if arguments.against else None
    if before and before["postings"] != arguments.postings:
        sys.exit(f"{arguments.against} counts a board of {before['postings']} postings")
    if arguments.save:
        arguments.save.write_text(json.dumps({"postings": arguments.postings, "total": total, "functions": functions}))
    if before:
        print(f"{total / 1e6:.1f} million instructions, {before['total'] / 1e6:.1f} before ({total / before['total'] * 100 - 100:+.2f} %)")
        names = functions.keys() | before["functions"].keys()
        changes = {name: functions.get(name, 0) - before["functions"].get(name, 0) for name in names}
        for name, change in sorted(changes.items(), key=lambda item: -abs(item[1]))[:arguments.top]:
            if change:
                print(f"{change / 1e6:+10.2f}  {name[:120]}")
        return
    print(f"{total / 1e6:.1f} million instructions, {total / 1e3 / arguments.postings:.0f} thousand a posting")
    for name, own in sorted(functions.items(), key=lambda item: -item[1])[:arguments.top]:
        print(f"{own / 1e6:10.2f}  {own / total * 100:5.1f} %  {name[:120]}")


if __name__ == "__main__":
    main()
