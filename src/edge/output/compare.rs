//! Whether a file on disk has the bytes that it should have.

use std::cell::RefCell;
use std::fs::File;
use std::io::{self, Read};
use std::path::Path;

/// Files are compared in pieces of so many bytes; a smaller static file is read at once.
pub(super) const PIECE: usize = 1 << 16;

/// Whether a file, known to be as long, has these bytes. One that cannot be read has other bytes.
pub(super) fn same_bytes(path: &Path, bytes: &[u8]) -> bool {
    thread_local! {
        // One for each thread: a site has a hundred thousand small files to compare.
        static PIECE_READ: RefCell<Vec<u8>> = RefCell::new(vec![0; PIECE]);
    }
    let Ok(mut file) = File::open(path) else { return false };
    PIECE_READ.with_borrow_mut(|buffer| {
        bytes.chunks(PIECE).all(|piece| {
            let read = &mut buffer[..piece.len()];
            file.read_exact(read).is_ok() && read == piece
        })
    })
}

/// Whether two files have the same bytes. Ones that cannot be read differ.
pub(super) fn same_files(a: &Path, b: &Path) -> bool {
    compare(a, b).unwrap_or(false)
}

fn compare(a: &Path, b: &Path) -> io::Result<bool> {
    let (mut a, mut b) = (File::open(a)?, File::open(b)?);
    let mut left = a.metadata()?.len();
    if b.metadata()?.len() != left {
        return Ok(false);
    }
    let (mut piece_a, mut piece_b) = (vec![0; PIECE], vec![0; PIECE]);
    while left > 0 {
        let len = usize::try_from(left).map_or(PIECE, |left| left.min(PIECE));
        a.read_exact(&mut piece_a[..len])?;
        b.read_exact(&mut piece_b[..len])?;
        if piece_a[..len] != piece_b[..len] {
            return Ok(false);
        }
        left -= len as u64;
    }
    Ok(true)
}
