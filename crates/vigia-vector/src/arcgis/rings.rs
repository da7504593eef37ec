//! Which ring is a shell and which a hole of which: by how they lie in one another.

use geo::coordinate_position::{CoordPos, CoordinatePosition};
use geo::{Area, BoundingRect, Contains, InteriorPoint};
use geo_types::{Coord, LineString, MultiPolygon, Point, Polygon, Rect};

/// Most rings of one feature: each is compared with each.
pub(super) const RINGS_MAX: usize = 10_000;

/// A multipolygon and what was unusual in its rings, in words.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Nested {
    pub shape: MultiPolygon<f64>,
    pub repairs: Vec<String>,
}

/// Nests `rings` (closed or not) into polygons.
///
/// ArcGIS says it by direction alone: shells run clockwise, holes the other way. Rings that
/// were turned by another tool would then become ground out of holes, so the nesting is
/// told from the ground, and a ring that turns against it is put on record. One exception:
/// a clockwise ring that only overlaps another is a shell.
///
/// # Errors
/// In words, above [`RINGS_MAX`].
///
/// # Source
/// ArcGIS REST API, geometry objects: polygon.
pub(super) fn nested(rings: Vec<Vec<Coord<f64>>>) -> Result<Nested, String> {
    if rings.len() > RINGS_MAX {
        return Err(format!("{} rings, at most {RINGS_MAX} are read", rings.len()));
    }
    let given = rings.len();
    let (mut opened, mut turned) = (0, 0);
    let mut sorted: Vec<Ring> = Vec::with_capacity(given);
    for line in rings {
        opened += usize::from(line.first() != line.last());
        sorted.extend(Ring::of(line));
    }
    let flat = given - sorted.len();
    sorted.sort_by(|a, b| b.area.abs().total_cmp(&a.area.abs()));
    let with_doubles = sorted.len();
    sorted.dedup_by(|later, earlier| later.polygon == earlier.polygon);
    let doubled = with_doubles - sorted.len();

    let mut places: Vec<Place> = Vec::with_capacity(sorted.len());
    for (index, ring) in sorted.iter().enumerate() {
        let parent = (0..index).rev().find(|at| sorted[*at].holds(ring));
        let mut place = match parent {
            Some(at) => Place { depth: places[at].depth + 1, parent: Some(at) },
            None => Place { depth: 0, parent: None },
        };
        if ring.is_clockwise() != place.is_shell() {
            let overlaps = parent.is_some_and(|at| !sorted[at].holds_all_of(ring));
            match overlaps && ring.is_clockwise() {
                true => place = Place { depth: 0, parent: None },
                false => turned += 1,
            }
        }
        places.push(place);
    }
    let mut repairs = Vec::new();
    let mut say = |count: usize, words: &str| {
        if count > 0 {
            repairs.push(format!("{count} ring(s) {words}"));
        }
    };
    say(opened, "did not end where they began; closed");
    say(flat, "without area; left out");
    say(doubled, "stood there twice; left out");
    say(turned, "run against the rule (shells clockwise, holes not); told by how they lie");
    Ok(Nested { shape: assembled(sorted, &places), repairs })
}

/// How a ring lies in others.
struct Place {
    depth: usize,
    parent: Option<usize>,
}

impl Place {
    /// An island in a hole is a shell again.
    const fn is_shell(&self) -> bool {
        self.depth.is_multiple_of(2)
    }
}

fn assembled(rings: Vec<Ring>, places: &[Place]) -> MultiPolygon<f64> {
    let mut holes: Vec<Vec<LineString<f64>>> = vec![Vec::new(); places.len()];
    let mut shells = Vec::new();
    for (index, (ring, place)) in rings.into_iter().zip(places).enumerate() {
        let (line, _) = ring.polygon.into_inner();
        match place.parent {
            Some(parent) if !place.is_shell() => holes[parent].push(line),
            _ => shells.push((index, line)),
        }
    }
    let polygons = shells
        .into_iter()
        .map(|(index, shell)| Polygon::new(shell, std::mem::take(&mut holes[index])));
    polygons.collect()
}

/// A ring with what its comparisons need.
struct Ring {
    polygon: Polygon<f64>,
    bounds: Rect<f64>,
    /// Of its own units; negative where it runs clockwise.
    area: f64,
    inside: Point<f64>,
}

impl Ring {
    /// `None` for one without area.
    fn of(line: Vec<Coord<f64>>) -> Option<Self> {
        let first = Point::from(*line.first()?);
        let polygon = Polygon::new(LineString::from(line), Vec::new());
        let area = polygon.signed_area();
        let bounds = polygon.bounding_rect()?;
        let inside = polygon.interior_point().unwrap_or(first);
        (area != 0.0).then_some(Self { polygon, bounds, area, inside })
    }

    fn is_clockwise(&self) -> bool {
        self.area < 0.0
    }

    fn holds(&self, other: &Self) -> bool {
        let (mine, theirs) = (self.bounds, other.bounds);
        mine.min().x <= theirs.min().x
            && mine.min().y <= theirs.min().y
            && mine.max().x >= theirs.max().x
            && mine.max().y >= theirs.max().y
            && self.polygon.contains(&other.inside)
    }

    /// Judged by the vertices and the middles of the edges: an overlay would be exact, but
    /// breaks on rings that cross themselves.
    fn holds_all_of(&self, other: &Self) -> bool {
        let outside = |at: Coord<f64>| self.polygon.coordinate_position(&at) == CoordPos::Outside;
        !other
            .polygon
            .exterior()
            .lines()
            .any(|edge| outside(edge.start) || outside((edge.start + edge.end) / 2.0))
    }
}

#[cfg(test)]
mod tests;
