//! How `--timings` shows what took how long: as tables, or as JSON for programs.

use std::fmt::Write as _;
use std::time::Duration;

use serde_json::{Value, json};

use crate::edge::output::Summary;
use crate::edge::timings::{Share, Timings};
use crate::meter::Stage;

/// The version of [`as_json`]'s format: it grows when a key changes its meaning or goes, not when one is added.
const VERSION: u32 = 1;

/// The stages by the clock on the wall, a line each.
pub(super) fn stages(timings: &Timings) -> String {
    let mut text = String::new();
    for (stage, time) in &timings.stages {
        line(&mut text, stage.name(), *time);
    }
    text
}

/// Everything: the stages by the clock on the wall, then what the threads did in that time.
pub(super) fn table(timings: &Timings) -> String {
    let mut text = String::from("    wall time  stage\n");
    text += &stages(timings);
    line(&mut text, "in all", timings.wall());
    let threads = timings.threads;
    let _ = writeln!(
        text,
        "\n  thread time    files  ms a file        KiB  work of {} in that time",
        counted_threads(threads)
    );
    for (work, share) in &timings.work {
        let each = if share.files == 0 { 0.0 } else { ms(share.time) / share.files as f64 };
        let Share { files, bytes, .. } = share;
        let _ = writeln!(
            text,
            "{:>10.1} ms {files:>8} {each:>10.3} {:>10}  {}",
            ms(share.time),
            bytes.div_ceil(1024),
            work.name()
        );
    }
    let blank = format!("{:8} {:10} {:10}", "", "", "");
    let _ = writeln!(text, "{:>10.1} ms {blank}  waiting, and what has no line of its own", ms(timings.other()));
    let all = timings.wall() * u32::try_from(threads).unwrap_or(u32::MAX);
    let _ = writeln!(text, "{:>10.1} ms {blank}  in all: {:.1} ms x {threads}", ms(all), ms(timings.wall()));
    text
}

/// The same for programs. `written` is left out when nothing was.
pub(super) fn as_json(timings: &Timings, written: Option<&Summary>) -> String {
    let stage = |(stage, time): &(Stage, Duration)| json!({ "stage": stage.key(), "wall_ms": ms(*time) });
    let work: Vec<Value> = timings
        .work
        .iter()
        .map(|(work, share)| {
            json!({ "work": work.name(), "thread_ms": ms(share.time), "files": share.files, "bytes": share.bytes })
        })
        .collect();
    let files = |files: &Summary| {
        let Summary { new, changed, unchanged, removed, bytes } = files;
        json!({ "new": new, "changed": changed, "unchanged": unchanged, "removed": removed, "bytes": bytes })
    };
    let value = json!({
        "version": VERSION,
        "wall_ms": ms(timings.wall()),
        "threads": timings.threads,
        "stages": timings.stages.iter().map(stage).collect::<Vec<_>>(),
        "work": work,
        "other_thread_ms": ms(timings.other()),
        "written": written.map(files),
    });
    format!("{value:#}")
}

fn line(text: &mut String, name: &str, time: Duration) {
    let _ = writeln!(text, "{:>10.1} ms  {name}", ms(time));
}

fn counted_threads(threads: usize) -> String {
    if threads == 1 { "1 thread".into() } else { format!("{threads} threads") }
}

/// Milliseconds, to the microsecond.
fn ms(time: Duration) -> f64 {
    time.as_micros() as f64 / 1e3
}
