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
    /// What is to be said of the encoding, where the file does not say it or is not as it says.
    pub note: Option<String>,
}

/// The text of a file: by its byte order mark, as UTF-8, by what an HTML page or an XML file says of itself, as UTF-8 with some
/// bytes that are wrong, and at last as Windows-1252, in which every byte is a character.
///
/// # Errors
/// What the file is instead, and how to get a text out of it.
pub fn decode(bytes: &[u8]) -> Result<Decoded<'_>, &'static str> {
    if let Some(other) = no_text(bytes) {
        return Err(other);
    }
    let (encoding, note) = match Encoding::for_bom(bytes) {
        Some((encoding, _)) => (encoding, None),
        None if std::str::from_utf8(bytes).is_ok() => (UTF_8, None),
        None => wide(bytes).map_or_else(|| narrow(bytes), |encoding| (encoding, None)),
    };
    let encoding = if encoding == UTF_8 && bytes.contains(&0) { wide(bytes).unwrap_or(UTF_8) } else { encoding };
    let (text, used, has_errors) = encoding.decode(bytes);
    if text.contains('\0') || (has_errors && used != UTF_8) || is_binary(&text) {
        return Err("this is not a text");
    }
    let text = if text.contains('\r') { Cow::Owned(text.replace("\r\n", "\n").replace('\r', "\n")) } else { text };
    Ok(Decoded { text, note })
}

/// The encoding of bytes that are neither UTF-8 throughout nor UTF-16, and what is to be said of it.
fn narrow(bytes: &[u8]) -> (&'static Encoding, Option<String>) {
    let said = declared(bytes);
    if let Some(encoding) = said.filter(|encoding| *encoding != UTF_8) {
        return (encoding, None);
    }
    let found = Utf8::of(bytes);
    if found.is_meant() || said.is_some() && !found.is_windows {
        let wrong = if found.wrong == 1 { "1 piece is".to_owned() } else { format!("{} pieces are", found.wrong) };
        return (UTF_8, Some(format!("{wrong} no UTF-8, as the rest is, and became `\u{fffd}`")));
    }
    let why = if said.is_some() { "it says UTF-8 and is none" } else { "the file does not say its encoding" };
    (WINDOWS_1252, Some(format!("{why}; it was read as windows-1252")))
}

/// How much of some bytes is UTF-8.
struct Utf8 {
    /// The characters that are, beyond ASCII.
    right: usize,
    /// The pieces that are not.
    wrong: usize,
    /// Whether the last piece is a character that was cut off, which speaks for UTF-8.
    is_cut: bool,
    /// Whether nothing is but ASCII, and what is not are letters of Windows-1252 within words, or its quotes and dashes.
    is_windows: bool,
}

impl Utf8 {
    fn of(bytes: &[u8]) -> Self {
        let mut found = Self { right: 0, wrong: 0, is_cut: false, is_windows: true };
        let mut before = None;
        let mut chunks = bytes.utf8_chunks().peekable();
        while let Some(chunk) = chunks.next() {
            found.right += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
            before = chunk.valid().chars().next_back().or(before);
            if chunk.invalid().is_empty() {
                continue;
            }
            found.wrong += 1;
            found.is_cut =
                chunks.peek().is_none() && std::str::from_utf8(chunk.invalid()).is_err_and(|e| e.error_len().is_none());
            let (letters, ..) = WINDOWS_1252.decode_without_bom_handling(chunk.invalid());
            let near = [before, chunks.peek().and_then(|next| next.valid().chars().next())];
            let is_in_word = near.into_iter().flatten().any(|c| c.is_ascii_alphabetic());
            let is_usual = |c: char| c.is_alphabetic() && is_in_word || "‘’“”‚„–—…€•™°§·«»©®\u{a0}".contains(c);
            found.is_windows &= letters.chars().all(is_usual);
        }
        found.is_windows &= found.right == 0;
        found
    }

    /// Whether the bytes are UTF-8 but for a few: in Windows-1252 hardly any two letters look like one of UTF-8.
    fn is_meant(&self) -> bool {
        self.right > 0 && self.right >= 2 * (self.wrong - usize::from(self.is_cut))
    }
}

/// Whether a text has more control characters than slip into one: the bytes of a picture or an archive.
fn is_binary(text: &str) -> bool {
    let is_odd = |c: char| c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{b}' | '\u{c}' | '\u{85}');
    let odd = text.chars().filter(|c| is_odd(*c)).count();
    odd > 0 && odd * 200 > text.chars().count()
}

