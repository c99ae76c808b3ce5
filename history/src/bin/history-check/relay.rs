//! A process that publishes the log, until it is told to end.

use std::process::ExitCode;

use crate::error::RunError;
use crate::files::Files;
use crate::options::Child;
use crate::place::Place;
use crate::processes::stop;
use crate::store::Store;

pub(crate) async fn run(child: &Child) -> Result<ExitCode, RunError> {
    let setup = Files(child.folder.clone()).setup()?;
    let mut stop = stop()?;
    let place = Place::of(&setup)?;
    let store = Store::open(place.database_behind(setup.ports.relays), setup.prefix)?;
    tokio::select! {
        relayed = store.relay(&place.kafka, place.topic().to_owned()) => relayed?,
        () = stop.came() => {}
    }
    Ok(ExitCode::SUCCESS)
}
