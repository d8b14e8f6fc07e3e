//! Readable parts of addresses, made of names.

use unicode_normalization::{IsNormalized, UnicodeNormalization as _, is_nfkc_quick};

/// The longest slug in bytes: file systems take names of 255, and a term's suffix needs room.
const LONGEST: usize = 200;

/// The slug of a name: lower case, words joined by `-`, Latin letters without accents, other scripts as they are.
///
/// `C`, `C++`, `C#` and `.NET` become `c`, `c-plus-plus`, `c-sharp` and `dot-net`. Empty when the name has neither letters
/// nor digits. Different names can have one slug: who needs them apart adds a suffix.
pub fn slug(name: &str) -> String {
    let mut slug = String::with_capacity(name.len() + 8);
    let mut chars = name.chars().nfc().peekable();
    let mut previous_is_word = false;
    while let Some(c) = chars.next() {
        let next_is_word = chars.peek().is_some_and(|next| next.is_alphanumeric());
        let word = match c {
            '+' => Some("plus"),
            '#' => Some("sharp"),
            '&' => Some("and"),
            '.' if !previous_is_word && next_is_word => Some("dot"),
            _ => None,
        };
        previous_is_word = c.is_alphanumeric();
        if let Some(word) = word {
            separate(&mut slug);
            slug.push_str(word);
            slug.push('-');
        } else if c.is_ascii_alphanumeric() {
            slug.push(c.to_ascii_lowercase());
        } else if let Some(latin) = latin(c) {
            slug.push_str(latin);
        } else if c.is_alphanumeric() {
            push_folded(&mut slug, c);
        } else if c != '\'' && c != '’' {
            separate(&mut slug);
        }
    }
    if slug.len() > LONGEST {
        let end = (0..=LONGEST).rev().find(|&i| slug.is_char_boundary(i)).unwrap_or(0);
        slug.truncate(end);
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

fn separate(slug: &mut String) {
    if !slug.is_empty() && !slug.ends_with('-') {
        slug.push('-');
    }
}

/// A letter without its accent where that leaves a Latin letter or a digit; otherwise the letter in lower case.
fn push_folded(slug: &mut String, c: char) {
    let plain: String = std::iter::once(c).nfkd().filter(char::is_ascii_alphanumeric).collect();
    if plain.is_empty() {
        slug.extend(c.to_lowercase().nfc());
    } else {
        slug.push_str(&plain.to_ascii_lowercase());
    }
}

/// Latin letters that do not decompose.
fn latin(c: char) -> Option<&'static str> {
    Some(match c {
        'ß' | 'ẞ' => "ss",
        'æ' | 'Æ' => "ae",
        'œ' | 'Œ' => "oe",
        'ø' | 'Ø' => "o",
        'ł' | 'Ł' => "l",
        'đ' | 'Đ' | 'ð' | 'Ð' => "d",
        'þ' | 'Þ' => "th",
        'ı' => "i",
        _ => return None,
    })
}

/// A name without case, accents and surplus spaces: what makes two spellings the same name.
pub fn fold(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        let start = folded.len();
        if word.is_ascii() {
            folded.push_str(word);
            folded[start..].make_ascii_lowercase();
        } else {
            folded.extend(word.chars().flat_map(char::to_lowercase));
            // Nearly all words are composed as they should be.
            if is_nfkc_quick(folded[start..].chars()) != IsNormalized::Yes {
                let composed: String = folded[start..].nfkc().collect();
                folded.truncate(start);
                folded.push_str(&composed);
            }
        }
    }
    folded
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn names_stay_apart_and_readable() {
        let slugs =
            ["C", "C++", "C#", ".NET", "Node.js", "R&D", "CI/CD", "A/B Testing", "São Paulo", "Zürich"].map(slug);
        let wanted = [
            "c",
            "c-plus-plus",
            "c-sharp",
            "dot-net",
            "node-js",
            "r-and-d",
            "ci-cd",
            "a-b-testing",
            "sao-paulo",
            "zurich",
        ];
        assert_eq!(slugs, wanted);
        assert_eq!(slug("数据平台工程师"), "数据平台工程师");
        assert_eq!(slug("Straße Łódź"), "strasse-lodz");
        assert_eq!(slug("People's Choice"), "peoples-choice");
        assert_eq!(slug("ＡＢ１"), "ab1");
        assert_eq!(slug("!!!"), "");
    }

    #[test]
    fn composed_and_decomposed_names_are_one() {
        assert_eq!(slug("Zu\u{308}rich"), slug("Zürich"));
        assert_eq!(slug("한국"), slug(&"한국".nfd().collect::<String>()));
    }

    proptest! {
        #[test]
        fn a_slug_is_safe_in_a_path_and_its_own_slug(name in "\\PC{0,40}") {
            let slugged = slug(&name);
            prop_assert!(!slugged.contains(['/', '\\', '.', '%', '?', '#', ' ', '"', '<', '>']));
            prop_assert_eq!(slug(&slugged), slugged);
        }
    }
}
