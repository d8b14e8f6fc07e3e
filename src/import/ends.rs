//! Where comments, code and tags end, found so that the time stays linear however often they begin.

/// The ends that were looked for, so that no part of a text is looked through twice for one of them.
#[derive(Debug, Default)]
pub(super) struct Ends {
    /// Each end with the place from which it was looked for, and where the next one is; `None` when there is none.
    known: Vec<(&'static str, usize, Option<usize>)>,
}

impl Ends {
    /// One past the first such end at or behind a place of the text, which is always the same text.
    pub(super) fn after(&mut self, text: &str, from: usize, end: &'static str) -> Option<usize> {
        let known = self.known.iter().position(|(other, ..)| *other == end);
        if let Some((_, since, found)) = known.map(|at| self.known[at])
            && since <= from
            && found.is_none_or(|at| at >= from)
        {
            return found.map(|at| at + end.len());
        }
        let found = text.get(from..)?.find(end).map(|at| from + at);
        match known {
            Some(at) => self.known[at] = (end, from, found),
            None => self.known.push((end, from, found)),
        }
        found.map(|at| at + end.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_end_is_the_next_one_from_every_place() {
        let text = "a%}b}}c%}d";
        let mut ends = Ends::default();
        let found: Vec<_> = [0, 1, 2, 8, 0, 9].iter().map(|from| ends.after(text, *from, "%}")).collect();
        assert_eq!(found, [Some(3), Some(3), Some(9), None, Some(3), None]);
        assert_eq!((ends.after(text, 2, "}}"), ends.after(text, 5, "}}")), (Some(6), None));
    }
}
