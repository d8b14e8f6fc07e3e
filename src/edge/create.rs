//! Writing new files into a site: never over an old one, and never outside the site's folder.

use std::fs::{self, OpenOptions};
use std::io::{self, Write as _};
use std::path::{Path, PathBuf};

use super::error::Error;
use crate::source::ProjectPath;

/// Writes a new file of the project in folder `root`, and the folders that it needs.
///
/// # Errors
/// When there is something of this name, when the way to it leads out of the project, and when the system refuses.
pub fn file(root: &Path, path: &ProjectPath, bytes: &[u8]) -> Result<(), Error> {
    let (folders, name) = path.as_str().rsplit_once('/').unwrap_or(("", path.as_str()));
    let folder = folders_inside(root, folders)?;
    let target = folder.join(name);
    let mut file = match OpenOptions::new().write(true).create_new(true).open(&target) {
        Ok(file) => file,
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            return Err(Error::new(format!("`{path}` exists already; it was left as it is")));
        }
        Err(error) => return Err(Error::io("write", Path::new(path.as_str()), &error)),
    };
    file.write_all(bytes).map_err(|error| {
        // Half a file would be taken for content.
        let _ = fs::remove_file(&target);
        Error::io("write", Path::new(path.as_str()), &error)
    })
}

/// The folder inside `root`, made where it is missing, each part of its path a folder of the project.
fn folders_inside(root: &Path, folders: &str) -> Result<PathBuf, Error> {
    let root = fs::canonicalize(root).map_err(|e| Error::io("open", root, &e))?;
    let mut at = root.clone();
    for part in folders.split('/').filter(|part| !part.is_empty()) {
        let next = at.join(part);
        at = match fs::create_dir(&next) {
            Ok(()) => next.clone(),
            Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
                fs::canonicalize(&next).map_err(|e| Error::io("open", &next, &e))?
            }
            Err(error) => return Err(Error::io("make the folder", &next, &error)),
        };
        if part == ".." || !at.starts_with(&root) {
            return Err(Error::new(format!("`{}` leads out of the site's folder", next.display())));
        }
    }
    Ok(at)
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_written_once_and_never_again() {
        let root = tempfile::tempdir().unwrap();
        let path = ProjectPath::new("content/jobs/a.md");
        file(root.path(), &path, b"first").unwrap();
        let error = file(root.path(), &path, b"second").unwrap_err();
        assert_eq!(error.message(), "`content/jobs/a.md` exists already; it was left as it is");
        assert_eq!(fs::read(root.path().join("content/jobs/a.md")).unwrap(), b"first");
    }

    #[test]
    #[cfg(unix)]
    fn a_link_that_leads_out_is_not_followed() {
        let (root, outside) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
        fs::create_dir(root.path().join("content")).unwrap();
        std::os::unix::fs::symlink(outside.path(), root.path().join("content/jobs")).unwrap();
        let error = file(root.path(), &ProjectPath::new("content/jobs/a.md"), b"x").unwrap_err();
        assert!(error.message().contains("leads out of the site's folder"), "{error}");
        // A link in the place of the file itself is something that exists.
        fs::create_dir(root.path().join("templates")).unwrap();
        std::os::unix::fs::symlink(outside.path().join("x"), root.path().join("templates/x")).unwrap();
        assert!(file(root.path(), &ProjectPath::new("templates/x"), b"x").is_err());
        assert!(fs::read_dir(outside.path()).unwrap().next().is_none(), "nothing was written outside");
        let up = file(root.path(), &ProjectPath::new("content/../../x"), b"x").unwrap_err();
        assert!(up.message().contains("leads out"), "{up}");
    }
}
