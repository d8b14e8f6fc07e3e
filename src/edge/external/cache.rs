//! What other sites answered lately, kept in the user's cache folder, so that a check asks each of them seldom.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use serde::{Deserialize, Serialize};

use super::Answer;

/// How long a good answer counts, in seconds: a week.
const ALIVE: u64 = 7 * 24 * 60 * 60;
/// How long a bad one counts: an hour, so that a mended page is seen.
const DEAD: u64 = 60 * 60;

/// The answers, and where they are kept. A cache that cannot be read or written is none, and no failure.
#[derive(Debug)]
pub struct Cache {
    file: Option<PathBuf>,
    /// Seconds since 1970.
    now: u64,
    known: BTreeMap<String, Known>,
}

/// One answer.
#[derive(Debug, Serialize, Deserialize)]
struct Known {
    /// When it came, in seconds since 1970.
    at: u64,
    /// Why the page is dead, if it is.
    #[serde(skip_serializing_if = "Option::is_none")]
    dead: Option<String>,
}

impl Cache {
    /// The cache of this user.
    pub fn of_user() -> Self {
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_secs());
        Self::at(folder().map(|folder| folder.join("rolecall").join("links.json")), now)
    }

    /// The cache in a file, at a moment in seconds since 1970.
    pub(super) fn at(file: Option<PathBuf>, now: u64) -> Self {
        let text = file.as_deref().and_then(|file| fs::read(file).ok());
        let known = text.and_then(|text| serde_json::from_slice(&text).ok()).unwrap_or_default();
        let mut cache = Self { file, now, known };
        cache.forget_the_old();
        cache
    }

    fn forget_the_old(&mut self) {
        let now = self.now;
        // An answer from the future is of a clock that was wrong.
        self.known.retain(|_, known| {
            let age = if known.dead.is_some() { DEAD } else { ALIVE };
            now.checked_sub(known.at).is_some_and(|seconds| seconds < age)
        });
    }

    /// What a page answered lately.
    pub(super) fn answer(&self, page: &str) -> Option<Answer> {
        let known = self.known.get(page)?;
        Some(known.dead.clone().map_or(Answer::Alive, Answer::Dead))
    }

    /// Notes an answer; what is not known is asked for again.
    pub(super) fn note(&mut self, page: &str, answer: &Answer) {
        let dead = match answer {
            Answer::Alive => None,
            Answer::Dead(why) => Some(why.clone()),
            Answer::Unknown => return,
        };
        self.known.insert(page.to_owned(), Known { at: self.now, dead });
    }

    /// Writes the answers for the next check.
    pub fn keep(&self) {
        let Some(file) = &self.file else { return };
        let Ok(text) = serde_json::to_vec(&self.known) else { return };
        if let Some(folder) = file.parent()
            && fs::create_dir_all(folder).is_ok()
        {
            // Two checks at once: each writes a file of its own, and the later one stays.
            let own = file.with_extension(format!("{}.tmp", std::process::id()));
            let is_kept = fs::write(&own, text).and_then(|()| fs::rename(&own, file)).is_ok();
            if !is_kept {
                drop(fs::remove_file(&own));
            }
        }
    }
}

/// The folder for what can be made again: <https://specifications.freedesktop.org/basedir-spec/latest/> and its like.
fn folder() -> Option<PathBuf> {
    let of = |variable: &str| std::env::var_os(variable).map(PathBuf::from).filter(|path| path.is_absolute());
    let home = |below: &str| of("HOME").map(|home| home.join(Path::new(below)));
    if cfg!(windows) {
        of("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        home("Library/Caches")
    } else {
        of("XDG_CACHE_HOME").or_else(|| home(".cache"))
    }
}
