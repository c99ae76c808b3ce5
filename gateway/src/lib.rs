//! The front of the HTTP server: connections, time-outs, limits, and what is shed when there is too much.
