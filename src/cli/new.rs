//! `rolecall new`: writes a posting to begin with.

mod ask;

use std::io::IsTerminal as _;
use std::path::Path;
use std::process::ExitCode;

use clap::Args;

use super::here;
use super::print::print;
use crate::diagnostic::suggest;
use crate::edge::error::Error;
use crate::edge::{clock, create, disk, serve};
use crate::pipeline::known::Known;
use crate::pipeline::{Clock, Request};
use crate::posting::answers::{self, Answer, Wrong};
use crate::posting::{Status, starter};
use crate::slug::slug;
use crate::source::ProjectPath;

#[derive(Debug, Args)]
#[command(after_help = "Examples:
  rolecall new \"Senior Accountant\"
  rolecall new \"Night Nurse\" --location \"Oslo, NO\" --employment part-time --salary \"280-320 NOK per hour\"
  rolecall new \"Data Engineer\" --skill Rust --skill Kubernetes=proficient --years \"3 in data engineering\" --draft

At a terminal it asks for what is not given; Enter leaves a question out.")]
pub(super) struct NewArgs {
    /// The job's title
    title: Option<String>,
    /// The name of the file and the last part of the address [default: made of the title]
    #[arg(long, value_name = "NAME")]
    slug: Option<String>,
    /// The department
    #[arg(long, value_name = "NAME")]
    department: Option<String>,
    /// The team inside the department
    #[arg(long, value_name = "NAME")]
    team: Option<String>,
    /// The employer, on a board of several: the name of its file in content/companies
    #[arg(long, value_name = "NAME")]
    company: Option<String>,
    /// A place such as "Berlin, DE"; may be given several times
    #[arg(long, value_name = "PLACE")]
    location: Vec<String>,
    /// Where the work is done: onsite, hybrid or remote
    #[arg(long, value_name = "WORD")]
    workplace: Option<String>,
    /// Remote roles: a country where people may live, or anywhere; may be given several times
    #[arg(long, value_name = "COUNTRY")]
    applicants_in: Vec<String>,
    /// Such as full-time, part-time or contract; may be given several times
    #[arg(long, value_name = "WORD")]
    employment: Vec<String>,
    /// The seniority, from intern to executive
    #[arg(long, value_name = "WORD")]
    level: Option<String>,
    /// The first day it is listed [default: today]
    #[arg(long, value_name = "YYYY-MM-DD")]
    posted: Option<String>,
    /// The last day to apply
    #[arg(long, value_name = "YYYY-MM-DD")]
    closes: Option<String>,
    /// Such as "60000-90000 EUR per year", "from 60000" or "18.50 EUR per hour"
    #[arg(long, value_name = "PAY")]
    salary: Option<String>,
    /// The lowest degree that is enough: none, high-school, associate, bachelor, master or doctorate
    #[arg(long, value_name = "WORD")]
    education: Option<String>,
    /// A subject of the degree; may be given several times
    #[arg(long, value_name = "NAME")]
    field: Vec<String>,
    /// Years of experience, such as 5 or "5 in accounting"; may be given several times
    #[arg(long, value_name = "YEARS")]
    years: Vec<String>,
    /// A required skill, such as Excel or Excel=expert; may be given several times
    #[arg(long, value_name = "NAME")]
    skill: Vec<String>,
    /// A skill that is nice to have; may be given several times
    #[arg(long, value_name = "NAME")]
    preferred: Vec<String>,
    /// A human language, such as "English C1"; may be given several times
    #[arg(long, value_name = "NAME")]
    language: Vec<String>,
    /// A certificate; may be given several times
    #[arg(long, value_name = "NAME")]
    certificate: Vec<String>,
    /// What the role offers beyond pay; may be given several times
    #[arg(long, value_name = "TEXT")]
    benefit: Vec<String>,
    /// Where to apply: a web or an e-mail address
    #[arg(long, value_name = "ADDRESS")]
    apply: Option<String>,
    /// Your own number
    #[arg(long, value_name = "TEXT")]
    id: Option<String>,
    /// The language that the posting is written in, if not the site's
    #[arg(long, value_name = "CODE")]
    written_in: Option<String>,
    /// Not to be seen yet
    #[arg(long)]
    draft: bool,
    /// Ask nothing, at a terminal too
    #[arg(long)]
    no_input: bool,
}

