/* Random boards: postings as plain objects, made of few and awkward values so that they share terms, written as Markdown. */

import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

export const TODAY = "2026-11-22";

/** The skills that the boards' own `skills.yaml` names, so that the built-in names may change. */
export const SKILLS = {
  Kubernetes: ["k8s", "kube"], Go: ["golang", "go lang"], "C++": ["cpp", "c plus plus"], "Node.js": ["node", "nodejs"],
  PostgreSQL: ["postgres"], Welding: ["Schweißen", "焊接"], ".NET": ["dotnet"], "C#": ["c sharp"], C: ["c language"], Rust: [], SQL: [],
};
export const COMPANIES = { acme: "Acme GmbH", globex: "Globex Łódź", "acme-2": "ACME", nobody: "Nobody's Jobs" };

const TITLES = [
  "Engineer", "Senior \"Rust\" Engineer", "Architect: core", "Führungskraft (m/w/d)", "数据平台工程师", "高级Java开发工程师", "<b>R&D</b> Lead",
  "ソフトウェアエンジニア", "Straßenbau-Leiter", "STRASSENBAU", "Trust & Safety", "Node.js/TypeScript Developer", "백엔드 개발자", "C++ / C# Engineer",
  "  Two   blanks", "Line\nbreak", "Café Manager", "O'Brien’s Assistant", "Full-stack Engineer", "Инженер", "وظيفة مهندس", "2026", "🦀 Rustacean",
];
const WRITTEN_SKILLS = [
  ...Object.keys(SKILLS), ...Object.values(SKILLS).flat(), "rust", "RUST", "Ｒｕｓｔ", "GOLANG", "K8S", "A/B", "A B", "茶艺", "Größe", "GRÖSSE",
  "Grid Balancing", "grid  balancing", "Moonbeam Planning",
];
const DEPARTMENTS = ["Engineering", "engineering", " ENGINEERING  ", "Ops/Dev", "Ops Dev", "R&D", "数据", "Größe", "Grosse", "Sales"];
const TEAMS = ["Platform", "Grid Control", "Flächen", "平台", "Trust"];
const CITIES = ["Berlin", "berlin", "Zürich", "ZÜRICH", "Köln", "上海", "Frankfurt am Main", "DE"];
const REGIONS = ["Brandenburg", "BE", "Île-de-France"];
const COUNTRIES = ["DE", "de", "AT", "US", "NO", "UK", "GB", "CI", "CN"];
const LANGUAGES = ["English", "english", "German", "中文", "Français"];
const LEVELS = ["intern", "junior", "mid", "senior", "staff", "principal", "lead", "executive"];
const DEGREES = ["none", "high-school", "associate", "bachelor", "master", "doctorate"];
const EMPLOYMENT = ["full-time", "part-time", "contract", "temporary", "internship"];
const PERIODS = ["hour", "day", "week", "month", "year"];

/** Random numbers that depend on nothing but the seed, and what is picked with them. */
export class Chance {
  /** @param {number} seed */
  constructor(seed) {
    this.state = (seed * 2654435761 + 12345) >>> 0;
  }

  next() {
    this.state ^= this.state << 13;
    this.state ^= this.state >>> 17;
    this.state ^= this.state << 5;
    return (this.state >>> 0) / 2 ** 32;
  }

  is(share) {
    return this.next() < share;
  }

  upTo(most) {
    return Math.floor(this.next() * (most + 1));
  }

  pick(list) {
    return list[this.upTo(list.length - 1)];
  }

  some(list, most) {
    return Array.from({ length: this.upTo(most) }, () => this.pick(list));
  }

  maybe(share, value) {
    return this.is(share) ? value() : null;
  }
}

/** The date so many days after today. */
const day = (days) => new Date(Date.parse(TODAY) + days * 864e5).toISOString().slice(0, 10);

function place(chance) {
  const city = chance.maybe(0.8, () => chance.pick(CITIES));
  const region = chance.maybe(0.2, () => chance.pick(REGIONS));
  const country = chance.is(0.75) || !(city || region) ? chance.pick(COUNTRIES) : null;
  return { city, region, country };
}

function salary(chance) {
  const per = chance.pick(PERIODS);
  const year = 20_000 + 5000 * chance.upTo(16);
  const amount = { hour: 2080, day: 260, week: 52, month: 12, year: 1 }[per];
  // Some are exactly so much a year, some almost, some with cents.
  const min = Math.max(1, Math.round((year / amount) * 2) / 2 + chance.upTo(2) - 1);
  const max = min + chance.pick([0, 0.5, 1, Math.round(min / 5)]);
  const ends = chance.pick([{ min, max }, { min, max }, { min, max: null }, { min: null, max }]);
  return { ...ends, per, currency: chance.pick(["EUR", "EUR", "EUR", "USD", "JPY"]) };
}

