//! The law of the output folder, on invented histories of builds.

use std::collections::BTreeMap;
use std::fs;

use proptest::prelude::*;

use super::{Project, tree};
use crate::edge::output::list;

/// Paths that cross each other as files and folders.
const PATHS: [&str; 9] = ["a", "a/b", "a/b/c", "a/d", "e/f", "e/f/g", "e/h", "i", "theirs/x"];
const THEIRS: [(&str, &str); 2] = [("theirs/y", "1"), ("e/theirs", "2")];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn whatever_was_built_before_the_last_build_counts(
        builds in prop::collection::vec((prop::collection::btree_set((0..PATHS.len(), 0..2u8), 0..6), any::<bool>()), 1..7)
    ) {
        let project = Project::new();
        project.build(&[]).unwrap();
        for (path, text) in THEIRS {
            project.put(&format!("public/{path}"), text);
        }
        for (chosen, killed) in builds {
            // Of paths that cannot stand together the first stays.
            let mut files: BTreeMap<&str, &str> = BTreeMap::new();
            for (index, text) in chosen {
                let path = PATHS[index];
                let crosses = |other: &&str| path.starts_with(&format!("{other}/"));
                if !files.keys().any(crosses) {
                    files.insert(path, ["one", "two"][usize::from(text)]);
                }
            }
            let planned: Vec<_> = files.keys().copied().collect();
            let output = project.open(&planned).unwrap();
            for (path, text) in files.iter().take(if killed { files.len() / 2 } else { files.len() }) {
                output.write(path, text.as_bytes()).unwrap();
            }
            if killed {
                drop(output);
                project.put("public/.rolecall-staging/0", "half");
                continue;
            }
            let summary = output.finish().unwrap();
            prop_assert_eq!(summary.new + summary.changed + summary.unchanged, files.len());
            files.extend(THEIRS);
            let files: Vec<_> = files.into_iter().collect();
            prop_assert_eq!(project.tree("public"), tree(&files));
            let list = fs::read_to_string(project.at("public/.rolecall")).unwrap();
            prop_assert_eq!(list, list::text(planned));
        }
    }
}
