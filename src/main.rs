//! The program: it decides the exit status and nothing else.

use std::process::ExitCode;

fn main() -> ExitCode {
    rolecall::cli::run()
}
