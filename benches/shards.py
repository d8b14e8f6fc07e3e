#!/usr/bin/env python3
"""Builds a board in shards, one after another, and says what each costs: what a cluster would take, measured on one machine.

    cargo build --release
    benches/shards.py --postings 100000 --shards 1 2 4 8 --dir /dev/shm [--board FOLDER]

Printed for each N: the wall time, CPU time and peak memory of the largest of the N shards, the part of it that every shard repeats (all
stages before the output is prepared), and the files and bytes of all N together. `--board` takes a board that is laid already.
"""
import argparse
import json
import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

import board

HERE = pathlib.Path(__file__).resolve().parent
# These every shard does for the whole board; the others only for its share.
REPEATED = ["list", "settings", "postings", "documents", "catalog", "site", "rows", "samples"]


def run(binary, project, out, shard):
    """One shard: its timings, CPU seconds and peak MiB."""
    command = [str(binary), "build", "--today", "2026-11-22", "--out", str(out), "--shard", shard, "--timings", "--format", "json"]
    child = subprocess.Popen(command, cwd=project, stdout=subprocess.PIPE)
    said = child.stdout.read()
    _, status, usage = os.wait4(child.pid, 0)
    if status != 0:
        sys.exit(f"{command} failed")
    return json.loads(said), usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postings", type=int, default=10_000)
    parser.add_argument("--shards", type=int, nargs="+", default=[1, 2, 4, 8])
    parser.add_argument("--dir", help="where the board and the outputs are laid (a temporary folder if left out)")
    parser.add_argument("--board", type=pathlib.Path, help="a board that is there already")
    parser.add_argument("--rolecall", type=pathlib.Path, default=HERE.parent / "target/release/rolecall")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.dir) as root:
        root = pathlib.Path(root)
        project = arguments.board or root / "site"
        if not arguments.board:
            board.lay_for_rolecall(project, arguments.postings)
        print(f"{'shards':>6}{'wall s':>9}{'cpu s':>9}{'repeated s':>12}{'peak MiB':>10}{'files':>10}{'MiB':>9}   (the largest shard; files and MiB of all)")
        stages = {}
        for of in arguments.shards:
            rows, files, size = [], 0, 0
            for number in range(1, of + 1):
                out = root / "out"
                shutil.rmtree(project / ".rolecall-cache", ignore_errors=True)  # a job of CI has none
                said, cpu, peak = run(arguments.rolecall.resolve(), project, out, f"{number}/{of}")
                shutil.rmtree(out)
                took = {stage["stage"]: stage["wall_ms"] / 1e3 for stage in said["stages"]}
                rows.append((said["wall_ms"] / 1e3, cpu, sum(took[stage] for stage in REPEATED), peak))
                files += said["written"]["new"]
                size += said["written"]["bytes"]
                stages[of] = took
            wall, cpu, repeated, peak = (max(row[i] for row in rows) for i in range(4))
            print(f"{of:6}{wall:9.2f}{cpu:9.2f}{repeated:12.2f}{peak:10.0f}{files:10}{size / 1048576:9.0f}", flush=True)
        last = stages[arguments.shards[-1]]
        print(f"the stages of the last of {arguments.shards[-1]}: " + ", ".join(f"{stage} {took:.2f}" for stage, took in last.items()))


if __name__ == "__main__":
    main()
