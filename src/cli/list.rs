//! `--files-from`: lists of paths, one a line or separated by NUL, names quoted as git quotes them.

use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use crate::drafts::problem::Problem;
use crate::drafts::source::{read_file, read_standard};

/// Characters that git writes as a letter behind a backslash, each with what it means.
const ESCAPES: [(u8, u8); 9] = [
    (b'a', 0x07),
    (b'b', 0x08),
    (b't', b'\t'),
    (b'n', b'\n'),
    (b'v', 0x0B),
    (b'f', 0x0C),
    (b'r', b'\r'),
    (b'"', b'"'),
    (b'\\', b'\\'),
];

/// Reads the paths that a list names; `-` is standard input.
pub fn listed(list: &Path) -> Result<Vec<PathBuf>, Problem> {
    let mut bytes = Vec::new();
    if list == OsStr::new("-") {
        read_standard(&mut bytes)?
    } else {
        read_file(list, &mut bytes)?
    }
    Ok(names(&bytes).into_iter().map(path_of).map(file).collect())
}

/// A path that names a file, even one that is called as standard input is elsewhere.
pub fn file(path: PathBuf) -> PathBuf {
    if path == OsStr::new("-") { Path::new(".").join(path) } else { path }
}

/// Splits a list into names. Where one NUL stands in it no line end separates, and nothing is quoted.
fn names(bytes: &[u8]) -> Vec<Vec<u8>> {
    if bytes.contains(&0) {
        let names = bytes.split(|&byte| byte == 0).filter(|name| !name.is_empty());
        return names.map(<[u8]>::to_vec).collect();
    }
    let bytes = bytes.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(bytes);
    let lines = bytes.split(|&byte| byte == b'\n').map(|line| line.strip_suffix(b"\r").unwrap_or(line));
    let name = |line: &[u8]| unquoted(line).unwrap_or_else(|| line.to_vec());
    lines.filter(|line| !line.is_empty()).map(name).collect()
}

/// The name in a line that git quoted: in quotation marks, with `\n`, `\"` and `\345` for what stands in it. `None` for any
/// other line.
fn unquoted(line: &[u8]) -> Option<Vec<u8>> {
    let mut rest = line.strip_prefix(b"\"")?.strip_suffix(b"\"")?;
    let mut name = Vec::with_capacity(rest.len());
    while let [first, behind @ ..] = rest {
        let (byte, behind) = match first {
            b'\\' => escaped(behind)?,
            b'"' => return None,
            byte => (*byte, behind),
        };
        name.push(byte);
        rest = behind;
    }
    (!name.is_empty()).then_some(name)
}

/// The byte that an escape stands for, and what follows that.
fn escaped(behind: &[u8]) -> Option<(u8, &[u8])> {
    if let [high @ b'0'..=b'3', middle @ b'0'..=b'7', low @ b'0'..=b'7', rest @ ..] = behind {
        return Some(((high - b'0') << 6 | (middle - b'0') << 3 | (low - b'0'), rest));
    }
    let (letter, rest) = behind.split_first()?;
    ESCAPES.iter().find(|(known, _)| known == letter).map(|(_, byte)| (*byte, rest))
}

#[cfg(unix)]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    use std::os::unix::ffi::OsStringExt;
    PathBuf::from(std::ffi::OsString::from_vec(bytes))
}

#[cfg(not(unix))]
fn path_of(bytes: Vec<u8>) -> PathBuf {
    PathBuf::from(String::from_utf8_lossy(&bytes).into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_quoted_line_is_the_name_that_git_means() {
        let name = |line: &str| unquoted(line.as_bytes()).map(|name| String::from_utf8(name).unwrap());
        assert_eq!(name(r#""\347\224\262/a\tb \"c\".md""#).as_deref(), Some("甲/a\tb \"c\".md"));
        assert_eq!(name(r#""a\\b""#).as_deref(), Some("a\\b"));
        for line in ["a.md", "\"", "\"\"", "\"a\"b\"", r#""a\""#, r#""a\q""#, r#""\777""#, "\"a"] {
            assert_eq!(name(line), None, "{line}");
        }
    }

    #[test]
    fn a_list_with_a_nul_has_no_lines() {
        let read =
            |list: &[u8]| names(list).into_iter().map(|name| String::from_utf8(name).unwrap()).collect::<Vec<_>>();
        assert_eq!(read(b"a\nb\0\"c\"\0"), ["a\nb", "\"c\""]);
        assert_eq!(read(b"\xEF\xBB\xBFa\r\n\r\n\"b\"\n"), ["a", "b"]);
    }
}
