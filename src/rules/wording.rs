//! Rules on wording: wrong and doubled words, figures never filled in, punctuation, and what conversion left behind.

mod blanks;
mod punctuation;
mod repeats;
mod residue;
mod traditional;
mod typos;

pub use blanks::{unfilled_blank, vague_figure};
pub use punctuation::{book_title_separator, doubled_punctuation, halfwidth_punctuation, mixed_brackets};
pub use repeats::duplicated_word;
pub use residue::extraction_residue;
pub use traditional::traditional_characters;
pub use typos::typo;

use super::prose::place;
