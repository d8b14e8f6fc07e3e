//! The part of a body that a `Range` header asks for (RFC 9110, section 14).

/// What to send of a body.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Range {
    /// All of it: the header is absent, not understood, or asks for several parts, which no media player does.
    Whole,
    /// `length` bytes, at least one, from `start`.
    Part { start: u64, length: u64 },
    /// The part begins behind the end.
    Beyond,
}

impl Range {
    /// The part of a body of `size` bytes that a header such as `bytes=100-199` asks for.
    pub(super) fn of(header: &str, size: u64) -> Self {
        let Some((unit, set)) = header.split_once('=') else { return Self::Whole };
        if !unit.trim().eq_ignore_ascii_case("bytes") {
            return Self::Whole;
        }
        let Some((first, last)) = set.trim().split_once('-') else { return Self::Whole };
        match (number(first), number(last)) {
            // `bytes=-500`: the last 500.
            (None, Some(count)) if first.is_empty() => Self::between(size.saturating_sub(count), u64::MAX, size),
            (Some(start), None) if last.is_empty() => Self::between(start, u64::MAX, size),
            (Some(start), Some(end)) if start <= end => Self::between(start, end, size),
            _ => Self::Whole,
        }
    }

    fn between(start: u64, end: u64, size: u64) -> Self {
        if start >= size {
            return Self::Beyond;
        }
        Self::Part { start, length: end.min(size - 1) - start + 1 }
    }
}

/// A number of digits only, which `parse` alone does not ask for: it reads `+1`.
fn number(text: &str) -> Option<u64> {
    let is_number = !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    // A number too big for us is behind every end.
    is_number.then(|| text.parse().unwrap_or(u64::MAX))
}

#[cfg(test)]
mod tests {
    use super::Range;

    #[test]
    fn a_part_lies_within_the_body() {
        assert_eq!(Range::of("bytes=0-0", 10), Range::Part { start: 0, length: 1 });
        assert_eq!(Range::of("bytes=2-5", 10), Range::Part { start: 2, length: 4 });
        assert_eq!(Range::of("Bytes=2-5", 10), Range::Part { start: 2, length: 4 });
        assert_eq!(Range::of("bytes=7-", 10), Range::Part { start: 7, length: 3 });
        assert_eq!(Range::of("bytes=7-99999999999999999999999999", 10), Range::Part { start: 7, length: 3 });
        assert_eq!(Range::of("bytes=-4", 10), Range::Part { start: 6, length: 4 });
        assert_eq!(Range::of("bytes=-99", 10), Range::Part { start: 0, length: 10 });
    }

    #[test]
    fn a_part_behind_the_end_cannot_be_sent() {
        for (header, size) in [("bytes=10-", 10), ("bytes=10-20", 10), ("bytes=-0", 10), ("bytes=0-", 0)] {
            assert_eq!(Range::of(header, size), Range::Beyond, "{header}");
        }
        assert_eq!(Range::of("bytes=99999999999999999999999999-", 10), Range::Beyond);
    }

    #[test]
    fn what_is_not_understood_asks_for_everything() {
        for header in
            ["", "bytes", "bytes=", "bytes=-", "bytes=5-2", "bytes=a-b", "bytes=0-1,3-4", "lines=0-1", "bytes=+1-2"]
        {
            assert_eq!(Range::of(header, 10), Range::Whole, "{header}");
        }
    }
}
