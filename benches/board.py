#!/usr/bin/env python3
"""Lays the made-up board that every bench of this folder measures: so many postings, the same ones each time.

    benches/board.py 10000 FOLDER

The postings' facts are drawn evenly from short lists, their bodies have two to four kilobytes of text, and `role-000007` is the
same whatever the size of the board. FOLDER must not have a `content/jobs` yet. The other benches import this one.
"""
import datetime
import json
import pathlib
import random
import sys

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


def lay_for_rolecall(folder, count):
    """A whole project of so many postings."""
    lay(folder, map(posting, range(count)), for_rolecall)
    (folder / "content/site.yaml").write_text("title: Example Careers\nbase_url: https://jobs.example.com/\n")


if __name__ == "__main__":
    if len(sys.argv) != 3 or not sys.argv[1].isdigit():
        sys.exit(__doc__)
    lay_for_rolecall(pathlib.Path(sys.argv[2]), int(sys.argv[1]))
