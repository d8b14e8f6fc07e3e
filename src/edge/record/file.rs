//! A record on disk: written whole or not at all, and believed only if it is the one that this program wrote.
//!
//! The file begins with [`HEADER`] and the fingerprint of the program; then come parts, each as its length (64 bits), its
//! fingerprint (128 bits) and its bytes, which are the values in postcard's format. The first part is the record, the
//! others hold postings; a part without bytes ends the file. All numbers are little-endian.

use std::fs;
use std::io::{self, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};

use rayon::prelude::*;
use serde::Serialize;

use super::{Record, Stamp};
use crate::pipeline::Memo;
use crate::posting::Posting;
use crate::source::{Fingerprint, Fingerprinting};

/// What the file is, and the version of this format.
const HEADER: &[u8; 16] = b"rolecall cache 1";
/// So many postings are in one part.
const PER_PART: usize = 512;
/// So many parts are made at once: of a large board not all can be in memory.
const AT_ONCE: usize = 16;
/// A part's length and fingerprint.
const HEAD: usize = 8 + 16;

/// Tells backup programs that the folder can be made again: <https://bford.info/cachedir/>.
const TAG: &str =
    "Signature: 8a477f597d28d172789f06886806bc55\n# What rolecall keeps to build faster. It can be deleted.\n";

/// The file of a record.
#[derive(Debug)]
pub(super) struct File {
    path: PathBuf,
    /// What identifies the program: another one may render other bytes from the same inputs.
    program: Fingerprint,
}

/// The postings of a record, not yet taken apart.
#[derive(Debug)]
pub(in crate::edge) struct Postings {
    bytes: Vec<u8>,
    parts: Vec<std::ops::Range<usize>>,
}

impl Postings {
    /// The postings as a memo; an empty one when they cannot be read.
    pub(in crate::edge) fn memo(self) -> Memo {
        let parts = self.parts.par_iter().map(|part| postcard::from_bytes(&self.bytes[part.clone()]));
        let parts: Result<Vec<Vec<(Fingerprint, Posting)>>, _> = parts.collect();
        Memo::of(parts.unwrap_or_default().into_iter().flatten())
    }
}

impl File {
    /// The file for an output folder.
    pub(super) fn of(folder: &Path, out: &Path) -> Option<Self> {
        let name = Fingerprint::of(out.as_os_str().as_encoded_bytes());
        Some(Self { path: folder.join(format!("{name}.build")), program: program()? })
    }

    /// The record and the postings.
    pub(super) fn read(&self) -> Option<(Record<'static>, Postings)> {
        let bytes = fs::read(&self.path).ok()?;
        let mut rest = bytes.strip_prefix(HEADER)?.strip_prefix(&self.program.bytes())?;
        let mut parts = Vec::new();
        loop {
            let (head, after) = rest.split_at_checked(HEAD)?;
            let (length, fingerprint) = head.split_at(8);
            let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
            let (part, after) = after.split_at_checked(length)?;
            if Fingerprint::of(part).bytes() != *fingerprint {
                return None;
            }
            rest = after;
            if part.is_empty() {
                break;
            }
            let start = bytes.len() - rest.len() - length;
            parts.push(start..start + length);
        }
        if !rest.is_empty() || parts.is_empty() {
            return None;
        }
        let record = postcard::from_bytes(&bytes[parts.remove(0)]).ok()?;
        Some((record, Postings { bytes, parts }))
    }

    /// Writes a record in place of the one before. Where that fails the next build does without one.
    pub(super) fn write(&self, record: &Record<'_>, memo: &Memo) {
        // Not the old one either: it tells of another build.
        if self.try_to_write(record, memo).is_none() {
            let _ = fs::remove_file(&self.path);
        }
    }

    fn try_to_write(&self, record: &Record<'_>, memo: &Memo) -> Option<()> {
        let folder = self.path.parent()?;
        make(folder).ok()?;
        let postings: Vec<(Fingerprint, &Posting)> = memo.postings().collect();
        // Another build into the same folder may be writing too.
        let temporary = self.path.with_extension(format!("{}.new", std::process::id()));
        let write = || -> io::Result<()> {
            let mut file = fs::File::create(&temporary)?;
            file.write_all(HEADER)?;
            file.write_all(&self.program.bytes())?;
            write_part(&mut file, record)?;
            let mut file = io::BufWriter::with_capacity(1 << 18, file);
            for some in postings.chunks(PER_PART * AT_ONCE) {
                let parts: Vec<io::Result<Vec<u8>>> = some.par_chunks(PER_PART).map(|part| part_of(&part)).collect();
                for part in parts {
                    file.write_all(&part?)?;
                }
            }
            file.write_all(&head(0, Fingerprint::of(&[])))?;
            file.flush()?;
            drop(file);
            fs::rename(&temporary, &self.path)
        };
        write().inspect_err(|_| drop(fs::remove_file(&temporary))).ok()
    }
}

fn head(length: u64, fingerprint: Fingerprint) -> [u8; HEAD] {
    let mut head = [0; HEAD];
    head[..8].copy_from_slice(&length.to_le_bytes());
    head[8..].copy_from_slice(&fingerprint.bytes());
    head
}

/// A value as a part with its head.
fn part_of<T: Serialize>(value: &T) -> io::Result<Vec<u8>> {
    let mut bytes = postcard::to_extend(value, vec![0; HEAD]).map_err(io::Error::other)?;
    let head = head((bytes.len() - HEAD) as u64, Fingerprint::of(&bytes[HEAD..]));
    bytes[..HEAD].copy_from_slice(&head);
    Ok(bytes)
}

/// Writes a value that is too large to hold its bytes as well: its head is filled in when they are known.
fn write_part<T: Serialize>(file: &mut fs::File, value: &T) -> io::Result<()> {
    let start = file.stream_position()?;
    file.write_all(&[0; HEAD])?;
    let mut part = Part { file: &mut *file, length: 0, fingerprint: Fingerprinting::default() };
    let buffered = io::BufWriter::with_capacity(1 << 16, &mut part);
    postcard::to_io(value, buffered).map_err(io::Error::other)?.flush()?;
    let head = head(part.length, part.fingerprint.done());
    file.seek(SeekFrom::Start(start))?;
    file.write_all(&head)?;
    file.seek(SeekFrom::End(0)).map(drop)
}

/// A part on its way into the file.
struct Part<'f> {
    file: &'f mut fs::File,
    length: u64,
    fingerprint: Fingerprinting,
}

impl Write for Part<'_> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let written = self.file.write(bytes)?;
        self.fingerprint.add(&bytes[..written]);
        self.length += written as u64;
        Ok(written)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

/// Makes the folder, with what keeps it out of backups and version control.
fn make(folder: &Path) -> io::Result<()> {
    if folder.is_dir() {
        return Ok(());
    }
    fs::create_dir(folder)?;
    fs::write(folder.join("CACHEDIR.TAG"), TAG)?;
    fs::write(folder.join(".gitignore"), "*\n")
}

/// What identifies this program: its version and its own file, which another build of the same version replaces.
fn program() -> Option<Fingerprint> {
    let file = std::env::current_exe().and_then(fs::metadata).ok()?;
    Some(Fingerprint::of(format!("{} {:?}", env!("CARGO_PKG_VERSION"), Stamp::of(&file)).as_bytes()))
}
