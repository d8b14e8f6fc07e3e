//! What makes a build fail.

use super::Code;

/// The codes of errors.
pub(super) const ERRORS: &[Code] = &[
    Code::error(
        "closes-before-posted",
        "A role's last day is before its first.",
        "Such a role would never be open. One of the two dates has a typing error, often in its year.",
    ),
    Code::error(
        "control-character",
        "A text holds a character that cannot be seen and commands programs.",
        "It comes with texts that are copied from other programs. Delete the text around it and type it anew.",
    ),
    Code::error(
        "empty-file",
        "A file has nothing in it.",
        "A posting begins with its keys between two lines of `---`; at least `title` must be among them.",
    ),
    Code::error(
        "empty-location",
        "A location says neither a city nor a country.",
        "Candidates search by place. Write `{ city: Berlin, country: DE }`, or for short `Berlin, DE`.",
    ),
    Code::error(
        "empty-salary",
        "A salary says no amount.",
        "Give `min`, `max` or both. A role that does not tell its pay leaves `salary` out and is shown as \"not stated\".",
    ),
    Code::error(
        "internal",
        "The program itself failed on this content.",
        "This is a mistake in rolecall and not in your files. Please report it with the file at hand.",
    ),
    Code::error(
        "min-above-max",
        "The lower end of a salary is above its upper end.",
        "The two numbers are exchanged, or one of them has a digit too many.",
    ),
    Code::error(
        "missing-key",
        "Something lacks a key that it cannot do without.",
        "A menu entry needs its `title` and `url`, a skill in braces its `name`, an entry of `experience` its `years`.",
    ),
    Code::error(
        "missing-title",
        "A posting, page or company has no title.",
        "The title is the only key that every file must have: it is what lists, search results and browsers show.",
    ),
    Code::error(
        "no-currency",
        "A salary names no currency, and neither does the site.",
        "An amount means nothing without its currency. Name it in the salary, or for all postings as `currency` in \
         content/site.yaml.",
    ),
    Code::error(
        "no-front-matter",
        "A file does not begin with its keys.",
        "The keys of a posting stand between two lines of exactly three dashes, `---`, and the first of these is the first \
         line of the file.",
    ),
    Code::error(
        "no-slug",
        "A file's name has neither letters nor digits, so its page would have no address.",
        "The address of a page comes from the file's name: `software-architect.md` becomes `/jobs/software-architect/`.",
    ),
    Code::error(
        "not-text",
        "A file is no text in UTF-8.",
        "A Word file, a picture or a text in UTF-16 cannot be read. Save it as plain text with the encoding UTF-8.",
    ),
    Code::error(
        "not-utf-8",
        "A file has a character that is not UTF-8.",
        "It was saved in an older encoding, mostly Windows-1252. Save it as UTF-8; every editor can.",
    ),
    Code::error(
        "open-front-matter",
        "The keys at the beginning of a file do not end.",
        "A line of exactly three dashes, `---`, stands between the keys and the text.",
    ),
    Code::error(
        "repeated-key",
        "A key is given twice.",
        "Only one of the two can count, and the program does not guess which. Delete one.",
    ),
    Code::error(
        "repeated-skill",
        "In content/skills.yaml one name stands for two skills.",
        "Each name or alias means one skill, so that one skill is one filter. Delete one of the two.",
    ),
    Code::error(
        "same-address",
        "Two pages, files or old addresses would be at one address.",
        "The address of a page comes from its file's name: rename one of the two, or take the alias away. An alias that gives \
         way to a page that rolecall makes is only a warning.",
    ),
    Code::error(
        "template",
        "A template of the site cannot be used.",
        "The message says what the template engine found. Take your file away for a moment to see the built-in one again.",
    ),
    Code::error(
        "too-long",
        "Something is longer than any posting needs.",
        "Limits keep a file that was copied by mistake from making the site slow: a title may have 200 characters, a text \
         1 MiB, the keys 64 KiB, a list 200 entries.",
    ),
    Code::error(
        "unknown-company",
        "A posting belongs to a company that is not described.",
        "Each employer of a board has a file, `content/companies/acme.md`, and postings name it: `company: acme`.",
    ),
    Code::error(
        "unknown-country",
        "A country is on no list of ISO 3166-1.",
        "Filters and search engines know countries by their two letters: `DE`, `GB`, `US`.",
    ),
    Code::error(
        "unknown-currency",
        "A currency is on no list of ISO 4217.",
        "Currencies are given by their three letters, such as `EUR`, `USD` or `CHF`: a sign like `$` belongs to several.",
    ),
    Code::error(
        "unknown-key",
        "A key is not one that rolecall knows.",
        "A mistyped key would be ignored and nobody would see it. Facts of your own belong under `extra`.",
    ),
    Code::error(
        "unknown-language",
        "A language is not given by its code.",
        "The language of a text is its two letters of ISO 639, with a region if need be: `en`, `de`, `pt-BR`.",
    ),
    Code::error(
        "unknown-timezone",
        "A time zone is not in the IANA list.",
        "It decides when a day ends, and with it when a role closes. Its name is a continent and a city: `Europe/Berlin`.",
    ),
    Code::error(
        "unknown-value",
        "A value is not one of the words that belong there.",
        "Filters, structured data and translations need fixed words; the message lists them.",
    ),
    Code::error(
        "unreadable",
        "A file or folder cannot be used.",
        "It may not be read, or is a link that leads nowhere or out of the project.",
    ),
    Code::error(
        "updated-before-posted",
        "A role was changed before it was there.",
        "One of the two dates has a typing error, often in its year.",
    ),
    Code::error(
        "wrong-address",
        "An address is not one that a browser or a mail program can open.",
        "Web addresses begin with `https://`, paths on this site with `/`, and a mail address has one `@`.",
    ),
    Code::error(
        "wrong-alias",
        "An old address cannot be one on this site.",
        "An alias is the path of an old address without the host: `/old/address/`.",
    ),
    Code::error(
        "wrong-date",
        "A date is not a day of the calendar.",
        "Dates are written year, month, day: `2026-11-30`. Other orders mean different days in different countries.",
    ),
    Code::error(
        "wrong-number",
        "Something is not a number, or is out of bounds.",
        "Numbers are digits without units and thousands' marks: `60000`, `5`.",
    ),
    Code::error(
        "wrong-type",
        "A list, a text or keys with values stand where something else belongs.",
        "The message says what belongs there and how it is written.",
    ),
    Code::error(
        "yaml",
        "The keys at the beginning of a file cannot be read.",
        "They are YAML: one `key: value` on a line, lists with `- `, and quotes around a text with `: ` or ` #` in it.",
    ),
];
