//! Ways between files, as the links of a page go.

use std::path::{Path, PathBuf};

use super::address;

/// Returns the addresses of files for a page that stands in a folder.
pub fn from(folder: PathBuf) -> impl Fn(&str) -> Option<String> + Send + Sync {
    move |file| way(&folder, Path::new(file)).map(|way| address(&way))
}

/// The way to a file from a folder, with slashes; `None` where there is none, as between two drives.
fn way(folder: &Path, file: &Path) -> Option<String> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let (folder, file) = (std::path::absolute(folder).ok()?, std::path::absolute(file).ok()?);
    let shared = folder.components().zip(file.components()).take_while(|(one, other)| one == other).count();
    if shared == 0 {
        return None;
    }
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = file.components().skip(shared).map(|part| part.as_os_str().to_string_lossy().into_owned());
    Some(up.chain(down).collect::<Vec<_>>().join("/"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_way_to_a_file_starts_from_the_folder_of_the_page() {
        let cases = [("a", "a/b.md", "b.md"), ("out/x", "a/b.md", "../../a/b.md"), ("", "2021/甲.md", "2021/甲.md")];
        for (folder, file, expected) in cases {
            assert_eq!(way(Path::new(folder), Path::new(file)).as_deref(), Some(expected));
        }
    }
}
