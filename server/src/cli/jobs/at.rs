//! `--at`: what commands show as it was.

use chrono::SecondsFormat;

use crate::log::instant;

/// The moment as of which something is shown.
#[derive(Debug, clap::Args)]
pub(crate) struct AtArgs {
    /// As it was then: an instant (RFC 3339), a date, an age such as 2h, or the shard and position of an event such as 1:1795
    #[arg(long, value_name = "MOMENT", value_parser = moment)]
    pub(crate) at: Option<String>,
}

/// The moment as the API takes it.
fn moment(text: &str) -> Result<String, String> {
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    if text.split_once(':').is_some_and(|(shard, position)| is_number(shard) && is_number(position)) {
        return Ok(text.to_owned());
    }
    let instant = instant::parse(text).map_err(|error| format!("{error}, or a position such as 1:1795"))?;
    Ok(instant.to_rfc3339_opts(SecondsFormat::Micros, true))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_given_as_the_api_takes_it() {
        assert_eq!(moment("1:1795"), Ok("1:1795".to_owned()));
        assert_eq!(moment("2026-07-11"), Ok("2026-07-11T00:00:00.000000Z".to_owned()));
        assert!(moment("1:").is_err_and(|error| error.contains("1:1795")));
    }
}
