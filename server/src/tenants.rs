//! `thousandfold tenants`: where tenants live, and where a new one shall.

use std::io::Write as _;
use std::path::Path;
use std::process::ExitCode;

use domain::TenantId;
use infra::postgres::{Placement, place_tenant, placements};
use serde_json::json;

use crate::accounts;
use crate::cli::table::{Align, Table};
use crate::config::Config;
use crate::log::finish;

/// What can be done with tenants.
#[derive(Debug, Clone, clap::Subcommand)]
pub(crate) enum TenantsCommand {
    /// List the tenants and their shards
    List,
    /// Make a tenant, with an owner who can sign in and an API key: the first one of a new deployment, or any other
    Create {
        /// The tenant's id
        tenant: TenantId,
        /// The owner's e-mail address. If nobody has it, they are signed up, with the password in THOUSANDFOLD_PASSWORD
        #[arg(long)]
        owner: String,
        /// What the API key may do: the role as which it acts
        #[arg(long, default_value = "owner")]
        key_role: domain::permission::Role,
        /// The region where the tenant lives; without it, that of the config
        #[arg(long)]
        region: Option<String>,
    },
    /// Choose the shards of a tenant that has no events yet; without this, its first event has them chosen by weight
    Place {
        /// The tenant
        tenant: TenantId,
        /// The numbers of its shards, with commas between: each stream lives on one of them
        #[arg(long, value_delimiter = ',', required = true)]
        shards: Vec<u16>,
    },
}

/// Runs a command on the directory of the config; an error is shown, and is exit code 1.
pub(crate) async fn run(config: &Path, command: &TenantsCommand, json: bool) -> ExitCode {
    finish(dispatch(config, command, json).await, json)
}

async fn dispatch(config: &Path, command: &TenantsCommand, json: bool) -> anyhow::Result<()> {
    let config = Config::read(config)?;
    match command {
        TenantsCommand::List => list(&config, json).await,
        TenantsCommand::Create { tenant, owner, key_role, region } => {
            let password = std::env::var("THOUSANDFOLD_PASSWORD").ok();
            let made =
                accounts::create_tenant(&config, tenant, region.clone(), owner, password, *key_role).await?;
            let text = match json {
                true => {
                    format!("{}\n", json!({ "tenant": tenant, "owner": made.owner, "api_key": made.secret }))
                }
                // Alone on standard output, so that it can be put into a variable.
                false => format!("{}\n", made.secret),
            };
            std::io::stdout().write_all(text.as_bytes())?;
            Ok(())
        }
        TenantsCommand::Place { tenant, shards } => {
            let placement = place_tenant(&config.postgres, tenant, shards).await?;
            print(&[(tenant.clone(), placement)], json)
        }
    }
}

async fn list(config: &Config, json: bool) -> anyhow::Result<()> {
    print(&placements(&config.postgres).await?, json)
}

fn print(tenants: &[(TenantId, Placement)], as_json: bool) -> anyhow::Result<()> {
    let mut text = String::new();
    if as_json {
        for (tenant, Placement { region, shards, pinned }) in tenants {
            let line = json!({ "tenant": tenant, "region": region, "shards": shards, "pinned": pinned });
            text += &format!("{line}\n");
        }
    } else {
        let columns = ["TENANT", "REGION", "SHARDS", "CHOSEN BY"].map(|name| (name, Align::Left));
        let mut table = Table::new(&columns);
        for (tenant, Placement { region, shards, pinned }) in tenants {
            let shards: Vec<_> = shards.iter().map(u16::to_string).collect();
            let by = if *pinned { "an operator" } else { "weight" };
            table.push(vec![tenant.to_string(), region.clone(), shards.join(", "), by.to_owned()]);
        }
        text = table.render();
    }
    std::io::stdout().write_all(text.as_bytes())?;
    Ok(())
}
