//! Does harm at random moments: kills processes, stops them for a while, cuts their connections, kills the server.

use std::time::{Duration, Instant};

use fastrand::Rng;
use rustix::process::Signal;
use tokio::process::Command;
use tokio_postgres::Client;

use crate::error::RunError;
use crate::files::{Files, Ports};
use crate::kills::{Kill, Kills, Record};
use crate::options::RunOptions;
use crate::place::Place;
use crate::processes::{Processes, Role};
use crate::proxy::Proxy;

/// Each round does all of these, in another order.
const ROUND: [Kill; 9] = [
    Kill::Killed(Role::Writer),
    Kill::Killed(Role::Relay),
    Kill::Stopped(Role::Writer),
    Kill::Stopped(Role::Relay),
    Kill::Cut(Role::Writer),
    Kill::Cut(Role::Relay),
    Kill::Cut(Role::Follower),
    Kill::Muted(Role::Writer),
    Kill::Muted(Role::Relay),
];

/// The ways to PostgreSQL.
pub(crate) struct Lines {
    pub(crate) writers: Proxy,
    pub(crate) relays: Proxy,
    pub(crate) follower: Proxy,
}

/// What harm is done by.
pub(crate) struct Harm<'a> {
    pub(crate) lines: &'a Lines,
    pub(crate) server: Server,
}

impl Lines {
    /// Opens ways to the server of a place.
    pub(crate) async fn open(place: &Place) -> Result<Self, RunError> {
        let server = place.host_and_port()?;
        Ok(Self {
            writers: Proxy::open(server.clone()).await?,
            relays: Proxy::open(server.clone()).await?,
            follower: Proxy::open(server).await?,
        })
    }

    fn of(&self, role: Role) -> &Proxy {
        match role {
            Role::Writer => &self.writers,
            Role::Relay => &self.relays,
            Role::Follower => &self.follower,
        }
    }

    /// The ports of this machine where they begin.
    pub(crate) fn ports(&self) -> Ports {
        Ports { writers: self.writers.port(), relays: self.relays.port(), follower: self.follower.port() }
    }

    /// The connections of all who do not write.
    pub(crate) fn readers(&self) -> Vec<i32> {
        [self.relays.connections(), self.follower.connections()].concat()
    }
}

pub(crate) struct Nemesis<'a> {
    place: &'a Place,
    lines: &'a Lines,
    rng: Rng,
    record: Record,
    pause: u64,
    round: Vec<Kill>,
    next: Instant,
    strikes: u64,
    /// Those that were stopped, and when each goes on.
    stopped: Vec<(u32, Instant)>,
    administrator: Option<Client>,
    server: Server,
}

impl<'a> Nemesis<'a> {
    pub(crate) fn new(
        options: &RunOptions,
        place: &'a Place,
        harm: Harm<'a>,
        files: &Files,
        seed: u64,
    ) -> Result<Self, RunError> {
        Ok(Self {
            place,
            lines: harm.lines,
            rng: Rng::with_seed(seed),
            record: Record::begin(files)?,
            pause: options.pause,
            round: vec![],
            next: Instant::now() + Duration::from_millis(options.pause),
            strikes: 0,
            stopped: vec![],
            administrator: None,
            server: harm.server,
        })
    }

    /// How often it struck.
    pub(crate) fn strikes(&self) -> u64 {
        self.strikes
    }

    pub(crate) fn kills(&self) -> Kills {
        self.record.kills
    }

    /// Does what it is time for. It is called again and again.
    pub(crate) async fn look(&mut self, processes: &mut Processes) -> Result<(), RunError> {
        self.go_on(processes, Instant::now());
        if self.server.is_due() {
            self.server.restart().await?;
            self.record.add(Kill::Postgres, "postgres")?;
        }
        if Instant::now() < self.next {
            return Ok(());
        }
        if self.round.is_empty() {
            self.round = ROUND.to_vec();
            self.rng.shuffle(&mut self.round);
        }
        if let Some(kill) = self.round.pop() {
            self.strike(kill, processes).await?;
            self.strikes += 1;
        }
        self.next = Instant::now() + Duration::from_millis(self.rng.u64(..=2 * self.pause));
        Ok(())
    }

    /// Lets everybody go on.
    pub(crate) fn end(&mut self, processes: &Processes) {
        let all = self.stopped.iter().map(|(_, until)| *until).max();
        all.into_iter().for_each(|last| self.go_on(processes, last));
    }

