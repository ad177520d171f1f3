//! A unit that reports.

/// Kinds of units.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UnitKind {
    /// A government of county level or above.
    Government,
    /// A township or a street office.
    Town,
    /// A department of a government.
    Department,
    /// The parent's own office: a child like the others.
    Office,
    /// A vertically managed organ: its figures are not summed up.
    Vertical,
    /// Another.
    Other,
}

/// A unit that reports.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Unit {
    /// Its name.
    pub name: String,
    /// The unit whose report sums it up.
    pub parent: Option<usize>,
    /// Its kind.
    pub kind: UnitKind,
    /// The day by which its report is due, as the roster writes it.
    pub due: Option<String>,
    /// Other names of it.
    pub aliases: Vec<String>,
    /// Set where it must report; one that is only named as a parent need not.
    pub listed: bool,
}
