//! Writing the filters' data: numbers, columns, dictionaries, and the file around them.

use std::collections::HashMap;
use std::hash::Hash;
use std::io::Write as _;

use flate2::Compression;
use flate2::write::GzEncoder;
use foldhash::fast::FixedState;
use serde::Serialize;

/// Columns of whole numbers, one behind the other.
#[derive(Default)]
pub(super) struct Columns {
    bytes: Vec<u8>,
}

impl Columns {
    /// One number.
    pub(super) fn number(&mut self, mut number: u64) {
        while number >= 0x80 {
            self.bytes.push(number as u8 | 0x80);
            number >>= 7;
        }
        self.bytes.push(number as u8);
    }

    /// A column of what each role has at most one of: 0 for none, otherwise the place in its dictionary and one.
    pub(super) fn single(&mut self, values: impl Iterator<Item = Option<u32>>) {
        for value in values {
            self.number(value.map_or(0, |value| u64::from(value) + 1));
        }
    }

    /// A column of what each role has any number of: how many each has, then all of them.
    pub(super) fn lists(&mut self, lists: &[Vec<u32>]) {
        for list in lists {
            self.number(list.len() as u64);
        }
        self.values(lists);
    }

    /// All values of lists whose lengths are known.
    pub(super) fn values(&mut self, lists: &[Vec<u32>]) {
        for &value in lists.iter().flatten() {
            self.number(u64::from(value));
        }
    }
}

/// The file of a header and its columns.
pub(super) fn file(header: &impl Serialize, columns: &Columns) -> Vec<u8> {
    let header = serde_json::to_vec(header).unwrap_or_default();
    let mut packed = GzEncoder::new(Vec::with_capacity(columns.bytes.len() / 2 + header.len()), Compression::default());
    let length = (header.len() as u32).to_le_bytes();
    let written = [&length[..], &header, &columns.bytes].iter().try_for_each(|part| packed.write_all(part));
    debug_assert!(written.is_ok(), "writing to memory cannot fail");
    packed.finish().unwrap_or_default()
}

/// Values that were met, each once, with a number that says where it stands.
pub(super) struct Dictionary<K> {
    numbers: HashMap<K, u32, FixedState>,
}

impl<K: Hash + Eq + Ord + Clone> Dictionary<K> {
    /// The dictionary of some values in their order, so that it depends on nothing but them.
    pub(super) fn sorted(values: impl Iterator<Item = K>) -> (Self, Vec<K>) {
        let mut numbers: HashMap<K, u32, FixedState> = values.map(|value| (value, 0)).collect();
        let mut values: Vec<K> = numbers.keys().cloned().collect();
        values.sort_unstable();
        for (number, value) in (0..).zip(&values) {
            numbers.insert(value.clone(), number);
        }
        (Self { numbers }, values)
    }

    /// The number of a value that was met.
    pub(super) fn number(&self, value: &K) -> Option<u32> {
        self.numbers.get(value).copied()
    }
}
