//! Files that were damaged: whatever bytes there are, a reader answers.

use std::path::Path;
use std::time::{Duration, Instant};

use gaireport::package;

use crate::made::{archive, files, parts};

/// How many damaged files are made of each; a longer run is asked for by this variable.
const VARIABLE: &str = "GAIREPORT_MUTATIONS";
const USUAL: usize = 20;

/// Numbers that look like chance and are the same in every run.
struct Chance(u64);

impl Chance {
    fn below(&mut self, most: usize) -> usize {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        usize::try_from(self.0 >> 33).unwrap() % most.max(1)
    }
}

/// Damages bytes: some are changed, left out, doubled or moved, or the rest is cut off.
fn damage(bytes: &mut Vec<u8>, chance: &mut Chance) {
    for _ in 0..=chance.below(8) {
        if bytes.is_empty() {
            return;
        }
        let at = chance.below(bytes.len());
        let length = chance.below(64).min(bytes.len() - at);
        match chance.below(6) {
            0 => bytes[at] = u8::try_from(chance.below(256)).unwrap(),
            1 => bytes[at] ^= 1 << chance.below(8),
            2 => drop(bytes.drain(at..at + length)),
            3 => {
                let part = bytes[at..at + length].to_vec();
                let to = chance.below(bytes.len());
                bytes.splice(to..to, part);
            }
            4 => bytes[at..at + length].fill([0, 0xFF, b'9'][chance.below(3)]),
            _ if chance.below(10) == 0 => bytes.truncate(at),
            _ => {}
        }
    }
}

/// A damaged file; of an archive as often a part is damaged and the archive is whole.
fn damaged(bytes: &[u8], chance: &mut Chance) -> Vec<u8> {
    let mut parts = parts(bytes);
    if parts.is_empty() || chance.below(4) == 0 {
        let mut bytes = bytes.to_vec();
        damage(&mut bytes, chance);
        return bytes;
    }
    let index = chance.below(parts.len());
    damage(&mut parts[index].1, chance);
    let parts: Vec<(&str, &[u8])> = parts.iter().map(|(name, content)| (name.as_str(), content.as_slice())).collect();
    archive(&parts)
}

#[test]
fn damaged_files_are_read_or_named() {
    let times = std::env::var(VARIABLE).ok().and_then(|times| times.parse().ok()).unwrap_or(USUAL);
    for path in files() {
        let bytes = std::fs::read(&path).unwrap();
        let mut chance = Chance(bytes.len() as u64);
        let name = |path: &Path| path.file_name().unwrap().to_string_lossy().into_owned();
        let mut slowest = Duration::ZERO;
        for time in 0..times {
            let damaged = damaged(&bytes, &mut chance);
            let begun = Instant::now();
            let read = package::read(&damaged);
            slowest = slowest.max(begun.elapsed());
            match read {
                Some(Ok(drawn)) => {
                    let whole = |piece: &package::Piece| drawn.text.get(piece.span.range()).is_some();
                    assert!(drawn.pieces.iter().all(whole), "{} {time}", name(&path));
                }
                Some(Err(fault)) => assert!(!fault.chinese().is_empty() && !fault.english().is_empty()),
                None => {}
            }
        }
        eprintln!("{}: {times} damaged files, the slowest in {} ms", name(&path), slowest.as_millis());
    }
}

#[test]
fn files_that_end_early_are_read_or_named() {
    for path in files() {
        let bytes = std::fs::read(&path).unwrap();
        for share in 0..16 {
            let _ = package::read(&bytes[..bytes.len() * share / 16]);
        }
    }
}
