//! Coordinate operations to and from WGS 84, pinned by name for Peru.

use geo::MapCoords;
use geo_types::{Coord, Geometry};
use proj::Proj;
use vigia_core::{Problem, ProblemCode};

use crate::crs_name::normalised;
use crate::operation_table::{DatumOperation, datum_operation, pinned_operation};

/// WGS 84, longitude first: what every stored geometry is in.
pub const WGS84: &str = "EPSG:4326";

/// A chain of conversions between one CRS and WGS 84; longitude or easting always comes
/// first, degrees or the CRS's own unit. Not `Send`: make one a thread.
pub struct Operation {
    crs: String,
    name: String,
    accuracy_m: Option<f64>,
    is_projected: bool,
    steps: Vec<Step>,
}

/// One conversion of a chain.
enum Step {
    /// As PROJ does it.
    Direct(Proj),
    /// The inverse of a datum operation. The operation invents a height and drops it, so
    /// PROJ's inverse pipeline misses the start by a millimetre; one correction by what the
    /// operation itself gives makes there-and-back exact.
    DatumInverse {
        /// PROJ's inverse pipeline.
        approximate: Proj,
        /// The operation as EPSG states it.
        forward: Proj,
    },
}

impl Step {
    fn convert(&self, position: Coord<f64>) -> Result<Coord<f64>, proj::ProjError> {
        match self {
            Self::Direct(step) => step.convert(position),
            Self::DatumInverse { approximate, forward } => {
                let near = approximate.convert(position)?;
                Ok(near + (position - forward.convert(near)?))
            }
        }
    }
}

impl Operation {
    /// Returns the operation from `source_crs` (any spelling that
    /// [`normalised`] takes) to WGS 84.
    ///
    /// # Errors
    /// [`ProblemCode::CrsUnknown`]: PROJ does not know the CRS, it is neither projected nor
    /// geographic, or no operation valid in Peru is stated for its datum.
    pub fn to_wgs84(source_crs: &str) -> Result<Self, Problem> {
        Self::to_wgs84_by(source_crs, None)
    }

    /// Returns the operation from `source_crs` to WGS 84 that has the code `pinned`
    /// (`EPSG:1201`); `None` is the default of the CRS's datum.
    ///
    /// # Errors
    /// As [`Operation::to_wgs84`]; [`ProblemCode::OperationUnknown`] for a code that is not
    /// stated for the datum, with those that are.
    pub fn to_wgs84_by(source_crs: &str, pinned: Option<&str>) -> Result<Self, Problem> {
        let known = KnownCrs::find(source_crs)?;
        let datum = known.datum(pinned)?;
        let mut steps = Vec::new();
        let mut names = Vec::new();
        if let Some(conversion) = &known.conversion {
            steps.push(Step::Direct(known.between(&known.crs, &known.geographic)?));
            names.push(format!("Inverse of {conversion}"));
        }
        steps.extend(known.datum_step(datum, true)?.map(Step::Direct));
        names.extend(datum_name(datum, names.is_empty()));
        Ok(known.operation(datum, &names, steps))
    }

    /// Returns the operation from WGS 84 to `target_crs`.
    ///
    /// # Errors
    /// As [`Operation::to_wgs84`].
    pub fn from_wgs84(target_crs: &str) -> Result<Self, Problem> {
        Self::from_wgs84_by(target_crs, None)
    }

    /// Returns the operation from WGS 84 to `target_crs`, the inverse of the one with the
    /// code `pinned`.
    ///
    /// # Errors
    /// As [`Operation::to_wgs84_by`].
    pub fn from_wgs84_by(target_crs: &str, pinned: Option<&str>) -> Result<Self, Problem> {
        let known = KnownCrs::find(target_crs)?;
        let datum = known.datum(pinned)?;
        let backward = known.datum_step(datum, false)?.zip(known.datum_step(datum, true)?);
        let mut steps: Vec<Step> = backward
            .map(|(approximate, forward)| Step::DatumInverse { approximate, forward })
            .into_iter()
            .collect();
        let mut names: Vec<String> = datum_name(datum, known.conversion.is_none())
            .map(|name| if datum.code == "none" { name } else { format!("Inverse of {name}") })
            .into_iter()
            .collect();
        if let Some(conversion) = &known.conversion {
            steps.push(Step::Direct(known.between(&known.geographic, &known.crs)?));
            names.push(conversion.clone());
        }
        Ok(known.operation(datum, &names, steps))
    }

    /// Returns the CRS at the other end, as `EPSG:<code>`.
    #[must_use]
    pub fn crs(&self) -> &str {
        &self.crs
    }

    /// Says whether the CRS at the other end is projected: its coordinates are metres.
    #[must_use]
    pub const fn is_projected(&self) -> bool {
        self.is_projected
    }

    /// Returns the operation's name with its EPSG code, for instance
    /// `Inverse of UTM zone 19S + PSAD56 to WGS 84 (8) [EPSG:1208]`.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Returns the stated accuracy; `None` where none is stated.
    #[must_use]
    pub const fn accuracy_m(&self) -> Option<f64> {
        self.accuracy_m
    }

