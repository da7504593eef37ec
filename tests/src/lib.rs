//! End-to-end tests live in `line/`: the built `vigia` binary, real files, no mocks.
