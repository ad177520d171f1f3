//! Paths that a configuration names. It may come from anybody, and must not have other files read than those that it
//! comes with.

use std::path::{Component, Path, PathBuf, Prefix};

use gaireport::config::Config;

use super::folder::absolute;
use super::problem::Problem;

/// Reach of the paths that configurations name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Reach {
    /// The repository or workspace that the configuration is part of.
    #[default]
    Within,
    /// This machine: a person has called the program, and looks at what it says.
    Machine,
}

/// Resolves a path that a configuration names. `folders` are those that an editor has open.
pub fn named(config: &Config, path: &Path, reach: Reach, folders: &[PathBuf]) -> Result<PathBuf, Problem> {
    // Asking for such a file already tells its machine who asks.
    if is_elsewhere(path) {
        return Err(Problem::Outside(path.to_owned()));
    }
    let whole = absolute(path);
    match root(config, folders) {
        Some(root) if reach == Reach::Within && !resolved(&whole).starts_with(&root) => Err(Problem::Outside(whole)),
        _ => Ok(whole),
    }
}

/// The folder that the files of a configuration lie in: its repository, else the open folder, else the one above its own,
/// where the years stand side by side. `None` for the settings of a person, which lie in no folder.
fn root(config: &Config, folders: &[PathBuf]) -> Option<PathBuf> {
    let own = config.path.parent().filter(|own| own.is_absolute())?;
    let own = resolved(own);
    let repository = || own.ancestors().find(|folder| folder.join(".git").exists());
    let open = folders.iter().map(|folder| resolved(folder)).filter(|folder| own.starts_with(folder));
    // The widest: a folder may be open within another.
    let open = open.min_by_key(|folder| folder.as_os_str().len());
    let found = repository().map(Path::to_owned).or(open);
    Some(found.unwrap_or_else(|| own.parent().unwrap_or(&own).to_owned()))
}

/// The path without links, as far as there is anything.
fn resolved(path: &Path) -> PathBuf {
    path.canonicalize().unwrap_or_else(|_| match (path.parent(), path.file_name()) {
        (Some(folder), Some(name)) => resolved(folder).join(name),
        _ => path.to_owned(),
    })
}

/// Returns whether a path leads to another machine or to a device.
fn is_elsewhere(path: &Path) -> bool {
    let text = path.to_string_lossy();
    let prefix = match path.components().next() {
        Some(Component::Prefix(prefix)) => {
            matches!(prefix.kind(), Prefix::UNC(..) | Prefix::VerbatimUNC(..) | Prefix::DeviceNS(_))
        }
        _ => false,
    };
    prefix
        || text.starts_with("//")
        || text.starts_with("\\\\.")
        || (text.starts_with("\\\\") && !text.starts_with("\\\\?\\"))
}

#[cfg(test)]
mod tests {
    use std::fs;

    use gaireport::config::parse;

    use super::*;

    fn config(folder: &Path, previous: &str) -> Config {
        parse(&format!("previous = '{previous}'"), &folder.join("gaireport.toml")).unwrap()
    }

    #[test]
    fn a_path_leads_as_far_as_the_repository_or_the_open_folder() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        let (outer, inner) = (top.join("甲"), top.join("甲/乙/2024"));
        fs::create_dir_all(&inner).unwrap();
        let reaches = |previous: &str, folders: &[PathBuf]| {
            let config = config(&inner, previous);
            named(&config, config.previous.as_deref().unwrap(), Reach::Within, folders).is_ok()
        };
        let open = [[outer.clone()], [inner.clone()], [top.clone()]];
        let [outer_open, inner_open, top_open] = &open;
        // The years stand side by side.
        assert!(reaches("../2023", &[]) && reaches("a.md", &[]) && !reaches("../../2023", &[]));
        assert!(reaches("../../2023", outer_open) && !reaches("../../../2023", outer_open));
        assert!(!reaches("../2023", inner_open) && !reaches("/etc/passwd", outer_open));
        fs::create_dir(outer.join(".git")).unwrap();
        assert!(reaches("../../2023", inner_open) && !reaches("../../../2023", top_open));
    }

    #[cfg(unix)]
    #[test]
    fn a_link_is_where_it_leads_to() {
        let folder = tempfile::tempdir().unwrap();
        let top = folder.path().canonicalize().unwrap();
        fs::create_dir_all(top.join("甲/.git")).unwrap();
        fs::create_dir_all(top.join("乙")).unwrap();
        std::os::unix::fs::symlink("../乙", top.join("甲/2023")).unwrap();
        for previous in ["2023", "2023/none.md"] {
            let config = config(&top.join("甲"), previous);
            let path = config.previous.as_deref().unwrap();
            assert!(named(&config, path, Reach::Within, &[]).is_err(), "{previous}");
            assert!(named(&config, path, Reach::Machine, &[]).is_ok(), "{previous}");
        }
    }

    #[test]
    fn other_machines_and_devices_are_never_asked() {
        let folder = tempfile::tempdir().unwrap();
        for path in ["//host/share/a.md", "\\\\host\\share\\a.md", "\\\\.\\pipe\\a"] {
            let config = config(folder.path(), "a.md");
            assert!(named(&config, Path::new(path), Reach::Machine, &[]).is_err(), "{path}");
        }
    }

    #[test]
    fn the_settings_of_a_person_lead_anywhere() {
        let config = parse("previous = '/d/2023'", Path::new("gaireport.toml")).unwrap();
        assert!(named(&config, Path::new("/d/2023"), Reach::Within, &[]).is_ok());
    }
}
