//! What the server asks its handler, and what it may be told.

use super::reply::Reply;

/// What a GET or HEAD request asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ask {
    /// The percent-decoded path. It starts with `/` and has no `.` or `..` between slashes, no backslash and no control
    /// character; a slash in it may have been written `%2F`, and there may be several in a row.
    pub path: String,
    /// What follows the question mark, as it was written.
    pub query: Option<String>,
}

/// What is to be done with a request.
#[derive(Debug)]
pub enum Answer {
    /// It is answered.
    Reply(Reply),
    /// It waits. The handler is asked again when [`Server::wake`](super::Server::wake) is called; without news the
    /// server answers with status 204 after a while.
    Park,
}

impl From<Reply> for Answer {
    fn from(reply: Reply) -> Self {
        Self::Reply(reply)
    }
}

/// Knows the answers. It is asked from several threads at the same time; when it panics, the answer is status 500.
pub trait Handler: Send + Sync {
    /// The answer to a request.
    fn answer(&self, ask: &Ask) -> Answer;
}

impl<F: Fn(&Ask) -> Answer + Send + Sync> Handler for F {
    fn answer(&self, ask: &Ask) -> Answer {
        self(ask)
    }
}
