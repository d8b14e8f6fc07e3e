//! The share of the pages that one of several builds writes, so that they can run side by side.

use std::fmt;
use std::str::FromStr;

/// One of `of` shares, told by a page's path alone: builds that know nothing of one another agree.
///
/// Shard K of N has the paths whose XXH3 (64 bits, seed 0, of the path's UTF-8 in the output with `/` between its parts)
/// leaves K - 1 when divided by N. The rule stays what it is: a shard that is built again after an update of the program
/// must still have its own pages.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shard {
    number: u32,
    of: u32,
}

impl Shard {
    /// The only shard of one, which has every page.
    pub const WHOLE: Self = Self { number: 1, of: 1 };

    /// Shard `number`, counted from 1, of `of`; `None` when there is no such.
    pub fn new(number: u32, of: u32) -> Option<Self> {
        (1..=of).contains(&number).then_some(Self { number, of })
    }

    /// Whether the page at this path of the output is among its own.
    pub fn has(self, path: &str) -> bool {
        self.of == 1 || xxhash_rust::xxh3::xxh3_64(path.as_bytes()) % u64::from(self.of) == u64::from(self.number - 1)
    }
}

impl FromStr for Shard {
    type Err = String;

    /// Reads `2/3`. The error says what is expected.
    fn from_str(text: &str) -> Result<Self, String> {
        let number = |text: &str| text.bytes().all(|b| b.is_ascii_digit()).then(|| text.parse::<u32>().ok()).flatten();
        let Some((number, of)) = text.split_once('/').and_then(|(k, n)| Some((number(k)?, number(n)?))) else {
            return Err("a shard is written as `2/3`: the second of three".into());
        };
        Self::new(number, of).ok_or_else(|| match of {
            0 => "there must be at least one shard, as in `1/1`".into(),
            1 => "of one shard there is only `1/1`".into(),
            of => format!("of {of} shards the first is `1/{of}` and the last `{of}/{of}`"),
        })
    }
}

impl fmt::Display for Shard {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.number, self.of)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_rule_stays() {
        // Reference values of XXH3-64, from the implementation of its author: another rule would move pages.
        let of = |path: &str| (1..=16).find(|k| Shard::new(*k, 16).unwrap().has(path)).unwrap();
        assert_eq!([of(""), of("index.html"), of("jobs/größe/index.html")], [3, 8, 2]);
    }

    #[test]
    fn a_wrong_shard_is_refused_in_plain_words() {
        assert_eq!("2/3".parse(), Ok(Shard { number: 2, of: 3 }));
        for text in ["", "2", "a/b", "1/", "/3", "-1/3", "+1/3", "1/3/5", "1 / 3", "1.5/3", "1/99999999999"] {
            assert!(text.parse::<Shard>().is_err_and(|why| why.contains("`2/3`")), "{text}");
        }
        for text in ["0/3", "4/3"] {
            assert!(text.parse::<Shard>().is_err_and(|why| why.contains("`1/3`") && why.contains("`3/3`")), "{text}");
        }
        assert!("0/0".parse::<Shard>().is_err_and(|why| why.contains("at least one")));
    }
}
