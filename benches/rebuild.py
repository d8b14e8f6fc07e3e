#!/usr/bin/env python3
"""Builds a board, then again with nothing changed and with one posting changed, and says what each takes.

    cargo build --release
    benches/rebuild.py --postings 10000 --runs 5 --dir /dev/shm [--timings]

Each round: the output and what was noted of it are removed, and the board is built (`first`); it is built once more, so that no
file looks just written; then with nothing changed (`nothing`), and with another body, title and department of one posting (`body`,
`title`, `department`). Medians of wall and CPU seconds, the ratio to the first build, and how many files were written.
"""
import argparse
import json
import os
import pathlib
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import board

HERE = pathlib.Path(__file__).resolve().parent
EDITS = {
    "nothing": lambda text, round: text,
    "body": lambda text, round: text + f"\nEdited {round}.\n",
    "title": lambda text, round: re.sub("(?m)^title:.*$", f"title: Edited {round}", text, count=1),
    "department": lambda text, round: re.sub("(?m)^department:.*$", lambda old: "department: " + ("Sales" if "Legal" in old[0] else "Legal"), text, count=1),
}


def build(binary, project):
    """Wall and CPU seconds of a build, and what it says of itself."""
    start = time.perf_counter()
    command = [str(binary), "build", "--today", "2026-11-22", "--timings", "--format", "json"]
    child = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE)
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, json.loads(said)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postings", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--dir", help="where the board is laid (a temporary folder if left out)")
    parser.add_argument("--rolecall", type=pathlib.Path, default=HERE.parent / "target/release/rolecall")
    parser.add_argument("--timings", action="store_true", help="print the stages of the last of each")
    arguments = parser.parse_args()
    binary = arguments.rolecall.resolve()
    rows = {}
    with tempfile.TemporaryDirectory(dir=arguments.dir) as root:
        root = pathlib.Path(root)
        board.lay_for_rolecall(root, arguments.postings)
        posting = root / "content/jobs/role-000007.md"
        for round in range(arguments.runs):
            for made in ["public", ".rolecall-cache"]:
                shutil.rmtree(root / made, ignore_errors=True)
            rows.setdefault("first", []).append(build(binary, root))
            build(binary, root)
            for name, edit in EDITS.items():
                text = posting.read_text(encoding="utf-8")
                changed = edit(text, round)
                if changed != text:
                    posting.write_text(changed, encoding="utf-8")
                rows.setdefault(name, []).append(build(binary, root))
    first = statistics.median(wall for wall, _, _ in rows["first"])
    print(f"{arguments.postings} postings, medians of {arguments.runs} rounds\n{'':12}{'wall s':>9}{'cpu s':>9}{'ratio':>8}{'new':>8}{'changed':>9}{'unchanged':>11}")
    for name, runs in rows.items():
        wall, cpu = (statistics.median(run[i] for run in runs) for i in range(2))
        said = runs[-1][2]
        files = said["written"]
        print(f"{name:12}{wall:9.3f}{cpu:9.3f}{wall / first:8.3f}{files['new']:8}{files['changed']:9}{files['unchanged']:11}")
        if arguments.timings:
            print("    " + ", ".join(f"{stage['stage']} {stage['wall_ms']:.1f}" for stage in said["stages"]))
            print("    " + ", ".join(f"{work['work']} {work['files']}: {work['thread_ms']:.1f}" for work in said["work"]))


if __name__ == "__main__":
    main()