    /// Transforms one position.
    ///
    /// # Errors
    /// [`ProblemCode::CoordinatesImplausible`] where the position is outside the domain of
    /// the operation or not finite.
    pub fn apply_to(&self, position: Coord<f64>) -> Result<Coord<f64>, Problem> {
        let outside = |detail: String| {
            let subject = format!("({}, {})", position.x, position.y);
            Problem::new(ProblemCode::CoordinatesImplausible, subject, detail)
        };
        // PROJ would say so too, once a vertex on standard error.
        if !self.is_projected && (position.x.abs() > 360.0 || position.y.abs() > 90.0) {
            return Err(outside(format!("no degrees, which {} has", self.crs)));
        }
        let mut moved = position;
        for step in &self.steps {
            moved =
                step.convert(moved).map_err(|error| outside(format!("{}: {error}", self.name)))?;
        }
        if moved.x.is_finite() && moved.y.is_finite() {
            Ok(moved)
        } else {
            Err(outside(format!("{} gives no finite position", self.name)))
        }
    }

    /// Transforms every vertex of `geometry`.
    ///
    /// # Errors
    /// As [`Operation::apply_to`], for the first vertex that fails.
    pub fn apply(&self, geometry: &Geometry<f64>) -> Result<Geometry<f64>, Problem> {
        geometry.try_map_coords(|position| self.apply_to(position))
    }
}

/// Returns the name of a datum step; a step that does nothing is named only where it
/// stands alone.
fn datum_name(datum: &DatumOperation, alone: bool) -> Option<String> {
    match (datum.code.as_str(), alone) {
        ("none", false) => None,
        ("none", true) => Some(datum.name.clone()),
        (code, _) => Some(format!("{} [{code}]", datum.name)),
    }
}

/// What PROJ's database says about a CRS.
struct KnownCrs {
    crs: String,
    geographic: String,
    conversion: Option<String>,
}

impl KnownCrs {
    fn find(text: &str) -> Result<Self, Problem> {
        let crs = normalised(text)?;
        let unknown = |detail: String| Problem::new(ProblemCode::CrsUnknown, crs.clone(), detail);
        let json = Proj::new(&crs)
            .map_err(|error| unknown(error.to_string()))?
            .to_projjson(Some(false), None, None)
            .map_err(|error| unknown(error.to_string()))?;
        let described: serde_json::Value =
            serde_json::from_str(&json).map_err(|error| unknown(error.to_string()))?;
        let code_of = |node: &serde_json::Value| {
            let authority = node["id"]["authority"].as_str()?;
            Some(format!("{authority}:{}", node["id"]["code"].as_u64()?))
        };
        let (base, conversion) = match described["type"].as_str() {
            Some("ProjectedCRS") => (
                &described["base_crs"],
                Some(described["conversion"]["name"].as_str().unwrap_or("projection").to_owned()),
            ),
            Some("GeographicCRS") => (&described, None),
            other => {
                let kind = other.unwrap_or("nameless");
                return Err(unknown(format!("a {kind} is neither projected nor geographic")));
            }
        };
        let geographic =
            code_of(base).ok_or_else(|| unknown("its geographic CRS has no code".into()))?;
        Ok(Self { crs, geographic, conversion })
    }

    fn operation(self, datum: &DatumOperation, names: &[String], steps: Vec<Step>) -> Operation {
        Operation {
            crs: self.crs,
            name: names.join(" + "),
            accuracy_m: Some(datum.accuracy_m),
            is_projected: self.conversion.is_some(),
            steps,
        }
    }

    fn datum(&self, pinned: Option<&str>) -> Result<&'static DatumOperation, Problem> {
        let usual = datum_operation(&self.geographic).ok_or_else(|| {
            self.unknown(format!(
                "no operation from {} to WGS 84 that is valid in Peru is stated",
                self.geographic
            ))
        })?;
        let Some(code) = pinned else { return Ok(usual) };
        pinned_operation(&self.geographic, code)
            .map_err(|detail| Problem::new(ProblemCode::OperationUnknown, self.crs.clone(), detail))
    }

    /// A conversion within one datum: exact, and the only one PROJ has.
    fn between(&self, from: &str, to: &str) -> Result<Proj, Problem> {
        Proj::new_known_crs(from, to, None).map_err(|error| self.unknown(error.to_string()))
    }

    fn datum_step(&self, datum: &DatumOperation, to_wgs84: bool) -> Result<Option<Proj>, Problem> {
        datum
            .method
            .pipeline(to_wgs84)
            .map(|pipeline| Proj::new(&pipeline).map_err(|error| self.unknown(error.to_string())))
            .transpose()
    }

    fn unknown(&self, detail: String) -> Problem {
        Problem::new(ProblemCode::CrsUnknown, self.crs.clone(), detail)
    }
}

#[cfg(test)]
mod tests;
