//! Requests that wait for news, without a thread.

use std::collections::VecDeque;
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use std::{io, thread};

use super::connection::{Connection, Next, Service};
use super::reply::Reply;
use super::request::Request;

/// How often it is looked for clients that have left, and for requests that have waited long enough.
const ROUND: Duration = Duration::from_millis(500);

/// The requests that wait.
#[derive(Debug, Default)]
pub(super) struct Parking {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Debug, Default)]
struct State {
    /// The oldest first.
    cars: VecDeque<Car>,
    /// Counts the news.
    news: u64,
    closed: bool,
}

/// A request that waits, with its connection.
#[derive(Debug)]
pub(super) struct Car {
    connection: Connection,
    request: Request,
}

/// Why a request waits no longer.
#[derive(Debug, Clone, Copy)]
pub(super) enum Then {
    /// There is news: the handler is asked again.
    Ask,
    /// It has waited long enough; the client may ask again at once.
    Over,
    /// Others need the place; the client should not ask again soon.
    Crowded,
}

/// What became of a request that was to be parked.
#[derive(Debug)]
pub(super) enum Parked {
    /// It waits, or its server has ended.
    Stays,
    /// This one goes on, for this reason: itself, or the oldest in its place.
    Leaves(Box<Car>, Then),
}

impl Car {
    pub(super) fn new(connection: Connection, request: Request) -> Self {
        Self { connection, request }
    }

    /// How the conversation goes on.
    pub(super) fn drive(self, then: Then) -> (Connection, Next) {
        let next = match then {
            Then::Ask => Next::Ask(self.request),
            Then::Over => Next::Say(self.request, Reply::text(204, "")),
            Then::Crowded => {
                let reply = Reply::text(503, "too many pages wait for news\n").with("Retry-After", "10");
                Next::Say(self.request, reply)
            }
        };
        (self.connection, next)
    }
}

impl Parking {
    /// How much news there was. Read before the handler is asked, so that no news falls between its answer and the
    /// parking.
    pub(super) fn news(&self) -> u64 {
        self.state().news
    }

    /// Parks a request whose handler was asked after `news`, among at most `most`.
    pub(super) fn park(&self, car: Car, news: u64, most: usize) -> Parked {
        let mut state = self.state();
        if state.closed {
            return Parked::Stays;
        }
        if state.news != news {
            return Parked::Leaves(Box::new(car), Then::Ask);
        }
        state.cars.push_back(car);
        self.changed.notify_all();
        match state.cars.len() > most {
            true => {
                state.cars.pop_front().map_or(Parked::Stays, |oldest| Parked::Leaves(Box::new(oldest), Then::Crowded))
            }
            false => Parked::Stays,
        }
    }

    /// There is news for all.
    pub(super) fn wake(&self) {
        self.state().news += 1;
        self.changed.notify_all();
    }

    /// How many wait.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.state().cars.len()
    }

    /// Nobody waits any more.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closed = true;
        let cars = std::mem::take(&mut state.cars);
        drop(state);
        drop(cars);
        self.changed.notify_all();
    }

    /// The requests that have something to do by now; `None` when the parking is closed. Waits a while if there is
    /// nothing.
    fn departures(&self, seen: &mut u64, park_time: Duration) -> Option<Vec<(Car, Then)>> {
        let mut state = self.state();
        if state.news == *seen && !state.closed {
            state = if state.cars.is_empty() {
                self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
            } else {
                let round = ROUND.min(park_time);
                self.changed.wait_timeout(state, round).unwrap_or_else(PoisonError::into_inner).0
            };
        }
        if state.closed {
            return None;
        }
        if state.news != *seen {
            *seen = state.news;
            return Some(state.cars.drain(..).map(|car| (car, Then::Ask)).collect());
        }
        let mut departures = Vec::new();
        for car in std::mem::take(&mut state.cars) {
            if car.request.arrived.elapsed() >= park_time {
                departures.push((car, Then::Over));
            } else if !car.connection.is_gone() {
                state.cars.push_back(car);
            }
        }
        Some(departures)
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Starts the thread that sees to the parked requests of a service until it closes.
///
/// # Errors
/// When the system gives no thread.
pub(super) fn keep(service: &Arc<Service>) -> io::Result<()> {
    let service = Arc::clone(service);
    let keeper = thread::Builder::new().name("preview parking".into());
    let round = move || {
        let mut seen = service.parking.news();
        while let Some(departures) = service.parking.departures(&mut seen, service.limits.park_time) {
            for (car, then) in departures {
                let (connection, next) = car.drive(then);
                // Without a thread the connection is closed, and the client asks again.
                let _ = service.spawn(connection, next);
            }
        }
    };
    keeper.spawn(round).map(drop)
}
