//! Requirements of a place for its reports besides the national format, as a configuration says them.

use super::content::content;

/// Requirements of a place.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Profile {
    /// Characters that section 一 may have.
    pub longest: Option<usize>,
    /// Month and day by which a report must be signed, by the end of the organ's name.
    pub due: Vec<(String, (u8, u8))>,
    /// Figures that section 一 must state.
    pub figures: Vec<Demand>,
}

/// A figure that section 一 must state.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Demand {
    /// Its name.
    pub name: String,
    /// The aspect that it belongs to; empty where that does not matter.
    pub aspect: String,
    /// Words one of which stands in its sentence.
    pub words: Vec<String>,
    /// Units that are counted, as they stand behind the figure; empty where any figure will do.
    pub units: Vec<String>,
    /// Ends of the names of the organs that must state it; empty where all must.
    pub organs: Vec<String>,
    /// Set where it is less grave that it is missing.
    pub lowered: bool,
}

impl Profile {
    /// The month and day by which an organ's report must be signed: by the longest end that fits its name.
    pub fn due(&self, organ: &str) -> Option<(u8, u8)> {
        let fitting = self.due.iter().filter(|(end, _)| organ.ends_with(end.as_str()));
        fitting.max_by_key(|(end, _)| end.len()).map(|(_, day)| *day)
    }
}

impl Demand {
    /// Tells whether an organ must state the figure.
    pub fn concerns(&self, organ: &str) -> bool {
        self.organs.is_empty() || self.organs.iter().any(|end| organ.ends_with(end.as_str()))
    }

    /// Tells whether a text, folded, states the figure in one of its sentences, or that there was none.
    pub fn is_met(&self, text: &str) -> bool {
        text.split(['。', ';', '!']).any(|sentence| {
            let spoken = self.words.iter().any(|word| sentence.contains(word.as_str()));
            spoken && (self.counts(sentence) || content().nothing.iter().any(|word| sentence.contains(word.as_str())))
        })
    }

    /// Tells whether a figure of what is counted stands in a sentence.
    fn counts(&self, sentence: &str) -> bool {
        let figures = sentence.split_inclusive(|mark: char| mark.is_ascii_digit());
        // Each piece but the last ends with a digit, behind which the next one goes on.
        let behind: Vec<&str> = figures.collect();
        let digit = |piece: &&str| piece.ends_with(|mark: char| mark.is_ascii_digit());
        behind.iter().enumerate().filter(|(_, piece)| digit(piece)).any(|(index, _)| {
            let rest = behind.get(index + 1).copied().unwrap_or_default();
            let rest = rest.trim_start_matches(|mark| content().about.contains(mark));
            self.units.is_empty() || self.units.iter().any(|unit| rest.starts_with(unit.as_str()))
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn demand(units: &[&str]) -> Demand {
        let owned = |words: &[&str]| words.iter().map(|word| (*word).to_owned()).collect();
        Demand { words: owned(&["政策解读", "解读材料"]), units: owned(units), ..Demand::default() }
    }

    #[test]
    fn a_figure_is_stated_in_the_sentence_of_its_word() {
        for (text, met) in [
            ("发布政策解读12篇。", true),
            ("发布政策解读120余篇。", true),
            ("政策解读工作扎实推进。公开信息12篇。", false),
            ("制作解读材料3次。", false),
            ("全年没有需要发布政策解读的文件。", true),
            ("政策解读", false),
        ] {
            assert_eq!(demand(&["篇", "份"]).is_met(text), met, "{text}");
        }
        assert!(demand(&[]).is_met("制作解读材料3次。"));
    }

    #[test]
    fn the_longest_end_of_a_name_decides_on_the_day() {
        let due = vec![("人民政府".to_owned(), (3, 31)), ("镇人民政府".to_owned(), (1, 20))];
        let profile = Profile { due, ..Profile::default() };
        assert_eq!(profile.due("清河镇人民政府"), Some((1, 20)));
        assert_eq!(profile.due("平川县人民政府"), Some((3, 31)));
        assert_eq!(profile.due("平川县财政局"), None);
    }
}
