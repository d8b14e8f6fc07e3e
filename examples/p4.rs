use std::io::BufRead;
fn main() {
    let finder = rolecall::finder::Finder::new(&rolecall::skills::Vocabulary::read(None).0);
    for line in std::io::stdin().lock().lines() {
        let l = line.unwrap();
        let text = format!("## Requirements\n\n- {}\n", l.replace("\\n", "\n"));
        let f = finder.find(&text);
        println!(
            "{l}\n   => lang {:?} emp {:?} years {:?} apply {:?}",
            f.languages.iter().map(|l| format!("{} {:?}", l.value.name, l.value.level)).collect::<Vec<_>>(),
            f.employment.iter().map(|e| e.value).collect::<Vec<_>>(),
            f.experience.iter().map(|e| format!("{:?}", e.value)).collect::<Vec<_>>(),
            f.apply.map(|a| a.value)
        );
    }
}
