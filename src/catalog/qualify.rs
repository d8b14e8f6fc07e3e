//! Who qualifies: the rules of the ordered facets, in the candidate's sense of "at most what I have".

use crate::posting::{Education, Requirements};

/// What an ordered facet says of a role, given what a candidate has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The role asks for no more than that.
    Qualified,
    /// The role does not say what it asks for.
    NotStated,
    /// The role asks for more.
    AsksMore,
}

/// Whether a candidate with this degree has what the role asks for.
pub fn education(requirements: &Requirements, have: Education) -> Verdict {
    verdict(requirements.education, have)
}

/// Whether a candidate with so many years has what the role asks for: the largest of its entries counts.
pub fn experience(requirements: &Requirements, have: u8) -> Verdict {
    verdict(requirements.years(), have)
}

fn verdict<T: Ord>(asked: Option<T>, have: T) -> Verdict {
    match asked {
        None => Verdict::NotStated,
        Some(asked) if asked <= have => Verdict::Qualified,
        Some(_) => Verdict::AsksMore,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::posting::Experience;

    fn asking(years: &[u8]) -> Requirements {
        let experience = years.iter().map(|&years| Experience { years, scope: None }).collect();
        Requirements { experience, ..Requirements::default() }
    }

    #[test]
    fn the_largest_entry_counts_and_nothing_is_not_zero() {
        assert_eq!(experience(&asking(&[5, 2]), 4), Verdict::AsksMore);
        assert_eq!(experience(&asking(&[5, 2]), 5), Verdict::Qualified);
        assert_eq!(experience(&asking(&[0]), 0), Verdict::Qualified);
        assert_eq!(experience(&asking(&[]), 40), Verdict::NotStated);
    }

    #[test]
    fn a_higher_degree_is_enough_and_none_is_stated() {
        let bachelor = Requirements { education: Some(Education::Bachelor), ..Requirements::default() };
        assert_eq!(education(&bachelor, Education::Master), Verdict::Qualified);
        assert_eq!(education(&bachelor, Education::Associate), Verdict::AsksMore);
        let none = Requirements { education: Some(Education::None), ..Requirements::default() };
        assert_eq!(education(&none, Education::None), Verdict::Qualified);
        assert_eq!(education(&Requirements::default(), Education::Doctorate), Verdict::NotStated);
    }
}
