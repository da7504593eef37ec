//! Vigía over HTTP.
