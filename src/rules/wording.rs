//! Rules on wording: wrong and doubled words, figures never filled in, punctuation, and what conversion left behind.

mod blanks;
mod doubled;
mod marks;
mod numbers;
mod paragraphs;
mod punctuation;
mod repeats;
mod residue;
mod traditional;
pub mod typos;

pub use blanks::{unfilled_blank, vague_figure};
pub use marks::unpaired_mark;
pub use numbers::number_brackets;
pub use paragraphs::unfinished_paragraph;
pub use punctuation::{book_title_separator, doubled_punctuation, halfwidth_punctuation, mixed_brackets};
pub use repeats::duplicated_word;
pub use residue::extraction_residue;
pub use traditional::traditional_characters;
pub use typos::typo;

use super::prose::place;
