//! Overload, in a time that runs as fast as it can.

use http::StatusCode;
use poem::endpoint::make;
use tokio::sync::Semaphore;
use tokio::time::{Instant, sleep, sleep_until};

use super::*;

/// An answer that comes later than this is good for nothing.
const USEFUL: Duration = Duration::from_secs(1);

/// What came of an open-loop load: requests come whether or not others were answered.
#[derive(Debug, Default)]
struct Outcome {
    /// How long each of the requests took that were done.
    done: Vec<Duration>,
    refused: usize,
    seconds: f64,
}

impl Outcome {
    fn goodput(&self) -> f64 {
        self.done.iter().filter(|took| **took <= USEFUL).count() as f64 / self.seconds
    }

    fn percentile(&mut self, part: f64) -> Duration {
        self.done.sort_unstable();
        self.done[((self.done.len() - 1) as f64 * part) as usize]
    }
}

/// A service that does `places` requests at a time, each of which takes about `time`.
#[derive(Debug, Clone, Copy)]
struct Service {
    places: usize,
    time: Duration,
}

impl Service {
    fn capacity(self) -> f64 {
        self.places as f64 / self.time.as_secs_f64()
    }

    fn endpoint(self) -> impl Endpoint<Output = Response> {
        let places = Arc::new(Semaphore::new(self.places));
        make(move |_: Request| {
            let places = Arc::clone(&places);
            async move {
                let _place = places.acquire().await.unwrap();
                // Some take next to nothing, and some take long.
                sleep(self.time.mul_f64(-fastrand::f64().max(1e-6).ln())).await;
                Response::default()
            }
        })
    }
}

fn refuse(refusal: Refusal) -> Response {
    refusal.status().into()
}

fn classify(request: &Request) -> Class {
    match request.uri().path() {
        "/health" => Class::Exempt,
        "/light" => Class::Light,
        _ => Class::Heavy,
    }
}

fn shed<E: Endpoint<Output = Response>>(endpoint: E) -> Arc<Shed<E>> {
    Arc::new(Shed::new(endpoint, &ShedConfig::default(), classify, refuse))
}

async fn load<E>(endpoint: Arc<E>, rate: f64, seconds: f64) -> Outcome
where
    E: Endpoint<Output = Response> + 'static,
{
    let (began, mut running) = (Instant::now(), tokio::task::JoinSet::new());
    let mut at = 0.0;
    while at < seconds {
        sleep_until(began + Duration::from_secs_f64(at)).await;
        let endpoint = Arc::clone(&endpoint);
        running.spawn(async move {
            let began = Instant::now();
            let response = endpoint.get_response(Request::default()).await;
            (response.status(), began.elapsed())
        });
        at += -fastrand::f64().max(1e-9).ln() / rate;
    }
    let mut outcome = Outcome { seconds, ..Outcome::default() };
    while let Some(Ok((status, took))) = running.join_next().await {
        match status {
            StatusCode::OK => outcome.done.push(took),
            _ => outcome.refused += 1,
        }
    }
    outcome
}

fn alone(path: &str) -> Request {
    Request::builder().uri(path.parse().unwrap()).finish()
}

/// Requests of `/patient` wait on purpose, all wait until there is a permit for them.
fn gated(permits: Arc<Semaphore>) -> impl Endpoint<Output = Response> + 'static {
    make(move |mut request: Request| {
        let permits = Arc::clone(&permits);
        async move {
            let body = request.take_body().into_vec().await.unwrap();
            let patience = request.data::<Patience>().filter(|_| request.uri().path() == "/patient");
            let waiting = patience.map(Patience::waits);
            if !matches!(waiting, Some(None)) {
                permits.acquire().await.unwrap().forget();
            }
            Response::from(body)
        }
    })
}

/// An endpoint in which only one is under way, and how many of its requests may end.
fn one_at_a_time() -> (Arc<Shed<impl Endpoint<Output = Response> + 'static>>, Arc<Semaphore>) {
    let config =
        ShedConfig { min_limit: 1, max_limit: 1, initial_limit: 1, max_patient: 1, ..ShedConfig::default() };
    let permits = Arc::new(Semaphore::new(0));
    (Arc::new(Shed::new(gated(Arc::clone(&permits)), &config, classify, refuse)), permits)
}

/// Sends a request, and gives it the time to get to where it waits.
async fn begin<E>(endpoint: &Arc<E>, request: Request) -> tokio::task::JoinHandle<StatusCode>
where
    E: Endpoint<Output = Response> + 'static,
{
    let endpoint = Arc::clone(endpoint);
    let answer = tokio::spawn(async move { endpoint.get_response(request).await.status() });
    sleep(Duration::from_millis(1)).await;
    answer
}

#[tokio::test(start_paused = true)]
async fn overload_costs_next_to_nothing_of_what_can_be_done() {
    fastrand::seed(1);
    for (places, millis) in [(4, 20), (4, 100), (64, 50)] {
        let service = Service { places, time: Duration::from_millis(millis) };
        // What is done of nine tenths of the capacity says what the capacity is: the clock has whole milliseconds.
        let best = load(Arc::new(service.endpoint()), service.capacity() * 0.9, 30.0).await;
        let best = best.goodput() / 0.9;
        let mut overloaded = load(shed(service.endpoint()), service.capacity() * 2.0, 60.0).await;
        assert!(overloaded.goodput() >= 0.9 * best, "{service:?}: {} of {best}", overloaded.goodput());
        assert!(overloaded.percentile(0.99) <= USEFUL, "{service:?}: {:?}", overloaded.percentile(0.99));
    }
}

