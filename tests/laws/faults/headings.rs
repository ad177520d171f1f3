//! Faults of headings: other wordings, other numbers.

use gaireport::standard::{Edition, Section};

use super::mark_heading;
use crate::laws::dialects::Dialect;
use crate::laws::drafts::{Block, Draft};
use crate::laws::random::Random;

/// Gives one heading another text.
pub fn change(
    draft: &mut Draft,
    dialect: Dialect,
    random: &mut Random,
    change: fn(&Section, &Edition, &mut Random) -> String,
) {
    let index = random.below(6);
    let text = change(&draft.edition.sections[index], draft.edition, random);
    for (of, block) in &mut draft.blocks {
        if let (Some(section), Block::Heading(heading)) = (*of, block)
            && section == index
        {
            heading.clone_from(&text);
        }
    }
    mark_heading(draft, Some(index));
    if dialect.is_one_line() {
        mark_heading(draft, index.checked_sub(1));
    }
}

/// A wording of the section's name that is neither right nor nearly right enough to be lowered.
pub fn renamed(section: &Section, edition: &Edition, random: &mut Random) -> String {
    let right = edition
        .sections
        .iter()
        .flat_map(|known| std::iter::once(&known.name).chain(&known.accepted).chain(&known.lowered));
    let right: Vec<&String> = right.collect();
    loop {
        let mut name: Vec<char> = section.name.chars().filter(|character| *character != '、').collect();
        let at = random.below(name.len());
        match random.below(3) {
            0 if !section.mistaken.is_empty() => {
                name = section.mistaken[random.below(section.mistaken.len())].chars().collect();
            }
            1 => name[at] = '与',
            _ => drop(name.remove(at)),
        }
        let name: String = name.into_iter().collect();
        if !right.iter().any(|known| known.replace('、', "") == name.replace('、', "")) {
            return format!("{}、{name}", section.ordinal);
        }
    }
}

/// The heading with another number, or its number in another form.
pub fn misnumbered(section: &Section, edition: &Edition, random: &mut Random) -> String {
    let own = edition.sections.iter().position(|known| known.ordinal == section.ordinal).unwrap_or(0);
    let name = &section.name;
    match random.below(4) {
        0 => format!("{}、{name}", own + 1),
        1 => format!("{}.{name}", own + 1),
        2 => format!("{}.{name}", section.ordinal),
        _ => format!("{}、{name}", edition.sections[(own + 1 + random.below(5)) % 6].ordinal),
    }
}
