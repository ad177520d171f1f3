//! Words that stand twice in a row.

use super::{doubled, place, typos};
use crate::lexicon::wording;
use crate::lint::{Context, Finding, Message, Sink};
use crate::report::prose::Repeat;

/// `duplicated-word`. Source: a slip of the pen or of pasting; no text of law.
pub fn duplicated_word(context: &Context, sink: &mut Sink) {
    let prose = &context.report.prose;
    for &Repeat { start, middle, end } in &prose.repeats {
        let word = &prose.folded.text[start..middle];
        let (_, tail) = prose.around(start, end);
        if is_wrong(word, tail) && prose.is_unbroken(start, end) {
            sink.push(finding(context, start, middle, end));
        }
    }
    for run in doubled::slips(prose).into_iter().filter(|run| !typos::is_in(prose, run.start, run.end)) {
        sink.push(finding(context, run.start, run.start + '一'.len_utf8(), run.end));
    }
}

/// A word that stands again from `middle` on.
fn finding(context: &Context, start: usize, middle: usize, end: usize) -> Finding {
    let prose = &context.report.prose;
    let word = &prose.folded.text[start..middle];
    let with = |template| Message::new(template).with("word", word);
    let edits = context.document.replace(prose.span(middle, end), "");
    let mut finding = Finding::new(place(context, start, end), with("message")).expecting(word);
    finding.actual = Some(prose.folded.text[start..end].to_owned());
    finding.suggesting(with("fix"), edits)
}

/// Returns whether the repetition of a word before `tail` is neither a way of speaking nor the seam of two words.
fn is_wrong(word: &str, tail: &str) -> bool {
    let wording = wording();
    let numeral = word.chars().next().is_some_and(|first| wording.repeats.numerals.contains(first));
    let verb = wording.repeats.verbs.iter().any(|verb| verb == word);
    let seam = |word: &str| {
        let known = wording.repeated.iter().find(|repeat| repeat.word == word);
        known.is_some_and(|repeat| repeat.after.iter().any(|after| tail.starts_with(after.as_str())))
    };
    !(numeral || verb || seam(word))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::prose::repeats;

    fn wrong(text: &str) -> Vec<&str> {
        let found = repeats(text).into_iter().map(|found| (&text[found.start..found.middle], &text[found.end..]));
        found.filter(|(word, tail)| is_wrong(word, tail)).map(|(word, _)| word).collect()
    }

    #[test]
    fn repeated_words_are_found_whatever_their_length() {
        assert_eq!(wrong("各项工作工作进入程序化"), ["工作"]);
        assert_eq!(wrong("主动公开政府政府情况"), ["政府"]);
        assert_eq!(wrong("政府信息政府信息公开"), ["政府信息"]);
        assert_eq!(wrong("公开了公开了"), ["公开了"]);
    }

    #[test]
    fn seams_of_words_and_ways_of_speaking_are_right() {
        for text in [
            "清河镇人民政府政府信息公开工作",
            "二〇二〇年",
            "一项一项落实，一件一件办理",
            "应公开尽公开",
            "政务公开公开栏",
            "便民服务服务窗口",
            "各部门部门预决算",
            "文件等等方式",
            "常常致使，层层落实",
            "收取政府信息信息处理费",
            "加强规范规范性文件管理",
        ] {
            assert_eq!(wrong(text), [""; 0], "{text}");
        }
    }
}
