//! What is done to each item, as arguments.

use domain::QueueName;
use domain::processor::HttpCall;
use thousandfold_client::types::{External, Http, Jq, Processor};

/// What is done to each item: one of `--jq`, `--http` and `--external`.
#[derive(Debug, clap::Args)]
pub(super) struct ProcessorArgs {
    /// The jq filter that each item goes through
    #[arg(long, value_name = "FILTER", required_unless_present_any = ["http", "external"],
          conflicts_with_all = ["http", "external"])]
    jq: Option<String>,
    /// Call this URL for each item; in it and in other templates, \(…) is what a jq filter makes of the item
    #[arg(long, value_name = "URL", conflicts_with = "external")]
    http: Option<String>,
    /// Leave the items to the workers of this queue, such as `thousandfold work QUEUE`
    #[arg(long, value_name = "QUEUE")]
    external: Option<QueueName>,
    #[command(flatten)]
    call: CallArgs,
}

/// How a URL is called.
#[derive(Debug, clap::Args)]
#[command(next_help_heading = "Calls of URLs")]
struct CallArgs {
    /// The method; by default POST with a body, and GET without one
    #[arg(long, value_name = "METHOD", requires = "http")]
    http_method: Option<String>,
    /// A header, whose value is a template
    #[arg(long, value_name = "NAME: VALUE", requires = "http", value_parser = header)]
    http_header: Vec<(String, String)>,
    /// The jq filter that makes the body
    #[arg(long, value_name = "FILTER", requires = "http")]
    http_body: Option<String>,
    /// The jq filter that makes the output of {status, headers, body}; by default it is the answer's body
    #[arg(long, value_name = "FILTER", requires = "http")]
    http_output: Option<String>,
    /// How many redirects are followed
    #[arg(long, value_name = "N", requires = "http", default_value_t = 0)]
    http_redirects: u8,
    /// The largest answer, in bytes
    #[arg(long, value_name = "N", requires = "http", default_value_t = HttpCall::MAX_RESPONSE_BYTES)]
    http_max_response_bytes: u32,
}

fn header(text: &str) -> Result<(String, String), String> {
    let (name, value) = text.split_once(':').ok_or("give a name, a colon and a value")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

impl ProcessorArgs {
    /// The filter whose lines and columns a problem speaks of.
    pub(super) fn filter(&self) -> Option<&str> {
        self.jq.as_deref()
    }

    /// As it is submitted.
    pub(super) fn processor(&self) -> Processor {
        match (&self.jq, &self.http, &self.external) {
            (_, Some(url), _) => Processor { http: Some(self.call.call(url)), ..Processor::default() },
            (_, _, Some(queue)) => {
                Processor { external: Some(External { queue: queue.to_string() }), ..Processor::default() }
            }
            (filter, None, None) => {
                let filter = filter.clone().unwrap_or_default();
                Processor { jq: Some(Jq { filter }), ..Processor::default() }
            }
        }
    }
}

impl CallArgs {
    fn call(&self, url: &str) -> Http {
        let usual_method = if self.http_body.is_some() { "POST" } else { "GET" };
        Http {
            method: Some(self.http_method.clone().unwrap_or_else(|| usual_method.to_owned())),
            url: url.to_owned(),
            headers: Some(self.http_header.iter().cloned().collect()),
            body: self.http_body.clone(),
            output: self.http_output.clone(),
            redirects: Some(self.http_redirects),
            max_response_bytes: Some(self.http_max_response_bytes),
        }
    }
}
