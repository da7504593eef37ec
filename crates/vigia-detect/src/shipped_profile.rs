//! The profile that ships with the binary.

use vigia_core::profile::{NamedProfile, NotAProfile};

/// TOML text of the shipped profile `default`.
pub const DEFAULT_PROFILE_TOML: &str = include_str!("../profiles/default.toml");

/// Reads the shipped profile.
///
/// # Errors
/// [`NotAProfile`] if the shipped text were broken, which a test rules out.
pub fn default_profile() -> Result<NamedProfile, NotAProfile> {
    NamedProfile::from_toml(DEFAULT_PROFILE_TOML)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    #[test]
    fn the_shipped_profile_can_be_read() {
        assert_eq!(super::default_profile().unwrap().profile.name, "default");
    }

    #[test]
    fn a_profile_without_a_limit_on_near_features_gets_that_of_the_shipped_one() {
        let text = super::DEFAULT_PROFILE_TOML;
        let line = text.lines().find(|line| line.starts_with("near_max =")).unwrap();
        let copied = super::NamedProfile::from_toml(&text.replace(line, "")).unwrap();
        let shipped = super::default_profile().unwrap();
        assert_eq!(copied.profile, shipped.profile);
    }

    #[test]
    fn a_profile_without_a_radar_section_gets_what_the_shipped_one_says() {
        let shipped = super::default_profile().unwrap().profile.radar;
        assert_eq!(shipped, vigia_core::profile::RadarThresholds::default());
    }

    #[test]
    fn a_profile_without_priorities_and_production_gets_those_of_the_shipped_one() {
        let shipped = super::default_profile().unwrap().profile;
        assert_eq!(shipped.priority, vigia_core::profile::PriorityWeights::default());
        assert_eq!(shipped.production, vigia_core::profile::ProductionThresholds::default());
    }
}
