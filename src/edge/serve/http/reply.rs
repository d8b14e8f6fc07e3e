//! An answer: a status, a body, and the headers that a preview needs.

use std::fs::File;
use std::io;
use std::sync::Arc;

/// An answer. `X-Content-Type-Options: nosniff` is always sent, and `Cache-Control: no-store` unless said otherwise:
/// a preview must never be stale.
#[derive(Debug)]
pub struct Reply {
    pub(super) status: u16,
    pub(super) content_type: &'static str,
    pub(super) body: Body,
    pub(super) cache_control: &'static str,
    pub(super) etag: Option<String>,
    pub(super) location: Option<String>,
    /// Further headers with fixed names, for the server's own answers.
    pub(super) others: Vec<(&'static str, String)>,
}

impl Reply {
    /// An answer with this status and body. The content type is a whole header value: `text/html; charset=utf-8`.
    pub fn new(status: u16, content_type: &'static str, body: impl Into<Body>) -> Self {
        Self {
            status,
            content_type,
            body: body.into(),
            cache_control: "no-store",
            etag: None,
            location: None,
            others: Vec::new(),
        }
    }

    /// An answer in plain words.
    pub fn text(status: u16, text: impl Into<String>) -> Self {
        Self::new(status, "text/plain; charset=utf-8", text.into())
    }

    /// Sends the browser to another path of this server, which is not remembered. Spaces and what is not ASCII are
    /// percent-encoded; what is percent-encoded already stays.
    pub fn redirect(path: &str) -> Self {
        let mut reply = Self::text(302, "");
        // `//example.com/` would be another host.
        reply.location = Some(visible(&format!("/{}", path.trim_start_matches(['/', '\\']))));
        reply
    }

    /// Says what the bytes are known by: a request that names the same tag is answered with status 304. The tag is
    /// written without its quotes. Browsers ask with a tag only if they may keep the reply, as with `no-cache`.
    #[must_use]
    pub fn with_etag(mut self, tag: &str) -> Self {
        self.etag = Some(format!("\"{}\"", visible(tag)));
        self
    }

    /// Instead of `no-store`.
    #[must_use]
    pub fn with_cache_control(mut self, value: &'static str) -> Self {
        self.cache_control = value;
        self
    }

    /// A further header of the server's own.
    pub(super) fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.others.push((name, value.into()));
        self
    }
}

/// Percent-encodes what may not stand in a header: so a line break can never begin another header.
fn visible(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        match byte {
            b'"' | 0..=b' ' | 0x7f.. => out.push_str(&format!("%{byte:02X}")),
            _ => out.push(char::from(byte)),
        }
    }
    out
}

/// The bytes of an answer.
#[derive(Debug)]
pub enum Body {
    /// Bytes in memory.
    Bytes(Arc<[u8]>),
    /// An open file, read from its start, and its length in bytes. If it turns out shorter, the connection is cut.
    File(File, u64),
}

impl Body {
    /// An open file with the length that it has now.
    ///
    /// # Errors
    /// When the system does not tell the length.
    pub fn file(file: File) -> io::Result<Self> {
        let length = file.metadata()?.len();
        Ok(Self::File(file, length))
    }

    /// The length in bytes.
    pub(super) fn length(&self) -> u64 {
        match self {
            Self::Bytes(bytes) => bytes.len() as u64,
            Self::File(_, length) => *length,
        }
    }
}

impl From<Arc<[u8]>> for Body {
    fn from(bytes: Arc<[u8]>) -> Self {
        Self::Bytes(bytes)
    }
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        text.into_bytes().into()
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Self::Bytes(text.as_bytes().into())
    }
}