/// What a file certainly is when it is no text.
fn no_text(bytes: &[u8]) -> Option<&'static str> {
    const PACKED: &str = "this is a compressed file; unpack it first";
    const PICTURE: &str = "this is a picture";
    let kinds: [(&[u8], &str); 18] = [
        (b"PK\x03\x04", "this is a Word file or an archive; save the document as plain text or as a web page (HTML)"),
        (b"\xd0\xcf\x11\xe0", "this is an old Word file; save the document as plain text or as a web page (HTML)"),
        (b"%PDF", "this is a PDF; copy its text into a text file"),
        (b"{\\rtf", "this is an RTF file; save the document as plain text or as a web page (HTML)"),
        (b"\x1f\x8b", PACKED),
        (b"BZh", PACKED),
        (b"\xfd7zXZ", PACKED),
        (b"7z\xbc\xaf", PACKED),
        (b"\x28\xb5\x2f\xfd", PACKED),
        (b"Rar!\x1a", PACKED),
        (b"\x89PNG", PICTURE),
        (b"\xff\xd8\xff", PICTURE),
        (b"GIF87a", PICTURE),
        (b"GIF89a", PICTURE),
        (b"\x7fELF", "this is a program"),
        (b"SQLite format 3\0", "this is a database"),
        (b"\xff\xfe\0\0", "this text is in UTF-32; save it as UTF-8"),
        (b"\0\0\xfe\xff", "this text is in UTF-32; save it as UTF-8"),
    ];
    let known = kinds.iter().find(|(start, _)| bytes.starts_with(start)).map(|(_, what)| *what);
    let is_at = |at: usize, mark: &[u8]| bytes.get(at..).is_some_and(|rest| rest.starts_with(mark));
    known
        .or_else(|| is_at(257, b"ustar").then_some("this is an archive; unpack it first"))
        .or_else(|| (is_at(0, b"RIFF") && is_at(8, b"WEBP")).then_some(PICTURE))
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
    Encoding::for_label(&name.as_bytes()[..end])
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
    }

    #[test]
    fn what_is_supposed_of_an_encoding_is_said() {
        let note = |bytes: &[u8]| decode(bytes).unwrap().note;
        assert_eq!(
            note(b"K\xf6che").as_deref(),
            Some("the file does not say its encoding; it was read as windows-1252")
        );
        assert_eq!(note(b"<?xml version='1.0' encoding='ISO-8859-1'?><a>K\xf6che</a>"), None);
        assert_eq!(note(b"<meta charset=windows-1252><p>K\xf6che</p>"), None);
        // One bad byte, and a character that was cut off, in UTF-8.
        for (bytes, wanted) in [
            (
                [&b"<meta charset='utf-8'>K"[..], "ö".as_bytes(), b"che \xff"].concat(),
                "<meta charset='utf-8'>Köche \u{fffd}",
            ),
            (b"<meta charset='utf-8'>Cook \xff".to_vec(), "<meta charset='utf-8'>Cook \u{fffd}"),
            (["Köche".as_bytes(), b" \xc3"].concat(), "Köche \u{fffd}"),
        ] {
            assert_eq!((text(&bytes).as_str(), note(&bytes).unwrap().contains("no UTF-8")), (wanted, true));
        }
        assert_eq!(text(b"<meta charset=utf-8>K\xf6che"), "<meta charset=utf-8>Köche");
        assert!(note(b"<meta charset=utf-8>K\xf6che").unwrap().contains("says UTF-8"));
        assert!(
            text(b"<meta charset=utf-8>We\x92re hiring \x96 \x80 20 an hour").ends_with("We’re hiring – € 20 an hour")
        );
    }

    #[test]
    fn what_is_no_text_is_named() {
        assert!(decode(b"PK\x03\x04\x14\x00").unwrap_err().contains("Word"));
        assert!(decode(b"%PDF-1.7").unwrap_err().contains("PDF"));
        assert!(decode(&[0, 1, 2, 0, 0, 3, 200, 0]).is_err());
        assert!(decode(b"BZh91AY&SY").unwrap_err().contains("unpack"));
        assert!(decode(&(1..=255).collect::<Vec<u8>>()).is_err());
        assert_eq!(text(format!("Cook\u{b}well\u{1}{}", "a".repeat(300)).as_bytes()).len(), 310);
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
