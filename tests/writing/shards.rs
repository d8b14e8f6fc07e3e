//! Law 5 on a real disk: the outputs of the shards are disjoint, and together they are the whole build.

use std::collections::BTreeMap;
use std::fs;

use crate::project::{Files, Project, bytes, files, posting, touched};

/// The output of one shard.
fn shard(project: &Project, number: u32, of: u32) -> Files {
    let out = format!("shard-{number}-of-{of}");
    let output = project.run(&["--shard", &format!("{number}/{of}"), "--out", &out]);
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    files(&project.path(&out))
}

#[test]
fn shards_are_disjoint_and_add_up() {
    let project = Project::new();
    for i in 0..60 {
        project.write(&format!("content/jobs/role-{i}.md"), &posting(&format!("Role {i}"), ["X", "Y"][i % 2], "Text."));
    }
    let mut whole = project.build();
    whole.remove(".rolecall");
    for of in [1, 2, 3, 7, 16] {
        let mut union = Files::new();
        for number in 1..=of {
            let mut part = shard(&project, number, of);
            // Each list names exactly the shard's own files.
            let (list, _) = part.remove(".rolecall").expect("a list");
            let listed: Vec<String> = String::from_utf8_lossy(&list).lines().skip(1).map(str::to_owned).collect();
            assert_eq!(listed, part.keys().cloned().collect::<Vec<_>>(), "{number}/{of}");
            for (path, file) in part {
                assert!(union.insert(path.clone(), file).is_none(), "{path} is in two of {of} shards");
            }
        }
        assert!(bytes(&union) == bytes(&whole), "of {of}: {:?}", difference(&union, &whole));
    }
}

/// The paths that are not in both, or with other bytes.
fn difference<'a>(a: &'a Files, b: &'a Files) -> Vec<&'a String> {
    let get = |files: &'a Files, path: &String| files.get(path).map(|(bytes, _)| bytes);
    a.keys().chain(b.keys()).filter(|path| get(a, path) != get(b, path)).collect()
}

#[test]
fn a_shard_removes_only_what_its_own_list_names() {
    let project = Project::new();
    let parts = || (1..=3).map(|number| shard(&project, number, 3)).collect::<Vec<_>>();
    let before = parts();
    // The other shards' files, copied beside, as they lie on a host that serves them all.
    let others: BTreeMap<String, Vec<u8>> =
        before[1..].iter().flatten().map(|(path, (bytes, _))| (path.clone(), bytes.clone())).collect();
    for (path, bytes) in others.iter().filter(|(path, _)| *path != ".rolecall") {
        project.write(&format!("shard-1-of-3/{path}"), &String::from_utf8_lossy(bytes));
    }
    let laid = files(&project.path("shard-1-of-3"));
    fs::remove_file(project.path("content/jobs/a.md")).expect("it was there");
    fs::remove_file(project.path("content/jobs/b.md")).expect("it was there");
    let after = shard(&project, 1, 3);
    let gone: Vec<String> = touched(&laid, &after).into_iter().filter(|path| !after.contains_key(path)).collect();
    assert!(gone.iter().all(|path| before[0].contains_key(path)), "{gone:?}");
    // What went from the whole site went from exactly the shards that had it.
    let rest = parts();
    for (path, _) in
        before.iter().flatten().filter(|(path, _)| path.contains("engineering") || path.contains("jobs/a/"))
    {
        assert!(!rest[1].contains_key(path) && !rest[2].contains_key(path), "{path}");
    }
}

#[test]
fn a_wrong_shard_is_refused() {
    let project = Project::new();
    for (value, says) in
        [("0/3", "the first is `1/3`"), ("4/3", "the last `3/3`"), ("a/b", "written as `2/3`"), ("1/0", "at least one")]
    {
        let output = project.run(&["--shard", value]);
        assert_eq!(output.status.code(), Some(2), "{value}");
        let stderr = String::from_utf8_lossy(&output.stderr);
        assert!(stderr.contains(says) && stderr.contains("--shard"), "{stderr}");
        assert!(!project.path("public").exists(), "{value}");
    }
}

#[test]
fn errors_of_the_content_stop_every_shard() {
    let project = Project::new();
    project.write("content/jobs/b.md", "---\ntitle: B\nlevel: wizard\n---\n");
    for number in 1..=3 {
        let output = project.run(&["--shard", &format!("{number}/3"), "--out", "part"]);
        assert_eq!(output.status.code(), Some(1));
        assert!(!project.path("part").exists());
    }
}
