//! What editors show and offer, from outside: drafts with a cursor `$0` and places `⟦ ⟧`, in every form.

#![expect(clippy::unwrap_used, reason = "a test that cannot set itself up has failed")]

#[path = "ide/actions.rs"]
mod actions;
#[path = "ide/completion.rs"]
mod completion;
#[path = "ide/desk.rs"]
mod desk;
#[path = "ide/figures.rs"]
mod figures;
#[path = "ide/formatting.rs"]
mod formatting;
#[path = "ide/hover.rs"]
mod hover;
#[path = "ide/navigation.rs"]
mod navigation;
#[path = "ide/outline.rs"]
mod outline;
#[path = "ide/reports.rs"]
mod reports;
mod strict;
#[path = "ide/tables.rs"]
mod tables;
#[path = "ide/typing.rs"]
mod typing;
