//! A record on disk: written whole or not at all, and believed only if it is the one that this program wrote.
//!
//! The file begins with [`HEADER`] and the fingerprint of the program; then come parts, each as its length (64 bits), its
//! fingerprint (128 bits) and its bytes, which are the values in postcard's format. The first part is the record, the
//! others hold postings; a part without bytes ends the file. All numbers are little-endian.
//!
//! In which part a posting stands is told by its path, so that of a large board nearly all parts can be copied from one
//! record to the next.

use std::fs;
use std::hash::BuildHasher as _;
use std::io::{self, Read as _, Seek as _, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use foldhash::HashMap;
use foldhash::fast::FixedState;
use rayon::prelude::*;
use serde::Serialize;

use super::{Record, Stamp};
use crate::pipeline::Memo;
use crate::posting::Posting;
use crate::source::{Fingerprint, Fingerprinting};

/// What the file is, and the version of this format.
const HEADER: &[u8; 16] = b"rolecall cache 1";
/// So many postings are in one part, give or take.
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

/// The postings of a record, not yet read.
#[derive(Debug)]
pub(in crate::edge) struct Postings {
    file: fs::File,
    parts: Vec<Place>,
}

/// Where a part is in its file: where its bytes begin, and what its head says of them.
#[derive(Debug, Clone, Copy)]
struct Place {
    start: u64,
    length: usize,
    fingerprint: [u8; 16],
}

impl Place {
    /// The place of the part whose head is next; none where there can be no part.
    fn next(file: &mut fs::File) -> Option<Self> {
        let mut head = [0; HEAD];
        file.read_exact(&mut head).ok()?;
        let (length, fingerprint) = head.split_at(8);
        let length = usize::try_from(u64::from_le_bytes(length.try_into().ok()?)).ok()?;
        let start = file.stream_position().ok()?;
        let is_whole = start.checked_add(length as u64)? <= file.metadata().ok()?.len();
        is_whole.then_some(Self { start, length, fingerprint: fingerprint.try_into().ok()? })
    }

    /// The bytes, if they are those that were written.
    fn read(self, mut file: &fs::File) -> Option<Vec<u8>> {
        let mut bytes = vec![0; self.length];
        file.seek(SeekFrom::Start(self.start)).ok()?;
        file.read_exact(&mut bytes).ok()?;
        (Fingerprint::of(&bytes).bytes() == self.fingerprint).then_some(bytes)
    }
}

/// The parts of a record's file that hold postings, for the next record.
#[derive(Debug)]
pub(in crate::edge) struct Parts {
    /// Open since it was read: whatever becomes of its name, the bytes are those that were found to be right.
    file: fs::File,
    /// By what identifies their postings.
    places: HashMap<Fingerprint, Place>,
}

impl Postings {
    /// The postings as a memo, and the parts that they stand in; an empty memo when they cannot be read.
    pub(in crate::edge) fn memo(self) -> (Memo, Parts) {
        let (memo, places) = self.read().unwrap_or_default();
        (memo, Parts { file: self.file, places })
    }

    fn read(&self) -> Option<(Memo, HashMap<Fingerprint, Place>)> {
        let mut all = Vec::with_capacity(self.parts.len() * PER_PART);
        let mut places = HashMap::default();
        for some in self.parts.chunks(AT_ONCE) {
            let bytes: Vec<Vec<u8>> = some.iter().map(|part| part.read(&self.file)).collect::<Option<_>>()?;
            let taken_apart = bytes.par_iter().map(|bytes| {
                let postings: Vec<(Fingerprint, Posting)> = postcard::from_bytes(bytes).ok()?;
                let identity = identity(postings.iter().map(|(fingerprint, posting)| (*fingerprint, posting)));
                let shared = postings.into_iter().map(|(bytes, posting)| (bytes, Arc::new(posting)));
                Some((identity, shared.collect::<Vec<_>>()))
            });
            for (place, read) in some.iter().zip(taken_apart.collect::<Vec<_>>()) {
                let (identity, postings) = read?;
                places.insert(identity, *place);
                all.extend(postings);
            }
        }
        Some((Memo::of(all), places))
    }
}

/// What identifies the postings of a part.
fn identity<'p>(postings: impl Iterator<Item = (Fingerprint, &'p Posting)>) -> Fingerprint {
    let mut identity = Fingerprinting::default();
    for (fingerprint, posting) in postings {
        identity.add(&fingerprint.bytes());
        identity.add(posting.path.as_str().as_bytes());
        identity.add(b"\n");
    }
    identity.done()
}

