//! Who is connected, and who has to go when there are too many.

use std::collections::BTreeMap;
use std::net::{Shutdown, TcpStream};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};

/// A connection that has been silent for less is about to send its next request, and is not closed for another.
const RIPE: Duration = Duration::from_millis(100);

/// The fewest connections that are kept open when file descriptors are short.
const FEWEST: usize = 8;

/// All open connections.
#[derive(Debug)]
pub(super) struct Guests {
    state: Mutex<State>,
    /// One left, or all have to.
    changed: Condvar,
    /// How long an answer may take before its connection is closed for another.
    patience: Duration,
}

#[derive(Debug)]
struct State {
    seats: BTreeMap<u64, Seat>,
    next: u64,
    most: usize,
    closing: bool,
}

#[derive(Debug)]
struct Seat {
    stream: Arc<TcpStream>,
    doing: Doing,
    since: Instant,
}

/// What goes on over a connection. Who has to go first comes first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Doing {
    /// We wait for a request.
    Listening,
    /// A request is being answered.
    Answering,
    /// A request waits for news: limited by the parking itself.
    Parked,
    /// It was closed, and its thread is about to notice.
    Leaving,
}

impl Guests {
    pub(super) fn new(most: usize, patience: Duration) -> Self {
        let state = State { seats: BTreeMap::new(), next: 0, most: most.max(1), closing: false };
        Self { state: Mutex::new(state), changed: Condvar::new(), patience }
    }

    /// Waits until one more may come, and makes room if need be. `false` when nobody may come any more.
    pub(super) fn wait_for_room(&self) -> bool {
        let mut state = self.state();
        while !state.closing && state.seats.len() >= state.most {
            let wait = state.make_room(self.patience);
            state = self.changed.wait_timeout(state, wait).unwrap_or_else(PoisonError::into_inner).0;
        }
        !state.closing
    }

    /// A place for a connection; `None` when nobody may come any more.
    pub(super) fn admit(self: &Arc<Self>, stream: TcpStream) -> Option<Guest> {
        let stream = Arc::new(stream);
        let mut state = self.state();
        if state.closing {
            return None;
        }
        let number = state.next;
        state.next += 1;
        let seat = Seat { stream: Arc::clone(&stream), doing: Doing::Listening, since: Instant::now() };
        state.seats.insert(number, seat);
        Some(Guest { guests: Arc::clone(self), number, stream })
    }

    /// The system refused a connection, a thread or a file descriptor: from now on there are fewer connections than
    /// now, so that the rest of the program has something left. Waits a little, or until somebody leaves.
    pub(super) fn shrink(&self) {
        let mut state = self.state();
        let some_less = state.seats.len() * 3 / 4;
        state.most = state.most.min(some_less.max(FEWEST));
        drop(self.changed.wait_timeout(state, Duration::from_millis(20)));
    }

    /// How many connections may be open.
    pub(super) fn most(&self) -> usize {
        self.state().most
    }

    /// How many connections are open.
    #[cfg(test)]
    pub(super) fn len(&self) -> usize {
        self.state().seats.len()
    }

    /// Closes all connections, for good.
    pub(super) fn close(&self) {
        let mut state = self.state();
        state.closing = true;
        for seat in state.seats.values() {
            let _ = seat.stream.shutdown(Shutdown::Both);
        }
        self.changed.notify_all();
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Closes the connection that is least missed, if there is one; and says how long to wait before asking again.
    fn make_room(&mut self, patience: Duration) -> Duration {
        // One that does not leave, for its handler hangs, must not keep the others from leaving.
        let just_left = |seat: &Seat| seat.doing == Doing::Leaving && seat.since.elapsed() < RIPE;
        let somebody_leaves = self.seats.values().any(just_left);
        let candidates = self.seats.values_mut().filter(|seat| seat.doing < Doing::Parked);
        let ripest = candidates.map(|seat| {
            let ripe_after = if seat.doing == Doing::Listening { RIPE } else { patience };
            (ripe_after.saturating_sub(seat.since.elapsed()), seat.doing, seat.since, seat)
        });
        match ripest.min_by_key(|(left, doing, since, _)| (*left, *doing, *since)) {
            Some((left, _, _, seat)) if left.is_zero() && !somebody_leaves => {
                let _ = seat.stream.shutdown(Shutdown::Both);
                (seat.doing, seat.since) = (Doing::Leaving, Instant::now());
                RIPE
            }
            Some((left, ..)) => left.max(Duration::from_millis(1)),
            None => RIPE,
        }
    }
}

/// One open connection. It leaves when it is dropped.
#[derive(Debug)]
pub(super) struct Guest {
    guests: Arc<Guests>,
    number: u64,
    stream: Arc<TcpStream>,
}

impl Guest {
    pub(super) fn stream(&self) -> &TcpStream {
        &self.stream
    }

    /// Notes what goes on from now on.
    pub(super) fn is(&self, doing: Doing) {
        let mut state = self.guests.state();
        if let Some(seat) = state.seats.get_mut(&self.number)
            && seat.doing != Doing::Leaving
        {
            (seat.doing, seat.since) = (doing, Instant::now());
        }
    }
}

impl Drop for Guest {
    fn drop(&mut self) {
        let mut state = self.guests.state();
        // The stream is closed here, before another is let in: the seat and this guest have the only handles.
        state.seats.remove(&self.number);
        let _ = self.stream.shutdown(Shutdown::Both);
        self.guests.changed.notify_all();
    }
}
