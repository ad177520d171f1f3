//! Files are opened, written and printed to at few places, where it is done with care; nothing else does it by itself.

use crate::source::{expect_none, sources};

/// What opens files to read from, with the files that may.
const READING: (&[&str], &[&str]) = (
    &["File::open(", "fs::read(", "fs::read_to_string(", "OpenOptions::new("],
    &["disk.rs", "drafts/temporary.rs", "cli/output.rs"],
);

/// What writes files, with the files that may.
const WRITING: (&[&str], &[&str]) = (
    &[
        "File::create",
        "File::options(",
        "fs::write(",
        "fs::copy(",
        "fs::rename(",
        "fs::remove_",
        "fs::create_dir",
        "tempfile::",
    ],
    &["drafts/temporary.rs", "drafts/writing.rs"],
);

/// What prints, with the files that may.
const PRINTING: (&[&str], &[&str]) = (
    &["print!(", "println!(", "stdout()", "stderr()", "dbg!("],
    &["cli/output.rs", "cli/progress.rs", "mcp.rs", "server/log.rs", "server/transport.rs"],
);

/// What listens, which nothing may.
const LISTENING: (&[&str], &[&str]) = (&["TcpListener", "UnixListener", "UdpSocket"], &[]);

#[test]
fn files_and_streams_are_met_at_the_guarded_doors_only() {
    let mut complaints = Vec::new();
    for source in sources() {
        for (words, doors) in [READING, WRITING, PRINTING, LISTENING] {
            let used = words.iter().filter(|word| source.code().contains(**word));
            for word in used.filter(|_| !doors.contains(&source.name.as_str())) {
                complaints.push(format!("src/{}: {word} belongs into {}", source.name, doors.join(", ")));
            }
        }
    }
    expect_none(&complaints);
}

#[test]
fn every_door_is_used() {
    let sources = sources();
    for (words, doors) in [READING, WRITING, PRINTING] {
        for door in doors {
            let source = sources.iter().find(|source| source.name == *door);
            let used = source.is_some_and(|source| words.iter().any(|word| source.code().contains(word)));
            assert!(used, "src/{door} needs no leave");
        }
    }
}
