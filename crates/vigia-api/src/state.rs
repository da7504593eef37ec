//! What every handler may reach: the open workspace and what is kept in memory for it.

use std::collections::HashMap;
use std::sync::Arc;

use axum::http::Method;
use tokio::sync::Semaphore;
use vigia_app::imagery::{Imagery, ImageryLimits};
use vigia_app::live::Live;
use vigia_app::map_index::MapIndex;
use vigia_app::messages::{Language, Messages};
use vigia_app::{AppError, Workspace};

use crate::access::RouteAccess;
use crate::events::Streams;
use crate::origin::Origin;
use crate::server::REQUESTS_AT_ONCE;
use crate::throttle::Throttle;

/// The state of the server. Cheap to clone; clones share it.
#[derive(Clone)]
pub struct AppState {
    inner: Arc<Inner>,
}

struct Inner {
    workspace: Arc<Workspace>,
    spanish: Messages,
    english: Messages,
    table: HashMap<String, Vec<RouteAccess>>,
    origin: Origin,
    throttle: Throttle,
    live: Live,
    map_index: Arc<MapIndex>,
    imagery: Arc<Imagery>,
    streams: Streams,
    turns: Semaphore,
}

impl AppState {
    /// Makes the state of a server for `workspace`, which is reached as `origin` says.
    /// Needs a running tokio.
    ///
    /// # Errors
    /// Those of [`Imagery::new`].
    pub fn new(workspace: Arc<Workspace>, origin: Origin) -> Result<Self, AppError> {
        let mut table: HashMap<String, Vec<RouteAccess>> = HashMap::new();
        for route in crate::handlers::routes().table() {
            table.entry(route.path.clone()).or_default().push(route.clone());
        }
        let inner = Inner {
            live: Live::start(workspace.store()),
            map_index: Arc::new(MapIndex::start(Arc::clone(&workspace))),
            imagery: Arc::new(Imagery::new(&workspace, &ImageryLimits::default())?),
            workspace,
            spanish: Messages::load(Language::Es),
            english: Messages::load(Language::En),
            table,
            origin,
            throttle: Throttle::default(),
            streams: Streams::default(),
            turns: Semaphore::new(REQUESTS_AT_ONCE),
        };
        Ok(Self { inner: Arc::new(inner) })
    }

    /// Returns the open workspace.
    #[must_use]
    pub fn workspace(&self) -> &Arc<Workspace> {
        &self.inner.workspace
    }

    /// Returns what the map shows.
    #[must_use]
    pub fn map_index(&self) -> &Arc<MapIndex> {
        &self.inner.map_index
    }

    /// Returns the pictures of scenes.
    #[must_use]
    pub fn imagery(&self) -> &Arc<Imagery> {
        &self.inner.imagery
    }

    /// Returns the words of a language.
    #[must_use]
    pub fn messages(&self, language: Language) -> &Messages {
        match language {
            Language::Es => &self.inner.spanish,
            Language::En => &self.inner.english,
        }
    }

    /// Returns who may ask `method` of `path` and with what query, where that is a route.
    pub(crate) fn route(&self, method: &Method, path: &str) -> Option<&RouteAccess> {
        let asked = if method == Method::HEAD { &Method::GET } else { method };
        self.inner.table.get(path)?.iter().find(|route| route.method == *asked)
    }

    pub(crate) fn origin(&self) -> &Origin {
        &self.inner.origin
    }

    pub(crate) fn throttle(&self) -> &Throttle {
        &self.inner.throttle
    }

    /// Turns of the requests that are worked on at once.
    pub(crate) fn turns(&self) -> &Semaphore {
        &self.inner.turns
    }

    pub(crate) fn live(&self) -> &Live {
        &self.inner.live
    }

    /// Returns the open event streams.
    #[must_use]
    pub fn streams(&self) -> &Streams {
        &self.inner.streams
    }
}
