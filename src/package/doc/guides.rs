//! Words with a phonetic guide over them, which Word before 2007 writes as a formula: `EQ \o\al(\s\up 10(guide),words)`.

/// The words that the code of a field writes a guide over; `None` if it does nothing of that kind.
pub(super) fn words(code: &str) -> Option<String> {
    let formula = code.trim_start().strip_prefix("EQ")?;
    let (_, over) = formula.split_once("\\o")?;
    let (_, mut rest) = over.split_once('(')?;
    let guide = rest.trim_start().strip_prefix("\\s")?;
    rest = behind(guide, |sign, depth| depth == 0 && matches!(sign, ',' | ';' | '，'))?.1;
    let words = behind(rest, |sign, depth| depth == 0 && sign == ')').map_or(rest, |(words, _)| words);
    let mut quoted = false;
    // A backslash takes from the sign behind it what it would mean to the formula.
    let plain = words.chars().filter(|sign| {
        quoted = *sign == '\\' && !quoted;
        !quoted
    });
    Some(plain.collect())
}

/// Splits at the first sign that counts, by the brackets open before it; a sign behind a backslash counts nowhere.
fn behind(text: &str, counts: impl Fn(char, usize) -> bool) -> Option<(&str, &str)> {
    let (mut depth, mut quoted) = (0_usize, false);
    for (at, sign) in text.char_indices() {
        if std::mem::take(&mut quoted) {
            continue;
        }
        if counts(sign, depth) {
            return Some((&text[..at], &text[at + sign.len_utf8()..]));
        }
        match sign {
            '\\' => quoted = true,
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::words;

    #[test]
    fn words_under_a_guide_are_kept_and_other_formulas_are_none() {
        let cases = [
            (r#" EQ \* jc2 \* "Font:宋体" \* hps10 \o\al(\s\up 10(zhu),主动)公开"#, Some("主动")),
            (r"EQ \o\ad(\s\up 9(ji (shu)),计数（1）)", Some("计数（1）")),
            (r"EQ \o(\s\up 9(a\,b);甲\(乙\))", Some("甲(乙)")),
            (r"EQ \o\al(\s\up 9(a),238", Some("238")),
            (r"EQ \o\ac(○,一)", None),
            (r"EQ \f(1,2)", None),
            (r#" HYPERLINK "a\o(\s(b),c)" "#, None),
            (r"EQ \o\al(\s\up 9(a)", None),
        ];
        for (code, shown) in cases {
            assert_eq!(words(code).as_deref(), shown, "{code}");
        }
    }
}
