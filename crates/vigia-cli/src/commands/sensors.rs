//! `vigia sensors`.

use std::fmt::Display;
use std::process::ExitCode;

use vigia_core::sensor::{MaskDescription, MaskMeaning, SENSORS, SensorDescription};

use crate::output::Output;

/// Lists the sensors that are understood, and what their files are taken to mean.
pub fn run(output: &Output) -> ExitCode {
    for sensor in SENSORS {
        let title = output.text(&format!("web-alert-sensor-{}", sensor.name()), &[]);
        output.line(&format!("{}: {title}", sensor.name()));
        describe(sensor.description(), output);
    }
    ExitCode::SUCCESS
}

fn describe(sensor: &SensorDescription, output: &Output) {
    let say = |id: &str, arguments: &[(&'static str, String)]| {
        output.line(&format!("  {}", output.text(id, arguments)));
    };
    let bands = sensor.bands.iter().map(|band| band.names.join("/"));
    say("sensor-bands", &[("bands", joined(bands))]);
    for numbering in &sensor.numberings {
        let bands = numbering.names.values().map(|names| names.join("/"));
        let platforms = joined(&numbering.platforms);
        say("sensor-numbering", &[("platforms", platforms), ("bands", joined(bands))]);
    }
    if let Some(optical) = &sensor.reflectance {
        let (scale, offset) = (optical.scale.to_string(), optical.offset.to_string());
        let nodata = optical.nodata.to_string();
        say("sensor-reflectance", &[("scale", scale), ("offset", offset), ("nodata", nodata)]);
    }
    if let Some(radar) = &sensor.backscatter {
        say("sensor-backscatter", &[("looks", radar.looks.to_string())]);
    }
    match &sensor.mask {
        None => say("sensor-no-mask", &[]),
        Some(mask) => {
            let (id, arguments) = meaning(mask);
            say(id, &arguments);
        }
    }
}

fn meaning(mask: &MaskDescription) -> (&'static str, [(&'static str, String); 2]) {
    match &mask.meaning {
        MaskMeaning::Classes { ground, cloudy } => {
            ("sensor-mask-classes", [("ground", joined(ground)), ("cloudy", joined(cloudy))])
        }
        MaskMeaning::Bits { hidden, cloudy } => (
            "sensor-mask-bits",
            [("hidden", joined(hidden.places())), ("cloudy", joined(cloudy.places()))],
        ),
    }
}

fn joined<T: Display>(items: impl IntoIterator<Item = T>) -> String {
    items.into_iter().map(|item| item.to_string()).collect::<Vec<_>>().join(", ")
}
