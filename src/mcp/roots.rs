//! The folders that an agent may name paths in.

use std::path::{Path, PathBuf};

use super::request::Problem;

/// Folders, in their real places.
pub struct Roots(Vec<PathBuf>);

impl Roots {
    /// Finds the real places of folders; of the current one where none is named.
    pub fn new(folders: &[PathBuf]) -> Result<Roots, Problem> {
        let here = [PathBuf::from(".")];
        let folders = if folders.is_empty() { &here[..] } else { folders };
        let real = |folder: &PathBuf| {
            let real = folder.canonicalize().ok().filter(|real| real.is_dir());
            real.ok_or_else(|| Problem::NoRoot(folder.display().to_string()))
        };
        folders.iter().map(real).collect::<Result<_, _>>().map(Roots)
    }

    /// The folder that relative paths start from.
    pub fn first(&self) -> &Path {
        &self.0[0]
    }

    /// Returns the real place of a path that is there and below a root, its links followed. Of a path elsewhere, the
    /// answer does not tell whether it is there.
    pub fn find(&self, path: &str) -> Result<PathBuf, Problem> {
        let real = self.first().join(path).canonicalize().ok();
        let inside = real.filter(|real| self.0.iter().any(|root| real.starts_with(root)));
        inside.ok_or_else(|| Problem::Outside(path.to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_are_found_below_the_roots_only() {
        let folder = tempfile::tempdir().expect("temporary folder");
        let (inner, outer) = (folder.path().join("inner"), folder.path().join("outer"));
        std::fs::create_dir_all(&inner).expect("folder");
        std::fs::create_dir_all(&outer).expect("folder");
        std::fs::write(inner.join("a.md"), "").expect("file");
        std::fs::write(outer.join("b.md"), "").expect("file");
        let roots = Roots::new(std::slice::from_ref(&inner)).expect("a root");
        assert!(roots.find("a.md").is_ok() && roots.find(".").is_ok());
        for path in ["../outer/b.md", "/", "missing.md", "../missing.md", "a\0b", ""] {
            let found = roots.find(path);
            assert!(found.is_err() || path.is_empty(), "{path}");
        }
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(outer.join("b.md"), inner.join("link.md")).expect("link");
            assert!(roots.find("link.md").is_err(), "a link leads out");
        }
        assert!(Roots::new(&[folder.path().join("nowhere")]).is_err());
    }
}
