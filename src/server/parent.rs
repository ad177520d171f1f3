//! Watches the process that started the server: an editor that was killed does not say `exit`.

use std::thread;
use std::time::Duration;

use sysinfo::{Pid, ProcessRefreshKind, ProcessStatus, ProcessesToUpdate, System};

/// Polling interval.
const INTERVAL: Duration = Duration::from_secs(5);

/// Calls `gone` once the process has ended. One that is not there at first runs elsewhere, outside a container say.
pub fn watch(process: u32, gone: impl FnOnce() + Send + 'static) {
    let watching = thread::Builder::new().name("parent".to_owned()).spawn(move || {
        let mut system = System::new();
        if !is_alive(&mut system, process) {
            return super::log::log("the editor's process is not on this machine");
        }
        while is_alive(&mut system, process) {
            thread::sleep(INTERVAL);
        }
        gone();
    });
    if let Err(error) = watching {
        super::log::log(&format!("the editor's process cannot be watched: {error}"));
    }
}

fn is_alive(system: &mut System, process: u32) -> bool {
    let process = Pid::from_u32(process);
    system.refresh_processes_specifics(ProcessesToUpdate::Some(&[process]), true, ProcessRefreshKind::nothing());
    let ended = |status| matches!(status, ProcessStatus::Zombie | ProcessStatus::Dead);
    system.process(process).is_some_and(|process| !ended(process.status()))
}
