//! Reads `[profile]`: what a place asks of its reports besides the national format.

use toml::de::DeTable;

use super::value::{Entry, Failure, bad, string, strings, table, unknown, whole};
use crate::lexicon::profile::{Demand, Profile};

/// Characters that anybody may ask for.
const LENGTHS: (usize, usize) = (100, 100_000);
const KEYS: [&str; 3] = ["longest", "due", "figures"];
const DEMAND_KEYS: [&str; 6] = ["name", "aspect", "words", "units", "organs", "severity"];

/// Reads the keys of a profile.
pub(super) fn read(keys: &DeTable) -> Result<Profile, Failure> {
    let mut profile = Profile::default();
    for (key, value) in keys {
        let entry: Entry = (key.get_ref(), value);
        match entry.0 {
            "longest" => profile.longest = Some(whole(entry, LENGTHS)?),
            "due" => profile.due = due(entry)?,
            "figures" => profile.figures = figures(entry)?,
            _ => return Err(unknown(key, KEYS)),
        }
    }
    Ok(profile)
}

/// Organs, each with the month and day by which it asks for the reports.
type Days = Vec<(String, (u8, u8))>;

fn due(entry: Entry) -> Result<Days, Failure> {
    let mut days = Vec::new();
    for (organ, value) in table(entry, "[profile.due]")? {
        let entry: Entry = (organ.get_ref(), value);
        let day = month_and_day(string(entry, DAY)?).ok_or_else(|| bad(entry, DAY))?;
        days.push((organ.get_ref().to_string(), day));
    }
    Ok(days)
}

const DAY: &str = "\"01-31\"";

/// The month and day of `01-31`.
fn month_and_day(text: &str) -> Option<(u8, u8)> {
    let (month, day) = text.split_once('-')?;
    let (month, day) = (month.parse().ok()?, day.parse().ok()?);
    ((1..=12).contains(&month) && (1..=31).contains(&day)).then_some((month, day))
}

fn figures(entry: Entry) -> Result<Vec<Demand>, Failure> {
    const WANTED: &str = "[[profile.figures]]";
    let demands = entry.1.get_ref().as_array().ok_or_else(|| bad(entry, WANTED))?;
    demands.iter().map(|value| demand((entry.0, value), table((entry.0, value), WANTED)?)).collect()
}

fn demand(whole: Entry, keys: &DeTable) -> Result<Demand, Failure> {
    let mut demand = Demand::default();
    for (key, value) in keys {
        let entry: Entry = (key.get_ref(), value);
        match entry.0 {
            "name" => demand.name = string(entry, "\"…\"")?.to_owned(),
            "aspect" => demand.aspect = string(entry, "\"…\"")?.to_owned(),
            "words" => demand.words = strings(entry)?,
            "units" => demand.units = strings(entry)?,
            "organs" => demand.organs = strings(entry)?,
            "severity" => demand.lowered = is_information(entry)?,
            _ => return Err(unknown(key, DEMAND_KEYS)),
        }
    }
    if demand.name.is_empty() || demand.words.is_empty() {
        return Err(bad(whole, "name = \"…\", words = [\"…\"]"));
    }
    Ok(demand)
}

fn is_information(entry: Entry) -> Result<bool, Failure> {
    const WANTED: &str = "\"warning\", \"info\"";
    match string(entry, WANTED)? {
        "warning" => Ok(false),
        "info" => Ok(true),
        _ => Err(bad(entry, WANTED)),
    }
}
