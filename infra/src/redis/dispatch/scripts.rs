//! The scripts. Each is one of the commands after the parts that all share.

use ::redis::{Script, ScriptInvocation};

macro_rules! script {
    ($name:literal) => {
        Script::new(concat!(
            include_str!("lua/store.lua"),
            include_str!("lua/buckets.lua"),
            include_str!("lua/ring.lua"),
            include_str!("lua/jobs.lua"),
            include_str!("lua/batches.lua"),
            include_str!("lua/tick.lua"),
            include_str!($name),
        ))
    };
}

/// The commands.
pub(super) struct Scripts {
    pub(super) admit: Script,
    pub(super) withdraw: Script,
    pub(super) learn: Script,
    pub(super) take: Script,
    pub(super) due: Script,
    pub(super) standing: Script,
}

impl Scripts {
    pub(super) fn new() -> Self {
        Self {
            admit: script!("lua/admit.lua"),
            withdraw: script!("lua/withdraw.lua"),
            learn: script!("lua/learn.lua"),
            take: script!("lua/take.lua"),
            due: script!("lua/due.lua"),
            standing: script!("lua/standing.lua"),
        }
    }
}

/// Where a deployment's keys are, and what signals are sent to.
#[derive(Debug, Clone)]
pub(super) struct Names {
    /// What each key begins with. All have one hash tag, so that a script touches one node of a cluster.
    pub(super) prefix: String,
    /// The channel of signals.
    pub(super) channel: String,
}

impl Names {
    pub(super) fn new(namespace: &str) -> Self {
        let prefix = format!("{namespace}:{{dispatch}}:");
        Self { channel: format!("{prefix}signals"), prefix }
    }

    /// The key that says that the state is complete.
    pub(super) fn known(&self) -> String {
        format!("{}known", self.prefix)
    }

    /// Begins a call with what every script needs.
    pub(super) fn call<'s>(&self, script: &'s Script, now_ms: i64) -> ScriptInvocation<'s> {
        let mut call = script.key(&self.prefix);
        call.arg(&self.channel).arg(now_ms);
        call
    }
}