impl Parts {
    /// Writes a part as it stands.
    fn copy(&self, place: Place, to: &mut impl Write) -> io::Result<()> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(place.start - HEAD as u64))?;
        let length = (HEAD + place.length) as u64;
        let copied = io::copy(&mut file.take(length), to)?;
        if copied == length { Ok(()) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
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
        let mut file = fs::File::open(&self.path).ok()?;
        let mut head = [0; HEADER.len() + 16];
        file.read_exact(&mut head).ok()?;
        if head.strip_prefix(HEADER)? != self.program.bytes() {
            return None;
        }
        let record = postcard::from_bytes(&Place::next(&mut file)?.read(&file)?).ok()?;
        let mut parts = Vec::new();
        loop {
            let place = Place::next(&mut file)?;
            if place.length == 0 {
                // What is written behind its end, or cut in its last head, is no record of this program.
                place.read(&file)?;
                let is_end = file.stream_position().ok()? == file.metadata().ok()?.len();
                return is_end.then_some((record, Postings { file, parts }));
            }
            file.seek(SeekFrom::Start(place.start + place.length as u64)).ok()?;
            parts.push(place);
        }
    }

    /// Writes a record in place of the one before, parts of which can be `known`. Where that fails the next build does
    /// without one.
    pub(super) fn write(&self, record: &Record<'_>, memo: &Memo, known: Option<&Parts>) {
        // Not the old one either: it tells of another build.
        if self.try_to_write(record, memo, known).is_none() {
            let _ = fs::remove_file(&self.path);
        }
    }

    fn try_to_write(&self, record: &Record<'_>, memo: &Memo, known: Option<&Parts>) -> Option<()> {
        let folder = self.path.parent()?;
        make(folder).ok()?;
        let parts = in_parts(memo);
        // Another build into the same folder may be writing too.
        let temporary = self.path.with_extension(format!("{}.new", std::process::id()));
        let write = || -> io::Result<()> {
            let mut file = fs::File::create(&temporary)?;
            file.write_all(HEADER)?;
            file.write_all(&self.program.bytes())?;
            write_part(&mut file, record)?;
            let mut file = io::BufWriter::with_capacity(1 << 18, file);
            for parts in parts.chunks(AT_ONCE) {
                let made = parts.par_iter().map(|part| {
                    let place = known.and_then(|known| known.places.get(&identity(part.iter().copied())).copied());
                    Ok((place, if place.is_some() { Vec::new() } else { part_of(part)? }))
                });
                for part in made.collect::<Vec<io::Result<_>>>() {
                    let (place, bytes) = part?;
                    match known.zip(place) {
                        Some((known, place)) => known.copy(place, &mut file)?,
                        None => file.write_all(&bytes)?,
                    }
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

/// The postings, those of each part in the order of their paths.
fn in_parts(memo: &Memo) -> Vec<Vec<(Fingerprint, &Posting)>> {
    let postings: Vec<(Fingerprint, &Posting)> = memo.postings().collect();
    // It doubles as a board grows, rather than change with each posting.
    let count = (postings.len() / PER_PART).next_power_of_two();
    let mut parts = vec![Vec::with_capacity(PER_PART * 2); count];
    for (fingerprint, posting) in postings {
        let part = FixedState::default().hash_one(&posting.path) as usize % count;
        parts[part].push((fingerprint, posting));
    }
    parts.par_iter_mut().for_each(|part| part.sort_unstable_by_key(|(_, posting)| &posting.path));
    parts
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

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use std::borrow::Cow;

    use jiff::civil::date;

    use super::super::Asked;
    use super::*;
    use crate::edge::disk::DiskSources;
    use crate::source::ProjectPath;

    fn postings(ids: impl Iterator<Item = u32>, title: &str) -> Vec<(Fingerprint, Arc<Posting>)> {
        let posting =
            |id| Posting::of_title(ProjectPath::new(&format!("content/jobs/{id}.md")), format!("{title} {id}"));
        ids.map(|id| (Fingerprint::of(format!("{title} {id}").as_bytes()), Arc::new(posting(id)))).collect()
    }

    fn sorted(memo: &Memo) -> Vec<(Fingerprint, Posting)> {
        let mut all: Vec<_> = memo.postings().map(|(bytes, posting)| (bytes, posting.clone())).collect();
        all.sort_by(|(_, a), (_, b)| a.path.cmp(&b.path));
        all
    }

    fn record<'r>(sources: &'r DiskSources, list: Stamp) -> Record<'r> {
        Record {
            asked: Asked { day: date(2026, 11, 22), drafts: false, base_url: None, shard: String::new() },
            zone: None,
            inputs: Some(Cow::Borrowed(sources.noted())),
            related: None,
            pages: Vec::new(),
            list,
            finished: std::time::SystemTime::now(),
            was_silent: true,
            roles: 0,
            bytes: 0,
        }
    }

    #[test]
    fn what_ends_too_late_or_too_early_is_not_believed() {
        let folder = tempfile::tempdir().unwrap();
        let file = File::of(folder.path(), folder.path()).unwrap();
        let sources = DiskSources::list(folder.path(), None).unwrap();
        let record = record(&sources, Stamp::of(&folder.path().metadata().unwrap()));
        file.write(&record, &Memo::of(postings(0..3, "Role")), None);
        let whole = fs::read(&file.path).unwrap();
        assert!(file.read().is_some());
        for bytes in [[&whole[..], b"x"].concat(), whole[..whole.len() - 1].to_vec()] {
            fs::write(&file.path, bytes).unwrap();
            assert!(file.read().is_none());
        }
        // The fingerprint of the end.
        let mut other = whole;
        *other.last_mut().unwrap() ^= 1;
        fs::write(&file.path, other).unwrap();
        assert!(file.read().is_none());
    }

    #[test]
    fn of_a_large_board_the_parts_that_stayed_are_copied() {
        let folder = tempfile::tempdir().unwrap();
        let file = File::of(folder.path(), folder.path()).unwrap();
        let sources = DiskSources::list(folder.path(), None).unwrap();
        let record = record(&sources, Stamp::of(&folder.path().metadata().unwrap()));
        let many = 8 * PER_PART as u32;
        file.write(&record, &Memo::of(postings(0..many, "Role")), None);
        let (memo, known) = file.read().unwrap().1.memo();
        assert_eq!(sorted(&memo), sorted(&Memo::of(postings(0..many, "Role"))));
        assert!(known.places.len() > 4, "{known:?}");

        let changed = || Memo::of([postings(7..many, "Role"), postings(0..1, "Another role")].concat());
        file.write(&record, &changed(), Some(&known));
        let (memo, next) = file.read().unwrap().1.memo();
        assert_eq!(sorted(&memo), sorted(&changed()));
        let copied = next.places.keys().filter(|identity| known.places.contains_key(*identity)).count();
        assert!(copied > 0 && copied < known.places.len(), "{copied}");

        // Whatever the older record is: only what stands in it is taken from it.
        file.write(&record, &Memo::of(postings(0..3, "Other")), Some(&next));
        assert_eq!(sorted(&file.read().unwrap().1.memo().0), sorted(&Memo::of(postings(0..3, "Other"))));
    }
}