    fn go_on(&mut self, processes: &Processes, now: Instant) {
        for (number, _) in self.stopped.extract_if(.., |(_, until)| *until <= now) {
            processes.signal(number, Signal::CONT);
        }
    }

    async fn strike(&mut self, kill: Kill, processes: &mut Processes) -> Result<(), RunError> {
        match kill {
            Kill::Killed(role) => {
                let number = self.victim(role, processes);
                processes.replace(number)?;
                self.record.add(kill, &format!("{}-{number}", role.name()))
            }
            Kill::Stopped(role) => {
                let number = self.victim(role, processes);
                processes.signal(number, Signal::STOP);
                // Now and then so long that it is taken for dead, and comes back later.
                let longest = [300, 3_000, 15_000][self.rng.usize(..3)];
                let until = Instant::now() + Duration::from_millis(self.rng.u64(10..longest));
                self.stopped.push((number, until));
                self.record.add(kill, &format!("{}-{number}", role.name()))
            }
            Kill::Cut(role) => self.cut(kill, role).await,
            Kill::Muted(role) => {
                let muted = self.lines.of(role).lose_answers(&mut self.rng);
                (0..muted).try_for_each(|_| self.record.add(kill, role.name()))
            }
            Kill::Postgres => Ok(()),
        }
    }

    fn victim(&mut self, role: Role, processes: &Processes) -> u32 {
        let processes = processes.of(role);
        processes[self.rng.usize(..processes.len())].number
    }

    /// Ends one to three connections of such processes. An administrator who was cut off comes back later.
    async fn cut(&mut self, kill: Kill, role: Role) -> Result<(), RunError> {
        let administrator = match self.administrator.take().filter(|client| !client.is_closed()) {
            Some(client) => client,
            None => match self.place.administrator().await {
                Ok(client) => client,
                Err(_) => return Ok(()),
            },
        };
        // Half of the time in the middle of a statement, where there is one.
        let query = "SELECT pid FROM pg_stat_activity WHERE datname = $1 AND client_port = ANY ($2) \
             ORDER BY ($3 AND state = 'active') DESC, random() LIMIT $4";
        let (ports, busy) = (self.lines.of(role).connections(), self.rng.bool());
        let count = self.rng.i64(1..=3);
        let connections = administrator.query(query, &[&self.place.name(), &ports, &busy, &count]).await;
        let Ok(connections) = connections else { return Ok(()) };
        for connection in connections {
            let pid: i32 = connection.get(0);
            let ended = administrator.query_one("SELECT pg_terminate_backend($1)", &[&pid]).await;
            if ended.is_ok_and(|row| row.get(0)) {
                self.record.add(kill, role.name())?;
            }
        }
        self.administrator = Some(administrator);
        Ok(())
    }
}

/// The PostgreSQL server, as one who may kill it sees it.
pub(crate) struct Server {
    /// When it is still to be killed, the last time first.
    times: Vec<Instant>,
    kill: String,
    start: String,
}

impl Server {
    /// With the times and commands of the options.
    pub(crate) fn of(options: &RunOptions) -> Result<Self, RunError> {
        let kills = options.postgres_kills;
        let commands = match (&options.stack, &options.kill_command, &options.start_command) {
            (Some(stack), ..) => {
                ["kill", "start"].map(|command| format!("'{}' {command} postgres", stack.display()))
            }
            (None, Some(kill), Some(start)) => [kill.clone(), start.clone()],
            _ if kills == 0 => Default::default(),
            _ => return Err(RunError::NoKillCommand),
        };
        let seconds = f64::from(u32::try_from(options.seconds.unwrap_or(60)).unwrap_or(u32::MAX));
        let time = |kill: u32| {
            let share = (f64::from(kill) + 0.5) / f64::from(kills);
            Instant::now() + Duration::from_secs_f64(seconds * share)
        };
        let [kill, start] = commands;
        Ok(Self { times: (0..kills).rev().map(time).collect(), kill, start })
    }

    /// Whether it is time, each time once.
    fn is_due(&mut self) -> bool {
        self.times.pop_if(|time| *time <= Instant::now()).is_some()
    }

    async fn restart(&self) -> Result<(), RunError> {
        for command in [&self.kill, &self.start] {
            let status = Command::new("sh").args(["-c", command]).stdout(std::io::stderr()).status().await?;
            if !status.success() {
                return Err(RunError::Command { command: command.clone(), status });
            }
        }
        Ok(())
    }
}