#[tokio::test(start_paused = true)]
async fn without_a_limit_overload_leaves_nothing_useful() {
    fastrand::seed(2);
    let service = Service { places: 4, time: Duration::from_millis(20) };
    let offered = service.capacity() * 2.0;
    let limited = load(shed(service.endpoint()), offered, 30.0).await;
    let unlimited = load(Arc::new(service.endpoint()), offered, 30.0).await;
    assert!(unlimited.goodput() < limited.goodput() / 4.0, "{} {}", unlimited.goodput(), limited.goodput());
}

#[tokio::test(start_paused = true)]
async fn nothing_is_refused_where_there_is_room() {
    fastrand::seed(3);
    let service = Service { places: 64, time: Duration::from_millis(50) };
    let endpoint = shed(service.endpoint());
    load(Arc::clone(&endpoint), service.capacity() * 0.5, 10.0).await;
    let outcome = load(endpoint, service.capacity() * 0.5, 30.0).await;
    assert!(outcome.refused * 1000 < outcome.done.len(), "{} of {}", outcome.refused, outcome.done.len());
}

#[tokio::test(start_paused = true)]
async fn what_becomes_slow_by_itself_is_not_taken_for_overload_for_long() {
    fastrand::seed(4);
    let slow = Arc::new(std::sync::atomic::AtomicBool::new(false));
    let is_slow = Arc::clone(&slow);
    let endpoint = shed(make(move |_: Request| {
        let millis = if is_slow.load(std::sync::atomic::Ordering::Relaxed) { 500 } else { 10 };
        async move {
            sleep(Duration::from_millis(millis)).await;
            Response::default()
        }
    }));
    load(Arc::clone(&endpoint), 200.0, 30.0).await;
    slow.store(true, std::sync::atomic::Ordering::Relaxed);
    load(Arc::clone(&endpoint), 200.0, 30.0).await;
    let outcome = load(endpoint, 200.0, 30.0).await;
    assert!(outcome.refused * 10 < outcome.done.len(), "{} of {}", outcome.refused, outcome.done.len());
}

#[tokio::test(start_paused = true)]
async fn what_waits_too_long_is_refused_and_what_is_exempt_never() {
    let (endpoint, permits) = one_at_a_time();
    let first = begin(&endpoint, alone("/")).await;
    assert_eq!(begin(&endpoint, alone("/")).await.await.unwrap(), StatusCode::SERVICE_UNAVAILABLE);
    let health = begin(&endpoint, alone("/health")).await;
    permits.add_permits(2);
    assert_eq!(first.await.unwrap(), StatusCode::OK);
    assert_eq!(health.await.unwrap(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn what_waits_for_its_turn_gets_it_and_light_requests_are_first() {
    let (endpoint, permits) = one_at_a_time();
    let first = begin(&endpoint, alone("/")).await;
    let (light, heavy) = (begin(&endpoint, alone("/light")).await, begin(&endpoint, alone("/")).await);
    permits.add_permits(2);
    assert_eq!(first.await.unwrap(), StatusCode::OK);
    assert_eq!(light.await.unwrap(), StatusCode::OK);
    assert!(!heavy.is_finished());
    permits.add_permits(1);
    assert_eq!(heavy.await.unwrap(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn a_light_request_takes_the_turn_of_a_heavy_one_where_no_more_may_wait() {
    let (endpoint, permits) = one_at_a_time();
    let mut answers = vec![begin(&endpoint, alone("/")).await];
    for _ in 0..4 {
        answers.push(begin(&endpoint, alone("/")).await);
    }
    let refused = begin(&endpoint, alone("/")).await;
    assert!(refused.is_finished(), "no more may wait");
    let light = begin(&endpoint, alone("/light")).await;
    assert!(!light.is_finished() && answers[1].is_finished(), "the oldest has gone");
    permits.add_permits(2);
    assert_eq!(light.await.unwrap(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn whoever_waits_on_purpose_leaves_its_place_to_others() {
    let (endpoint, permits) = one_at_a_time();
    let patient = begin(&endpoint, alone("/patient")).await;
    let other = begin(&endpoint, alone("/")).await;
    sleep(Duration::from_secs(60)).await;
    assert!(!patient.is_finished() && !other.is_finished(), "both were let in");
    permits.add_permits(2);
    assert_eq!(patient.await.unwrap(), StatusCode::OK);
    assert_eq!(other.await.unwrap(), StatusCode::OK);
}

#[tokio::test(start_paused = true)]
async fn only_so_many_wait_on_purpose() {
    let (endpoint, permits) = one_at_a_time();
    let first = begin(&endpoint, alone("/patient")).await;
    assert_eq!(begin(&endpoint, alone("/patient")).await.await.unwrap(), StatusCode::OK, "it does not wait");
    assert!(!first.is_finished());
    permits.add_permits(1);
    first.await.unwrap();
}

#[tokio::test(start_paused = true)]
async fn a_body_that_is_still_sent_holds_no_place() {
    let (endpoint, permits) = one_at_a_time();
    let never = futures::stream::pending::<Result<bytes::Bytes, std::io::Error>>();
    let sending = Request::builder().body(Body::from_bytes_stream(never));
    let sending = begin(&endpoint, sending).await;
    permits.add_permits(1);
    assert_eq!(begin(&endpoint, alone("/")).await.await.unwrap(), StatusCode::OK);
    assert!(!sending.is_finished());
}

#[tokio::test(start_paused = true)]
async fn a_request_that_is_given_up_gives_its_place_back() {
    let (endpoint, permits) = one_at_a_time();
    let given_up = begin(&endpoint, alone("/")).await;
    let waiting = begin(&endpoint, alone("/")).await;
    given_up.abort();
    permits.add_permits(1);
    assert_eq!(waiting.await.unwrap(), StatusCode::OK);
}
