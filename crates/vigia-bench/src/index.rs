//! `index`: 70,000 mining rights of 40 vertices made ready to be found by place.
//!
//! Ours is the tree over the rights' boxes. The peer, shapely's `STRtree`, builds it at the
//! first query, which is in its time. The rights' edges, which ours prepares at once on all
//! threads and the peer goes through again at every join, are apart in `detail`.

use std::time::Instant;

use geo_types::Geometry;
use serde_json::json;
use vigia_ties::shape_index::{PreparedShapes, ShapeIndex};

use crate::join::Pairs;
use crate::join::ground::Ground;
use crate::join::python::{Files, Python};
use crate::measurement::{Line, Series, Unit, median};
use crate::{memory, rounds};

const NAME: &str = "index";
const LABEL: &str = "shapely STRtree";

/// Measures.
pub fn run(lines: &mut Vec<Line>) -> anyhow::Result<()> {
    let ground = Ground::made();
    let rights: Vec<Geometry<f64>> = ground.rights.iter().cloned().map(Into::into).collect();
    let files = Files::written(&ground)?;
    let mut prepared_ms = Vec::new();
    let mut ours = || {
        memory::forget_own_peak();
        let begun = Instant::now();
        let prepared = PreparedShapes::of(&rights);
        prepared_ms.push(begun.elapsed().as_secs_f64() * 1e3);
        let begun = Instant::now();
        let index = ShapeIndex::of(prepared);
        let elapsed = begun.elapsed();
        // Letting go of it is not part of building it.
        drop(index);
        Ok((elapsed.as_secs_f64() * 1e3, memory::own_peak_mb()))
    };
    let nothing_to_compare = Pairs::new();
    let line = match Python::find("strtree_build", &files, &nothing_to_compare) {
        Ok(python) => {
            let (series, theirs) = rounds::in_turn(&mut ours, || python.round())?;
            let detail = json!({
                "rights": rights.len(),
                "threads": rayon::current_num_threads(),
                "prepare_edges_ms": median(&prepared_ms),
            });
            Line::compared(NAME, Unit::Milliseconds, &series, LABEL, &theirs, Some(detail))
        }
        Err(error) => {
            eprintln!("{NAME}: {error:#}");
            let series: Series = rounds::alone(&mut ours)?;
            Line::without_peer(NAME, Unit::Milliseconds, &series, LABEL, &error)
        }
    };
    lines.push(line);
    Ok(())
}
