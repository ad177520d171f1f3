//! Doc comments say what an item does, with a verb or a noun first.

use crate::source::sources;

/// Words that ask instead of saying.
const QUESTIONS: [&str; 5] = ["What", "Whether", "Where", "How", "Which"];

/// Doc lines that may begin with one of them: as many as there are. The number only gets smaller.
const MOST: usize = 73;

#[test]
fn doc_lines_do_not_ask() {
    let (mut all, mut asking) = (0, 0);
    for source in sources() {
        let docs = source.text.lines().filter_map(|line| {
            let line = line.trim_start();
            line.strip_prefix("///").or_else(|| line.strip_prefix("//!"))
        });
        for doc in docs {
            all += 1;
            asking += usize::from(doc.split_whitespace().next().is_some_and(|word| QUESTIONS.contains(&word)));
        }
    }
    eprintln!("{all} doc lines, {asking} of them begin with {}", QUESTIONS.join(", "));
    assert!(asking <= MOST, "{asking} doc lines begin with {}; at most {MOST}", QUESTIONS.join(", "));
}
