//! Opening the reader's browser.

use std::io;
use std::process::{Command, Stdio};

/// Opens an address of the web in the default browser, without waiting for it.
///
/// # Errors
/// When the system has no program for it.
pub fn open(address: &str) -> io::Result<()> {
    let (program, arguments): (&str, &[&str]) = if cfg!(target_os = "macos") {
        ("open", &[])
    } else if cfg!(windows) {
        // Not through a shell, to which `&` means something.
        ("rundll32", &["url.dll,FileProtocolHandler"])
    } else {
        ("xdg-open", &[])
    };
    let mut command = Command::new(program);
    command.args(arguments).arg(address).stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
    command.spawn().map(drop)
}
