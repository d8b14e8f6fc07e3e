/* The types that the JSDoc of static/assets/filters names. They live here so that no page carries them. */

/** Numbers that take no more room than their largest needs. */
type Numbers = Uint8Array | Uint16Array | Uint32Array;

/** What roles have any number of: those of role `r` are `values[starts[r]]` up to `values[starts[r + 1]]`. */
interface Lists {
  starts: Uint32Array;
  values: Numbers;
}

/** What roles have at most one of: that of role `r` is `values[r] - 1`, or nothing when that is negative. */
interface Single {
  starts: null;
  values: Numbers;
}

type Column = Lists | Single;

interface Facet {
  name: string;
  names: string[];
  slugs: string[];
  of: Column;
}

/** The file that names the others. */
interface Manifest {
  roles: number;
  facts: string;
  titles: string[];
  titles_each: number;
}

/** A file of titles, from the first role to before the end. */
interface Part {
  file: string;
  first: number;
  end: number;
  coming: Promise<void> | null;
  isHere: boolean;
}

interface Titles {
  start: number;
  roles: number;
  words: string[];
  parts: string[];
  title: Lists;
  slug: Lists;
}

interface Texts {
  roles: Record<string, string>;
  found: Record<string, string>;
  unstated: Record<string, string>;
  open_terms: string;
  none: string;
  none_help: string;
  ignored: string;
  remove: string;
  show_all: string;
  show_fewer: string;
  narrow: string;
  narrowed: string;
  meets: string;
  missing: string;
  nice: string;
  not_kept: string;
  page: string;
  pages: string;
  previous: string;
  next: string;
}

/** All that is known of the listed roles; see src/site/filter_index/facts.rs. */
interface Board {
  roles: number;
  per_page: number;
  language: string;
  facets: Facet[];
  aliases: string[];
  implies: number[][];
  years: number[];
  places: [string, string][];
  teams: string[];
  languages: string[];
  /** In words, top and bottom in thousandths a year, currency. */
  salaries: [string, number | null, number | null, string][];
  posted: [string, string][];
  closes: [string, string][];
  texts: Texts;
  digits: string;
  places_more: string;
  draft: string;
  skill_levels: string[];
  language_levels: string[];
  /** The columns by name: the facets', and team, salary, posted, closes, tongue, place. */
  of: Record<string, Column> & { skill: Lists; language: Lists };
  flags: Numbers;
  required: Numbers;
  skillLevels: Numbers;
  languageLevels: Numbers;
  titles: Titles[];
}

interface State {
  choices: Record<string, string[]>;
  only: Record<string, boolean | undefined>;
  education: string;
  experience: number | null;
  salary: { amount: number; currency: string; per: "hour" | "day" | "week" | "month" | "year" } | null;
  posted: number | null;
  q: string;
  sort: "newest" | "closing" | "salary" | "match";
  page: number;
}

/** What is asked of a column. */
interface Rule {
  /** For each value of the dictionary whether it passes. */
  passes: Uint8Array;
  /** Whether a role that states nothing passes. */
  unstated: boolean;
  /** Values that are as good as not stated. */
  other?: Uint8Array;
  /** Whether a role may require nothing beyond what passes. */
  only?: boolean;
}

/** What candidates say of themselves. A level of 0 is not said. */
interface Profile {
  skills: { slug: string; name: string; level: number }[];
  languages: { slug: string; name: string; level: number }[];
  years: number | null;
  degree: string;
  /** The skills that theirs bring with them on this board. */
  implied: string[];
}

interface Verdict {
  met: number;
  total: number;
  nice: number;
  niceTotal: number;
  missing: { facet: string; term: number; level: number }[];
}
