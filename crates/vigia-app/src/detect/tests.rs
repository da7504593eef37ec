//! The whole line, from scenes as they arrive to alerts: the same to the bit on one thread
//! or two, in blocks of three sizes, and in any order of arrival.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::BTreeSet;
use std::ops::Range;
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::civil::Date;
use proptest::prelude::*;
use tempfile::TempDir;
use vigia_core::{Alert, AlertId, Clearing, RulingKind, SiteId};
use vigia_samples::{WorldSpec, generate};

use super::*;
use crate::evaluate::replay::Replay;
use crate::gates::rule;
use crate::ingest::scenes::ingest;
use crate::progress::silent;

/// How one run works: threads, pixels along a block's side, and how often detection runs
/// before the last scenes are there. The tiles of the world are 192 pixels wide: one block,
/// nine equal ones, and four of which three are cut.
const WORK: [(usize, usize, usize); 4] =
    [(1, BLOCK_SIZE_PX, 0), (2, 64, 0), (1, 131, 1), (2, 131, 2)];

#[test]
#[ignore = "is the child that decodes what the test below ingests"]
fn probing_child() {
    assert_eq!(crate::probe::serve(), std::process::ExitCode::SUCCESS);
}

/// The scenes of a small world, and a program that decodes them.
struct World {
    folder: TempDir,
    scenes: Vec<PathBuf>,
}

impl World {
    fn get() -> &'static Self {
        static WORLD: OnceLock<World> = OnceLock::new();
        WORLD.get_or_init(|| {
            let folder = tempfile::tempdir().unwrap();
            generate(&folder.path().join("world"), &WorldSpec::small(7), &mut |_, _, _| {})
                .unwrap();
            let scenes = std::fs::read_dir(folder.path().join("world/scenes")).unwrap();
            let mut scenes: Vec<PathBuf> = scenes.map(|entry| entry.unwrap().path()).collect();
            scenes.sort();
            let world = Self { folder, scenes };
            let this = std::env::current_exe().unwrap().display().to_string();
            let child = "--ignored --exact --nocapture detect::tests::probing_child";
            std::fs::write(world.prober(), format!("#!/bin/sh\nexec '{this}' {child}\n")).unwrap();
            let mode = std::fs::Permissions::from_mode(0o700);
            std::fs::set_permissions(world.prober(), mode).unwrap();
            world
        })
    }

    fn prober(&self) -> PathBuf {
        self.folder.path().join("prober")
    }
}

/// How scenes arrive and how they are worked.
#[derive(Clone, Debug)]
struct Arrival {
    /// Scenes in the order in which they come, one of them twice.
    order: Vec<usize>,
    /// After how many of them detection runs, beside after the last.
    stops: BTreeSet<usize>,
    threads: usize,
    block_px: usize,
}

impl Arrival {
    /// Everything at once, in the order of names.
    fn at_once() -> Self {
        let order = (0..World::get().scenes.len()).collect();
        Self { order, stops: BTreeSet::new(), threads: 2, block_px: BLOCK_SIZE_PX }
    }

    fn run(&self) -> Outcome {
        self.run_with(async |workspace| self.outcome(workspace).await)
    }

    async fn outcome(&self, workspace: &Workspace) -> Outcome {
        detect_in_blocks(workspace, "default", self.block_px, &silent).await.unwrap();
        let label = workspace.profile("default").unwrap().label();
        Outcome {
            clearings: workspace.store().all_clearings(&label).await.unwrap(),
            alerts: crate::alerts::list(workspace).await.unwrap(),
        }
    }

    /// Lets the scenes arrive in a new workspace, then asks it.
    fn run_with<T: Send>(&self, ask: impl AsyncFn(&Workspace) -> T + Sync) -> T {
        let pool = rayon::ThreadPoolBuilder::new().num_threads(self.threads).build().unwrap();
        let runtime =
            tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build();
        let folder = tempfile::tempdir().unwrap();
        let work = || async {
            Workspace::init(folder.path()).await.unwrap();
            let workspace = Workspace::open(folder.path(), World::get().prober()).await.unwrap();
            let mut begun = 0;
            for stop in self.stops.iter().copied() {
                self.bring(&workspace, begun..stop).await;
                detect_in_blocks(&workspace, "default", self.block_px, &silent).await.unwrap();
                begun = stop;
            }
            self.bring(&workspace, begun..self.order.len()).await;
            let answer = ask(&workspace).await;
            workspace.store().clone().close().await;
            answer
        };
        pool.install(|| runtime.unwrap().block_on(work()))
    }

    async fn bring(&self, workspace: &Workspace, some: Range<usize>) {
        let scenes = self.order[some].iter().map(|scene| World::get().scenes[*scene].clone());
        let said = ingest(workspace, &scenes.collect::<Vec<_>>(), &silent).await.unwrap();
        assert_eq!(said.refused, []);
    }
}

/// What stands at the end.
struct Outcome {
    clearings: Vec<Clearing>,
    alerts: Vec<Alert>,
}

impl Outcome {
    /// The clearings as text, every number to the bit.
    fn clearings(&self) -> Vec<String> {
        self.clearings.iter().map(|clearing| serde_json::to_string(clearing).unwrap()).collect()
    }

