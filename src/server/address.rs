//! Addresses of drafts and the files behind them.

use std::path::{Path, PathBuf};

use gaireport::dialect::Kind;
use ls_types::Uri;

use crate::drafts::folder;

/// The file of a `file:` address. Of no other scheme does the path mean a file, whatever it looks like.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    uri.scheme()
        .as_str()
        .eq_ignore_ascii_case("file")
        .then(|| uri.to_file_path())
        .flatten()
        .map(|path| path.into_owned())
}

/// Returns the kind of a draft: what its file's name says comes before the editor's word for it.
pub fn kind(uri: &Uri, language_id: &str) -> Kind {
    let named = path(uri).as_deref().and_then(folder::known);
    named.unwrap_or_else(|| match language_id {
        "markdown" => Kind::Markdown,
        "html" => Kind::Html,
        "plaintext" | "text" => Kind::Text,
        _ => folder::kind(Path::new(uri.path().as_str())),
    })
}

/// The address of a file.
pub fn of(path: &Path) -> Option<Uri> {
    // What Windows puts before a path without links is no part of an address.
    let plain = path.to_str().and_then(|path| path.strip_prefix(r"\\?\"));
    Uri::from_file_path(plain.map_or(path, Path::new))
}

#[cfg(test)]
mod tests {
    use std::str::FromStr;

    use super::*;

    #[test]
    fn only_addresses_of_files_have_a_path() {
        let path = |address: &str| path(&Uri::from_str(address).unwrap());
        let (file, name) =
            if cfg!(windows) { ("D:/%E5%B9%B4.md", "D:/年.md") } else { ("d/%E5%B9%B4.md", "/d/年.md") };
        assert_eq!(path(&format!("file:///{file}")).as_deref(), Some(Path::new(name)));
        for address in
            ["untitled:Untitled-1", "vscode-vfs://github/etc/passwd", "git:/d/a.md?ref", "http://x/etc/passwd"]
        {
            assert_eq!(path(address), None, "{address}");
        }
    }

    #[test]
    #[cfg(windows)]
    fn paths_of_windows_have_addresses_and_come_back() {
        for (name, address) in [
            (r"C:\年报\清河镇.md", "file:///C:/%E5%B9%B4%E6%8A%A5/%E6%B8%85%E6%B2%B3%E9%95%87.md"),
            (r"\\?\C:\年报\a.md", "file:///C:/%E5%B9%B4%E6%8A%A5/a.md"),
        ] {
            let uri = of(Path::new(name)).unwrap();
            assert_eq!(uri.as_str().to_ascii_lowercase().replace("%3a", ":"), address.to_ascii_lowercase(), "{name}");
            let back = path(&uri).unwrap();
            assert_eq!(back, Path::new(name.trim_start_matches(r"\\?\")), "{name}");
        }
        let encoded = Uri::from_str("file:///c%3A/%E5%B9%B4%E6%8A%A5/a.md").unwrap();
        assert_eq!(path(&encoded).as_deref(), Some(Path::new(r"C:\年报\a.md")));
        let share = of(Path::new(r"\\server\share\年.md")).unwrap();
        assert_eq!(path(&share).as_deref(), Some(Path::new(r"\\server\share\年.md")));
    }

    #[test]
    fn the_name_says_the_kind_before_the_editor_does() {
        let kind = |address: &str, id: &str| kind(&Uri::from_str(address).unwrap(), id);
        assert_eq!(kind("file:///d/a.html", "plaintext"), Kind::Html);
        assert_eq!(kind("file:///d/a", "markdown"), Kind::Markdown);
        assert_eq!(kind("untitled:Untitled-1", "markdown"), Kind::Markdown);
        assert_eq!(kind("vscode-vfs://github/a/b.md", "unheard-of"), Kind::Markdown);
    }
}
