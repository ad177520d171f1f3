//! Names made of words, the same on every machine and in every version.

use super::MISSING;

/// FNV-1a of 128 bits: the same on every machine and in every version.
const BASIS: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;

/// Names a file within a page.
pub fn of_path(path: &str) -> String {
    format!("f{:032x}", hash(&[path.to_owned()]))
}

/// The fingerprint of a unit without a report.
pub fn of_missing(unit: &str) -> String {
    format!("{:032x}", hash(&[MISSING.to_owned(), unit.to_owned()]))
}

/// Hashes words, each apart from the next.
pub fn hash(parts: &[String]) -> u128 {
    let bytes = parts.iter().flat_map(|part| part.bytes().chain([0xFF]));
    bytes.fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_is_the_published_one() {
        let byte = |text: &str| text.bytes().fold(BASIS, |hash, byte| (hash ^ u128::from(byte)).wrapping_mul(PRIME));
        assert_eq!(byte("a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_ne!(hash(&["ab".to_owned(), String::new()]), hash(&["a".to_owned(), "b".to_owned()]));
    }
}