function role(chance, i, isBoard) {
  const posted = chance.maybe(0.85, () => (chance.is(0.06) ? chance.upTo(3) : -chance.pick([0, 0, 1, 6, 7, 8, 14, 20, 30, 31, 60])));
  const closes = chance.maybe(0.35, () => Math.max(posted ?? -100, chance.pick([-20, -1, 0, 1, 14, 15, 30, 60])));
  const skill = () => ({
    name: chance.pick(WRITTEN_SKILLS), level: chance.maybe(0.3, () => chance.pick(["familiar", "proficient", "expert"])),
  });
  const list = (make, most) => Array.from({ length: chance.upTo(most) }, make);
  return {
    slug: `${chance.pick(["role", "инженер", "数据", "a-b", "z"])}-${i}`,
    title: chance.pick(TITLES) + (chance.is(0.6) ? ` ${chance.pick(["II", "Team", "Senior", "east"])} ${chance.upTo(300)}` : ""),
    department: chance.maybe(0.85, () => chance.pick(DEPARTMENTS)),
    team: chance.maybe(0.4, () => chance.pick(TEAMS)),
    company: isBoard ? chance.maybe(0.85, () => chance.pick(["acme", "globex", "acme-2"])) : null,
    locations: list(() => place(chance), 3),
    applicants: chance.is(0.4) ? chance.some([...COUNTRIES, "anywhere"], 3) : [],
    workplace: chance.maybe(0.8, () => chance.pick(["onsite", "hybrid", "remote"])),
    employment: chance.some(EMPLOYMENT, 3),
    level: chance.maybe(0.8, () => chance.pick(LEVELS)),
    posted: posted === null ? null : day(posted),
    closes: closes === null ? null : day(closes),
    status: chance.pick(["open", "open", "open", "open", "open", "open", "open", "open", "draft", "filled"]),
    salary: chance.maybe(0.6, () => salary(chance)),
    education: chance.maybe(0.6, () => chance.pick(DEGREES)),
    experience: chance.some([0, 0, 1, 2, 3, 5, 5, 8, 10, 40], 2),
    skills: list(skill, 4),
    preferred: list(skill, 3),
    languages: list(() => ({ name: chance.pick(LANGUAGES), level: chance.maybe(0.5, () => chance.pick(["A2", "B1", "C1", "native"])) }), 3),
  };
}

/** A board. Every second one lists several companies, every third one shows drafts. */
export function board(seed) {
  const chance = new Chance(seed);
  const isBoard = seed % 2 === 0;
  const roles = Array.from({ length: 60 + chance.upTo(60) }, (_, i) => role(chance, i, isBoard));
  return { seed, isBoard, drafts: seed % 3 === 0, root: chance.pick(["/", "/a/b/"]), perPage: 3 + chance.upTo(9), roles };
}

const quoted = (text) => JSON.stringify(text);
const flow = (map) =>
  `{ ${Object.entries(map).filter(([, value]) => value !== null).map(([key, value]) => `${key}: ${quoted(value)}`).join(", ")} }`;

/** A role's file. */
function text(role) {
  const lines = [];
  const line = (key, value) => value !== null && value !== "[]" && lines.push(`${key}: ${value}`);
  const list = (entries, entry) => `[${entries.map(entry).join(", ")}]`;
  line("title", quoted(role.title));
  line("department", role.department && quoted(role.department));
  line("team", role.team && quoted(role.team));
  line("company", role.company);
  line("locations", list(role.locations, flow));
  line("applicants_in", list(role.applicants, quoted));
  for (const key of ["workplace", "level", "posted", "closes", "status"]) line(key, role[key]);
  line("employment", list(role.employment, quoted));
  line("salary", role.salary && flow(role.salary));
  lines.push("requirements:", "  fields: [Any]");
  line("  education", role.education);
  line("  experience", list(role.experience, (years) => `{ years: ${years}, in: "the field" }`));
  line("  skills", list(role.skills, flow));
  line("  preferred", list(role.preferred, flow));
  line("  languages", list(role.languages, flow));
  return `---\n${lines.join("\n")}\n---\nCome and work.\n`;
}

/** Writes a board as a project. @param {ReturnType<typeof board>} board @param {string} folder */
export function write(board, folder) {
  const file = (path, text) => {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  };
  file("content/site.yaml", `title: Careers\nbase_url: https://example.com${board.root}\nper_page: ${board.perPage}\n`);
  file("content/skills.yaml", Object.entries(SKILLS).map(([name, aliases]) => `${quoted(name)}: { aliases: ${quoted(aliases)} }\n`).join(""));
  for (const role of board.roles) file(`content/jobs/${role.slug}.md`, text(role));
  if (!board.isBoard) return;
  for (const [slug, name] of Object.entries(COMPANIES)) file(`content/companies/${slug}.md`, `---\ntitle: ${quoted(name)}\n---\nAbout us.\n`);
}
