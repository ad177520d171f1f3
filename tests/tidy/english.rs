//! Doc comments say what an item does, with a verb or a noun first.

use crate::source::sources;

/// Words that ask instead of saying.
const QUESTIONS: [&str; 5] = ["What", "Whether", "Where", "How", "Which"];

#[test]
fn doc_lines_do_not_ask() {
    let (mut docs, mut asking) = (0, Vec::new());
    for source in sources() {
        for line in source.text.lines().map(str::trim_start) {
            let Some(doc) = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) else { continue };
            docs += 1;
            if doc.split_whitespace().next().is_some_and(|word| QUESTIONS.contains(&word)) {
                asking.push(line.to_owned());
            }
        }
    }
    assert!(docs > 1000, "only {docs} doc lines were read");
    assert!(asking.is_empty(), "doc lines that begin with a question:\n{}", asking.join("\n"));
}
