//! What proves who asks: passwords, one-time codes, keys and tokens. Pure: it stores nothing.
