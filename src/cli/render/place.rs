//! Paths as a build server knows them: from the top of its checkout, wherever that lies on the machine.

use std::borrow::Cow;
use std::path::{Component, Path, PathBuf};
use std::sync::LazyLock;

use crate::drafts::folder::{absolute, absolute_folder};

/// The variable in which GitLab names the folder of its checkout.
const CHECKOUT: &str = "CI_PROJECT_DIR";

/// The folder that paths are told from, and whether it is the one that the program works in.
static TOP: LazyLock<(PathBuf, bool)> = LazyLock::new(|| {
    let working = absolute_folder(Path::new("."));
    let checkout = std::env::var_os(CHECKOUT).filter(|folder| !folder.is_empty()).map(PathBuf::from);
    let top = checkout.filter(|folder| folder.is_dir()).map(|folder| absolute_folder(&folder));
    let top = top.filter(|top| working.starts_with(top)).unwrap_or_else(|| working.clone());
    let same = top == working;
    (top, same)
});

/// Returns the path from the top of the checkout, else from the working folder; as it is if it lies below neither.
pub fn relative(path: &str) -> Cow<'_, str> {
    let (top, same) = &*TOP;
    let plain = Path::new(path).components().all(|part| matches!(part, Component::Normal(_)));
    if *same && plain {
        return Cow::Borrowed(path);
    }
    let whole = absolute(Path::new(path));
    let below = whole.strip_prefix(top).ok().and_then(Path::to_str).filter(|below| !below.is_empty());
    below.map_or(Cow::Borrowed(path), |below| Cow::Owned(below.replace('\\', "/")))
}
