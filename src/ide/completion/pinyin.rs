//! Initials of pinyin: an editor that filters by letters finds 总体情况 by `ztqk`.

use pinyin::ToPinyin;

/// Words in which a character is not read as it mostly is.
const READINGS: [(&str, &str); 1] = [("重复", "cf")];

/// The first letter of each character's pinyin; letters and digits stay, lower case; all else is left out.
pub fn initials(text: &str) -> String {
    let mut initials = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(character) = rest.chars().next() {
        if let Some((word, letters)) = READINGS.iter().find(|(word, _)| rest.starts_with(word)) {
            initials.push_str(letters);
            rest = &rest[word.len()..];
            continue;
        }
        let letter = character.to_pinyin().and_then(|pinyin| pinyin.plain().chars().next());
        let plain = character.is_ascii_alphanumeric().then(|| character.to_ascii_lowercase());
        initials.extend(letter.or(plain));
        rest = &rest[character.len_utf8()..];
    }
    initials
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn initials_are_those_that_are_spoken() {
        assert_eq!(initials("总体情况"), "ztqk");
        assert_eq!(initials("2.重复申请"), "2cfsq");
        assert_eq!(initials("（一）行政许可 A"), "yxzxka");
    }
}
