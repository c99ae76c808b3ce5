//! Two regions over one directory: each has a shard, and engines of its own; a tenant lives in one of them.

use reqwest::header::{LOCATION, RETRY_AFTER, VIA};
use reqwest::{Client, Response};
use serde_json::{Value, json};
use server::scratch::Scratch;

use crate::deployment::Deployment;
use crate::person::{Person, json_of, text};

/// A deployment in each of two regions, and a client of a tenant whose home is the second.
struct Regions {
    eu: Deployment,
    us: Deployment,
    /// It brings a key of the tenant.
    client: Client,
}

impl Regions {
    /// The first region does this with what is not its own.
    async fn start(elsewhere: &str) -> Self {
        let mut eu = Deployment::idle().await;
        let mut us = eu.another().await;
        let shards = eu.section("postgres")["shards"].clone();
        let [eu_url, us_url] = [eu.url(""), us.url("")];
        for (deployment, region, other, url) in
            [(&mut eu, "eu", "us", us_url.clone()), (&mut us, "us", "eu", eu_url.clone())]
        {
            let [first, second] = [&shards[0], &shards[1]];
            let mut settings = toml::toml! {
                regions = { addresses = {} }
                gateway = { trusted_proxies = ["127.0.0.0/8"] }
            };
            settings["regions"]["addresses"] =
                toml::Table::from_iter([(other.to_owned(), url.into())]).into();
            if region == "eu" {
                settings.remove("gateway");
                settings["regions"].as_table_mut().unwrap().insert("elsewhere".to_owned(), elsewhere.into());
            }
            let postgres = json!({
                "region": region,
                "shards": [{"address": first, "region": "eu"}, {"address": second, "region": "us"}],
            });
            settings.insert("postgres".to_owned(), toml::Value::try_from(postgres).unwrap());
            deployment.change(settings).await;
        }
        let create = ["tenants", "create", "acme", "--owner", "owner@acme.example", "--region", "us"];
        let key = eu.succeeds(&create);
        eu.serve(&[]).await;
        us.serve(&[]).await;
        Self { eu, us, client: Scratch::http(key.trim()).unwrap() }
    }
}

