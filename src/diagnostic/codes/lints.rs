//! What a site can be built with, though it is unwise.

use super::Code;

const GOOGLE: &str = "https://developers.google.com/search/docs/appearance/structured-data/job-posting";
const EEOC: &str = "https://www.eeoc.gov/prohibited-employment-policiespractices";
const ALTERNATIVES: &str = "https://www.w3.org/WAI/tutorials/images/";

/// The codes of warnings.
pub(super) const LINTS: &[Code] = &[
    // Pay
    Code::lint(
        "salary-missing",
        "A role states no pay, and the law of its place asks for it in job postings.",
        "Laws that ask employers for the pay or its range in postings, each with the day since when and for whom: California \
         (2023-01-01, employers of 15 or more), Colorado (2021-01-01, all with an employee there; remote roles that could be \
         done from there too), Washington (2023-01-01, 15 or more), New York (2023-09-17, 4 or more), Hawaii (2024-01-01, 50 \
         or more), the District of Columbia (2024-06-30), Maryland (2024-10-01, all), Minnesota (2025-01-01, 30 or more), \
         Illinois (2025-01-01, 15 or more), New Jersey (2025-06-01, 10 or more), Vermont (2025-07-01, 5 or more), Massachusetts \
         (2025-10-29, 25 or more) and Ontario (2026-01-01, 25 or more; not for pay above CAD 200,000 a year). Who must do what \
         depends on more than a posting says: this is a reminder and no legal advice.",
        &[
            "https://www.ebglaw.com/insights/publications/on-trend-new-pay-equity-laws-coming-to-massachusetts-minnesota-and-vermont-in-2025",
            "https://www.cooley.com/news/insight/2023/2023-09-14-state-pay-transparency-laws-whats-required-now-and-whats-next",
            "https://manatt.com/insights/newsletters/employment-law/more-states-enact-pay-transparency-laws",
            "https://www.tcwglobal.com/pay-transparency-by-state",
            "https://larsonking.com/equal-pay-transparency-rules",
            "https://baxterlawintl.com/waepoaamendment2023/",
            "https://www.sherrardkuzz.com/?p=8757",
        ],
    ),
    Code::lint(
        "salary-open",
        "A salary has one end only, and the law of the role's place asks for a range.",
        "The laws listed under `salary-missing` ask for the pay or for a range with two ends; \"from\" or \"up to\" alone is \
         commonly read as neither. Give both `min` and `max`. This is a reminder and no legal advice.",
        &[
            "https://www.cooley.com/news/insight/2023/2023-09-14-state-pay-transparency-laws-whats-required-now-and-whats-next",
        ],
    ),
    Code::lint(
        "salary-wide",
        "A salary's range is wider than the law of the role's place allows.",
        "Since 2026-01-01 a range in an Ontario posting may span at most CAD 50,000 a year, for employers of 25 or more, unless \
         its top is above CAD 200,000 a year. This is a reminder and no legal advice.",
        &[
            "https://www.sherrardkuzz.com/?p=8757",
            "https://lawyersforemployers.ca/new-ontario-job-posting-requirements-in-force/",
        ],
    ),
    Code::lint(
        "salary-before-interview",
        "A role in the European Union states no pay.",
        "Article 5 of Directive (EU) 2023/970 has member states see to it that applicants learn the pay or its range before the \
         interview; the posting is the plainest way, not the only one. States had until 2026-06-07 to make it their law, and \
         differ in how. This is a reminder and no legal advice; who tells applicants otherwise switches it off.",
        &["https://eur-lex.europa.eu/eli/dir/2023/970/oj"],
    ),
    // Dates
    Code::lint(
        "closing-soon",
        "A role closes within a week.",
        "From the day after `closes` its page offers no way to apply. Move the date if it should stay open.",
        &[],
    ),
    Code::lint(
        "long-closed",
        "A role closed more than 90 days ago.",
        "Its page stays, says that the role is closed, and is kept out of search engines. Delete the file when nobody follows \
         old links any more; an address that others link to can lead elsewhere as an alias of another page.",
        &[],
    ),
    Code::lint(
        "long-open",
        "A role was posted more than 180 days ago, has no closing date and was not changed since.",
        "Candidates take such roles for abandoned. Close it with `status: filled`, give it a `closes`, or say with `updated` \
         when it was last gone through.",
        &[GOOGLE],
    ),
    // What search engines need
    Code::lint(
        "no-date",
        "A role has no `posted`.",
        "It is listed after all dated roles, and Google for Jobs requires a date: the page carries no structured data.",
        &[GOOGLE],
    ),
    Code::lint(
        "no-place",
        "A role has no place, and its employer no address.",
        "Candidates look for roles by place, and Google for Jobs requires one: the page carries no structured data. Add \
         `locations`, or the company's `address` to content/site.yaml.",
        &[GOOGLE],
    ),
    Code::lint(
        "place-without-country",
        "A place names no country.",
        "There are several Cambridges. Filters group places by country, and Google for Jobs requires it.",
        &[GOOGLE],
    ),
    Code::lint(
        "remote-without-country",
        "A remote role names no country where people may live.",
        "Candidates cannot tell whether they may apply, and Google for Jobs requires a country of a remote role: the page \
         carries no structured data. Add `applicants_in: [DE, AT]`.",
        &[GOOGLE],
    ),
    Code::lint(
        "no-company-name",
        "The site does not name its employer.",
        "Google for Jobs shows who hires. Without `company` in content/site.yaml the site's title stands in, which is seldom \
         the name of a company.",
        &[GOOGLE],
    ),
    Code::lint(
        "no-base-url",
        "The site does not know its address.",
        "Feeds, the sitemap, structured data and previews in messengers need full addresses; without `base_url` they say \
         `http://localhost/`.",
        &[GOOGLE, "https://www.sitemaps.org/protocol.html"],
    ),
    Code::lint(
        "no-apply",
        "A role does not say how to apply.",
        "Its page has no button. Give it an `apply`, or all roles one in content/site.yaml.",
        &[],
    ),
    Code::lint(
        "short-text",
        "A role has nearly no text.",
        "Candidates and search engines learn what the job is from its text; LinkedIn takes no posting of fewer than 100 \
         characters.",
        &[GOOGLE, "https://learn.microsoft.com/en-us/linkedin/talent/job-postings/xml-feeds-development-guide"],
    ),
    // Words
    Code::lint(
        "shouting-title",
        "A title is in capitals, or calls out with its signs.",
        "Google's editorial policy asks postings for plain capitalisation and punctuation, and shouted words are read letter by \
         letter by some screen readers.",
        &["https://developers.google.com/search/blog/2021/07/job-posting-updates"],
    ),
    Code::lint(
        "title-extras",
        "A title says more than the job's title.",
        "Pay, \"urgent\", \"apply now\" and the like do not belong into a title: search engines compare titles, and postings \
         whose title holds more than the job are shown less. There are keys for the rest.",
        &[GOOGLE],
    ),
    Code::lint(
        "gender-coded",
        "A text leans strongly to words that readers connect with one gender.",
        "Women found jobs less appealing when their postings leaned to words such as \"competitive\" or \"dominant\", and \
         felt that they would belong less. The published stems are counted, each once a text; a text is named when one side has \
         more than three more than the other. Single words are no mistake: rewrite some of them.",
        &[
            "Gaucher, D., Friesen, J., & Kay, A. C. (2011). Evidence that gendered wording in job advertisements exists and \
             sustains gender inequality. Journal of Personality and Social Psychology, 101(1), 109-128. doi:10.1037/a0022530",
        ],
    ),
    Code::lint(
        "gendered-word",
        "A posting speaks of one gender where it means everybody.",
        "\"Salesman\" or \"he/she\" leaves people out. There is a word for everybody: salesperson, they.",
        &[EEOC],
    ),
    Code::lint(
        "age-coded",
        "A posting speaks of an age.",
        "The US Equal Employment Opportunity Commission names \"recent college graduates\" as wording that may discourage people \
         over 40. Say what the work needs: entry level, no experience needed, at ease with social media.",
        &[EEOC, "https://www.businessmanagementdaily.com/43080/review-job-ads-for-hints-of-age-discrimination"],
    ),
    Code::lint(
        "hype-word",
        "A posting calls people ninjas, rock stars or the like.",
        "Nobody searches for such words, and many who could do the work do not see themselves in them. Name the trade. There \
         is no published list of them; this one is short and rolecall's own.",
        &[],
    ),
    // Text and keys
    Code::lint(
        "requirement-not-in-keys",
        "A text asks for a skill, a degree or years that the keys do not name.",
        "Candidates filter by the keys: who has the skill does not find the role by it, and who lacks the degree finds a role \
         that asks for it after all. Of skills only names are looked at, as in \"Rust\", not words in small letters. What \
         the program takes from the text may be wrong; then leave the keys as they are and switch this off.",
        &[],
    ),
    Code::lint(
        "requirement-differs",
        "A text and its keys ask for different degrees or years.",
        "Candidates filter by the keys and read the text: one of the two is wrong.",
        &[],
    ),
    Code::lint(
        "requirement-not-in-text",
        "The keys ask for a skill, a degree or years that the text does not speak of.",
        "The page shows the keys beside the text, so nothing is lost; but feeds and search engines carry the text. Said only \
         where site.yaml asks for it: `lints: { requirement-not-in-text: warn }`.",
        &[],
    )
    .off(),
    // Names
    Code::lint(
        "skills-alike",
        "Two skills look alike and are not one.",
        "Candidates who choose one of them do not find the other's roles. Use one spelling, or make one an alias of the other in \
         content/skills.yaml.",
        &[],
    ),
    Code::lint(
        "names-alike",
        "Two departments, cities or languages look alike and are not one.",
        "Each has a page and a filter of its own, with half of the roles. Use one spelling.",
        &[],
    ),
    // Structure
    Code::lint(
        "broken-link",
        "A link or picture leads to nothing on this site.",
        "Neither a page nor a file of `static/` is at that address.",
        &[],
    ),
    Code::lint(
        "broken-anchor",
        "A link leads to a heading that is not there.",
        "The part after `#` is the id of a heading: `s-` and its words, joined by hyphens. In a text's links to its own headings \
         the words are enough.",
        &[],
    ),
    Code::lint(
        "link-removed",
        "A link is not published.",
        "Links may lead to web pages, mail addresses, telephones and places of this site, and must have words. Of any other the \
         page shows the words alone, so that a posting from a stranger cannot run a script.",
        &[],
    ),
    Code::lint(
        "html-removed",
        "HTML of a text is not published.",
        "Headings, lists, tables, links and pictures are; forms, scripts, styles and embedded pages are taken out.",
        &[],
    ),
    Code::lint(
        "image-elsewhere",
        "A picture of another site is not shown.",
        "The site's Content-Security-Policy allows its own pictures only, so the page shows a link. Put the picture into \
         `static/`.",
        &[],
    ),
    Code::lint(
        "image-without-words",
        "A picture has no alternative text.",
        "Who cannot see it learns nothing. Say what it shows: `![The team in the control room](/team.jpg)`.",
        &[ALTERNATIVES],
    ),
    Code::lint(
        "heading-order",
        "A heading skips a level.",
        "Screen readers offer headings as an outline. Below `##` comes `###`. The page mends the levels as well as it can.",
        &["https://www.w3.org/WAI/tutorials/page-structure/headings/"],
    ),
    Code::lint(
        "dead-link",
        "A link to another site leads nowhere.",
        "`rolecall check --external` asked for the page and got an error. What does not answer in time is not reported.",
        &[],
    ),
    // The site
    Code::lint(
        "no-equal-opportunity",
        "Neither the site nor a role has a statement on equal opportunity.",
        "In several countries it is usual, for some employers required, to say that applicants are chosen without regard to \
         origin, sex, age and the like. `equal_opportunity` in content/site.yaml stands under every role.",
        &[EEOC],
    ),
    Code::lint(
        "unknown-lint",
        "site.yaml sets the weight of a code that is none, or cannot be changed.",
        "The warnings of `rolecall check` can be switched `off` or made an `error`; what is an error cannot be built.",
        &[],
    ),
    Code::lint(
        "built-in-changed",
        "A built-in file has changed since the site copied it.",
        "The first line of a file that `rolecall eject` wrote says what it was copied from. A newer version of rolecall brings a \
         changed built-in file, or none of that name, and the copy lacks what is new: move yours away, eject the file again and \
         carry your changes over. Without its first line a copy is no longer watched.",
        &[],
    ),
    Code::lint(
        "unused-file",
        "A file of `content/` is not used.",
        "Postings are `content/jobs/*.md`, other pages `content/pages/*.md`, employers `content/companies/*.md`; pictures and \
         other files belong into `static/`. `build` says this too.",
        &[],
    ),
];
