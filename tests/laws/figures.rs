//! Figures of a whole report that obey the identities of its edition, from all zeros to millions.

use gaireport::number::Decimal;
use gaireport::standard::{Edition, Table};

use crate::laws::random::Random;

/// The figures of one table, row by row.
pub type Figures = Vec<Vec<Decimal>>;

/// How large the figures of a draft are.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Scale {
    /// All zero.
    Zero,
    /// Mostly zero.
    Sparse,
    /// Up to two digits.
    Dense,
    /// Up to millions.
    Huge,
}

impl Scale {
    /// One of them.
    pub fn any(random: &mut Random) -> Scale {
        random.pick(&[Scale::Zero, Scale::Sparse, Scale::Sparse, Scale::Dense, Scale::Huge])
    }

    fn count(self, random: &mut Random) -> i64 {
        match self {
            Scale::Zero => 0,
            Scale::Sparse if random.chance(75) => 0,
            Scale::Sparse => random.up_to(9),
            Scale::Dense => random.up_to(60),
            Scale::Huge => random.up_to(3_000_000),
        }
    }
}

/// Figures of the three tables. `regulations` says whether the organ may make 规章.
pub fn make(edition: &Edition, scale: Scale, regulations: bool, random: &mut Random) -> [Figures; 3] {
    let tables = &edition.tables;
    [disclosure(&tables[0], scale, regulations, random), requests(&tables[1], scale, random), review(scale, random)]
}

fn disclosure(table: &Table, scale: Scale, regulations: bool, random: &mut Random) -> Figures {
    let ids = |row: usize| table.columns[table.columns_of(row)].iter().map(|column| column.id.as_str());
    let mut figures = Vec::new();
    for row in 0..table.rows.len() {
        let id = table.rows[row].id.as_str();
        let scale = if id == "regulations" && !regulations { Scale::Zero } else { scale };
        let ids: Vec<&str> = ids(row).collect();
        figures.push(disclosure_row(&ids, scale, random));
    }
    figures
}

fn disclosure_row(ids: &[&str], scale: Scale, random: &mut Random) -> Vec<Decimal> {
    let (one, other) = (scale.count(random), scale.count(random));
    let more = scale.count(random);
    let whole = |figures: &[i64]| figures.iter().map(|&figure| Decimal::from(figure)).collect::<Vec<_>>();
    match ids {
        ["issued", "repealed", "valid"] => whole(&[one, other, (one - other).max(0) + more]),
        ["produced", "disclosed", "total"] => whole(&[one, other, other + more]),
        ["previous", "change", "decisions"] => whole(&[one, change(one, other, random), more]),
        ["previous", "change"] => whole(&[one, change(one, other, random)]),
        ["projects", "amount"] if one == 0 => whole(&[0, 0]),
        ["projects", "amount"] => vec![Decimal::from(one), money(other.max(1), random)],
        ["amount"] => vec![money(one, random)],
        _ => ids.iter().map(|_| Decimal::from(scale.count(random))).collect(),
    }
}

/// A change that leaves no less than nothing.
fn change(previous: i64, size: i64, random: &mut Random) -> i64 {
    if random.chance(50) { size } else { -size.min(previous) }
}

/// An amount in 万元, often with decimals.
fn money(whole: i64, random: &mut Random) -> Decimal {
    if whole == 0 || random.chance(30) {
        return Decimal::from(whole);
    }
    let scale = 1 + random.below(4) as u8;
    let unit = 10_i64.pow(u32::from(scale));
    Decimal { mantissa: whole * unit + random.up_to(unit - 1), scale }
}

fn requests(table: &Table, scale: Scale, random: &mut Random) -> Figures {
    let columns: Vec<Vec<i64>> = (1..table.columns.len()).map(|_| requests_column(table, scale, random)).collect();
    let row = |row: usize| {
        let figures = columns.iter().map(|column| column[row]);
        let total = figures.clone().sum();
        figures.chain([total]).map(Decimal::from).collect()
    };
    (0..table.rows.len()).map(row).collect()
}

/// One kind of applicant: results, their sum, and what was carried forward, over and came in new.
fn requests_column(table: &Table, scale: Scale, random: &mut Random) -> Vec<i64> {
    let at = |id: &str| table.row(id).expect("every edition has the row");
    let (new, over, handled, forward) = (at("new"), at("carried_over"), at("handled"), at("carried_forward"));
    let mut counts: Vec<i64> = table.rows.iter().map(|_| scale.count(random)).collect();
    counts[handled] = counts[over + 1..handled].iter().sum();
    let all = counts[handled] + counts[forward];
    counts[over] = counts[over].min(all);
    counts[new] = all - counts[over];
    counts
}

fn review(scale: Scale, random: &mut Random) -> Figures {
    let row = |random: &mut Random| {
        let parts: Vec<i64> = (0..4).map(|_| scale.count(random)).collect();
        let total = parts.iter().sum();
        parts.into_iter().chain([total]).map(Decimal::from).collect()
    };
    (0..3).map(|_| row(random)).collect()
}
