//! How changes are noticed, and why it may have to be by polling: what that means and how to mend it.

use std::fmt;
use std::fs::{self, File};
use std::io;

use notify::ErrorKind;

/// "Too many open files", the same number on Linux, macOS and the BSDs.
const EMFILE: i32 = 24;

/// "No space left on device", which is how inotify says that its watches are used up.
const ENOSPC: i32 = 28;

/// How many watches most development tools advise.
const ADVISED_WATCHES: u64 = 524_288;

/// How many instances are enough for several editors and servers.
const ADVISED_INSTANCES: u64 = 1024;

/// How changes are noticed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mode {
    /// The system reports them: within about a millisecond.
    Events,
    /// The project is scanned again and again.
    Polling(Why),
}

/// Why the project is polled. Displayed in one line of plain words.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Why {
    /// It was asked for.
    Asked,
    /// The files are on a file system that does not report changes, of this type: `9p`.
    FileSystem(String),
    /// The system has nothing left to watch with.
    Limit(Limit),
    /// The system refused, in these words.
    Failed(String),
}

/// What of the system is used up, with the limit that holds now where it can be read.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Limit {
    /// inotify's watched folders, of all programs of this user.
    Watches(Option<u64>),
    /// inotify's instances, about one for each program of this user that watches.
    Instances(Option<u64>),
    /// The files that this program may have open.
    OpenFiles,
}

impl Why {
    /// Why nothing can be watched after this error.
    pub(super) fn of(error: &notify::Error) -> Self {
        // A file can be opened, so what is missing is no room for open files.
        let files_left = File::open("/dev/null").is_ok();
        Self::decide(error, files_left, |name| fs::read_to_string(name).ok())
    }

    /// The same as a pure function; `read` gives the text of a file below `/proc`.
    fn decide(error: &notify::Error, files_left: bool, read: impl Fn(&str) -> Option<String>) -> Self {
        let limit =
            |name: &str| read(&format!("/proc/sys/fs/inotify/{name}")).and_then(|text| text.trim().parse().ok());
        let code = match &error.kind {
            ErrorKind::Io(error) => error.raw_os_error(),
            _ => None,
        };
        match (&error.kind, code) {
            (ErrorKind::MaxFilesWatch, _) | (_, Some(ENOSPC)) => Self::Limit(Limit::Watches(limit("max_user_watches"))),
            (_, Some(EMFILE)) if files_left => Self::Limit(Limit::Instances(limit("max_user_instances"))),
            (_, Some(EMFILE)) => Self::Limit(Limit::OpenFiles),
            (ErrorKind::Io(error), _) => Self::failed(error),
            _ => Self::Failed(error.to_string()),
        }
    }

    /// Why nothing can be watched after this error of the system.
    pub(super) fn failed(error: &io::Error) -> Self {
        Self::Failed(error.to_string())
    }

    /// How to get hints at once again, where there is a way.
    pub fn help(&self) -> Option<String> {
        let raise = |name: &str, current: Option<u64>, advised: u64| {
            // A limit that high and still reached should be doubled.
            let wanted = current.map_or(advised, |current| advised.max(current.saturating_mul(2)));
            format!(
                "raise it with `sudo sysctl fs.inotify.{name}={wanted}`, and for good with \
                 `echo fs.inotify.{name}={wanted} | sudo tee /etc/sysctl.d/60-inotify.conf`; \
                 in a container, do so on its host"
            )
        };
        match self {
            Self::Asked | Self::Failed(_) => None,
            Self::FileSystem(kind) if matches!(kind.as_str(), "9p" | "drvfs") => {
                Some("keep the project inside Linux, e.g. in `~/site` and not below `/mnt/c`".into())
            }
            Self::FileSystem(_) => {
                Some("keep the project on a local disk, e.g. not in a folder shared with a host".into())
            }
            Self::Limit(Limit::Watches(current)) => Some(raise("max_user_watches", *current, ADVISED_WATCHES)),
            Self::Limit(Limit::Instances(current)) => Some(raise("max_user_instances", *current, ADVISED_INSTANCES)),
            Self::Limit(Limit::OpenFiles) => Some("raise it with `ulimit -n 4096` and start again".into()),
        }
    }
}

impl fmt::Display for Why {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let current = |current: &Option<u64>| current.map_or(String::new(), |current| format!(" ({current})"));
        match self {
            Self::Asked => f.write_str("changes are noticed by polling, as asked"),
            Self::FileSystem(kind) => {
                write!(f, "changes are noticed by polling: the file system (`{kind}`) does not report them")
            }
            Self::Limit(Limit::Watches(now)) => write!(
                f,
                "changes are noticed by polling: this user's programs watch as many folders as the system allows{}",
                current(now)
            ),
            Self::Limit(Limit::Instances(now)) => write!(
                f,
                "changes are noticed by polling: as many of this user's programs watch files as the system allows{}",
                current(now)
            ),
            Self::Limit(Limit::OpenFiles) => {
                f.write_str("changes are noticed by polling: this program may not open more files")
            }
            Self::Failed(text) => write!(f, "changes are noticed by polling: the system cannot report them: {text}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn io(code: i32) -> notify::Error {
        notify::Error::io(io::Error::from_raw_os_error(code))
    }

    fn decide(error: &notify::Error, files_left: bool) -> Why {
        Why::decide(error, files_left, |name| match name {
            "/proc/sys/fs/inotify/max_user_watches" => Some("8192\n".into()),
            "/proc/sys/fs/inotify/max_user_instances" => Some("128\n".into()),
            _ => None,
        })
    }

    #[test]
    fn a_limit_of_inotify_is_named_with_the_line_that_mends_it() {
        let watches = notify::Error::new(ErrorKind::MaxFilesWatch).add_path("content".into());
        for error in [watches, io(ENOSPC)] {
            let why = decide(&error, true);
            assert_eq!(why, Why::Limit(Limit::Watches(Some(8192))));
            assert!(why.to_string().ends_with("as the system allows (8192)"), "{why}");
            assert!(why.help().unwrap().contains("`sudo sysctl fs.inotify.max_user_watches=524288`"));
        }
        let why = decide(&io(EMFILE), true);
        assert_eq!(why, Why::Limit(Limit::Instances(Some(128))));
        assert!(why.help().unwrap().contains("`sudo sysctl fs.inotify.max_user_instances=1024`"));
    }

    #[test]
    fn a_high_limit_is_doubled_and_an_unknown_one_still_has_advice() {
        let help = |current| Why::Limit(Limit::Watches(current)).help().unwrap();
        assert!(help(Some(600_000)).contains("=1200000`"));
        assert!(help(None).contains("=524288`"));
        let why = Why::decide(&io(EMFILE), true, |_| Some("many".into()));
        assert_eq!(why, Why::Limit(Limit::Instances(None)));
    }

    #[test]
    fn too_many_open_files_are_no_limit_of_inotify() {
        let why = decide(&io(EMFILE), false);
        assert_eq!(why, Why::Limit(Limit::OpenFiles));
        assert!(why.help().unwrap().contains("ulimit"));
    }

    #[test]
    fn anything_else_is_told_in_the_systems_words() {
        let why = decide(&io(12), true);
        assert!(matches!(&why, Why::Failed(text) if text.contains("memory")), "{why}");
        assert!(matches!(decide(&notify::Error::generic("odd"), true), Why::Failed(text) if text == "odd"));
    }
}