/// Writes a posting into the site of the current folder.
pub(super) fn run(args: NewArgs) -> Result<ExitCode, Error> {
    let here = here()?;
    let root = disk::find_root(&here)?;
    let sources = disk::DiskSources::list(&root, None)?;
    let request = Request { clock: clock::clock(None)?, drafts: true, base_url: None };
    let known = Known::of(&sources, &request);
    let mut answers = given(&args)?;
    if let Some(company) = &args.company {
        check_company(company, &known)?;
    }
    let asks = !args.no_input && std::io::stdin().is_terminal() && std::io::stderr().is_terminal();
    if asks {
        ask::missing(&mut answers, &known)?;
    }
    let Some(title) = answers.iter().find(|answer| answer.key == "title").map(|answer| answer.text.clone()) else {
        return Err(
            Error::new("which job? its title is missing").with_help("write `rolecall new \"Senior Accountant\"`")
        );
    };
    let path = path_for(&title, args.slug.as_deref(), &known)?;
    if !args.draft && !answers.iter().any(|answer| answer.key == "posted") {
        answers.push(Answer { key: "posted", text: today(&request, &known) });
    }
    let mut posting = answers::posting(&path, &answers).map_err(|wrong| error(None, wrong))?;
    if args.draft {
        posting.status = Status::Draft;
    }
    let text = starter::text(&posting, !known.companies.is_empty());
    create::file(&root, &path, text.as_bytes())?;
    print(&format!("Wrote `{}`\n", shown(&root, &path, &here)))?;
    let preview = if args.draft { "rolecall serve --drafts" } else { "rolecall serve" };
    print(&format!(
        "While `{preview}` runs, it is shown at http://localhost:{}{}jobs/{}/\n",
        serve::PORT,
        known.config.base_url.root(),
        posting.slug
    ))?;
    Ok(ExitCode::SUCCESS)
}

/// What was given on the command line, each answer checked.
fn given(args: &NewArgs) -> Result<Vec<Answer>, Error> {
    let one = |text: &Option<String>| text.clone().into_iter().collect::<Vec<_>>();
    let flags: Vec<(&str, &'static str, Vec<String>)> = vec![
        ("the title", "title", one(&args.title)),
        ("--written-in", "language", one(&args.written_in)),
        ("--department", "department", one(&args.department)),
        ("--team", "team", one(&args.team)),
        ("--company", "company", one(&args.company)),
        ("--location", "locations", args.location.clone()),
        ("--workplace", "workplace", one(&args.workplace)),
        ("--applicants-in", "applicants_in", args.applicants_in.clone()),
        ("--employment", "employment", args.employment.clone()),
        ("--level", "level", one(&args.level)),
        ("--posted", "posted", one(&args.posted)),
        ("--closes", "closes", one(&args.closes)),
        ("--salary", "salary", one(&args.salary)),
        ("--education", "requirements.education", one(&args.education)),
        ("--field", "requirements.fields", args.field.clone()),
        ("--years", "requirements.experience", args.years.clone()),
        ("--skill", "requirements.skills", args.skill.clone()),
        ("--preferred", "requirements.preferred", args.preferred.clone()),
        ("--language", "requirements.languages", args.language.clone()),
        ("--certificate", "requirements.certificates", args.certificate.clone()),
        ("--benefit", "benefits", args.benefit.clone()),
        ("--apply", "apply", one(&args.apply)),
        ("--id", "id", one(&args.id)),
    ];
    let mut answers = Vec::new();
    for (flag, key, texts) in flags {
        for text in texts {
            let answer = Answer { key, text };
            answer.check().map_err(|wrong| error(Some(flag), wrong))?;
            answers.push(answer);
        }
    }
    Ok(answers)
}

/// A wrong answer as what ends the command.
fn error(flag: Option<&str>, wrong: Wrong) -> Error {
    let error = match flag {
        Some(flag) => Error::new(format!("{flag}: {}", wrong.message)),
        None => Error::new(wrong.message),
    };
    match wrong.help {
        Some(help) => error.with_help(help),
        None => error,
    }
}

fn check_company(name: &str, known: &Known) -> Result<(), Error> {
    let slugs = || known.companies.iter().map(|company| company.slug.as_str());
    if slugs().any(|known| known == slug(name)) {
        return Ok(());
    }
    let error = Error::new(format!("--company: there is no `content/companies/{}.md`", slug(name)));
    Err(match suggest::nearest(name, slugs()) {
        Some(near) => error.with_help(format!("did you mean `{near}`?")),
        None if known.companies.is_empty() => {
            error.with_help("a site of one company names it in `content/site.yaml`, and its postings need not")
        }
        None => error.with_help(format!("it is one of {}", suggest::one_of(slugs()))),
    })
}

/// The file of the new posting.
fn path_for(title: &str, name: Option<&str>, known: &Known) -> Result<ProjectPath, Error> {
    let slug = slug(name.unwrap_or(title));
    if slug.is_empty() {
        let what = if name.is_some() { "--slug" } else { "the title" };
        return Err(Error::new(format!("{what}: there is neither a letter nor a digit to make the file's name of"))
            .with_help("give the file a name with `--slug`, such as `--slug accountant`"));
    }
    if let Some(other) = known.at(&slug) {
        return Err(Error::new(format!("`{other}` has the address `/jobs/{slug}/` already; it was left as it is"))
            .with_help(format!("edit that file, or give the new one another name: `--slug {slug}-2`")));
    }
    Ok(ProjectPath::new(&format!("content/jobs/{slug}.md")))
}

/// The first day that it is listed: today in the site's time zone.
fn today(request: &Request, known: &Known) -> String {
    match request.clock {
        Clock::Day(day) => day.to_string(),
        Clock::Instant(instant) => instant.to_zoned(known.config.timezone.clone()).date().to_string(),
    }
}

/// The file as it is called from the current folder.
fn shown(root: &Path, path: &ProjectPath, here: &Path) -> String {
    let absolute = root.join(path.as_str());
    absolute.strip_prefix(here).unwrap_or(&absolute).display().to_string()
}
