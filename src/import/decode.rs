//! The bytes of a file as text, whatever encoding they are in.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1252};

/// How far into a file its own word about its encoding is looked for.
const HEAD: usize = 1024;

/// A text, and what had to be supposed to read it.
#[derive(Debug, PartialEq, Eq)]
pub struct Decoded<'a> {
    /// The text without a byte order mark.
    pub text: Cow<'a, str>,
    /// The encoding's name, when it was not UTF-8.
    pub encoding: Option<&'static str>,
}

/// The text of a file: by its byte order mark, as UTF-8, by what an HTML page or an XML file says of itself, and at last as
/// Windows-1252, in which every byte is a character.
///
/// # Errors
/// What the file is instead, and how to get a text out of it.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, &'static str> {
    if let Some(other) = no_text(bytes) {
        return Err(other);
    }
    let encoding = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => encoding,
        None if std::str::from_utf8(bytes).is_ok() => UTF_8,
        None => wide(bytes).or_else(|| declared(bytes)).unwrap_or(WINDOWS_1252),
    };
    let encoding = if encoding == UTF_8 && bytes.contains(&0) { wide(bytes).unwrap_or(UTF_8) } else { encoding };
    let (text, used, has_errors) = encoding.decode(bytes);
    if text.contains('\0') || (has_errors && used != UTF_8) {
        return Err("this is not a text");
    }
    let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text };
    Ok(Decoded { text, encoding: (used != UTF_8).then(|| used.name()) })
}

/// What a file certainly is when it is no text.
fn no_text(bytes: &[u8]) -> Option<&'static str> {
    let kinds: [(&[u8], &str); 7] = [
        (b"PK\x03\x04", "this is a Word file or an archive; save the document as plain text or as a web page (HTML)"),
        (b"\xd0\xcf\x11\xe0", "this is an old Word file; save the document as plain text or as a web page (HTML)"),
        (b"%PDF", "this is a PDF; copy its text into a text file"),
        (b"{\\rtf", "this is an RTF file; save the document as plain text or as a web page (HTML)"),
        (b"\x1f\x8b", "this is a compressed file; unpack it first"),
        (b"\x89PNG", "this is a picture"),
        (b"\xff\xd8\xff", "this is a picture"),
    ];
    kinds.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what)
}

/// UTF-16 without a byte order mark: of most of its characters one half is zero.
fn wide(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD) & !1];
    let zeros = |at: usize| head.iter().skip(at).step_by(2).filter(|byte| **byte == 0).count();
    let (first, second) = (zeros(0), zeros(1));
    let half = head.len() / 2;
    if half > 0 && second * 2 > half && first * 10 < half {
        Some(UTF_16LE)
    } else if half > 0 && first * 2 > half && second * 10 < half {
        Some(UTF_16BE)
    } else {
        None
    }
}

/// The encoding that `charset=...` of a page or `encoding="..."` of an XML file names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = &bytes[..bytes.len().min(HEAD)].to_ascii_lowercase();
    let head = String::from_utf8_lossy(head);
    let after = ["charset=", "encoding="].iter().find_map(|word| head.split_once(word).map(|(_, rest)| rest))?;
    let name = after.trim_start_matches(['"', '\'']);
    let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || "-_:.".contains(c))).unwrap_or(name.len());
    // What is no UTF-8 is not so because it says so.
    Encoding::for_label(&name.as_bytes()[..end]).filter(|encoding| *encoding != UTF_8)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn text(bytes: &[u8]) -> String {
        decode(bytes).unwrap().text.into_owned()
    }

    #[test]
    fn a_text_is_read_in_the_encoding_it_is_in() {
        let wide = |text: &str, le: bool| -> Vec<u8> {
            text.encode_utf16().flat_map(|unit| if le { unit.to_le_bytes() } else { unit.to_be_bytes() }).collect()
        };
        assert_eq!(text("Köche gesucht".as_bytes()), "Köche gesucht");
        assert_eq!(text("\u{feff}Köche".as_bytes()), "Köche");
        assert_eq!(text(&wide("\u{feff}Köche gesucht", true)), "Köche gesucht");
        assert_eq!(text(&wide("Köche gesucht", true)), "Köche gesucht");
        assert_eq!(text(&wide("Köche gesucht", false)), "Köche gesucht");
        assert_eq!(text(b"K\xf6che f\xfcr 18 \x80"), "Köche für 18 €");
        assert_eq!(text(b"<?xml version='1.0' encoding='iso-8859-2'?><a>\xb3</a>").chars().rev().nth(4), Some('ł'));
        assert_eq!(text(b"a\r\nb\rc"), "a\nb\nc");
        assert_eq!(decode(b"K\xf6che").unwrap().encoding, Some("windows-1252"));
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert!(decode(b"PK\x03\x04\x14\x00").unwrap_err().contains("Word"));
        assert!(decode(b"%PDF-1.7").unwrap_err().contains("PDF"));
        assert!(decode(&[0, 1, 2, 0, 0, 3, 200, 0]).is_err());
    }

    proptest! {
        #[test]
        fn no_bytes_make_it_panic(bytes in prop::collection::vec(any::<u8>(), 0..80)) {
            if let Ok(decoded) = decode(&bytes) {
                prop_assert!(!decoded.text.contains(['\0', '\r']));
            }
        }
    }
}
