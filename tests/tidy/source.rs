//! The Rust files under `src`, read as far as the other checks need it.

use std::fs;
use std::path::{Path, PathBuf};

/// A Rust file under `src`.
pub struct Source {
    /// Its path below `src`, `rules/totals.rs`.
    pub name: String,
    pub text: String,
}

impl Source {
    /// The module right under the crate that it belongs to.
    pub fn module(&self) -> &str {
        self.name.split(['/', '.']).next().unwrap_or_default()
    }

    /// The file without its tests, which come last or are a file of their own.
    pub fn code(&self) -> &str {
        if self.name.ends_with("/tests.rs") {
            return "";
        }
        let end = self.text.find("\n#[cfg(test)]\nmod tests");
        &self.text[..end.map_or(self.text.len(), |end| end + 1)]
    }

    /// Its code with a blank for each character of comments and literals; lines stay where they are.
    pub fn bare(&self) -> String {
        let (code, mut bare, mut at) = (self.code(), String::new(), 0);
        while let Some(character) = code[at..].chars().next() {
            let length = opaque(&code[at..]);
            if length == 0 {
                bare.push(character);
                at += character.len_utf8();
                continue;
            }
            bare.extend(code[at..at + length].chars().map(|character| if character == '\n' { '\n' } else { ' ' }));
            at += length;
        }
        bare
    }
}

/// Length of the comment or literal that begins here; 0 where none does.
fn opaque(rest: &str) -> usize {
    if rest.starts_with("//") {
        return rest.find('\n').unwrap_or(rest.len());
    }
    match rest.as_bytes() {
        [b'"', ..] => quoted(rest),
        [b'r', b'"' | b'#', ..] => raw(rest),
        [b'\'', ..] => character(rest),
        _ => 0,
    }
}

fn quoted(rest: &str) -> usize {
    let mut escaped = false;
    let end = rest.char_indices().skip(1).find(|(_, character)| {
        let ends = *character == '"' && !escaped;
        escaped = *character == '\\' && !escaped;
        ends
    });
    end.map_or(rest.len(), |(at, _)| at + 1)
}

/// `r"…"` and `r#"…"#`; 0 for a raw identifier.
fn raw(rest: &str) -> usize {
    let hashes = rest[1..].bytes().take_while(|byte| *byte == b'#').count();
    if rest.as_bytes().get(1 + hashes) != Some(&b'"') {
        return 0;
    }
    let open = 2 + hashes;
    let close = format!("\"{}", "#".repeat(hashes));
    rest[open..].find(&close).map_or(rest.len(), |at| open + at + close.len())
}

/// `'x'` and `'\n'`; 0 for a lifetime.
fn character(rest: &str) -> usize {
    let mut characters = rest.char_indices().skip(1);
    let first = characters.next().map(|(_, character)| character);
    let close = if first == Some('\\') {
        characters.skip(1).find(|(_, character)| *character == '\'')
    } else {
        characters.next().filter(|(_, character)| *character == '\'')
    };
    close.map_or(0, |(at, _)| at + 1)
}

pub fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// All files below a folder, without what is built or fetched.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    const LEFT_OUT: [&str; 3] = ["target", ".git", "node_modules"];
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).expect("the folder can be listed") {
        let path = entry.expect("an entry can be read").path();
        let left_out = path.file_name().is_some_and(|name| LEFT_OUT.iter().any(|left_out| name == *left_out));
        if left_out {
            continue;
        }
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

pub fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap_or_else(|error| panic!("{}: {error}", path.display()))
}

/// The Rust files below a folder, by their paths below it.
pub fn rust_below(folder: &Path) -> Vec<Source> {
    let rust =
        files_below(folder).into_iter().filter(|path| path.extension().is_some_and(|extension| extension == "rs"));
    let name = |path: &Path| path.strip_prefix(folder).unwrap_or(path).to_string_lossy().replace('\\', "/");
    rust.map(|path| Source { name: name(&path), text: read(&path) }).collect()
}

pub fn sources() -> Vec<Source> {
    rust_below(&root().join("src"))
}

/// The name that the text begins with.
pub fn name(text: &str) -> &str {
    let end = text.find(|letter: char| !letter.is_ascii_alphanumeric() && letter != '_');
    &text[..end.unwrap_or(text.len())]
}

/// Fails with all complaints at once.
pub fn expect_none(complaints: &[String]) {
    assert!(complaints.is_empty(), "\n{}\n", complaints.join("\n"));
}
