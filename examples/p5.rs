use std::io::BufRead;
fn main() {
    let finder = rolecall::finder::Finder::new(&rolecall::skills::Vocabulary::read(None).0);
    for line in std::io::stdin().lock().lines() {
        let l = line.unwrap();
        let text = format!(
            "# Cook\n\nWe are an inn.\n\n## Requirements\n\n- 3 years of cooking\n\n{}\n",
            l.replace("\\n", "\n")
        );
        let f = finder.find(&text);
        println!(
            "{l} => emp {:?} years {:?} apply {:?}",
            f.employment.iter().map(|e| e.value).collect::<Vec<_>>(),
            f.experience.iter().map(|e| e.value.years).collect::<Vec<_>>(),
            f.apply.map(|a| a.value)
        );
    }
}
