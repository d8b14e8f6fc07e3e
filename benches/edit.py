#!/usr/bin/env python3
"""Measures the live preview on a made-up board: how soon it answers, and from saving a posting to its new page.

    cargo build --release
    benches/edit.py --postings 10000 --edits 15 --dir /dev/shm

One posting's title is rewritten; the time until a request for its page shows the new title is taken, asked every
millisecond. What the preview itself says of each change (`--timings`) is printed below: medians of its stages.
"""
import argparse
import http.client
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time

import board

HERE = pathlib.Path(__file__).resolve().parent


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    try:
        connection.request("GET", path)
        return connection.getresponse().read()
    except OSError:
        return b""
    finally:
        connection.close()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--postings", type=int, default=10_000)
    parser.add_argument("--edits", type=int, default=15)
    parser.add_argument("--dir", help="where the board is laid (a temporary folder if left out)")
    parser.add_argument("--rolecall", type=pathlib.Path, default=HERE.parent / "target/release/rolecall")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(dir=arguments.dir) as root, socket.socket() as free:
        root = pathlib.Path(root)
        board.lay_for_rolecall(root, arguments.postings)
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
        free.close()
        time.sleep(2.5)  # so that no file looks just written
        started = time.perf_counter()
        preview = subprocess.Popen([arguments.rolecall.resolve(), "serve", "--port", str(port), "--timings"], cwd=root,
                                   stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        said = []
        threading.Thread(target=lambda: said.extend(preview.stdout), daemon=True).start()
        try:
            file, path = root / "content/jobs/role-000007.md", "/jobs/role-000007/"
            while not get(port, path):
                time.sleep(0.002)
                if preview.poll() is not None:
                    sys.exit("the preview ended")
            ready = time.perf_counter() - started
            text, times = file.read_text(encoding="utf-8"), []
            time.sleep(1.5)
            said.clear()
            for number in range(arguments.edits):
                title = f"Edited {number} {time.time_ns()}"
                file.write_text(re.sub("(?m)^title:.*$", f"title: {title}", text, count=1), encoding="utf-8")
                saved = time.perf_counter()
                while title.encode() not in get(port, path):
                    time.sleep(0.001)
                times.append(time.perf_counter() - saved)
                time.sleep(1)
            memory = re.search(r"VmRSS:\s+(\d+)", pathlib.Path(f"/proc/{preview.pid}/status").read_text())
        finally:
            preview.terminate()
            preview.wait()
    times.sort()
    print(f"{arguments.postings} postings: ready after {ready * 1e3:.0f} ms; from save to new page {statistics.median(times) * 1e3:.1f} ms "
          f"({times[0] * 1e3:.1f} to {times[-1] * 1e3:.1f}, {len(times)} edits); {int(memory[1]) / 1024:.0f} MiB")
    stages = {}
    for line in said:
        if found := re.match(r"\s*([\d.]+) ms  (.+)", line):
            stages.setdefault(found[2].strip(), []).append(float(found[1]))
    for stage, all_times in stages.items():
        print(f"{statistics.median(all_times):9.2f} ms  {stage}")


if __name__ == "__main__":
    main()
