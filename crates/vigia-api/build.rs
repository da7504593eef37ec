//! Says that the crate is compiled again when the web build changes.

fn main() {
    println!("cargo:rerun-if-changed=../../web/dist");
}