/// The problem that says that the home region is of no use now.
async fn assert_away(response: Response) {
    assert!(response.headers().contains_key(RETRY_AFTER));
    let problem = json_of(response, 503).await;
    assert_eq!(problem["type"], "https://thousandfold.dev/problems/region-away");
    assert!(problem["detail"].as_str().unwrap().contains("home is us"), "{problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn a_request_elsewhere_is_sent_on() {
    let Regions { eu, mut us, client } = Regions::start("forward").await;
    let lines: String = (0..20_000).map(|n| format!("{{\"n\":{n}}}\n")).collect();
    let upload = client.post(eu.url("/v1/datasets?format=ndjson")).body(lines);
    let dataset = json_of(upload.send().await.unwrap(), 201).await;
    assert_eq!(dataset["items"], 20_000);

    let job = json!({"dataset": dataset["id"], "processor": {"jq": {"filter": ".n + 1"}}});
    let submit = client.post(eu.url("/v1/jobs")).json(&job);
    let answer = submit.header("x-forwarded-for", "203.0.113.9").send().await.unwrap();
    let known_as = answer.headers()["x-request-id"].to_str().unwrap().to_owned();
    let accepted = json_of(answer, 202).await;

    // Both regions tell the same of it, byte for byte.
    let of = |path: &str| format!("/v1/jobs/{}{path}", accepted["id"].as_str().unwrap());
    us.until("the read model knows the end of the job", async || {
        let job = client.get(us.url(&of(""))).send().await.unwrap();
        json_of(job, 200).await["state"] == "completed"
    })
    .await;
    for path in [of(""), of("/results"), of("/events")] {
        let [there, here] = [us.url(&path), eu.url(&path)].map(|url| client.get(url).send());
        let (there, here) = (there.await.unwrap(), here.await.unwrap());
        assert_eq!(here.headers()["content-type"], there.headers()["content-type"]);
        assert_eq!(here.bytes().await.unwrap(), there.bytes().await.unwrap(), "{path}");
    }

    // The home knows who asked, and under which id the client has the answer.
    let submitted = us
        .until_some("the submission is in the home's audit trail", async || {
            let page: Value =
                client.get(us.url("/v1/audit?operation=submit_job")).send().await.ok()?.json().await.ok()?;
            page["records"].get(0).cloned()
        })
        .await;
    assert_eq!((&submitted["address"], &submitted["request"]), (&json!("127.0.0.1"), &json!(known_as)));

    // A stream of events is an answer like any other; a WebSocket cannot be sent on.
    let mut events = client.get(eu.url("/v1/live/events?list=true")).send().await.unwrap();
    let first = events.chunk().await.unwrap().unwrap();
    assert!(first.windows(15).any(|text| text == b"event: snapshot"), "{first:?}");
    drop(events);
    let no_redirects = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let key = eu.succeeds(&["tenants", "create", "acme", "--owner", "owner@acme.example"]);
    let socket = no_redirects.get(eu.url("/v1/live")).bearer_auth(key.trim());
    let told = socket.header("connection", "upgrade").header("upgrade", "websocket").send().await.unwrap();
    assert_eq!(told.status(), 307);
    assert_eq!(told.headers()[LOCATION], us.url("/v1/live").as_str());

    // What already came from another region is not sent round in circles.
    let again = client.get(eu.url(&of(""))).header(VIA, "1.1 us.thousandfold").send();
    assert_away(again.await.unwrap()).await;
    us.kill();
    assert_away(client.get(eu.url(&of(""))).send().await.unwrap()).await;
    // Who lives here does not notice.
    assert_eq!(eu.http().get(eu.url("/v1/jobs")).send().await.unwrap().status(), 200);
}

#[tokio::test(flavor = "multi_thread")]
async fn or_the_client_is_told_where_to_send_it() {
    let Regions { eu, us, client } = Regions::start("redirect").await;
    let job = json!({"items": [1], "processor": {"jq": {"filter": "."}}});
    let no_redirects = Client::builder().redirect(reqwest::redirect::Policy::none()).build().unwrap();
    let key = eu.succeeds(&["tenants", "create", "acme", "--owner", "owner@acme.example"]);
    let told = no_redirects.post(eu.url("/v1/jobs?x=1")).bearer_auth(key.trim()).json(&job).send();
    let told = told.await.unwrap();
    assert_eq!(told.status(), 307);
    assert_eq!(told.headers()[LOCATION], us.url("/v1/jobs?x=1").as_str());

    let location = told.headers()[LOCATION].to_str().unwrap();
    json_of(client.post(location).json(&job).send().await.unwrap(), 202).await;
    // A redirect does not tell who does not say who they are anything about tenants.
    let nobody = no_redirects.post(eu.url("/v1/jobs")).json(&job).send().await.unwrap();
    assert_eq!(nobody.status(), 401);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_tenant_lives_in_the_region_that_it_was_made_for() {
    let Regions { eu, us, .. } = Regions::start("forward").await;
    let ada = Person::known(&eu, "ada").await;
    let tokens = ada.sign_in().await;
    let access = text(&tokens["access_token"]);
    let made = json!({"id": "umbrella", "name": "Umbrella", "region": "us"});
    assert_eq!(json_of(ada.post(Some(access), "/v1/tenants", made).await, 201).await["region"], "us");
    eu.succeeds(&["tenants", "place", "held", "--shards", "0"]);
    for region in ["us", "mars"] {
        let made = json!({"id": "held", "name": "Held", "region": region});
        let refused = json_of(ada.post(Some(access), "/v1/tenants", made).await, 422).await;
        assert_eq!(refused["field"], "region", "{refused}");
    }

    // An access token of one region is good in the other.
    let tokens = json_of(ada.refresh(&tokens, json!({"tenant": "umbrella"})).await, 201).await;
    let access = text(&tokens["access_token"]);
    let job = json!({"items": [1], "processor": {"jq": {"filter": "."}}});
    let accepted = json_of(ada.post(Some(access), "/v1/jobs", job).await, 202).await;
    let path = format!("/v1/jobs/{}", text(&accepted["id"]));
    let there = Client::new().get(us.url(&path)).bearer_auth(access).send().await.unwrap();
    assert_eq!(json_of(there, 200).await["id"], accepted["id"]);
}