    /// The alerts as text, but for the clock.
    fn alerts(&self) -> Vec<String> {
        let mut alerts: Vec<String> = self
            .alerts
            .iter()
            .map(|alert| Alert { first_alerted: Timestamp::UNIX_EPOCH, ..alert.clone() })
            .map(|alert| serde_json::to_string(&alert).unwrap())
            .collect();
        alerts.sort();
        alerts
    }

    /// The alerts without their names: a site keeps the one that it was first given, and an
    /// earlier view that comes late would have named it otherwise.
    fn unnamed_alerts(&self) -> Vec<String> {
        let unnamed = self.alerts.iter().map(|alert| Alert {
            id: AlertId::new("-"),
            site: SiteId::new("-"),
            ..alert.clone()
        });
        Self { clearings: Vec::new(), alerts: unnamed.collect() }.alerts()
    }
}

/// What all scenes at once lead to, and their replay.
fn expected() -> &'static (Outcome, Replay) {
    static EXPECTED: OnceLock<(Outcome, Replay)> = OnceLock::new();
    EXPECTED.get_or_init(|| {
        let arrival = Arrival::at_once();
        arrival.run_with(async |workspace| {
            (arrival.outcome(workspace).await, replayed(workspace).await)
        })
    })
}

async fn replayed(workspace: &Workspace) -> Replay {
    replay::replay(workspace, "default", &[], &silent).await.unwrap()
}

/// One arrival for every entry of [`WORK`].
fn arrivals() -> impl Strategy<Value = Vec<Arrival>> {
    let scenes = World::get().scenes.len();
    let order = Just((0..scenes).collect::<Vec<_>>()).prop_shuffle();
    let one = (order, 0..scenes, prop::array::uniform2(1..scenes));
    prop::collection::vec(one, WORK.len()).prop_map(|drawn| {
        let drawn = drawn.into_iter().zip(WORK);
        let arrivals = drawn.map(|((mut order, twice, stops), (threads, block_px, count))| {
            order.push(order[twice]);
            let stops = stops.into_iter().take(count).collect();
            Arrival { order, stops, threads, block_px }
        });
        arrivals.collect()
    })
}

proptest! {
    // A case is four runs of the whole line.
    #![proptest_config(ProptestConfig { max_shrink_iters: 0, ..ProptestConfig::with_cases(1) })]

    #[test]
    fn threads_blocks_and_the_order_of_arrival_change_no_bit_of_an_alert(arrivals in arrivals()) {
        let (expected, _) = expected();
        prop_assert!(!expected.alerts.is_empty());
        for arrival in arrivals {
            let found = arrival.run();
            prop_assert_eq!(found.clearings(), expected.clearings(), "{:?}", &arrival);
            prop_assert_eq!(found.unnamed_alerts(), expected.unnamed_alerts(), "{:?}", &arrival);
            if arrival.stops.is_empty() {
                prop_assert_eq!(found.alerts(), expected.alerts(), "{:?}", &arrival);
            }
        }
    }
}

/// Alerts that a replay of some scenes has raised up to a day.
fn told(replay: &Replay, until: Date) -> Vec<String> {
    let early = replay.alerts.iter().filter(|alert| alert.provisional <= until);
    early
        .map(|alert| format!("{} {} {:?}", alert.site, alert.provisional, alert.first_outline))
        .collect()
}

/// The day in the name of a scene's folder.
fn day_of(scene: &Path) -> Date {
    let name = scene.file_name().unwrap().to_string_lossy().into_owned();
    Date::strptime("%Y%m%d", name.rsplit('_').next().unwrap()).unwrap()
}

#[test]
fn a_day_of_a_replay_sees_nothing_of_the_days_after_it() {
    let ((_, whole), scenes) = (expected(), &World::get().scenes);
    let is_optical = |scene: &&PathBuf| scene.to_string_lossy().contains("_S2_");
    let days: BTreeSet<Date> = scenes.iter().filter(is_optical).map(|one| day_of(one)).collect();
    // The last day but one: what comes on the last raises alerts.
    let day = *days.iter().rev().nth(1).unwrap();
    assert!(whole.alerts.iter().any(|alert| alert.provisional > day));
    let order = (0..scenes.len()).filter(|scene| day_of(&scenes[*scene]) <= day).collect();
    let early = Arrival { order, ..Arrival::at_once() }.run_with(replayed);
    assert_eq!(told(&early, day), told(whole, day));
}

#[test]
fn work_that_was_done_before_is_done_again_where_other_work_came_between() {
    let arrival = Arrival::at_once();
    let last = World::get().scenes.iter().rfind(|scene| scene.to_string_lossy().contains("_S2_"));
    let last = last.unwrap().file_name().unwrap().to_string_lossy().into_owned();
    let [without, with, again] = arrival.run_with(async |workspace| {
        let ruled = async |kind| {
            rule(workspace, &last, kind, "rosa", "bruma", now()).await.unwrap();
            arrival.outcome(workspace).await
        };
        let without = ruled(RulingKind::Refused).await;
        let with = ruled(RulingKind::Released).await;
        [without, with, ruled(RulingKind::Refused).await]
    });
    assert_ne!(without.clearings(), with.clearings());
    assert_eq!(again.clearings(), without.clearings());
    assert_eq!(again.unnamed_alerts(), without.unnamed_alerts());
}
